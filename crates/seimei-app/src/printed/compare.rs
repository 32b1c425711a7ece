//! Comparisons as printed; the keys are described in `docs/compare.md`.

use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::{DocumentKind, Translation};
use serde::Serialize;

use crate::compare::{Change, Comparison, Differs, Item, Status, Text, joint};
use crate::printed::{Part, parts};

/// A comparison as printed.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    a: Head<'a>,
    b: Head<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    latest_of: &'a [ActorCode],
    differs: &'a Differs,
    other_venue: bool,
    counts: Counts,
    highlights: Vec<Highlight<'a>>,
    items: Vec<Shown<'a>>,
}

#[derive(Debug, Serialize)]
struct Head<'a> {
    name: &'a str,
    title: Option<&'a str>,
    date: Option<&'a Edtf>,
    kind: DocumentKind,
    language: &'a str,
    parties: &'a [ActorCode],
    translation: Option<Translation>,
    provisions: usize,
}

#[derive(Debug, Serialize)]
struct Counts {
    kept: usize,
    altered: usize,
    moved: usize,
    only_a: usize,
    only_b: usize,
}

#[derive(Debug, Serialize)]
struct Highlight<'a> {
    item: usize,
    #[serde(flatten)]
    change: &'a Change,
}

#[derive(Debug, Serialize)]
struct Shown<'a> {
    status: &'static str,
    moved: bool,
    score: f64,
    a: Vec<Provision<'a>>,
    b: Vec<Provision<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    difference: Vec<Part<'a>>,
    changes: &'a [Change],
}

#[derive(Debug, Serialize)]
struct Provision<'a> {
    number: u32,
    section: Option<&'a str>,
    text: &'a str,
}

/// Returns a comparison as printed. `of_parties` are those whose latest other text A is; none where that was not asked for.
pub fn page<'a>(a: &'a Text, b: &'a Text, of_parties: &'a [ActorCode], comparison: &'a Comparison) -> Page<'a> {
    let highlights = comparison
        .highlights()
        .into_iter()
        .map(|(item, change)| Highlight { item, change: &comparison.items[item].changed.changes[change] })
        .collect();
    let is_venue = comparison.differs.is_other_venue();
    let item = |item: &'a Item| Shown {
        status: match item.status {
            // A change of venue is no change of policy: nobody dropped what the others never said.
            Status::Dropped if is_venue => "only_a",
            Status::New if is_venue => "only_b",
            status => status.word(),
        },
        moved: item.is_moved,
        score: (item.score * 1000.0).round() / 1000.0,
        a: provisions(a, &item.a),
        b: provisions(b, &item.b),
        difference: difference(a, b, item),
        changes: &item.changed.changes,
    };
    Page {
        a: head(a),
        b: head(b),
        latest_of: of_parties,
        differs: &comparison.differs,
        other_venue: is_venue,
        counts: Counts {
            kept: comparison.count(Status::Kept),
            altered: comparison.count(Status::Altered),
            moved: comparison.count(Status::Moved),
            only_a: comparison.count(Status::Dropped),
            only_b: comparison.count(Status::New),
        },
        highlights,
        items: comparison.items.iter().map(item).collect(),
    }
}

fn head(text: &Text) -> Head<'_> {
    let document = &text.reading.document;
    Head {
        name: &text.name,
        title: document.title.as_deref(),
        date: document.date.as_ref(),
        kind: document.kind,
        language: document.language.tag(),
        parties: &document.parties,
        translation: document.translation,
        provisions: text.reading.provisions.len(),
    }
}

fn provisions<'a>(text: &'a Text, positions: &[usize]) -> Vec<Provision<'a>> {
    let provision = |position: &usize| {
        let (number, provision) = (text.numbers.get(*position)?, text.reading.provisions.get(*position)?);
        Some(Provision { number: *number, section: provision.section.as_deref(), text: &provision.text })
    };
    positions.iter().filter_map(provision).collect()
}

fn difference(a: &Text, b: &Text, item: &Item) -> Vec<Part<'static>> {
    let words = [joint(&a.reading, &item.a), joint(&b.reading, &item.b)];
    parts(&words[0].text, &words[1].text, &item.changed.difference.segments).into_iter().map(Part::owned).collect()
}
