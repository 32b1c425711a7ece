//! The documents of the archive, narrowed down by party, kind, language and year; and the bin.

use askama::Template;
use axum_extra::extract::Query;
use seimei_export::date_words::in_words;
use seimei_model::code::ActorCode;
use seimei_model::identity::DocumentId;
use seimei_model::record::DocumentRecord;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::listing::{Facet, Narrowing, removed};
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Documents on a page.
const PAGE: usize = 50;

/// Topics that are shown to choose from.
const TOPICS: usize = 12;

/// What is wanted of the documents. Empty lists want all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    party: Vec<String>,
    kind: Vec<String>,
    language: Vec<String>,
    year: Vec<String>,
    topic: Vec<String>,
    q: String,
    after: Option<String>,
    removed: Option<String>,
}

/// The list as asked for.
struct Asked {
    narrowing: Narrowing,
    q: String,
    is_bin: bool,
}

impl Asked {
    fn new(ask: &Ask, wanted: &Wanted) -> Result<Self, Wrong> {
        let values = [
            (Facet::Party, wanted.party.as_slice()),
            (Facet::Kind, &wanted.kind),
            (Facet::Language, &wanted.language),
            (Facet::Year, &wanted.year),
            (Facet::Topic, &wanted.topic),
        ];
        let is_bin = match wanted.removed.as_deref().unwrap_or_default() {
            "" | "0" => false,
            "1" => true,
            text => return Err(Wrong::bad(ask.t().fill("wrong.yes-no", &[("text", text)]))),
        };
        Ok(Self { narrowing: Narrowing::new(ask, values, &wanted.q)?, q: wanted.q.clone(), is_bin })
    }

    /// Returns the address of the list without one value, or without a place to begin.
    fn without(&self, gone: Option<(Facet, &str)>) -> String {
        let mut values: Vec<(&str, &str)> = Vec::new();
        for facet in Facet::ALL {
            for value in self.narrowing.values(facet) {
                if gone != Some((facet, value.as_str())) {
                    values.push((facet.word(), value));
                }
            }
        }
        values.push(("q", &self.q));
        values.push(("removed", if self.is_bin { "1" } else { "" }));
        links::with_query("/documents", values)
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
    let asked = Asked::new(ask, wanted)?;
    let removed = removed(ask)?;
    let all = if asked.is_bin { &removed } else { &ask.present.documents };
    let found = asked.narrowing.found(&ask.present, all);
    let begin = match wanted.after.as_deref().filter(|after| !after.is_empty()) {
        None => 0,
        Some(after) => {
            let id: DocumentId = after.parse().map_err(|_| Wrong::bad(t.fill("wrong.after", &[("text", after)])))?;
            found.iter().position(|document| document.id == id).map_or(found.len(), |at| at + 1)
        }
    };
    let shown = &found[begin..found.len().min(begin + PAGE)];
    let has_more = begin + shown.len() < found.len();
    let next = shown
        .last()
        .filter(|_| has_more)
        .map(|last| links::with_query(&asked.without(None), [("after", last.id.as_str())]));
    let range = [(begin + 1).to_string(), (begin + shown.len()).to_string(), found.len().to_string()];
    let range = t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]);
    let title = t.text(if asked.is_bin { "documents.bin" } else { "documents.title" });
    show(&Page {
        frame: ask.frame(Place::Documents, title),
        facets: Facet::ALL.iter().map(|facet| facet_of(ask, &asked.narrowing, *facet, all)).collect(),
        used: used(ask, &asked),
        q: asked.q.clone(),
        count: t.count("count.documents", found.len()),
        rows: shown.iter().map(|document| row(ask, document)).collect(),
        is_bin: asked.is_bin,
        is_empty_archive: ask.present.documents.is_empty(),
        bin: t.fill("documents.to-bin", &[("n", &removed.len().to_string())]),
        first: (begin > 0).then(|| asked.without(None)),
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
        Facet::Topic => t.label("topic", value).to_owned(),
        Facet::Language => t.label("own-language", value).to_owned(),
        Facet::Year => value.to_owned(),
    }
}

fn facet_of<'m>(ask: &'m Ask, narrowing: &Narrowing, facet: Facet, all: &[DocumentRecord]) -> ShownFacet<'m> {
    let counts = narrowing.counts(&ask.present, all, facet);
    let chosen = narrowing.values(facet);
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
        values.sort_by_key(|one| std::cmp::Reverse((one.is_chosen, one.count)));
    }
    if facet == Facet::Topic {
        values.truncate(TOPICS.max(chosen.len()));
    }
    ShownFacet { word: facet.word(), label: ask.t().label("search-facet", facet.word()), values }
}

fn used(ask: &Ask, asked: &Asked) -> Vec<Used> {
    let mut used = Vec::new();
    for facet in Facet::ALL {
        for value in asked.narrowing.values(facet) {
            let label = format!("{}: {}", ask.t().label("search-facet", facet.word()), label_of(ask, facet, value));
            used.push(Used { label, address: asked.without(Some((facet, value))) });
        }
    }
    used
}
