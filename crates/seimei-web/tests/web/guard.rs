//! Who is let in, and what is refused before anything is done.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::house::{BOTH, House};

#[test]
fn another_name_of_this_machine_is_refused() {
    let house = House::new();
    for host in ["evil.example", "127.0.0.1.evil.example", ""] {
        let request = Request::builder().uri("/").header("host", host).body(Body::empty()).expect("a request");
        assert!(house.send(request).status.is_client_error(), "{host}");
    }
    for host in ["127.0.0.1:7340", "localhost", "[::1]:1"] {
        let request = Request::builder().uri("/").header("host", host).body(Body::empty()).expect("a request");
        assert_eq!(house.send(request).status, StatusCode::OK, "{host}");
    }
}

#[test]
fn a_form_needs_its_token_and_its_own_site() {
    let house = House::new();
    let path = format!("/documents/{BOTH}/edit");
    let kind = "application/x-www-form-urlencoded";
    for body in ["title=x", "csrf=&title=x", "csrf=00&title=x"] {
        assert_eq!(house.post_raw(&path, kind, body).status, StatusCode::FORBIDDEN, "{body}");
    }
    for (name, value) in
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")]
    {
        let sent = house.write(&Method::POST, &path, &[("content-type", kind), (name, value)], "csrf=x");
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{name}");
        assert!(sent.text.contains("<main"), "a page says why");
    }
    assert_eq!(house.post(&path, &[("place", "Port Selen")]).status, StatusCode::SEE_OTHER);
    assert!(house.get(&path).text.contains("Port Selen"));
}

#[test]
fn programs_are_told_as_problem_json_and_persons_on_a_page() {
    let house = House::new();
    let missing = house.get("/api/v1/documents/nobody");
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.header("content-type"), "application/problem+json");
    let problem = missing.json();
    assert_eq!(problem["status"], 404);
    for key in ["type", "title", "code", "detail"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    let page = house.get_with("/documents/nobody", &[("accept-language", "ja")]);
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("lang=\"ja\"") && page.text.contains("<main"));
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
}

#[test]
fn values_of_the_wrong_form_are_4xx_with_a_sentence() {
    let house = House::new();
    let paths = [
        "/documents?year=abc",
        "/documents?kind=poem",
        "/documents?language=xx",
        "/documents?topic=poetry",
        "/documents?removed=maybe",
        "/documents?after=%7B%7D",
        "/documents?after=1&after=2",
        "/positions?year=abc",
        "/positions?topic=poetry",
        "/chronology?from=yesterday",
        "/chronology?type=party",
        "/chronology?after=abc",
        "/feeds/formula.atom",
        "/feeds/formula.atom?of=nobody%23p1",
        "/feeds/commitments.atom?parties=nobody",
        "/feeds/none.atom",
        "/api/v1/documents?limit=0",
        "/api/v1/documents?limit=201",
        "/api/v1/documents?limit=1e3",
        "/api/v1/documents?after=nobody",
        "/api/v1/documents?kind=poem",
        "/api/v1/search",
        "/api/v1/search?q=",
        "/api/v1/search?q=(",
        "/api/v1/search?q=a&q=b",
        "/api/v1/search?q=a&after=zzz",
        "/api/v1/jobs/abc",
        "/api/v1/jobs/99",
        "/api/v1/nowhere",
    ];
    for path in paths {
        let reply = house.get(path);
        assert!(reply.status.is_client_error(), "{path}: {}", reply.status);
        let told = if path.starts_with("/api") { reply.json()["detail"].to_string() } else { reply.text.clone() };
        assert!(told.len() > 10, "{path}: {told}");
    }
    for path in [
        "/documents?year=&kind=&party=&topic=&q=&after=&removed=",
        "/positions?party=&topic=&year=",
        "/chronology?party=&type=&from=&to=",
    ] {
        assert_eq!(house.get(path).status, StatusCode::OK, "{path}");
    }
}

#[test]
fn a_method_that_is_not_there_says_which_are() {
    let house = House::new();
    let reply = house.write(&Method::DELETE, "/api/v1/search?q=a", &[], "");
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(reply.header("allow").contains("GET"));
}

#[test]
fn writes_of_another_type_are_refused() {
    let house = House::new();
    let path = format!("/api/v1/documents/{BOTH}");
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=B"]
    {
        let sent = house.write(&Method::PATCH, &path, &[("content-type", kind)], "{\"place\": \"x\"}");
        assert_eq!(sent.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
    assert_eq!(house.write(&Method::PATCH, &path, &[], "{}").status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let form = house.post_raw(&format!("{path}/restore"), "application/x-www-form-urlencoded", "");
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let upload = house.post_raw("/api/v1/documents", "application/json", "{}");
    assert_eq!(upload.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
