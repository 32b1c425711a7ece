//! Reads files a number of times and writes the readings as JSON, so that speed and sameness can be measured without
//! linking the whole program:
//!
//! `throughput TIMES FILE...` tells MB/s; `throughput 0 FILE...` prints one line of JSON a file, to compare.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_reading::read::{Sink, read_into};

/// Writes every provision as it comes, as the program does.
struct Out<'a>(&'a mut dyn Write, Vec<u8>);

impl Sink for Out<'_> {
    fn begin(&mut self, head: &Reading) -> ControlFlow<()> {
        serde_json::to_writer(&mut *self.0, &head.parts).expect("JSON");
        ControlFlow::Continue(())
    }

    fn provision(&mut self, provision: Provision) -> ControlFlow<()> {
        self.1.clear();
        sonic_rs::to_writer(&mut self.1, &provision).expect("JSON");
        self.0.write_all(&self.1).expect("a place to write");
        ControlFlow::Continue(())
    }
}

fn main() {
    let mut args = env::args().skip(1);
    let times: u32 = args.next().and_then(|times| times.parse().ok()).expect("usage: throughput TIMES FILE...");
    let (lexicon, faults) = Lexicon::compile(&builtin::files());
    for fault in faults {
        eprintln!("{fault}");
    }
    let files: Vec<(String, Vec<u8>)> = args.map(|path| (path.clone(), fs::read(path).expect("a file"))).collect();
    let mut stdout = BufWriter::new(io::stdout().lock());
    let mut nowhere = BufWriter::new(io::sink());
    let started = Instant::now();
    for _ in 0..times.max(1) {
        for (path, bytes) in &files {
            let out: &mut dyn Write = if times == 0 { &mut stdout } else { &mut nowhere };
            let format = match Path::new(path).extension().and_then(|extension| extension.to_str()) {
                Some("md") => Format::Markdown,
                Some("html" | "htm") => Format::Html,
                _ => Format::Text,
            };
            let ingested = ingest(bytes, format, &lexicon);
            let (reading, _) = read_into(&ingested, &lexicon, None, &mut Out(out, Vec::new()));
            serde_json::to_writer(&mut *out, &reading).expect("JSON");
            out.write_all(b"\n").expect("a place to write");
        }
    }
    let bytes: u32 = files.iter().map(|(_, bytes)| bytes.len() as u32).sum();
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("{:.2} MB/s", f64::from(bytes) * f64::from(times.max(1)) / seconds / 1e6);
}
