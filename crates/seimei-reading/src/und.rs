//! A language that the program does not know: structure, and the dates that figures tell.

use seimei_text::range::TextRange;

use crate::context::{Context, Discourse};
use crate::en::English;
use crate::events::{self, EventFinding};
use crate::finding::{ActFinding, ActorMention, DateFinding, MechanismFinding};
use crate::ja::Japanese;
use crate::language::Language;
use crate::sentence::Sentence;

/// The finders for text in a language without a lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl Language for Unknown {
    fn meeting_place(&self, _sentence: &str, _acts: &[ActFinding]) -> Option<TextRange> {
        None
    }

    fn place_of_line(&self, _line: &str) -> Option<TextRange> {
        None
    }

    fn ceremony_place(&self, _text: &str, _after: &[&str]) -> Option<TextRange> {
        None
    }

    fn sentences(&self, block: &str) -> Vec<TextRange> {
        // East Asian full stops end sentences without a space behind them.
        if block.contains('。') { Japanese.sentences(block) } else { English.sentences(block) }
    }

    fn actors(&self, _sentence: &Sentence, _context: &Context, _discourse: &mut Discourse) -> Vec<ActorMention> {
        Vec::new()
    }

    fn dates(&self, sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<DateFinding> {
        English.dates(sentence, context, discourse)
    }

    fn mechanisms(&self, _sentence: &Sentence, _actors: &[ActorMention], _context: &Context) -> Vec<MechanismFinding> {
        Vec::new()
    }

    fn acts(
        &self,
        _sentence: &Sentence,
        _actors: &[ActorMention],
        _dates: &[DateFinding],
        _context: &Context,
        _discourse: &mut Discourse,
    ) -> Vec<ActFinding> {
        Vec::new()
    }

    fn events(
        &self,
        _sentence: &Sentence,
        _actors: &[ActorMention],
        _dates: &[DateFinding],
        _acts: &[ActFinding],
        _context: &Context,
        _told: &events::Memory,
    ) -> Vec<EventFinding> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use seimei_ingest::ingest::{Format, ingest};
    use seimei_lexicon::builtin;

    use crate::read::read;

    #[test]
    fn sentences_and_dates_of_an_unknown_language_are_read_and_nothing_else() {
        let lexicon = builtin::lexicon();
        let text = "Les deux pays se réunissent le 2031-05-12. Ils vont signer un accord dans les meilleurs délais.\n";
        let reading = read(&ingest(text.as_bytes(), Format::Text, &lexicon), &lexicon);
        let dates: Vec<&str> =
            reading.provisions.iter().flat_map(|one| &one.dates).map(|date| date.edtf.as_str()).collect();
        assert_eq!((reading.provisions.len(), dates), (2, vec!["2031-05-12"]));
        assert!(reading.provisions.iter().all(|one| one.acts.is_empty() && one.topics.is_empty()));
        assert!(reading.diagnostics.iter().any(|diagnostic| diagnostic.code == "unknown-language"));
    }
}
