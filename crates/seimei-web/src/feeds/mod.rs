//! Feeds (Atom, RFC 4287): new documents, new commitments, the wordings of a formula.

mod commitments;
mod documents;
mod formula;
mod maker;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::office::Office;

/// Returns all feeds.
pub(crate) fn routes() -> Router<Arc<Office>> {
    Router::new()
        .route("/feeds/documents.atom", get(documents::feed))
        .route("/feeds/commitments.atom", get(commitments::feed))
        .route("/feeds/formula.atom", get(formula::feed))
}
