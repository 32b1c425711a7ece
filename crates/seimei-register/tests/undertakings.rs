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
    assert!(entries(&samples, &lexicon, 0.1)[0].offers.is_empty(), "too little of it stands there");
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

/// Returns whether a sentence of a second statement of the same parties, a year later, is offered as evidence for a promise.
fn is_offered(promise: &str, later: &str, words: &[&str], covered: f64) -> bool {
    offered_by("JPN USA", promise, later, words, covered)
}

fn offered_by(parties: &str, promise: &str, later: &str, words: &[&str], covered: f64) -> bool {
    let lexicon = lexicon();
    let samples = [
        sample("a/en", "2024-05-14", "JPN USA", promise, &lexicon),
        sample("b/en", "2025-05-21", parties, later, &lexicon),
    ];
    let texts = texts(&samples);
    let grounds = Grounds { texts: &texts, ..Grounds::default() };
    let undertakings = undertakings(&grounds, &lexicon);
    let words = words.iter().map(|word| (*word).into()).collect();
    !offered(&grounds, &undertakings[0], words, covered, &lexicon).is_empty()
}

const CABLES: &str = "Japan and the United States will strengthen cooperation on the safety of sea cables.";
const ABOUT_CABLES: [&str; 3] = ["cabl", "safeti", "sea"];

#[test]
fn what_is_done_and_what_is_being_done_is_offered_but_not_what_is_wished_or_planned() {
    let shown = |later: &str| is_offered(CABLES, later, &ABOUT_CABLES, 0.9);
    for later in [
        "Japan and the United States have deepened their cooperation on the safety of sea cables.",
        "Japan and the United States continue to expand their work on the safety of sea cables.",
        "Japan and the United States signed an arrangement on the safety of sea cables.",
        "Japan and the United States highlighted the progress made on the safety of sea cables.",
        "Japan and the United States recognized the achievements of the programme on the safety of sea cables.",
    ] {
        assert!(shown(later), "{later}");
    }
    for later in [
        "Japan and the United States emphasize the importance of the safety of sea cables.",
        "Japan and the United States recognize the need for progress on the safety of sea cables.",
        "Advancing the safety of sea cables.",
        "The safety of sea cables is a matter of our time.",
        "Japan and the United States welcome the intention of Japan to improve the safety of sea cables.",
    ] {
        assert!(!shown(later), "{later}");
    }
}

#[test]
fn bad_news_is_no_proof_of_doing() {
    for later in [
        "Japan and the United States welcomed the talks on the safety of sea cables, which have not yet been concluded.",
        "Japan and the United States have worked on the safety of sea cables, and the agreement on sea cables has been delayed.",
        "Japan and the United States noted the progress on the safety of sea cables, where the talks are taking time.",
    ] {
        assert!(!is_offered(CABLES, later, &ABOUT_CABLES, 0.9), "{later}");
    }
    let delayed = "Japan and the United States will reduce the time by which repairs of sea cables are delayed.";
    let reduced = "Japan and the United States have reduced the time by which repairs of sea cables are delayed.";
    assert!(is_offered(delayed, reduced, &["cabl", "repair", "delay"], 0.9), "what the promise itself is about");
}

#[test]
fn bad_news_is_no_proof_of_doing_in_japanese_too() {
    let lexicon = lexicon();
    let shown = |later: &str| {
        let promise = "日本と米国は、海底ケーブルの安全に関する協定を締結することを約束した。";
        let samples = [
            sample("a/ja", "2024-05-14", "JPN USA", promise, &lexicon),
            sample("b/ja", "2025-05-21", "JPN USA", later, &lexicon),
        ];
        let texts = texts(&samples);
        let grounds = Grounds { texts: &texts, ..Grounds::default() };
        let undertakings = undertakings(&grounds, &lexicon);
        let words = ["海底", "ケーブル", "安全", "協定"].map(Into::into).to_vec();
        !offered(&grounds, &undertakings[0], words, 0.9, &lexicon).is_empty()
    };
    assert!(shown("日本と米国は、海底ケーブルの安全に関する協定の署名を歓迎した。"));
    assert!(!shown("日本と米国は、海底ケーブルの安全に関する協定が未だ発効に至っていないことに留意した。"));
    assert!(!shown("日本と米国は、海底ケーブルの安全に関する協定の交渉が難航する中での進展を歓迎した。"));
    assert!(!shown("日本と米国は、海底ケーブルの安全に関する協定の重要性を強調した。"));
}

#[test]
fn those_who_owe_it_together_need_say_less_of_it() {
    let later = "Japan and the United States have deepened their cooperation on the safety of sea cables.";
    assert!(is_offered(CABLES, later, &ABOUT_CABLES, 0.2));
    let others = "Australia, Japan and the United States have deepened their cooperation on the safety of sea cables.";
    assert!(!offered_by("AUS JPN USA", CABLES, others, &ABOUT_CABLES, 0.2));
    assert!(offered_by("AUS JPN USA", CABLES, others, &ABOUT_CABLES, 0.6));
}

#[test]
fn what_others_do_or_are_praised_for_keeps_no_promise() {
    let promise = "The United States will open a school for pilots of the sea.";
    let praised = "The United States welcomed the opening of a school for pilots of the sea by Australia.";
    assert!(!offered_by("AUS USA", promise, praised, &["pilot", "school", "sea"], 0.9));
    let done = "Australia opened a school for pilots of the sea.";
    assert!(!offered_by("AUS USA", promise, done, &["pilot", "school", "sea"], 0.9));
}

#[test]
fn words_that_every_promise_has_and_names_of_states_tell_nothing() {
    let later = "Japan and the United States have strengthened their cooperation with partners.";
    assert!(!is_offered(
        "Japan and the United States will strengthen their cooperation with partners.",
        later,
        &["strengthen", "cooper", "partner"],
        0.9
    ));
    let ties = "Japan and the United States have deepened their work with Peru and Chile.";
    assert!(!is_offered(
        "Japan and the United States will deepen their ties with Peru and Chile.",
        ties,
        &["peru", "chile", "deepen"],
        0.9
    ));
}

#[test]
fn a_promise_to_urge_is_kept_by_urging() {
    let urged = "Japan and the United States call for the release of all sailors who are held at sea.";
    let words = ["releas", "sailor", "held"];
    let promise = "Japan and the United States will continue to take action to press for the release of all sailors who are held at sea.";
    assert!(is_offered(promise, urged, &words, 0.9));
    assert!(!is_offered(
        "Japan and the United States will work for the release of all sailors who are held at sea.",
        urged,
        &words,
        0.9
    ));
}

#[test]
fn what_happened_before_the_promise_does_not_keep_it() {
    let later =
        |year: &str| format!("In {year}, Japan and the United States launched a fund for the safety of sea cables.");
    assert!(!is_offered(CABLES, &later("2021"), &ABOUT_CABLES, 0.9));
    assert!(is_offered(CABLES, &later("2025"), &ABOUT_CABLES, 0.9));
}
