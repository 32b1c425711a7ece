//! Words that name or stand for actors, in English.

use crate::context::{Context, Discourse};
use crate::finding::ActorMention;
use crate::sentence::Sentence;

/// Finds the mentions of actors in a sentence.
pub fn find(_sentence: &Sentence, _context: &Context, _discourse: &mut Discourse) -> Vec<ActorMention> {
    Vec::new()
}
