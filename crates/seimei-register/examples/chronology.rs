//! Prints the chronology of a folder of texts, one line a happening: `cargo run --example chronology -- FOLDER [SEED N]`.
//! With a seed and a number, so many lines drawn by chance, each with the sentences it rests on, to be judged by eye.

mod corpus;

use std::path::PathBuf;
use std::time::Instant;

use seimei_lexicon::builtin;
use seimei_model::code::ActorCode;
use seimei_model::provision::Provision;
use seimei_register::chronology::{Happening, Source, chronology};
use seimei_register::grounds::{Grounds, Text};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder"));
    let numbers: Vec<u64> = arguments.filter_map(|argument| argument.parse().ok()).collect();
    let lexicon = builtin::lexicon();
    let loaded = corpus::load(&folder, &lexicon);
    let texts: Vec<Text> = loaded.iter().map(corpus::Loaded::text).collect();
    let grounds = Grounds { texts: &texts, ..Grounds::default() };
    let start = Instant::now();
    let happenings = chronology(&grounds, &lexicon);
    let conflicts = happenings.iter().filter(|happening| !happening.conflicts.is_empty()).count();
    let merged = happenings.iter().filter(|happening| happening.sources.len() > 1).count();
    let (texts_count, lines, time) = (texts.len(), happenings.len(), start.elapsed());
    eprintln!(
        "{texts_count} texts, {lines} lines, {merged} of several sources, {conflicts} with conflicts, in {time:?}"
    );
    let mut numbers = numbers.into_iter();
    let (seed, wanted) = (numbers.next(), numbers.next());
    let Some((mut state, wanted)) = seed.zip(wanted) else {
        happenings.iter().for_each(print);
        return;
    };
    let mut left: Vec<&Happening> = happenings.iter().collect();
    for _ in 0..wanted.min(left.len() as u64) {
        // Knuth's linear congruential generator: the same seed draws the same lines everywhere.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let happening = left.remove(((state >> 33) % left.len() as u64) as usize);
        print(happening);
        let against = happening.conflicts.iter().flat_map(|conflict| &conflict.sources);
        happening.sources.iter().chain(against).for_each(|source| print_source(source, &loaded));
    }
}

fn print(happening: &Happening) {
    let participants: Vec<&str> = happening.participants.iter().map(ActorCode::as_str).collect();
    let conflicts: Vec<&str> = happening.conflicts.iter().map(|conflict| conflict.date.as_str()).collect();
    println!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}",
        happening.date,
        happening.kind.word(),
        participants.join("+"),
        happening.sources.len(),
        if happening.planned { "planned" } else { "-" },
        if conflicts.is_empty() { "-".to_owned() } else { conflicts.join(" ") },
        happening.what
    );
}

fn print_source(source: &Source, loaded: &[corpus::Loaded]) {
    let (document, language) = (&source.provision.document, source.provision.language);
    let is_its =
        |loaded: &&corpus::Loaded| loaded.text().id.document == *document && Some(loaded.language()) == language;
    let Some(loaded) = loaded.iter().find(is_its) else { return };
    let provisions = &loaded.text().reading.provisions;
    let sentence = provisions.iter().find(|provision: &&Provision| provision.number == source.provision.number);
    let (day, title) = (source.day.as_deref().unwrap_or("-"), source.title.as_deref().unwrap_or("-"));
    println!("    {:?} {day} {} {} [{title}] «{}»", source.kind, source.date, loaded.file, source.quote);
    println!("        {}", sentence.map_or("", |provision| provision.text.as_str()));
}
