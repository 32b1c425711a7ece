//! What was read in a document: the whole of it, its provisions, one of them; its original, its mended text, citations.

mod given;
mod provision;
mod provisions;
mod whole;

use std::sync::Arc;

use seimei_app::align::Counterparts;
use seimei_app::archive::correct::Corrections;
use seimei_app::archive::trace::Text;
use seimei_app::printed::shown::ShownCorrection;
use seimei_model::identity::ExpressionId;
use seimei_model::provision::Provision;
use seimei_model::record::{ExpressionRecord, NoteRecord};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;

use crate::ask::Ask;
use crate::office::Office;
use crate::wrong::Wrong;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new()
        .merge(whole::routes())
        .merge(provisions::routes())
        .merge(provision::routes())
        .merge(given::routes())
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

/// Returns the place of a provision among those of its text.
fn at(ask: &Ask, text: &Text, number: u32) -> Result<usize, Wrong> {
    let at = text.reading.provisions.iter().position(|one| one.number == number);
    at.ok_or_else(|| {
        let values = [("id", text.expression.id.to_string()), ("n", number.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Wrong::missing(ask.t().fill("archive.no-provision", &values))
    })
}
