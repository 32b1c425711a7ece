//! Help: what every page is for, the keys, the query language.

use askama::Template;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::wrong::Answer;

/// Pages that help tells of, in the order of the navigation: address, name, and what it is for.
const PAGES: &[(&str, &str, &str)] = &[
    ("/", "nav.overview", "help.overview"),
    ("/documents", "nav.documents", "help.documents"),
    ("/compare", "nav.compare", "help.compare"),
    ("/formula", "nav.formula", "help.formula"),
    ("/positions", "nav.positions", "help.positions"),
    ("/register", "nav.register", "help.register"),
    ("/chronology", "nav.chronology", "help.chronology"),
    ("/verify", "nav.verify", "help.verify"),
    ("/search", "nav.search", "help.search"),
    ("/api", "nav.api", "help.api"),
];

/// Queries that help shows, each with what it finds.
const QUERIES: &[(&str, &str)] = &[
    ("cable*", "help.query-word"),
    ("\"undersea cables\"", "help.query-phrase"),
    ("act:condemn party:ARV", "help.query-act"),
    ("commitment:yes date:2025..2026", "help.query-commitment"),
    ("(cyber OR space) NOT lang:ja", "help.query-brackets"),
];

#[derive(Template)]
#[template(path = "help.html")]
struct Page<'m> {
    frame: Frame<'m>,
    pages: Vec<(&'static str, &'m str, &'m str)>,
    queries: Vec<(&'static str, String, &'m str)>,
}

/// Shows help.
pub(crate) async fn page(ask: Ask) -> Answer {
    let t = ask.t();
    let pages = PAGES.iter().map(|(address, name, text)| (*address, t.text(name), t.text(text))).collect();
    let address = |query: &str| crate::links::with_query("/search", [("q", query)]);
    let queries = QUERIES.iter().map(|(query, text)| (*query, address(query), t.text(text))).collect();
    show(&Page { frame: ask.frame(Place::Elsewhere, t.text("help.title")), pages, queries })
}
