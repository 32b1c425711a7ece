//! Dates and periods, in English.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};

use crate::context::{Context, Discourse};
use crate::dates::frame::Frame;
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Finds the dates and periods that a sentence names.
pub fn find(sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<DateFinding> {
    let mut frame = Frame::new(context, discourse);
    let found = read(sentence.text, sentence.lower, sentence.hits, context.lexicon, &mut frame);
    if frame.last_is_near {
        discourse.last_date = frame.last;
    }
    found
}

/// Finds the dates in `text`.
pub fn read(_: &str, _: &str, _: &[Hit], _: &LanguageLexicon, _: &mut Frame) -> Vec<DateFinding> {
    Vec::new()
}
