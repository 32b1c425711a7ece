//! The report in the terminal: a document and what was read in it, for a person.

mod head;
mod provision;
mod tail;

use std::io::{self, Write};

use seimei_app::names::Names;
use seimei_app::read::ReadDocument;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;

use crate::edtf;
use crate::messages::Messages;
use crate::style::Tone;
use crate::wrap::{self, Layout, Rich};

pub(crate) use tail::clause;

/// How a report is to look.
#[derive(Debug)]
pub(crate) struct Look<'a> {
    /// The reader's language.
    pub(crate) messages: &'a Messages,
    /// Names of actors in that language.
    pub(crate) names: &'a Names,
    /// Columns of a line.
    pub(crate) columns: usize,
    /// Whether to colour.
    pub(crate) colour: bool,
}

impl Look<'_> {
    /// Fills lines, the first indented by `first` columns and the others by `rest`.
    pub(crate) fn lines(&self, text: &Rich, first: usize, rest: usize) -> String {
        wrap::fill(text, Layout { columns: self.columns, first, rest, colour: self.colour })
    }

    /// Returns one line of one tone.
    pub(crate) fn line(&self, tone: Tone, text: &str) -> String {
        self.lines(&Rich::new(tone, text), 0, 0)
    }

    /// Returns a rule across the page.
    pub(crate) fn rule(&self, stroke: &str) -> String {
        self.line(Tone::Faint, &stroke.repeat(self.columns))
    }

    /// Returns the names of actors as a list; a dash for nobody.
    pub(crate) fn actors(&self, codes: &[ActorCode]) -> String {
        if codes.is_empty() {
            return "—".to_owned();
        }
        self.messages.list(codes.iter().map(|code| self.names.of(code)))
    }

    /// Returns a date in words.
    pub(crate) fn date(&self, date: &Edtf) -> String {
        edtf::in_words(date.as_str(), self.messages.lang)
    }

    /// Returns the heading of a closing list.
    pub(crate) fn list_heading(&self, title: &str, count: usize) -> String {
        let mut heading = Rich::new(Tone::Heading, title);
        heading.push(Tone::Faint, format!("  {count}"));
        format!("\n{}{}", self.lines(&heading, 0, 2), self.rule("─"))
    }
}

/// Prints the report of one document.
pub(crate) fn print(out: &mut dyn Write, document: &ReadDocument, look: &Look) -> io::Result<()> {
    out.write_all(head::head(document, look).as_bytes())?;
    let reading = &document.reading;
    let gutter = reading.provisions.last().map_or(1, |last| last.number.to_string().len()).max(2) + 2;
    let mut section: Option<&str> = None;
    let mut part = None;
    for provision in &reading.provisions {
        if provision.part != part {
            part = provision.part;
            section = None;
            if let Some(part) = part.and_then(|part| reading.parts.get(part as usize)) {
                out.write_all(head::part(part, look).as_bytes())?;
            }
        }
        if provision.section.as_deref() != section {
            section = provision.section.as_deref();
            out.write_all(head::section(section, look).as_bytes())?;
        }
        let text = provision::provision(provision, &reading.document, gutter, look);
        out.write_all(text.as_bytes())?;
    }
    out.write_all(tail::commitments(reading, look).as_bytes())?;
    out.write_all(tail::events(reading, look).as_bytes())?;
    out.write_all(tail::counts(reading, look).as_bytes())
}
