//! Numbers in running text, in one value: 3,000 and 三千, forty and 四十名, 100億 and 10 billion.

use seimei_text::range::TextRange;

/// Words of a language that count: what they are worth, and whether they multiply what stands before them.
pub(super) struct Words<'a>(pub(super) &'a dyn Fn(&str) -> Option<Word>);

/// A word that counts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Word {
    /// A number of its own (forty, second).
    Number(f64),
    /// Multiplies the number before it (million, 億).
    Scale(f64),
}

/// Returns the numbers of `text` (folded, in small letters) with their places. Nought and one are left out: they say
/// nothing, and 一 and "one" are words of much else.
pub(super) fn numbers(text: &str, words: &Words) -> Vec<(f64, TextRange)> {
    let mut found: Vec<(f64, TextRange)> = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text[at..].chars().next() {
        let read = if c.is_ascii_alphanumeric() {
            let is_of_name = before.is_ascii_alphanumeric() || is_behind_name(text, at);
            if is_of_name { None } else { figure_or_word(text, at, words) }
        } else {
            han_digit(c).and_then(|_| han(text, at, words))
        };
        if let Some((value, end)) = read {
            if value >= 2.0 {
                found.push((value, TextRange::new(at, end)));
            }
            at = end;
        } else {
            at += c.len_utf8();
        }
        before = text[..at].chars().next_back().unwrap_or(' ');
    }
    found
}

/// Returns whether a figure is joined to letters before it: COVID-19, F-35.
pub(crate) fn is_behind_name(text: &str, at: usize) -> bool {
    let is_figure = text[at..].starts_with(|c: char| c.is_ascii_digit());
    let name = text[..at].strip_suffix('-').filter(|_| is_figure);
    name.is_some_and(|name| name.ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// Returns a number as it is compared and told: without a fraction where it has none.
pub(super) fn canonical(value: f64) -> String {
    if value.fract() == 0.0 && value < 1e15 { format!("{value:.0}") } else { format!("{value}") }
}

fn figure_or_word(text: &str, at: usize, words: &Words) -> Option<(f64, usize)> {
    let (mut value, mut end) = if text.as_bytes()[at].is_ascii_digit() {
        arabic(text, at)
    } else {
        let end = word_end(text, at);
        let Some(Word::Number(value)) = (words.0)(&text[at..end]) else { return None };
        // forty-five
        let unit = text[end..].strip_prefix('-').map(|_| (end + 1, word_end(text, end + 1)));
        match unit.map(|(from, to)| ((words.0)(&text[from..to]), to)) {
            Some((Some(Word::Number(unit)), to)) if value >= 20.0 && value % 10.0 == 0.0 && unit < 10.0 => {
                (value + unit, to)
            }
            _ => (value, end),
        }
    };
    // A letter behind a figure makes it part of a name (5G), but for the ending of an ordinal.
    let tail = word_end(text, end);
    if tail > end {
        if !matches!(&text[end..tail], "st" | "nd" | "rd" | "th") {
            return None;
        }
        end = tail;
    }
    if let Some((scaled, to)) = scaled_han(text, value, end, words) {
        return Some((scaled, to));
    }
    loop {
        let from = end + text[end..].bytes().take_while(|byte| matches!(byte, b' ' | b'-')).count();
        let to = word_end(text, from);
        match (words.0)(&text[from..to]) {
            Some(Word::Scale(by)) if to > from && from - end <= 1 => (value, end) = (value * by, to),
            _ => return Some((value, end)),
        }
    }
}

fn arabic(text: &str, at: usize) -> (f64, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = at + digits(at);
    let mut written = text[at..end].to_owned();
    while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 {
        written.push_str(&text[end + 1..end + 4]);
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        let to = end + 1 + digits(end + 1);
        written.push_str(&text[end..to]);
        end = to;
    }
    (written.parse().unwrap_or(0.0), end)
}

/// Reads scales of one character behind a figure, and what follows them: 1兆5,000億.
fn scaled_han(text: &str, value: f64, end: usize, words: &Words) -> Option<(f64, usize)> {
    let scale = |at: usize| {
        let c = text[at..].chars().next().filter(|c| !c.is_ascii())?;
        match (words.0)(&text[at..at + c.len_utf8()]) {
            Some(Word::Scale(by)) => Some((by, at + c.len_utf8())),
            _ => None,
        }
    };
    let (by, mut to) = scale(end)?;
    let mut total = value * by;
    while text.as_bytes().get(to).is_some_and(u8::is_ascii_digit) {
        let (more, after) = arabic(text, to);
        match scale(after) {
            Some((by, after)) => (total, to) = (total + more * by, after),
            None => return Some((total + more, after)),
        }
    }
    Some((total, to))
}

/// Reads a numeral in Han characters: 四十, 二〇二五, 千九百, 三十万.
fn han(text: &str, at: usize, words: &Words) -> Option<(f64, usize)> {
    let (mut total, mut section, mut pending, mut run) = (0.0, 0.0, 0.0, 0.0);
    let mut count = 0;
    let mut has_units = false;
    let mut end = at;
    for c in text[at..].chars() {
        let scale = match (words.0)(c.encode_utf8(&mut [0; 4])) {
            Some(Word::Scale(by)) if count > 0 => Some(by),
            _ => None,
        };
        if let Some(by) = scale {
            let before = if has_units { section + pending } else { run };
            total += f64::max(before, 1.0) * by;
            (section, pending, run, has_units) = (0.0, 0.0, 0.0, true);
        } else if let Some(digit) = han_digit(c) {
            if digit < 10.0 {
                pending = digit;
                run = run * 10.0 + digit;
            } else {
                has_units = true;
                section += f64::max(pending, 1.0) * digit;
                pending = 0.0;
            }
        } else {
            break;
        }
        count += 1;
        end += c.len_utf8();
    }
    let value = if has_units { total + section + pending } else { run };
    (count > 0).then_some((value, end))
}

fn han_digit(c: char) -> Option<f64> {
    let place = "〇一二三四五六七八九".chars().position(|digit| digit == c);
    place.map(|digit| digit as f64).or(match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        _ => None,
    })
}

fn word_end(text: &str, at: usize) -> usize {
    at + text[at..].bytes().take_while(u8::is_ascii_alphabetic).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = |word: &str| {
            Some(match word {
                "forty" => Word::Number(40.0),
                "five" => Word::Number(5.0),
                "second" => Word::Number(2.0),
                "billion" => Word::Scale(1e9),
                "万" => Word::Scale(1e4),
                "億" => Word::Scale(1e8),
                "兆" => Word::Scale(1e12),
                _ => return None,
            })
        };
        let found: Vec<String> = numbers(text, &Words(&words)).iter().map(|(value, _)| canonical(*value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_and_words_have_one_value() {
        check("3,000 ships and 12 boats", &["3000", "12"]);
        check("forty experts, forty-five more, the second time", &["40", "45", "2"]);
        check("$10 billion", &["10000000000"]);
        check("100億ドル", &["10000000000"]);
        check("1兆5,000億円", &["1500000000000"]);
        check("四十名、艦艇二隻、千九百五十一", &["40", "2", "1951"]);
        check("三十万人", &["300000"]);
        check("二〇二五", &["2025"]);
        check("2.5 percent", &["2.5"]);
    }

    #[test]
    fn what_is_no_number_is_left_alone() {
        check("5g and g7 and covid-19 and f-35", &[]);
        check("一致した。one of them", &[]);
        check("万全を期す", &[]);
        check("", &[]);
    }
}
