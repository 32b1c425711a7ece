//! The documents of the archive, narrowed down by party, kind, language and year; and the bin.

use std::collections::BTreeMap;

use askama::Template;
use axum_extra::extract::Query;
use seimei_export::date_words::in_words;
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;
use seimei_model::identity::DocumentId;
use seimei_model::record::DocumentRecord;
use seimei_store::filter::Filter;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Documents on a page.
const PAGE: usize = 50;

/// What is wanted of the documents. Empty lists want all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    party: Vec<String>,
    kind: Vec<DocumentKind>,
    language: Vec<seimei_model::code::Lang>,
    year: Vec<i32>,
    q: String,
    after: Option<String>,
    removed: Option<u8>,
}

/// What documents are narrowed down by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Facet {
    Party,
    Kind,
    Language,
    Year,
}

impl Facet {
    const ALL: [Self; 4] = [Self::Party, Self::Kind, Self::Language, Self::Year];

    fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Year => "year",
        }
    }

    /// Returns a document's values.
    fn values(self, document: &DocumentRecord) -> Vec<String> {
        let described = &document.description;
        match self {
            Self::Party => described.parties.iter().flatten().map(ToString::to_string).collect(),
            Self::Kind => described.kind.iter().map(|kind| kind.word().to_owned()).collect(),
            Self::Language => document.expressions.iter().map(|one| one.id.language.tag().to_owned()).collect(),
            Self::Year => described.date.iter().filter_map(|date| date.year()).map(|year| year.to_string()).collect(),
        }
    }
}

impl Wanted {
    fn values(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Party => self.party.iter().map(|party| party.trim().to_uppercase()).collect(),
            Facet::Kind => self.kind.iter().map(|kind| kind.word().to_owned()).collect(),
            Facet::Language => self.language.iter().map(|language| language.tag().to_owned()).collect(),
            Facet::Year => self.year.iter().map(ToString::to_string).collect(),
        }
    }

    /// Returns whether a document is wanted, whatever `except` says. All parties that are named must be there; of the
    /// other facets one value is enough.
    fn wants(&self, document: &DocumentRecord, except: Option<Facet>) -> bool {
        let is_met = |facet: &Facet| {
            let wanted = self.values(*facet);
            let values = facet.values(document);
            match facet {
                Facet::Party => wanted.iter().all(|one| values.contains(one)),
                _ => wanted.is_empty() || wanted.iter().any(|one| values.contains(one)),
            }
        };
        let part = self.q.trim().to_lowercase();
        let contains = |text: &str| text.to_lowercase().contains(&part);
        let is_called = || {
            let titles = document.expressions.iter().filter_map(|one| one.title.as_deref());
            let titles = titles.chain(document.description.title.as_deref());
            contains(document.id.as_str()) || titles.into_iter().any(contains)
        };
        Facet::ALL.iter().filter(|facet| Some(**facet) != except).all(is_met) && (part.is_empty() || is_called())
    }

    /// Returns the address of the list without one value, or without a place to begin.
    fn without(&self, gone: Option<(Facet, &str)>) -> String {
        let mut values: Vec<(&str, String)> = Vec::new();
        for facet in Facet::ALL {
            for value in self.values(facet) {
                if gone != Some((facet, value.as_str())) {
                    values.push((facet.word(), value));
                }
            }
        }
        values.push(("q", self.q.clone()));
        links::with_query("/documents", values.iter().map(|(name, value)| (*name, value.as_str())))
    }
}

/// A facet as shown.
struct ShownFacet<'m> {
    word: &'static str,
    label: &'m str,
    values: Vec<ShownValue>,
}

struct ShownValue {
    value: String,
    label: String,
    count: usize,
    is_chosen: bool,
}

/// A filter in use.
struct Used {
    label: String,
    address: String,
}

/// A document as shown in lists.
pub(crate) struct Row {
    pub(crate) id: DocumentId,
    pub(crate) title: String,
    pub(crate) address: String,
    pub(crate) date: String,
    pub(crate) day: String,
    pub(crate) kind: String,
    pub(crate) parties: String,
    pub(crate) languages: Vec<(&'static str, String, String)>,
    pub(crate) provisions: u32,
    pub(crate) commitments: usize,
}

/// Returns a document as a row.
pub(crate) fn row(ask: &Ask, document: &DocumentRecord) -> Row {
    let t = ask.t();
    let described = &document.description;
    let date = described.date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default();
    let languages = document.expressions.iter().map(|one| {
        let language = one.id.language;
        (language.tag(), t.label("own-language", language.tag()).to_owned(), links::expression(&one.id))
    });
    Row {
        id: document.id.clone(),
        title: title(document, ask.visitor.lang).unwrap_or(t.text("head.untitled")).to_owned(),
        address: format!("/documents/{}", document.id),
        day: in_words(&date, ask.visitor.lang),
        date,
        kind: described.kind.map_or("", |kind| t.label("kind", kind.word())).to_owned(),
        parties: parties(described.parties.as_deref().unwrap_or_default()),
        languages: languages.collect(),
        provisions: document.expressions.iter().map(|one| one.provisions).max().unwrap_or(0),
        commitments: ask.present.commitments(&document.id),
    }
}

/// Returns parties by code.
pub(crate) fn parties(parties: &[ActorCode]) -> String {
    parties.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(", ")
}

#[derive(Template)]
#[template(path = "documents.html")]
struct Page<'m> {
    frame: Frame<'m>,
    facets: Vec<ShownFacet<'m>>,
    used: Vec<Used>,
    q: String,
    count: String,
    rows: Vec<Row>,
    is_bin: bool,
    is_empty_archive: bool,
    bin: String,
    first: Option<String>,
    next: Option<String>,
    range: String,
}

/// Lists.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>) -> Answer {
    ask.answer(move |ask| list(ask, &wanted)).await
}

fn list(ask: &Ask, wanted: &Wanted) -> Answer {
    let t = ask.t();
    let filter = Filter { removed: true, ..Filter::default() };
    let removed = ask.office.archive.store().documents(&filter).map_err(|error| Wrong::of_store(&error, t))?;
    let is_bin = wanted.removed.is_some_and(|removed| removed != 0);
    let all = if is_bin { &removed } else { &ask.present.documents };
    let found: Vec<&DocumentRecord> = all.iter().filter(|document| wanted.wants(document, None)).collect();
    let begin = match &wanted.after {
        None => 0,
        Some(after) => {
            let id: DocumentId = after.parse().map_err(|_| Wrong::bad(t.fill("wrong.after", &[("text", after)])))?;
            found.iter().position(|document| document.id == id).map_or(found.len(), |at| at + 1)
        }
    };
    let shown = &found[begin..found.len().min(begin + PAGE)];
    let has_more = begin + shown.len() < found.len();
    let next = shown.last().filter(|_| has_more).map(|last| {
        links::with_query(&wanted.without(None), [("after", last.id.as_str())])
    });
    let range = [(begin + 1).to_string(), (begin + shown.len()).to_string(), found.len().to_string()];
    let range = t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]);
    let title = t.text(if is_bin { "documents.bin" } else { "documents.title" });
    show(&Page {
        frame: ask.frame(Place::Documents, title),
        facets: Facet::ALL.iter().map(|facet| facet_of(ask, wanted, *facet, all)).collect(),
        used: used(ask, wanted),
        q: wanted.q.clone(),
        count: t.count("count.documents", found.len()),
        rows: shown.iter().map(|document| row(ask, document)).collect(),
        is_bin,
        is_empty_archive: ask.present.documents.is_empty(),
        bin: t.fill("documents.to-bin", &[("n", &removed.len().to_string())]),
        first: (begin > 0).then(|| wanted.without(None)),
        next,
        range,
    })
}

fn label_of(ask: &Ask, facet: Facet, value: &str) -> String {
    let t = ask.t();
    match facet {
        Facet::Party => {
            let code = ActorCode::new(value);
            let name = ask.words().names.of(&code).to_owned();
            if name == value { name } else { format!("{name} ({value})") }
        }
        Facet::Kind => t.label("kind", value).to_owned(),
        Facet::Language => t.label("own-language", value).to_owned(),
        Facet::Year => value.to_owned(),
    }
}

fn facet_of<'m>(ask: &'m Ask, wanted: &Wanted, facet: Facet, all: &[DocumentRecord]) -> ShownFacet<'m> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in all.iter().filter(|document| wanted.wants(document, (facet != Facet::Party).then_some(facet))) {
        for value in facet.values(document) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let chosen = wanted.values(facet);
    for value in &chosen {
        counts.entry(value.clone()).or_default();
    }
    let mut values: Vec<ShownValue> = counts
        .into_iter()
        .map(|(value, count)| ShownValue {
            label: label_of(ask, facet, &value),
            is_chosen: chosen.contains(&value),
            value,
            count,
        })
        .collect();
    if facet == Facet::Year {
        values.reverse();
    } else {
        values.sort_by_key(|one| std::cmp::Reverse(one.count));
    }
    ShownFacet { word: facet.word(), label: ask.t().label("search-facet", facet.word()), values }
}

fn used(ask: &Ask, wanted: &Wanted) -> Vec<Used> {
    let mut used = Vec::new();
    for facet in Facet::ALL {
        for value in wanted.values(facet) {
            let label =
                format!("{}: {}", ask.t().label("search-facet", facet.word()), label_of(ask, facet, &value));
            used.push(Used { label, address: wanted.without(Some((facet, &value))) });
        }
    }
    used
}
