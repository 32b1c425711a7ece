//! Addresses of pages, written safely.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::undertaking::EntryId;

/// What may not stand in a part of an address as it is.
const PART: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'/')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b';');

/// Returns a text as a part of an address: of a path, or a value of a query.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// Returns an address with a query of these values; those that are empty are left out.
pub(crate) fn with_query<'v>(path: &str, values: impl IntoIterator<Item = (&'v str, &'v str)>) -> String {
    let mut address = path.to_owned();
    let mut sign = if path.contains('?') { '&' } else { '?' };
    for (name, value) in values {
        if !value.is_empty() {
            let _ = write!(address, "{sign}{name}={}", part(value));
            sign = '&';
        }
    }
    address
}

/// Returns the address of the reading room of an expression.
pub(crate) fn expression(id: &ExpressionId) -> String {
    format!("/documents/{}/{}", id.document, id.language.tag())
}

/// Returns the address of a provision in the reading room; without a language, that of its document's first.
pub(crate) fn passage(id: &ProvisionId) -> String {
    match id.language {
        Some(language) => format!("/documents/{}/{}#p{}", id.document, language.tag(), id.number),
        None => format!("/documents/{}#p{}", id.document, id.number),
    }
}

/// Returns the address of a provision's own page.
pub(crate) fn provision(id: &ProvisionId) -> String {
    let language = id.language.map_or("und", seimei_model::code::Lang::tag);
    format!("/documents/{}/{language}/p/{}", id.document, id.number)
}

/// Returns the address of an entry of the register.
pub(crate) fn entry(id: &EntryId) -> String {
    format!("/register/entries/{}", id.to_string().replace('#', "/"))
}

/// Returns the name of an entry as its address has it: `arv-hta-2026/en/p12.1` is `arv-hta-2026/en#p12.1`. A name that is
/// written as such stays as it is.
pub(crate) fn entry_name(address: &str) -> String {
    match address.rsplit_once('/') {
        _ if address.contains('#') => address.to_owned(),
        Some((place, act)) => format!("{place}#{act}"),
        None => address.to_owned(),
    }
}

/// Returns the address of a formula, by one of the provisions that say it.
pub(crate) fn formula(id: &ProvisionId) -> String {
    with_query("/formula", [("of", id.to_string().as_str())])
}

/// Returns an address of this server to go back to; the overview where it is none. Another server's is none, however it
/// is written.
pub(crate) fn back(address: &str) -> &str {
    let is_own = address.starts_with('/')
        && !address.starts_with("//")
        && !address.chars().any(|c| c.is_control() || c == '\\')
        && address.is_ascii();
    if is_own { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_safely() {
        assert_eq!(with_query("/search", [("q", "a&b=c 声"), ("x", "")]), "/search?q=a%26b%3Dc%20%E5%A3%B0");
        let id: EntryId = "arv-hta-2026/en#p12.1".parse().expect("a name");
        assert_eq!(entry(&id), "/register/entries/arv-hta-2026/en/p12.1");
        assert_eq!(entry_name("arv-hta-2026/en/p12.1"), id.to_string());
        assert_eq!(entry_name("c-118"), "c-118");
        assert_eq!(entry_name("arv-hta-2026/en#p12.1"), id.to_string());
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(back("/documents?x=1"), "/documents?x=1");
        for address in ["//evil.example", "https://evil.example", "/\\evil", "", "/a\nb", "javascript:alert(1)"] {
            assert_eq!(back(address), "/", "{address}");
        }
    }
}
