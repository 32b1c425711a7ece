//! Runs the literate pages of `tests/suite/`: samples in fenced blocks, and what must be found in them.
//!
//! A sample is a fence `ja` or `en` with the document's fields after it
//! (`kind=readout parties=JPN,NATO date=2031-05-20`); the fence `finds` behind it names which findings it
//! lists (`acts`, `dates`, `topics`, `mechanisms`, `events`) and holds one a line. `SUITE_BLESS=1 cargo
//! test -p seimei-reading --test suite` rewrites the lists; read the difference before you keep it.
//! The names of the invented states are those of `examples/lexicon`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{File, Lexicon};
use seimei_model::act::Strength;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::reading::Reading;
use seimei_reading::read::read_as;
use seimei_text::range::CharRange;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the built-in lexicon with the invented names of the examples.
fn lexicon() -> Lexicon {
    let mut files = builtin::files();
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("examples/lexicon"))
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "tsv") && !name.contains(".tests.") {
            files.push(File { name, text: fs::read_to_string(&path).expect("a text file") });
        }
    }
    Lexicon::compile(&files).0
}

/// Reads a sample as a document with the fields of its fence line.
fn read_sample(fence: &str, sample: &str, lexicon: &Lexicon) -> Reading {
    let mut ingested = ingest(sample.as_bytes(), Format::Text, lexicon);
    let mut document = Document {
        title: None,
        kind: DocumentKind::JointStatement,
        date: None,
        language: if fence.starts_with("ja") { Lang::Ja } else { Lang::En },
        parties: Vec::new(),
        place: None,
        translation: None,
        issuer: None,
    };
    ingested.language = document.language;
    for (key, value) in fence.split_whitespace().filter_map(|word| word.split_once('=')) {
        match key {
            "kind" => document.kind = DocumentKind::from_word(value).unwrap_or_else(|| panic!("no kind {value}")),
            "date" => document.date = Some(Edtf::new(value)),
            "parties" => document.parties = value.split(',').map(ActorCode::new).collect(),
            other => panic!("no field {other} in a fence; there are kind, date and parties"),
        }
    }
    read_as(document, &ingested, lexicon)
}

fn codes(codes: &[ActorCode]) -> String {
    let words: Vec<&str> = codes.iter().map(ActorCode::as_str).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(",") }
}

fn span(range: &[CharRange]) -> String {
    match (range.first(), range.last()) {
        (Some(first), Some(last)) => format!("{}..{}", first.start, last.end),
        _ => "-".to_owned(),
    }
}

/// Lists the findings that the fence asks for, one a line, provision by provision.
fn list(reading: &Reading, wanted: &str) -> String {
    let wants = |what: &str| wanted.split_whitespace().any(|word| word == what);
    let mut out = String::new();
    for provision in &reading.provisions {
        if wants("acts") {
            for act in &provision.acts {
                let _ =
                    write!(out, "{} {} \"{}\" {}", span(&act.range), act.act.word(), act.trigger, codes(&act.actors));
                if !act.targets.is_empty() {
                    let _ = write!(out, " -> {}", codes(&act.targets));
                }
                if act.strength != Strength::Plain {
                    let _ = write!(out, " {}", act.strength.word());
                }
                if act.commitment {
                    out.push_str(" commitment");
                }
                if let Some(due) = &act.due {
                    let _ = write!(out, " due={due}");
                }
                out.push('\n');
            }
        }
        if wants("dates") {
            for date in &provision.dates {
                let _ = writeln!(out, "{} \"{}\" = {}", span(&date.range), date.text, date.edtf);
            }
        }
        if wants("mechanisms") {
            for mechanism in &provision.mechanisms {
                let _ = writeln!(out, "{} \"{}\"", span(&mechanism.range), mechanism.text);
            }
        }
        if wants("topics") {
            let topics: Vec<&str> = provision.topics.iter().map(seimei_model::code::TopicId::as_str).collect();
            let _ = writeln!(out, "{}", topics.join(", "));
        }
    }
    if wants("events") {
        for event in &reading.events {
            let who = codes(&event.participants);
            let _ = writeln!(
                out,
                "{} {} {} {who} \"{}\"",
                span(&event.range),
                event.date,
                event.event_type.word(),
                event.quote
            );
        }
    }
    out
}

/// Runs one page. Returns it with today's findings in place, and how many samples it holds.
fn run(page: &str, lexicon: &Lexicon) -> (String, usize) {
    let mut out = String::new();
    let mut samples = 0;
    let mut reading = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(wanted) = fence.strip_prefix("finds") {
            samples += 1;
            let read = reading.as_ref().unwrap_or_else(|| panic!("`finds` without a sample before it"));
            out.push_str(&list(read, wanted));
        } else {
            let sample = body.join("\n");
            if fence.starts_with("ja") || fence.starts_with("en") {
                reading = Some(read_sample(fence, &sample, lexicon));
            }
            out.push_str(&sample);
            out.push('\n');
        }
        out.push_str("```\n");
    }
    (out, samples)
}

#[test]
fn every_page_finds_what_it_says() {
    let lexicon = lexicon();
    let bless = env::var_os("SUITE_BLESS").is_some();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join("tests/suite")).expect("tests/suite").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut samples = 0;
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let page = fs::read_to_string(path).expect("a page");
        let (now, count) = run(&page, &lexicon);
        samples += count;
        if now != page {
            if bless {
                fs::write(path, &now).expect("the page is writable");
            } else {
                let differs = page.lines().zip(now.lines()).find(|(old, new)| old != new);
                wrong.push(format!("{}: {differs:?}", path.display()));
            }
        }
    }
    assert!(samples > 0, "no samples in tests/suite");
    assert!(wrong.is_empty(), "expected, found:\n{}", wrong.join("\n"));
}
