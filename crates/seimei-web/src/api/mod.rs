//! The interface for programs: `/api/v1`.

use std::sync::Arc;

use axum::Router;

use crate::office::Office;

/// Returns all of it.
pub(crate) fn routes(_office: &Arc<Office>) -> Router<Arc<Office>> {
    Router::new()
}
