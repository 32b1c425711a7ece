//! The invented programme of the examples: both editions are whole, follow one another, and find what belongs to them.

#[path = "../examples/corpus/mod.rs"]
#[expect(dead_code, reason = "examples need more of it")]
mod corpus;
#[path = "../examples/single/mod.rs"]
mod single;

use std::fs;
use std::path::{Path, PathBuf};

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, File, Lexicon};
use seimei_model::programme::Programme;
use seimei_register::grounds::{Grounds, Text};
use seimei_register::programme::check::Known;
use seimei_register::programme::editions::{editions, passage};
use seimei_register::programme::progress::{Gap, Phase, progress};
use seimei_register::programme::proposals::proposals;
use seimei_register::programme::{csv, toml};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn text(id: &str) -> String {
    fs::read_to_string(examples().join(format!("programmes/{id}.toml"))).expect("an example")
}

fn older() -> Programme {
    toml::from_toml(&text("arv-hta-2021")).expect("no fault")
}

fn newer() -> Programme {
    let editions = [older()];
    toml::from_toml_knowing(&text("arv-hta-2025"), &Known { editions: Some(&editions), topics: &[] }).expect("no fault")
}

#[test]
fn both_editions_are_whole_in_both_languages() {
    for (programme, areas) in [(older(), 10), (newer(), 12)] {
        assert_eq!((programme.priorities.len(), programme.areas().count()), (4, areas));
        assert!(!programme.contacts.is_empty());
        for (_, area) in programme.areas() {
            assert!(area.title.ja.is_some() && area.title.en.is_some(), "{}", area.code);
            assert!(!area.topics.is_empty() && !area.responsible.is_empty() && !area.goals.is_empty(), "{}", area.code);
        }
        assert_eq!(toml::from_toml(&toml::to_toml(&programme)).as_ref(), Ok(&programme));
        assert_eq!(csv::from_csv(&csv::to_csv(&programme, true)).as_ref(), Ok(&programme));
        let text = text(programme.id.as_str());
        assert_eq!(toml::update(&text, &programme), Ok(text), "the file says what the programme says");
        let json = serde_json::to_string(&programme).expect("JSON");
        assert_eq!(serde_json::from_str::<Programme>(&json).expect("a programme"), programme);
    }
}

#[test]
fn the_file_that_the_documentation_shows_is_a_programme() {
    let shown = |page: &str| {
        let text = fs::read_to_string(examples().join("../docs").join(page)).expect("a page");
        let file = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a file").to_owned();
        toml::from_toml(&file).expect("no fault")
    };
    let (english, japanese) = (shown("programmes.md"), shown("programmes.ja.md"));
    let area = |programme: &Programme| programme.areas().next().expect("an area").1.clone();
    assert_eq!(area(&english).goals[0].indicators[0].actual, Some(2.0));
    assert_eq!(area(&english).inherits, area(&japanese).inherits);
}

#[test]
fn the_editions_follow_one_another() {
    let (older, newer) = (older(), newer());
    let found = editions(&[newer.clone(), older.clone()]);
    assert_eq!(found.faults, []);
    assert_eq!(found.chains, [[older.id.clone(), newer.id.clone()]]);
    let passage = passage(&older, &newer);
    let codes = |areas: &[seimei_model::programme::AreaId]| {
        areas.iter().map(|area| area.code.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(passage.inherited.len(), 8);
    assert_eq!(codes(&passage.ended), "2.2 3.2");
    assert_eq!(codes(&passage.new), "2.2 2.3 3.2 4.1");
}

#[test]
fn on_the_day_of_the_meeting_nine_areas_of_twelve_have_results() {
    let progress = progress(&newer(), "2026-05-20");
    let countdown = progress.countdown.expect("a period");
    assert_eq!((countdown.phase, countdown.days_left), (Phase::Running, 956));
    let has_result = |area: &&seimei_register::programme::progress::AreaProgress| {
        let is_moved = area.indicators.iter().any(|i| !i.is_stale && i.share.is_some_and(|share| share > 0.0));
        area.counts.done > 0 || is_moved
    };
    assert_eq!(progress.areas.iter().filter(has_result).count(), 9);
    let overdue: usize = progress.areas.iter().map(|area| area.counts.overdue).sum();
    assert_eq!(overdue, 4);
    let stale = progress.areas.iter().flat_map(|area| &area.indicators).filter(|indicator| indicator.is_stale);
    assert_eq!(stale.map(|indicator| indicator.code.as_str()).collect::<Vec<_>>(), ["3.3.a.i1"]);
    let gaps: Vec<_> = progress.areas.iter().filter(|area| !area.gaps.is_empty()).collect();
    assert_eq!(
        gaps.iter().map(|area| (area.area.code.as_str(), area.gaps.clone())).collect::<Vec<_>>(),
        [("4.2", vec![Gap::NoIndicator])]
    );
}

#[test]
fn commitments_of_the_statements_are_proposed_for_the_areas() {
    let tables = fs::read_dir(examples().join("lexicon")).expect("a folder").flatten().map(|entry| entry.path());
    let mut own: Vec<File> = tables
        .filter(|path| !path.to_string_lossy().contains(".tests."))
        .map(|path| File {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            text: fs::read_to_string(&path).expect("a table"),
        })
        .collect();
    own.sort_by(|one, other| one.name.cmp(&other.name));
    let lexicon = Lexicon::take(lexicon::overlay(builtin::files(), own));
    let loaded = corpus::load(&examples(), &lexicon);
    let texts: Vec<Text> = loaded.iter().map(corpus::Loaded::text).collect();
    let grounds = Grounds { texts: &texts, ..Grounds::default() };
    let entries = single::entries(&grounds);
    let programme = newer();
    let found = proposals(&programme, &entries, &grounds, &|_| None);
    let best = |area: &str, words: &str| {
        let area = found.areas.iter().find(|other| other.area.code == area).expect("an area");
        let is_it = |id| entries.iter().any(|entry| entry.id == id && entry.what.contains(words));
        area.entries.iter().position(|proposal| is_it(proposal.what.clone()))
    };
    // What names the area's mechanism stands before what shares a topic with it.
    assert_eq!(best("1.2", "Sea Lantern 26"), Some(0));
    assert!(best("2.2", "Information Protection Agreement").is_some());
    assert!(best("4.1", "working group on countering disinformation").is_some());
    assert!(best("4.3", "若手外交官").is_some());
    for area in &found.areas {
        assert!(area.entries.is_sorted_by(|one, other| one.score >= other.score));
        assert!(area.entries.iter().all(|proposal| !proposal.signs.is_empty()));
    }
}
