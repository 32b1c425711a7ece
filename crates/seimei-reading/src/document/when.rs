//! The date of a document.

use seimei_ingest::block::FieldKey;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;

use super::{Reader, field};
use crate::context::CalendarDate;
use crate::dates::written::written_date;

/// Judges the date: a date in the title names the occasion itself; then the field that the page
/// or its head gives; then a date line; then the first full date of the opening.
pub(super) fn judge(reader: &Reader, title: &str, opening: &[String]) -> Option<Edtf> {
    let given = field(reader.ingested, FieldKey::Date).and_then(|date| written_date(&date, reader.lexicon));
    let around = given.as_ref().and_then(|date| CalendarDate::parse(date.as_str()));
    let context = reader.context(DocumentKind::JointStatement, around);
    let full = |text: &str| {
        let dates = reader.read(text, &context).dates;
        let dates = dates.into_iter().map(|date| date.edtf);
        dates
            .filter(|date| CalendarDate::parse(date.as_str()).is_some_and(|date| date.day.is_some()))
            .map(day_of)
            .next()
    };
    full(title)
        .or(given)
        .or_else(|| reader.notes().find_map(|note| full(&note)))
        .or_else(|| opening.iter().find_map(|sentence| full(sentence)))
}

/// Leaves the time of day, and the second half of an interval of days, aside.
fn day_of(date: Edtf) -> Edtf {
    match date.as_str().split(['T', '/']).next() {
        Some(day) if day.len() < date.as_str().len() => Edtf::new(day),
        _ => date,
    }
}
