//! Decisions laid over what was drawn, and the class that follows.

mod support;

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::decision::{Attachment, Correction, Decision, DecisionRecord, Judgement, Standpoint, Status};
use seimei_model::undertaking::{EntryId, EvidenceId, UndertakingId};
use seimei_register::draw::draw;
use seimei_register::entry::{Entry, Evidence, Standing};
use seimei_register::grounds::Grounds;
use seimei_register::overlay::{Register, holding, overlay};
use seimei_register::stocktake::{Asked, Class, Heard, Rules, class, take};
use seimei_register::undertaking::undertakings;
use support::{Sample, lexicon, place, sample, texts};

const TODAY: &str = "2026-05-20";

fn samples(lexicon: &Lexicon) -> [Sample; 2] {
    let first = "Japan and the United States will conclude the agreement on sea cables in 2025. Japan will open a liaison office.";
    let second = "Japan and the United States remain committed to concluding the agreement on sea cables. \
                  Japan and the United States signed the agreement on sea cables.";
    [sample("a/en", "2024-05-14", "JPN USA", first, lexicon), sample("b/en", "2025-05-21", "JPN USA", second, lexicon)]
}

/// Lays decisions, numbered from 1, over the register of the samples.
fn decided(decisions: Vec<Decision>) -> Register {
    with(decisions, |_, register| register.clone())
}

fn with<T>(decisions: Vec<Decision>, told: impl FnOnce(&Grounds, &Register) -> T) -> T {
    let lexicon = lexicon();
    let samples = samples(&lexicon);
    let texts = texts(&samples);
    let families = [vec![place(0, 0), place(1, 0)]];
    let grounds = Grounds { texts: &texts, families: &families, counterparts: &[] };
    let drawn = draw(&grounds, &undertakings(&grounds, &lexicon), Vec::<(u32, Evidence)>::new());
    let subjects = |decision: &Decision| match decision {
        Decision::Undone { .. } | Decision::Added { .. } => Vec::new(),
        _ => vec!["a/en#p1.1".into()],
    };
    let record = |(number, decision): (u64, Decision)| DecisionRecord {
        number,
        at: "2026-01-01T00:00:00Z".to_owned(),
        by: "kato".to_owned(),
        reason: "because".to_owned(),
        subjects: subjects(&decision),
        decision,
    };
    let records: Vec<DecisionRecord> = (1..).zip(decisions).map(record).collect();
    told(&grounds, &overlay(&grounds, drawn, &records, &BTreeMap::new()))
}

fn id(name: &str) -> EntryId {
    name.parse().expect("an entry")
}

fn entry<'r>(register: &'r Register, name: &str) -> &'r Entry {
    register.entry(&id(name)).expect("the entry is there")
}

fn assessed(status: Status, standpoint: Standpoint, day: &str) -> Decision {
    let judgement = Judgement {
        status,
        standpoint,
        assessor: "Treaties Division".to_owned(),
        day: day.to_owned(),
        evidence: Vec::new(),
    };
    Decision::Assessed { entry: id("a/en#p1.1"), judgement }
}

#[test]
fn any_undertaking_leads_to_its_entry() {
    let register = decided(Vec::new());
    assert_eq!(register.entries.len(), 2);
    assert_eq!(entry(&register, "b/en#p1.1").id, id("a/en#p1.1"));
    assert_eq!(entry(&register, "a/en#p1.1").undertakings.len(), 2);
    assert_eq!(entry(&register, "a/en#p1.1").due.as_ref().map(ToString::to_string).as_deref(), Some("2025"));
}

#[test]
fn corrections_stand_over_what_was_read_field_by_field() {
    let correct = |correction| Decision::Corrected { entry: id("a/en#p1.1"), correction };
    let register = decided(vec![
        correct(Correction { what: Some("Conclude the Cable Agreement".to_owned()), ..Correction::default() }),
        correct(Correction { due: Some(Some(seimei_model::date::Edtf::new("2026-12"))), ..Correction::default() }),
    ]);
    let entry = entry(&register, "a/en#p1.1");
    assert_eq!((entry.what.as_str(), entry.corrected.len()), ("Conclude the Cable Agreement", 2));
    assert_eq!((entry.standing, entry.changed), (Standing::Confirmed, 2));
    let undated = decided(vec![correct(Correction { due: Some(None), ..Correction::default() })]);
    let entry = self::entry(&undated, "a/en#p1.1");
    assert_eq!((entry.due.clone(), entry.corrected.clone()), (None, vec!["due".into()]));
}

#[test]
fn a_date_that_is_taken_away_is_null_and_one_that_is_not_spoken_of_is_left_out() {
    let written = |due| serde_json::to_string(&Correction { due, ..Correction::default() }).expect("JSON");
    let read = |text: &str| serde_json::from_str::<Correction>(text).expect("a correction").due;
    let date = || Some(Some(seimei_model::date::Edtf::new("2026-12")));
    for (due, text) in [(None, "{}"), (Some(None), r#"{"due":null}"#), (date(), r#"{"due":"2026-12"}"#)] {
        assert_eq!(written(due.clone()), text);
        assert_eq!(read(text), due);
    }
}

#[test]
fn an_entry_is_split_merged_rejected_and_all_of_it_undone() {
    let off: UndertakingId = "b/en#p1.1".parse().expect("an undertaking");
    let split = Decision::Split { entry: id("a/en#p1.1"), off: vec![off] };
    let register = decided(vec![split.clone()]);
    assert_eq!(register.entries.len(), 3);
    assert_ne!(entry(&register, "a/en#p1.1").id, entry(&register, "b/en#p1.1").id);
    assert_eq!(decided(vec![split, Decision::Undone { number: 1 }]).entries.len(), 2);

    let merged = Decision::Merged { entry: id("a/en#p1.1"), other: id("a/en#p2.1") };
    let register = decided(vec![merged]);
    assert_eq!(entry(&register, "a/en#p2.1").undertakings.len(), 3);

    let register = decided(vec![Decision::Rejected { entry: id("b/en#p1.1") }]);
    assert_eq!((register.entries.len(), register.rejected.len()), (1, 1));
    assert_eq!(entry(&register, "a/en#p1.1").standing, Standing::Rejected, "its name still leads to it");
}

#[test]
fn what_is_undone_may_be_undone() {
    let reject = Decision::Rejected { entry: id("a/en#p1.1") };
    let register = decided(vec![reject, Decision::Undone { number: 1 }, Decision::Undone { number: 2 }]);
    assert_eq!(register.rejected.len(), 1);
    assert!(holding(&[]).is_empty());
}

#[test]
fn what_a_person_adds_has_the_name_of_its_change() {
    let commitment = Correction {
        what: Some("Open the port".to_owned()),
        by: Some(vec![seimei_model::code::ActorCode::new("JPN")]),
        ..Correction::default()
    };
    let register = decided(vec![Decision::Added { commitment, source: None }]);
    assert_eq!(entry(&register, "c-1").what, "Open the port");
    let register = decided(vec![
        Decision::Added { commitment: Correction::default(), source: None },
        Decision::Merged { entry: id("a/en#p1.1"), other: id("c-1") },
    ]);
    assert_eq!(register.entries.len(), 2, "the added one went over");
}

#[test]
fn a_decision_on_what_is_no_longer_there_is_displaced_and_not_dropped() {
    let register = decided(vec![Decision::Confirmed { entry: id("a/en#p9.1") }]);
    assert_eq!(register.displaced.len(), 1);
    assert_eq!(register.entries.len(), 2);
}

#[test]
fn evidence_and_judgements_decide_the_class() {
    let check = |decisions: Vec<Decision>, expected: Class| {
        let register = decided(decisions);
        assert_eq!(class(entry(&register, "a/en#p1.1"), TODAY), expected);
    };
    let accept =
        Decision::EvidenceAccepted { entry: id("a/en#p2.1"), provision: "b/en#p2".parse().expect("a provision") };
    // The date is past: whatever was judged, until it is closed.
    check(Vec::new(), Class::Overdue);
    check(vec![assessed(Status::Limited, Standpoint::Own, "2025-06-01")], Class::Overdue);
    check(vec![assessed(Status::Complete, Standpoint::Own, "2025-06-01")], Class::Done);
    check(vec![assessed(Status::Lapsed, Standpoint::Own, "2025-06-01")], Class::Closed);
    // Of two judgements the later one counts, of two for one day the independent one.
    let own = assessed(Status::Complete, Standpoint::Own, "2025-06-01");
    check(vec![own.clone(), assessed(Status::NoEvidence, Standpoint::Independent, "2025-06-01")], Class::Overdue);
    check(vec![assessed(Status::NoEvidence, Standpoint::Independent, "2025-05-01"), own], Class::Done);
    // A judgement for a later day is not yet made.
    check(vec![assessed(Status::Complete, Standpoint::Own, "2027-01-01")], Class::Overdue);
    let register = decided(vec![accept]);
    assert_eq!(class(entry(&register, "a/en#p2.1"), TODAY), Class::UnderWay);
    assert_eq!(entry(&register, "a/en#p2.1").evidence[0].id.to_string(), "b/en#p2");
    assert_eq!(class(entry(&decided(Vec::new()), "a/en#p2.1"), TODAY), Class::Unassessed);
}

#[test]
fn what_is_declined_is_not_offered_and_what_is_attached_has_a_name() {
    let attachment = Attachment {
        text: "The office opened".to_owned(),
        date: None,
        link: Some("https://x.example/1".to_owned()),
        file: None,
    };
    let register = decided(vec![
        Decision::EvidenceDeclined { entry: id("a/en#p1.1"), provision: "b/en#p2".parse().expect("a provision") },
        Decision::EvidenceAttached { entry: id("a/en#p1.1"), attachment },
    ]);
    let entry = entry(&register, "a/en#p1.1");
    assert_eq!(entry.declined.len(), 1);
    assert_eq!(entry.evidence[0].id, EvidenceId::Attached(2));
}

#[test]
fn a_stocktake_puts_every_commitment_in_one_class_and_cites_it() {
    let judged = vec![assessed(Status::Substantial, Standpoint::Independent, "2025-12-01")];
    let stocktake = with(judged, |grounds, register| {
        let asked = Asked {
            parties: ["JPN", "USA"].map(seimei_model::code::ActorCode::new).to_vec(),
            until: TODAY.to_owned(),
            ..Asked::default()
        };
        let rules = Rules { lexicon: "x".to_owned(), program: "0".into() };
        take(register, grounds, &asked, Heard { silent: Vec::new(), rules, archive: 2 })
    });
    let counts = stocktake.counts;
    let classes = [counts.done, counts.under_way, counts.overdue, counts.not_begun, counts.unassessed, counts.closed];
    assert_eq!((counts.all, classes.iter().sum::<usize>(), counts.assessed), (2, 2, 1));
    assert_eq!(stocktake.overdue[0].cites[0].provision.to_string(), "b/en#p1");
    assert_eq!(stocktake.overdue[0].independent.as_ref().map(|verdict| verdict.compliance), Some(Some(0)));
    assert_eq!(stocktake.moved.len(), 1, "the date was let drop");
    assert_eq!(stocktake.coverage.documents, 2);
    let other = with(Vec::new(), |grounds, register| {
        let parties = vec![seimei_model::code::ActorCode::new("FRA")];
        let asked = Asked { parties, until: TODAY.to_owned(), ..Asked::default() };
        let rules = Rules { lexicon: "x".to_owned(), program: "0".into() };
        take(register, grounds, &asked, Heard { silent: Vec::new(), rules, archive: 2 }).counts.all
    });
    assert_eq!(other, 0);
}
