//! The interface for programs: `/api/v1`.

use std::sync::Arc;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::office::Office;

mod wording;

/// Returns all of it.
pub(crate) fn routes(_office: &Arc<Office>) -> Router<Arc<Office>> {
    let (routes, _) = OpenApiRouter::new().nest("/api/v1", wording::routes()).split_for_parts();
    routes
}
