//! The interface for programs: `/api/v1`, with its own description (`OpenAPI` 3.1) and a page to read that on.

#![allow(unused_qualifications, reason = "the macros of utoipa write paths out")]

mod documents;
mod jobs;
pub(crate) mod list;
mod reader;
mod register;
mod search;
mod seen;
mod texts;
mod wording;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use seimei_model::act::ActKind;
use seimei_model::code::Lang;
use seimei_model::document::DocumentKind;
use seimei_model::event::EventType;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{ContentBuilder, OpenApi as Description, Ref, RefOr, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;

use crate::ask::Ask;
use crate::office::Office;
use crate::wrong::{Problem, Wrong};

/// Where it is.
const HOME: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Seimei",
        description = "A record office for diplomatic documents: what a person can do on a page, a program can do here. \
            Nothing leaves this machine. Answers carry an ETag; what changes something takes If-Match. Lists come in \
            stretches (limit, after; the address in `next` goes on) and as CSV by Accept or format=csv. What is wrong is \
            told as application/problem+json (RFC 9457), in the language of Accept-Language.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(Problem, ActKind, DocumentKind, EventType, Lang)),
    tags(
        (name = "documents", description = "Documents, their metadata, and adding them"),
        (name = "texts", description = "What was read in a document, sentence by sentence"),
        (name = "search", description = "Searching, and what the archive holds as a whole"),
        (name = "wording", description = "Comparing, tracing and checking words"),
        (name = "register", description = "Commitments, evidence, programmes, mechanisms, decisions"),
    )
)]
struct Document;

/// Returns all of it.
pub(crate) fn routes(office: &Arc<Office>) -> Router<Arc<Office>> {
    let api = OpenApiRouter::with_openapi(Document::openapi()).nest(HOME, addresses(office));
    let (router, description) = api.split_for_parts();
    let description = finished(description);
    let shown: Arc<serde_json::Value> = Arc::new(serde_json::to_value(&description).unwrap_or_default());
    let given = Arc::clone(&shown);
    router
        .route("/api/v1/openapi.json", get(move || give(given)))
        .route("/api", get(move |ask: Ask| reader::page(ask, shown)))
}

fn addresses(office: &Arc<Office>) -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new()
        .merge(documents::routes(office))
        .merge(jobs::routes())
        .merge(texts::routes())
        .merge(search::routes())
        .merge(seen::routes())
        .merge(wording::routes())
        .merge(register::routes(office))
        .layer(from_fn(typed))
}

/// Gives the description.
#[expect(clippy::unused_async, reason = "a handler")]
async fn give(description: Arc<serde_json::Value>) -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], description.to_string()).into_response()
}

/// Adds to the description what holds of every address: how problems are told, and what it is called.
fn finished(mut description: Description) -> Description {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let told = ResponseBuilder::new().description("What is wrong, where, and what to do");
    let told = told.content("application/problem+json", problem).build();
    description.components.get_or_insert_default().responses.insert("Problem".to_owned(), told.into());
    env!("CARGO_PKG_VERSION").clone_into(&mut description.info.version);
    // A name with strokes in it is one parameter all the same.
    let paths = std::mem::take(&mut description.paths.paths).into_iter();
    description.paths.paths = paths.map(|(path, item)| (path.replace("{*", "{"), item)).collect();
    for (path, item) in &mut description.paths.paths {
        let called: Vec<&str> = path.split(['/', '{', '}']).skip(3).filter(|part| !part.is_empty()).collect();
        for (method, operation) in operations(item) {
            operation.operation_id = Some(format!("{method}_{}", called.join("_").replace(['-', '.', '*'], "_")));
            for status in ["4XX", "5XX"] {
                let problem = RefOr::Ref(Ref::from_response_name("Problem"));
                operation.responses.responses.entry(status.to_owned()).or_insert(problem);
            }
        }
    }
    description
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Refuses what is sent in another form than is taken: so no form of a page elsewhere can change anything.
async fn typed(request: Request, next: Next) -> Response {
    let brings_files = ["/documents", "/register/evidence"].iter().any(|end| request.uri().path().ends_with(end));
    let is_upload = request.method() == Method::POST && brings_files;
    // A programme may come as the file it is kept in; no form of a page sends PUT.
    let is_put = request.method() == Method::PUT;
    let is_taken = match kind(request.headers()) {
        None => is_empty(request.headers()),
        Some(kind) if is_upload => kind == "multipart/form-data",
        Some(kind) if is_put && matches!(kind.as_str(), "application/toml" | "text/csv") => true,
        Some(kind) => kind == "application/json",
    };
    if request.method().is_safe() || is_taken {
        return next.run(request).await;
    }
    Wrong::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "").into_response()
}

fn kind(headers: &HeaderMap) -> Option<String> {
    let told = headers.get(header::CONTENT_TYPE)?.to_str().unwrap_or("?");
    Some(told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

fn is_empty(headers: &HeaderMap) -> bool {
    let is_none = headers.get(header::CONTENT_LENGTH).is_none_or(|length| length.as_bytes() == b"0");
    is_none && !headers.contains_key(header::TRANSFER_ENCODING)
}

/// Returns a text of a request without white space around it; refuses signs that no text has, and what is too long.
fn plain(ask: &Ask, field: &str, text: &str, most: usize) -> Result<String, Wrong> {
    let t = ask.t();
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Wrong::refused(t.fill("wrong.signs", &[("field", field)])));
    }
    let count = text.chars().count();
    if count > most {
        let values = [("field", field), ("n", &count.to_string()), ("most", &most.to_string())];
        return Err(Wrong::refused(t.fill("wrong.too-long-field", &values)));
    }
    Ok(text.trim().to_owned())
}

/// Returns an answer with a tag that tells a state of what it shows.
fn with_tag(mut response: Response, tag: &str) -> Response {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
