//! The register for programs: commitments, evidence, decisions, programmes, mechanisms, alignment, stocktake. The shapes are
//! those that the command line prints.

mod attached;
mod decisions;
mod entries;
mod mechanisms;
mod programmes;
mod taken;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::ask::Ask;
use crate::office::Office;
use crate::pages::register::LARGEST;
use crate::wrong::Wrong;

/// Returns the addresses.
pub(super) fn routes(office: &Arc<Office>) -> OpenApiRouter<Arc<Office>> {
    let upload = DefaultBodyLimit::max(office.setting.upload.min(LARGEST));
    OpenApiRouter::new()
        .routes(routes!(entries::entries))
        .routes(routes!(entries::entry))
        .routes(routes!(entries::evidence, attached::attach).layer(upload))
        .routes(routes!(attached::file))
        .routes(routes!(decisions::decisions, decisions::decide))
        .routes(routes!(decisions::undo))
        .routes(routes!(programmes::programmes))
        .routes(routes!(programmes::programme, programmes::keep))
        .routes(routes!(mechanisms::mechanisms))
        .routes(routes!(mechanisms::mechanism))
        .routes(routes!(taken::alignment))
        .routes(routes!(taken::stocktake))
}

/// Returns an answer with the number of the last decision on what it shows as its tag.
fn with_number(mut response: Response, number: u64) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{number}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Returns the number that `If-Match` names: the last decision that was seen.
fn seen(ask: &Ask, headers: &HeaderMap) -> Result<Option<u64>, Wrong> {
    let Some(tag) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = tag.to_str().unwrap_or("?").trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.trim_start_matches("W/").trim_matches('"').parse().ok();
    let wrong = || Wrong::bad(ask.t().fill("register-api.no-tag", &[("text", text)]));
    number.map(Some).ok_or_else(wrong)
}
