//! Reading: from bytes to a reading, given on provision by provision.

use std::ops::ControlFlow;

use seimei_ingest::ingest::ingest;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::explanation::Explanation;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_reading::read::{Sink, read_into};

use crate::files::{Opened, Problem, What};
use crate::formats;

/// A document with its reading.
#[derive(Debug)]
pub struct ReadDocument {
    /// The name of its source.
    pub file: String,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// The reading; without provisions where those were given to a [`Taker`].
    pub reading: Reading,
    /// How one provision was read, where that was asked for and the document has it.
    pub explanation: Option<Explanation>,
}

/// Takes a document as it is read: memory holds one provision at a time.
pub trait Taker {
    /// Takes the document's fields and parts, before any provision.
    fn begin(&mut self, head: &ReadDocument) -> ControlFlow<()>;

    /// Takes the next provision. Breaking ends the reading.
    fn provision(&mut self, provision: Provision) -> ControlFlow<()>;
}

/// Reads a source that was opened, and gives its provisions to `taker`. Returns everything else. `explain` asks how the
/// provision of that number (from 1) was read.
pub fn read_opened(
    file: &str,
    opened: Opened,
    lexicon: &Lexicon,
    explain: Option<u32>,
    taker: &mut dyn Taker,
) -> Result<ReadDocument, Problem> {
    let ingested = ingest(opened.bytes, opened.format, lexicon);
    if formats::is_binary(&ingested.source) {
        return Err(Problem { file: file.to_owned(), what: What::Binary });
    }
    let mut passing = Passing { file, encoding: ingested.encoding, taker };
    let (reading, explanation) = read_into(&ingested, lexicon, explain, &mut passing);
    Ok(ReadDocument { file: file.to_owned(), encoding: ingested.encoding, reading, explanation })
}

/// Passes a reading on, with the name of its source.
struct Passing<'a> {
    file: &'a str,
    encoding: &'static str,
    taker: &'a mut dyn Taker,
}

impl Sink for Passing<'_> {
    fn begin(&mut self, head: &Reading) -> ControlFlow<()> {
        let (file, encoding) = (self.file.to_owned(), self.encoding);
        self.taker.begin(&ReadDocument { file, encoding, reading: head.clone(), explanation: None })
    }

    fn provision(&mut self, provision: Provision) -> ControlFlow<()> {
        self.taker.provision(provision)
    }
}
