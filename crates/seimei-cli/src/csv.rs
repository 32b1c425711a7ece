//! Readings as CSV: one row an act, for a spreadsheet. How cells are written stands in `seimei_export::csv`.

use std::io::{self, Write};

use seimei_app::read::ReadDocument;
use seimei_export::csv::{BETWEEN, Line, MARK};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::document::Translation;
use seimei_model::provision::Provision;

use crate::printer::Printer;

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
    "first_page",
    "last_page",
];

/// Prints the row of names, once before all documents.
pub(crate) fn print_header(out: &mut dyn Write) -> io::Result<()> {
    let mut names = Line::default();
    for name in COLUMNS {
        names.cell(name);
    }
    out.write_all(MARK.as_bytes())?;
    names.write(out)
}

/// Prints the rows of a document.
#[derive(Debug, Default)]
pub(crate) struct Csv {
    /// The cells that all rows begin with.
    head: Line,
    lexicon: String,
}

impl Printer for Csv {
    fn begin(&mut self, _out: &mut dyn Write, head: &ReadDocument) -> io::Result<()> {
        let fields = &head.reading.document;
        self.lexicon.clone_from(&head.reading.lexicon);
        for value in [
            head.file.as_str(),
            fields.title.as_deref().unwrap_or_default(),
            fields.kind.word(),
            fields.date.as_ref().map_or("", |date| date.as_str()),
            fields.language.tag(),
            &joined(fields.parties.iter().map(ActorCode::as_str)),
            fields.place.as_deref().unwrap_or_default(),
            fields.translation.map_or("", Translation::word),
            fields.issuer.as_deref().unwrap_or_default(),
        ] {
            self.head.cell(value);
        }
        Ok(())
    }

    fn provision(&mut self, out: &mut dyn Write, provision: &Provision) -> io::Result<()> {
        let part = provision.part.map_or(String::new(), |part| (part + 1).to_string());
        let topics = joined(provision.topics.iter().map(TopicId::as_str));
        let dates = provision.dates.iter().map(|date| format!("{}={}", date.text, date.edtf));
        let dates = joined(dates.collect::<Vec<_>>().iter().map(String::as_str));
        let mechanisms = joined(provision.mechanisms.iter().map(|mechanism| mechanism.text.as_str()));
        for act in &provision.acts {
            let place = |place: Option<u32>| place.map_or(String::new(), |place| place.to_string());
            let mut row = self.head.clone();
            for value in [
                part.as_str(),
                provision.section.as_deref().unwrap_or_default(),
                &provision.number.to_string(),
                &provision.text,
                act.act.word(),
                &act.trigger,
                act.clause_in(&provision.text),
                &joined(act.actors.iter().map(ActorCode::as_str)),
                &joined(act.targets.iter().map(ActorCode::as_str)),
                act.strength.word(),
                if act.commitment { "true" } else { "false" },
                act.due.as_ref().map_or("", |due| due.as_str()),
                &topics,
                &dates,
                &mechanisms,
                &place(act.range.first().map(|range| range.start)),
                &place(act.range.last().map(|range| range.end)),
                act.rule.as_str(),
                &self.lexicon,
                &place(provision.pages.map(|[first, _]| first)),
                &place(provision.pages.map(|[_, last]| last)),
            ] {
                row.cell(value);
            }
            row.write(out)?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write, _document: &ReadDocument) -> io::Result<()> {
        Ok(())
    }
}

fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<Vec<_>>().join(BETWEEN)
}
