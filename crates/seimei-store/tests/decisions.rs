//! Decisions on the register: the same scripts on SQLite and on PostgreSQL.

mod common;

use std::sync::Barrier;

use common::{
    AT, BY, EN, Ground, JA, add, add_entry, attach, bare, confirm, decide, document, entry, hash, make, told, undo,
};
use seimei_model::act::ActKind;
use seimei_model::correction::{AddedAct, ReadingCorrection, SaidOfAct};
use seimei_model::date::Edtf;
use seimei_model::decision::{Correction, MechanismCorrection};
use seimei_model::decision::{Decision, DecisionRecord, Judgement, Rhythm, Standpoint, Status};
use seimei_model::programme::{Names, Programme};
use seimei_model::undertaking::EvidenceId;
use seimei_store::change::{Change, Receipt};
use seimei_store::damage::Damage;
use seimei_store::error::StoreError;
use seimei_store::replay::{Renames, Replay, Replayed};
use seimei_store::store::Store;
use smol_str::SmolStr;

macro_rules! contract {
    ($($name:ident)*) => {
        mod in_a_folder {
            $(#[test] fn $name() { super::$name(&super::Ground::folder()); })*
        }
        mod on_a_server {
            $(#[test] fn $name() { if let Some(ground) = super::Ground::postgres() { super::$name(&ground); } })*
        }
    };
}

contract! {
    decisions_are_kept_in_order
    an_older_sight_is_refused
    of_those_who_decide_at_once_one_wins
    decisions_of_one_commit_are_made_together
    what_is_undone_must_be_a_decision
    documents_are_found_under_the_names_they_have
    a_file_is_kept_with_its_decision
    what_does_not_fit_is_refused
    a_log_of_decisions_makes_the_same_again
    an_import_finds_its_numbers_and_leaves_own_decisions
    corrections_of_readings_are_guarded_and_renamed
}

const FILE: &[u8] = b"%PDF minutes of the port committee";

fn check_is_clean(store: &Store) {
    assert_eq!(store.check(&mut |_, _| {}).expect("a check"), []);
}

fn refused(store: &Store, write: seimei_store::change::Write) -> StoreError {
    store.commit(vec![write], AT, BY).expect_err("a refusal")
}

fn decisions(store: &Store) -> Vec<DecisionRecord> {
    store.decisions().expect("a store")
}

fn words(store: &Store) -> String {
    let told = decisions(store).into_iter().map(|one| format!("{} {}", one.number, one.decision.word()));
    told.collect::<Vec<_>>().join(", ")
}

fn changed(store: &Store, name: &str) -> u64 {
    store.subject_changed(&[SmolStr::new(name)]).expect("a store")[0]
}

fn programme(document: Option<&str>) -> Decision {
    let programme = Programme {
        id: "arv-hta-2026".parse().expect("a name"),
        title: Names { ja: Some("港湾協力計画".to_owned()), en: None },
        parties: Vec::new(),
        from: Edtf::new("2026"),
        until: Edtf::new("2028"),
        supersedes: None,
        document: document.map(common::document),
        called: Vec::new(),
        contacts: Vec::new(),
        priorities: Vec::new(),
    };
    Decision::ProgrammeKept { programme: Box::new(programme) }
}

/// Makes a decision of nearly every sort; the first documents are `a` (ja) and `b` (en).
fn many_decisions(store: &Store) {
    store.commit(vec![add("a/ja", JA), add("b/en", EN)], AT, BY).expect("a commit");
    make(store, confirm("a/ja#p2.1", 2));
    let correction = Correction { what: Some("港を\0直す".to_owned()), ..Correction::default() };
    make(store, decide(Decision::Corrected { entry: entry("a/ja#p2.1"), correction }, &["a/ja#p2.1"], 3));
    make(store, add_entry("毎年報告する", Some("b/en#p2")));
    make(store, attach("c-5", FILE, 5));
    let judgement = Judgement {
        status: Status::Limited,
        standpoint: Standpoint::Own,
        assessor: "港湾局".to_owned(),
        day: "2026-06-01".to_owned(),
        evidence: vec![EvidenceId::Attached(6), "b/en#p1".parse().expect("evidence")],
    };
    make(store, decide(Decision::Assessed { entry: entry("c-5"), judgement }, &["c-5"], 6));
    make(store, decide(programme(Some("a")), &["programme/arv-hta-2026"], 7));
    let area = "arv-hta-2026/1.1".parse().expect("an area");
    make(store, decide(Decision::Placed { entry: entry("b/en#p2.1"), area }, &["b/en#p2.1", "a/ja#p3.1"], 8));
    let correction =
        MechanismCorrection { rhythm: Some(Rhythm::Months(12)), aliases: vec!["港".to_owned()], ..Default::default() };
    let mechanism = SmolStr::new("港湾対話");
    make(store, decide(Decision::MechanismCorrected { mechanism, correction }, &["mechanism/港湾対話"], 9));
    make(store, undo(3, "a/ja#p2.1", 10));
    make(store, undo(11, "a/ja#p2.1", 11));
}

fn decisions_are_kept_in_order(ground: &Ground) {
    let store = ground.create();
    assert_eq!(decisions(&store), []);
    many_decisions(&store);
    let told = "3 confirmed, 4 corrected, 5 added, 6 evidence_attached, 7 assessed, 8 programme_kept, 9 placed, \
                10 mechanism_corrected, 11 undone, 12 undone";
    assert_eq!(words(&store), told);
    let first = &decisions(&store)[0];
    assert_eq!((first.at.as_str(), first.by.as_str(), first.reason.as_str()), (AT, BY, "会議録で確かめた"));
    assert_eq!(first.subjects, ["a/ja#p2.1"]);
    assert_eq!(first.decision, Decision::Confirmed { entry: entry("a/ja#p2.1") });
    drop(store);
    let store = ground.open();
    assert_eq!(words(&store), told);
    let history = |name: &str| -> Vec<u64> {
        store.history(&document(name)).expect("a store").iter().map(|entry| entry.number).collect()
    };
    assert_eq!(history("a"), [1, 3, 4, 8, 9, 11, 12]);
    assert_eq!(history("b"), [2, 5, 7, 9]);
    assert_eq!(
        ["a/ja#p2.1", "a/ja#p3.1", "c-5", "mechanism/港湾対話", "x"].map(|name| changed(&store, name)),
        [12, 9, 7, 10, 0]
    );
    // Nothing of it is lost with its document.
    make(&store, bare(Change::Removed { document: document("a") }));
    assert_eq!(words(&store), told);
    make(&store, confirm("a/ja#p2.1", 13));
    check_is_clean(&store);
}

fn an_older_sight_is_refused(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    assert_eq!(told(&make(&store, confirm("a/ja#p2.1", 1))), "2 a");
    let other = store.commit(vec![confirm("a/ja#p2.1", 1)], "2026-05-21T00:00:00Z", "楓").expect_err("a refusal");
    let StoreError::Conflict { subject, number, by, at } = other else { panic!("{other:?}") };
    assert_eq!((subject.as_str(), number, by.as_str(), at.as_str()), ("a/ja#p2.1", 2, BY, AT));
    // One of several subjects is enough; nothing of the decision was made.
    let both = decide(Decision::Confirmed { entry: entry("a/ja#p3.1") }, &["a/ja#p3.1", "a/ja#p2.1"], 1);
    assert!(matches!(refused(&store, both), StoreError::Conflict { .. }));
    assert_eq!((store.last_change().expect("a store"), changed(&store, "a/ja#p3.1")), (2, 0));
    // What others changed elsewhere is no conflict.
    assert_eq!(told(&make(&store, confirm("a/ja#p3.1", 1))), "3 a");
    assert_eq!(told(&make(&store, confirm("a/ja#p2.1", 2))), "4 a");
    check_is_clean(&store);
}

fn of_those_who_decide_at_once_one_wins(ground: &Ground) {
    let (one, two) = (ground.create(), ground.open());
    make(&one, add("a/ja", JA));
    for seen in 1..=6 {
        let start = Barrier::new(4);
        let results: Vec<Result<Vec<Receipt>, StoreError>> = std::thread::scope(|scope| {
            let threads: Vec<_> = [&one, &one, &two, &two]
                .into_iter()
                .map(|store| {
                    scope.spawn(|| {
                        start.wait();
                        store.commit(vec![confirm("a/ja#p2.1", seen)], AT, BY)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        let is_beaten = |result: &&Result<_, StoreError>| matches!(result, Err(StoreError::Conflict { number, .. }) if *number == seen + 1);
        assert_eq!(results.iter().filter(is_beaten).count(), 3, "{results:?}");
    }
    assert_eq!(decisions(&two).len(), 6);
    check_is_clean(&one);
}

fn decisions_of_one_commit_are_made_together(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    // Two on one subject rest on the same sight.
    let correction = Correction { what: Some("港を直す".to_owned()), ..Correction::default() };
    let corrected = decide(Decision::Corrected { entry: entry("a/ja#p2.1"), correction }, &["a/ja#p2.1"], 1);
    store.commit(vec![confirm("a/ja#p2.1", 1), corrected, undo(2, "a/ja#p2.1", 1)], AT, BY).expect("a commit");
    assert_eq!(words(&store), "2 confirmed, 3 corrected, 4 undone");
    let batch = vec![confirm("a/ja#p3.1", 4), add("b/en", EN), confirm("a/ja#p2.1", 3)];
    assert!(matches!(store.commit(batch, AT, BY), Err(StoreError::Conflict { number: 4, .. })));
    assert_eq!((store.last_change().expect("a store"), changed(&store, "a/ja#p3.1")), (4, 0));
    assert_eq!(store.document(&document("b")).expect("a store"), None);
    check_is_clean(&store);
}

fn what_is_undone_must_be_a_decision(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    make(&store, confirm("a/ja#p2.1", 1));
    for number in [0, 1, 3, u64::MAX] {
        let refusal = refused(&store, undo(number, "a/ja#p2.1", 2));
        assert!(matches!(refusal, StoreError::NoDecision(told) if told == number), "{refusal:?}");
    }
    // A decision of another sort is neither an entry nor evidence.
    assert!(matches!(refused(&store, confirm("c-2", 2)), StoreError::NoDecision(2)));
    assert!(matches!(refused(&store, attach("c-9", FILE, 2)), StoreError::NoDecision(9)));
    make(&store, undo(2, "a/ja#p2.1", 2));
    make(&store, undo(3, "a/ja#p2.1", 3));
    assert_eq!(words(&store), "2 confirmed, 3 undone, 4 undone");
    check_is_clean(&store);
}

fn documents_are_found_under_the_names_they_have(ground: &Ground) {
    let store = ground.create();
    store.commit(vec![add("a/ja", JA), add("b/en", EN)], AT, BY).expect("a commit");
    make(&store, confirm("b/en#p2.1", 2));
    make(&store, bare(Change::Joined { document: document("a"), other: document("b") }));
    // The subject is the same, by whichever name.
    assert!(matches!(refused(&store, confirm("b/en#p2.1", 2)), StoreError::Conflict { number: 3, .. }));
    assert!(matches!(refused(&store, confirm("a/en#p2.1", 2)), StoreError::Conflict { number: 3, .. }));
    assert_eq!(told(&make(&store, confirm("b/en#p2.1", 4))), "5 a");
    let logged = decisions(&store);
    assert_eq!((logged[0].subjects[0].as_str(), logged[1].subjects[0].as_str()), ("b/en#p2.1", "a/en#p2.1"));
    assert_eq!(logged[1].decision, Decision::Confirmed { entry: entry("a/en#p2.1") });
    assert_eq!((changed(&store, "a/en#p2.1"), changed(&store, "b/en#p2.1")), (5, 5));
    let history = store.history(&document("b")).expect("a store");
    assert_eq!(history.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    // Absent documents are refused where they matter.
    assert!(matches!(refused(&store, confirm("x/en#p2.1", 5)), StoreError::NoDocument(_)));
    let mixed = decide(Decision::Confirmed { entry: entry("a/ja#p2.1") }, &["a/ja#p2.1", "x/en#p1.1"], 5);
    assert!(matches!(refused(&store, mixed), StoreError::NoDocument(id) if id == document("x")));
    let accepted =
        Decision::EvidenceAccepted { entry: entry("a/ja#p2.1"), provision: "x/en#p1".parse().expect("a provision") };
    assert!(matches!(refused(&store, decide(accepted, &["a/ja#p2.1"], 5)), StoreError::NoDocument(_)));
    assert_eq!(told(&make(&store, decide(programme(Some("x")), &["programme/arv-hta-2026"], 5))), "6 -");
    let mechanism = SmolStr::new("港湾対話");
    let rejected = decide(Decision::MechanismRejected { mechanism }, &["mechanism/港湾対話", "x/en#p1.1"], 5);
    assert_eq!(told(&make(&store, rejected)), "7 -");
    check_is_clean(&store);
}

fn a_file_is_kept_with_its_decision(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    let mut other = attach("a/ja#p2.1", FILE, 1);
    other.original = Some(b"other".to_vec());
    assert!(refused(&store, other).to_string().contains("others"));
    let mut absent = attach("a/ja#p2.1", FILE, 1);
    absent.original = None;
    assert!(refused(&store, absent.clone()).to_string().contains("no original"));
    make(&store, attach("a/ja#p2.1", FILE, 1));
    assert_eq!(store.original(hash(FILE)).expect("a store").as_deref(), Some(FILE));
    // Kept once, it need not be brought again.
    let Change::Decided { seen, .. } = &mut absent.change else { panic!("a decision") };
    *seen = 2;
    make(&store, absent.clone());
    let Change::Decided { decision: Decision::EvidenceAttached { attachment, .. }, seen, .. } = &mut absent.change
    else {
        panic!("a decision")
    };
    *seen = 3;
    attachment.file.as_mut().expect("a file").size += 1;
    assert!(refused(&store, absent).to_string().contains("no original"));
    check_is_clean(&store);
    if let Some(path) = ground.original(FILE) {
        std::fs::write(&path, b"altered").expect("altered");
        let damage = store.check(&mut |_, _| {}).expect("a check");
        let altered = |number| Damage::AttachmentAltered { original: hash(FILE), number };
        assert_eq!(damage, [altered(2), altered(3)]);
        std::fs::remove_file(&path).expect("removed");
        let damage = store.check(&mut |_, _| {}).expect("a check");
        let missing = |number| Damage::AttachmentMissing { original: hash(FILE), number };
        assert_eq!(damage, [missing(2), missing(3)]);
        // Attached again it is whole again.
        make(&store, attach("a/ja#p2.1", FILE, 3));
        check_is_clean(&store);
    }
}

fn what_does_not_fit_is_refused(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    let refused = |write| refused(&store, write).to_string();
    assert!(refused(confirm("a/ja#p2.1", 2)).contains("change 2 was seen, the last is 1"));
    let confirmed = || Decision::Confirmed { entry: entry("a/ja#p2.1") };
    assert!(refused(decide(confirmed(), &[], 1)).contains("without subjects"));
    assert!(refused(decide(confirmed(), &[""], 1)).contains("600 bytes"));
    assert!(refused(decide(confirmed(), &[&"長".repeat(201)], 1)).contains("600 bytes"));
    assert_eq!(told(&make(&store, decide(confirmed(), &[&"長".repeat(200), "nul \0", "nul \0"], 1))), "2 a");
    assert_eq!((changed(&store, "nul \0"), decisions(&store)[0].subjects.len()), (2, 2));
    check_is_clean(&store);
}

fn replays(store: &Store) -> Vec<Replay> {
    let entries = store.changes(0, usize::MAX).expect("a store");
    entries
        .into_iter()
        .map(|entry| {
            let original = entry.change.original().map(|(hash, _)| store.original(hash).expect("a store"));
            let original = original.map(|original| original.expect("the original"));
            let reading = match (&entry.change, &original) {
                (Change::Added { expression, version, .. }, Some(bytes)) => {
                    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
                    Some(common::read(&text, expression.language, &version.numbers))
                }
                _ => None,
            };
            Replay { entry, reading, original }
        })
        .collect()
}

fn a_log_of_decisions_makes_the_same_again(ground: &Ground) {
    let store = ground.create();
    many_decisions(&store);
    let other = Ground::folder();
    let again = other.create();
    // Without the file, which was lost: what was decided stands.
    let mut all = replays(&store);
    for replay in all.iter_mut().filter(|replay| replay.reading.is_none()) {
        replay.original = None;
    }
    let replayed = again.replay(all, &mut Renames::default()).expect("a replay");
    assert!(replayed.iter().all(|one| matches!(one, Replayed::Done(Receipt::Made { .. }))), "{replayed:?}");
    assert_eq!(again.changes(0, usize::MAX).expect("a store"), store.changes(0, usize::MAX).expect("a store"));
    assert_eq!(decisions(&again), decisions(&store));
    let missing = Damage::AttachmentMissing { original: hash(FILE), number: 6 };
    assert_eq!(again.check(&mut |_, _| {}).expect("a check"), [missing]);
}

fn an_import_finds_its_numbers_and_leaves_own_decisions(ground: &Ground) {
    let elsewhere = Ground::folder();
    let source = elsewhere.create();
    many_decisions(&source);
    let store = ground.create();
    // `a` is another text here, so theirs becomes `a-2`; `b` is the same text, and was decided on here.
    store.commit((0..20).map(|n| add(&format!("own-{n}/en"), &format!("Text {n}\n"))).collect(), AT, BY).expect("own");
    make(&store, add("a/ja", "別の文書\n"));
    make(&store, add("b/en", EN));
    make(&store, confirm("b/en#p2.1", 22));
    let mut renames = Renames::default();
    let replayed = store.replay(replays(&source), &mut renames).expect("a replay");
    let refused: Vec<_> = replayed
        .iter()
        .enumerate()
        .filter_map(|(index, one)| match one {
            Replayed::Refused(why) => Some((index + 1, why.to_string())),
            _ => None,
        })
        .collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].0, 9, "{refused:?}");
    assert!(refused[0].1.starts_with("b/en#p2.1: 葵 decided on it meanwhile, in change 23"), "{refused:?}");
    let told = "23 confirmed, 25 confirmed, 26 corrected, 27 added, 28 evidence_attached, 29 assessed, \
                30 programme_kept, 31 mechanism_corrected, 32 undone, 33 undone";
    assert_eq!(words(&store), told);
    let all = decisions(&store);
    assert_eq!(all[1].decision, Decision::Confirmed { entry: entry("a-2/ja#p2.1") });
    assert_eq!(all[1].subjects, ["a-2/ja#p2.1"]);
    let Decision::Assessed { entry: assessed, judgement } = &all[5].decision else { panic!("{:?}", all[5]) };
    assert_eq!(
        (assessed, &judgement.evidence[0], all[5].subjects[0].as_str()),
        (&entry("c-27"), &EvidenceId::Attached(28), "c-27")
    );
    assert_eq!(all[8].decision, Decision::Undone { number: 25 });
    assert_eq!(all[9].decision, Decision::Undone { number: 32 });
    assert_eq!(store.original(hash(FILE)).expect("a store").as_deref(), Some(FILE));
    check_is_clean(&store);
    // Again: nothing new, and what was decided there since comes in.
    make(&source, confirm("a/ja#p2.1", 12));
    let replayed = store.replay(replays(&source), &mut Renames::default()).expect("a replay");
    let made = replayed.iter().filter(|one| matches!(one, Replayed::Done(Receipt::Made { .. }))).count();
    assert_eq!(made, 1, "{replayed:?}");
    assert_eq!(words(&store), format!("{told}, 34 confirmed"));
    // Decided on here since: theirs is left out.
    store.commit(vec![confirm("a-2/ja#p2.1", 34)], AT, "楓").expect("a commit");
    make(&source, confirm("a/ja#p2.1", 13));
    let replayed = store.replay(replays(&source), &mut Renames::default()).expect("a replay");
    assert!(
        matches!(replayed.last(), Some(Replayed::Refused(StoreError::Conflict { number: 35, .. }))),
        "{replayed:?}"
    );
    check_is_clean(&store);
}

/// Corrects the reading of a provision.
fn correct(name: &str, seen: u64) -> seimei_store::change::Write {
    let said = SaidOfAct { act: Some(ActKind::Confirm), ..SaidOfAct::default() };
    let correction = ReadingCorrection {
        wording: "両者は協力を確認した。".to_owned(),
        added: vec![AddedAct { trigger: "確認した".to_owned(), at: 18, said }],
        ..ReadingCorrection::default()
    };
    let provision = name.parse().expect("a provision");
    decide(Decision::ReadingCorrected { provision, correction: Box::new(correction) }, &[name], seen)
}

fn corrections_of_readings_are_guarded_and_renamed(ground: &Ground) {
    let store = ground.create();
    store.commit(vec![add("a/ja", JA), add("b/en", EN)], AT, BY).expect("a commit");
    assert_eq!(told(&make(&store, correct("a/ja#p2", 2))), "3 a");
    assert!(matches!(refused(&store, correct("a/ja#p2", 2)), StoreError::Conflict { number: 3, .. }));
    make(&store, undo(3, "a/ja#p2", 3));
    assert!(matches!(refused(&store, correct("a/ja#p2", 3)), StoreError::Conflict { number: 4, .. }));
    assert!(matches!(refused(&store, correct("x/ja#p2", 4)), StoreError::NoDocument(_)));
    // The subject is the same under the name that its document gets.
    make(&store, bare(Change::Joined { document: document("b"), other: document("a") }));
    assert!(matches!(refused(&store, correct("b/ja#p2", 3)), StoreError::Conflict { number: 4, .. }));
    assert_eq!(told(&make(&store, correct("a/ja#p2", 5))), "6 b");
    let last = decisions(&store).pop().expect("a decision");
    assert_eq!(last.subjects, ["b/ja#p2"]);
    let history = store.history(&document("b")).expect("a store");
    assert_eq!(history.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    check_is_clean(&store);
    // A log makes it again, also where the document is called otherwise.
    let other = Ground::folder();
    let again = other.create();
    make(&again, add("b/en", "Another text\n"));
    let replayed = again.replay(replays(&store), &mut Renames::default()).expect("a replay");
    assert!(replayed.iter().all(|one| matches!(one, Replayed::Done(Receipt::Made { .. }))), "{replayed:?}");
    assert_eq!(decisions(&again).pop().expect("a decision").subjects, ["b-2/ja#p2"]);
    check_is_clean(&again);
}
