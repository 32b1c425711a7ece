//! Dates and periods, in Japanese.

use crate::context::{Context, Discourse};
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Finds the dates and periods that a sentence names.
pub fn find(_sentence: &Sentence, _context: &Context, _discourse: &mut Discourse) -> Vec<DateFinding> {
    Vec::new()
}
