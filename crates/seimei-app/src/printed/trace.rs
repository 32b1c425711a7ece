//! Lineages and families as printed; the keys are described in `docs/trace.md`.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::Translation;
use seimei_model::identity::DocumentId;
use serde::Serialize;
use serde_json::Value;

use crate::archive::trace::{Change, Found, Lineage, Member, PassageId, Recurring, Text, Tracing, Usage};
use crate::printed::register::joined;
use crate::printed::{Part, parts};

/// A lineage as printed.
#[derive(Debug, Serialize)]
pub struct Printed<'a> {
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
#[derive(Debug, Serialize)]
pub struct Place<'a> {
    document: &'a str,
    pub(super) reference: String,
    pub(super) language: Lang,
    provision: u32,
    title: Option<&'a str>,
    date: Option<&'a str>,
    parties: &'a [ActorCode],
    translation: Option<Translation>,
    pub(super) text: &'a str,
}

#[derive(Debug, Serialize)]
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

/// A document of a usage.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    pub(super) id: &'a DocumentId,
    title: Option<&'a str>,
    pub(super) date: Option<&'a str>,
}

#[derive(Debug, Serialize)]
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
#[derive(Debug, Serialize)]
pub struct Searched {
    documents: usize,
    provisions: usize,
}

impl Searched {
    /// Counts.
    pub fn of(tracing: &Tracing) -> Self {
        let (documents, provisions) = tracing.searched();
        Self { documents, provisions }
    }
}

/// Returns a passage as printed.
pub fn place<'a>(tracing: &'a Tracing, passage: PassageId) -> Place<'a> {
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
pub fn document(text: &Text) -> Document<'_> {
    Document { id: &text.document.id, title: text.expression.title.as_deref(), date: date(text) }
}

/// Returns a lineage as a line of a batch; the passage asked for is not among the members.
pub fn line<'a>(id: &'a Value, lineage: &'a Lineage, tracing: &'a Tracing) -> Printed<'a> {
    let mut printed = printed(lineage, false, tracing);
    printed.id = Some(id);
    printed.members = (lineage.members.iter().zip(printed.members))
        .filter(|(member, _)| Some(member.passage) != lineage.asked)
        .map(|(_, printed)| PrintedMember { difference: Vec::new(), before: None, other_venue: None, ..printed })
        .collect();
    printed
}

/// Returns a lineage as printed.
pub fn page<'a>(found: &'a Found, tracing: &'a Tracing) -> Printed<'a> {
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
                    parts(&tracing.at(before.passage).1.text, &provision.text, &changed.difference.segments)
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

/// A family as printed.
#[derive(Debug, Serialize)]
pub struct PrintedFamily<'a> {
    newest: Place<'a>,
    documents: usize,
    closeness: f64,
    parties: &'a [ActorCode],
    first: Option<&'a str>,
    last: Option<&'a str>,
    members: Vec<String>,
}

/// Returns a family as printed; `None` for one without members.
pub fn family<'a>(family: &'a Recurring, tracing: &'a Tracing) -> Option<PrintedFamily<'a>> {
    let texts = family.members.iter().map(|member| tracing.at(*member).0);
    let dates: Vec<&str> = texts.filter_map(date).collect();
    Some(PrintedFamily {
        newest: place(tracing, family.newest(tracing)?),
        documents: family.documents,
        closeness: (family.closeness * 1000.0).round() / 1000.0,
        parties: &family.parties,
        first: dates.first().copied(),
        last: dates.last().copied(),
        members: family.members.iter().map(|member| tracing.reference(*member).to_string()).collect(),
    })
}

/// The columns of a table of families; the words of the JSON keys.
pub const FAMILY: &[&str] =
    &["newest", "language", "text", "documents", "closeness", "parties", "first", "last", "members"];

/// Returns a family as a row of a table; empty for one without members.
pub fn family_row(recurring: &Recurring, tracing: &Tracing) -> Vec<String> {
    let Some(one) = family(recurring, tracing) else { return Vec::new() };
    vec![
        one.newest.reference,
        one.newest.language.tag().to_owned(),
        one.newest.text.to_owned(),
        one.documents.to_string(),
        one.closeness.to_string(),
        joined(one.parties),
        one.first.unwrap_or_default().to_owned(),
        one.last.unwrap_or_default().to_owned(),
        joined(&one.members),
    ]
}
