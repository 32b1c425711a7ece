//! Text with tones, laid into lines of a given width in columns. Where lines end is told in `seimei_export::columns`.

use seimei_export::columns as lines;

use crate::style::{END, Tone};

pub(crate) use seimei_export::columns::{cut, width};
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

/// Returns `text` with spaces after it, so that it takes at least `columns`.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    lines::pad(text, columns, false)
}

/// Fills lines with `text`. Each ends in a line feed.
pub(crate) fn fill(text: &Rich, layout: Layout) -> String {
    let Layout { columns, first, rest, colour } = layout;
    let text = text.0.iter().map(|(tone, text)| (*tone, text.as_str()));
    let mut out = String::new();
    for line in lines::lines(text, lines::Layout { columns, first, rest, at_hyphens: true }) {
        put_line(&mut out, &line.stretches, line.indent, colour);
    }
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
