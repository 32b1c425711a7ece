//! The interface for programs: its description, lists, texts, jobs.

use std::thread::sleep;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{BOTH, House};

#[test]
fn the_description_names_every_address_once_with_its_problems() {
    let house = House::new();
    let description = house.get("/api/v1/openapi.json").json();
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.")));
    let mut names = Vec::new();
    for (path, item) in description["paths"].as_object().expect("paths") {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().expect("operations") {
            names.push(operation["operationId"].to_string());
            assert_eq!(operation["responses"]["4XX"]["$ref"], "#/components/responses/Problem", "{method} {path}");
            assert!(operation["tags"][0].is_string(), "{method} {path}");
        }
    }
    assert!(names.len() >= 18, "{names:?}");
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "a name stands twice");
    let refs = references(&description);
    for reference in &refs {
        let pointer = reference.strip_prefix('#').expect("a reference within");
        assert!(description.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for language in ["ja", "en"] {
        let page = house.get_with("/api", &[("accept-language", language)]);
        assert!(page.text.contains("/api/v1/documents/{document}") && page.text.contains("curl "));
    }
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Follows a list to its end and returns its items.
fn all_of(house: &House, first: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let page = house.get(&path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        let page = page.json();
        items.extend(page["items"].as_array().expect("items").iter().cloned());
        assert!(items.len() as u64 <= page["total"].as_u64().expect("a total"));
        next = page["next"].as_str().map(str::to_owned);
    }
    items
}

#[test]
fn lists_go_on_to_their_end_and_come_as_csv() {
    let house = House::new();
    for path in [
        "/api/v1/documents",
        "/api/v1/positions",
        "/api/v1/chronology",
        &format!("/api/v1/documents/{BOTH}/en/provisions"),
    ] {
        let whole = house.get(&format!("{path}?limit=200")).json();
        let items = all_of(&house, &format!("{path}?limit=2"));
        let first: Vec<Value> = whole["items"].as_array().expect("items").clone();
        assert_eq!(items[..first.len()], first[..], "{path}");
        assert_eq!(items.len() as u64, whole["total"].as_u64().expect("a total"), "{path}");
        assert!(items.len() > 2, "{path}");
        let csv = house.get_with(path, &[("accept", "text/csv")]);
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8", "{path}");
        assert!(csv.text.starts_with('\u{feff}') && csv.text.lines().count() > items.len(), "{path}");
        assert_eq!(house.get(&format!("{path}?format=csv")).text, csv.text, "{path}");
    }
}

#[test]
fn documents_are_narrowed_down_as_on_the_page() {
    let house = House::new();
    let ids = |query: &str| -> Vec<String> {
        let found = house.get(&format!("/api/v1/documents?{query}")).json();
        found["items"].as_array().expect("items").iter().map(|one| one["id"].to_string()).collect()
    };
    assert_eq!(ids("kind=programme").len(), 1);
    assert!(ids("language=en&party=ARV").contains(&format!("\"{BOTH}\"")));
    assert_eq!(ids("year=1999"), Vec::<String>::new());
    assert!(!ids("topic=maritime").is_empty());
    assert!(house.get("/documents?kind=programme").text.contains("cooperation") || !ids("kind=programme").is_empty());
}

#[test]
fn a_text_a_provision_and_their_citations() {
    let house = House::new();
    let path = format!("/api/v1/documents/{BOTH}/en");
    let text = house.get(&format!("{path}?counterparts=true")).json();
    assert_eq!(text["expression"], format!("{BOTH}/en"));
    assert!(text["counterparts"][0]["links"].as_array().is_some_and(|links| !links.is_empty()));
    assert_eq!(house.get(&format!("{path}?version=1")).json()["version"], 1);
    assert_eq!(house.get(&format!("{path}?version=9")).status, StatusCode::NOT_FOUND);
    let one = house.get(&format!("{path}/provisions/3")).json();
    assert_eq!(one["id"], format!("{BOTH}/en#p3"));
    assert!(one["citation"].as_str().is_some_and(|text| text.contains("2025")));
    let remark = json!({"text": "Look at this again"});
    let noted = house.json(&Method::POST, &format!("{path}/provisions/3/notes"), &[], &remark);
    assert_eq!((noted.status, &noted.json()["text"]), (StatusCode::CREATED, &json!("Look at this again")));
    assert_eq!(house.get(&format!("{path}/provisions/3")).json()["notes"][0]["by"], "tester");
    let nowhere = house.json(&Method::POST, &format!("{path}/provisions/9999/notes"), &[], &remark);
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    for (format, kind) in [
        ("csl", "application/vnd.citationstyles.csl+json"),
        ("bibtex", "application/x-bibtex; charset=utf-8"),
        ("text", "text/plain; charset=utf-8"),
    ] {
        let cited = house.get(&format!("{path}/citation?format={format}"));
        assert_eq!((cited.status, cited.header("content-type")), (StatusCode::OK, kind));
    }
    assert!(house.get(&format!("{path}/original")).header("content-disposition").starts_with("attachment"));
    assert!(house.get(&format!("{path}/source")).header("content-type").starts_with("text/plain"));
}

#[test]
fn a_search_answers_as_the_command_line_does_and_goes_on() {
    let house = House::new();
    let found = house.get("/api/v1/search?q=act:welcome&limit=1&facets=true").json();
    assert!(found["total"].as_u64().is_some_and(|total| total > 1));
    assert!(found["hits"][0]["passages"][0]["id"].is_string() && found["facets"]["party"].is_array());
    let next = house.get(found["next"].as_str().expect("there is more")).json();
    assert_eq!(next["offset"], 1);
    assert_ne!(next["hits"], found["hits"]);
    assert!(house.get("/api/v1/search?q=act:welcome&documents=true").json()["hits"][0]["provisions"].is_number());
    let overview = house.get("/api/v1/overview").json();
    assert_eq!(overview["documents"], house.get("/api/v1/documents").json()["total"]);
}

#[test]
fn files_are_added_by_a_job() {
    let house = House::new();
    let body = "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"../new.txt\"\r\n\r\nJoint Statement\n20 May 2031\n\n\
        Arvania and Hartia welcome the progress made.\r\n--B--\r\n";
    let sent = house.post_raw("/api/v1/documents", "multipart/form-data; boundary=B", body);
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text);
    let job = sent.json()["job"].as_str().expect("an address").to_owned();
    assert_eq!(sent.header("location"), job);
    let mut state = house.get(&job).json();
    for _ in 0..200 {
        if state["state"] != "running" {
            break;
        }
        sleep(Duration::from_millis(50));
        state = house.get(&job).json();
    }
    assert_eq!((&state["state"], &state["done"], &state["total"]), (&json!("done"), &json!(1), &json!(1)), "{state}");
    assert_eq!(state["outcomes"][0]["file"], "new.txt");
    let id = state["outcomes"][0]["expression"].as_str().expect("it was kept").to_owned();
    assert_eq!(house.get(&format!("/api/v1/documents/{id}")).status, StatusCode::OK);
    assert_eq!(house.write(&Method::POST, &format!("{job}/cancel"), &[], "").status, StatusCode::OK);
    let nothing = house.post_raw("/api/v1/documents", "multipart/form-data; boundary=B", "--B--\r\n");
    assert!(nothing.status.is_client_error());
}
