//! How strongly an act is worded.

use seimei_model::act::{ActKind, Strength};

use crate::en::acts::patterns::{Kind, Patterns, Scan};
use crate::en::acts::predicates::Judged;
use crate::en::grammar::Class;

/// Adverbs further from the verb than this are not its own.
const REACH: usize = 4;

/// Returns the strength of `judged`, whose words are tokens `from..scan.until` of the sentence.
pub fn of(judged: &Judged, group_first: usize, patterns: &Patterns, scan: Scan) -> Strength {
    let token = |at: usize, class: Class| scan.tokens.get(at).is_some_and(|token| token.is(class));
    let end = scan.until.min(scan.tokens.len());
    // What a relative clause says is not said of the act.
    let end = (judged.last + 1..end).find(|&at| token(at, Class::RELATIVE) && !token(at, Class::NAME)).unwrap_or(end);
    let text = match (scan.tokens.get(group_first), end.checked_sub(1).and_then(|last| scan.tokens.get(last))) {
        (Some(first), Some(last)) if last.end > first.start => scan.lower.get(first.start as usize..last.end as usize),
        _ => None,
    };
    let said =
        !matches!(judged.act, ActKind::State | ActKind::Report | ActKind::Decide | ActKind::Meet | ActKind::Discuss)
            && (judged.act != ActKind::Say || judged.noun.is_some());
    if !said {
        return Strength::Plain;
    }
    let mut best = Strength::Plain;
    if said
        && let Some(strength) = text
            .filter(|text| text.contains("strong") || text.contains("terms") || text.contains("resolute"))
            .and_then(|text| patterns.terms(text))
    {
        best = best.max(strength);
    }
    let adverb = |at: usize| scan.word(at).and_then(|word| patterns.intensity(word, true));
    let adjective = |at: usize| scan.word(at).and_then(|word| patterns.intensity(word, false));
    // Before the verb, within the group, and right after it.
    let mut before = group_first.min(judged.first);
    while before > 0 && token(before - 1, Class::ADVERB) {
        before -= 1;
        best = best.max(adverb(before).unwrap_or_default());
    }
    for at in group_first.min(judged.first)..=judged.last.max(judged.first) {
        best = best.max(adverb(at).unwrap_or_default());
    }
    for at in judged.last + 1..(judged.last + REACH).min(end) {
        if !token(at, Class::ADVERB) {
            break;
        }
        best = best.max(adverb(at).unwrap_or_default());
    }
    // On the noun that carries the act.
    if let Some(noun) = judged.noun {
        for at in group_first.min(judged.first)..=noun.max(judged.last) {
            best = best.max(adjective(at).unwrap_or_default());
        }
        let mut at = noun;
        while at > 0
            && (token(at - 1, Class::ADJECTIVE | Class::ADVERB | Class::CONJUNCTION | Class::COMMA | Class::PARTICIPLE)
                || token(at - 1, Class::MARK))
        {
            at -= 1;
            best = best.max(adjective(at).unwrap_or_default());
        }
    } else if matches!(judged.act, ActKind::Reaffirm | ActKind::Confirm) {
        best = best.max(of_object(judged.last + 1, end, patterns, scan));
    }
    best
}

/// Returns how strongly the position is worded that is confirmed (our unwavering support).
fn of_object(from: usize, end: usize, patterns: &Patterns, scan: Scan) -> Strength {
    let mut strength = Strength::Plain;
    for at in from..end.min(from + 14) {
        let token = &scan.tokens[at];
        if patterns.word(at, &[Kind::Noun], scan).is_some() {
            return strength;
        }
        let ends = Class::PREPOSITION | Class::TO | Class::THAT | Class::RELATIVE | Class::SUBORDINATOR;
        if token.is(ends) && !token.is(Class::NAME) {
            break;
        }
        strength = strength.max(scan.word(at).and_then(|word| patterns.intensity(word, false)).unwrap_or_default());
    }
    Strength::Plain
}
