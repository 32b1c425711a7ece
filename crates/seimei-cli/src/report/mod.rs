//! The report in the terminal: a document and what was read in it, for a person.

mod head;
mod provision;
mod tail;

use std::collections::BTreeMap;
use std::io::{self, Write};

use seimei_app::names::Names;
use seimei_app::read::ReadDocument;
use seimei_locale::told::Teller;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::{Document, Part};
use seimei_model::provision::Provision;

use crate::messages::Messages;
use crate::printer::Printer;
use crate::report::tail::Summary;
use crate::style::Tone;
use crate::wrap::{self, Layout, Rich};
use seimei_export::date_words;

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

    /// Returns who tells things of the register.
    pub(crate) fn teller(&self) -> Teller<'_> {
        Teller { messages: self.messages, names: self.names }
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
        date_words::in_words(date.as_str(), self.messages.lang)
    }

    /// Returns the heading of a closing list.
    pub(crate) fn list_heading(&self, title: &str, count: usize) -> String {
        let mut heading = Rich::new(Tone::Heading, title);
        heading.push(Tone::Faint, format!("  {count}"));
        format!("\n{}{}", self.lines(&heading, 0, 2), self.rule("─"))
    }
}

/// What an archive knows of a document beside its reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// Rows of the head in place of the file's name: the key of the label, and the text.
    pub(crate) rows: Vec<(&'static str, String)>,
    /// Lines under provisions, by their lasting numbers: the key of the label, and the text.
    pub(crate) lines: BTreeMap<u32, Vec<(&'static str, String)>>,
}

/// Columns on the left that hold the numbers of provisions.
const GUTTER: usize = 5;

/// Prints the report of one document.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    look: &'a Look<'a>,
    fields: Option<Document>,
    parts: Vec<Part>,
    part: Option<u32>,
    section: Option<String>,
    summary: Summary,
    beside: Beside,
}

impl<'a> Report<'a> {
    /// Makes a printer for one document.
    pub(crate) fn new(look: &'a Look) -> Self {
        Self::of_archive(look, Beside::default())
    }

    /// Makes a printer for one document of an archive.
    pub(crate) fn of_archive(look: &'a Look, beside: Beside) -> Self {
        let summary = Summary::default();
        Self { look, fields: None, parts: Vec::new(), part: None, section: None, summary, beside }
    }
}

impl Printer for Report<'_> {
    fn begin(&mut self, out: &mut dyn Write, head: &ReadDocument) -> io::Result<()> {
        self.fields = Some(head.reading.document.clone());
        self.parts.clone_from(&head.reading.parts);
        out.write_all(head::head(head, &self.beside.rows, self.look).as_bytes())
    }

    fn provision(&mut self, out: &mut dyn Write, provision: &Provision) -> io::Result<()> {
        if provision.part != self.part {
            self.part = provision.part;
            self.section = None;
            if let Some(part) = self.part.and_then(|part| self.parts.get(part as usize)) {
                out.write_all(head::part(part, self.look).as_bytes())?;
            }
        }
        if provision.section != self.section {
            self.section.clone_from(&provision.section);
            out.write_all(head::section(self.section.as_deref(), self.look).as_bytes())?;
        }
        self.summary.add(provision);
        let parties = self.fields.as_ref().map_or(&[][..], |fields| &fields.parties);
        let lines = self.beside.lines.get(&provision.number).map(Vec::as_slice).unwrap_or_default();
        out.write_all(provision::provision(provision, parties, lines, self.look).as_bytes())
    }

    fn end(&mut self, out: &mut dyn Write, document: &ReadDocument) -> io::Result<()> {
        out.write_all(self.summary.commitments(self.look).as_bytes())?;
        out.write_all(tail::events(&document.reading, self.look).as_bytes())?;
        out.write_all(self.summary.counts(&document.reading, self.look).as_bytes())
    }
}
