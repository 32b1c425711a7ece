//! Lineages as JSON; the keys are described in `docs/trace.md`.

use std::borrow::Cow;

use seimei_app::archive::trace::{Change, Lineage, Member, PassageId, Text, Tracing, Usage};
use seimei_app::compare::{Segment, SegmentKind};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::Translation;
use seimei_model::identity::DocumentId;
use serde::Serialize;
use serde_json::Value;

use super::asked::Found;
use crate::wording::slice;

/// A lineage as printed.
#[derive(Serialize)]
pub(super) struct Printed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    /// What was asked for in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    /// References of the provisions that hold the words as they are, where these are not all members.
    #[serde(skip_serializing_if = "Option::is_none")]
    holding: Option<Vec<String>>,
    /// Whether the members are those that hold the words, for want of kin.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    phrase: bool,
    asked: Option<Place<'a>>,
    /// Dates of the first and the last member that has one.
    first: Option<&'a str>,
    last: Option<&'a str>,
    members: Vec<PrintedMember<'a>>,
    users: Vec<PrintedUsage<'a>>,
    other_languages: Vec<Place<'a>>,
    searched: Searched,
}

/// `document` is the name of the file without its folder; `reference` names document, language and provision.
#[derive(Serialize)]
pub(in crate::commands) struct Place<'a> {
    document: &'a str,
    reference: String,
    language: Lang,
    provision: u32,
    title: Option<&'a str>,
    date: Option<&'a str>,
    parties: &'a [ActorCode],
    translation: Option<Translation>,
    text: &'a str,
}

#[derive(Serialize)]
struct PrintedMember<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    /// Log-odds that it says the same formula; missing of the one asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    /// What changed since the member before.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a [Change]>,
    /// The member it is compared with: the last one before of the same parties and a like kind of document, else the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// Whether that one is of other parties or another kind of document.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_venue: Option<bool>,
    /// The words of the member before and of this one, in stretches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    difference: Vec<Part<'a>>,
}

/// A stretch of two texts; `a` is the one before.
#[derive(Serialize)]
pub(in crate::commands) struct Part<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    a: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    b: Cow<'a, str>,
}

/// A document of a usage.
#[derive(Serialize)]
pub(in crate::commands) struct Document<'a> {
    id: &'a DocumentId,
    title: Option<&'a str>,
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct PrintedUsage<'a> {
    parties: &'a [ActorCode],
    documents: Vec<&'a DocumentId>,
    first: Option<&'a str>,
    last: Option<&'a str>,
    lacking: Vec<&'a DocumentId>,
    /// The first later text of the parties that lacks the formula.
    first_lacking: Option<Document<'a>>,
}

/// How much was searched.
#[derive(Serialize)]
pub(in crate::commands) struct Searched {
    documents: usize,
    provisions: usize,
}

impl Searched {
    pub(in crate::commands) fn of(tracing: &Tracing) -> Self {
        let (documents, provisions) = tracing.searched();
        Self { documents, provisions }
    }
}

/// Returns a passage as printed.
pub(in crate::commands) fn place<'a>(tracing: &'a Tracing, passage: PassageId) -> Place<'a> {
    let (text, provision) = tracing.at(passage);
    Place {
        document: text.file_name(),
        reference: tracing.reference(passage).to_string(),
        language: text.expression.id.language,
        provision: provision.number,
        title: text.expression.title.as_deref(),
        date: date(text),
        parties: text.parties(),
        translation: text.expression.translation,
        text: &provision.text,
    }
}

fn date(text: &Text) -> Option<&str> {
    text.date().map(seimei_model::date::Edtf::as_str)
}

/// Returns a document as printed.
pub(in crate::commands) fn document(text: &Text) -> Document<'_> {
    Document { id: &text.document.id, title: text.expression.title.as_deref(), date: date(text) }
}

/// Returns a difference as printed.
pub(in crate::commands) fn difference<'a>(a: &'a str, b: &'a str, segments: &[Segment]) -> Vec<Part<'a>> {
    let part = |segment: &Segment| Part {
        kind: match segment.kind {
            SegmentKind::Kept => "kept",
            SegmentKind::Replaced => "replaced",
            SegmentKind::Inserted => "inserted",
            SegmentKind::Deleted => "deleted",
        },
        a: slice(a, segment, true).into(),
        b: slice(b, segment, false).into(),
    };
    segments.iter().map(part).collect()
}

/// Returns a lineage as a line of a batch; the passage asked for is not among the members.
pub(super) fn line<'a>(id: &'a Value, lineage: &'a Lineage, tracing: &'a Tracing) -> Printed<'a> {
    let mut printed = printed(lineage, false, tracing);
    printed.id = Some(id);
    printed.members = (lineage.members.iter().zip(printed.members))
        .filter(|(member, _)| Some(member.passage) != lineage.asked)
        .map(|(_, printed)| PrintedMember { difference: Vec::new(), before: None, other_venue: None, ..printed })
        .collect();
    printed
}

/// Returns a lineage as printed.
pub(super) fn page<'a>(found: &'a Found, tracing: &'a Tracing) -> Printed<'a> {
    let mut printed = printed(&found.lineage, found.is_phrase, tracing);
    printed.words = found.words.as_deref();
    let holding = found.holding.as_ref();
    printed.holding =
        holding.map(|holding| holding.iter().map(|passage| tracing.reference(*passage).to_string()).collect());
    printed
}

fn printed<'a>(lineage: &'a Lineage, is_phrase: bool, tracing: &'a Tracing) -> Printed<'a> {
    let member = |member: &'a Member| {
        let before = member.before.and_then(|before| lineage.members.get(before)).filter(|_| !is_phrase);
        let changed = member.changed.as_ref().filter(|_| !is_phrase);
        let (text, provision) = tracing.at(member.passage);
        PrintedMember {
            place: place(tracing, member.passage),
            score: member.kin.map(|kin| (kin.score * 1000.0).round() / 1000.0),
            changes: changed.map(|changed| changed.changes.as_slice()),
            before: before.map(|before| tracing.reference(before.passage).to_string()),
            other_venue: before.map(|before| !tracing.at(before.passage).0.is_like(text)),
            difference: match (before, changed) {
                (Some(before), Some(changed)) => {
                    difference(&tracing.at(before.passage).1.text, &provision.text, &changed.difference.segments)
                }
                _ => Vec::new(),
            },
        }
    };
    let texts =
        |places: &[usize]| -> Vec<&'a Text> { places.iter().filter_map(|place| tracing.texts().get(*place)).collect() };
    let usage = |usage: &'a Usage| {
        let (has, lacks) = (texts(&usage.texts), texts(&usage.lacking));
        PrintedUsage {
            parties: &usage.parties,
            documents: has.iter().map(|text| &text.document.id).collect(),
            first: has.iter().find_map(|text| date(text)),
            last: has.iter().rev().find_map(|text| date(text)),
            lacking: lacks.iter().map(|text| &text.document.id).collect(),
            first_lacking: lacks.first().map(|text| document(text)),
        }
    };
    let dates = || lineage.members.iter().filter_map(|member| date(tracing.at(member.passage).0));
    Printed {
        id: None,
        words: None,
        holding: None,
        phrase: is_phrase,
        asked: lineage.asked.map(|passage| place(tracing, passage)),
        first: dates().next(),
        last: dates().next_back(),
        members: lineage.members.iter().map(member).collect(),
        users: lineage.users.iter().map(usage).collect(),
        other_languages: lineage.elsewhere.iter().map(|passage| place(tracing, *passage)).collect(),
        searched: Searched::of(tracing),
    }
}
