//! Follows an archive while documents are added to it, and compares what followed with what is drawn from nothing:
//! `cargo run --release --example follow -- FOLDER [LAST [alone]]`. FOLDER holds documents; all but the LAST (40) are added at
//! once, by their names, and those one by one. Tells milliseconds a document, and of every document whether both are the same;
//! with `alone` nothing is drawn from nothing in between, so that a profile shows the following alone.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use seimei_app::archive::Archive;
use seimei_app::archive::add::Order;
use seimei_app::archive::register::{Registry, Request};
use seimei_app::lexicon;
use seimei_app::worker::Worker;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::decision::Decision;
use seimei_store::store::Place;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder of documents"));
    let last = arguments.next().map_or(40, |last| last.parse().expect("a number"));
    let is_alone = arguments.next().is_some_and(|word| word == "alone");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let (first, later) = files.split_at(files.len().saturating_sub(last));
    let home = tempfile::tempdir().expect("a folder for the archive");
    let archive = Archive::create(Place::Folder(home.path().to_path_buf())).expect("an archive");
    let lexicon = lexicon::load(&[]).expect("the lexicon");
    add(&archive, first.to_vec(), &lexicon);
    let before = resident();
    let mut registry = drawn(&archive, &lexicon).0;
    println!("the first register takes {} MB", (resident().saturating_sub(before)) / 1024);
    let (mut times, mut drawings, mut differ) = (Vec::new(), Vec::new(), 0);
    for file in later {
        add(&archive, vec![file.clone()], &lexicon);
        let start = Instant::now();
        if let Some(followed) = archive.follow(&registry).expect("what happened") {
            registry = followed;
        }
        times.push(start.elapsed());
        if is_alone {
            continue;
        }
        let (anew, took) = drawn(&archive, &lexicon);
        drawings.push(took);
        if let Some(what) = difference(&registry, &anew) {
            differ += 1;
            println!("{}: {what} differ", file.display());
        }
    }
    let decided = |registry: &Registry| {
        let entry = registry.register().entries[0].id.clone();
        let request =
            Request { decision: Decision::Confirmed { entry }, reason: String::new(), seen: None, file: None };
        archive.decide(registry, vec![request], "follow").expect("a decision");
    };
    let mut deciding = Vec::new();
    for _ in 0..10 {
        decided(&registry);
        let start = Instant::now();
        registry = archive.follow(&registry).expect("what happened").expect("a decision");
        deciding.push(start.elapsed());
    }
    if let Some(what) = difference(&registry, &drawn(&archive, &lexicon).0) {
        println!("after decisions {what} differ");
    }
    let start = Instant::now();
    let nothing = archive.follow(&registry).expect("what happened").is_none();
    println!("nothing happened ({nothing}): {:.2?}", start.elapsed());
    let counts = (registry.tracing().texts().len(), registry.register().entries.len());
    println!(
        "{} texts, {} entries; {differ} of {} differ from the one drawn from nothing",
        counts.0,
        counts.1,
        times.len()
    );
    told("a decision followed", deciding);
    told("a document followed", times);
    told("drawn from nothing", drawings);
}

fn add(archive: &Archive, paths: Vec<PathBuf>, lexicon: &Lexicon) {
    let order = Order { paths, by: "follow".to_owned(), ..Order::default() };
    archive.add(&order, lexicon, &Worker::in_process(), |_, _| ControlFlow::Continue(())).expect("room for documents");
}

fn drawn<'l>(archive: &Archive, lexicon: &'l Lexicon) -> (Registry<'l>, Duration) {
    let start = Instant::now();
    let registry = archive.registry(lexicon, &mut |_, _| {}).expect("readings");
    (registry, start.elapsed())
}

/// Returns the memory of this process in kB, where the system tells (Linux).
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Returns what is not the same in both.
fn difference(one: &Registry, other: &Registry) -> Option<&'static str> {
    let grounds = |registry: &Registry| {
        registry.with_grounds(|grounds| (grounds.families.to_vec(), grounds.counterparts.to_vec()))
    };
    let texts = |registry: &Registry| -> Vec<_> {
        registry
            .tracing()
            .texts()
            .iter()
            .map(|text| (text.document.clone(), text.expression.clone(), text.reading.clone()))
            .collect()
    };
    if texts(one) != texts(other) {
        return Some("texts");
    }
    if one.register() != other.register() {
        return Some("entries");
    }
    if one.mechanisms() != other.mechanisms() {
        return Some("mechanisms");
    }
    (grounds(one) != grounds(other)).then_some("families or counterparts")
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len().max(1)).unwrap_or(1);
    let most = times.last().copied().unwrap_or_default();
    println!("{what}: median {median:.1?}, mean {mean:.1?}, most {most:.1?}");
}
