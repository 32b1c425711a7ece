//! What every store must do: the same scripts on SQLite and on PostgreSQL.

mod common;

use common::{
    AT, BY, EN, Ground, JA, add, add_further, attach, bare, confirm, document, expression, hash, make, note, read,
    revise, told, undo, version,
};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::record::{Description, DescriptionField};
use seimei_store::change::{Change, Receipt, Write};
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_store::replay::{Renames, Replay, Replayed};
use seimei_store::store::Store;

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
    what_was_added_is_found_again
    the_same_bytes_change_nothing
    a_taken_name_gets_the_next_suffix
    a_further_language_goes_to_its_document
    notes_follow_their_provisions_through_versions
    an_earlier_version_can_come_back
    a_reading_is_replaced_but_what_was_said_stays
    what_lies_in_the_bin_comes_back
    joined_documents_are_one_under_both_names
    documents_kept_apart_stay_so
    filters_ask_for_what_they_say
    a_batch_is_made_whole_or_not_at_all
    requests_that_do_not_fit_are_refused
    pages_of_changes_have_no_gaps
    a_log_makes_the_same_archive_again
    an_import_that_is_repeated_changes_nothing
    several_writers_leave_no_gap
    many_of_one_name_are_told_apart
    texts_with_odd_characters_are_kept
    no_archive_is_no_archive
    an_archive_can_be_made_by_several_at_once
    random_scripts_agree_with_their_log
}

fn check_is_clean(store: &Store) {
    let damage = store.check(&mut |_, _| {}).expect("a check");
    assert_eq!(damage, []);
}

fn record(store: &Store, name: &str) -> seimei_model::record::DocumentRecord {
    store.document(&document(name)).expect("a store").expect("a document")
}

fn names(store: &Store, filter: &Filter) -> String {
    let documents = store.documents(filter).expect("a store");
    documents.iter().map(|document| document.id.to_string()).collect::<Vec<_>>().join(" ")
}

fn what_was_added_is_found_again(ground: &Ground) {
    let store = ground.create();
    assert_eq!(told(&make(&store, add("arv-hta-2026-05-20/ja", JA))), "1 arv-hta-2026-05-20");
    let identity = store.identity().expect("a name");
    drop(store);
    let store = ground.open();
    assert_eq!(store.identity().expect("a name"), identity);
    let record = record(&store, "arv-hta-2026-05-20");
    assert_eq!(record.description.title.as_deref(), Some("アルヴェニアと港湾条約同盟の共同声明"));
    assert_eq!(record.description.date, Some(Edtf::new("2026-05-20")));
    assert_eq!((record.said.clone(), record.changed, record.added_at.as_str()), (Description::default(), 1, AT));
    let [only] = &record.expressions[..] else { panic!("{record:?}") };
    assert_eq!((only.version, only.provisions, only.size), (1, 3, JA.len() as u64));
    assert_eq!(only.origin, "/desk/statement.txt");
    let id = expression("arv-hta-2026-05-20/ja");
    let reading = store.reading(&id, None).expect("a store").expect("a reading");
    assert_eq!(reading, read(JA, Lang::Ja, &[]));
    assert_eq!(store.reading(&id, Some(1)).expect("a store"), Some(reading));
    assert_eq!(store.reading(&id, Some(2)).expect("a store"), None);
    assert_eq!(store.original(hash(JA.as_bytes())).expect("a store").expect("the original"), JA.as_bytes());
    assert_eq!(store.original(hash(b"other")).expect("a store"), None);
    assert_eq!(store.last_change().expect("a store"), 1);
    assert_eq!(store.documents(&Filter::default()).expect("a store"), [record]);
    assert_eq!(store.of_origin("/desk/statement.txt").expect("a store"), vec![id.clone()]);
    assert_eq!(store.of_origin("/desk").expect("a store"), []);
    let known = store.known(&[hash(b"other"), hash(JA.as_bytes())]).expect("a store");
    assert_eq!(known, [None, Some((id, false))]);
    check_is_clean(&store);
}

fn the_same_bytes_change_nothing(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    assert_eq!(told(&make(&store, add("b/ja", JA))), "known a/ja");
    assert_eq!(told(&make(&store, revise("a/ja", JA, &[]))), "known a/ja");
    // In one batch too.
    let receipts = store.commit(vec![add("c/en", EN), add("d/en", EN)], AT, BY).expect("a commit");
    assert_eq!(receipts.iter().map(told).collect::<Vec<_>>(), ["2 c", "known c/en"]);
    make(&store, bare(Change::Removed { document: document("a") }));
    assert_eq!(told(&make(&store, add("b/ja", JA))), "known a/ja in the bin");
    assert_eq!(store.last_change().expect("a store"), 3);
    check_is_clean(&store);
}

fn a_taken_name_gets_the_next_suffix(ground: &Ground) {
    let store = ground.create();
    let given: Vec<String> = (0..4).map(|copy| told(&make(&store, add("arv/ja", &format!("{JA}{copy}\n"))))).collect();
    assert_eq!(given, ["1 arv", "2 arv-2", "3 arv-3", "4 arv-4"]);
    // A name once given is never given again, not even that of a document that was joined to another.
    assert_eq!(told(&make(&store, add("x-2/en", "Other\n"))), "5 x-2");
    assert_eq!(told(&make(&store, add("x/ja", "別\n"))), "6 x");
    make(&store, bare(Change::Joined { document: document("x"), other: document("x-2") }));
    assert_eq!(told(&make(&store, add("x/ja", "第三\n"))), "8 x-3");
    assert_eq!(told(&make(&store, add("x-2/ja", "第四\n"))), "9 x-2-2");
    let logged = store.changes(1, 1).expect("a store");
    let Change::Added { expression: given, .. } = &logged[0].change else { panic!("{logged:?}") };
    assert_eq!(given.to_string(), "arv-2/ja");
    check_is_clean(&store);
}

fn a_further_language_goes_to_its_document(ground: &Ground) {
    let store = ground.create();
    make(&store, add("arv/ja", JA));
    assert_eq!(told(&make(&store, add_further("arv/en", EN))), "2 arv");
    let record = record(&store, "arv");
    let languages: Vec<String> = record.expressions.iter().map(|expression| expression.id.to_string()).collect();
    assert_eq!(languages, ["arv/ja", "arv/en"]);
    // The first expression describes the document.
    assert_eq!(record.description.title.as_deref(), JA.lines().next());
    assert_eq!(record.expressions[1].title.as_deref(), EN.lines().next());
    let refusal = store.commit(vec![add_further("arv/en", "Another text\n")], AT, BY);
    assert!(matches!(refusal, Err(StoreError::HasLanguage(id)) if id == expression("arv/en")));
    let refusal = store.commit(vec![add_further("none/en", "Another text\n")], AT, BY);
    assert!(matches!(refusal, Err(StoreError::NoDocument(id)) if id == document("none")));
    check_is_clean(&store);
}

fn notes_follow_their_provisions_through_versions(ground: &Ground) {
    let store = ground.create();
    make(&store, add("arv/ja", JA));
    make(&store, note("arv/ja", 2, "港の写真あり"));
    make(&store, note("arv/ja", 3, "次回確認"));
    assert_eq!(store.highest_provision(&expression("arv/ja")).expect("a store"), 3);
    let second = "アルヴェニアと港湾条約同盟の共同声明\n新しい文。\n両者は協力を確認した。\n";
    assert_eq!(told(&make(&store, revise("arv/ja", second, &[1, 4, 3]))), "4 arv displaced p2");
    let places = |store: &Store| -> Vec<(u32, bool)> {
        let notes = store.notes(&expression("arv/ja")).expect("a store");
        notes.iter().map(|note| (note.provision, note.has_place)).collect()
    };
    assert_eq!(places(&store), [(2, false), (3, true)]);
    assert_eq!(store.highest_provision(&expression("arv/ja")).expect("a store"), 4);
    let third = format!("{second}港の安全を歓迎した。\n");
    assert_eq!(told(&make(&store, revise("arv/ja", &third, &[1, 4, 3, 2]))), "5 arv");
    assert_eq!(places(&store), [(2, true), (3, true)]);
    let record = record(&store, "arv");
    assert_eq!((record.expressions.len(), record.expressions[0].version), (1, 3));
    let id = expression("arv/ja");
    assert_eq!(store.reading(&id, None).expect("a store").expect("a reading").numbers, [1, 4, 3, 2]);
    assert_eq!(store.reading(&id, Some(1)).expect("a store").expect("a reading").source, JA);
    assert_eq!(store.original(hash(JA.as_bytes())).expect("a store").as_deref(), Some(JA.as_bytes()));
    let notes = store.notes(&id).expect("a store");
    assert_eq!((notes[0].id, notes[0].by.as_str(), notes[0].at.as_str()), (2, BY, AT));
    check_is_clean(&store);
}

fn an_earlier_version_can_come_back(ground: &Ground) {
    let store = ground.create();
    make(&store, add("arv/en", EN));
    make(&store, add("other/en", "Other\n"));
    make(&store, revise("arv/en", "Changed\n", &[3]));
    assert_eq!(told(&make(&store, revise("arv/en", EN, &[]))), "4 arv");
    assert_eq!(record(&store, "arv").expressions[0].version, 3);
    assert_eq!(told(&make(&store, revise("arv/en", "Other\n", &[]))), "known other/en");
    check_is_clean(&store);
}

fn a_reading_is_replaced_but_what_was_said_stays(ground: &Ground) {
    let store = ground.create();
    make(&store, add("arv/ja", JA));
    let said = Description {
        title: Some("港湾声明".to_owned()),
        parties: Some(vec![ActorCode::new("SLM")]),
        ..Description::default()
    };
    make(&store, bare(Change::Described { document: document("arv"), said }));
    let mut reading = read(JA, Lang::Ja, &[1, 2, 9]);
    reading.reading.document.date = Some(Edtf::new("2027-01-01"));
    reading.reading.document.title = Some("別の題".to_owned());
    "lexicon-2".clone_into(&mut reading.reading.lexicon);
    let change = Change::Reread { expression: expression("arv/ja"), version: version(JA, &reading) };
    make(&store, note("arv/ja", 3, "注"));
    let receipt = make(&store, Write { change, reading: Some(reading.clone()), original: None });
    assert_eq!(told(&receipt), "4 arv displaced p3");
    let record = record(&store, "arv");
    assert_eq!(record.description.title.as_deref(), Some("港湾声明"));
    assert_eq!(record.description.date, Some(Edtf::new("2027-01-01")));
    assert_eq!(record.description.parties, Some(vec![ActorCode::new("SLM")]));
    assert_eq!((record.expressions[0].version, record.expressions[0].lexicon.as_str()), (1, "lexicon-2"));
    assert_eq!(store.reading(&expression("arv/ja"), None).expect("a store"), Some(reading));
    let fields = vec![DescriptionField::Title, DescriptionField::Note];
    make(&store, bare(Change::Withdrawn { document: document("arv"), fields }));
    let amended = self::record(&store, "arv");
    assert_eq!(amended.description.title.as_deref(), Some("別の題"));
    assert_eq!(amended.said.title, None);
    assert_eq!(amended.description.parties, Some(vec![ActorCode::new("SLM")]));
    let of_said_party = Filter { parties: vec![ActorCode::new("SLM")], ..Filter::default() };
    assert_eq!(names(&store, &of_said_party), "arv");
    check_is_clean(&store);
}

fn what_lies_in_the_bin_comes_back(ground: &Ground) {
    let store = ground.create();
    store.commit(vec![add("a/ja", JA), add("b/en", EN)], AT, BY).expect("a commit");
    make(&store, bare(Change::Removed { document: document("a") }));
    let binned = Filter { removed: true, ..Filter::default() };
    assert_eq!((names(&store, &Filter::default()), names(&store, &binned)), ("b".to_owned(), "a".to_owned()));
    assert!(record(&store, "a").is_removed);
    make(&store, bare(Change::Restored { document: document("a") }));
    assert_eq!((names(&store, &Filter::default()), names(&store, &binned)), ("a b".to_owned(), String::new()));
    check_is_clean(&store);
}

fn joined_documents_are_one_under_both_names(ground: &Ground) {
    let store = ground.create();
    store.commit(vec![add("a/ja", JA), add("b/en", EN), add("c/und", "…\n")], AT, BY).expect("a commit");
    make(&store, note("b/en", 2, "port"));
    let said = Description { note: Some("desk copy".to_owned()), ..Description::default() };
    make(&store, bare(Change::Described { document: document("b"), said }));
    make(&store, bare(Change::KeptApart { document: document("b"), other: document("c") }));
    make(&store, bare(Change::Joined { document: document("b"), other: document("a") }));
    let joined = record(&store, "a");
    assert_eq!((joined.id.as_str(), joined.aliases.clone()), ("b", vec![document("a")]));
    assert_eq!(joined.expressions.len(), 2);
    assert_eq!(joined.description.note.as_deref(), Some("desk copy"));
    // Aliases of aliases lead on, and whoever was kept apart stays so.
    let said = Description { place: Some("Selmark".to_owned()), ..Description::default() };
    make(&store, bare(Change::Described { document: document("c"), said }));
    make(&store, add("d/ja", "別\n"));
    let refusal = store.commit(vec![bare(Change::Joined { document: document("d"), other: document("a") })], AT, BY);
    assert!(matches!(refusal, Err(StoreError::SameLanguage(..))));
    make(&store, bare(Change::Joined { document: document("c"), other: document("a") }));
    let joined = record(&store, "a");
    assert_eq!((joined.id.as_str(), joined.aliases.clone()), ("c", vec![document("a"), document("b")]));
    let ids: Vec<String> = joined.expressions.iter().map(|expression| expression.id.to_string()).collect();
    assert_eq!(ids, ["c/und", "c/en", "c/ja"]);
    assert_eq!(joined.description.note.as_deref(), Some("desk copy"));
    assert_eq!(joined.description.place.as_deref(), Some("Selmark"));
    assert_eq!(store.notes(&expression("b/en")).expect("a store")[0].expression, expression("c/en"));
    assert_eq!(store.reading(&expression("a/ja"), None).expect("a store").expect("a reading").source, JA);
    let history: Vec<u64> = store.history(&document("b")).expect("a store").iter().map(|entry| entry.number).collect();
    assert_eq!(history, [1, 2, 3, 4, 5, 6, 7, 8, 10]);
    assert_eq!(names(&store, &Filter::default()), "c d");
    make(&store, note("a/en", 1, "under an old name"));
    assert_eq!(store.notes(&expression("c/en")).expect("a store").len(), 2);
    let itself = store.commit(vec![bare(Change::Joined { document: document("c"), other: document("a") })], AT, BY);
    assert!(matches!(itself, Err(StoreError::SameLanguage(..))));
    check_is_clean(&store);
}

fn documents_kept_apart_stay_so(ground: &Ground) {
    let store = ground.create();
    store.commit(vec![add("a/ja", JA), add("b/en", EN), add("c/und", "…\n")], AT, BY).expect("a commit");
    make(&store, bare(Change::KeptApart { document: document("b"), other: document("a") }));
    make(&store, bare(Change::KeptApart { document: document("a"), other: document("b") }));
    let apart = |one, other| store.are_kept_apart(&document(one), &document(other)).expect("a store");
    assert!(apart("a", "b") && apart("b", "a"));
    assert!(!apart("a", "c") && !apart("a", "none"));
    make(&store, bare(Change::Joined { document: document("c"), other: document("b") }));
    assert!(apart("a", "b") && apart("a", "c"));
    check_is_clean(&store);
}

fn filters_ask_for_what_they_say(ground: &Ground) {
    let store = ground.create();
    let dated = |name: &str, date: &str, parties: &[&str], kind: DocumentKind| {
        let mut write = add(name, &format!("{name}\n"));
        let said = Description {
            date: Some(Edtf::new(date)),
            parties: Some(parties.iter().map(ActorCode::new).collect()),
            kind: Some(kind),
            ..Description::default()
        };
        if let Change::Added { said: told, .. } = &mut write.change {
            *told = said;
        }
        write
    };
    let writes = vec![
        dated("arv-hta-2024-05-14/ja", "2024-05-14", &["ARV", "HTA"], DocumentKind::JointStatement),
        dated("arv-2025/en", "2025", &["ARV"], DocumentKind::Programme),
        dated("hta-2025-03/en", "2025-03", &["HTA"], DocumentKind::Readout),
        dated("arv-hta-slm-2026/ja", "2026-05-20T09:00", &["ARV", "HTA", "SLM"], DocumentKind::JointStatement),
        dated("undated/und", "unknown", &[], DocumentKind::News),
    ];
    store.commit(writes, AT, BY).expect("a commit");
    make(&store, add_further("arv-hta-2024-05-14/en", EN));
    let all = "arv-2025 arv-hta-2024-05-14 arv-hta-slm-2026 hta-2025-03 undated";
    assert_eq!(names(&store, &Filter::default()), all);
    let parties = |codes: &[&str]| Filter { parties: codes.iter().map(ActorCode::new).collect(), ..Filter::default() };
    assert_eq!(names(&store, &parties(&["HTA"])), "arv-hta-2024-05-14 arv-hta-slm-2026 hta-2025-03");
    assert_eq!(names(&store, &parties(&["HTA", "ARV"])), "arv-hta-2024-05-14 arv-hta-slm-2026");
    let since = |since: &str| Filter { since: Some(Edtf::new(since)), ..Filter::default() };
    assert_eq!(names(&store, &since("2025-03")), "arv-2025 arv-hta-slm-2026 hta-2025-03");
    assert_eq!(names(&store, &since("2026-05-21")), "");
    let until = |until: &str| Filter { until: Some(Edtf::new(until)), ..Filter::default() };
    assert_eq!(names(&store, &until("2024")), "arv-hta-2024-05-14");
    assert_eq!(names(&store, &until("2025-02")), "arv-2025 arv-hta-2024-05-14");
    let both = Filter { since: Some(Edtf::new("2025")), until: Some(Edtf::new("2025")), ..Filter::default() };
    assert_eq!(names(&store, &both), "arv-2025 hta-2025-03");
    let kind = Filter { kind: Some(DocumentKind::JointStatement), ..Filter::default() };
    assert_eq!(names(&store, &kind), "arv-hta-2024-05-14 arv-hta-slm-2026");
    let language = Filter { language: Some(Lang::En), ..Filter::default() };
    assert_eq!(names(&store, &language), "arv-2025 arv-hta-2024-05-14 hta-2025-03");
    let page = Filter { after: Some(document("arv-hta-2024-05-14")), limit: 2, ..Filter::default() };
    assert_eq!(names(&store, &page), "arv-hta-slm-2026 hta-2025-03");
}

fn a_batch_is_made_whole_or_not_at_all(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    let batch = vec![add("b/en", EN), bare(Change::Removed { document: document("none") })];
    assert!(matches!(store.commit(batch, AT, BY), Err(StoreError::NoDocument(_))));
    assert_eq!(names(&store, &Filter::default()), "a");
    assert_eq!(store.last_change().expect("a store"), 1);
    assert_eq!(told(&make(&store, add("b/en", EN))), "2 b");
    assert_eq!(store.commit(Vec::new(), AT, BY).expect("nothing"), []);
    check_is_clean(&store);
}

fn requests_that_do_not_fit_are_refused(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    let refused = |write: Write| store.commit(vec![write], AT, BY).expect_err("a refusal").to_string();
    assert_eq!(refused(revise("a/en", EN, &[])), "no expression a/en");
    assert_eq!(refused(revise("b/en", EN, &[])), "no document b");
    assert_eq!(refused(note("a/ja", 4, "…")), "a/ja has no provision 4");
    let mut other_bytes = add("b/en", EN);
    other_bytes.original = Some(b"other".to_vec());
    assert!(refused(other_bytes).contains("others"), "wrong bytes");
    let mut no_bytes = add("b/en", "nowhere\n");
    no_bytes.original = None;
    assert!(refused(no_bytes).contains("no original"), "no bytes");
    let mut no_reading = add("b/en", EN);
    no_reading.reading = None;
    assert!(refused(no_reading).contains("without its reading"), "no reading");
    assert!(refused(revise("a/ja", EN, &[1, 1])).contains("stands twice"), "numbers");
    assert!(refused(revise("a/ja", EN, &[1])).contains("1 numbers for 2 provisions"), "numbers");
    assert_eq!(store.last_change().expect("a store"), 1);
    check_is_clean(&store);
}

fn pages_of_changes_have_no_gaps(ground: &Ground) {
    let store = ground.create();
    make(&store, add("a/ja", JA));
    for number in 0..7 {
        make(&store, note("a/ja", 1, &format!("注{number}")));
    }
    let mut after = 0;
    let mut numbers = Vec::new();
    loop {
        let page = store.changes(after, 3).expect("a store");
        let Some(last) = page.last() else { break };
        after = last.number;
        numbers.extend(page.iter().map(|entry| entry.number));
    }
    assert_eq!(numbers, (1..=8).collect::<Vec<u64>>());
    let entry = &store.changes(7, 9).expect("a store")[0];
    assert_eq!((entry.at.as_str(), entry.by.as_str()), (AT, BY));
    let Change::Noted { text, provision, .. } = &entry.change else { panic!("{entry:?}") };
    assert_eq!((text.as_str(), *provision), ("注6", 1));
}

/// Returns the changes of an archive with what goes with them, as an export gives them.
fn replays(store: &Store) -> Vec<Replay> {
    let entries = store.changes(0, usize::MAX).expect("a store");
    entries
        .into_iter()
        .map(|entry| {
            let (Change::Added { expression, version, .. }
            | Change::Revised { expression, version }
            | Change::Reread { expression, version }) = &entry.change
            else {
                let original = entry.change.original().map(|(hash, _)| store.original(hash).expect("a store"));
                return Replay { entry, reading: None, original: original.flatten() };
            };
            let original = store.original(version.original).expect("a store").expect("the original");
            let text = String::from_utf8(original.clone()).expect("UTF-8");
            let mut reading = read(&text, expression.language, &version.numbers);
            reading.reading.lexicon.clone_from(&version.lexicon);
            Replay { entry, reading: Some(reading), original: Some(original) }
        })
        .collect()
}

fn a_full_archive(store: &Store) {
    store.commit(vec![add("a/ja", JA), add("b/en", EN), add("c/und", "…\n")], AT, BY).expect("a commit");
    make(store, add("a/ja", "同じ名\n"));
    make(store, note("a/ja", 2, "注"));
    make(store, note("a/ja", 2, "注"));
    make(store, note("b/en", 2, "port"));
    make(store, revise("a/ja", "改められた文\n両者は協力を確認した。\n", &[4, 3]));
    make(store, bare(Change::KeptApart { document: document("b"), other: document("c") }));
    make(store, bare(Change::Joined { document: document("b"), other: document("a") }));
    make(store, bare(Change::Removed { document: document("c") }));
    make(store, revise("a/ja", JA, &[]));
}

fn state(store: &Store) -> Vec<String> {
    let mut documents = store.documents(&Filter::default()).expect("a store");
    documents.extend(store.documents(&Filter { removed: true, ..Filter::default() }).expect("a store"));
    let mut state: Vec<String> = Vec::new();
    for document in documents {
        for expression in &document.expressions {
            state.extend(store.notes(&expression.id).expect("a store").iter().map(|note| format!("{note:?}")));
            let numbers = store.reading(&expression.id, None).expect("a store").expect("a reading").numbers;
            state.push(format!("{numbers:?}"));
        }
        state.push(format!("{document:?}"));
    }
    state.extend(store.decisions().expect("a store").iter().map(|decision| format!("{decision:?}")));
    state
}

fn a_log_makes_the_same_archive_again(ground: &Ground) {
    let store = ground.create();
    a_full_archive(&store);
    let other = Ground::folder();
    let again = other.create();
    let replayed = again.replay(replays(&store), &mut Renames::default()).expect("a replay");
    assert!(replayed.iter().all(|one| matches!(one, Replayed::Done(Receipt::Made { .. }))), "{replayed:?}");
    assert_eq!(again.changes(0, usize::MAX).expect("a store"), store.changes(0, usize::MAX).expect("a store"));
    assert_eq!(state(&again), state(&store));
    check_is_clean(&again);
}

fn an_import_that_is_repeated_changes_nothing(ground: &Ground) {
    let elsewhere = Ground::folder();
    let source = elsewhere.create();
    a_full_archive(&source);
    let store = ground.create();
    make(&store, add("b/ja", "この名はもう使われている\n"));
    make(&store, add("x/en", EN));
    let mut renames = Renames::default();
    let replayed = store.replay(replays(&source), &mut renames).expect("a replay");
    // `a` is free, `b` was taken by another text, and its English text is here as `x`.
    assert!(
        matches!(&replayed[1], Replayed::Done(Receipt::Known { expression: here, .. }) if *here == expression("x/en"))
    );
    assert_eq!(renames.iter().map(|(theirs, here)| format!("{theirs}={here}")).collect::<Vec<_>>(), ["b=x"]);
    let refused = replayed.iter().filter(|one| matches!(one, Replayed::Refused(_))).count();
    assert_eq!(refused, 0, "{replayed:?}");
    let joined = record(&store, "a");
    assert_eq!(joined.id.as_str(), "x");
    assert_eq!(joined.expressions.len(), 2);
    // Said twice there, said twice here.
    assert_eq!(store.notes(&expression("x/ja")).expect("a store").len(), 2);
    let before = (store.last_change().expect("a store"), state(&store));
    let replayed = store.replay(replays(&source), &mut Renames::default()).expect("a replay");
    let is_made = |one: &Replayed| matches!(one, Replayed::Done(Receipt::Made { .. }));
    assert!(!replayed.iter().any(is_made), "{replayed:?}");
    assert_eq!((store.last_change().expect("a store"), state(&store)), before);
    check_is_clean(&store);
}

fn several_writers_leave_no_gap(ground: &Ground) {
    let (one, two) = (ground.create(), ground.open());
    std::thread::scope(|scope| {
        for (writer, store) in [&one, &one, &two, &two].into_iter().enumerate() {
            scope.spawn(move || {
                for round in 0..12 {
                    let text = format!("声明 {writer} {round}\n");
                    // Every text is added by two of them; one is told that it is known.
                    let shared = format!("声明 {} {round} both\n", writer / 2);
                    store.commit(vec![add("same/ja", &text), add("same/ja", &shared)], AT, BY).expect("a commit");
                    store.documents(&Filter { limit: 5, ..Filter::default() }).expect("a page");
                }
            });
        }
    });
    let entries = two.changes(0, usize::MAX).expect("a store");
    assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), (1..=72).collect::<Vec<u64>>());
    assert_eq!(one.documents(&Filter::default()).expect("a store").len(), 72);
    check_is_clean(&one);
}

fn many_of_one_name_are_told_apart(ground: &Ground) {
    let store = ground.create();
    let writes = (0..300).map(|number| add("same/ja", &format!("声明 {number}\n"))).collect();
    let receipts = store.commit(writes, AT, BY).expect("a commit");
    assert_eq!(told(&receipts[299]), "300 same-300");
    // More than one query's worth of documents comes in order.
    let writes = (0..300).map(|number| add(&format!("x-{number}/en"), &format!("Statement {number}\n"))).collect();
    store.commit(writes, AT, BY).expect("a commit");
    let documents = store.documents(&Filter::default()).expect("a store");
    assert_eq!(documents.len(), 600);
    assert!(documents.is_sorted_by_key(|document| document.id.clone()));
    assert!(documents.iter().all(|document| document.expressions.len() == 1));
}

fn texts_with_odd_characters_are_kept(ground: &Ground) {
    let store = ground.create();
    let text = "題\0名\n\u{10ffff}𠮟る 👩‍👩‍👧 \"'; DROP TABLE change; --\n";
    make(&store, add("odd/ja", text));
    make(&store, note("odd/ja", 2, "quote ' and \0 and 😀"));
    assert_eq!(store.reading(&expression("odd/ja"), None).expect("a store").expect("a reading").source, text);
    // PostgreSQL keeps no NUL in text, so neither store does.
    assert_eq!(store.notes(&expression("odd/ja")).expect("a store")[0].text, "quote ' and \u{fffd} and 😀");
    assert_eq!(record(&store, "odd").expressions[0].title.as_deref(), Some("題\u{fffd}名"));
    let long = format!("/{}", "長い名前/".repeat(900));
    let mut write = add("long/ja", "長い\n");
    if let Change::Added { version, .. } = &mut write.change {
        version.origin.clone_from(&long);
    }
    make(&store, write);
    assert_eq!(store.of_origin(&long).expect("a store"), [expression("long/ja")]);
    assert_eq!(store.of_origin(&long[..long.len() - 1]).expect("a store"), []);
    check_is_clean(&store);
}

fn no_archive_is_no_archive(ground: &Ground) {
    let refusal = Store::open(ground.place.clone()).expect_err("no archive");
    assert!(matches!(refusal, StoreError::NoArchive { .. }), "{refusal:?}");
}

fn an_archive_can_be_made_by_several_at_once(ground: &Ground) {
    let identities: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|number| {
                scope.spawn(move || {
                    let store = ground.create();
                    make(&store, add("same/ja", &format!("声明 {number}\n")));
                    store.identity().expect("a name")
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
    });
    assert!(identities.iter().all(|identity| *identity == identities[0]), "{identities:?}");
    let store = ground.open();
    assert_eq!(store.last_change().expect("a store"), 6);
    check_is_clean(&store);
}

/// Makes changes drawn by a simple generator; what is refused changes nothing. `check` compares the records with the log.
fn random_scripts_agree_with_their_log(ground: &Ground) {
    let store = ground.create();
    let mut seed: u64 = 2026;
    let mut draw = |most: u64| {
        // Knuth's multiplier; the high bits are good enough for this.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % most
    };
    let mut refused = 0;
    for round in 0..350 {
        let names = ["p", "q", "r", "s-2"];
        let languages = ["ja", "en", "und"];
        let name = names[draw(4) as usize];
        let language = languages[draw(3) as usize];
        let id = format!("{name}/{language}");
        let other = document(names[draw(4) as usize]);
        let text = format!("{}\n{}\n", draw(60), draw(3));
        let subject = format!("{id}#p{}.1", draw(2) + 1);
        // Mostly of what stands now, sometimes of what was seen before.
        let sighting = store.last_change().expect("a store").saturating_sub(draw(20));
        let change = match draw(13) {
            0 => add(&id, &text),
            1 => add_further(&id, &text),
            2 | 3 => {
                let first = draw(5) as u32 + 1;
                revise(&id, &text, &[first, first + 1 + draw(3) as u32])
            }
            4 => note(&id, draw(5) as u32 + 1, &format!("注{round}")),
            5 => bare(Change::Removed { document: document(name) }),
            6 => bare(Change::Restored { document: document(name) }),
            7 if draw(4) == 0 => bare(Change::Joined { document: document(name), other }),
            8 => bare(Change::KeptApart { document: document(name), other }),
            9 => confirm(&subject, sighting),
            10 => undo(draw(60), &subject, sighting),
            11 => attach(&subject, text.as_bytes(), sighting),
            12 => {
                let fields = vec![DescriptionField::Place];
                bare(Change::Withdrawn { document: document(name), fields })
            }
            _ => {
                let said = Description { place: Some(format!("{round}")), ..Description::default() };
                bare(Change::Described { document: document(name), said })
            }
        };
        refused += u32::from(store.commit(vec![change], AT, BY).is_err());
    }
    assert!(refused < 290, "{refused} of 350 were refused: the script tries too little");
    assert!(store.decisions().expect("a store").len() > 10);
    assert!(store.last_change().expect("a store") > 40);
    check_is_clean(&store);
    let other = Ground::folder();
    let again = other.create();
    again.replay(replays(&store), &mut Renames::default()).expect("a replay");
    assert_eq!(state(&again), state(&store));
    check_is_clean(&again);
}
