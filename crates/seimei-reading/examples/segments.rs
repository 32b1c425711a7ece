//! Prints only the provisions of one file, with their sections, as `seimei read --json` would:
//! measures ingestion and segmentation apart from the finders.

use std::path::Path;

use seimei_ingest::block::BlockKind;
use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_reading::en::English;
use seimei_reading::ja::Japanese;
use seimei_reading::language::Language;
use seimei_text::fold::fold;
use serde_json::json;

fn main() {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    // Called as `segments read FILE --json`, so that score.py can run it.
    let Some(path) = std::env::args().skip(1).find(|arg| arg != "read" && !arg.starts_with("--")) else { return };
    let bytes = std::fs::read(&path).expect("a readable file");
    let format = match Path::new(&path).extension().and_then(|extension| extension.to_str()) {
        Some("md") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        _ => Format::Text,
    };
    let ingested = ingest(&bytes, format, &lexicon);
    let language: &dyn Language = if ingested.language == Lang::Ja { &Japanese } else { &English };
    let (mut section, mut title) = (None, None);
    let mut provisions = Vec::new();
    for block in &ingested.blocks {
        let text = block.text.as_str();
        match block.kind {
            BlockKind::Note => {}
            BlockKind::Title if provisions.is_empty() => title = Some(text),
            BlockKind::Title | BlockKind::Heading(_) => section = Some(text),
            BlockKind::Paragraph | BlockKind::ListItem => {
                let folded = fold(text, lexicon.glyphs());
                for range in language.sentences(folded.as_str()) {
                    let written = &text[folded.under(range)];
                    provisions.push(json!({"text": written.trim(), "section": section, "acts": []}));
                }
            }
        }
    }
    println!("{}", json!({"document": {"title": title}, "provisions": provisions}));
}
