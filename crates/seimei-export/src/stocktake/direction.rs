//! The section on where it is going.

use seimei_register::stocktake::{Direction, DirectionLine};

use super::lines;
use super::page::{Block, Column, Para, Row, Section, Table, TableKind, Tone};
use super::told::Told;
use super::words::number;

/// Returns the section: what is new, what will be looked into, what is hoped for.
pub(crate) fn section(told: &Told) -> Section {
    let (words, all) = (&told.words, &told.stocktake.direction);
    let heading = lines::heading(told, "direction.heading", all.len());
    let notes = if all.is_empty() { vec![words.text("direction.none").to_owned()] } else { Vec::new() };
    let mut next = 1;
    let mut blocks = Vec::new();
    for (kind, word) in [(Direction::New, "new"), (Direction::Explored, "explored"), (Direction::Expected, "expected")]
    {
        let of_kind: Vec<&DirectionLine> = all.iter().filter(|line| line.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let name = words.label("direction", word);
        let caption = words.fill("count.heading", &[("text", &name), ("n", &number(of_kind.len()))]);
        let mut rows = Vec::new();
        for line in of_kind {
            rows.push(row(told, line, next));
            next += 1;
        }
        let columns = vec![
            Column::text(words.text("column.provision"), 45),
            Column::short(words.text("column.who"), 25),
            Column::text(words.text("column.basis"), 30),
        ];
        blocks.push(Block::Table(Table { kind: TableKind::Records, caption: Some(caption), columns, rows }));
    }
    Section { id: "direction", heading, notes, blocks }
}

fn row(told: &Told, line: &DirectionLine, count: usize) -> Row {
    let words = &told.words;
    let said = told.foreign(line.cite.provision.language);
    let by = if line.by.is_empty() { words.text("line.by-nobody").to_owned() } else { told.actors(&line.by) };
    let mut who = vec![
        Para::plain(&words.labelled("line.by", &by)),
        Para::plain(&words.labelled("line.act", &words.label("act", line.act.word()))),
    ];
    if !line.topics.is_empty() {
        let topics: Vec<String> = line.topics.iter().map(|topic| told.topic(topic)).collect();
        who.push(Para::plain(&words.labelled("line.topics", &words.list(&topics))));
    }
    let what = vec![Para::default().with_words(Tone::Plain, &line.cite.words, said)];
    Row {
        id: Some(format!("direction-{count}")),
        number: Some(count),
        cells: vec![what, who, vec![lines::citation(told, &line.cite)]],
    }
}
