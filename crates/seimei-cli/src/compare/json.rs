//! A comparison as JSON: for other programs. Keys and words are stable, in English whatever the reader's language.

use seimei_app::compare::{Change, Differs, SegmentKind, Status};
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::{DocumentKind, Translation};
use serde::Serialize;

use super::View;
use crate::commands::texts::Text;
use crate::wording::slice;

#[derive(Serialize)]
struct Page<'a> {
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

#[derive(Serialize)]
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

#[derive(Serialize)]
struct Counts {
    kept: usize,
    altered: usize,
    moved: usize,
    only_a: usize,
    only_b: usize,
}

#[derive(Serialize)]
struct Highlight<'a> {
    item: usize,
    #[serde(flatten)]
    change: &'a Change,
}

#[derive(Serialize)]
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

#[derive(Serialize)]
struct Provision<'a> {
    number: u32,
    section: Option<&'a str>,
    text: &'a str,
}

/// A stretch of both texts; `text` where both have the same words but for spelling.
#[derive(Serialize)]
struct Part<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    a: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    b: std::borrow::Cow<'a, str>,
}

/// Returns one comparison as an object, or several as a list.
pub(crate) fn text(views: &[View], is_list: bool) -> serde_json::Result<String> {
    let pages: Vec<[Vec<String>; 2]> = views
        .iter()
        .map(|view| {
            let all = || view.comparison.items.iter().map(|item| view.words(item));
            [all().map(|[a, _]| a).collect(), all().map(|[_, b]| b).collect()]
        })
        .collect();
    let shown: Vec<Page> = views.iter().zip(&pages).map(|(view, words)| page(view, words)).collect();
    let mut text = match shown.as_slice() {
        [one] if !is_list => serde_json::to_string_pretty(one)?,
        all => serde_json::to_string_pretty(all)?,
    };
    text.push('\n');
    Ok(text)
}

fn page<'a>(view: &View<'a>, words: &'a [Vec<String>; 2]) -> Page<'a> {
    let comparison = view.comparison;
    let highlights = comparison
        .highlights()
        .into_iter()
        .map(|(item, change)| Highlight { item, change: &comparison.items[item].changed.changes[change] })
        .collect();
    let is_venue = comparison.differs.is_other_venue();
    let items = comparison.items.iter().enumerate().map(|(place, item)| {
        let [numbers_a, numbers_b] = view.numbers(item);
        let provisions = |text: &'a Text, positions: &[usize], numbers: Vec<u32>| -> Vec<Provision<'a>> {
            let provision = |(position, number): (&usize, u32)| {
                let provision = &text.reading.provisions[*position];
                Provision { number, section: provision.section.as_deref(), text: &provision.text }
            };
            positions.iter().zip(numbers).map(provision).collect()
        };
        let (a, b) = (&words[0][place], &words[1][place]);
        let part = |segment: &'a seimei_app::compare::Segment| Part {
            kind: match segment.kind {
                SegmentKind::Kept => "kept",
                SegmentKind::Replaced => "replaced",
                SegmentKind::Inserted => "inserted",
                SegmentKind::Deleted => "deleted",
            },
            a: slice(a, segment, true).into(),
            b: slice(b, segment, false).into(),
        };
        Shown {
            status: match item.status {
                // A change of venue is no change of policy: nobody dropped what the others never said.
                Status::Dropped if is_venue => "only_a",
                Status::New if is_venue => "only_b",
                status => status.word(),
            },
            moved: item.is_moved,
            score: (item.score * 1000.0).round() / 1000.0,
            a: provisions(view.a, &item.a, numbers_a),
            b: provisions(view.b, &item.b, numbers_b),
            difference: item.changed.difference.segments.iter().map(part).collect(),
            changes: &item.changed.changes,
        }
    });
    Page {
        a: head(view.a),
        b: head(view.b),
        latest_of: view.of_parties,
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
        items: items.collect(),
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
