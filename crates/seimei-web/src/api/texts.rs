//! What was read in a document: the whole of it, its provisions, one of them; its original, its mended text, citations.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::align::Counterparts;
use seimei_app::archive::correct::Corrections;
use seimei_app::archive::trace::Text;
use seimei_app::archive::view;
use seimei_app::printed::shown::{self, Beside, Counterpart, ShownCorrection, ShownProvision, ShownText};
use seimei_model::act::ActKind;
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::record::{ExpressionRecord, NoteRecord};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::list::{List, Page, Sheet, joined};
use crate::api::plain;
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::provision::{citation, cited};
use crate::pages::room::{self, text_of};
use crate::wrong::{Answer, Wrong};

/// The longest remark, in characters.
const REMARK: usize = 10_000;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new()
        .routes(routes!(text))
        .routes(routes!(provisions))
        .routes(routes!(provision))
        .routes(routes!(note))
        .routes(routes!(cite))
        .routes(routes!(original))
        .routes(routes!(source))
}

/// Which expression is meant.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes a path")]
struct Place {
    /// The document's name.
    #[param(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80, example = "arv-hta-2025-05-21")]
    document: String,
    /// The language.
    #[param(pattern = "^(ja|en|und)$", example = "en")]
    language: String,
}

/// What is wanted of a text.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Wanted {
    /// The version, from 1; the present one where nothing is said.
    #[param(minimum = 1)]
    version: Option<u32>,
    /// Whether it is told how the document's other languages answer to it.
    counterparts: bool,
}

/// Returns how another language of a document answers to a text.
fn answering(ask: &Ask, place: usize, text: &Text, expression: &ExpressionRecord) -> Option<Counterparts> {
    let other = ask.present.place(&expression.id)?;
    let alignment = ask.present.aligned(place, other)?;
    Some(Counterparts::of(&alignment, &text.reading, &ask.present.text_at(other)?.reading))
}

/// Returns the document's other languages, each with how it answers.
fn others<'t>(ask: &Ask, place: usize, text: &'t Text) -> Vec<(&'t ExpressionId, Counterparts)> {
    let others = text.document.expressions.iter().filter(|one| one.id != text.expression.id);
    others.filter_map(|one| Some((&one.id, answering(ask, place, text, one)?))).collect()
}

/// Returns what persons corrected in provisions of a text.
fn corrections_in<'m>(text: &Text, provisions: &[Provision], made: &'m Corrections) -> Vec<ShownCorrection<'m>> {
    let language = text.expression.id.language;
    let of = |one: &Provision| -> Vec<ShownCorrection<'m>> {
        let made = made.of(&text.document, language, one.number);
        made.into_iter().map(|made| ShownCorrection::new(made, one)).collect()
    };
    provisions.iter().flat_map(of).collect()
}

fn notes_of(ask: &Ask, id: &ExpressionId) -> Result<Vec<NoteRecord>, Wrong> {
    ask.office.archive.store().notes(id).map_err(|error| Wrong::of_store(&error, ask.t()))
}

/// Tells all that was read in a document
#[utoipa::path(get, path = "/documents/{document}/{language}", tag = "texts", params(Place, Wanted), responses(
    (status = 200, description = "Record, reading, notes, counterparts", body = ShownText<'static>),
))]
async fn text(ask: Ask, Path((document, language)): Path<(String, String)>, Query(wanted): Query<Wanted>) -> Answer {
    ask.answer(move |ask| {
        let (place, text) = text_of(ask, &document, &language)?;
        let id = &text.expression.id;
        let notes = notes_of(ask, id)?;
        let made = Corrections::new(ask.present.registry.decisions());
        let version = wanted.version.unwrap_or(text.expression.version);
        if version != text.expression.version {
            return earlier(ask, text, version, &notes, &made);
        }
        let others = if wanted.counterparts { others(ask, place, text) } else { Vec::new() };
        let shown = ShownText {
            document: &text.document,
            expression: id,
            version,
            original: text.expression.original,
            reading: &text.reading,
            notes: &notes,
            corrections: corrections_in(text, &text.reading.provisions, &made),
            counterparts: others.iter().map(|(id, counterparts)| Beside::new(id, counterparts)).collect(),
        };
        Ok(Json(shown).into_response())
    })
    .await
}

/// Tells what was read in an earlier version.
fn earlier(ask: &Ask, text: &Text, version: u32, notes: &[NoteRecord], made: &Corrections) -> Answer {
    let t = ask.t();
    let id = &text.expression.id;
    let missing = || {
        let values =
            [("id", id.to_string()), ("n", version.to_string()), ("last", text.expression.version.to_string())];
        Wrong::missing(t.fill("show.no-version", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    };
    if version == 0 || version > text.expression.version {
        return Err(missing());
    }
    let refuse = |error| Wrong::of_store(&error, t);
    let stored = ask.office.archive.store().reading(id, Some(version)).map_err(refuse)?.ok_or_else(missing)?;
    let original = ask.office.archive.original_of(id, version).map_err(refuse)?.ok_or_else(missing)?;
    let reading = view::shown(stored, &text.document, made);
    let shown = ShownText {
        document: &text.document,
        expression: id,
        version,
        original,
        reading: &reading,
        notes,
        corrections: corrections_in(text, &reading.provisions, made),
        counterparts: Vec::new(),
    };
    Ok(Json(shown).into_response())
}

/// What is wanted of the provisions. What is empty wants all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Chosen {
    /// With one of these acts.
    #[param(max_items = 30)]
    act: Vec<ActKind>,
    /// About one of these.
    #[param(max_items = 30)]
    topic: Vec<String>,
    /// Whether an actor binds itself.
    commitment: Option<bool>,
}

impl Chosen {
    fn wants(&self, provision: &Provision) -> bool {
        let has_act = self.act.is_empty() || provision.acts.iter().any(|act| self.act.contains(&act.act));
        let is_about = |wanted: &String| provision.topics.iter().any(|topic| topic.as_str() == wanted);
        let binds = provision.acts.iter().any(|act| act.commitment);
        has_act
            && (self.topic.is_empty() || self.topic.iter().any(is_about))
            && self.commitment.is_none_or(|wanted| wanted == binds)
    }
}

/// Lists the provisions of a document in their order
#[utoipa::path(get, path = "/documents/{document}/{language}/provisions", tag = "texts", params(Place, Chosen, Page), responses(
    (status = 200, description = "Provisions with what was read in them", content(
        (List<Provision> = "application/json"),
        (String = "text/csv"),
    )),
))]
async fn provisions(
    ask: Ask,
    headers: HeaderMap,
    Path((document, language)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let (_, text) = text_of(ask, &document, &language)?;
        let found: Vec<&Provision> = text.reading.provisions.iter().filter(|one| chosen.wants(one)).collect();
        let sheet = Sheet { columns: COLUMNS, row: &|provision: &&Provision| row(&text.expression.id, provision) };
        page.answer(ask, &headers, &found, |provision| provision.number.to_string(), &sheet)
    })
    .await
}

const COLUMNS: &[&str] = &[
    "provision",
    "number",
    "section",
    "text",
    "acts",
    "triggers",
    "actors",
    "targets",
    "strengths",
    "commitment",
    "due",
    "topics",
    "dates",
    "mechanisms",
    "rules",
];

fn row(id: &ExpressionId, provision: &Provision) -> Vec<String> {
    let acts = &provision.acts;
    vec![
        format!("{id}#p{}", provision.number),
        provision.number.to_string(),
        provision.section.clone().unwrap_or_default(),
        provision.text.clone(),
        joined(acts.iter().map(|act| act.act.word())),
        joined(acts.iter().map(|act| &act.trigger)),
        joined(acts.iter().flat_map(|act| &act.actors)),
        joined(acts.iter().flat_map(|act| &act.targets)),
        joined(acts.iter().map(|act| act.strength.word())),
        acts.iter().any(|act| act.commitment).to_string(),
        joined(acts.iter().filter_map(|act| act.due.as_ref())),
        joined(&provision.topics),
        joined(provision.dates.iter().map(|date| format!("{}={}", date.text, date.edtf))),
        joined(provision.mechanisms.iter().map(|one| &one.text)),
        joined(acts.iter().map(|act| &act.rule)),
    ]
}

/// A provision, with where else its words stand and how it is cited.
#[derive(Serialize, ToSchema)]
struct Told<'t> {
    #[serde(flatten)]
    shown: ShownProvision<'t>,
    /// In how many other texts it is said again.
    elsewhere: usize,
    /// The entries of the register that it is an undertaking of.
    entries: Vec<String>,
    /// A citation, in the language of Accept-Language.
    citation: String,
}

/// Returns the place of a provision among those of its text.
fn at(ask: &Ask, text: &Text, number: u32) -> Result<usize, Wrong> {
    let at = text.reading.provisions.iter().position(|one| one.number == number);
    at.ok_or_else(|| {
        let values = [("id", text.expression.id.to_string()), ("n", number.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Wrong::missing(ask.t().fill("archive.no-provision", &values))
    })
}

/// Tells what was read in a provision, what says the same, and how it is cited
#[utoipa::path(get, path = "/documents/{document}/{language}/provisions/{number}", tag = "texts",
    params(Place, ("number" = u32, Path, description = "The provision's lasting number", minimum = 1, example = 3)),
    responses((status = 200, description = "The provision", body = Told<'static>)))]
async fn provision(ask: Ask, Path((document, language, number)): Path<(String, String, u32)>) -> Answer {
    ask.answer(move |ask| {
        let (place, text) = text_of(ask, &document, &language)?;
        let at = at(ask, text, number)?;
        let provision = &text.reading.provisions[at];
        let id = &text.expression.id;
        let name = ProvisionId { document: id.document.clone(), language: Some(id.language), number };
        let notes = notes_of(ask, id)?;
        let made = Corrections::new(ask.present.registry.decisions());
        let beside = |(id, counterparts): &(&ExpressionId, Counterparts)| -> Vec<Counterpart> {
            let words = |number: u32| {
                let provisions = &ask.present.text(id)?.reading.provisions;
                provisions.iter().find(|one| one.number == number).map(|one| one.text.clone())
            };
            shown::counterparts(id, counterparts, number, words)
        };
        let told = Told {
            elsewhere: ask.present.said_elsewhere(place).get(at).copied().unwrap_or(0),
            entries: ask.present.entries_of(&name).map(|entry| entry.id.to_string()).collect(),
            citation: citation(ask, text, provision),
            shown: ShownProvision {
                id: name,
                version: text.expression.version,
                provision,
                notes: notes.iter().filter(|note| note.provision == number).collect(),
                corrections: corrections_in(text, std::slice::from_ref(provision), &made),
                counterparts: others(ask, place, text).iter().map(beside).collect(),
            },
        };
        Ok(Json(told).into_response())
    })
    .await
}

/// A remark.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Remark {
    /// The remark.
    #[schema(min_length = 1, max_length = 10000)]
    text: String,
}

/// Puts a remark on a provision
#[utoipa::path(post, path = "/documents/{document}/{language}/provisions/{number}/notes", tag = "texts",
    params(Place, ("number" = u32, Path, description = "The provision's lasting number", minimum = 1, example = 3)),
    request_body = Remark, responses((status = 201, description = "The note", body = NoteRecord)))]
async fn note(
    ask: Ask,
    Path((document, language, number)): Path<(String, String, u32)>,
    Json(remark): Json<Remark>,
) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let words = plain(ask, "text", &remark.text, REMARK)?;
        if words.is_empty() {
            return Err(Wrong::refused(t.text("provision.no-note")));
        }
        let (_, text) = text_of(ask, &document, &language)?;
        at(ask, text, number)?;
        let id = &text.expression.id;
        let noted = ask.office.archive.note(id, number, &words, ask.by());
        noted.map_err(|error| Wrong::of_store(&error, t))?.ok_or_else(|| Wrong::missing(""))?;
        ask.follow()?;
        let note = notes_of(ask, id)?.into_iter().filter(|note| note.provision == number).max_by_key(|note| note.id);
        Ok((StatusCode::CREATED, Json(note.ok_or_else(|| Wrong::missing(""))?)).into_response())
    })
    .await
}

/// The form of a citation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Style {
    /// CSL-JSON.
    #[default]
    Csl,
    /// BibTeX.
    Bibtex,
    /// A line in the language of Accept-Language.
    Text,
}

/// What is to be cited, and how.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Citing {
    /// The form.
    #[param(inline)]
    format: Style,
    /// The provision whose words are cited, by its lasting number; for `text` only. The first where nothing is said.
    #[param(minimum = 1)]
    provision: Option<u32>,
}

/// Cites a document, or with `format=text` a provision of it
#[utoipa::path(get, path = "/documents/{document}/{language}/citation", tag = "texts", params(Place, Citing), responses(
    (status = 200, description = "The citation", content(
        (serde_json::Value = "application/vnd.citationstyles.csl+json"),
        (String = "application/x-bibtex"),
        (String = "text/plain"),
    )),
))]
async fn cite(ask: Ask, Path((document, language)): Path<(String, String)>, Query(citing): Query<Citing>) -> Answer {
    ask.answer(move |ask| {
        let (_, text) = text_of(ask, &document, &language)?;
        let (kind, words) = match citing.format {
            Style::Csl => ("application/vnd.citationstyles.csl+json", cited(ask, &text.expression.id)?.0),
            Style::Bibtex => ("application/x-bibtex; charset=utf-8", cited(ask, &text.expression.id)?.1),
            Style::Text => {
                let first = text.reading.provisions.first().map_or(1, |first| first.number);
                let at = at(ask, text, citing.provision.unwrap_or(first))?;
                ("text/plain; charset=utf-8", citation(ask, text, &text.reading.provisions[at]))
            }
        };
        Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], words).into_response())
    })
    .await
}

/// Gives the original, byte for byte
#[utoipa::path(get, path = "/documents/{document}/{language}/original", tag = "texts", params(Place), responses(
    (status = 200, description = "The original", content(
        (String = "application/octet-stream"),
        (String = "application/pdf"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )),
))]
async fn original(ask: Ask, path: Path<(String, String)>) -> Answer {
    room::original(ask, path).await
}

/// Gives the text that positions count in, mended and decoded
#[utoipa::path(get, path = "/documents/{document}/{language}/source", tag = "texts", params(Place), responses(
    (status = 200, description = "The text", body = String, content_type = "text/plain"),
))]
async fn source(ask: Ask, path: Path<(String, String)>) -> Answer {
    room::source(ask, path).await
}
