//! A register that follows an archive is the one that is drawn from nothing, whatever happens to the archive in between.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use seimei_app::archive::Archive;
use seimei_app::archive::add::{Belongs, Order};
use seimei_app::archive::reference::Reference;
use seimei_app::archive::register::{Registry, Request};
use seimei_app::lexicon;
use seimei_app::worker::Worker;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::decision::{Correction, Decision};
use seimei_model::identity::DocumentId;
use seimei_model::record::{Description, DescriptionField};
use seimei_model::undertaking::EvidenceId;
use seimei_store::filter::Filter;
use seimei_store::store::Place;
use tempfile::TempDir;

/// Something that happens to an archive. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Event {
    Added { seed: u32, year: u32 },
    Translated { of: usize, seed: u32 },
    Revised { of: usize, seed: u32 },
    Described { of: usize, year: u32 },
    Withdrawn { of: usize },
    Removed { of: usize },
    Restored { of: usize },
    Joined { of: usize, other: usize },
    Noted { of: usize },
    Decided { of: usize, how: usize },
    Undone { of: usize },
}

fn event() -> impl Strategy<Value = Event> {
    let of = || 0..100_usize;
    let year = || 2019..2027_u32;
    prop_oneof![
        5 => (any::<u32>(), year()).prop_map(|(seed, year)| Event::Added { seed, year }),
        1 => (of(), any::<u32>()).prop_map(|(of, seed)| Event::Translated { of, seed }),
        2 => (of(), any::<u32>()).prop_map(|(of, seed)| Event::Revised { of, seed }),
        1 => (of(), year()).prop_map(|(of, year)| Event::Described { of, year }),
        1 => of().prop_map(|of| Event::Withdrawn { of }),
        1 => of().prop_map(|of| Event::Removed { of }),
        1 => of().prop_map(|of| Event::Restored { of }),
        1 => (of(), of()).prop_map(|(of, other)| Event::Joined { of, other }),
        1 => of().prop_map(|of| Event::Noted { of }),
        4 => (of(), of()).prop_map(|(of, how)| Event::Decided { of, how }),
        1 => of().prop_map(|of| Event::Undone { of }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_follows_is_what_would_be_drawn(
        // With so many, words go on to be weighed by the same texts when one more comes.
        first in prop::sample::select(vec![4_u32, 24, 28]),
        events in prop::collection::vec((event(), any::<bool>()), 4..24),
    ) {
        let lexicon = lexicon::load(&[root().join("examples/lexicon")]).expect("the examples' lexicon");
        let office = Office::new(&lexicon);
        for seed in 0..first {
            office.happen(&Event::Added { seed, year: 2018 + seed % 7 }, &office.drawn());
        }
        let mut followed = office.drawn();
        for (event, is_looked_at) in &events {
            office.happen(event, &followed);
            // Several things may have happened by the time somebody looks.
            if *is_looked_at {
                followed = office.archive.follow(&followed).expect("what happened").unwrap_or(followed);
                assert_same(&followed, &office.drawn());
            }
        }
        followed = office.archive.follow(&followed).expect("what happened").unwrap_or(followed);
        assert_same(&followed, &office.drawn());
        prop_assert!(office.archive.follow(&followed).expect("what happened").is_none());
    }
}

/// An archive with what is done to it.
struct Office<'l> {
    lexicon: &'l Lexicon,
    archive: Archive,
    home: TempDir,
    english: Vec<String>,
    japanese: Vec<String>,
}

impl<'l> Office<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        let home = tempfile::tempdir().expect("a writable folder");
        let archive = Archive::create(Place::Folder(home.path().join("archive"))).expect("an archive");
        let english = paragraphs(&["2025-05-21-joint-statement.en.md", "2025-03-21-cooperation-programme.en.md"]);
        let japanese = paragraphs(&["2024-05-14-joint-statement.ja.md", "2026-05-20-joint-statement.ja.md"]);
        Self { lexicon, archive, home, english, japanese }
    }

    fn drawn(&self) -> Registry<'l> {
        self.archive.registry(self.lexicon, &mut |_, _| {}).expect("readings")
    }

    /// Makes an event happen, as far as there is anything for it to happen to.
    fn happen(&self, event: &Event, register: &Registry) {
        let present = self.documents(false);
        let chosen = |of: usize| present.get(of % present.len().max(1)).cloned();
        match event {
            Event::Added { seed, year } => self.add(&text(&self.english, *seed, *year), Belongs::Unknown, "en"),
            Event::Translated { of, seed } => {
                if let Some(document) = chosen(*of) {
                    self.add(&text(&self.japanese, *seed, 2023), Belongs::TranslationOf(document), "ja");
                }
            }
            Event::Revised { of, seed } => {
                if let Some(document) = chosen(*of) {
                    let to = Reference { document, language: Some(Lang::En), provision: None };
                    self.add(&text(&self.english, *seed, 2024), Belongs::To(to), "en");
                }
            }
            Event::Described { of, year } => {
                let said = Description {
                    date: Some(Edtf::new(format!("{year}-07"))),
                    parties: Some(vec![ActorCode::new("ARV"), ActorCode::new("SLM")]),
                    ..Description::default()
                };
                if let Some(document) = chosen(*of) {
                    self.archive.describe(&document, said, "Mori").expect("a description");
                }
            }
            Event::Withdrawn { of } => {
                if let Some(document) = chosen(*of) {
                    let fields = DescriptionField::ALL.to_vec();
                    self.archive.amend(&document, Description::default(), fields, "Mori").expect("a description");
                }
            }
            Event::Removed { of } => {
                if let Some(document) = chosen(*of) {
                    self.archive.remove(&[document], "Mori").expect("a bin");
                }
            }
            Event::Restored { of } => {
                let removed = self.documents(true);
                if let Some(document) = removed.get(of % removed.len().max(1)) {
                    self.archive.restore(std::slice::from_ref(document), "Mori").expect("a bin");
                }
            }
            // Refused where both have a text in one language.
            Event::Joined { of, other } => {
                if let (Some(one), Some(other)) = (chosen(*of), chosen(*other)) {
                    let _ = self.archive.join(&one, &other, "Mori");
                }
            }
            Event::Noted { of } => {
                let texts = register.tracing().texts();
                if let Some(text) = texts.get(of % texts.len().max(1)) {
                    self.archive.note(&text.expression.id, 1, "A remark.", "Mori").expect("a remark");
                }
            }
            Event::Decided { of, how } => self.decide(*of, *how, register),
            Event::Undone { of } => {
                let decisions = register.decisions();
                if let Some(record) = decisions.get(of % decisions.len().max(1)) {
                    self.request(Decision::Undone { number: record.number }, register);
                }
            }
        }
    }

    fn decide(&self, of: usize, how: usize, register: &Registry) {
        let entries = &register.register().entries;
        let Some(chosen) = entries.get(of % entries.len().max(1)) else { return };
        let (entry, other) = (chosen.id.clone(), entries[(of + how) % entries.len()].id.clone());
        self.request(
            match how % 7 {
                0 => Decision::Confirmed { entry },
                1 => Decision::Rejected { entry },
                2 => Decision::Merged { entry, other },
                3 => match (chosen.undertakings.first(), chosen.offers.first().map(|offer| &offer.id)) {
                    (_, Some(EvidenceId::Provision(provision))) => {
                        Decision::EvidenceAccepted { entry, provision: provision.clone() }
                    }
                    (Some(first), _) => Decision::Split { entry, off: vec![first.id.clone()] },
                    _ => return,
                },
                4 => Decision::Corrected {
                    entry,
                    correction: Correction { what: Some("to open the office".to_owned()), ..Correction::default() },
                },
                5 => Decision::Added {
                    commitment: Correction {
                        what: Some("to hold the seminar".to_owned()),
                        by: Some(vec![ActorCode::new("ARV")]),
                        ..Correction::default()
                    },
                    source: None,
                },
                _ => match register.mechanisms() {
                    [] => return,
                    all => Decision::MechanismRejected { mechanism: all[of % all.len()].id.clone() },
                },
            },
            register,
        );
    }

    /// Decides; what the register refuses, because its sight is an old one, does not happen.
    fn request(&self, decision: Decision, register: &Registry) {
        let request = Request { decision, reason: "as agreed".to_owned(), seen: None, file: None };
        let _ = self.archive.decide(register, vec![request], "Mori");
    }

    fn add(&self, text: &str, belongs: Belongs, language: &str) {
        let number = fs::read_dir(self.home.path()).expect("the folder").count();
        let path = self.home.path().join(format!("{number}.{language}.md"));
        fs::write(&path, text).expect("a writable folder");
        let order = Order { paths: vec![path], belongs, by: "Mori".to_owned(), ..Order::default() };
        self.archive
            .add(&order, self.lexicon, &Worker::in_process(), |_, _| ControlFlow::Continue(()))
            .expect("room for documents");
    }

    fn documents(&self, removed: bool) -> Vec<DocumentId> {
        let filter = Filter { removed, ..Filter::default() };
        let records = self.archive.store().documents(&filter).expect("documents");
        records.into_iter().map(|record| record.id).collect()
    }
}

fn assert_same(followed: &Registry, drawn: &Registry) {
    assert_eq!(followed.tracing().searched(), drawn.tracing().searched());
    for (one, other) in followed.tracing().texts().iter().zip(drawn.tracing().texts()) {
        assert_eq!((&one.document, &one.expression), (&other.document, &other.expression));
        assert_eq!((&one.reading, &one.day), (&other.reading, &other.day));
    }
    assert_eq!(followed.decisions(), drawn.decisions());
    assert_eq!(followed.register(), drawn.register());
    assert_eq!(followed.mechanisms(), drawn.mechanisms());
    assert_eq!(followed.tracing().families(), drawn.tracing().families());
    let grounds = |registry: &Registry| {
        registry.with_grounds(|grounds| (grounds.families.to_vec(), grounds.counterparts.to_vec()))
    };
    assert_eq!(grounds(followed), grounds(drawn));
    assert_eq!(followed.followed(), drawn.followed());
}

/// Returns a statement of some of these paragraphs.
fn text(paragraphs: &[String], seed: u32, year: u32) -> String {
    let mut state = seed;
    // Numbers that look random (Numerical Recipes, linear congruential).
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let (month, count) = (1 + next(12), 3 + next(6));
    let chosen: Vec<&str> = (0..count).map(|_| paragraphs[next(paragraphs.len())].as_str()).collect();
    format!("---\ndate: {year}-{month:02}-14\n---\n\n# Joint Statement {seed}\n\n{}\n", chosen.join("\n\n"))
}

/// Returns the paragraphs of the examples' documents.
fn paragraphs(names: &[&str]) -> Vec<String> {
    let read = |name: &&str| fs::read_to_string(root().join("examples").join(name)).expect("an example");
    let texts: Vec<String> = names.iter().map(read).collect();
    let all = texts.iter().flat_map(|text| text.split("\n\n"));
    all.filter(|one| !one.starts_with(['#', '-'])).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
