//! Measures the store alone: reads the files of folders, then commits the readings to a new archive and reads them back.
//!
//! `cargo run --release -p seimei-app --example store_speed -- FOLDER...`, in a temporary folder, or where
//! `SEIMEI_TEST_POSTGRES` is set in a schema of its own on that server.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::identity::ExpressionId;
use seimei_model::record::{Description, Hash, StoredReading};
use seimei_reading::read::read;
use seimei_store::change::{Change, Version, Write};
use seimei_store::filter::Filter;
use seimei_store::store::{Place, Store};
use sha2::{Digest, Sha256};

/// So many documents are committed at a time.
const BATCH: usize = 64;

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn main() {
    let lexicon = Lexicon::take(builtin::files());
    let mut files = Vec::new();
    for folder in std::env::args().skip(1) {
        gather(Path::new(&folder), &mut files);
    }
    files.sort();
    let numbered = files.iter().enumerate();
    let writes: Vec<Write> = numbered.filter_map(|(number, file)| write(number, file, &lexicon)).collect();
    let text: usize = writes.iter().filter_map(|write| Some(write.original.as_ref()?.len())).sum();
    let count = writes.len();

    let folder = std::env::temp_dir().join(format!("seimei-store-speed-{}", std::process::id()));
    let place = match std::env::var("SEIMEI_TEST_POSTGRES") {
        Ok(url) => Place::Postgres(format!("{url}?schema=speed_{}", std::process::id())),
        Err(_) => Place::Folder(folder.clone()),
    };
    let store = Store::create(place.clone()).expect("an archive");
    let start = Instant::now();
    let mut rest = writes.into_iter().peekable();
    while rest.peek().is_some() {
        store.commit(rest.by_ref().take(BATCH).collect(), "2026-05-20T09:00:00Z", "speed").expect("a commit");
    }
    let written = start.elapsed().as_secs_f64();
    drop(store);

    let start = Instant::now();
    let store = Store::open(place).expect("an archive");
    let opened = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let documents = store.documents(&Filter::default()).expect("the records");
    let listed = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut provisions = 0;
    for document in &documents {
        let reading = store.reading(&document.expressions[0].id, None).expect("a store").expect("a reading");
        provisions += reading.numbers.len();
    }
    let read_back = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let damage = store.check(&mut |_, _| {}).expect("a check");
    let checked = start.elapsed().as_secs_f64();
    drop(store);

    let per_second = |seconds: f64| documents.len() as f64 / seconds;
    println!("{count} files, {} documents, {provisions} provisions, {text} bytes of text", documents.len());
    println!("written in {written:.3} s ({:.0} a second)", per_second(written));
    println!("opened in {opened:.4} s, records listed in {listed:.4} s");
    println!("readings read back in {read_back:.3} s ({:.0} a second)", per_second(read_back));
    println!("checked in {checked:.3} s, {} faults", damage.len());
    if folder.exists() {
        let size = |name: &str| fs::metadata(folder.join(name)).map_or(0, |file| file.len());
        let times = |bytes: u64| bytes as f64 / text as f64;
        for name in ["archive.sqlite", "journal.jsonl"] {
            println!("{name}: {} bytes, {:.2} of the text", size(name), times(size(name)));
        }
        fs::remove_dir_all(folder).expect("removed");
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|end| end == "md" || end == "txt") {
            files.push(path);
        }
    }
}

fn write(number: usize, file: &Path, lexicon: &Lexicon) -> Option<Write> {
    let bytes = fs::read(file).ok()?;
    let is_markdown = file.extension().is_some_and(|end| end == "md");
    let ingested = ingest(&bytes, if is_markdown { Format::Markdown } else { Format::Text }, lexicon);
    let reading = read(&ingested, lexicon);
    let numbers: Vec<u32> = (1..).take(reading.provisions.len()).collect();
    let version = Version {
        original: Hash::new(Sha256::digest(&bytes).into()),
        size: bytes.len() as u64,
        format: if is_markdown { "markdown" } else { "text" }.into(),
        encoding: ingested.encoding.into(),
        origin: file.display().to_string(),
        lexicon: reading.lexicon.clone(),
        program: reading.program.clone(),
        numbers: numbers.clone(),
    };
    let document = format!("doc-{number:06}").parse().expect("a name");
    let expression = ExpressionId { document, language: reading.document.language };
    let change = Change::Added { expression, is_further: false, version, said: Description::default() };
    let reading = Some(StoredReading { source: ingested.source, reading, numbers });
    Some(Write { change, reading, original: Some(bytes) })
}
