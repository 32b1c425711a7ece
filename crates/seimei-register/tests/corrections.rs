//! Corrections over readings of invented sentences, read as an archive would and read otherwise later.

use proptest::prelude::*;
use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::{ActorCode, RuleId, TopicId};
use seimei_model::correction::{ActAsRead, ActCorrection, AddedAct, Due, ReadingCorrection, SaidOfAct};
use seimei_model::date::Edtf;
use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::identity::ProvisionId;
use seimei_model::provision::Provision;
use seimei_model::record::{Description, DocumentRecord, StoredReading};
use seimei_reading::read::read;
use seimei_register::reading::{Corrections, correct};

const TEXT: &str = "Japan and Australia welcome the new harbour.\n\nJapan will open a harbour school by the end of 2032 \
    and Australia condemns the blockade.\n";

fn stored() -> StoredReading {
    let lexicon = builtin::lexicon();
    let ingested = ingest(TEXT.as_bytes(), Format::Text, &lexicon);
    let reading = read(&ingested, &lexicon);
    let numbers = (1..=reading.provisions.len() as u32).collect();
    StoredReading { source: ingested.source.clone(), reading, numbers }
}

fn document(name: &str, aliases: &[&str]) -> DocumentRecord {
    DocumentRecord {
        id: name.parse().expect("a name"),
        description: Description::default(),
        said: Description::default(),
        expressions: Vec::new(),
        is_removed: false,
        added_at: String::new(),
        changed: 1,
        aliases: aliases.iter().map(|alias| alias.parse().expect("a name")).collect(),
    }
}

fn record(number: u64, name: &str, correction: ReadingCorrection) -> DecisionRecord {
    let provision: ProvisionId = name.parse().expect("a provision");
    let subjects = vec![name.into()];
    let decision = Decision::ReadingCorrected { provision, correction: Box::new(correction) };
    record_of(number, decision, subjects)
}

fn record_of(number: u64, decision: Decision, subjects: Vec<smol_str::SmolStr>) -> DecisionRecord {
    let (at, by, reason) = ("2032-01-01T00:00:00Z".to_owned(), "kato".to_owned(), "minutes".to_owned());
    DecisionRecord { number, at, by, reason, decision, subjects }
}

/// Corrects act `number` of a provision.
fn of_act(provision: &Provision, number: u32, said: SaidOfAct) -> ReadingCorrection {
    let read = provision.acts.get(number as usize - 1).map(ActAsRead::of);
    let acts = vec![ActCorrection { number, read, none: false, said }];
    ReadingCorrection { wording: provision.text.clone(), acts, ..ReadingCorrection::default() }
}

fn none(provision: &Provision, number: u32) -> ReadingCorrection {
    let mut correction = of_act(provision, number, SaidOfAct::default());
    correction.acts[0].none = true;
    correction
}

fn told(provision: &Provision) -> String {
    let act = |act: &Act| {
        let codes = |codes: &[ActorCode]| codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join("+");
        let due = act.due.as_ref().map_or("", Edtf::as_str);
        let binds = if act.commitment { "!" } else { "" };
        format!("{}{binds}{due}({}>{})", act.act.word(), codes(&act.actors), codes(&act.targets))
    };
    provision.acts.iter().map(act).collect::<Vec<_>>().join(" ")
}

fn kind(kind: ActKind) -> SaidOfAct {
    SaidOfAct { act: Some(kind), ..SaidOfAct::default() }
}

#[test]
fn what_a_person_says_stands_field_by_field() {
    let stored = stored();
    let mut provision = stored.reading.provisions[1].clone();
    assert_eq!(told(&provision), "commit!2032(JPN>) condemn(AUS>)");
    let first =
        of_act(&provision, 2, SaidOfAct { targets: Some(vec![ActorCode::new("RUS")]), ..kind(ActKind::Oppose) });
    let second = of_act(&provision, 1, SaidOfAct { due: Some(Due::Open), ..SaidOfAct::default() });
    assert!(correct(&mut provision, &first, 7, &stored.source));
    assert!(correct(&mut provision, &second, 8, &stored.source));
    assert_eq!(told(&provision), "commit!(JPN>) oppose(AUS>RUS)");
    assert_eq!(provision.acts.iter().map(|act| act.rule.decision()).collect::<Vec<_>>(), [Some(8), Some(7)]);
    // Said to be no act, it keeps its place among the acts.
    let gone = none(&provision, 1);
    assert!(correct(&mut provision, &gone, 9, &stored.source));
    assert_eq!(told(&provision), "state(>) oppose(AUS>RUS)");
    let topics = Some(vec![TopicId::new("cyber")]);
    let about = ReadingCorrection { wording: provision.text.clone(), topics, ..ReadingCorrection::default() };
    assert!(correct(&mut provision, &about, 10, &stored.source));
    assert_eq!(provision.topics, [TopicId::new("cyber")]);
    assert!(provision.topic_words.is_empty());
}

#[test]
fn an_added_act_stands_where_its_words_do() {
    let stored = stored();
    let mut provision = stored.reading.provisions[1].clone();
    let added = AddedAct { trigger: "blockade".to_owned(), at: 0, said: kind(ActKind::Concern) };
    let correction =
        ReadingCorrection { wording: provision.text.clone(), added: vec![added], ..ReadingCorrection::default() };
    assert!(correct(&mut provision, &correction, 3, &stored.source));
    let act = provision.acts.last().expect("an act");
    let [range] = act.range.as_slice() else { panic!("{:?}", act.range) };
    let source: String =
        stored.source.chars().skip(range.start as usize).take((range.end - range.start) as usize).collect();
    assert_eq!((act.act, act.trigger.as_str(), source.as_str()), (ActKind::Concern, "blockade", "blockade"));
    assert!(act.clause_in(&provision.text).contains("condemns the blockade"));
    // A later reading that finds it itself gets no second one.
    let mut later = provision.clone();
    later.acts.last_mut().expect("an act").rule = RuleId::new("acts.en/concern/blockade");
    assert!(correct(&mut later, &correction, 3, &stored.source));
    assert_eq!((later.acts.len(), later), (3, provision));
}

#[test]
fn a_later_reading_does_not_undo_a_correction() {
    let stored = stored();
    let read = stored.reading.provisions[1].clone();
    let correction = of_act(&read, 2, kind(ActKind::Oppose));
    // Read later: in another order, and then not at all.
    let mut turned = read.clone();
    turned.acts.reverse();
    assert!(correct(&mut turned, &correction, 3, &stored.source));
    assert_eq!(told(&turned), "oppose(AUS>) commit!2032(JPN>)");
    let mut lost = read.clone();
    lost.acts.truncate(1);
    assert!(correct(&mut lost, &correction, 3, &stored.source));
    assert_eq!(told(&lost), "commit!2032(JPN>) oppose(AUS>)");
    assert_eq!(lost.acts[1].range, read.acts[1].range);
    // What was said to be no act is not made again.
    let mut lost = read.clone();
    lost.acts.truncate(1);
    assert!(correct(&mut lost, &none(&read, 2), 3, &stored.source));
    assert_eq!(told(&lost), "commit!2032(JPN>)");
    // Another wording is not corrected, one that was only mended is.
    let mut other = Provision { text: read.text.replace("will", "shall"), ..read.clone() };
    assert!(!correct(&mut other, &correction, 3, &stored.source));
    let mut mended = Provision { text: read.text.replace("harbour school", "harbour  school"), ..read };
    assert!(correct(&mut mended, &correction, 3, &stored.source));
}

#[test]
fn corrections_follow_names_and_are_undone() {
    let mut before = stored();
    before.numbers = vec![4, 9];
    let provision = before.reading.provisions[1].clone();
    let language = before.reading.document.language;
    let one = record(2, "old/en#p9", of_act(&provision, 1, kind(ActKind::Intend)));
    let two = record(3, "new/en#p9", of_act(&provision, 2, kind(ActKind::Oppose)));
    let undone = record_of(4, Decision::Undone { number: 2 }, vec!["new/en#p9".into()]);
    let record = document("new", &["old"]);
    let over = |decisions: &[DecisionRecord]| {
        let mut stored = before.clone();
        let corrections = Corrections::new(decisions);
        corrections.lay_over(&mut stored, &record);
        (told(&stored.reading.provisions[1]), corrections.of(&record, language, 9).len())
    };
    assert_eq!(over(std::slice::from_ref(&one)), ("intend!2032(JPN>) condemn(AUS>)".to_owned(), 1));
    assert_eq!(over(&[one.clone(), two.clone()]), ("intend!2032(JPN>) oppose(AUS>)".to_owned(), 2));
    assert_eq!(over(&[one, two, undone]), ("commit!2032(JPN>) oppose(AUS>)".to_owned(), 1));
}

#[test]
fn corrections_are_written_as_little_as_they_say() {
    let said = SaidOfAct { due: Some(Due::Open), ..SaidOfAct::default() };
    let act = ActCorrection { number: 2, said, ..ActCorrection::default() };
    let correction = ReadingCorrection { acts: vec![act], ..ReadingCorrection::default() };
    let json = serde_json::to_string(&correction).expect("JSON");
    assert_eq!(json, r#"{"wording":"","acts":[{"number":2,"due":"open"}]}"#);
    assert_eq!(serde_json::from_str::<ReadingCorrection>(&json).expect("a correction"), correction);
    let by: Due = serde_json::from_str(r#"{"by":"2027-03"}"#).expect("a time");
    assert_eq!(by, Due::By(Edtf::new("2027-03")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is said, acts keep their numbers, ranges stay in the text and in the source, and saying it again alters
    /// nothing.
    #[test]
    fn acts_keep_their_numbers(
        steps in prop::collection::vec((0_u32..5, 0_usize..24, any::<bool>(), 0_usize..8), 1..8),
    ) {
        let stored = stored();
        let mut provision = stored.reading.provisions[1].clone();
        let words = ["will", "school", "and", "Japan", "", "the", "2032", "."];
        let mut made = Vec::new();
        for (number, kind_at, is_none, word) in steps {
            let said = SaidOfAct { commitment: Some(is_none), ..kind(ActKind::ALL[kind_at]) };
            let mut correction = of_act(&provision, number.max(1), said.clone());
            correction.acts[0].none = is_none;
            if number == 0 {
                correction.acts.clear();
                correction.added.push(AddedAct { trigger: words[word].to_owned(), at: 0, said });
            }
            let before = provision.clone();
            prop_assert!(correct(&mut provision, &correction, 3, &stored.source));
            made.push(correction);
            prop_assert!(provision.acts.len() >= before.acts.len());
            let places = |acts: &[Act]| acts.iter().map(|act| (act.at, act.trigger.clone())).collect::<Vec<_>>();
            prop_assert_eq!(places(&before.acts), places(&provision.acts[..before.acts.len()]));
        }
        for act in &provision.acts {
            prop_assert!(provision.text.get(act.at.bounds()).is_some());
            prop_assert!(provision.text.get(act.clause.bounds()).is_some());
            let length = stored.source.chars().count() as u32;
            prop_assert!(act.range.iter().all(|range| range.start < range.end && range.end <= length));
        }
        let last = made.pop().expect("a correction");
        let once = provision.clone();
        prop_assert!(correct(&mut provision, &last, 3, &stored.source));
        prop_assert_eq!(once, provision);
    }
}
