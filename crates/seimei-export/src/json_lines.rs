//! JSON Lines: one object a provision, an act or a document, with the keys of docs/format.md and those that tell where
//! it comes from.

use std::io::{self, Write};

use seimei_model::act::Act;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::date::Edtf;
use seimei_model::diagnostic::Diagnostic;
use seimei_model::document::{DocumentKind, Part, Translation};
use seimei_model::event::Event;
use seimei_model::identity::{DocumentId, ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::record::{DocumentRecord, Hash};
use serde::Serialize;

use crate::item::{Expression, Item};
use crate::table::Table;
use crate::writer::{Care, Writer};

/// Writes JSON Lines.
#[derive(Debug)]
pub struct JsonLines<W> {
    out: W,
    table: Table,
}

/// What a line says of the expression that its provision or act stands in.
#[derive(Clone, Copy, Serialize)]
struct Origin<'a> {
    document: &'a DocumentId,
    language: Lang,
    version: u32,
    title: Option<&'a str>,
    kind: Option<DocumentKind>,
    date: Option<&'a Edtf>,
    parties: Option<&'a [ActorCode]>,
    translation: Option<Translation>,
    issuer: Option<&'a str>,
    sha256: Hash,
    lexicon: &'a str,
    program: &'a str,
}

#[derive(Serialize)]
struct ProvisionLine<'a> {
    id: ProvisionId,
    #[serde(flatten)]
    origin: Origin<'a>,
    /// Its place in the reading, from 1; `number` is the lasting one.
    position: u32,
    #[serde(flatten)]
    provision: &'a Provision,
}

#[derive(Serialize)]
struct ActLine<'a> {
    id: String,
    #[serde(flatten)]
    origin: Origin<'a>,
    provision: u32,
    position: u32,
    section: Option<&'a str>,
    part: Option<u32>,
    text: &'a str,
    topics: &'a [TopicId],
    #[serde(flatten)]
    act: &'a Act,
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    #[serde(flatten)]
    record: &'a DocumentRecord,
    readings: Vec<ReadingLine<'a>>,
}

/// What was found in an expression apart from its provisions.
#[derive(Serialize)]
struct ReadingLine<'a> {
    id: &'a ExpressionId,
    lexicon: &'a str,
    program: &'a str,
    issuer: Option<&'a str>,
    counts: Counts,
    parts: &'a [Part],
    events: Vec<Event>,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Counts {
    provisions: usize,
    acts: usize,
    commitments: usize,
    events: usize,
}

impl<W: Write> JsonLines<W> {
    /// Makes a writer of `table` to `out`.
    pub fn new(table: Table, out: W) -> Self {
        Self { out, table }
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }

    fn provision(&mut self, item: &Item, expression: &Expression, index: usize) -> io::Result<()> {
        let read = &expression.stored.reading.provisions[index];
        let number = expression.number(index);
        let provision = Provision { number, ..read.clone() };
        let id = expression.provision_id(number);
        let origin = origin(item, expression);
        self.line(&ProvisionLine { id, origin, position: index as u32 + 1, provision: &provision })
    }

    fn acts(&mut self, item: &Item, expression: &Expression, index: usize) -> io::Result<()> {
        let provision = &expression.stored.reading.provisions[index];
        let number = expression.number(index);
        for (place, act) in provision.acts.iter().enumerate() {
            self.line(&ActLine {
                id: format!("{}.{}", expression.provision_id(number), place + 1),
                origin: origin(item, expression),
                provision: number,
                position: index as u32 + 1,
                section: provision.section.as_deref(),
                part: provision.part,
                text: &provision.text,
                topics: &provision.topics,
                act,
            })?;
        }
        Ok(())
    }
}

impl<W: Write> Writer for JsonLines<W> {
    fn item(&mut self, item: &Item) -> io::Result<()> {
        if self.table == Table::Documents {
            let readings = item.expressions.iter().map(of_reading).collect();
            return self.line(&DocumentLine { record: &item.document, readings });
        }
        for expression in &item.expressions {
            for index in 0..expression.stored.reading.provisions.len() {
                match self.table {
                    Table::Acts => self.acts(item, expression, index)?,
                    _ => self.provision(item, expression, index)?,
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Care> {
        self.out.flush()?;
        Ok(Care::default())
    }
}

fn origin<'a>(item: &'a Item, expression: &'a Expression) -> Origin<'a> {
    let description = &item.document.description;
    Origin {
        document: &item.document.id,
        language: expression.language(),
        version: expression.record.version,
        title: expression.record.title.as_deref().or(item.title()),
        kind: description.kind,
        date: description.date.as_ref(),
        parties: description.parties.as_deref(),
        translation: expression.record.translation,
        issuer: expression.stored.reading.document.issuer.as_deref(),
        sha256: expression.record.original,
        lexicon: &expression.stored.reading.lexicon,
        program: &expression.stored.reading.program,
    }
}

fn of_reading(expression: &Expression) -> ReadingLine<'_> {
    let reading = &expression.stored.reading;
    let acts = || reading.provisions.iter().flat_map(|provision| &provision.acts);
    let lasting = |event: &Event| Event { provision: expression.lasting(event.provision), ..event.clone() };
    ReadingLine {
        id: &expression.record.id,
        lexicon: &reading.lexicon,
        program: &reading.program,
        issuer: reading.document.issuer.as_deref(),
        counts: Counts {
            provisions: reading.provisions.len(),
            acts: acts().count(),
            commitments: acts().filter(|act| act.commitment).count(),
            events: reading.events.len(),
        },
        parts: &reading.parts,
        events: reading.events.iter().map(lasting).collect(),
        diagnostics: &reading.diagnostics,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::sample;

    fn lines(table: Table) -> Vec<Value> {
        let text = sample::written(|out| Box::new(JsonLines::new(table, out)));
        text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
    }

    #[test]
    fn a_provision_is_an_object_with_its_lasting_number() {
        let lines = lines(Table::Provisions);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1]["id"], "arv-hta-2025-05-21/en#p7");
        assert_eq!((&lines[1]["number"], &lines[1]["position"]), (&7.into(), &2.into()));
        assert_eq!(lines[1]["acts"][0]["act"], "commit");
        assert_eq!(lines[2]["language"], "ja");
    }

    #[test]
    fn an_act_is_an_object_with_its_provision() {
        let lines = lines(Table::Acts);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1]["id"], "arv-hta-2025-05-21/en#p7.1");
        assert_eq!((&lines[1]["act"], &lines[1]["due"]), (&"commit".into(), &"2026-06".into()));
        assert_eq!(lines[1]["section"], "The way ahead");
    }

    #[test]
    fn a_document_is_an_object_with_its_events() {
        let lines = lines(Table::Documents);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["id"], "arv-hta-2025-05-21");
        assert_eq!(lines[0]["readings"][0]["events"][0]["provision"], 7, "an event tells the lasting number");
        assert_eq!(lines[0]["readings"][0]["counts"]["commitments"], 1);
    }
}
