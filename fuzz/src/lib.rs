//! What every fuzz target asserts. The targets only hand their bytes on.

use std::sync::OnceLock;

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_reading::read::read;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::compile(&builtin::files()).0)
}

/// Ingests `bytes` and checks that every block maps onto the source, in order, on character boundaries.
pub fn ingest_holds(bytes: &[u8], format: Format) {
    let ingested = ingest(bytes, format, lexicon());
    for block in &ingested.blocks {
        let whole = seimei_text::range::TextRange::new(0, block.text.as_str().len());
        let mut last = 0;
        for piece in block.text.pieces(whole) {
            assert!(piece.start >= last, "pieces out of order");
            assert!(ingested.source.get(piece.bounds()).is_some(), "a piece cuts a character");
            last = piece.end;
        }
    }
}

/// Reads `text` and checks that every provision's ranges lie within the source, in order.
pub fn reading_holds(text: &str) {
    let ingested = ingest(text.as_bytes(), Format::Text, lexicon());
    let length = ingested.source.chars().count() as u32;
    let reading = read(&ingested, lexicon());
    for provision in &reading.provisions {
        assert!(!provision.text.is_empty(), "an empty provision");
        for range in &provision.range {
            assert!(range.start <= range.end && range.end <= length, "a range outside the source");
        }
    }
}
