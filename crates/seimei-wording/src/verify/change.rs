//! What was changed, in words: the source beside the quotation, as the comparison of texts tells it.

use seimei_text::range::CharRange;

use super::{EditSort, Finding, Passage, Verdict, Verifier};
use crate::changes::{Change, Changed, Matter, Side, Turn};
use crate::words::{Cut, WordKind};

/// A part of the source and what the quotation makes of it.
struct Pair {
    passage: usize,
    /// First and last provision, by their places in the passage.
    provisions: (usize, usize),
    /// From where in the first to where in the last.
    range: CharRange,
    quoted: CharRange,
}

/// Adds the changes to a finding. What was left out without a mark is an alteration if the rest says the opposite without
/// it.
pub(super) fn tell(finding: &mut Finding, quotation: &str, passages: &[Passage], verifier: &Verifier) {
    let is_same = finding.edits.iter().all(|edit| edit.sort == EditSort::Punctuation);
    if is_same || finding.verdict == Verdict::NotFound {
        return;
    }
    let mut told: Vec<Change> = Vec::new();
    for pair in pairs(finding) {
        let passage = &passages[pair.passage];
        let source = source(passage, &pair);
        let quoted = cut_out(quotation, pair.quoted);
        let comparer = verifier.comparer(passage.language);
        let (a, b) = (comparer.cutter().cut(&source), comparer.cutter().cut(quoted));
        let side = |text, cut| Side { text, cut, provision: None, parties: &[] };
        let changed = comparer.sides(&side(&source, &a), &side(quoted, &b));
        let reverses = changed.changes.iter().any(|change| reverses(change, &changed, [&a, &b]));
        if reverses && finding.verdict == Verdict::Truncated {
            finding.verdict = Verdict::Altered;
        }
        if finding.verdict == Verdict::Elided {
            told.extend(changed.changes.iter().filter(|change| self::reverses(change, &changed, [&a, &b])).cloned());
        } else {
            told.extend(changed.changes);
        }
    }
    finding.changes = told;
}

/// Returns the parts of the source that the quotation was made of, those that follow each other in one.
fn pairs(finding: &Finding) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for stretch in &finding.stretches {
        let follows = |last: &&mut Pair| {
            last.passage == stretch.passage
                && (last.provisions.1 < stretch.provision
                    || (last.provisions.1 == stretch.provision && last.range.end <= stretch.range.start))
        };
        match pairs.last_mut().filter(follows) {
            Some(last) => {
                last.provisions.1 = stretch.provision;
                last.range.end = stretch.range.end;
                last.quoted.end = stretch.quoted.end;
            }
            None => pairs.push(Pair {
                passage: stretch.passage,
                provisions: (stretch.provision, stretch.provision),
                range: stretch.range,
                quoted: stretch.quoted,
            }),
        }
    }
    // What was added at either end belongs to what stands beside it.
    let added = finding.edits.iter().filter(|edit| edit.quoted.start < edit.quoted.end);
    for edit in added {
        let first = pairs.iter_mut().next();
        if let Some(first) = first.filter(|first| edit.quoted.start < first.quoted.start) {
            first.quoted.start = edit.quoted.start;
        }
        if let Some(last) = pairs.last_mut().filter(|last| edit.quoted.end > last.quoted.end) {
            last.quoted.end = edit.quoted.end;
        }
    }
    pairs
}

fn source(passage: &Passage, pair: &Pair) -> String {
    let mut text = String::new();
    let (first, last) = pair.provisions;
    for at in first..=last {
        let provision = &passage.provisions[at].1;
        let count = provision.chars().count() as u32;
        let start = if at == first { pair.range.start } else { 0 };
        let end = if at == last { pair.range.end } else { count };
        if at > first {
            text.push(' ');
        }
        text += cut_out(provision, CharRange { start, end });
    }
    text
}

/// Returns a range of a text, which is given in scalar values.
fn cut_out(text: &str, range: CharRange) -> &str {
    let mut at = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = at.nth(range.start as usize).unwrap_or(text.len());
    let length = range.end.saturating_sub(range.start);
    let end = if length == 0 { start } else { at.nth(length as usize - 1).unwrap_or(text.len()) };
    &text[start..end]
}

/// Returns whether a change turns what is said into its opposite: a negation went or came and nothing else with it.
fn reverses(change: &Change, changed: &Changed, [a, b]: [&Cut; 2]) -> bool {
    if change.matter != Matter::Negation {
        return false;
    }
    if change.turn != Turn::Dropped {
        return true;
    }
    let segment = changed.difference.changed().find(|segment| segment.a.overlaps(change.at_a));
    segment.is_none_or(|segment| {
        let is_light = |kind| matches!(kind, WordKind::Function | WordKind::Mark);
        let mut gone = a.words()[segment.a_words.clone()].iter();
        let stands_for = b.words()[segment.b_words.clone()].iter().any(|word| word.kind != WordKind::Mark);
        stands_for || gone.all(|word| is_light(word.kind) || word.range.overlaps(change.at_a))
    })
}
