//! Undertakings, restatements and evidence of invented texts.

mod support;

use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::act::ActKind;
use seimei_register::draw::draw;
use seimei_register::entry::{Entry, Evidence, Reason, Undertaking};
use seimei_register::evidence::Judge;
use seimei_register::grounds::{Alike, Grounds};
use seimei_register::undertaking::undertakings;
use smol_str::SmolStr;
use support::{Sample, lexicon, place, sample, texts};

fn drawn(samples: &[Sample], lexicon: &Lexicon) -> Vec<Arc<Undertaking>> {
    let texts = texts(samples);
    undertakings(&Grounds { texts: &texts, ..Grounds::default() }, lexicon)
}

fn told(undertaking: &Undertaking) -> String {
    let codes = |actors: &[seimei_model::code::ActorCode]| {
        actors.iter().map(seimei_model::code::ActorCode::as_str).collect::<Vec<_>>().join("+")
    };
    let due = undertaking.due.as_ref().map_or(String::new(), |due| format!(" by {due}"));
    format!("{} {} {}{due}", undertaking.id, undertaking.act.word(), codes(&undertaking.by))
}

#[test]
fn every_binding_act_is_an_undertaking() {
    let lexicon = lexicon();
    let text = "The United States and Japan will conclude the negotiations in 2026. They discussed the situation at sea. \
                The United States welcomed Japan's intention to take part regularly in the Sea Safety Council.";
    let samples = [sample("a/en", "2025-05-21", "JPN USA", text, &lexicon)];
    let told: Vec<String> = drawn(&samples, &lexicon).iter().map(|one| told(one)).collect();
    assert_eq!(told, ["a/en#p1.1 commit JPN+USA by 2026", "a/en#p3.1 intend JPN"]);
}

#[test]
fn a_welcomed_intention_binds_whoever_has_it_in_japanese_too() {
    let lexicon = lexicon();
    let text = "我々は、日本による海上安全理事会への定期的な参加の意向を歓迎する。我々は、日本の海上安全理事会への参加を歓迎する。";
    let samples = [sample("a/ja", "2025-05-21", "JPN NATO", text, &lexicon)];
    let told: Vec<String> = drawn(&samples, &lexicon).iter().map(|one| told(one)).collect();
    assert_eq!(told, ["a/ja#p1.1 intend JPN"]);
}

fn two_statements(lexicon: &Lexicon, second: &str) -> [Sample; 2] {
    let first = "Japan and the United States will strengthen cooperation on the safety of sea cables.";
    [sample("a/en", "2024-05-14", "JPN USA", first, lexicon), sample("b/en", "2025-05-21", "JPN USA", second, lexicon)]
}

fn entries(samples: &[Sample], lexicon: &Lexicon, covered: f64) -> Vec<Entry> {
    let texts = texts(samples);
    let families = [vec![place(0, 0), place(1, 0)]];
    let grounds = Grounds { texts: &texts, families: &families, counterparts: &[] };
    let undertakings = undertakings(&grounds, lexicon);
    let words = ["cabl", "safeti", "sea", "strengthen", "cooper"].map(Into::into).to_vec();
    draw(&grounds, &undertakings, offered(&grounds, &undertakings[0], words, covered, lexicon))
}

/// Returns what the provision of the second text is offered as, for an undertaking of the first.
fn offered(
    grounds: &Grounds,
    undertaking: &Undertaking,
    words: Vec<SmolStr>,
    covered: f64,
    lexicon: &Lexicon,
) -> Vec<(u32, Evidence)> {
    let alike = Alike { undertaking: 0, later: place(1, 0), covered, likeness: 0.5, words };
    let judge = Judge::new(&[], lexicon);
    let offer = judge.offer(grounds, undertaking, &alike);
    // What is looked at first leaves out nothing that would be offered.
    assert!(offer.is_none() || judge.may_show(grounds, undertaking, alike.later));
    offer.map(|offer| (0, offer)).into_iter().collect()
}

#[test]
fn what_the_same_parties_say_again_is_one_entry_with_a_history() {
    let lexicon = lexicon();
    let again = "Japan and the United States reaffirmed their commitment to strengthening cooperation on the safety of sea cables.";
    let entries = entries(&two_statements(&lexicon, again), &lexicon, 0.9);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].id.to_string(), "a/en#p1.1");
    assert_eq!(entries[0].act, ActKind::Reaffirm, "the latest saying tells how it binds");
    assert!(entries[0].offers.is_empty(), "a promise said again shows nothing done");
}

#[test]
fn what_others_say_in_the_same_words_is_another_entry() {
    let lexicon = lexicon();
    let other = "Australia will strengthen cooperation on the safety of sea cables.";
    assert_eq!(entries(&two_statements(&lexicon, other), &lexicon, 0.9).len(), 2);
}

#[test]
fn a_later_welcome_of_the_same_thing_is_offered_with_its_reasons() {
    let lexicon = lexicon();
    let done = "Japan and the United States welcomed the strengthened cooperation on the safety of sea cables.";
    let samples = two_statements(&lexicon, done);
    let found = entries(&samples, &lexicon, 0.8);
    let offer = &found[0].offers[0];
    assert_eq!(offer.id.to_string(), "b/en#p1");
    assert_eq!(offer.day.as_deref(), Some("2025-05-21"));
    assert!(offer.reasons.iter().any(|reason| matches!(reason, Reason::SameDoer { by } if by.len() == 2)));
    assert!(offer.reasons.iter().any(|reason| matches!(reason, Reason::Done { trigger } if trigger == "welcomed")));
    assert!(entries(&samples, &lexicon, 0.2)[0].offers.is_empty(), "too little of it stands there");
    let hoped = "Japan and the United States look forward to strengthened cooperation on the safety of sea cables.";
    assert!(entries(&two_statements(&lexicon, hoped), &lexicon, 0.8)[0].offers.is_empty());
}

#[test]
fn participation_that_was_intended_and_is_welcomed_is_told_as_such() {
    let lexicon = lexicon();
    let intended = "我々は、日本による海上安全理事会への定期的な参加の意向を歓迎する。";
    let welcomed = "我々は、日本による海上安全理事会及び海上安全大臣会合への参加を歓迎する。";
    let samples = [
        sample("a/ja", "2023-01-31", "JPN NATO", intended, &lexicon),
        sample("b/ja", "2025-04-09", "JPN NATO", welcomed, &lexicon),
    ];
    let texts = texts(&samples);
    let grounds = Grounds { texts: &texts, ..Grounds::default() };
    let undertakings = undertakings(&grounds, &lexicon);
    let words = ["海上", "上安", "安全", "理事", "事会", "参加"].map(Into::into).to_vec();
    let offered = offered(&grounds, &undertakings[0], words, 0.6, &lexicon);
    let entries = draw(&grounds, &undertakings, offered);
    assert!(entries[0].offers[0].reasons.contains(&Reason::ParticipationWelcomed));
}
