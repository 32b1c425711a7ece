//! Topics: what a provision is about. One engine for all languages; the words are data.

use crate::context::{Context, Discourse};
use crate::finding::{ActFinding, TopicFinding};
use crate::sentence::Sentence;

/// Returns one to three topics of a sentence, most central first.
pub fn find(
    _sentence: &Sentence,
    _acts: &[ActFinding],
    _context: &Context,
    _discourse: &mut Discourse,
) -> Vec<TopicFinding> {
    Vec::new()
}
