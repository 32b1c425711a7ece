//! Coordinate predicates that no entry of the lexicon carries: 部隊を派遣し、, 業務を引き継ぎ、.
//!
//! They are acts where the text tells what an actor did; in a text that speaks in the parties'
//! name they are mostly parts of what is agreed, so that more is asked of them there.

use seimei_text::range::TextRange;

use super::plain;
use super::predicates::is_han;
use super::subject::is_katakana;
use super::words::Words;

/// A coordinate predicate: its words and where the next clause begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Coordinate {
    /// The words.
    pub(super) trigger: TextRange,
    /// Where the next clause begins.
    pub(super) next: usize,
    /// Whether it goes on beside the main act (しつつ).
    pub(super) beside: bool,
    /// Whether it is not in the plain form of what is still to be done (するとともに).
    pub(super) done: bool,
}

/// A sentence that nobody wrote may have any number of commas; this many clauses are read.
const MOST: usize = 60;

/// Endings of a clause that goes on after a finite verb.
const JOINTS: &[&str] = &[
    "たが",
    "るが",
    "たものの",
    "るとともに",
    "する一方",
    "した一方",
    "る一方",
    "たほか",
    "るほか",
    "たうえで",
    "た上で",
    "ていたが",
    "ましたが",
];

/// Finds the coordinate predicates in `range`, between the acts that the lexicon carries.
pub(super) fn find(words: &Words, range: TextRange) -> Vec<Coordinate> {
    let mut found = Vec::new();
    for (at, _) in words.between(range.start as usize, range.end as usize).match_indices('、') {
        let at = range.start as usize + at;
        if words.layout.is_enclosed(at) {
            continue;
        }
        let end = words.layout.before_brackets(at);
        let span = words.between(range.start as usize, end);
        if let Some(body) = verb(words, span, range.start as usize) {
            let done = !body.ends_with('る');
            let start = plain::start_of_predicate(body) + range.start as usize;
            if start < end {
                found.push(Coordinate {
                    trigger: TextRange::new(start, end),
                    next: at + '、'.len_utf8(),
                    done,
                    beside: body.ends_with("つつ"),
                });
            }
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

/// Returns the clause up to its verb if `span` ends in a verb that goes on.
fn verb<'t>(words: &Words, span: &'t str, from: usize) -> Option<&'t str> {
    let end = from + span.len();
    if span.ends_with("国となり") {
        return Some(span);
    }
    if words.word_before("linker", end).is_some() || words.word_before("stative", end).is_some() {
        return None;
    }
    for joint in JOINTS {
        if span.ends_with(joint) {
            let keep = if joint.starts_with('た') || joint.ends_with("たが") { "た".len() } else { "る".len() };
            let verb_end = span.len() - joint.len()
                + if joint.starts_with("て") || joint.starts_with("ま") { joint.len() - "が".len() } else { keep };
            let body = span.get(..verb_end).filter(|verb| has_verb_ending(verb))?;
            let describes = words.word_before("stative", from + body.len()).is_some();
            return (!describes).then_some(body);
        }
    }
    let mut chars = span.chars().rev();
    let last = chars.next()?;
    let before = chars.next()?;
    if span.ends_with("ており") || span.ends_with("でおり") {
        return Some(span);
    }
    if let Some(body) = span.strip_suffix("しつつ") {
        return has_verb_ending(body).then_some(span);
    }
    // A noun alone, governed: 給油活動を実施、.
    if is_han(last) && is_han(before) && !chars.next().is_some_and(is_han) {
        let noun = span.len() - last.len_utf8() - before.len_utf8();
        return span[..noun].ends_with('を').then_some(span);
    }
    let chain = matches!(
        last,
        'し' | 'り'
            | 'き'
            | 'み'
            | 'い'
            | 'び'
            | 'ぎ'
            | 'ち'
            | 'れ'
            | 'せ'
            | 'け'
            | 'め'
            | 'え'
            | 'べ'
            | 'げ'
            | 'て'
    );
    if !chain {
        return None;
    }
    has_verb_ending(span).then_some(span)
}

/// Whether the last word of `span` is governed like a verb: after を, に, が, へ, で, と or an adverb.
fn has_verb_ending(span: &str) -> bool {
    let start = plain::start_of_predicate(span);
    let word = &span[start..];
    let Some(first) = word.chars().next() else { return false };
    let before = &span[..start];
    if !(is_han(first) || is_katakana(first)) {
        return false;
    }
    before.ends_with(['を', 'に', 'へ', 'も', 'が'])
        || before.ends_with("的に")
        || before.ends_with("から")
        || before.ends_with("まで")
}
