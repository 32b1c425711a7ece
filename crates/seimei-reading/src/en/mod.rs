//! English: the finders that the engine calls.

pub mod actors;
pub mod acts;
pub mod dates;
pub mod due;
pub mod events;
pub mod grammar;
pub mod mechanisms;
mod name_complement;
mod name_tokens;
pub mod place;
pub mod sentences;
pub mod tokens;

use seimei_text::range::TextRange;

use crate::context::{Context, Discourse};
use crate::events::{EventFinding, Memory};
use crate::finding::{ActFinding, ActorMention, DateFinding, MechanismFinding};
use crate::language::Language;
use crate::sentence::Sentence;

/// The English finders.
#[derive(Clone, Copy, Debug)]
pub struct English;

impl Language for English {
    fn meeting_place(&self, sentence: &str, acts: &[ActFinding]) -> Option<TextRange> {
        place::of_meeting(sentence, acts)
    }

    fn place_of_line(&self, line: &str) -> Option<TextRange> {
        place::of_line(line)
    }

    fn ceremony_place(&self, _text: &str, _after: &[&str]) -> Option<TextRange> {
        None
    }

    fn sentences(&self, block: &str) -> Vec<TextRange> {
        sentences::split(block)
    }

    fn actors(&self, sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<ActorMention> {
        actors::find(sentence, context, discourse)
    }

    fn dates(&self, sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<DateFinding> {
        dates::find(sentence, context, discourse)
    }

    fn mechanisms(&self, sentence: &Sentence, actors: &[ActorMention], context: &Context) -> Vec<MechanismFinding> {
        mechanisms::find(sentence, actors, context)
    }

    fn events(
        &self,
        sentence: &Sentence,
        actors: &[ActorMention],
        dates: &[DateFinding],
        acts: &[ActFinding],
        context: &Context,
        _memory: &Memory,
    ) -> Vec<EventFinding> {
        events::find(sentence, actors, dates, acts, context)
    }

    fn acts(
        &self,
        sentence: &Sentence,
        actors: &[ActorMention],
        dates: &[DateFinding],
        context: &Context,
        discourse: &mut Discourse,
    ) -> Vec<ActFinding> {
        acts::find(sentence, actors, dates, context, discourse)
    }
}
