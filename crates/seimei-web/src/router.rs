//! Which address leads to which handler.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use axum::{Router, http::StatusCode};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::office::{BODY, Office};
use crate::wrong::Wrong;
use crate::{api, assets, cached, feeds, guard, pages};

/// Returns all pages and the interface for programs.
pub fn router(office: Arc<Office>) -> Router {
    let compression = CompressionLayer::new().quality(CompressionLevel::Fastest);
    Router::new()
        .route("/assets/{name}", get(assets::give))
        .route("/favicon.ico", get(assets::icon))
        .merge(pages::routes(&office))
        .merge(api::routes(&office))
        .merge(feeds::routes())
        .fallback(|| async { Wrong::new(StatusCode::NOT_FOUND, "not_found", "") })
        .method_not_allowed_fallback(|| async { Wrong::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "") })
        .layer(from_fn(guard::forms))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(cached::tagged))
        .layer(from_fn_with_state(Arc::clone(&office), guard::problems))
        .layer(from_fn_with_state(Arc::clone(&office), guard::visitors))
        .layer(from_fn_with_state(Arc::clone(&office), guard::problems))
        .layer(from_fn(guard::headers))
        .layer(compression)
        .with_state(office)
}
