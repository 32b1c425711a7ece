//! Answers that a browser or program has already: an `ETag` of the content, and 304 where it is the same.

use std::hash::{DefaultHasher, Hasher as _};

use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Larger answers are sent as they come.
const MOST: u64 = 8 << 20;

/// Adds an `ETag` to what was asked for and found, and answers 304 where it is known.
pub(crate) async fn tagged(request: Request, next: Next) -> Response {
    let is_reading = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let is_short = response.body().size_hint().upper().is_some_and(|size| size <= MOST);
    if !is_reading || response.status() != StatusCode::OK || !is_short {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST as usize).await else {
        return status(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let tag = if let Some(tag) = parts.headers.get(header::ETAG) {
        tag.clone()
    } else {
        let Ok(tag) = HeaderValue::from_str(&tag_of(&bytes)) else {
            return Response::from_parts(parts, bytes.into());
        };
        parts.headers.insert(header::ETAG, tag.clone());
        tag
    };
    if known.is_some_and(|known| names(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, bytes.into())
}

/// Returns whether the request holds only where what it changes has not changed: its `If-Match` names the tag, or there
/// is none.
pub(crate) fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let Some(known) = headers.get(header::IF_MATCH) else { return true };
    HeaderValue::from_str(tag).is_ok_and(|tag| names(known, &tag))
}

/// Weak: compression changes the bytes.
fn tag_of(bytes: &Bytes) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Returns whether a list of tags has one, in the weak comparison of RFC 9110.
fn names(list: &HeaderValue, tag: &HeaderValue) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let (Ok(list), Ok(tag)) = (list.to_str(), tag.to_str()) else { return false };
    list.split(',').any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

fn status(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
