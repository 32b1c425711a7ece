//! What a request has to be before anybody looks at what it wants: for this server, from this server, written well.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::office::{BODY, Office};
use crate::wrong::Wrong;

/// Returns whether the request is for this server: another name in `Host` is a page elsewhere whose name leads here.
pub(super) fn is_called(office: &Office, headers: &HeaderMap, uri: &Uri) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(host) = host.to_str() else { return false };
    let is_same = uri.authority().is_none_or(|authority| authority.as_str() == host);
    is_same && office.setting.is_host(host_of(host))
}

/// Returns a host without its port.
fn host_of(host: &str) -> &str {
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
pub(super) fn is_written_well(uri: &Uri) -> bool {
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
pub(super) fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Returns whether a page of this server sent it, or no page at all.
pub(super) fn is_from_here(headers: &HeaderMap) -> bool {
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
