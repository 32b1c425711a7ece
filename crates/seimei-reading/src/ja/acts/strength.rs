//! How strongly an act is worded: adverbs on its predicate, adjectives on the noun it turns on.

use seimei_lexicon::table::TableName;
use seimei_model::act::{ActKind, Strength};
use seimei_text::range::TextRange;

use super::predicates::Predicate;
use super::words::Words;

/// Returns the strength of `predicate`, whose clause is `clause`.
///
/// `turns_on` is the noun that the act turns on where it is not its own: the コミットメント that is
/// reaffirmed.
pub(super) fn of(words: &Words, predicate: &Predicate, clause: TextRange, turns_on: Option<TextRange>) -> Strength {
    let mut strength = Strength::Plain;
    let noun = predicate.noun.or(turns_on);
    let reach = TextRange { start: clause.start, end: predicate.trigger.end };
    for hit in words.hits_in(TableName::Intensifiers, reach) {
        let entry = words.lexicon.entry(hit);
        let end = hit.range.end as usize;
        if words.layout.is_enclosed(hit.range.start as usize) {
            continue;
        }
        let found = if entry.value == Strength::Strongest.word() { Strength::Strongest } else { Strength::Strong };
        let counts = if entry.kind == "adverb" {
            end <= predicate.verb
                && (found == Strength::Strongest || is_idle(words, words.between(end, predicate.verb), end, predicate))
        } else {
            noun.is_some_and(|noun| {
                end <= noun.start as usize
                    && predicate.act != ActKind::Emphasise
                    && leads_to(words.between(end, noun.start as usize))
            })
        };
        if counts && found > strength {
            strength = found;
        }
    }
    strength
}

/// Returns the strength of a final predicate that no word of the lexicon carries.
pub(super) fn of_plain(words: &Words, trigger: TextRange, clause: TextRange) -> Strength {
    let reach = TextRange { start: clause.start, end: trigger.start.max(clause.start) };
    let found = words.hits_in(TableName::Intensifiers, reach).filter(|hit| hit.range.end == trigger.start);
    found.fold(Strength::Plain, |strength, hit| match words.lexicon.entry(hit) {
        entry if entry.kind != "adverb" => strength,
        entry if entry.value == Strength::Strongest.word() => Strength::Strongest,
        _ => strength.max(Strength::Strong),
    })
}

/// Whether nothing but adverbs, これを or the deciding noun stands between an adverb and its verb.
fn is_idle(words: &Words, between: &str, at: usize, predicate: &Predicate) -> bool {
    let mut rest = between;
    let mut from = at;
    for _ in 0..4 {
        if rest.is_empty() {
            return true;
        }
        let end = from + rest.len();
        let bare = words.before_adverbs(end);
        if bare <= from {
            return true;
        }
        rest = &words.text()[from..bare];
        let noun = predicate.noun.filter(|noun| noun.start as usize >= from);
        if let Some(noun) = noun {
            rest = &words.text()[from..noun.start as usize];
        }
        for idle in ["これを", "これに", "これらを", "同国に", "右を", "、"] {
            if let Some(left) = rest.strip_prefix(idle) {
                from += idle.len();
                rest = left;
            }
        }
        if noun.is_some() {
            return rest.is_empty();
        }
    }
    rest.is_empty()
}

/// Whether an adjective reaches its noun over what stands between: nothing, another adjective
/// joined by かつ, or 〜への.
fn leads_to(between: &str) -> bool {
    let between = ["なる", "な", "の"].iter().find_map(|end| between.strip_prefix(end)).unwrap_or(between);
    if between.is_empty() || between == "一つの" {
        return true;
    }
    let few = between.chars().count() <= 18;
    few && (between.starts_with("かつ")
        || between.starts_with("で")
        || between.starts_with('、')
        || between.ends_with("への") && !between.contains('を'))
}
