//! Agreed language on a topic: what parties said together or each elsewhere, the most shared and newest first.

use std::collections::BTreeSet;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang, TopicId};

use super::{Cited, Statement};
use crate::compare::{KindFamily, family};
use crate::lineage::{Lineages, Passage};

/// On how many threads families are looked for.
const THREADS: usize = 2;

/// Wording on a topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The passages that say it; never empty. Those come first in whose name most of the parties asked for speak, of these
    /// the newest: the first one is the wording to take.
    pub cited: Vec<Cited>,
    /// Those of the parties asked for in whose name it was said, alphabetical.
    pub parties: Vec<ActorCode>,
    /// In how many texts.
    pub texts: usize,
    /// In how many of them all parties asked for speak together.
    pub together: usize,
    /// The day of the text that has the wording to take.
    pub last: Option<String>,
}

/// Returns wording on a topic in one language: only of texts that bind more than one side's press office (statements,
/// declarations, programmes, agreements), and of those in whose name one of the parties speaks. About linear.
pub fn suggest(
    topic: &TopicId,
    parties: &[ActorCode],
    language: Lang,
    record: &[Statement],
    lexicon: &Lexicon,
) -> Vec<Suggestion> {
    let mut lineages = Lineages::new(lexicon);
    let mut places: Vec<Cited> = Vec::new();
    for (at, statement) in record.iter().enumerate() {
        let is_agreed =
            matches!(family(statement.kind), KindFamily::Joint | KindFamily::Programme | KindFamily::Instrument);
        let speaks = statement.parties.iter().any(|party| parties.contains(party));
        if !is_agreed || !speaks || statement.reading.document.language != language {
            continue;
        }
        for (position, provision) in statement.reading.provisions.iter().enumerate() {
            lineages.add(&Passage {
                document: at as u32,
                year: statement.day.and_then(|day| day.get(..4)).and_then(|year| year.parse().ok()),
                language,
                text: &provision.text,
                acts: &provision.acts,
                topics: &provision.topics,
                parties: statement.parties,
            });
            places.push(Cited { statement: at, provision: position });
        }
    }
    lineages.settle();
    let topics = |cited: &Cited| &record[cited.statement].reading.provisions[cited.provision].topics;
    let has = |cited: &Cited| topics(cited).contains(topic);
    let mut groups: Vec<Vec<Cited>> = Vec::new();
    let mut grouped: BTreeSet<Cited> = BTreeSet::new();
    for family in lineages.families_of(THREADS, &|id| has(&places[id.0 as usize])) {
        let members: Vec<Cited> = family.members.iter().filter_map(|id| places.get(id.0 as usize).copied()).collect();
        if members.iter().filter(|cited| has(cited)).count() * 2 >= members.len() {
            grouped.extend(&members);
            groups.push(members);
        }
    }
    // Said once, but central to the text and by all of them together.
    let together = |cited: &Cited| parties.iter().all(|party| record[cited.statement].parties.contains(party));
    let single = |cited: &&Cited| topics(cited).first() == Some(topic) && together(cited) && !grouped.contains(cited);
    groups.extend(places.iter().filter(single).map(|cited| vec![*cited]));
    let mut suggestions: Vec<Suggestion> = groups.into_iter().map(|cited| told(cited, parties, record)).collect();
    suggestions.sort_by(|one, other| {
        let key = |of: &Suggestion| (of.parties.len(), of.together.min(1), of.texts.min(2));
        key(other).cmp(&key(one)).then_with(|| other.last.cmp(&one.last)).then_with(|| {
            (other.together, other.texts).cmp(&(one.together, one.texts)).then_with(|| one.cited.cmp(&other.cited))
        })
    });
    // A passage of two clauses may be in two families; its wording is shown once.
    let mut shown: BTreeSet<Cited> = BTreeSet::new();
    suggestions.retain(|suggestion| shown.insert(suggestion.cited[0]));
    suggestions
}

fn told(mut cited: Vec<Cited>, parties: &[ActorCode], record: &[Statement]) -> Suggestion {
    let speaking = |at: usize| parties.iter().filter(|party| record[at].parties.contains(party)).count();
    cited.sort_by_key(|cited| {
        let newest = std::cmp::Reverse((speaking(cited.statement), cited.statement));
        (newest, cited.provision)
    });
    let texts: BTreeSet<usize> = cited.iter().map(|cited| cited.statement).collect();
    let spoke = |party: &&ActorCode| texts.iter().any(|at| record[*at].parties.contains(party));
    let together = texts.iter().filter(|at| speaking(**at) == parties.len()).count();
    let last = cited.first().and_then(|cited| record[cited.statement].day).map(str::to_owned);
    Suggestion { parties: parties.iter().filter(spoke).cloned().collect(), texts: texts.len(), together, last, cited }
}
