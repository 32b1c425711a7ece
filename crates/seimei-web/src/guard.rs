//! What stands before every handler: who is let in, what is refused, and how a refusal is shown.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::frame::{Frame, Place};
use crate::office::{Access, BODY, Office};
use crate::pages;
use crate::pages::Shown;
use crate::visitor::{SESSION, Visitor};
use crate::wrong::Wrong;

/// What browsers are told that pages may do: show what comes from here, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The longest address that is looked at, in bytes.
const LONGEST_ADDRESS: usize = 8 << 10;

/// How long somebody is heard whose request is refused anyway, and how many bytes of it.
const PATIENCE: Duration = Duration::from_millis(500);
const HEARD: usize = 16 << 20;

/// The most of a message that some layer below gave, in bytes.
const TOLD: usize = 2 << 10;

/// Returns whether a program asks, and not a person.
fn is_program(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Adds what browsers are told about every answer.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let tell = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in tell {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    response
}

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

/// Returns whether the request is for this server: another name in `Host` is a page elsewhere whose name leads here.
fn is_called(office: &Office, headers: &HeaderMap, uri: &Uri) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(host) = host.to_str() else { return false };
    let is_same = uri.authority().is_none_or(|authority| authority.as_str() == host);
    is_same && office.setting.is_host(host_of(host))
}

/// Returns a host without its port.
pub(crate) fn host_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

/// Refuses a form whose fields are not UTF-8: nothing is to be kept that nobody wrote.
pub(crate) async fn forms(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if !kind.starts_with(b"application/x-www-form-urlencoded") {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY).await else {
        return Wrong::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "").into_response();
    };
    let is_written =
        std::str::from_utf8(&bytes).is_ok_and(|text| !text.is_empty() && is_encoded(text)) || bytes.is_empty();
    if !is_written {
        return Wrong::bad("").into_response();
    }
    next.run(Request::from_parts(parts, bytes.into())).await
}

/// Returns whether every `%` of an address stands before two hexadecimal digits, and all of it is UTF-8.
fn is_written_well(uri: &Uri) -> bool {
    let parts = [uri.path(), uri.query().unwrap_or_default()];
    parts.into_iter().all(is_encoded)
}

fn is_encoded(part: &str) -> bool {
    let is_byte = |rest: &str| {
        let digits = rest.as_bytes();
        digits.len() >= 2 && digits[..2].iter().all(u8::is_ascii_hexdigit)
    };
    let decoded = percent_encoding::percent_decode_str(part);
    part.split('%').skip(1).all(is_byte) && decoded.decode_utf8().is_ok_and(|text| !text.contains('\0'))
}

/// Returns how large a body says it is.
fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Returns whether a page of this server sent it, or no page at all.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_owned());
    let is_same_site = match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None => true,
        Some(site) => site == b"same-origin" || site == b"none",
    };
    let is_same_origin = match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => {
            let named = origin.strip_prefix("http://").or(origin.strip_prefix("https://"));
            named == Some(host.as_str())
        }
        (Some(_), None) => false,
    };
    is_same_site && is_same_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_site_sends_is_known() {
        let check = |headers: &[(&'static str, &'static str)], expected| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(is_from_here(&map), expected, "{headers:?}");
        };
        check(&[("host", "127.0.0.1:7340")], true);
        check(&[("host", "127.0.0.1:7340"), ("origin", "http://127.0.0.1:7340")], true);
        check(&[("host", "127.0.0.1:7340"), ("origin", "http://127.0.0.1:9999")], false);
        check(&[("host", "127.0.0.1:7340"), ("origin", "https://example.org")], false);
        check(&[("host", "127.0.0.1:7340"), ("origin", "null")], false);
        check(&[("host", "127.0.0.1:7340"), ("sec-fetch-site", "cross-site")], false);
        check(&[("host", "127.0.0.1:7340"), ("sec-fetch-site", "same-origin")], true);
    }

    #[test]
    fn addresses_are_looked_at_before_anything_else() {
        let check = |address: &str, expected| {
            assert_eq!(is_written_well(&address.parse().expect("an address")), expected, "{address}");
        };
        check("/search?q=%E5%A3%B0%E6%98%8E+x", true);
        for address in ["/search?q=%FF", "/search?q=%zz", "/search?q=%", "/documents/%00", "/a%f"] {
            check(address, false);
        }
    }

    #[test]
    fn a_port_is_no_part_of_a_host() {
        for (host, name) in [("localhost:80", "localhost"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("a", "a")] {
            assert_eq!(host_of(host), name);
        }
    }
}
