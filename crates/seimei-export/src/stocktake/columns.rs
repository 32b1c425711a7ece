//! Lines of a given width in columns: Japanese characters take two, and break by their own rules.

use unicode_width::UnicodeWidthChar as _;

/// Returns the columns that text takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Returns text with spaces after it, or before it, so that it takes at least so many columns.
pub(crate) fn pad(text: &str, columns: usize, is_right: bool) -> String {
    let space = " ".repeat(columns.saturating_sub(width(text)));
    if is_right { space + text } else { text.to_owned() + &space }
}

/// Returns the beginning of text that takes at most so many columns, with an ellipsis where it is cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += columns_of(c);
        if used > columns {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Adds text in lines of so many columns; the first is indented by `first`, the others by `rest`. Each ends in a line feed.
pub(crate) fn fill(out: &mut String, text: &str, columns: usize, first: usize, rest: usize) {
    let mut line = String::new();
    let (mut used, mut indent) = (0, first);
    let mut gap = String::new();
    for atom in atoms(text) {
        if atom.starts_with([' ', '\u{3000}']) {
            gap = atom;
            continue;
        }
        let room = columns.saturating_sub(indent).max(8);
        if used > 0 && used + width(&gap) + width(&atom) > room {
            put(out, &line, indent);
            line.clear();
            (used, indent) = (0, rest);
        } else if used > 0 {
            used += width(&gap);
            line.push_str(&gap);
        }
        gap.clear();
        let room = columns.saturating_sub(indent).max(8);
        let is_longer = width(&atom) > room;
        for c in atom.chars() {
            // Only an atom that is longer than a line is cut inside.
            if is_longer && used > 0 && used + columns_of(c) > columns.saturating_sub(indent).max(8) {
                put(out, &line, indent);
                line.clear();
                (used, indent) = (0, rest);
            }
            line.push(c);
            used += columns_of(c);
        }
    }
    put(out, &line, indent);
}

fn put(out: &mut String, line: &str, indent: usize) {
    if !line.is_empty() {
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
    }
    out.push('\n');
}

/// Parts text where lines may end.
fn atoms(text: &str) -> Vec<String> {
    let mut atoms: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let is_space = |c: char| c == ' ' || c == '\u{3000}';
        let opens = match atoms.last() {
            None => true,
            Some(_) => is_space(before) != is_space(c) || (!is_space(c) && may_break(before, c)),
        };
        match atoms.last_mut() {
            Some(last) if !opens => last.push(c),
            _ => atoms.push(c.to_string()),
        }
        before = c;
    }
    atoms
}

/// Returns whether a line may end between two characters, neither of them a space.
fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "([{（［｛「『【〔〈《“‘";
    const CLINGING: &str = ")]},.:;!?%”’…‥）］｝」』】〕〉》、。，．・：；！？ー々ゝゞ〜～％\
        ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\u{3099}\u{309a}";
    if before == '\u{a0}' || after == '\u{a0}' || OPENING.contains(before) || CLINGING.contains(after) {
        return false;
    }
    if before.is_ascii_digit() && "年月日条項号回件か規主".contains(after) {
        return false;
    }
    // Not at hyphens and strokes: names of provisions have to stay whole, so that they can be taken over.
    let is_wide = |c: char| columns_of(c) == 2;
    is_wide(before) || is_wide(after)
}

fn columns_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, columns: usize, expected: &[&str]) {
        let mut out = String::new();
        fill(&mut out, text, columns, 0, 2);
        assert_eq!(out.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_break_by_the_rules_of_their_language() {
        check("We welcome the progress made.", 16, &["We welcome the", "  progress made."]);
        check("我々は協力する。", 14, &["我々は協力す", "  る。"]);
        check("彼は「はい」と言う", 11, &["彼は「は", "  い」と言", "  う"]);
        check("期限は2026年", 10, &["期限は", "  2026年"]);
        check("abcdefghijklmnop", 10, &["abcdefghij", "  klmnop"]);
        check("", 10, &[""]);
    }

    #[test]
    fn text_is_cut_and_padded_by_columns() {
        assert_eq!(cut("協力を強化する", 8), "協力を…");
        assert_eq!(pad("協力", 6, false), "協力  ");
        assert_eq!(pad("12", 4, true), "  12");
    }
}
