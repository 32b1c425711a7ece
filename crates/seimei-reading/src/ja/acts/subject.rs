//! Who does it: the subject of each main predicate.

use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;
use seimei_text::range::TextRange;

use super::groups::{Case, Group};
use super::predicates::is_han;
use super::words::Words;
use crate::context::{Context, Discourse};

/// What stands as the subject of a clause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    /// Actors with codes; the place is where the words for them end.
    Actors(Vec<ActorCode>, usize),
    /// Something or somebody without a code.
    Other(usize),
    /// No words of this clause.
    None,
}

/// Whose voice a document without subject speaks in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Voice {
    /// The parties' own.
    Parties,
    /// An account of what they did: the subject carries on.
    Account,
    /// An author's.
    Author,
}

/// Returns the voice of a kind of document.
pub(super) fn voice(kind: DocumentKind) -> Voice {
    match kind {
        DocumentKind::Report | DocumentKind::News => Voice::Author,
        DocumentKind::Readout => Voice::Account,
        _ => Voice::Parties,
    }
}

/// Finds the subject of the clause `clause`, whose predicate begins at its end.
pub(super) fn of_clause(words: &Words, groups: &[Group], clause: TextRange, passive: bool) -> Subject {
    let text = words.text();
    let inside = groups.iter().filter(|group| {
        clause.start <= group.range.start && group.after <= clause.end as usize && !group.codes.is_empty()
    });
    let topic = topic(words, groups, clause);
    if let Some(Subject::Actors(..)) = topic {
        return topic.unwrap_or(Subject::None);
    }
    let open = |group: &&Group| !is_closed(words, &text[group.after..clause.end as usize]);
    for group in inside.clone().filter(open) {
        if group.case == Case::Subject || group.case == Case::Source {
            return Subject::Actors(group.codes.clone(), group.after);
        }
    }
    if passive {
        let doer = inside.clone().filter(open).find(|group| group.case == Case::Means);
        if let Some(group) = doer {
            return Subject::Actors(group.codes.clone(), group.after);
        }
    }
    topic.unwrap_or_else(|| bare_subject(words, groups, clause))
}

/// The first は or も of the clause that marks a subject.
fn topic(words: &Words, groups: &[Group], clause: TextRange) -> Option<Subject> {
    let named = groups.iter().find(|group| {
        group.case == Case::Topic
            && clause.start <= group.range.start
            && group.after <= clause.end as usize
            && (!group.codes.is_empty() || group.nobody)
    });
    if let Some(group) = named {
        if !group.nobody {
            return Some(Subject::Actors(group.codes.clone(), group.after));
        }
        return Some(Subject::Other(group.after));
    }
    // A thing: この協力は、.
    let text = words.text();
    let span = &text[clause.bounds()];
    for (at, _) in span.match_indices('は') {
        let at = clause.start as usize + at;
        let after = at + 'は'.len_utf8();
        let before = &text[clause.start as usize..at];
        if words.layout.is_enclosed(at) || closes_content(&text[after..clause.end as usize]) {
            continue;
        }
        let mut last = before.chars().rev();
        let marks = last
            .next()
            .is_some_and(|c| is_han(c) || is_katakana(c) || c.is_ascii_alphanumeric() || matches!(c, '」' | ')' | '"'));
        if marks && !is_adverbial(before)
            || before.ends_with("これ")
            || before.ends_with("それ")
            || before.ends_with("こと")
            || before.ends_with("の")
        {
            return Some(Subject::Other(after));
        }
    }
    None
}

/// Nouns of time and place that は merely sets the scene with.
fn is_adverbial(before: &str) -> bool {
    [
        "今回",
        "今日",
        "本日",
        "昨日",
        "同日",
        "現在",
        "今般",
        "冷戦後",
        "以後",
        "以降",
        "以来",
        "当時",
        "当初",
        "近年",
        "昨年",
        "本年",
        "今年",
        "来年",
        "特に",
        "実際",
        "後",
        "年",
        "月",
        "日",
        "最近",
        "今後",
        "将来",
        "前",
        "時",
        "際",
        "頃",
        "間",
        "一方",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// が after a thing, not closed before the predicate.
pub(super) fn bare_subject(words: &Words, groups: &[Group], clause: TextRange) -> Subject {
    let text = words.text();
    let span = &text[clause.bounds()];
    for (at, _) in span.match_indices('が') {
        let at = clause.start as usize + at;
        let after = at + 'が'.len_utf8();
        let before = &text[clause.start as usize..at];
        let noun = before.chars().next_back().is_some_and(|c| is_han(c) || is_katakana(c) || c == '」' || c == ')');
        let named = groups.iter().any(|group| group.range.end as usize == at);
        if noun && !named && !words.layout.is_enclosed(at) && !is_closed(words, &text[after..clause.end as usize]) {
            return Subject::Other(after);
        }
    }
    Subject::None
}

/// Words that close an inner clause: what stood open before them belongs to it.
const CLOSERS: &[&str] = &[
    "こと",
    "よう求",
    "よう促",
    "よう要",
    "よう呼",
    "よう働",
    "よう慫",
    "よう強",
    "ように",
    "との",
    "という",
    "と述",
    "旨",
    "ため",
    "ので",
    "のを",
    "のは",
    "のが",
    "場合",
    "際に",
    "中で",
    "中、",
    "とき",
    "後に",
    "後、",
    "など",
    "べく",
];

/// Returns whether `between` closes an inner clause, by a closing word or a modified noun.
pub(super) fn is_closed(words: &Words, between: &str) -> bool {
    let _ = words;
    CLOSERS.iter().any(|closer| between.contains(closer)) || has_modified_noun(between)
}

/// Whether the words close the content of something said: a は before them stood inside it.
pub(super) fn closes_content(between: &str) -> bool {
    ["こと", "よう", "との", "という", "旨", "と、"].iter().any(|closer| between.contains(closer)) || between.ends_with('と')
}

/// Whether a verb stands right before a noun: 実施した演習, 直面する課題.
pub(super) fn has_modified_noun(between: &str) -> bool {
    let mut previous = (' ', ' ');
    for c in between.chars() {
        let verb_end = match previous.1 {
            'た' | 'だ' => previous.0 != 'ま' && previous.0 != '、' && previous.0 != ' ',
            'る' => previous.0 != ' ',
            'す' | 'う' | 'く' | 'つ' | 'む' | 'ぶ' | 'ぐ' => is_han(previous.0) && previous.1 != 'く',
            'い' => previous.0 == 'な',
            _ => false,
        };
        if verb_end && (is_han(c) || is_katakana(c) || c == '「') && c != '一' && c != '上' {
            return true;
        }
        previous = (previous.1, c);
    }
    false
}

/// Returns whether `c` is katakana.
pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a0}'..='\u{30ff}')
}

/// Adds those who do it together with the subject: 〜との間で, 〜とともに, 〜と会談.
pub(super) fn with_partners(
    words: &Words,
    groups: &[Group],
    clause: TextRange,
    verb: usize,
    act: ActKind,
    actors: &mut Vec<ActorCode>,
) {
    if actors.is_empty() {
        return;
    }
    let text = words.text();
    let before = actors.len();
    for group in groups {
        if group.range.start < clause.start || group.after > verb.max(clause.end as usize) || group.codes.is_empty() {
            continue;
        }
        let Some(particle) = text.get(group.range.end as usize..group.after) else { continue };
        let rest = &text[group.after..];
        let joint = match (group.case, act) {
            (Case::With, ActKind::Meet | ActKind::Discuss | ActKind::Agree) => true,
            (Case::With, ActKind::Report | ActKind::Say | ActKind::Decide | ActKind::Commit) => {
                matches!(particle, "とともに" | "と共に" | "との間で")
            }
            (Case::WithOf, ActKind::Meet | ActKind::Discuss) => {
                ["会談", "会合", "電話会談", "首脳会談", "外相会談", "協議", "意見交換", "間で"]
                    .iter()
                    .any(|noun| rest.starts_with(noun))
            }
            _ => false,
        };
        if joint && !is_closed(words, &text[group.after..verb.max(group.after)]) {
            actors.extend(group.codes.iter().cloned());
        }
    }
    if actors.len() > before {
        actors.sort();
        actors.dedup();
    }
}

/// Returns the actors of a clause without subject.
pub(super) fn unnamed(context: &Context, discourse: &Discourse, carried: &[ActorCode]) -> Vec<ActorCode> {
    if !carried.is_empty() {
        return carried.to_vec();
    }
    match voice(context.kind) {
        Voice::Parties => context.parties.clone(),
        Voice::Account if discourse.last_subject.is_empty() => context.parties.clone(),
        Voice::Account | Voice::Author => discourse.last_subject.clone(),
    }
}
