//! Dates and periods, in English.

use crate::context::{Context, Discourse};
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Finds the dates and periods that a sentence names.
pub fn find(_sentence: &Sentence, _context: &Context, _discourse: &mut Discourse) -> Vec<DateFinding> {
    Vec::new()
}

/// Reads a date as a head, a header or a date line writes it.
pub fn written(text: &str) -> Option<seimei_model::date::Edtf> {
    let date = text.trim().get(..10)?;
    crate::context::CalendarDate::parse(date)?.day?;
    Some(seimei_model::date::Edtf::new(date))
}
