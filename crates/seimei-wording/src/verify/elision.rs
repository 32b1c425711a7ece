//! Marks that say that something was left out: …, ..., （中略）, [...].

use std::ops::Range;

use smol_str::SmolStr;

/// Returns where marks of elision stand in a quotation, in bytes, in order. `words` are those that mark one in brackets.
pub(super) fn marks(text: &str, words: &[SmolStr]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = bracketed(rest, words).or_else(|| dots(rest)).or_else(|| dashed(rest, words)).unwrap_or(0);
        if length == 0 {
            at += c.len_utf8();
            continue;
        }
        match marks.last_mut() {
            Some(last) if text[last.end..at].trim().is_empty() => last.end = at + length,
            _ => marks.push(at..at + length),
        }
        at += length;
    }
    marks
}

/// Brackets, each with the one that closes it.
const BRACKETS: &[(char, char)] = &[
    ('(', ')'),
    ('（', '）'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('【', '】'),
    ('<', '>'),
    ('＜', '＞'),
    ('〈', '〉'),
    ('{', '}'),
    ('｛', '｝'),
];

/// How many characters a mark in brackets may hold.
const LONGEST: usize = 16;

/// Returns the length of a mark in brackets at the beginning of `text`.
fn bracketed(text: &str, words: &[SmolStr]) -> Option<usize> {
    let opening = text.chars().next()?;
    let (_, closing) = BRACKETS.iter().find(|(open, _)| *open == opening)?;
    let inner = &text[opening.len_utf8()..];
    let (end, _) = inner.char_indices().take(LONGEST).find(|(_, c)| c == closing)?;
    let length = opening.len_utf8() + end + closing.len_utf8();
    let inner = inner[..end].trim_matches(|c: char| c.is_whitespace() || is_dot(c));
    (is_word(inner, words) || (inner.is_empty() && end > 0)).then_some(length)
}

/// Returns the length of a word between dashes (――中略――) at the beginning of `text`.
fn dashed(text: &str, words: &[SmolStr]) -> Option<usize> {
    let is_dash = |c: char| matches!(c, '―' | '—' | '─' | '-' | '－');
    let inner = text.trim_start_matches(is_dash);
    let before = text.len() - inner.len();
    let end = inner.find(is_dash).filter(|end| before > 0 && *end > 0 && inner[..*end].chars().count() <= LONGEST)?;
    let after = inner[end..].len() - inner[end..].trim_start_matches(is_dash).len();
    is_word(inner[..end].trim(), words).then_some(before + end + after)
}

fn is_word(text: &str, words: &[SmolStr]) -> bool {
    !text.is_empty() && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_dot(c: char) -> bool {
    matches!(c, '.' | '．' | '…' | '‥' | '⋯' | '・' | '･')
}

/// Returns the length of a run of dots that marks an elision at the beginning of `text`.
fn dots(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|first| is_dot(*first))?;
    if matches!(first, '…' | '‥' | '⋯') {
        return Some(text.len() - text.trim_start_matches(is_dot).len());
    }
    let (mut count, mut length) = (0, 0);
    for (at, c) in text.char_indices() {
        if is_dot(c) {
            count += if matches!(c, '…' | '‥' | '⋯') { 3 } else { 1 };
            length = at + c.len_utf8();
        } else if c != ' ' {
            break;
        }
    }
    (count >= 3).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = ["中略", "以下略", "snip"].map(SmolStr::new);
        let found: Vec<&str> = marks(text, &words).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_are_told_from_other_signs() {
        check("We welcome ... and [...] support", &["...", "[...]"]);
        check("我々は……協力（中略）する〔以下略〕", &["……", "（中略）", "〔以下略〕"]);
        check("a . . . b (…) c [ snip ] d", &[". . .", "(…)", "[ snip ]"]);
        check("港・・・海底ケーブル ――中略―― 灯台", &["・・・", "――中略――"]);
        check("we agree.... […] and", &[".... […]"]);
        check("The U.S. and HTA (Harbour Treaty) met. 港・海 [t]he () —and—", &[]);
        check("", &[]);
    }
}
