//! The pages of wording and their twins for programs.

use std::sync::OnceLock;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, Reply};

const OLD: &str = "arv-hta-2024-05-14/ja";
const NEW: &str = "arv-hta-2026-05-20/ja";
const QUOTED: &str = "We strongly condemn the armed attack of the Tovarian Federation against the Kingdom of Selmark.";

/// Returns one house for all tests here, since none changes anything.
fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    let names =
        ["2024-05-14-joint-statement.ja.md", "2025-05-21-joint-statement.en.md", "2026-05-20-joint-statement.ja.md"];
    HOUSE.get_or_init(|| House::holding(&names, |setting| setting.today = None))
}

fn get(path: &str) -> Reply {
    house().get(&path.replace('#', "%23"))
}

fn post(path: &str, fields: &[(&str, &str)]) -> Reply {
    house().post(path, fields)
}

fn post_json(path: &str, body: &Value) -> Reply {
    house().json(&Method::POST, path, &[], body)
}

#[test]
fn two_texts_are_compared_on_a_page_and_for_programs() {
    for view in ["side", "inline", ""] {
        let page = get(&format!("/compare?a={OLD}&b={NEW}&view={view}"));
        assert_eq!(page.status, StatusCode::OK);
        page.has(&["class=\"changes\"", "<ins>", "<del>", "/documents/arv-hta-2026-05-20/ja#p"]);
    }
    let only = get(&format!("/compare?a={OLD}&b={NEW}&only=new"));
    assert!(!only.text.contains("class=\"row altered\""));
    let printed = get(&format!("/api/v1/compare?a={OLD}&b={NEW}")).json();
    assert_eq!(printed["a"]["name"], OLD);
    assert_eq!(printed["other_venue"], false);
    let rows = get(&format!("/compare?a={OLD}&b={NEW}"));
    let items = printed["items"].as_array().map_or(0, Vec::len);
    assert_eq!(rows.text.matches("<p class=\"what\">").count(), items);
}

#[test]
fn one_chosen_text_gets_proposals() {
    for path in ["/compare", "/compare?a=&b=&view="] {
        get(path).has(&["class=\"empty\"", "<select id=\"a\"", "value=\"arv-hta-2025-05-21/en\""]);
    }
    get(&format!("/compare?a={NEW}")).has(&[&format!("/compare?a={}&#38;b=", "arv-hta-2025-05-21%2Fen")]);
}

#[test]
fn a_draft_is_compared_and_checked() {
    let fields = [("a", "arv-hta-2025-05-21/en"), ("text", "We welcome the opening of a fish market by June 2027.")];
    let page = post("/compare", &fields);
    assert_eq!(page.status, StatusCode::OK);
    page.has(&["fish market", "id=\"record\""]);
    let draft = json!({"a": "arv-hta-2025-05-21/en", "text": "We welcome the opening of a fish market."});
    assert_eq!(post_json("/api/v1/compare", &draft).json()["b"]["provisions"], 1);
    let checked = post_json("/api/v1/draft", &json!({"text": "We support peace.", "parties": ["ARV", "HTA"]}));
    assert_eq!(checked.json()["draft"]["parties"], json!(["ARV", "HTA"]));
}

#[test]
fn all_languages_are_one_history_where_that_is_wanted() {
    let families = get("/api/v1/families?limit=50").json();
    let newest = |family: &Value| family["newest"]["reference"].as_str().map(|id| id.replace('#', "%23"));
    let items = families["items"].as_array().expect("families");
    let (of, apart) = items
        .iter()
        .filter_map(newest)
        .map(|of| (get(&format!("/api/v1/formula?of={of}")).json(), of))
        .find_map(|(lineage, of)| {
            let count = |key: &str| lineage[key].as_array().map_or(0, Vec::len);
            (count("other_languages") > 0).then(|| (of, count("members") + count("other_languages")))
        })
        .expect("a formula in both languages");
    let together = get(&format!("/api/v1/formula?of={of}&across=true")).json();
    assert_eq!(together["members"].as_array().map(Vec::len), Some(apart), "{together}");
    assert_eq!(together["other_languages"].as_array().map(Vec::len), Some(0), "{together}");
    get(&format!("/formula?of={of}")).has(&["across=1", "All languages as one history", "In other languages"]);
    let page = get(&format!("/formula?of={of}&across=1"));
    page.has(&["Languages apart", "All languages together", "lang=\"ja\"", "lang=\"en\""]);
    assert!(!page.text.contains("In other languages"));
}

#[test]
fn a_formula_is_drawn_and_told() {
    get("/formula").has(&["<textarea", "class=\"hits\""]);
    let families = get("/api/v1/families?limit=1").json();
    let newest = families["items"][0]["newest"]["reference"].as_str().expect("a family").to_owned();
    let page = get(&format!("/formula?of={newest}"));
    assert_eq!(page.status, StatusCode::OK);
    page.has(&["figure class=\"chart\"", "<svg width", "<table", "class=\"wordings\"", "class=\"dot new\""]);
    assert!(!page.text.contains(" style="));
    let lineage = get(&format!("/api/v1/formula?of={newest}")).json();
    assert_eq!(lineage["members"].as_array().map(Vec::len), families["items"][0]["members"].as_array().map(Vec::len));
    let next = families["next"].as_str().expect("more families").to_owned();
    let more = get(&next).json();
    assert_eq!(more["total"], families["total"]);
    assert_ne!(more["items"], families["items"]);
    get("/formula?vanished=ARV,HTA").has(&["<h1>"]);
    let gone = get("/api/v1/vanished?parties=ARV").json();
    for (path, first, total) in [
        ("/api/v1/families?format=csv", "\u{feff}newest,language,text,documents,", &families["total"]),
        ("/api/v1/vanished?parties=ARV&format=csv", "\u{feff}parties,last,language,text,", &gone["total"]),
    ] {
        let table = get(path);
        table.is(StatusCode::OK);
        assert!(table.header("content-type").starts_with("text/csv"), "{path}");
        assert!(table.text.starts_with(first), "{path}: {}", &table.text[..80]);
        // As CSV all are given where no number is said; no cell of the examples holds a line break.
        let rows = table.text.lines().count() as u64 - 1;
        assert_eq!(Some(rows), total.as_u64(), "{path}");
    }
    get("/formula?text=The+harbour+master+sells+herring").has(&["class=\"empty\"", "herring"]);
}

#[test]
fn quotations_get_verdicts() {
    let told = |verdict: &str| format!("data-verdict=\"{verdict}\"");
    let page = post("/verify", &[("text", QUOTED)]);
    page.has(&[&told("verbatim"), "/documents/arv-hta-2025-05-21/en#p"]);
    let invented = "The harbour master of Brennoy sells excellent herring on Sundays.";
    let other = post("/verify", &[("text", invented)]);
    other.has(&[&told("not_found")]);
    let article = format!("The minister said: \"{QUOTED}\" He left soon after.");
    let found = post_json("/api/v1/verify", &json!({"text": article})).json();
    assert_eq!(found["quotations"][0]["verdict"], "verbatim");
    let one = post_json("/api/v1/verify", &json!({"text": QUOTED, "kind": "quotation"})).json();
    assert_eq!(one["verdict"], "verbatim");
    assert_eq!(one["quote"], QUOTED);
}

/// The fields of a form, by name.
type Fields<'f> = &'f [(&'f str, &'f str)];

#[test]
fn what_cannot_be_done_is_refused_with_a_sentence() {
    let paths = [
        ("/compare?a=nobody/en&b=nobody/ja", 404),
        (&format!("/compare?a={OLD}&b={NEW}&view=sideways"), 400),
        (&format!("/compare?a={OLD}&b={NEW}&only=all"), 400),
        (&format!("/compare?a={OLD}&a={NEW}"), 400),
        ("/compare?a=/&b=/", 400),
        ("/formula?of=nobody#p1", 404),
        ("/formula?of=arv-hta-2025-05-21/en", 400),
        ("/formula?of=arv-hta-2025-05-21/en#p9999", 404),
        ("/formula?of=##", 400),
        ("/formula?text=peace&language=xx", 400),
        ("/formula?after=x", 400),
        ("/formula?vanished=NOBODYATALL", 400),
        ("/api/v1/families?limit=0", 400),
        ("/api/v1/families?after=7~x", 400),
        ("/api/v1/vanished?since=soon", 400),
        ("/api/v1/formula", 400),
        ("/api/v1/align?document=arv-hta-2024-05-14", 422),
    ];
    for (path, status) in paths {
        let answer = get(path);
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
    }
    let forms: [(&str, Fields, u16); 5] = [
        ("/verify", &[("text", "")], 422),
        ("/verify", &[("text", "peace"), ("kind", "poem")], 400),
        ("/compare", &[("text", "")], 422),
        ("/compare", &[("a", "nobody/en"), ("text", "We support peace.")], 404),
        ("/compare", &[("text", "We support peace."), ("parties", "Nowhereland")], 400),
    ];
    for (path, fields, status) in forms {
        let answer = post(path, fields);
        assert_eq!(answer.status.as_u16(), status, "{path} {fields:?}: {}", answer.text);
    }
    let long = "peace ".repeat(40_000);
    let refused = post("/verify", &[("text", &long)]);
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    refused.has(&["200 kB"]);
    let without = house().post_raw("/verify", "application/x-www-form-urlencoded", "text=peace");
    assert_eq!(without.status, StatusCode::FORBIDDEN);
    let wrong = house().post_raw("/api/v1/verify", "text/plain", "{\"text\":\"peace\"}");
    assert_eq!(wrong.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
