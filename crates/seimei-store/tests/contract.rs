//! What every store must do: the same scripts on SQLite and on PostgreSQL.

mod common;

use common::{AT, BY, Ground, add, add_further, bare, document, expression, hash, make, note, revise, told};
use seimei_model::code::Lang;
use seimei_model::record::Description;
use seimei_store::change::Change;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;

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
}

const JA: &str = "アルヴェニアと港湾条約同盟の共同声明\n港の安全を歓迎した。\n両者は協力を確認した。\n";
const EN: &str = "Joint statement of Arvenia and the Harbour Treaty Alliance\nWe welcome the safety of the port.\n";

fn what_was_added_is_found_again(ground: &Ground) {
    let store = ground.create();
    assert_eq!(told(&make(&store, add("arv-hta-2026-05-20/ja", JA))), "1 arv-hta-2026-05-20");
    drop(store);
    let store = ground.open();
    let record = store.document(&document("arv-hta-2026-05-20")).expect("a store").expect("the document");
    assert_eq!(record.description.title.as_deref(), Some("アルヴェニアと港湾条約同盟の共同声明"));
    assert_eq!(record.expressions.len(), 1);
    assert_eq!(record.expressions[0].provisions, 3);
    let reading = store.reading(&expression("arv-hta-2026-05-20/ja"), None).expect("a store").expect("a reading");
    assert_eq!(reading.source, JA);
    let original = store.original(hash(JA.as_bytes())).expect("a store").expect("the original");
    assert_eq!(original, JA.as_bytes());
    assert_eq!(store.last_change().expect("a store"), 1);
    assert_eq!(store.documents(&Filter::default()).expect("a store"), [record]);
}
