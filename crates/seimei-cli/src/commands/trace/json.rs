//! Lineages as JSON; the keys are described in `docs/trace.md`.

use seimei_app::archive::trace::PassageId;
use seimei_app::archive::trace::{Change, Lineage, Member, Tracing, Usage};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::Translation;
use seimei_model::identity::DocumentId;
use serde::Serialize;
use serde_json::Value;

/// A lineage as printed.
#[derive(Serialize)]
pub(super) struct Printed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    asked: Option<Place<'a>>,
    members: Vec<PrintedMember<'a>>,
    users: Vec<PrintedUsage<'a>>,
    other_languages: Vec<Place<'a>>,
    searched: Searched,
}

/// `document` is the name of the file without its folder; `reference` names document, language and provision.
#[derive(Serialize)]
struct Place<'a> {
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
}

#[derive(Serialize)]
struct PrintedUsage<'a> {
    parties: &'a [ActorCode],
    documents: Vec<&'a DocumentId>,
    lacking: Vec<&'a DocumentId>,
}

/// How much was searched.
#[derive(Serialize)]
pub(super) struct Searched {
    documents: usize,
    provisions: usize,
}

impl Searched {
    pub(super) fn of(tracing: &Tracing) -> Self {
        let (documents, provisions) = tracing.searched();
        Self { documents, provisions }
    }
}

fn place<'a>(tracing: &'a Tracing, passage: PassageId) -> Place<'a> {
    let (text, provision) = tracing.at(passage);
    Place {
        document: text.file_name(),
        reference: tracing.reference(passage).to_string(),
        language: text.expression.id.language,
        provision: provision.number,
        title: text.expression.title.as_deref(),
        date: text.date().map(seimei_model::date::Edtf::as_str),
        parties: text.parties(),
        translation: text.expression.translation,
        text: &provision.text,
    }
}

/// Returns a lineage as printed. The passage asked for is among the members only where `with_asked`.
pub(super) fn printed<'a>(
    id: Option<&'a Value>,
    lineage: &'a Lineage,
    with_asked: bool,
    tracing: &'a Tracing,
) -> Printed<'a> {
    let member = |member: &'a Member| PrintedMember {
        place: place(tracing, member.passage),
        score: member.kin.map(|kin| (kin.score * 1000.0).round() / 1000.0),
        changes: member.changed.as_ref().map(|changed| changed.changes.as_slice()),
    };
    let usage = |usage: &'a Usage| {
        let documents = |places: &[usize]| places.iter().map(|place| &tracing.texts()[*place].document.id).collect();
        PrintedUsage { parties: &usage.parties, documents: documents(&usage.texts), lacking: documents(&usage.lacking) }
    };
    let members = lineage.members.iter().filter(|member| with_asked || Some(member.passage) != lineage.asked);
    Printed {
        id,
        asked: lineage.asked.map(|passage| place(tracing, passage)),
        members: members.map(member).collect(),
        users: lineage.users.iter().map(usage).collect(),
        other_languages: lineage.elsewhere.iter().map(|passage| place(tracing, *passage)).collect(),
        searched: Searched::of(tracing),
    }
}
