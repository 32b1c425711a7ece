//! How a refusal is shown: to a person as a page, to a program as JSON.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::is_program;
use crate::frame::{Frame, Place};
use crate::office::Office;
use crate::pages;
use crate::pages::Shown;
use crate::visitor::Visitor;
use crate::wrong::Wrong;

/// The most of a message that some layer below gave, in bytes.
const TOLD: usize = 2 << 10;

/// Shows whatever went wrong below: to a person as a page, to a program as `application/problem+json`.
pub(crate) async fn problems(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let visitor = request.extensions().get::<Visitor>().cloned();
    let visitor = visitor.unwrap_or_else(|| Visitor::of(request.headers(), None));
    let wants_json = is_program(request.uri().path()) || wants_json(request.headers());
    let is_head = request.method() == Method::HEAD;
    let response = next.run(request).await;
    let status = response.status();
    let is_shown = response.extensions().get::<Shown>().is_some();
    if is_shown || (!status.is_client_error() && !status.is_server_error()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let wrong = match parts.extensions.get::<Wrong>() {
        Some(wrong) => wrong.clone(),
        None => of_layer(&office, &visitor, status, body).await,
    };
    let wrong = Wrong {
        detail: if wrong.detail.is_empty() { told(&office, &visitor, status) } else { wrong.detail.clone() },
        ..wrong
    };
    let mut shown = if wants_json {
        wrong.as_json()
    } else {
        let title = office.messages(visitor.lang).text(title_of(status)).to_owned();
        let frame = Frame::new(&office, &visitor, Place::Elsewhere, &title, &path);
        pages::problem::page(frame, &wrong)
    };
    *shown.status_mut() = status;
    for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
        if let Some(value) = parts.headers.get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown.extensions_mut().insert(Shown);
    if is_head {
        *shown.body_mut() = Body::empty();
    }
    shown
}

/// Returns what a layer of the server's libraries refused: a path or query of the wrong form, a body too large.
async fn of_layer(office: &Office, visitor: &Visitor, status: StatusCode, body: Body) -> Wrong {
    let said = to_bytes(body, TOLD).await.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let general = told(office, visitor, status);
    let detail = match said {
        Ok(said) if !said.trim().is_empty() && status.is_client_error() => format!("{general} ({})", said.trim()),
        _ => general,
    };
    let code = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        StatusCode::UNPROCESSABLE_ENTITY => "refused",
        status if status.is_client_error() => "bad_request",
        _ => "internal",
    };
    Wrong::new(status, code, detail)
}

fn title_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "wrong.title-missing",
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "wrong.title-forbidden",
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => "wrong.title-conflict",
        status if status.is_client_error() => "wrong.title-refused",
        _ => "wrong.title-internal",
    }
}

/// Returns what a status means and what to do.
fn told(office: &Office, visitor: &Visitor, status: StatusCode) -> String {
    let key = match status {
        StatusCode::NOT_FOUND => "wrong.missing",
        StatusCode::METHOD_NOT_ALLOWED => "wrong.method",
        StatusCode::PAYLOAD_TOO_LARGE => "wrong.too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "wrong.media-type",
        status if status.is_client_error() => "wrong.bad",
        _ => "wrong.internal",
    };
    office.messages(visitor.lang).text(key).to_owned()
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("json") && !accepted.contains("text/html")
}
