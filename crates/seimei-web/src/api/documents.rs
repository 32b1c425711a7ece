//! Documents: listing, describing, into the bin and out of it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::lexicon::actor_code;
use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::record::{Description, DescriptionField, DocumentRecord};
use serde::{Deserialize, Deserializer};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::api::list::{List, Page, Sheet, joined};
use crate::api::{jobs, plain, with_tag};
use crate::ask::Ask;
use crate::cached::matches;
use crate::listing::{Facet, Narrowing, removed};
use crate::office::Office;
use crate::wrong::{Answer, Wrong};

/// The longest line of a description, in characters.
const LINE: usize = 1_000;

/// The longest note, in characters.
const NOTE: usize = 10_000;

pub(super) fn routes(office: &Arc<Office>) -> OpenApiRouter<Arc<Office>> {
    let upload = DefaultBodyLimit::max(office.setting.upload);
    OpenApiRouter::new()
        .routes(routes!(documents, jobs::add_documents).layer(upload))
        .routes(routes!(document, describe, remove))
        .routes(routes!(restore))
}

/// What is wanted of the documents. Empty lists want all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Wanted {
    /// All of these are parties: codes.
    #[param(max_items = 20)]
    party: Vec<String>,
    /// It is one of these.
    #[param(max_items = 20)]
    kind: Vec<DocumentKind>,
    /// It is there in one of these.
    #[param(max_items = 3)]
    language: Vec<Lang>,
    /// Its date begins in one of these.
    #[param(minimum = 0, maximum = 9999, max_items = 50)]
    year: Vec<u16>,
    /// It is about all of these.
    #[param(max_items = 20)]
    topic: Vec<String>,
    /// Part of its title or name.
    #[param(max_length = 1000)]
    q: String,
    /// Whether those in the bin are wanted, and not the others.
    removed: bool,
}

/// Lists documents, the newest first
#[utoipa::path(get, path = "/documents", tag = "documents", params(Wanted, Page), responses(
    (status = 200, description = "Documents", content(
        (List<DocumentRecord> = "application/json"),
        (String = "text/csv"),
    )),
))]
async fn documents(ask: Ask, headers: HeaderMap, Query(wanted): Query<Wanted>, Query(page): Query<Page>) -> Answer {
    ask.answer(move |ask| {
        let words = |texts: &[&'static str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
        let kinds = words(&wanted.kind.iter().map(|kind| kind.word()).collect::<Vec<_>>());
        let languages = words(&wanted.language.iter().map(|language| language.tag()).collect::<Vec<_>>());
        let years: Vec<String> = wanted.year.iter().map(ToString::to_string).collect();
        let values = [
            (Facet::Party, wanted.party.as_slice()),
            (Facet::Kind, &kinds),
            (Facet::Language, &languages),
            (Facet::Year, &years),
            (Facet::Topic, &wanted.topic),
        ];
        let narrowing = Narrowing::new(ask, values, &wanted.q)?;
        let bin = if wanted.removed { removed(ask)? } else { Vec::new() };
        let all = if wanted.removed { &bin } else { &ask.present.documents };
        let found = narrowing.found(&ask.present, all);
        let sheet = Sheet { columns: COLUMNS, row: &|document: &&DocumentRecord| row(ask, document) };
        page.answer(ask, &headers, &found, |document| document.id.to_string(), &sheet)
    })
    .await
}

const COLUMNS: &[&str] = &[
    "id",
    "title",
    "date",
    "kind",
    "parties",
    "languages",
    "provisions",
    "commitments",
    "place",
    "source",
    "note",
    "added_at",
];

fn row(ask: &Ask, document: &DocumentRecord) -> Vec<String> {
    let described = document.description.clone();
    let provisions = document.expressions.iter().map(|one| one.provisions).max().unwrap_or(0);
    vec![
        document.id.to_string(),
        described.title.unwrap_or_default(),
        described.date.map(|date| date.to_string()).unwrap_or_default(),
        described.kind.map_or("", DocumentKind::word).to_owned(),
        joined(described.parties.unwrap_or_default()),
        joined(document.expressions.iter().map(|one| one.id.language.tag())),
        provisions.to_string(),
        ask.present.commitments(&document.id).to_string(),
        described.place.unwrap_or_default(),
        described.source.unwrap_or_default(),
        described.note.unwrap_or_default(),
        document.added_at.clone(),
    ]
}

/// Returns the tag of a document's state.
fn tag(document: &DocumentRecord) -> String {
    format!("\"{}\"", document.changed)
}

/// Returns the record as it is now, after a change or without one.
fn answered(ask: &Ask, name: &str) -> Answer {
    let document = ask.find(name)?.1.document;
    let tag = tag(&document);
    Ok(with_tag(Json(document).into_response(), &tag))
}

/// Finds the document that is to be changed; refuses where it has changed since it was seen.
fn to_change(ask: &Ask, headers: &HeaderMap, name: &str) -> Result<DocumentRecord, Wrong> {
    let document = ask.find(name)?.1.document;
    if matches(headers, &tag(&document)) {
        return Ok(document);
    }
    let detail = ask.t().fill("wrong.changed", &[("id", document.id.as_str())]);
    Err(Wrong::new(StatusCode::PRECONDITION_FAILED, "changed", detail))
}

/// Tells what is kept of a document; its `ETag` is that of its state
#[utoipa::path(get, path = "/documents/{document}", tag = "documents", params(
    ("document" = String, Path, description = "The document's name", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80, example = "arv-hta-2025-05-21"),
), responses((status = 200, description = "The record", body = DocumentRecord)))]
async fn document(ask: Ask, Path(document): Path<String>) -> Answer {
    ask.answer(move |ask| answered(ask, &document)).await
}

/// What is said of a document. What is left out stays as it is; null takes back what was said, and what was read stands again.
#[expect(clippy::option_option, reason = "what is not sent, and what is taken back")]
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Said {
    /// Title.
    #[schema(max_length = 1000)]
    #[serde(deserialize_with = "sent")]
    title: Option<Option<String>>,
    /// What sort of document it is.
    #[serde(deserialize_with = "sent")]
    kind: Option<Option<DocumentKind>>,
    /// A day, a month, a year or a period, in EDTF.
    #[schema(
        max_length = 40,
        pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$",
        example = "2025-05-21"
    )]
    #[serde(deserialize_with = "sent")]
    date: Option<Option<String>>,
    /// Codes or names.
    #[schema(max_items = 100, example = json!(["ARV", "HTA"]))]
    #[serde(deserialize_with = "sent")]
    parties: Option<Option<Vec<String>>>,
    /// Where it was issued or the meeting held.
    #[schema(max_length = 1000)]
    #[serde(deserialize_with = "sent")]
    place: Option<Option<String>>,
    /// Where it was published.
    #[schema(max_length = 1000)]
    #[serde(deserialize_with = "sent")]
    source: Option<Option<String>>,
    /// A remark.
    #[schema(max_length = 10000)]
    #[serde(deserialize_with = "sent")]
    note: Option<Option<String>>,
}

/// Takes a field that was sent, null too.
#[expect(clippy::option_option, reason = "what is not sent, and what is taken back")]
fn sent<'d, D: Deserializer<'d>, T: Deserialize<'d>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

impl Said {
    /// Returns it as the archive takes it, and of which fields what was said is taken back.
    fn description(&self, ask: &Ask) -> Result<(Description, Vec<DescriptionField>), Wrong> {
        let t = ask.t();
        let line = |field: &str, text: &Option<Option<String>>, most: usize| {
            let text = text.as_ref().and_then(Option::as_ref).map(|text| plain(ask, field, text, most)).transpose()?;
            Ok::<_, Wrong>(text.filter(|text| !text.is_empty()))
        };
        let date = line("date", &self.date, LINE)?.map(Edtf::new);
        if let Some(date) = date.as_ref().filter(|date| date.period().is_none()) {
            return Err(Wrong::refused(t.fill("edit.no-date", &[("text", date.as_str())])));
        }
        let mut parties = Vec::new();
        for name in self.parties.iter().flatten().flatten() {
            let name = plain(ask, "parties", name, LINE)?;
            let code = actor_code(ask.office.lexicon, &name);
            parties.push(code.ok_or_else(|| Wrong::refused(t.fill("described.no-party", &[("text", &name)])))?);
        }
        parties.sort();
        parties.dedup();
        let description = Description {
            title: line("title", &self.title, LINE)?,
            kind: self.kind.flatten(),
            date,
            parties: Some(parties).filter(|parties| !parties.is_empty()),
            place: line("place", &self.place, LINE)?,
            source: line("source", &self.source, LINE)?,
            note: line("note", &self.note, NOTE)?,
        };
        let withdrawn = self.withdrawn();
        if description == Description::default() && withdrawn.is_empty() {
            return Err(Wrong::refused(t.text("wrong.nothing-said")));
        }
        Ok((description, withdrawn))
    }

    /// Returns the fields that were sent as null.
    fn withdrawn(&self) -> Vec<DescriptionField> {
        let is_null = [
            (DescriptionField::Title, matches!(self.title, Some(None))),
            (DescriptionField::Kind, matches!(self.kind, Some(None))),
            (DescriptionField::Date, matches!(self.date, Some(None))),
            (DescriptionField::Parties, matches!(self.parties, Some(None))),
            (DescriptionField::Place, matches!(self.place, Some(None))),
            (DescriptionField::Source, matches!(self.source, Some(None))),
            (DescriptionField::Note, matches!(self.note, Some(None))),
        ];
        is_null.into_iter().filter_map(|(field, is_null)| is_null.then_some(field)).collect()
    }
}

/// Says something of a document; it stands over every reading. Null takes back what was said
#[utoipa::path(patch, path = "/documents/{document}", tag = "documents", params(
    ("document" = String, Path, description = "The document's name", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80, example = "arv-hta-2025-05-21"),
    ("If-Match" = Option<String>, Header, description = "The ETag of the state that was seen"),
), request_body = Said, responses((status = 200, description = "The record as it is now", body = DocumentRecord)))]
async fn describe(ask: Ask, headers: HeaderMap, Path(document): Path<String>, Json(said): Json<Said>) -> Answer {
    ask.answer(move |ask| {
        let document = to_change(ask, &headers, &document)?;
        let (description, withdrawn) = said.description(ask)?;
        let described = ask.office.archive.amend(&document.id, description, withdrawn, ask.by());
        described.map_err(|error| Wrong::of_store(&error, ask.t()))?;
        ask.follow()?;
        answered(ask, document.id.as_str())
    })
    .await
}

/// Puts a document into the bin; it can be taken out again
#[utoipa::path(delete, path = "/documents/{document}", tag = "documents", params(
    ("document" = String, Path, description = "The document's name", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80),
    ("If-Match" = Option<String>, Header, description = "The ETag of the state that was seen"),
), responses((status = 200, description = "The record as it is now", body = DocumentRecord)))]
async fn remove(ask: Ask, headers: HeaderMap, Path(document): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let document = to_change(ask, &headers, &document)?;
        if !document.is_removed {
            let removed = ask.office.archive.remove(std::slice::from_ref(&document.id), ask.by());
            removed.map_err(|error| Wrong::of_store(&error, ask.t()))?;
            ask.follow()?;
        }
        answered(ask, document.id.as_str())
    })
    .await
}

/// Takes a document out of the bin
#[utoipa::path(post, path = "/documents/{document}/restore", tag = "documents", params(
    ("document" = String, Path, description = "The document's name", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80, example = "arv-hta-2025-05-21"),
    ("If-Match" = Option<String>, Header, description = "The ETag of the state that was seen"),
), responses((status = 200, description = "The record as it is now", body = DocumentRecord)))]
async fn restore(ask: Ask, headers: HeaderMap, Path(document): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let document = to_change(ask, &headers, &document)?;
        if document.is_removed {
            let restored = ask.office.archive.restore(std::slice::from_ref(&document.id), ask.by());
            restored.map_err(|error| Wrong::of_store(&error, ask.t()))?;
            ask.follow()?;
        }
        answered(ask, document.id.as_str())
    })
    .await
}
