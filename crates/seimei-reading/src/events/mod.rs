//! Events: dated happenings that sentences tell. What finding them has in common in all languages.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::{ActorCode, RuleId};
use seimei_model::date::Edtf;
use seimei_model::event::EventType;
use seimei_text::range::TextRange;

use crate::finding::{ActFinding, ActorMention, MentionKind};
use crate::sentence::Sentence;

/// A dated happening that a sentence tells, in bytes of the folded sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct EventFinding {
    /// The run of the text that tells it.
    pub range: TextRange,
    /// When.
    pub date: Edtf,
    /// What sort of thing.
    pub event_type: EventType,
    /// Who took part, alphabetical; never empty.
    pub participants: Vec<ActorCode>,
    /// The rule.
    pub rule: RuleId,
}

/// The event told last, from which a story goes on.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// When it was; none before the first.
    pub date: Option<Edtf>,
    /// Who took part.
    pub participants: Vec<ActorCode>,
    /// The number of the sentence that told it.
    pub sentence: u32,
}

impl Memory {
    /// Takes note of the last event of a sentence.
    pub fn keep(&mut self, sentence: &Sentence, events: &[EventFinding]) {
        // A story does not go on from what only modifies a noun and lies further back (前年に決定した文書で).
        let is_aside = |event: &&EventFinding| {
            let next = sentence.text[event.range.end as usize..].chars().next();
            let modifies = next.is_some_and(|c| matches!(c, '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'));
            modifies && self.date.as_ref().is_some_and(|date| event.date.as_str() < date.as_str())
        };
        if let Some(last) = events.iter().rfind(|event| !is_aside(event)) {
            self.date = Some(last.date.clone());
            self.participants.clone_from(&last.participants);
            self.sentence = sentence.number;
        }
    }
}

/// A word that tells an event.
#[derive(Clone, Debug)]
pub struct Telling<'l> {
    /// Where it stands.
    pub range: TextRange,
    /// Its entry.
    pub entry: &'l Entry,
    /// What sort of event it tells.
    pub event_type: EventType,
    /// Its rule.
    pub rule: RuleId,
}

/// Returns the words of the table `events` in a sentence in order, the longest where they overlap.
pub fn tellings<'l>(sentence: &Sentence, lexicon: &'l LanguageLexicon) -> Vec<Telling<'l>> {
    let mut hits: Vec<&Hit> = sentence.hits_of(TableName::Events).collect();
    hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
    let mut tellings: Vec<Telling> = Vec::new();
    for hit in hits {
        let entry = lexicon.entry(hit);
        let Some(event_type) = EventType::from_word(&entry.value) else { continue };
        if tellings.last().is_some_and(|last| last.range.end > hit.range.start) {
            continue;
        }
        tellings.push(Telling { range: hit.range, entry, event_type, rule: lexicon.rule(hit) });
    }
    tellings
}

/// Returns the actors of what happens in `clause`, by the word at `telling`: those that the act of that
/// word has, and those named in the clause, places left out.
pub fn participants(
    telling: TextRange,
    clause: TextRange,
    actors: &[ActorMention],
    acts: &[ActFinding],
) -> Vec<ActorCode> {
    let doing = acts.iter().filter(|act| act.trigger.overlaps(telling)).flat_map(|act| &act.actors);
    let named = actors
        .iter()
        .filter(|mention| clause.contains(mention.range))
        .filter(|mention| !matches!(mention.kind, MentionKind::Abstract | MentionKind::Capital))
        .flat_map(|mention| &mention.codes);
    let mut codes: Vec<ActorCode> = doing.chain(named).cloned().collect();
    codes.sort();
    codes.dedup();
    codes
}
