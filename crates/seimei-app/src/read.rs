//! Reading: from bytes to a reading, given on provision by provision.

use std::ops::ControlFlow;

use seimei_extract::Extracted;
use seimei_ingest::block::Ingested;
use seimei_ingest::flow::ingest_flow;
use seimei_ingest::ingest::ingest;
use seimei_ingest::layout::ingest_pages;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::explanation::Explanation;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_reading::read::{Sink, read_into};

use crate::files::{Opened, Problem, What};
use crate::formats::{self, FileFormat};
use crate::worker::Worker;

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

/// Turns a source that was opened into text and structure; `worker` parses what has to be parsed first.
pub fn ingest_opened(file: &str, opened: Opened, lexicon: &Lexicon, worker: &Worker) -> Result<Ingested, Problem> {
    let wrong = |what| Problem { file: file.to_owned(), what };
    match opened.format {
        FileFormat::Text(format) => {
            let ingested = ingest(opened.bytes, format, lexicon);
            if formats::is_binary(&ingested.source) { Err(wrong(What::Binary)) } else { Ok(ingested) }
        }
        FileFormat::Parsed(container) => Ok(match worker.extract(container, opened.bytes).map_err(wrong)? {
            Extracted::Pages(pages) => ingest_pages(&pages, lexicon),
            Extracted::Flow(flow) => ingest_flow(&flow, lexicon),
        }),
    }
}

/// Reads a source that was opened, and gives its provisions to `taker`. Returns everything else. `explain` asks how the
/// provision of that number (from 1) was read.
pub fn read_opened(
    file: &str,
    opened: Opened,
    lexicon: &Lexicon,
    worker: &Worker,
    explain: Option<u32>,
    taker: &mut dyn Taker,
) -> Result<ReadDocument, Problem> {
    let ingested = ingest_opened(file, opened, lexicon, worker)?;
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
