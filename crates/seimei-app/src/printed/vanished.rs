//! Formulas that were left out, as printed; the keys are described in `docs/trace.md`.

use seimei_model::code::ActorCode;
use serde::Serialize;

use crate::archive::trace::{Change, Gone, Near, Tracing};
use crate::printed::register::joined;
use crate::printed::trace::{Document, Place, Searched, document, place};
use crate::printed::{Part, parts};

/// A formula that was left out.
#[derive(Debug, Serialize)]
pub struct Printed<'a> {
    parties: &'a [ActorCode],
    /// Its last wording.
    last: Place<'a>,
    /// References of all its wordings in texts of the parties, the last one too.
    members: Vec<String>,
    /// How many of the texts from its first to its last use have it: `has` of `of`.
    has: usize,
    of: usize,
    /// The first text that lacks it, and how many do.
    first_lacking: Document<'a>,
    lacking: usize,
    nearest: Option<Nearest<'a>>,
    searched: Searched,
}

/// What stands in its place in the first text that lacks it.
#[derive(Debug, Serialize)]
struct Nearest<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    /// How much of both is kept, from 0 to 1.
    likeness: f64,
    changes: &'a [Change],
    difference: Vec<Part<'a>>,
}

/// Returns a formula as printed.
pub fn printed<'a>(gone: &'a Gone, near: Option<&'a Near>, tracing: &'a Tracing) -> Option<Printed<'a>> {
    let last = *gone.members.last()?;
    let first_lacking = tracing.texts().get(*gone.lacking.first()?)?;
    let nearest = near.map(|near| Nearest {
        place: place(tracing, near.passage),
        likeness: (near.changed.likeness * 1000.0).round() / 1000.0,
        changes: &near.changed.changes,
        difference: parts(
            &tracing.at(last).1.text,
            &tracing.at(near.passage).1.text,
            &near.changed.difference.segments,
        ),
    });
    let mut texts: Vec<usize> = gone.members.iter().map(|member| tracing.text_of(*member)).collect();
    texts.dedup();
    Some(Printed {
        parties: &gone.parties,
        last: place(tracing, last),
        members: gone.members.iter().map(|member| tracing.reference(*member).to_string()).collect(),
        has: texts.len(),
        of: gone.of,
        first_lacking: document(first_lacking),
        lacking: gone.lacking.len(),
        nearest,
        searched: Searched::of(tracing),
    })
}

/// The columns of a table of formulas that were left out; the words of the JSON keys.
pub const COLUMNS: &[&str] = &[
    "parties",
    "last",
    "language",
    "text",
    "has",
    "of",
    "first_lacking",
    "first_lacking_date",
    "lacking",
    "nearest",
    "nearest_text",
    "likeness",
    "members",
];

/// Returns a formula as a row of a table; empty for one without members.
pub fn row(gone: &Gone, near: Option<&Near>, tracing: &Tracing) -> Vec<String> {
    let Some(one) = printed(gone, near, tracing) else { return Vec::new() };
    let near = one.nearest.as_ref();
    vec![
        joined(one.parties),
        one.last.reference.clone(),
        one.last.language.tag().to_owned(),
        one.last.text.to_owned(),
        one.has.to_string(),
        one.of.to_string(),
        one.first_lacking.id.to_string(),
        one.first_lacking.date.unwrap_or_default().to_owned(),
        one.lacking.to_string(),
        near.map(|near| near.place.reference.clone()).unwrap_or_default(),
        near.map(|near| near.place.text.to_owned()).unwrap_or_default(),
        near.map(|near| near.likeness.to_string()).unwrap_or_default(),
        joined(&one.members),
    ]
}
