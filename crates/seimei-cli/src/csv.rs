//! Readings as CSV: one row an act, for a spreadsheet.
//!
//! # Source
//! RFC 4180; a byte order mark tells Excel that the text is UTF-8.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use seimei_app::read::ReadDocument;
use seimei_model::code::ActorCode;
use seimei_model::document::Translation;
use seimei_model::provision::Provision;

use crate::printer::Printer;
use crate::report::clause;

/// Names of the columns; the words of the JSON keys.
const COLUMNS: &[&str] = &[
    "file",
    "title",
    "kind",
    "date",
    "language",
    "parties",
    "place",
    "translation",
    "issuer",
    "part",
    "section",
    "provision",
    "text",
    "act",
    "trigger",
    "clause",
    "actors",
    "targets",
    "strength",
    "commitment",
    "due",
    "topics",
    "dates",
    "mechanisms",
    "start",
    "end",
    "rule",
    "lexicon",
];

/// Prints the row of names, once before all documents.
pub(crate) fn print_header(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "\u{feff}{}\r\n", COLUMNS.join(","))
}

/// Prints the rows of a document.
#[derive(Debug, Default)]
pub(crate) struct Csv {
    /// The cells that all rows begin with.
    head: String,
    lexicon: String,
}

impl Printer for Csv {
    fn begin(&mut self, _out: &mut dyn Write, head: &ReadDocument) -> io::Result<()> {
        let fields = &head.reading.document;
        self.lexicon.clone_from(&head.reading.lexicon);
        let parties = codes(&fields.parties);
        for value in [
            head.file.as_str(),
            fields.title.as_deref().unwrap_or_default(),
            fields.kind.word(),
            fields.date.as_ref().map_or("", |date| date.as_str()),
            fields.language.tag(),
            &parties,
            fields.place.as_deref().unwrap_or_default(),
            fields.translation.map_or("", Translation::word),
            fields.issuer.as_deref().unwrap_or_default(),
        ] {
            let _ = write!(self.head, "{},", cell(value));
        }
        Ok(())
    }

    fn provision(&mut self, out: &mut dyn Write, provision: &Provision) -> io::Result<()> {
        let part = provision.part.map_or(String::new(), |part| (part + 1).to_string());
        let topics = provision.topics.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let dates = provision.dates.iter().map(|date| format!("{}={}", date.text, date.edtf));
        let dates = dates.collect::<Vec<_>>().join("; ");
        let mechanisms = provision.mechanisms.iter().map(|mechanism| mechanism.text.as_str());
        let mechanisms = mechanisms.collect::<Vec<_>>().join("; ");
        let text = within_a_cell(&provision.text);
        for act in &provision.acts {
            let place = |place: Option<u32>| place.map_or(String::new(), |place| place.to_string());
            let mut row = self.head.clone();
            for value in [
                part.as_str(),
                provision.section.as_deref().unwrap_or_default(),
                &provision.number.to_string(),
                text,
                act.act.word(),
                &act.trigger,
                within_a_cell(clause(provision, act)),
                &codes(&act.actors),
                &codes(&act.targets),
                act.strength.word(),
                if act.commitment { "true" } else { "false" },
                act.due.as_ref().map_or("", |due| due.as_str()),
                &topics,
                &dates,
                &mechanisms,
                &place(act.range.first().map(|range| range.start)),
                &place(act.range.last().map(|range| range.end)),
                act.rule.as_str(),
            ] {
                let _ = write!(row, "{},", cell(value));
            }
            let _ = write!(row, "{}\r\n", cell(&self.lexicon));
            out.write_all(row.as_bytes())?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write, _document: &ReadDocument) -> io::Result<()> {
        Ok(())
    }
}

fn codes(codes: &[ActorCode]) -> String {
    codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join("; ")
}

/// The most bytes of text in a cell: Excel takes 32,767 characters, and a damaged file can hold a sentence of megabytes.
const CELL: usize = 32_000;

fn within_a_cell(text: &str) -> &str {
    &text[..text.floor_char_boundary(CELL.min(text.len()))]
}

/// Returns a value as a cell: quoted where it must be, and never a formula to a spreadsheet.
fn cell(value: &str) -> Cow<'_, str> {
    let starts_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if !starts_formula && !value.contains([',', '"', '\n', '\r']) {
        return Cow::Borrowed(value);
    }
    let mark = if starts_formula { "'" } else { "" };
    Cow::Owned(format!("\"{mark}{}\"", value.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        assert_eq!(cell("協力"), "協力");
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("\"x\""), "\"\"\"x\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("-1"), "\"'-1\"");
        assert_eq!(cell("＝1"), "\"'＝1\"");
        assert_eq!(cell("2026-01"), "2026-01");
    }
}
