//! Databases of earlier formats are opened again. `tests/compat/format-N.sqlite.zst` was made by the version that brought
//! format N, and is never made again; a later format gets a file of its own (run with `SEIMEI_MAKE_COMPAT=N`).

mod common;

use std::fs;
use std::path::PathBuf;

use common::{
    AT, EN, Ground, JA, add, add_entry, add_further, attach, bare, confirm, document, expression, make, note, read,
    revise, told, undo,
};
use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::record::{Description, StoredReading};
use seimei_store::change::{Change, Write};
use seimei_store::error::StoreError;
use seimei_text::range::{CharRange, TextRange};

fn kept(format: u32) -> PathBuf {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/compat"));
    folder.join(format!("format-{format}.sqlite.zst"))
}

/// Puts the kept database of a format in the place of the present one.
fn put_back(ground: &Ground, format: u32) {
    let database = ground.path().join("archive.sqlite");
    if std::env::var("SEIMEI_MAKE_COMPAT").is_ok_and(|wanted| wanted == format.to_string()) {
        let whole = fs::read(&database).expect("the database");
        fs::write(kept(format), zstd::bulk::compress(&whole, 19).expect("packed")).expect("written");
    }
    let whole = zstd::bulk::decompress(&fs::read(kept(format)).expect("a kept database"), 1 << 24).expect("unpacked");
    fs::write(&database, whole).expect("written");
}

const REVISED: &str = "アルヴェニアと港湾条約同盟の共同声明\n両者は協力を確認した。\n";

/// A reading with an act, whose places in the provision are packed apart from the rest.
fn with_act() -> StoredReading {
    let mut reading = read(EN, Lang::En, &[]);
    let act = Act {
        act: ActKind::Welcome,
        strength: Strength::Plain,
        actors: vec![ActorCode::new("ARV"), ActorCode::new("HTA")],
        targets: Vec::new(),
        commitment: false,
        due: None,
        trigger: "welcome".to_owned(),
        range: vec![CharRange { start: 61, end: 68 }],
        at: TextRange { start: 3, end: 10 },
        clause: TextRange { start: 0, end: 34 },
        rule: seimei_model::code::RuleId::new("acts.en/welcome/welcome"),
    };
    reading.reading.provisions[1].acts.push(act);
    reading
}

fn fill(store: &seimei_store::store::Store) {
    make(store, add("arv-hta-2026-05-20/ja", JA));
    let Write { change, original, .. } = add_further("arv-hta-2026-05-20/en", EN);
    make(store, Write { change, original, reading: Some(with_act()) });
    make(store, note("arv-hta-2026-05-20/ja", 2, "港の写真あり"));
    make(store, revise("arv-hta-2026-05-20/ja", REVISED, &[1, 3]));
    make(store, add("selmark/und", "…\n"));
    let said = Description { place: Some("Selmark".to_owned()), ..Description::default() };
    make(store, bare(Change::Described { document: document("selmark"), said }));
    make(store, bare(Change::Removed { document: document("selmark") }));
}

#[test]
fn a_database_of_format_1_is_opened() {
    // An archive with the originals and the journal of the kept one; its database gives way to that.
    let ground = Ground::folder();
    fill(&ground.create());
    put_back(&ground, 1);

    let store = ground.open();
    assert_eq!(store.check(&mut |_, _| {}).expect("a check"), []);
    let record = store.document(&document("arv-hta-2026-05-20")).expect("a store").expect("the document");
    assert_eq!((record.changed, record.added_at.as_str(), record.expressions.len()), (4, AT, 2));
    let english = store.reading(&expression("arv-hta-2026-05-20/en"), None).expect("a store").expect("a reading");
    assert_eq!(english, with_act());
    let japanese = expression("arv-hta-2026-05-20/ja");
    assert_eq!(store.reading(&japanese, Some(1)).expect("a store"), Some(read(JA, Lang::Ja, &[])));
    assert_eq!(store.reading(&japanese, None).expect("a store"), Some(read(REVISED, Lang::Ja, &[1, 3])));
    assert!(!store.notes(&japanese).expect("a store")[0].has_place);
    assert!(store.document(&document("selmark")).expect("a store").expect("the document").is_removed);
    assert_eq!(told(&make(&store, add("selmark/und", "また\n"))), "8 selmark-2");
    // The tables of the register are there since.
    assert_eq!(store.decisions().expect("a store"), []);
    make(&store, confirm("arv-hta-2026-05-20/ja#p3.1", 8));
    make(&store, attach("arv-hta-2026-05-20/en#p2.1", b"minutes", 8));
    assert_eq!(store.check(&mut |_, _| {}).expect("a check"), []);
    drop(store);
    assert_eq!(ground.open().decisions().expect("a store").len(), 2);
}

fn fill_register(store: &seimei_store::store::Store) {
    fill(store);
    make(store, confirm("arv-hta-2026-05-20/ja#p3.1", 7));
    make(store, add_entry("毎年報告する", Some("arv-hta-2026-05-20/en#p2")));
    make(store, attach("c-9", b"minutes", 9));
    make(store, undo(8, "arv-hta-2026-05-20/ja#p3.1", 10));
}

#[test]
fn a_database_of_format_2_is_opened() {
    let ground = Ground::folder();
    fill_register(&ground.create());
    let made = ground.open().decisions().expect("a store");
    put_back(&ground, 2);

    let store = ground.open();
    assert_eq!(store.check(&mut |_, _| {}).expect("a check"), []);
    assert_eq!(store.decisions().expect("a store"), made);
    assert_eq!(made.len(), 4);
    let refusal = store.commit(vec![confirm("c-9", 9)], AT, "楓").expect_err("a refusal");
    assert!(matches!(refusal, StoreError::Conflict { number: 10, .. }), "{refusal:?}");
    assert_eq!(told(&make(&store, confirm("c-9", 10))), "12 -");
}
