//! Feeds are Atom, and name things for ever.

use atom_syndication::Feed;
use axum::http::StatusCode;

use crate::house::{BOTH, House};

fn feed(house: &House, path: &str) -> Feed {
    let reply = house.get(path);
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
    assert_eq!(reply.header("content-type"), "application/atom+xml; charset=utf-8");
    Feed::read_from(reply.text.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn feeds_are_well_formed_and_their_links_are_whole() {
    let house = House::new();
    let formula = format!("/feeds/formula.atom?of={BOTH}/en%23p3");
    for path in
        ["/feeds/documents.atom", "/feeds/commitments.atom", "/feeds/commitments.atom?parties=ARV,HTA", &formula]
    {
        let feed = feed(&house, path);
        assert!(!feed.entries.is_empty(), "{path}");
        assert!(feed.id.starts_with("urn:seimei:"));
        for entry in &feed.entries {
            assert!(entry.id.starts_with("urn:seimei:"), "{}", entry.id);
            assert!(entry.links[0].href.starts_with("http://127.0.0.1:7340/"), "{}", entry.links[0].href);
            assert!(entry.updated <= feed.updated && !entry.title.value.is_empty());
        }
    }
}

#[test]
fn a_query_leaves_the_documents_that_it_finds() {
    let house = House::new();
    let all = feed(&house, "/feeds/documents.atom").entries.len();
    let some = feed(&house, "/feeds/documents.atom?q=kind:programme").entries.len();
    assert!(some < all && some == 1, "{some} of {all}");
    assert_eq!(feed(&house, "/feeds/documents.atom?q=zzzz%3Cb%3E").entries.len(), 0);
}
