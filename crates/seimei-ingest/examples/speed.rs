//! Measures folding and ingestion: `cargo run --profile release -p seimei-ingest --example speed -- FILE`

use std::path::Path;
use std::time::Instant;

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_text::fold::fold;

fn main() {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    for path in std::env::args().skip(1) {
        let Ok(one) = std::fs::read(&path) else { continue };
        let extension = Path::new(&path).extension().and_then(|extension| extension.to_str());
        let format = match extension {
            Some("md") => Format::Markdown,
            Some("html") => Format::Html,
            _ => Format::Text,
        };
        let mut bytes = Vec::new();
        while bytes.len() < 8_000_000 {
            bytes.extend_from_slice(&one);
            bytes.push(b'\n');
        }
        let megabytes = f64::from(bytes.len() as u32) / 1e6;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let start = Instant::now();
        let folded = fold(&text, lexicon.glyphs());
        let folding = megabytes / start.elapsed().as_secs_f64();
        // The best of a few runs: other programs only slow one down.
        let mut seconds = f64::INFINITY;
        let mut blocks = 0;
        for _ in 0..7 {
            let start = Instant::now();
            blocks = ingest(&bytes, format, &lexicon).blocks.len();
            seconds = seconds.min(start.elapsed().as_secs_f64());
        }
        let ingesting = megabytes / seconds;
        println!(
            "{path}: fold {folding:.0} MB/s ({} bytes), ingest {ingesting:.0} MB/s ({} blocks)",
            folded.as_str().len(),
            blocks
        );
    }
}
