//! Fields: what a field without a result shows. Japanese documents of older programs set readings over characters, and
//! circles around numbers, by the field EQ; its code is all there is of the text.

use super::counters::{self, Format};
use super::symbols;

/// Returns what a field with this code and no result shows; empty for one that shows nothing.
pub(super) fn shown(code: &str) -> String {
    let code = code.trim();
    let (name, rest) = code.split_once(|c: char| c.is_whitespace() || c == '\\').unwrap_or((code, ""));
    let rest = &code[code.len() - rest.len()..];
    if name.eq_ignore_ascii_case("EQ") {
        // The sign that parted name and rest may be the first command's.
        equation(code[name.len()..].trim_start())
    } else if name.eq_ignore_ascii_case("SYMBOL") {
        symbol(rest).map(String::from).unwrap_or_default()
    } else {
        String::new()
    }
}

fn symbol(arguments: &str) -> Option<char> {
    let mut words = arguments.split_whitespace();
    let code = words.next()?;
    let code = match code.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = arguments.split_once("\\f").map_or("", |(_, font)| font.trim());
    let font = font.trim_start_matches('"').split('"').next().unwrap_or_default();
    symbols::of_font(code, font)
}

/// Overlaid characters: the last one is the text, what stands above or around it goes, but for a circled number.
fn equation(code: &str) -> String {
    let Some(at) = overlay(code) else { return fraction(code) };
    let Some(open) = code[at..].find('(') else { return String::new() };
    let parts = arguments(&code[at + open + 1..]);
    let last = parts.last().map(|part| bare(part)).unwrap_or_default();
    let first = parts.first().map(|part| bare(part)).unwrap_or_default();
    if parts.len() == 2
        && matches!(first.as_str(), "○" | "◯")
        && let Ok(count) = last.trim().parse()
    {
        return counters::written(count, Format::Circled);
    }
    last
}

/// Returns where the command for overlaid characters stands.
fn overlay(code: &str) -> Option<usize> {
    let lower = code.to_ascii_lowercase();
    lower.match_indices("\\o").map(|(at, _)| at).find(|at| {
        let after = lower[at + 2..].chars().next();
        !after.is_some_and(|c| c.is_ascii_alphabetic())
    })
}

/// A fraction is told with a stroke; of other formulas the text alone is told.
fn fraction(code: &str) -> String {
    if code.to_ascii_lowercase().starts_with("\\f")
        && let Some(open) = code.find('(')
    {
        return arguments(&code[open + 1..]).iter().map(|part| bare(part)).collect::<Vec<_>>().join("/");
    }
    String::new()
}

/// Parts what stands up to the closing bracket at commas and semicolons outside of inner brackets.
fn arguments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => {}
            '(' => depth += 1,
            ')' if depth == 0 => {
                parts.push(&text[start..at]);
                return parts;
            }
            ')' => depth -= 1,
            ',' | ';' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

/// Returns the text of an argument without its commands and their measures.
fn bare(argument: &str) -> String {
    let mut out = String::new();
    let mut rest = argument;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '*') => {
                let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '*' | '-' | '.')));
                &after[end.unwrap_or(after.len())..]
            }
            '\\' => {
                out.extend(after.chars().next());
                after.chars().next().map_or("", |c| &after[c.len_utf8()..])
            }
            '(' | ')' => after,
            c => {
                out.push(c);
                after
            }
        };
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_go_and_characters_stay() {
        assert_eq!(shown(r#"EQ \* jc2 \* "Font:MS Mincho" \* hps10 \o\ad(\s\up 9(せいめい),声明)"#), "声明");
        assert_eq!(shown(r"eq \o(\s\up 9(a),漢)"), "漢");
        assert_eq!(shown(r"EQ \o\ac(○,3)"), "③");
        assert_eq!(shown(r"EQ \o\ac(○,印)"), "印");
        assert_eq!(shown(r"EQ \f(1,2)"), "1/2");
        assert_eq!(shown(r#"SYMBOL 183 \f "Symbol" \s 10"#), "•");
        assert_eq!(shown("PAGE"), "");
        assert_eq!(shown(""), "");
        assert_eq!(shown("EQ \\o("), "");
        assert_eq!(shown("EQ \\"), "");
    }
}
