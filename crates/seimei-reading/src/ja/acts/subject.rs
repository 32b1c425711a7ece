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
    /// Something or somebody without a code, marked by は.
    Other(usize),
    /// The same, marked by が.
    Thing(usize),
    /// Somebody who acts, of whom the text does not tell for whom.
    Somebody(usize),
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
    let end = clause.end as usize;
    let inside = groups
        .iter()
        .filter(|group| clause.start <= group.range.start && group.after <= end && !group.codes.is_empty());
    let topic = topic(words, groups, clause);
    if let Some(Subject::Actors(..)) = topic {
        return topic.unwrap_or(Subject::None);
    }
    let open = |group: &&Group| !is_closed(words, group.after, end);
    // 甲から、: the comma sets it apart from what follows.
    let source = inside.clone().find(|group| {
        group.case == Case::Source
            && (words.between(group.after, end).starts_with('、')
                || words.between(group.after - 3, end).starts_with('は'))
    });
    if let Some(group) = source {
        return Subject::Actors(group.codes.clone(), group.after);
    }
    let found = |case: &[Case]| inside.clone().filter(open).find(|group| case.contains(&group.case));
    let sources: Vec<&Group> = inside.clone().filter(|group| group.case == Case::Source).collect();
    if let [_, .., last] = sources.as_slice() {
        // 甲側から外務大臣が、乙側から国防大臣が.
        let mut codes: Vec<ActorCode> = sources.iter().flat_map(|group| group.codes.iter().cloned()).collect();
        codes.sort();
        codes.dedup();
        return Subject::Actors(codes, last.after);
    }
    if let Some(group) = found(&[Case::Subject, Case::Source]) {
        return Subject::Actors(group.codes.clone(), group.after);
    }
    if passive && let Some(group) = found(&[Case::Means]) {
        return Subject::Actors(group.codes.clone(), group.after);
    }
    let thing = topic.unwrap_or_else(|| bare_subject(words, groups, clause));
    if thing == Subject::None
        && let Some(group) = found(&[Case::As])
    {
        return Subject::Actors(group.codes.clone(), group.after);
    }
    if passive && let Some(group) = found(&[Case::Place]) {
        return Subject::Actors(group.codes.clone(), group.after);
    }
    thing
}

/// The last は or も of the clause that marks a subject, not one inside what is said.
fn topic(words: &Words, groups: &[Group], clause: TextRange) -> Option<Subject> {
    let end = clause.end as usize;
    let named = || {
        groups.iter().filter(|group| {
            group.case == Case::Topic
                && clause.start <= group.range.start
                && group.after <= end
                && (!group.codes.is_empty() || group.nobody)
        })
    };
    let outside = named().rev().find(|group| !closes_content(words, group.after, end));
    if let Some(group) = outside.or_else(|| named().next()) {
        return Some(if group.nobody && group.codes.is_empty() {
            Subject::Other(group.after)
        } else {
            Subject::Actors(group.codes.clone(), group.after)
        });
    }
    // A thing: この協力は、.
    let start = clause.start as usize;
    for (at, _) in words.between(start, end).rmatch_indices('は') {
        let at = start + at;
        let after = at + 'は'.len_utf8();
        let before = words.between(start, at);
        if words.layout.is_enclosed(at) || closes_content(words, after, end) {
            continue;
        }
        let marks = before.chars().next_back().is_some_and(|c| {
            is_han(c)
                || is_katakana(c)
                || c.is_ascii_alphanumeric()
                || matches!(c, '」' | ')' | '"' | 'み' | 'き' | 'り' | 'い' | 'ち' | 'ら' | 'け' | 'え')
        });
        if words.word_before("agent", words.layout.before_brackets(at)).is_some() {
            return Some(Subject::Somebody(after));
        }
        let pointer = ["これ", "それ", "こと", "の", "もの"].iter().any(|word| before.ends_with(word));
        if marks && !is_adverbial(before) || pointer {
            return Some(Subject::Other(after));
        }
    }
    None
}

/// Whether a clause that no act ends begins with a thing marked by は (この協力は…することを支える).
pub(super) fn opens_with_a_thing(words: &Words, clause: TextRange) -> bool {
    let span = words.between(clause.start as usize, clause.end as usize);
    let Some(at) = span.find('は') else { return false };
    let before = &span[..at];
    !before.contains('、')
        && before.chars().next_back().is_some_and(|c| is_han(c) || is_katakana(c))
        && !is_adverbial(before)
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
    let (start, end) = (clause.start as usize, clause.end as usize);
    for (at, _) in words.between(start, end).match_indices('が') {
        let at = start + at;
        let after = at + 'が'.len_utf8();
        let before = words.between(start, at).chars().next_back();
        let noun = before.is_some_and(|c| !matches!(c, 'た' | 'だ' | 'る' | 'す' | 'の' | '、' | 'な' | 'あ'));
        let named = groups.iter().any(|group| group.range.end as usize == at);
        if noun && !named && !words.layout.is_enclosed(at) && !is_closed(words, after, end) {
            if words.word_before("agent", words.layout.before_brackets(at)).is_some() {
                return Subject::Somebody(after);
            }
            return Subject::Thing(after);
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
    "るまで",
    "よう、",
    "に当たり",
    "にあたり",
    "に際し",
];

/// Returns whether an inner clause is closed between two places, by a closing word or a modified
/// noun.
pub(super) fn is_closed(words: &Words, start: usize, end: usize) -> bool {
    words.holds(start, end, CLOSERS) || has_modified_noun(words, start, end)
}

/// Returns whether the content of something said is closed between two places: a は before it
/// stood inside.
pub(super) fn closes_content(words: &Words, start: usize, end: usize) -> bool {
    words.holds(start, end, &["こと", "よう", "との", "という", "旨", "と、"])
        || words.between(start, end).ends_with('と')
            && !words.layout.is_quoted(words.layout.before_brackets(end) - 1)
            && !words.between(start, end).ends_with("」と")
}

/// Attributive postpositions that look like verbs before a noun.
const POSTPOSITIONS: &[&str] = &[
    "における",
    "による",
    "に対する",
    "に関する",
    "に係る",
    "に基づく",
    "に向けた",
    "に伴う",
    "にわたる",
    "といった",
    "をめぐる",
    "を巡る",
    "を含む",
    "を含めた",
    "に従った",
    "に関わる",
    "に反する",
    "に沿った",
    "を通じた",
    "を始めとする",
    "をはじめとする",
    "確固たる",
    "更なる",
    "さらなる",
    "いかなる",
    "あらゆる",
    "いわゆる",
    "単なる",
    "深甚なる",
    "たる",
    "よる",
    "新た",
    "あらた",
    "また",
];

/// Whether a verb stands right before a noun: 実施した演習, 直面する課題.
pub(super) fn has_modified_noun(words: &Words, start: usize, end: usize) -> bool {
    let between = words.between(start, end);
    let mut previous = (' ', ' ');
    for (at, c) in between.char_indices() {
        let verb_end = match previous.1 {
            'た' | 'だ' => previous.0 != '、' && previous.0 != ' ',
            'る' => previous.0 != ' ',
            'す' | 'う' | 'つ' | 'む' | 'ぶ' | 'ぐ' => is_han(previous.0),
            'い' => previous.0 == 'な',
            _ => false,
        };
        let before_noun = is_han(c) || is_katakana(c) || c == '「';
        if verb_end
            && before_noun
            && c != '一'
            && c != '上'
            && !POSTPOSITIONS.iter().any(|word| between[..at].ends_with(word))
            && !words.layout.is_enclosed(start + at)
        {
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
        let particle = words.between(group.range.end as usize, group.after);
        let rest = &text[group.after..];
        let joint = match (group.case, act) {
            (Case::With, ActKind::Meet | ActKind::Discuss | ActKind::Agree) => true,
            (Case::With, ActKind::Report | ActKind::Say | ActKind::Decide) => {
                matches!(particle, "とともに" | "と共に" | "との間で")
            }
            (Case::WithOf, ActKind::Meet | ActKind::Discuss) => {
                ["会談", "会合", "電話会談", "首脳会談", "外相会談", "協議", "意見交換", "間で"]
                    .iter()
                    .any(|noun| rest.starts_with(noun))
            }
            _ => false,
        };
        if joint && !is_closed(words, group.after, verb) {
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
