//! Answers that are known already, and changes of what was seen.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::house::{BOTH, House};

#[test]
fn what_is_known_is_not_sent_again() {
    let house = House::new();
    for path in ["/", "/documents", "/api/v1/documents", "/api/v1/openapi.json", "/positions", "/feeds/documents.atom"]
    {
        let first = house.get(path);
        assert_eq!(first.status, StatusCode::OK, "{path}");
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty(), "{path}");
        let again = house.get_with(path, &[("if-none-match", &tag)]);
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
    }
}

#[test]
fn a_change_holds_only_for_what_was_seen() {
    let house = House::new();
    let path = format!("/api/v1/documents/{BOTH}");
    let seen = house.get(&path).header("etag").to_owned();
    let said = json!({"place": "Port Selen", "date": "2025-05-21", "parties": ["ARV", "HTA"]});
    let changed = house.json(&Method::PATCH, &path, &[("if-match", &seen)], &said);
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert_eq!(changed.json()["description"]["place"], "Port Selen");
    assert_ne!(changed.header("etag"), seen);
    let late = house.json(&Method::PATCH, &path, &[("if-match", &seen)], &json!({"place": "Elsewhere"}));
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(late.json()["code"], "changed");
    let read = house.json(&Method::PATCH, &path, &[], &json!({"place": null, "date": null})).json();
    assert_eq!(read["said"]["place"], json!(null));
    assert_eq!(read["said"]["parties"], json!(["ARV", "HTA"]), "what is left out stays");
    for wrong in [
        json!({}),
        json!({"date": "21.5.25"}),
        json!({"parties": ["nobody at all"]}),
        json!({"title": "a\u{0}b"}),
        json!({"colour": "red"}),
        json!([]),
    ] {
        let refused = house.json(&Method::PATCH, &path, &[], &wrong);
        assert!(refused.status.is_client_error(), "{wrong}: {}", refused.status);
    }
}

#[test]
fn a_field_that_is_emptied_takes_back_what_was_said() {
    let house = House::new();
    let (form, path) = (format!("/documents/{BOTH}/edit"), format!("/api/v1/documents/{BOTH}"));
    let read = house.get(&path).json()["description"]["title"].clone();
    house.post(&form, &[("title", "Another title"), ("note", "desk copy")]).is(StatusCode::SEE_OTHER);
    assert_eq!(house.get(&path).json()["description"]["note"], "desk copy");
    house.post(&form, &[("title", ""), ("note", " ")]).is(StatusCode::SEE_OTHER);
    let record = house.get(&path).json();
    assert_eq!((&record["description"]["title"], &record["description"]["note"]), (&read, &json!(null)));
    // What was read can be said otherwise, and not left empty.
    let refused = house.post(&form, &[("title", "")]);
    refused.is(StatusCode::UNPROCESSABLE_ENTITY).has(&["href=\"#title\""]);
    assert_eq!(house.get(&path).json()["description"]["title"], read);
}

#[test]
fn a_document_goes_into_the_bin_and_comes_back() {
    let house = House::new();
    let path = format!("/api/v1/documents/{BOTH}");
    let total = |query: &str| house.get(&format!("/api/v1/documents{query}")).json()["total"].as_u64();
    let all = total("").expect("a number");
    let removed = house.write(&Method::DELETE, &path, &[], "");
    assert_eq!((removed.status, removed.json()["is_removed"].as_bool()), (StatusCode::OK, Some(true)));
    assert_eq!((total(""), total("?removed=true")), (Some(all - 1), Some(1)));
    assert_eq!(house.get(&format!("{path}/en")).status, StatusCode::NOT_FOUND);
    let restored = house.write(&Method::POST, &format!("{path}/restore"), &[], "");
    assert_eq!(restored.json()["is_removed"], false);
    assert_eq!(total(""), Some(all));
}
