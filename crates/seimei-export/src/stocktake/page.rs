//! What stands on the page, in the reader's words, before it takes a form: sections of tables and charts. Every form is
//! written from it, so all say the same.

use seimei_model::code::Lang;

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The reader's language, Japanese or English.
    pub(crate) lang: Lang,
    /// The title.
    pub(crate) title: String,
    /// The day it is made for, in words.
    pub(crate) as_of: String,
    /// What was looked at, by which rules: labels and values.
    pub(crate) about: Vec<(String, String)>,
    /// The sum: the first is the one line that has to be read.
    pub(crate) sum: Vec<String>,
    /// The sections, in order.
    pub(crate) sections: Vec<Section>,
    /// How to read it: a heading and notes.
    pub(crate) notes: (String, Vec<String>),
}

/// A section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// Its name in links: `overdue`.
    pub(crate) id: &'static str,
    /// Its heading, with how many lines it has.
    pub(crate) heading: String,
    /// What has to be said before the lines; where there are none, that there are none.
    pub(crate) notes: Vec<String>,
    /// What it holds.
    pub(crate) blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Box<Chart>),
}

/// What a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TableKind {
    /// Lines of the register, told in words: lists in forms that have little room.
    Records,
    /// Numbers: a grid in every form.
    Figures,
}

/// A table. The first column heads the rows.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// What it holds.
    pub(crate) kind: TableKind,
    /// What its lines have in common, with how many they are.
    pub(crate) caption: Option<String>,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Its rows.
    pub(crate) rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) heading: String,
    /// Its share of the width, in hundredths.
    pub(crate) share: u32,
    /// Whether lists tell its paragraphs in one.
    pub(crate) is_short: bool,
    /// Whether it holds numbers.
    pub(crate) is_number: bool,
}

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its name in links.
    pub(crate) id: Option<String>,
    /// Its number in the section, from 1.
    pub(crate) number: Option<usize>,
    /// One a column.
    pub(crate) cells: Vec<Cell>,
}

/// A cell: its paragraphs.
pub(crate) type Cell = Vec<Para>;

/// A paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Para(pub(crate) Vec<Span>);

/// How a stretch of text is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tone {
    /// As the rest.
    Plain,
    /// What has to be seen first.
    Strong,
    /// What is only looked up.
    Faint,
}

/// A stretch of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    /// How it is set.
    pub(crate) tone: Tone,
    /// The text, clean and in one line.
    pub(crate) text: String,
    /// The language, where it is not the page's.
    pub(crate) lang: Option<Lang>,
    /// Where it leads: an address of the web, or `#` and a name on this page.
    pub(crate) link: Option<String>,
}

/// A chart with the numbers it is drawn from.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// Its title.
    pub(crate) title: String,
    /// What it shows, for who does not see it.
    pub(crate) description: String,
    /// What has to be said below it.
    pub(crate) note: Option<String>,
    /// The drawing for wide pages and print.
    pub(crate) wide: Drawing,
    /// The drawing for narrow screens.
    pub(crate) narrow: Drawing,
    /// The numbers.
    pub(crate) table: Table,
    /// What the numbers are called: "The numbers behind this chart".
    pub(crate) table_title: String,
}

/// A drawing.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// The SVG, one element.
    pub(crate) svg: String,
    /// Its width, in the units of the drawing (pixels of a screen).
    pub(crate) width: u32,
    /// Its height.
    pub(crate) height: u32,
}

impl Column {
    /// Makes a column of text.
    pub(crate) fn text(heading: &str, share: u32) -> Self {
        Self { heading: heading.to_owned(), share, is_short: false, is_number: false }
    }

    /// Makes a column whose paragraphs stand in one line of a list.
    pub(crate) fn short(heading: &str, share: u32) -> Self {
        Self { is_short: true, ..Self::text(heading, share) }
    }

    /// Makes a column of numbers.
    pub(crate) fn number(heading: &str, share: u32) -> Self {
        Self { is_number: true, ..Self::text(heading, share) }
    }
}

impl Para {
    /// Makes a paragraph of plain text.
    pub(crate) fn plain(text: &str) -> Self {
        Self::default().with(Tone::Plain, text)
    }

    /// Adds text.
    #[must_use]
    pub(crate) fn with(mut self, tone: Tone, text: &str) -> Self {
        self.0.push(Span { tone, text: clean(text), lang: None, link: None });
        self
    }

    /// Adds words in a language.
    #[must_use]
    pub(crate) fn with_words(mut self, tone: Tone, text: &str, lang: Option<Lang>) -> Self {
        self.0.push(Span { tone, text: clean(text), lang, link: None });
        self
    }

    /// Adds a link.
    #[must_use]
    pub(crate) fn with_link(mut self, tone: Tone, text: &str, link: String) -> Self {
        self.0.push(Span { tone, text: clean(text), lang: None, link: Some(link) });
        self
    }

    /// Returns the text alone.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

/// Returns text from a document made safe and put in one line: white space folded, control characters shown as such,
/// marks of direction left out (they could make a line read as something else than it says).
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\n' | '\t' | '\r' => {
                if !out.ends_with([' ', '\u{3000}']) {
                    out.push(' ');
                }
            }
            '\u{3000}' => {
                if out.ends_with(' ') {
                    out.pop();
                }
                if !out.ends_with('\u{3000}') {
                    out.push(c);
                }
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if c.is_control() => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// Returns text such that XML and HTML show it as it is, also inside attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_is_put_in_one_line() {
        assert_eq!(clean("a\n  b\tc"), "a b c");
        assert_eq!(clean("約束　 の　　内容"), "約束　の　内容");
        assert_eq!(clean("a\u{1b}[31m\u{202e}b"), "a\u{fffd}[31mb");
        assert_eq!(escaped("<&\">'"), "&lt;&amp;&quot;&gt;&#39;");
    }
}
