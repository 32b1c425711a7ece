//! The final predicate that no entry of the lexicon carries: commit, report, urge or state.

use seimei_text::range::TextRange;

use super::predicates::is_han;
use super::role::is_kana;
use super::subject::is_katakana;
use super::words::Words;

/// What the last words of a sentence say by their ending alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// である, い, stative verbs.
    Describes,
    /// た.
    Done,
    /// ている.
    UnderWay,
    /// る, ます: of the actors' own doing, a promise.
    ToDo,
    /// こととした.
    Settled,
    /// ていく, てまいる.
    Onward,
    /// たい.
    Wish,
    /// なければならない, べきである.
    Duty,
    /// A noun that names an action ends the sentence.
    ActionNoun,
    /// Another noun.
    Noun,
}

/// The final predicate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Plain {
    /// The words.
    pub(super) trigger: TextRange,
    /// What their ending says.
    pub(super) ending: Ending,
    /// Whether it is passive.
    pub(super) passive: bool,
}

const SEALS: &[&str] = &[
    "ものである",
    "ものであります",
    "ものです",
    "ところである",
    "ところであります",
    "ところです",
    "次第である",
    "次第です",
    "次第であります",
    "のである",
    "のであります",
    "のです",
    "ようになった",
    "ようになりました",
    "ことになった",
    "ことになりました",
    "こととなった",
    "こととなりました",
    "こと",
];
const SETTLED: &[&str] = &[
    "こととした",
    "こととしました",
    "ことといたしました",
    "ことと致しました",
    "こととなった",
    "こととなりました",
    "ことにした",
    "ことにしました",
    "ことにいたしました",
];
const PROMISES: &[&str] = &[
    "こととする",
    "こととします",
    "ことといたします",
    "ことにする",
    "ことにします",
    "ものとする",
    "ものとします",
    "こととしている",
    "こととしています",
];
const DUTIES: &[&str] = &[
    "べきではない",
    "べきでない",
    "べきではありません",
    "べきではなく",
    "なければならない",
    "なければなりません",
    "なければならぬ",
    "ねばならない",
    "ねばなりません",
    "べきである",
    "べきです",
    "べきだ",
    "べきであります",
    "必要がある",
    "必要があります",
    "てはならない",
    "てはなりません",
    "なければいけない",
    "べき",
];
const WISHES: &[&str] =
    &["たい", "たいと思います", "たいと考えます", "たいと存じます", "たいと考えています", "たいと考えております"];
const ONWARD: &[&str] = &[
    "ていく",
    "でいく",
    "ていきます",
    "でいきます",
    "てまいります",
    "でまいります",
    "て参ります",
    "で参ります",
    "てまいる",
    "てゆく",
    "てゆきます",
    "ていくこととする",
];
const UNDER_WAY: &[&str] = &[
    "ている",
    "でいる",
    "ています",
    "でいます",
    "ておる",
    "ております",
    "でおります",
    "ていた",
    "でいた",
    "ていました",
    "つつある",
    "つつあります",
    "ていない",
    "ていません",
    "ておりました",
];
const DESCRIBES: &[&str] = &[
    "である",
    "であります",
    "でございます",
    "であった",
    "でありました",
    "です",
    "でした",
    "だ",
    "だった",
    "でしょう",
    "だろう",
    "であろう",
    "か",
    "ない",
    "はない",
    "ではない",
    "ありません",
    "がある",
    "があります",
    "にある",
    "がいる",
    "となる",
    "になる",
    "となります",
    "になります",
    "となった",
    "になった",
    "となりました",
    "になりました",
    "ございます",
    "かった",
    "とされた",
    "とされる",
    "といえる",
    "と言える",
    "られる",
    "なぜか",
    "てしまう",
    "くなっている",
    "ことがある",
    "がおります",
    "がいました",
    "がいます",
    "がおられる",
    "がおられます",
    "がありました",
    "がいません",
];

/// Reads the final predicate of a sentence, whose last clause is `clause`.
pub(super) fn read(words: &Words, clause: TextRange) -> Plain {
    let end = words.layout.end.max(clause.start as usize);
    let span = words.between(clause.start as usize, end);
    let whole = TextRange::new(clause.start as usize, end);
    let ends = |endings: &[&str]| endings.iter().any(|ending| span.ends_with(ending));
    if span.is_empty() {
        return Plain { trigger: whole, ending: Ending::Describes, passive: false };
    }
    let mut body = span;
    for seal in SEALS {
        if let Some(rest) = span.strip_suffix(seal).filter(|rest| !rest.is_empty()) {
            body = rest;
            break;
        }
    }
    let sealed = body.len() < span.len();
    let came_to = sealed && (span.ends_with("った") || span.ends_with("りました"));
    let promise = PROMISES.iter().find_map(|ending| span.strip_suffix(ending));
    let trigger = TextRange::new(start_of_predicate(span) + clause.start as usize, end);
    let last = body.chars().next_back().unwrap_or(' ');
    let reach = clause.start as usize + body.len();
    let (first, last_word) = (trigger.start, reach as u32);
    let near = TextRange { start: first.saturating_sub(24).max(clause.start), end: last_word.max(first) };
    let stative = !came_to
        && words
            .words_in("stative", near)
            .any(|word| word.end > first && (word.start <= first || word.end + 12 >= last_word));
    let passive = [
        "される",
        "された",
        "されました",
        "されます",
        "れている",
        "れています",
        "れた",
        "れました",
        "れていた",
        "れておりました",
        "せられた",
    ]
    .iter()
    .any(|ending| body.ends_with(ending));
    let body_ends = |endings: &[&str]| endings.iter().any(|ending| body.ends_with(ending));
    let ending = if ends(SETTLED) {
        Ending::Settled
    } else if ends(DUTIES) {
        Ending::Duty
    } else if promise.is_some() {
        Ending::ToDo
    } else if ends(WISHES) {
        Ending::Wish
    } else if body_ends(ONWARD) {
        Ending::Onward
    } else if !sealed && ends(DESCRIBES) && !ends(UNDER_WAY) || stative {
        Ending::Describes
    } else if came_to {
        Ending::Done
    } else if body_ends(UNDER_WAY) {
        Ending::UnderWay
    } else if body_ends(&["た", "ました", "んだ", "いだ"]) {
        Ending::Done
    } else if body_ends(&["る", "う", "く", "す", "つ", "ぬ", "む", "ぶ", "ぐ"])
        && (!sealed || span.ends_with("ものである") || span.ends_with("こと"))
    {
        if span.ends_with("ものである") { Ending::Describes } else { Ending::ToDo }
    } else if is_han(last) || is_katakana(last) {
        let noun = words.word_before("action", clause.start as usize + body.len()).is_some() || last == '化';
        if noun { Ending::ActionNoun } else { Ending::Noun }
    } else {
        Ending::Describes
    };
    Plain { trigger, ending, passive }
}

/// Returns where the last word of `span` begins: its kana ending, the Han or katakana before it,
/// and the okurigana and Han before those (引き受けた).
pub(super) fn start_of_predicate(span: &str) -> usize {
    let mut start = span.len();
    let mut phase = 0;
    let mut kana = 0;
    for (at, c) in span.char_indices().rev() {
        let han = is_han(c) || is_katakana(c) || c.is_ascii_alphanumeric();
        match phase {
            0 if is_kana(c) => {
                kana += 1;
                if kana > 14 {
                    return start;
                }
            }
            0 if han => phase = 1,
            1 if han => {}
            1 if matches!(
                c,
                'り' | 'き'
                    | 'い'
                    | 'け'
                    | 'せ'
                    | 'み'
                    | 'え'
                    | 'ち'
                    | 'て'
                    | 'げ'
                    | 'べ'
                    | 'め'
                    | 'れ'
                    | 'ぎ'
                    | 'び'
            ) =>
            {
                let before = span[..at].chars().next_back().unwrap_or(' ');
                if !is_han(before) {
                    return start;
                }
                phase = 2;
            }
            2 if is_han(c) => phase = 3,
            3 if is_han(c) => {}
            _ => return start,
        }
        start = at;
    }
    start
}
