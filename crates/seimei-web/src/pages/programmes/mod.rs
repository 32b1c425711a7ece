//! Programmes: their editions, how far each is, area by area, what is proposed to them; and keeping one from a file.

mod download;
mod keep;
mod list;
mod whole;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::office::Office;

pub(crate) use keep::{keep, read};

/// The most bytes of files of programmes at once.
const LARGEST: usize = 16 << 20;

/// Returns the pages.
pub(super) fn routes(office: &Arc<Office>) -> Router<Arc<Office>> {
    let upload = DefaultBodyLimit::max(office.setting.upload.min(LARGEST));
    Router::new()
        .route("/programmes", get(list::page).post(keep::upload).layer(upload))
        .route("/programmes/{id}", get(whole::page))
        .route("/programmes/{id}/download", get(download::give))
        .route("/programmes/{id}/remove", post(keep::remove))
}
