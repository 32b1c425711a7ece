//! Prints the mechanisms of a folder of texts: `cargo run --example mechanisms -- FOLDER [held|promises]`.

mod corpus;

use std::path::PathBuf;
use std::time::Instant;

use seimei_lexicon::builtin;
use seimei_model::code::ActorCode;
use seimei_register::grounds::{Grounds, Text};
use seimei_register::mechanism::{Mechanism, mechanisms};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let what = std::env::args().nth(2).unwrap_or_default();
    let lexicon = builtin::lexicon();
    let loaded = corpus::load(&folder, &lexicon);
    let texts: Vec<Text> = loaded.iter().map(corpus::Loaded::text).collect();
    let grounds = Grounds { texts: &texts, ..Grounds::default() };
    let start = Instant::now();
    let found = mechanisms(&grounds, &lexicon);
    eprintln!("{} mechanisms of {} texts in {:?}", found.len(), texts.len(), start.elapsed());
    for mechanism in &found {
        match what.as_str() {
            "held" => {
                for held in &mechanism.held {
                    let text = held.provision.as_ref().map_or("", |_| "said");
                    let place = mechanism.sightings.iter().find(|one| Some(&one.provision) == held.provision.as_ref());
                    let (file, words) = place.map_or(("", ""), |one| {
                        (loaded[one.place.text as usize].file.as_str(), grounds.provision(one.place).text.as_str())
                    });
                    let day = held.date.as_ref().map_or("-", |date| date.as_str());
                    let text = place.map_or(text, |one| loaded[one.place.text as usize].language().tag());
                    println!(
                        "{}\t{day}\t{}\t{:?}\t{text}\t{}\t{file}\t{words}",
                        mechanism.id, held.said, held.ordinal, held.words
                    );
                }
            }
            "promises" => {
                for promise in &mechanism.promises {
                    let place = mechanism.sightings.iter().find(|one| one.provision == promise.provision);
                    let words = place.map_or("", |one| grounds.provision(one.place).text.as_str());
                    println!("{}\t{:?}\t{}\t{words}", mechanism.id, promise.rhythm, promise.words);
                }
            }
            "notes" => {
                for sighting in &mechanism.sightings {
                    let words = &grounds.provision(sighting.place).text;
                    println!("{}\t{}\t{}\t{words}", mechanism.id, sighting.note.word(), sighting.text);
                }
            }
            _ => line(mechanism),
        }
    }
}

fn line(mechanism: &Mechanism) {
    let codes = |all: &[ActorCode]| all.iter().map(ActorCode::as_str).collect::<Vec<_>>().join("+");
    let names: Vec<String> = mechanism.names.iter().map(|name| format!("{} ×{}", name.text, name.count)).collect();
    println!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:?}\t{}\t{}\t{}",
        mechanism.id,
        mechanism.kind,
        codes(&mechanism.parties),
        codes(&mechanism.observers),
        mechanism.sightings.len(),
        mechanism.first().unwrap_or("-"),
        mechanism.last_seen().unwrap_or("-"),
        mechanism.rhythm,
        mechanism.last_held().unwrap_or("-"),
        mechanism.period.as_ref().map_or("-", |period| period.as_str()),
        names.join("; ")
    );
}
