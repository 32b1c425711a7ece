//! The directory of mechanisms on texts about invented states.

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::decision::{Decision, DecisionRecord, MechanismCorrection, Rhythm};
use seimei_model::identity::ExpressionId;
use seimei_model::reading::Reading;
use seimei_reading::read::read;

use super::{Mechanism, Note, mechanisms, overlay};
use crate::grounds::{Grounds, Place, Text};

/// A document of a day, of parties.
struct Page {
    id: ExpressionId,
    date: Edtf,
    day: String,
    parties: Vec<ActorCode>,
    reading: Reading,
}

fn page(number: usize, day: &str, parties: &str, text: &str, lexicon: &Lexicon) -> Page {
    let source = format!("Joint Statement, {day}\n\n{text}\n");
    let source = if text.is_ascii() || text.contains('’') { source } else { format!("共同声明\n\n{text}\n") };
    let mut reading = read(&ingest(source.into_bytes(), Format::Text, lexicon), lexicon);
    let parties: Vec<ActorCode> = parties.split('+').filter(|one| !one.is_empty()).map(ActorCode::new).collect();
    reading.document.parties.clone_from(&parties);
    let document = format!("d{number}").parse().expect("a name");
    let id = ExpressionId { document, language: reading.document.language };
    Page { id, date: Edtf::new(day), day: day.to_owned(), parties, reading }
}

fn grounds_of<'a>(pages: &'a [Page]) -> Vec<Text<'a>> {
    let text = |page: &'a Page| Text {
        id: &page.id,
        title: None,
        kind: page.reading.document.kind,
        date: Some(&page.date),
        day: Some(&page.day),
        parties: &page.parties,
        translation: None,
        reading: &page.reading,
    };
    pages.iter().map(text).collect()
}

/// Returns the directory of texts, each with its day and parties.
fn drawn(texts: &[(&str, &str, &str)]) -> Vec<Mechanism> {
    let lexicon = builtin::lexicon();
    let pages: Vec<Page> = texts
        .iter()
        .enumerate()
        .map(|(number, (day, parties, text))| page(number, day, parties, text, &lexicon))
        .collect();
    let texts = grounds_of(&pages);
    mechanisms(&Grounds { texts: &texts, ..Grounds::default() }, &lexicon)
}

fn ids(all: &[Mechanism]) -> Vec<&str> {
    all.iter().map(|one| one.id.as_str()).collect()
}

fn named<'a>(all: &'a [Mechanism], id: &str) -> &'a Mechanism {
    all.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{id} among {:?}", ids(all)))
}

#[test]
fn spellings_of_a_name_are_one() {
    let all = drawn(&[
        ("2031-05-20", "ARV+SEL", "They praised the Lantern Harbour Programme and the Lantern Harbor Program."),
        ("2032-05-20", "ARV+SEL", "They praised the Lantern Harbor Program."),
    ]);
    assert_eq!(ids(&all), ["lantern-harbor-program"]);
    assert_eq!(
        (all[0].sightings.len(), all[0].first(), all[0].last_seen()),
        (2, Some("2031-05-20"), Some("2032-05-20"))
    );
}

#[test]
fn the_end_of_a_full_name_is_that_name() {
    let all = drawn(&[(
        "2031-05-20",
        "JPN+AUS",
        "They launched the Japan-Australia Seabed Cable Dialogue. The Seabed Cable Dialogue will be led by ministers.",
    )]);
    assert_eq!(ids(&all), ["aus-jpn-seabed-cable-dialogue"]);
    assert_eq!(all[0].kind, "dialogue");
    assert_eq!(all[0].sightings[0].note, Note::SetUp);
}

#[test]
fn names_of_ordinary_words_are_kept_apart_by_parties() {
    let text = "They reviewed the Harbour Safety Dialogue and the safety of the harbour in a dialogue.";
    let all = drawn(&[("2031-05-20", "ARV+SEL", text), ("2031-06-20", "ARV+HTA", text)]);
    assert_eq!(ids(&all), ["harbor-safety-dialogue-arv-hta", "harbor-safety-dialogue-arv-sel"]);
    let all = drawn(&[("2031-05-20", "ARV+SEL", text), ("2031-06-20", "ARV+SEL", text)]);
    assert_eq!(ids(&all), ["harbor-safety-dialogue"]);
}

#[test]
fn an_abbreviation_stands_for_the_name_before_it() {
    let all = drawn(&[
        (
            "2031-05-20",
            "ARV+SEL",
            "They launched the Lantern Harbour Monitoring Initiative (LHMI). They will fund LHMI.",
        ),
        ("2032-05-20", "ARV+SEL", "They took stock of LHMI."),
    ]);
    assert_eq!(ids(&all), ["lantern-harbor-monitoring-initiative"]);
    assert_eq!(all[0].sightings.len(), 3);
    assert!(all[0].names.iter().any(|name| name.text == "LHMI"));
}

#[test]
fn an_actor_at_the_end_of_a_name_is_no_abbreviation_of_it() {
    let all =
        drawn(&[("2031-05-20", "", "They act under the Charter of the United Nations (UN). The UN will respond.")]);
    assert_eq!(all[0].sightings.len(), 1);
}

#[test]
fn rhythms_belong_to_the_mechanism_they_stand_by() {
    let check = |text: &str, id: &str, expected: Option<Rhythm>| {
        assert_eq!(named(&drawn(&[("2031-05-20", "ARV+SEL", text)]), id).rhythm, expected, "{text}");
    };
    let dialogue = "lantern-dialogue";
    check("They will hold the Lantern Dialogue annually.", dialogue, Some(Rhythm::Months(12)));
    check("They will hold the Lantern Dialogue every two years.", dialogue, Some(Rhythm::Months(24)));
    check("The Lantern Dialogue will be held twice a year.", dialogue, Some(Rhythm::Months(6)));
    check("They agreed to establish a regular Lantern Dialogue.", dialogue, Some(Rhythm::Regular));
    check("They will hold regular meetings of the Lantern Dialogue.", dialogue, Some(Rhythm::Regular));
    check("They publish an annual report and praised the Lantern Dialogue.", dialogue, None);
    check("Under the Lantern Dialogue 900 students will benefit every year.", dialogue, None);
    let ja = "jpn-usa-港湾安全対話";
    check("両国は、日米港湾安全対話を年１回開催する。", ja, Some(Rhythm::Months(12)));
    check("両国は、日米港湾安全対話を隔年で開催する。", ja, Some(Rhythm::Months(24)));
    check("両国は、日米港湾安全対話の定期的な開催を歓迎した。", ja, Some(Rhythm::Regular));
    check("両国は、日米港湾安全対話への定期的な参加の意向を歓迎した。", ja, None);
}

#[test]
fn meetings_are_held_when_the_text_says_so() {
    let check = |text: &str, id: &str, note: Note, day: Option<&str>, ordinal: Option<u32>| {
        let all = drawn(&[("2031-05-20", "ARV+SEL", text)]);
        let one = named(&all, id);
        assert_eq!(one.sightings[0].note, note, "{text}");
        assert_eq!((one.last_held(), one.held.first().and_then(|held| held.ordinal)), (day, ordinal), "{text}");
    };
    let en = "lantern-dialogue";
    check("The third Lantern Dialogue was held on March 3, 2031.", en, Note::Held, Some("2031-03-03"), Some(3));
    check("They will hold the third Lantern Dialogue in 2032.", en, Note::ToBeHeld, None, None);
    check("They look forward to the third meeting of the Lantern Dialogue.", en, Note::ToBeHeld, None, None);
    check("They welcomed the progress of the Lantern Dialogue.", en, Note::Named, None, None);
    check("The Lantern Dialogue hosted two workshops.", en, Note::Named, None, None);
    check("They reported progress toward the Lantern Dialogue.", en, Note::Promised, None, None);
    let ja = "jpn-usa-港湾安全対話";
    check("両国は、2031年3月3日に第2回日米港湾安全対話を開催した。", ja, Note::Held, Some("2031-03-03"), Some(2));
    check("両国は、2031年3月の第2回日米港湾安全対話の開催を歓迎した。", ja, Note::Held, Some("2031-03-01"), Some(2));
    check("両国は、第3回日米港湾安全対話の開催に向けて調整する。", ja, Note::ToBeHeld, None, None);
    check("両国は、日米港湾安全対話の重要性を確認した。", ja, Note::Named, None, None);
}

#[test]
fn silence_and_what_is_overdue_are_told_from_a_day() {
    let all = drawn(&[(
        "2031-05-20",
        "ARV+SEL",
        "The Lantern Dialogue was held on May 3, 2031. It will be held annually. They will hold the Lantern Dialogue annually.",
    )]);
    let one = named(&all, "lantern-dialogue");
    assert_eq!(one.next_expected().as_deref(), Some("2032-05-03"));
    assert!(!one.is_overdue("2032-05-03") && one.is_overdue("2032-05-04"));
    assert_eq!(one.silent_for("2032-11-20"), Some(18));
    assert!(one.is_silent("2032-11-20", 18) && !one.is_silent("2032-11-19", 18));
}

#[test]
fn counterparts_name_one_mechanism_in_two_languages() {
    let lexicon = builtin::lexicon();
    let pages = [
        page(0, "2031-05-20", "JPN+AUS", "They launched the Lantern Dialogue.", &lexicon),
        page(1, "2031-05-20", "JPN+AUS", "両国は、日豪灯火対話を立ち上げた。", &lexicon),
    ];
    let texts = grounds_of(&pages);
    let find = |text: usize| {
        let at = texts[text].reading.provisions.iter().position(|one| !one.mechanisms.is_empty());
        Place { text: text as u32, provision: at.expect("a mechanism") as u32 }
    };
    let pairs = [(find(0), find(1))];
    let all = mechanisms(&Grounds { texts: &texts, counterparts: &pairs, ..Grounds::default() }, &lexicon);
    assert_eq!(ids(&all), ["lantern-dialogue"]);
    assert_eq!(all[0].names.len(), 2);
    assert_eq!(mechanisms(&Grounds { texts: &texts, ..Grounds::default() }, &lexicon).len(), 2);
}

#[test]
fn decisions_are_laid_over() {
    let all = drawn(&[(
        "2031-05-20",
        "ARV+SEL",
        "They praised the Lantern Dialogue, the Beacon Forum and the Moonrise program.",
    )]);
    assert_eq!(ids(&all), ["beacon-forum", "lantern-dialogue", "moonrise-program"]);
    let record = |number: u64, decision: Decision| DecisionRecord {
        number,
        at: "2032-01-01T00:00:00Z".to_owned(),
        by: "officer".to_owned(),
        reason: "told by the secretariat".to_owned(),
        decision,
        subjects: Vec::new(),
    };
    let correction = MechanismCorrection {
        rhythm: Some(Rhythm::Months(6)),
        held: Some(Edtf::new("2031-07-01")),
        ..MechanismCorrection::default()
    };
    let decisions = [
        record(4, Decision::MechanismsJoined { mechanism: "lantern-dialogue".into(), other: "beacon-forum".into() }),
        record(5, Decision::MechanismCorrected { mechanism: "beacon-forum".into(), correction }),
        record(6, Decision::MechanismRejected { mechanism: "moonrise-program".into() }),
        record(7, Decision::MechanismRejected { mechanism: "no-such".into() }),
    ];
    let all = overlay(all, &decisions);
    assert_eq!(ids(&all), ["lantern-dialogue"]);
    assert_eq!((all[0].changed, all[0].rhythm, all[0].names.len()), (5, Some(Rhythm::Months(6)), 2));
    assert_eq!(all[0].last_held(), Some("2031-07-01"));
    assert_eq!(all[0].next_expected().as_deref(), Some("2032-01-01"));
}
