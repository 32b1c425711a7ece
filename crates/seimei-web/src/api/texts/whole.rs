//! All that was read in a document, as it is now and as it was in an earlier version.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::correct::Corrections;
use seimei_app::archive::trace::Text;
use seimei_app::archive::view;
use seimei_app::printed::shown::{Beside, ShownText};
use seimei_model::record::NoteRecord;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Place, corrections_in, notes_of, others};
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::room::text_of;
use crate::wrong::{Answer, Wrong};

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new().routes(routes!(text))
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
