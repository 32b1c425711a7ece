//! A provision: what was read in it, what says the same, how it is cited; and remarks put on it.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use seimei_app::align::Counterparts;
use seimei_app::archive::correct::Corrections;
use seimei_app::printed::shown::{self, Counterpart, ShownProvision};
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::record::NoteRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Place, at, corrections_in, notes_of, others};
use crate::api::plain;
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::provision::citation;
use crate::pages::room::text_of;
use crate::wrong::{Answer, Wrong};

/// The longest remark, in characters.
const REMARK: usize = 10_000;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new().routes(routes!(provision)).routes(routes!(note))
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
