//! Marks before a paragraph: bullets and numbers.

use crate::forms::Forms;

/// A mark found at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes up to the text after the mark.
    pub(crate) length: usize,
    /// What sort of mark it is.
    pub(crate) kind: MarkKind,
}

/// Sorts of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// A bullet.
    Bullet,
    /// A number, or a letter used as one.
    Number,
    /// A number that names a division (chapter, article): a heading if nothing else follows.
    Division,
}

const BULLETS: &str = "-*+•‣▪▸►●○◯◎◆◇■□▶・·※–—";

/// Returns the bullet at the beginning of `text`.
pub(crate) fn bullet(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    if first.is_ascii_alphanumeric()
        || matches!(first, '\u{3041}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}')
        || !BULLETS.contains(first)
    {
        return None;
    }
    let rest = &text[first.len_utf8()..];
    let after = rest.trim_start();
    let spaced = after.len() < rest.len();
    // A bullet glued to its text is one only where the sign is no dash, star or plus.
    let glued = !"-*+–—·".contains(first) && !rest.starts_with(first);
    if after.is_empty() || !(spaced || glued) {
        return None;
    }
    Some(Mark { length: text.len() - after.len(), kind: MarkKind::Bullet })
}

/// Returns the number at the beginning of `text`, by the forms of the lexicon. `open` asks for the
/// forms without punctuation too (a digit and a space, before East Asian text).
pub(crate) fn number(text: &str, forms: &Forms) -> Option<Mark> {
    let first = text.chars().next()?;
    let first = half_width(first);
    let opens = forms.number_openings.binary_search(&first).is_ok();
    if !opens && !can_be_number(first, text) {
        return None;
    }
    for (before, after, division) in &forms.numbers {
        if before.chars().next().is_some_and(|expected| expected != first) {
            continue;
        }
        let Some(length) = matches(text, before, after) else { continue };
        let kind = if *division { MarkKind::Division } else { MarkKind::Number };
        return Some(Mark { length, kind });
    }
    None
}

/// Returns whether `text`, which begins with `first`, can begin with a number: most lines begin with a
/// word, which is told by its first two letters.
fn can_be_number(first: char, text: &str) -> bool {
    let is_roman = |c: u8| matches!(c, b'I' | b'V' | b'X' | b'i' | b'v' | b'x');
    match (style_of(first), text.as_bytes()) {
        (None, _) => false,
        (Some(Style::Letter | Style::Roman), &[one, two, ..]) if one.is_ascii() => {
            two != b' ' && !(two.is_ascii_alphabetic() && !(is_roman(one) && is_roman(two)))
        }
        _ => true,
    }
}

/// Matches `before`, a number, `after`; returns the bytes up to the text after it.
fn matches(text: &str, before: &str, after: &str) -> Option<usize> {
    let mut rest = text;
    for expected in before.chars() {
        let c = rest.chars().next()?;
        if half_width(c) != expected {
            return None;
        }
        rest = &rest[c.len_utf8()..];
    }
    let (mut length, mut style) = (0, None);
    for c in rest.chars() {
        let own = style_of(half_width(c));
        if own.is_none() || (style.is_some() && style != own) || length > 18 {
            break;
        }
        style = own;
        length += c.len_utf8();
    }
    let style = style?;
    let number = &rest[..length];
    let count = number.chars().count();
    let limit = match style {
        Style::Digit => 3,
        Style::Han | Style::Roman => 5,
        Style::Letter | Style::Kana => 1,
    };
    if count > limit || (style == Style::Letter && after.is_empty()) {
        return None;
    }
    rest = &rest[length..];
    let mut spaced = after.is_empty();
    for expected in after.chars() {
        if expected == '_' {
            spaced = true;
            continue;
        }
        let c = rest.chars().next()?;
        if half_width(c) != expected {
            return None;
        }
        rest = &rest[c.len_utf8()..];
    }
    let tail = rest.trim_start();
    if tail.is_empty() {
        return None;
    }
    let has_space = tail.len() < rest.len();
    let next = tail.chars().next()?;
    let east_asian = seimei_text::fold::is_east_asian(next);
    // "3.5 percent" and "1.5°C" are no numbers of paragraphs, nor is "U.S."; a digit alone needs a
    // space and East Asian text after it.
    // A full-width space sets a number off even from a date.
    let wide_space = rest.starts_with('\u{3000}') && !tail.chars().all(char::is_numeric);
    let fits = if spaced {
        has_space
            && (east_asian && !next.is_numeric() || wide_space && next.is_numeric())
            && (style == Style::Digit || style == Style::Han)
    } else {
        has_space
            || (east_asian && !next.is_ascii_digit() && style != Style::Letter)
            || (after.ends_with(')') && east_asian)
    };
    fits.then_some(text.len() - tail.len())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Digit,
    Han,
    Roman,
    Letter,
    Kana,
}

fn style_of(c: char) -> Option<Style> {
    match c {
        '0'..='9' => Some(Style::Digit),
        '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' => {
            Some(Style::Han)
        }
        'I' | 'V' | 'X' | 'i' | 'v' | 'x' | '\u{2160}'..='\u{217b}' => Some(Style::Roman),
        'A'..='Z' | 'a'..='z' => Some(Style::Letter),
        'ア'..='ン' => Some(Style::Kana),
        _ => None,
    }
}

/// Returns the ASCII form of a full-width letter, digit or sign.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '〔' => '(',
        '〕' => ')',
        _ => c,
    }
}
