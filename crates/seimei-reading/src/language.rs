//! What a language must bring: one implementation a language.

use seimei_text::range::TextRange;

use crate::context::{Context, Discourse};
use crate::events::{EventFinding, Memory};
use crate::finding::{ActFinding, ActorMention, DateFinding, MechanismFinding};
use crate::sentence::Sentence;

/// The finders of one language. All work on folded text and return findings in order of their
/// ranges.
pub trait Language: Sync {
    /// Returns the place that an opening sentence says the meeting was held or the text issued at.
    fn meeting_place(&self, sentence: &str, acts: &[ActFinding]) -> Option<TextRange>;

    /// Returns the place in a line that holds nothing but a place and a date.
    fn place_of_line(&self, line: &str) -> Option<TextRange>;

    /// Returns the place that the name of a ceremony in `text` begins with; one of `after` follows it.
    fn ceremony_place(&self, text: &str, after: &[&str]) -> Option<TextRange>;

    /// Splits the folded text of a block into sentences, white space between them left out.
    fn sentences(&self, block: &str) -> Vec<TextRange>;

    /// Finds words that name or stand for actors. Longest match first; mentions do not overlap.
    fn actors(&self, sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<ActorMention>;

    /// Finds dates and periods.
    fn dates(&self, sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<DateFinding>;

    /// Finds mechanisms.
    fn mechanisms(&self, sentence: &Sentence, actors: &[ActorMention], context: &Context) -> Vec<MechanismFinding>;

    /// Finds acts; at least one a sentence.
    fn acts(
        &self,
        sentence: &Sentence,
        actors: &[ActorMention],
        dates: &[DateFinding],
        context: &Context,
        discourse: &mut Discourse,
    ) -> Vec<ActFinding>;

    /// Finds the dated happenings that a sentence tells.
    fn events(
        &self,
        sentence: &Sentence,
        actors: &[ActorMention],
        dates: &[DateFinding],
        acts: &[ActFinding],
        context: &Context,
        memory: &Memory,
    ) -> Vec<EventFinding>;
}
