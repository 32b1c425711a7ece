//! Who is let in.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::is_program;
use super::request::{declared, is_called, is_from_here, is_written_well};
use crate::office::{Access, Office};
use crate::visitor::{SESSION, Visitor};
use crate::wrong::Wrong;

/// The longest address that is looked at, in bytes.
const LONGEST_ADDRESS: usize = 8 << 10;

/// How long somebody is heard whose request is refused anyway, and how many bytes of it.
const PATIENCE: Duration = Duration::from_millis(500);
const HEARD: usize = 16 << 20;

/// Finds out who asks, and refuses whoever may not: by another name of this machine, too often, not let in yet, or sent by
/// another site.
pub(crate) async fn visitors(State(office): State<Arc<Office>>, mut request: Request, next: Next) -> Response {
    let asker = Visitor::of(request.headers(), None);
    let refuse = |status, code, key: &'static str| {
        Wrong::new(status, code, office.messages(asker.lang).text(key)).into_response()
    };
    if request.uri().to_string().len() > LONGEST_ADDRESS {
        return refuse(StatusCode::URI_TOO_LONG, "too_long", "wrong.too-long");
    }
    if !is_called(&office, request.headers(), request.uri()) {
        return refuse(StatusCode::MISDIRECTED_REQUEST, "wrong_host", "wrong.host");
    }
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if !office.has_patience(address.unwrap_or(IpAddr::from([127, 0, 0, 1]))) {
        let mut response = refuse(StatusCode::TOO_MANY_REQUESTS, "too_many", "wrong.too-many");
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        return response;
    }
    if !is_written_well(request.uri()) {
        return refuse(StatusCode::BAD_REQUEST, "bad_request", "wrong.encoding");
    }
    if declared(request.headers()).is_some_and(|size| size > office.most(request.uri().path())) {
        // Whoever is still sending would not hear an answer; whoever only says so does not wait long.
        let body = std::mem::take(request.body_mut());
        let _ = tokio::time::timeout(PATIENCE, to_bytes(body, HEARD)).await;
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "wrong.too-large");
    }
    let is_reading = request.method().is_safe();
    if !is_reading && !is_from_here(request.headers()) {
        return refuse(StatusCode::FORBIDDEN, "cross_site", "wrong.cross-site");
    }
    let path = request.uri().path();
    let is_open = path.starts_with("/assets/") || path == "/login" || path == "/settings" || path == "/favicon.ico";
    let name = office.name_of(&asker, request.headers());
    if name.is_none() && !is_open {
        if is_program(path) || !is_reading {
            let mut response = refuse(StatusCode::UNAUTHORIZED, "not_let_in", "wrong.not-let-in");
            if matches!(office.setting.access, Access::Password { .. }) {
                let basic = HeaderValue::from_static("Basic realm=\"Seimei\", charset=\"UTF-8\"");
                response.headers_mut().insert(header::WWW_AUTHENTICATE, basic);
            }
            return response;
        }
        if matches!(office.setting.access, Access::Proxy { .. }) {
            return refuse(StatusCode::FORBIDDEN, "not_let_in", "wrong.no-proxy");
        }
        return Redirect::to("/login").into_response();
    }
    let visitor = Visitor { name, ..asker };
    let is_new = !has_session(request.headers(), &visitor.session);
    let session = Arc::clone(&visitor.session);
    let is_page = !is_program(request.uri().path());
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    let is_set = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|value| value.to_str().is_ok_and(|value| value.starts_with(SESSION)));
    if is_new
        && is_page
        && !is_set
        && let Ok(value) = HeaderValue::from_str(&session_cookie(&session))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Returns the cookie that carries a session.
pub(crate) fn session_cookie(session: &str) -> String {
    format!("{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict")
}

fn has_session(headers: &HeaderMap, session: &str) -> bool {
    let cookies = axum_extra::extract::CookieJar::from_headers(headers);
    cookies.get(SESSION).is_some_and(|cookie| cookie.value() == session)
}
