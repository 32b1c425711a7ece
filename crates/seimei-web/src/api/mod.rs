//! The interface for programs: `/api/v1`.

pub(crate) mod list;
mod register;

use std::sync::Arc;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::office::Office;

/// Returns all of it.
pub(crate) fn routes(office: &Arc<Office>) -> Router<Arc<Office>> {
    let api = OpenApiRouter::new().nest("/api/v1", register::routes(office));
    let (router, description) = api.split_for_parts();
    router.route("/api/v1/openapi.json", axum::routing::get(move || async move { axum::Json(description) }))
}
