//! The pages: one file a page, and the forms that change something.

pub(crate) mod add;
pub(crate) mod alignment;
pub(crate) mod chronology;
pub(crate) mod compare;
mod correct;
pub(crate) mod documents;
mod edit;
pub(crate) mod form;
pub(crate) mod formula;
mod help;
pub(crate) mod mechanisms;
pub(crate) mod overview;
pub(crate) mod positions;
pub(crate) mod problem;
pub(crate) mod programmes;
pub(crate) mod provision;
pub(crate) mod register;
pub(crate) mod room;
pub(crate) mod search;
mod settings;
mod sheet;
pub(crate) mod stocktake;
pub(crate) mod verify;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::{get, post};

use crate::office::Office;
pub(crate) use crate::pages::settings::Shown;
use crate::wrong::Answer;

/// Returns all pages.
pub(crate) fn routes(office: &Arc<Office>) -> Router<Arc<Office>> {
    let upload = DefaultBodyLimit::max(office.setting.upload);
    Router::new()
        .route("/", get(overview::page))
        .route("/documents", get(documents::page))
        .route("/documents/add", get(add::form).post(add::upload).layer(upload))
        .route("/jobs/{number}", get(add::job))
        .route("/jobs/{number}/cancel", post(add::cancel))
        .route("/documents/{document}", get(room::first))
        .route("/documents/{document}/edit", get(edit::form).post(edit::save))
        .route("/documents/{document}/remove", post(edit::remove))
        .route("/documents/{document}/restore", post(edit::restore))
        .route("/documents/{document}/{language}", get(room::page))
        .route("/documents/{document}/{language}/original", get(room::files::original))
        .route("/documents/{document}/{language}/source", get(room::files::source))
        .route("/documents/{document}/{language}/p/{number}", get(provision::page))
        .route("/documents/{document}/{language}/p/{number}/correct", post(correct::save))
        .route("/documents/{document}/{language}/p/{number}/note", post(provision::note))
        .route("/positions", get(positions::page))
        .route("/chronology", get(chronology::page))
        .route("/search", get(search::page))
        .route("/settings", post(settings::save))
        .route("/login", get(settings::login).post(settings::let_in))
        .route("/logout", post(settings::let_out))
        .route("/help", get(help::page))
        .merge(register::routes(office))
        .merge(programmes::routes(office))
        .merge(mechanisms::routes())
        .route("/alignment", get(alignment::page))
        .route("/stocktake", get(stocktake::page))
        .route("/stocktake/download", get(stocktake::download))
        .merge(compare::routes())
        .merge(formula::routes())
        .merge(verify::routes())
}

/// Sends a browser on to a page after something was changed.
#[expect(clippy::unnecessary_wraps, reason = "it is what handlers answer")]
pub(crate) fn see(address: &str) -> Answer {
    Ok(Redirect::to(address).into_response())
}
