//! Acts, in English.

use crate::context::{Context, Discourse};
use crate::finding::{ActFinding, ActorMention, DateFinding};
use crate::sentence::Sentence;

/// Finds the acts of a sentence, in order of appearance; at least one.
pub fn find(
    _sentence: &Sentence,
    _actors: &[ActorMention],
    _dates: &[DateFinding],
    _context: &Context,
    _discourse: &mut Discourse,
) -> Vec<ActFinding> {
    Vec::new()
}
