//! Mechanisms: the directory with a heartbeat for each, and one whole with the forms that decide on it.

mod decided;
pub(crate) mod list;
mod strip;
mod whole;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::office::Office;

pub(crate) use list::Wanted;

/// Returns the pages.
pub(super) fn routes() -> Router<Arc<Office>> {
    Router::new()
        .route("/mechanisms", get(list::page))
        .route("/mechanisms/{*name}", get(whole::page).post(decided::decide))
}
