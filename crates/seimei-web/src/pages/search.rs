//! Searching, with the query language; narrowed down by a click, under an address that can be kept.

use std::fmt::Write as _;

use askama::Template;
use askama::filters::{Html, escape};
use axum_extra::extract::Query;
use seimei_export::date_words::in_words;
use seimei_locale::{mistake, vocabulary::vocabulary};
use seimei_model::identity::ProvisionId;
use seimei_search::parse::parse;
use seimei_search::search::{Answer as Found, Hit, Order, Passage, Request};
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Hits on a page.
const PAGE: usize = 20;

/// The furthest page.
const PAGES: usize = 500;

/// How long a passage may be, in bytes.
const ROOM: usize = 600;

/// Values of a facet that are shown.
const VALUES: usize = 8;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) q: String,
    pub(crate) sort: Sort,
    pub(crate) documents: Option<u8>,
    pub(crate) page: Option<usize>,
}

/// What comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    /// What fits best.
    #[default]
    Relevance,
    /// The newest document.
    Newest,
    /// The oldest document.
    Oldest,
}

impl Sort {
    const ALL: [(&'static str, Self); 3] =
        [("relevance", Self::Relevance), ("newest", Self::Newest), ("oldest", Self::Oldest)];

    pub(crate) fn order(self) -> Order {
        match self {
            Self::Relevance => Order::Relevance,
            Self::Newest => Order::Newest,
            Self::Oldest => Order::Oldest,
        }
    }
}

struct ShownHit {
    title: String,
    address: String,
    language: &'static str,
    lede: String,
    more: String,
    passages: Vec<ShownPassage>,
}

struct ShownPassage {
    address: String,
    number: u32,
    html: String,
    acts: Vec<(&'static str, String)>,
}

struct ShownFacet<'m> {
    label: &'m str,
    values: Vec<(String, String, usize)>,
}

struct Mistake {
    what: String,
    before: String,
    wrong: String,
    after: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page<'m> {
    frame: Frame<'m>,
    q: String,
    is_asked: bool,
    mistake: Option<Mistake>,
    count: String,
    hits: Vec<ShownHit>,
    facets: Vec<ShownFacet<'m>>,
    sorts: Vec<(&'static str, &'m str, bool)>,
    tabs: Vec<(String, &'m str, bool)>,
    feed: String,
    previous: Option<String>,
    next: Option<String>,
    range: String,
}

/// Searches.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>) -> Answer {
    ask.answer(move |ask| search(ask, &wanted)).await
}

/// Asks the index. The mistake of a query that cannot be read comes back with what it is about.
pub(crate) fn found(
    ask: &Ask,
    query: &str,
    request: impl FnOnce(seimei_search::query::Query) -> Request,
) -> Result<Result<Found, seimei_search::parse::Mistake>, Wrong> {
    let t = ask.t();
    let refuse = |error| Wrong::of_search(&error, t);
    let vocabulary = ask.present.vocabulary(t, || {
        let actors = ask.office.with_index(seimei_app::archive::index::Searching::actors).map_err(refuse)?;
        Ok(vocabulary(t, ask.office.lexicon, &actors))
    })?;
    match parse(query, &vocabulary) {
        Err(mistake) => Ok(Err(mistake)),
        Ok(parsed) => ask.office.search(&request(parsed)).map(Ok).map_err(refuse),
    }
}

fn search(ask: &Ask, wanted: &Wanted) -> Answer {
    let t = ask.t();
    let page = wanted.page.unwrap_or(1);
    if page == 0 || page > PAGES {
        return Err(Wrong::bad(t.fill("search.too-far", &[("n", &PAGES.to_string())])));
    }
    let query = wanted.q.trim();
    let documents = wanted.documents.is_some_and(|documents| documents != 0);
    let mut mistaken = None;
    let mut answer = Found { total: 0, hits: Vec::new(), facets: Vec::new() };
    if !query.is_empty() {
        let request = |query| Request {
            query,
            documents,
            order: wanted.sort.order(),
            offset: (page - 1) * PAGE,
            limit: PAGE,
            facets: true,
            room: ROOM,
        };
        match found(ask, query, request)? {
            Ok(found) => answer = found,
            Err(mistake) => mistaken = Some(explained(query, &mistake, ask)),
        }
    }
    let address = |q: &str, documents: bool, page: usize| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let sort = Sort::ALL.iter().find(|(_, sort)| *sort == wanted.sort && *sort != Sort::Relevance);
        let values = [
            ("q", q),
            ("sort", sort.map_or("", |(word, _)| word)),
            ("documents", if documents { "1" } else { "" }),
            ("page", page.as_str()),
        ];
        links::with_query("/search", values)
    };
    let facets = answer.facets.iter().filter(|(_, counts)| !counts.is_empty()).map(|(facet, counts)| ShownFacet {
        label: t.label("search-facet", facet.word()),
        values: counts
            .iter()
            .take(VALUES)
            .map(|(value, count)| {
                let field = if facet.word() == "language" {
                    "lang"
                } else if facet.word() == "year" {
                    "date"
                } else {
                    facet.word()
                };
                let label = match facet.word() {
                    "party" => ask.words().names.of(&seimei_model::code::ActorCode::new(value)).to_owned(),
                    "language" => t.label("own-language", value).to_owned(),
                    word => t.label(word, value).to_owned(),
                };
                (label, address(&format!("{query} {field}:{value}"), documents, 1), *count)
            })
            .collect(),
    });
    let last = (page - 1) * PAGE + answer.hits.len();
    let range = [((page - 1) * PAGE + 1).to_string(), last.to_string(), answer.total.to_string()];
    let title =
        if query.is_empty() { t.text("nav.search").to_owned() } else { t.fill("search.title", &[("q", query)]) };
    let mut frame = ask.frame(Place::Elsewhere, &title);
    frame.query.clone_from(&wanted.q);
    show(&Page {
        frame,
        q: wanted.q.clone(),
        is_asked: !query.is_empty() && mistaken.is_none(),
        mistake: mistaken,
        count: t.count(if documents { "count.documents" } else { "count.provisions" }, answer.total),
        facets: facets.collect(),
        sorts: Sort::ALL
            .iter()
            .map(|(word, sort)| (*word, t.label("search-sort", word), *sort == wanted.sort))
            .collect(),
        tabs: vec![
            (address(query, false, 1), t.text("search.provisions"), !documents),
            (address(query, true, 1), t.text("search.by-document"), documents),
        ],
        feed: links::with_query("/feeds/documents.atom", [("q", query)]),
        previous: (page > 1).then(|| address(query, documents, page - 1)),
        next: (last < answer.total && page < PAGES).then(|| address(query, documents, page + 1)),
        range: t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]),
        hits: answer.hits.iter().map(|hit| shown(ask, hit, documents)).collect(),
    })
}

fn explained(query: &str, mistake: &seimei_search::parse::Mistake, ask: &Ask) -> Mistake {
    let characters: Vec<char> = query.chars().collect();
    let end = (mistake.range.end as usize).min(characters.len());
    let start = (mistake.range.start as usize).min(end);
    Mistake {
        what: mistake::what(&mistake.what, ask.t()),
        before: characters[..start].iter().collect(),
        wrong: characters[start..end].iter().collect(),
        after: characters[end..].iter().collect(),
    }
}

fn shown(ask: &Ask, hit: &Hit, documents: bool) -> ShownHit {
    let t = ask.t();
    let record = ask.present.document(&hit.document);
    let described = record.map(|record| record.description.clone()).unwrap_or_default();
    let date = described.date.map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang));
    let parties = crate::pages::documents::parties(described.parties.as_deref().unwrap_or_default());
    let kind = described.kind.map_or("", |kind| t.label("kind", kind.word()));
    let lede = [date.as_str(), parties.as_str(), kind, t.label("own-language", hit.language.tag())];
    let name = record.and_then(|record| title(record, hit.language)).unwrap_or(hit.document.as_str()).to_owned();
    let passages: Vec<ShownPassage> = hit.passages.iter().map(|passage| shown_passage(ask, hit, passage)).collect();
    let address = match passages.first() {
        Some(first) if !documents => first.address.clone(),
        _ => format!("/documents/{}/{}", hit.document, hit.language.tag()),
    };
    ShownHit {
        title: name,
        address,
        language: hit.language.tag(),
        lede: lede.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        more: if documents { t.count("count.provisions", hit.provisions) } else { String::new() },
        passages,
    }
}

fn shown_passage(ask: &Ask, hit: &Hit, passage: &Passage) -> ShownPassage {
    let id = ProvisionId { document: hit.document.clone(), language: Some(hit.language), number: passage.provision };
    let address = if passage.provision > 0 {
        links::passage(&id)
    } else {
        format!("/documents/{}/{}", hit.document, hit.language.tag())
    };
    let acts = passage.acts.iter().map(|act| {
        let family = seimei_model::act::Family::of(act.act).word();
        (family, ask.t().label("act", act.act.word()).to_owned())
    });
    ShownPassage { address, number: passage.provision, html: marked(passage), acts: acts.collect() }
}

/// Returns the best stretch of a passage, with what was looked for marked.
fn marked(passage: &Passage) -> String {
    let characters: Vec<char> = passage.text.chars().collect();
    let end = (passage.best.end as usize).min(characters.len());
    let start = (passage.best.start as usize).min(end);
    let mut out = String::new();
    let mut push = |from: usize, to: usize, is_marked: bool| {
        let part: String = characters[from..to].iter().collect();
        let Ok(part) = escape(part.as_str(), Html);
        let _ = if is_marked { write!(out, "<mark class=\"hit\">{part}</mark>") } else { write!(out, "{part}") };
    };
    let mut at = start;
    for mark in &passage.marks {
        let (from, to) = ((mark.start as usize).max(at), (mark.end as usize).min(end));
        if from < to {
            push(at, from, false);
            push(from, to, true);
            at = to;
        }
    }
    push(at, end, false);
    let before = if start > 0 { "… " } else { "" };
    let after = if end < characters.len() { " …" } else { "" };
    format!("{before}{out}{after}")
}
