//! How a sentence was read, gathered from its findings and from the words of the lexicon that led to none.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, RuleId};
use seimei_model::explanation::{Explanation, FindingKind, Fired, LostRule};
use seimei_text::range::TextRange;

use crate::context::Context;
use crate::finding::{ActFinding, ActorMention, DateFinding, Lost, MechanismFinding, TopicFinding};
use crate::read::Place;
use crate::sentence::Sentence;

/// What the finders returned for a sentence.
pub(crate) struct Findings<'a> {
    pub(crate) actors: &'a [ActorMention],
    pub(crate) acts: &'a [ActFinding],
    pub(crate) dates: &'a [DateFinding],
    pub(crate) mechanisms: &'a [MechanismFinding],
    pub(crate) topics: &'a [TopicFinding],
    pub(crate) lost: &'a [Lost],
}

/// Tells how a sentence was read.
pub(crate) fn explain(sentence: &Sentence, findings: &Findings, context: &Context, place: &Place) -> Explanation {
    let mut fired = Vec::new();
    let mut taken: Vec<(TableName, TextRange)> = Vec::new();
    let mut give = |finding: FindingKind, value: String, range: TextRange, rule: &RuleId| {
        taken.push((table_of(finding), range));
        let (text, range) = (place.text(range), place.source(range));
        fired.push(Fired { finding, value, text, range, rule: rule.clone() });
    };
    for act in findings.acts {
        give(FindingKind::Act, act.act.word().to_owned(), act.trigger, &act.rule);
    }
    for actor in findings.actors {
        give(FindingKind::Actor, codes(&actor.codes), actor.range, &actor.rule);
    }
    for date in findings.dates {
        give(FindingKind::Date, date.edtf.to_string(), date.range, &date.rule);
    }
    for mechanism in findings.mechanisms {
        give(FindingKind::Mechanism, sentence.at(mechanism.range).to_owned(), mechanism.range, &mechanism.rule);
    }
    for topic in findings.topics {
        for (range, rule) in &topic.words {
            give(FindingKind::Topic, topic.topic.to_string(), *range, rule);
        }
    }
    let mut lost: Vec<(TextRange, LostRule)> = Vec::new();
    let mut note = |range: TextRange, rule: &RuleId, reason: &'static str| {
        let (text, source) = (place.text(range), place.source(range));
        lost.push((range, LostRule { text, range: source, rule: rule.clone(), reason: reason.into() }));
    };
    for rule in findings.lost {
        note(rule.range, &rule.rule, rule.reason);
    }
    // A value in brackets is no finding but a mark for the finder: `(edge)`, `(none)`.
    let is_mark = |hit: &&Hit| context.lexicon.entry(hit).value.starts_with('(');
    let hits = context.lexicon.scan_all(sentence.lower);
    for hit in hits.iter().filter(|hit| is_told(hit.table) && !is_mark(hit)) {
        let rule = context.lexicon.rule(hit);
        let is_told_already = findings.lost.iter().any(|lost| lost.range.overlaps(hit.range) && lost.rule == rule)
            || taken.iter().any(|(table, range)| *table == hit.table && *range == hit.range);
        let is_part = taken.iter().any(|(table, range)| *table == hit.table && range.overlaps(hit.range));
        let is_shorter = is_inside_longer_words(hit, &hits);
        // Words that are a part of a finding (the stem of a trigger, a piece of a date) did not lose.
        if !is_told_already && (is_shorter || !is_part) {
            note(hit.range, &rule, if is_shorter { "shorter" } else { "not-taken" });
        }
    }
    lost.sort_by_key(|(range, _)| (range.start, range.end));
    let lost = lost.into_iter().map(|(_, rule)| rule).collect();
    Explanation { provision: sentence.number + 1, fired, lost }
}

fn codes(codes: &[ActorCode]) -> String {
    codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(", ")
}

/// Returns the table whose words lead to findings of a kind.
fn table_of(finding: FindingKind) -> TableName {
    match finding {
        FindingKind::Act => TableName::Acts,
        FindingKind::Actor => TableName::Actors,
        FindingKind::Date => TableName::Dates,
        FindingKind::Mechanism => TableName::Mechanisms,
        FindingKind::Topic => TableName::Topics,
    }
}

/// Function words and heads stand in every sentence; that they led to nothing tells nothing.
fn is_told(table: TableName) -> bool {
    matches!(table, TableName::Acts | TableName::Actors | TableName::Dates | TableName::Mechanisms | TableName::Topics)
}

fn is_inside_longer_words(hit: &Hit, hits: &[Hit]) -> bool {
    hits.iter()
        .any(|other| other.table == hit.table && other.range.contains(hit.range) && other.range.len() > hit.range.len())
}
