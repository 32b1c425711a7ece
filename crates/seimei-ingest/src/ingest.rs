//! The entry point.

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::{Block, BlockKind, Ingested};

/// Which format the bytes are in, as far as the caller knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with a YAML head or not.
    Markdown,
    /// HTML.
    Html,
}

/// Reads `bytes` of `format`.
pub fn ingest(bytes: &[u8], format: Format, lexicon: &Lexicon) -> Ingested {
    let _ = (format, lexicon);
    let source = String::from_utf8_lossy(bytes).into_owned();
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let range = TextRange::new(at, at + line.trim_end().len());
        at += line.len();
        if !range.is_empty() {
            let mut text = MappedText::default();
            text.push_verbatim(&source, range);
            blocks.push(Block { kind: BlockKind::Paragraph, text });
        }
    }
    Ingested { source, encoding: "UTF-8", language: Lang::Ja, blocks, fields: Vec::new(), diagnostics: Vec::new() }
}
