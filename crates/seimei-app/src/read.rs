//! Reading: from bytes to a reading.

use seimei_ingest::ingest::ingest;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::explanation::Explanation;
use seimei_model::reading::Reading;

use crate::files::{self, Problem, Source, What};
use crate::formats;

/// A document with its reading.
#[derive(Debug)]
pub struct ReadDocument {
    /// The name of its source.
    pub file: String,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// The reading.
    pub reading: Reading,
    /// How one provision was read, where that was asked for and the document has it.
    pub explanation: Option<Explanation>,
}

/// Reads a source. `explain` asks how the provision of that number (from 1) was read.
pub fn read_source(source: &Source, lexicon: &Lexicon, explain: Option<u32>) -> Result<ReadDocument, Problem> {
    let opened = files::open(source)?;
    let ingested = ingest(&opened.bytes, opened.format, lexicon);
    drop(opened);
    if formats::is_binary(&ingested.source) {
        return Err(Problem { file: source.name.clone(), what: What::Binary });
    }
    let (reading, explanation) = match explain {
        Some(number) => seimei_reading::read::explain(&ingested, lexicon, number),
        None => (seimei_reading::read::read(&ingested, lexicon), None),
    };
    Ok(ReadDocument { file: source.name.clone(), encoding: ingested.encoding, reading, explanation })
}
