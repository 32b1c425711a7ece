//! Prints the blocks and fields of files: `cargo run -p seimei-ingest --example blocks -- FILE...`

use std::path::Path;

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;

fn main() {
    let (lexicon, faults) = Lexicon::compile(&builtin::files());
    for fault in faults {
        eprintln!("{fault}");
    }
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let format = match Path::new(&path).extension().and_then(|extension| extension.to_str()) {
            Some("md") => Format::Markdown,
            Some("html" | "htm") => Format::Html,
            _ => Format::Text,
        };
        let ingested = ingest(&bytes, format, &lexicon);
        println!("=== {path} {} {:?}", ingested.encoding, ingested.language);
        for field in &ingested.fields {
            println!("  {:?} = {}", field.key, field.value);
        }
        for diagnostic in &ingested.diagnostics {
            println!("  ! {} {:?}", diagnostic.code, diagnostic.range);
        }
        for block in &ingested.blocks {
            let text = block.text.as_str();
            let (head, tail) = (text.chars().take(70), text.chars().count().saturating_sub(30));
            let tail: String = text.chars().skip(tail.max(70)).collect();
            println!(
                "{:>12} {}{}{tail}",
                format!("{:?}", block.kind),
                head.collect::<String>(),
                if tail.is_empty() { "" } else { " ... " }
            );
        }
    }
}
