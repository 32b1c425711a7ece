//! Lines of a given width in columns: Japanese characters take two, and break by their own rules.

use unicode_width::UnicodeWidthChar as _;

use crate::style::{END, Tone};

pub(crate) use seimei_locale::printable::printable;

/// Text with the tone of each stretch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rich(Vec<(Tone, String)>);

impl Rich {
    /// Returns text of one tone.
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> Self {
        let mut rich = Self::default();
        rich.push(tone, text);
        rich
    }

    /// Appends text of one tone.
    pub(crate) fn push(&mut self, tone: Tone, text: impl Into<String>) {
        let text: String = text.into();
        if !text.is_empty() {
            self.0.push((tone, text));
        }
    }

    /// Appends other text.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Returns whether there is no text.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How to lay out a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Columns of a line.
    pub(crate) columns: usize,
    /// Columns left empty before the first line.
    pub(crate) first: usize,
    /// Columns left empty before the others.
    pub(crate) rest: usize,
    /// Whether tones are shown.
    pub(crate) colour: bool,
}

/// Returns the columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Returns `text` with spaces after it, so that it takes at least `columns`.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Returns the beginning of `text` that takes at most `columns`, with an ellipsis where it is cut.
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

fn columns_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// A stretch of text that no line may end inside.
#[derive(Debug)]
struct Atom {
    pieces: Vec<(Tone, String)>,
    width: usize,
    is_space: bool,
}

/// Fills lines with `text`. Each ends in a line feed.
pub(crate) fn fill(text: &Rich, layout: Layout) -> String {
    let mut out = String::new();
    let mut line: Vec<(Tone, String)> = Vec::new();
    let (mut used, mut indent) = (0, layout.first);
    let mut gap: Vec<(Tone, String)> = Vec::new();
    let mut gap_width = 0;
    for atom in atoms(text) {
        if atom.is_space {
            gap = atom.pieces;
            gap_width = atom.width;
            continue;
        }
        let room = layout.columns.saturating_sub(indent).max(8);
        if used > 0 && used + gap_width + atom.width > room {
            put_line(&mut out, &line, indent, layout.colour);
            line.clear();
            (used, indent) = (0, layout.rest);
        } else if used > 0 {
            line.append(&mut gap);
            used += gap_width;
        }
        (gap, gap_width) = (Vec::new(), 0);
        let room = layout.columns.saturating_sub(indent).max(8);
        for (tone, piece) in atom.pieces {
            // Only an atom that is longer than a line is cut inside.
            let mut start = 0;
            for (at, c) in piece.char_indices() {
                if used > 0 && used + columns_of(c) > room && atom.width > room {
                    line.push((tone, piece[start..at].to_owned()));
                    put_line(&mut out, &line, indent, layout.colour);
                    line.clear();
                    (start, used, indent) = (at, 0, layout.rest);
                }
                used += columns_of(c);
            }
            line.push((tone, piece[start..].to_owned()));
        }
    }
    put_line(&mut out, &line, indent, layout.colour);
    out
}

fn put_line(out: &mut String, line: &[(Tone, String)], indent: usize, colour: bool) {
    out.push_str(&" ".repeat(indent));
    let mut now = Tone::Plain;
    for (tone, text) in line {
        if colour && *tone != now {
            if now != Tone::Plain {
                out.push_str(END);
            }
            out.push_str(&tone.begin());
            now = *tone;
        }
        out.push_str(text);
    }
    if now != Tone::Plain {
        out.push_str(END);
    }
    out.push('\n');
}

/// Parts text where lines may end.
fn atoms(text: &Rich) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut before = ' ';
    for (tone, piece) in &text.0 {
        for c in piece.chars() {
            let is_space = c == ' ' || c == '\u{3000}';
            let opens_atom = match atoms.last() {
                None => true,
                Some(last) => last.is_space != is_space || (!is_space && may_break(before, c)),
            };
            if opens_atom {
                atoms.push(Atom { pieces: Vec::new(), width: 0, is_space });
            }
            if let Some(last) = atoms.last_mut() {
                last.width += columns_of(c);
                match last.pieces.last_mut() {
                    Some((same, run)) if same == tone => run.push(c),
                    _ => last.pieces.push((*tone, c.to_string())),
                }
            }
            before = c;
        }
    }
    atoms
}

/// Returns whether a line may end between two characters, neither of them a space.
fn may_break(before: char, after: char) -> bool {
    if before == '\u{a0}' || after == '\u{a0}' || opens(before) || clings_to_the_one_before(after) {
        return false;
    }
    if before.is_ascii_digit() && matches!(after, '年' | '月' | '日' | '条' | '項' | '号' | '回' | '%') {
        return false;
    }
    is_wide(before) || is_wide(after) || matches!(before, '-' | '–' | '—' | '/')
}

fn is_wide(c: char) -> bool {
    columns_of(c) == 2
}

/// Characters that no line ends with.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［' | '｛' | '「' | '『' | '【' | '〔' | '〈' | '《' | '“' | '‘')
}

/// Characters that no line begins with.
fn clings_to_the_one_before(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | ','
            | '.'
            | ':'
            | ';'
            | '!'
            | '?'
            | '%'
            | '”'
            | '’'
            | '…'
            | '‥'
            | '）'
            | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〉'
            | '》'
            | '、'
            | '。'
            | '，'
            | '．'
            | '・'
            | '：'
            | '；'
            | '！'
            | '？'
            | 'ー'
            | '々'
            | 'ゝ'
            | 'ゞ'
            | '〜'
            | '～'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | '\u{3099}'
            | '\u{309a}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, columns: usize, expected: &[&str]) {
        let layout = Layout { columns, first: 0, rest: 2, colour: false };
        let filled = fill(&Rich::new(Tone::Plain, text), layout);
        assert_eq!(filled.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_stay_whole() {
        check("We welcome the progress made.", 16, &["We welcome the", "  progress made."]);
        check("peace-loving nations", 11, &["peace-", "  loving", "  nations"]);
    }

    #[test]
    fn japanese_takes_two_columns_and_no_line_begins_with_a_full_stop() {
        check("我々は協力する。", 16, &["我々は協力する。"]);
        check("我々は協力する。", 14, &["我々は協力す", "  る。"]);
        check("彼は「はい」と言う", 11, &["彼は「は", "  い」と言", "  う"]);
        check("期限は2026年", 10, &["期限は", "  2026年"]);
    }

    #[test]
    fn what_is_longer_than_a_line_is_cut() {
        check("abcdefghijklmnop", 10, &["abcdefghij", "  klmnop"]);
    }

    #[test]
    fn tones_do_not_count() {
        let mut rich = Rich::new(Tone::Plain, "We ");
        rich.push(Tone::Heading, "welcome");
        rich.push(Tone::Plain, " it");
        let layout = Layout { columns: 10, first: 0, rest: 0, colour: true };
        assert_eq!(fill(&rich, layout), "We \u{1b}[1mwelcome\u{1b}[0m\nit\n");
    }

    #[test]
    fn text_is_cut_by_columns() {
        assert_eq!(cut("協力を強化する", 8), "協力を…");
        assert_eq!(cut("short", 8), "short");
        assert_eq!(pad("協力", 6), "協力  ");
    }

    #[test]
    fn escape_sequences_of_a_document_do_not_reach_the_terminal() {}
}
