//! What went wrong with a request: one value, shown as a page to a person and as `application/problem+json` (RFC 9457) to
//! a program.

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use seimei_app::archive::index::SearchError;
use seimei_app::archive::register::{NoEntry, Refused, Registry};
use seimei_locale::messages::Messages;
use seimei_locale::refusal;
use seimei_store::error::StoreError;
use serde::Serialize;

/// What went wrong.
#[derive(Clone, Debug)]
pub(crate) struct Wrong {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// A word for it that stays the same.
    pub(crate) code: &'static str,
    /// What is wrong, where, and what to do, in the reader's language.
    pub(crate) detail: String,
}

/// A problem as programs get it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Problem {
    /// What sort of problem: an address that names it and leads nowhere.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// The status, in words.
    pub(crate) title: String,
    /// The status of the answer.
    pub(crate) status: u16,
    /// A word for it that stays the same.
    pub(crate) code: String,
    /// What is wrong, where, and what to do.
    pub(crate) detail: String,
}

/// What a handler answers.
pub(crate) type Answer = Result<Response, Wrong>;

impl Wrong {
    /// Returns something wrong.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into() }
    }

    /// What was asked for is not there.
    pub(crate) fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// The request cannot be understood.
    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// The request is understood, and cannot be done.
    pub(crate) fn refused(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", detail)
    }

    /// It is too large.
    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    }

    /// A form with files broke off, or is too large.
    pub(crate) fn of_parts(error: &MultipartError, messages: &Messages) -> Self {
        let status = error.status();
        let code = if status == StatusCode::PAYLOAD_TOO_LARGE { "too_large" } else { "bad_request" };
        Self::new(status, code, messages.fill("add.broken", &[("reason", &error.body_text())]))
    }

    /// The archive refused.
    pub(crate) fn of_store(error: &StoreError, messages: &Messages) -> Self {
        let detail = refusal::of_store(error, messages);
        match error {
            StoreError::NoDocument(_) | StoreError::NoExpression(_) | StoreError::NoProvision(..) => {
                Self::missing(detail)
            }
            StoreError::NoDecision(_) => Self::missing(detail),
            StoreError::Conflict { .. } => Self::new(StatusCode::CONFLICT, "conflict", detail),
            StoreError::ReadOnly { .. } => Self::new(StatusCode::FORBIDDEN, "read_only", detail),
            StoreError::HasLanguage(_) | StoreError::SameLanguage(..) => Self::refused(detail),
            StoreError::Busy { .. } | StoreError::Full { .. } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
            }
            _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "archive", detail),
        }
    }

    /// The search index refused.
    pub(crate) fn of_search(error: &SearchError, messages: &Messages) -> Self {
        match error {
            SearchError::Store(error) => Self::of_store(error, messages),
            other => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "index", refusal::of_search(other, messages)),
        }
    }

    /// A name leads to no entry.
    pub(crate) fn of_entry(error: &NoEntry, messages: &Messages) -> Self {
        let detail = refusal::of_no_entry(error, messages);
        if matches!(error, NoEntry::Unknown { .. }) { Self::missing(detail) } else { Self::bad(detail) }
    }

    /// A decision is refused.
    pub(crate) fn of_decision(error: &Refused, registry: &Registry, messages: &Messages) -> Self {
        let detail = refusal::of_decision(error, registry, messages);
        match error {
            Refused::Store(error) => Self::of_store(error, messages),
            Refused::NoEntry(_) | Refused::NoProvision(_) | Refused::NoArea(_) | Refused::NoProgramme(_) => {
                Self::missing(detail)
            }
            _ => Self::refused(detail),
        }
    }

    /// Returns it as programs get it.
    pub(crate) fn as_json(&self) -> Response {
        let problem = Problem {
            kind: format!("urn:seimei:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            code: self.code.to_owned(),
            detail: self.detail.clone(),
        };
        let mut response = (self.status, Json(problem)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl IntoResponse for Wrong {
    /// Leaves the showing to [`crate::guard::problems`], which knows who asks.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}
