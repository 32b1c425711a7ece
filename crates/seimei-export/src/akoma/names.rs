//! Names and addresses within Akoma Ntoso.

use std::borrow::Cow;

use jiff::civil::Date;
use seimei_model::code::Lang;

use crate::edtf;
use crate::item::{Expression, Item};

/// Returns the address of the work. `xx` stands in the place of a country: the texts are issued by several, or by
/// organisations.
pub(super) fn work(item: &Item, expression: &Expression) -> String {
    let kind = item.document.description.kind.unwrap_or(expression.stored.reading.document.kind);
    let (element, subtype) = (super::element(kind), kind.word().replace('_', "-"));
    let date = item.document.description.date.as_ref().and_then(edtf::first_day);
    let date = date.map_or("nodate".to_owned(), |date| date.to_string());
    format!("/akn/xx/{element}/{subtype}/{date}/{}", item.document.id)
}

/// Returns the address of an expression: `@` alone is the first version.
pub(super) fn expression(item: &Item, expression: &Expression) -> String {
    let version = match expression.record.version {
        1 => String::new(),
        version => format!("v{version}"),
    };
    format!("{}/{}@{version}", work(item, expression), language(expression.language()))
}

/// Returns the code of a language by ISO 639-2.
pub(super) fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "jpn",
        Lang::En => "eng",
        Lang::Und => "und",
    }
}

/// Returns the identifier of the provision with a lasting number.
pub(super) fn paragraph(number: u32) -> String {
    format!("para_{number}")
}

/// Returns a code as part of an identifier: small letters, digits, `_`.
pub(super) fn slug(code: &str) -> String {
    code.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// Returns the day on which something was added, of its time in RFC 3339.
pub(super) fn day_of(time: &str) -> Option<Date> {
    time.get(..10)?.parse().ok()
}

/// Returns text without the characters that XML cannot hold.
///
/// # Source
/// XML 1.0, fifth edition, production 2 (Char).
pub(super) fn sound(text: &str) -> Cow<'_, str> {
    let is_char = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    if text.chars().all(is_char) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_char(c) { c } else { '\u{fffd}' }).collect())
}
