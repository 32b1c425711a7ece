//! Mechanisms, in English.

use crate::context::Context;
use crate::finding::{ActorMention, MechanismFinding};
use crate::sentence::Sentence;

/// Finds the mechanisms that a sentence names.
pub fn find(_sentence: &Sentence, _actors: &[ActorMention], _context: &Context) -> Vec<MechanismFinding> {
    Vec::new()
}
