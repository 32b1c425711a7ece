//! What finding mechanisms has in common in all languages: known names, and which of several
//! overlapping names is kept.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_model::code::RuleId;
use seimei_text::range::TextRange;

use crate::context::Context;
use crate::finding::MechanismFinding;
use crate::sentence::Sentence;

/// What may be the name of a mechanism.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Candidate {
    /// The name.
    pub(crate) range: TextRange,
    /// The noun that makes it one: what must not lie in the name of something else.
    pub(crate) head: TextRange,
    /// The rule that found it.
    pub(crate) rule: RuleId,
}

/// Names that the lexicon knows.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Known {
    /// Names of mechanisms, by their beginnings.
    pub(crate) names: Vec<Candidate>,
    /// Names of what is no mechanism (organisations, agencies, meetings named by their level).
    pub(crate) others: Vec<TextRange>,
}

/// Returns the names in a sentence that the lexicon knows, the longest where they overlap.
pub(crate) fn known(sentence: &Sentence, context: &Context) -> Known {
    let mut hits: Vec<&Hit> =
        sentence.hits_of(TableName::Mechanisms).filter(|hit| is_written_as(sentence, hit, context)).collect();
    hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end), hit.entry, hit.form));
    let mut known = Known::default();
    let mut end = 0;
    for hit in hits {
        if hit.range.start < end {
            continue;
        }
        end = hit.range.end;
        if context.lexicon.entry(hit).value.starts_with('(') {
            known.others.push(hit.range);
        } else {
            known.names.push(Candidate { range: hit.range, head: hit.range, rule: context.lexicon.rule(hit) });
        }
    }
    known
}

/// Returns whether a name in Latin letters stands as a whole word and with its capitals.
fn is_written_as(sentence: &Sentence, hit: &Hit, context: &Context) -> bool {
    let Some(form) = context.lexicon.entry(hit).forms.get(usize::from(hit.form)) else { return false };
    let written = sentence.at(hit.range);
    if !is_whole_word(sentence.text, hit.range) {
        return false;
    }
    let capital = |text: &str| text.starts_with(|first: char| first.is_ascii_uppercase());
    let has_small = form.bytes().any(|byte| byte.is_ascii_lowercase());
    if form.is_ascii() && !has_small { written == form.as_str() } else { !capital(form) || capital(written) }
}

/// Returns whether no ASCII letter or digit continues the words of `range` on either side.
pub(crate) fn is_whole_word(text: &str, range: TextRange) -> bool {
    let bytes = text.as_bytes();
    let (start, end) = (range.start as usize, range.end as usize);
    let letter = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphanumeric);
    let begins_inside = start > 0 && letter(start) && letter(start - 1);
    let ends_inside = end > 0 && letter(end - 1) && letter(end);
    !begins_inside && !ends_inside
}

/// Keeps the longest of overlapping names, and drops those whose head lies in the name of
/// something else and those that only repeat in brackets the name before them.
pub(crate) fn settle(text: &str, mut candidates: Vec<Candidate>, others: &[TextRange]) -> Vec<MechanismFinding> {
    candidates.retain(|candidate| {
        let near = others.partition_point(|other| other.end <= candidate.head.start);
        !others.get(near).is_some_and(|other| other.overlaps(candidate.head))
    });
    candidates.sort_by_key(|candidate| (candidate.range.start, std::cmp::Reverse(candidate.range.end)));
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        match kept.last_mut() {
            Some(last) if last.range.overlaps(candidate.range) => {
                if candidate.range.len() > last.range.len() {
                    *last = candidate;
                }
            }
            Some(last) if repeats(text, last.range, candidate.range) => {}
            // A sort of thing followed by its name in quotation marks: the name counts.
            Some(last) if text.get(last.range.end as usize..candidate.range.start as usize) == Some("「") => {
                *last = candidate;
            }
            _ => kept.push(candidate),
        }
    }
    kept.into_iter().map(|candidate| MechanismFinding { range: candidate.range, rule: candidate.rule }).collect()
}

/// Returns whether `second` opens brackets right behind `first`.
fn repeats(text: &str, first: TextRange, second: TextRange) -> bool {
    let Some(between) = text.get(first.end as usize..second.start as usize) else { return false };
    let between = between.trim_start_matches(['」', '"', '\'', ' ']);
    matches!(between, "(" | "(\"" | "(「" | "(the ")
}
