//! The mechanisms of the seed documents, which stand beside the repository.

#[path = "../examples/corpus/mod.rs"]
mod corpus;

use std::path::Path;

use seimei_lexicon::builtin;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::decision::Rhythm;
use seimei_register::grounds::{Grounds, Text};
use seimei_register::mechanism::{Mechanism, Note, mechanisms};

/// Returns the seeds' mechanisms with the file of each text, or says that they are not there.
fn seeds() -> Option<(Vec<Mechanism>, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/seeds");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    let lexicon = builtin::lexicon();
    let loaded = corpus::load(&folder, &lexicon);
    assert!(loaded.iter().all(|one| one.language().tag() == "ja"));
    let texts: Vec<Text> = loaded.iter().map(corpus::Loaded::text).collect();
    let found = mechanisms(&Grounds { texts: &texts, ..Grounds::default() }, &lexicon);
    Some((found, loaded.iter().map(|one| one.file[..3].to_owned()).collect()))
}

fn called<'a>(all: &'a [Mechanism], name: &str) -> &'a Mechanism {
    let is_called = |one: &&Mechanism| one.names.iter().any(|called| called.text == name);
    all.iter().find(is_called).unwrap_or_else(|| panic!("{name} is in the directory"))
}

#[test]
fn the_programme_is_prepared_then_agreed_then_followed_and_ends() {
    let Some((all, files)) = seeds() else { return };
    let programme = called(&all, "ITPP");
    let seen: Vec<(&str, Note)> =
        programme.sightings.iter().map(|one| (files[one.place.text as usize].as_str(), one.note)).collect();
    assert_eq!(seen.first(), Some(&("000", Note::Promised)));
    assert!(seen.contains(&("002", Note::SetUp)), "{seen:?}");
    assert!(seen.contains(&("001", Note::Named)), "{seen:?}");
    assert_eq!(programme.period.as_ref().map(Edtf::as_str), Some("2023/2026"));
    let parties: Vec<&str> = programme.parties.iter().map(ActorCode::as_str).collect();
    assert_eq!(parties, ["JPN", "NATO"]);
}

#[test]
fn the_exercise_promises_a_rhythm() {
    let Some((all, _)) = seeds() else { return };
    let exercise = called(&all, "フリーダム・エッジ");
    assert_eq!((exercise.kind.as_str(), exercise.rhythm), ("exercise", Some(Rhythm::Regular)));
    assert!(!exercise.promises.is_empty());
}

#[test]
fn the_secretariat_is_found_with_its_kind() {
    let Some((all, _)) = seeds() else { return };
    let secretariat = called(&all, "日米韓調整事務局");
    let parties: Vec<&str> = secretariat.parties.iter().map(ActorCode::as_str).collect();
    assert_eq!((secretariat.kind.as_str(), parties), ("secretariat", vec!["JPN", "KOR", "USA"]));
}

#[test]
fn the_exercise_has_observers() {
    let Some((all, files)) = seeds() else { return };
    let exercise = called(&all, "キーン・ソード");
    let observers: Vec<&str> = exercise.observers.iter().map(ActorCode::as_str).collect();
    assert_eq!(observers, ["NATO"]);
    let seen: Vec<&str> = exercise.sightings.iter().map(|one| files[one.place.text as usize].as_str()).collect();
    assert_eq!(seen, ["000", "001"]);
}
