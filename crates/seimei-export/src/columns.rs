//! Lines of a given width in columns: Japanese characters take two, and break by their own rules.

use unicode_width::UnicodeWidthChar as _;

/// How a paragraph is laid into lines.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns of a line.
    pub columns: usize,
    /// Columns left empty before the first line.
    pub first: usize,
    /// Columns left empty before the others.
    pub rest: usize,
    /// Whether a line may end after a hyphen or a stroke. Names of provisions stay whole only where it may not, so that
    /// they can be taken over.
    pub at_hyphens: bool,
}

/// A line: the columns left empty before it, and its text, each stretch with what it carries (a colour, or nothing).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<T> {
    /// Columns left empty.
    pub indent: usize,
    /// The text.
    pub stretches: Vec<(T, String)>,
}

/// Returns the columns that text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Returns text with spaces after it, or before it, so that it takes at least so many columns.
pub fn pad(text: &str, columns: usize, is_right: bool) -> String {
    let space = " ".repeat(columns.saturating_sub(width(text)));
    if is_right { space + text } else { text.to_owned() + &space }
}

/// Returns the beginning of text that takes at most so many columns, with an ellipsis where it is cut.
pub fn cut(text: &str, columns: usize) -> String {
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
    // What was cut before has its ellipsis already.
    format!("{}…", out.trim_end_matches(|c: char| c.is_whitespace() || c == '…'))
}

/// Lays text into lines; the last may be empty.
pub fn lines<'t, T: Copy + PartialEq>(text: impl IntoIterator<Item = (T, &'t str)>, layout: Layout) -> Vec<Line<T>> {
    // Even where next to nothing is left, a line takes some characters.
    let room = |indent: usize| layout.columns.saturating_sub(indent).max(8);
    let next = || Line { indent: layout.rest, stretches: Vec::new() };
    let mut lines = Vec::new();
    let mut line = Line { indent: layout.first, stretches: Vec::new() };
    let mut used = 0;
    let mut gap: Option<Atom<T>> = None;
    for atom in atoms(text, layout.at_hyphens) {
        if atom.is_space {
            gap = Some(atom);
            continue;
        }
        let gap_width = gap.as_ref().map_or(0, |gap| gap.width);
        if used > 0 && used + gap_width + atom.width > room(line.indent) {
            lines.push(std::mem::replace(&mut line, next()));
            used = 0;
        } else if used > 0 {
            line.stretches.extend(gap.into_iter().flat_map(|gap| gap.stretches));
            used += gap_width;
        }
        gap = None;
        let is_longer = atom.width > room(line.indent);
        for (carried, stretch) in atom.stretches {
            for c in stretch.chars() {
                // Only an atom that is longer than a line is cut inside.
                if is_longer && used > 0 && used + columns_of(c) > room(line.indent) {
                    lines.push(std::mem::replace(&mut line, next()));
                    used = 0;
                }
                push(&mut line.stretches, carried, c);
                used += columns_of(c);
            }
        }
    }
    lines.push(line);
    lines
}

/// Adds text in lines of so many columns; the first is indented by `first`, the others by `rest`. Each ends in a line feed.
pub(crate) fn fill(out: &mut String, text: &str, columns: usize, first: usize, rest: usize) {
    for line in lines([((), text)], Layout { columns, first, rest, at_hyphens: false }) {
        if !line.stretches.is_empty() {
            out.push_str(&" ".repeat(line.indent));
        }
        for ((), stretch) in &line.stretches {
            out.push_str(stretch);
        }
        out.push('\n');
    }
}

/// A stretch of text that no line may end inside.
#[derive(Debug)]
struct Atom<T> {
    stretches: Vec<(T, String)>,
    width: usize,
    is_space: bool,
}

/// Parts text where lines may end.
fn atoms<'t, T: Copy + PartialEq>(text: impl IntoIterator<Item = (T, &'t str)>, at_hyphens: bool) -> Vec<Atom<T>> {
    let mut atoms: Vec<Atom<T>> = Vec::new();
    let mut before = ' ';
    for (carried, stretch) in text {
        for c in stretch.chars() {
            let is_space = c == ' ' || c == '\u{3000}';
            let opens = match atoms.last() {
                None => true,
                Some(last) => last.is_space != is_space || (!is_space && may_break(before, c, at_hyphens)),
            };
            if opens {
                atoms.push(Atom { stretches: Vec::new(), width: 0, is_space });
            }
            if let Some(last) = atoms.last_mut() {
                last.width += columns_of(c);
                push(&mut last.stretches, carried, c);
            }
            before = c;
        }
    }
    atoms
}

fn push<T: PartialEq>(stretches: &mut Vec<(T, String)>, carried: T, c: char) {
    match stretches.last_mut() {
        Some((same, stretch)) if *same == carried => stretch.push(c),
        _ => stretches.push((carried, c.to_string())),
    }
}

/// Returns whether a line may end between two characters, neither of them a space.
fn may_break(before: char, after: char, at_hyphens: bool) -> bool {
    const OPENING: &str = "([{（［｛「『【〔〈《“‘";
    const CLINGING: &str = ")]},.:;!?%”’…‥）］｝」』】〕〉》、。，．・：；！？ー々ゝゞ〜～％\
        ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\u{3099}\u{309a}";
    if before == '\u{a0}' || after == '\u{a0}' || OPENING.contains(before) || CLINGING.contains(after) {
        return false;
    }
    if before.is_ascii_digit() && "年月日条項号回件か規主".contains(after) {
        return false;
    }
    let is_wide = |c: char| columns_of(c) == 2;
    is_wide(before) || is_wide(after) || (at_hyphens && matches!(before, '-' | '–' | '—' | '/'))
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
    fn lines_end_at_hyphens_where_they_may() {
        let laid = |at_hyphens: bool| {
            lines([((), "peace-loving nations")], Layout { columns: 11, first: 0, rest: 0, at_hyphens })
        };
        assert_eq!(laid(true)[0].stretches, [((), "peace-".to_owned())]);
        assert_eq!(laid(false)[0].stretches, [((), "peace-lovin".to_owned())]);
    }

    #[test]
    fn text_is_cut_and_padded_by_columns() {
        assert_eq!(cut("協力を強化する", 8), "協力を…");
        assert_eq!(cut("first cut… and more", 11), "first cut…");
        assert_eq!(pad("協力", 6, false), "協力  ");
        assert_eq!(pad("12", 4, true), "  12");
    }
}
