//! The register: commitments, their evidence, what persons decided on them.

mod add;
pub(crate) mod asked;
pub(crate) mod attached;
pub(crate) mod decide;
pub(crate) mod decisions;
mod entry;
pub(crate) mod file;
pub(crate) mod inbox;
pub(crate) mod list;
pub(crate) mod refused;
pub(crate) mod said;
pub(crate) mod shown;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::office::Office;

/// The most bytes of a form that attaches a file: those of the largest file, and what stands around it.
pub(crate) const LARGEST: usize = seimei_app::files::LIMIT as usize + (1 << 20);

/// Returns the pages.
pub(super) fn routes(office: &Arc<Office>) -> Router<Arc<Office>> {
    // A form that attaches a file shares its address with the other decisions on an entry.
    let upload = DefaultBodyLimit::max(office.setting.upload.min(LARGEST));
    Router::new()
        .route("/register", get(list::page))
        .route("/register/add", get(add::form).post(add::save))
        .route("/register/entries/{*name}", get(entry::page).post(said::decide).layer(upload))
        .route("/register/files/{number}", get(file::give))
        .route("/register/evidence", get(inbox::page))
        .route("/register/decisions", get(decisions::page))
        .route("/register/decisions/{number}/undo", post(decisions::undo))
}
