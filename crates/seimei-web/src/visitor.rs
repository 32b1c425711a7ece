//! Who asks: in which language, with which look, in whose name. Everything a handler knows of a request's sender.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use axum_extra::extract::CookieJar;
use hmac::{Hmac, KeyInit as _, Mac as _};
use seimei_model::code::Lang;
use sha2::Sha256;

/// The cookie of the language that a reader chose.
pub(crate) const LANGUAGE: &str = "language";
/// The cookie of the look that a reader chose.
pub(crate) const THEME: &str = "theme";
/// The cookie that tells one browser from another; what it holds is known to that browser alone.
pub(crate) const SESSION: &str = "seimei";

/// Looks that pages have; `auto` follows the system.
pub(crate) const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// The language that pages and messages are in: Japanese or English.
    pub(crate) lang: Lang,
    /// One of [`THEMES`].
    pub(crate) theme: &'static str,
    /// What the cookie [`SESSION`] holds, or will.
    pub(crate) session: Arc<str>,
    /// The name that decisions are made in; `None` for somebody who has not come in yet.
    pub(crate) name: Option<Arc<str>>,
}

impl Visitor {
    /// Reads it off the headers. `name` is who was let in.
    pub(crate) fn of(headers: &HeaderMap, name: Option<Arc<str>>) -> Self {
        let cookies = CookieJar::from_headers(headers);
        let chosen = cookies.get(LANGUAGE).map(|cookie| cookie.value().to_owned());
        let lang = match chosen.as_deref() {
            Some("ja") => Lang::Ja,
            Some("en") => Lang::En,
            _ => wanted_language(headers),
        };
        let theme = cookies.get(THEME).and_then(|cookie| THEMES.into_iter().find(|known| *known == cookie.value()));
        let session = cookies.get(SESSION).map(|cookie| cookie.value().to_owned()).filter(|value| is_session(value));
        let session = session.unwrap_or_else(random).into();
        Self { lang, theme: theme.unwrap_or("auto"), session, name }
    }

    /// Returns what a form of this visitor carries, so that no other site can send it in his name.
    pub(crate) fn token(&self) -> String {
        let mut token = String::with_capacity(64);
        for byte in signature(&self.session).finalize().into_bytes() {
            let _ = write!(token, "{byte:02x}");
        }
        token
    }

    /// Returns whether a form carries what it must.
    pub(crate) fn has_sent(&self, token: &str) -> bool {
        let digits = token.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let bytes: Option<Vec<u8>> = digits.collect();
        bytes.is_some_and(|bytes| signature(&self.session).verify_slice(&bytes).is_ok())
    }
}

/// Signs with a key that is made when the process starts and never leaves it.
fn signature(session: &str) -> Hmac<Sha256> {
    static KEY: LazyLock<String> = LazyLock::new(random);
    let mut signature = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).expect("a key of any length is taken");
    signature.update(session.as_bytes());
    signature
}

/// Returns 128 random bits in hexadecimal digits.
pub(crate) fn random() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn is_session(value: &str) -> bool {
    value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns the language that a browser is set to: the first of its list, by weight, that pages have.
fn wanted_language(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0.0, Lang::En);
    for one in accepted.split(',') {
        let mut parts = one.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let lang = match tag.split('-').next() {
            Some("ja") => Lang::Ja,
            Some("en") => Lang::En,
            _ => continue,
        };
        if weight > best.0 {
            best = (weight, lang);
        }
    }
    best.1
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    /// Takes what [`crate::guard::visitors`] found out.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().cloned();
        Ok(known.unwrap_or_else(|| Self::of(&parts.headers, None)))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_browser_decides_the_language_unless_its_reader_did() {
        let check = |accepted: &'static str, cookie: &'static str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            assert_eq!(Visitor::of(&headers, None).lang, expected, "{accepted} {cookie}");
        };
        check("ja,en;q=0.8", "", Lang::Ja);
        check("en-GB,ja;q=0.8", "", Lang::En);
        check("de,ja;q=0.3,en;q=0.7", "", Lang::En);
        check("fr", "", Lang::En);
        check("en", "language=ja", Lang::Ja);
        check("ja", "language=xx", Lang::Ja);
    }

    #[test]
    fn a_token_serves_its_own_session_only() {
        let (one, other) = (Visitor::of(&HeaderMap::new(), None), Visitor::of(&HeaderMap::new(), None));
        assert!(one.has_sent(&one.token()));
        for token in [other.token().as_str(), "", "zz", "é", &one.token()[..62]] {
            assert!(!one.has_sent(token), "{token}");
        }
    }
}
