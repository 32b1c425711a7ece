//! The sections of mechanisms, of wording that moved, of areas, and of sources.

use std::collections::BTreeMap;

use seimei_model::act::Strength;
use seimei_model::code::Lang;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_register::stocktake::{AreaLine, Citation, Line, Move, MovedLine, SilentLine};

use super::lines::{citation, heading, source_id};
use super::page::{Block, Cell, Column, Para, Row, Section, Table, TableKind, Tone};
use super::told::{Told, countdown};
use super::words::number;

/// Returns the section of mechanisms that went silent.
pub(crate) fn silent(told: &Told) -> Section {
    let text = |key| told.words.text(key);
    let columns = || {
        vec![
            Column::text(text("column.mechanism"), 34),
            Column::short(text("column.heard"), 33),
            Column::text(text("column.basis"), 33),
        ]
    };
    let rows = told.stocktake.silent.iter().map(|line| silent_cells(told, line));
    records(told, "silent", "silent.heading", "silent.none", columns, rows.collect())
}

fn silent_cells(told: &Told, line: &SilentLine) -> Vec<Cell> {
    let words = &told.words;
    let (name, lang) = told.name(&line.name);
    let mut what = vec![Para::default().with_words(Tone::Strong, &name, lang)];
    if !line.parties.is_empty() {
        what.push(Para::plain(&words.labelled("line.parties", &told.actors(&line.parties))));
    }
    let held = line.held.as_deref().map_or_else(|| words.text("line.held-unknown").to_owned(), |day| words.date(day));
    let ago = words.count("line.months", usize::try_from(line.months).unwrap_or(0));
    let seen = format!("{}{}", words.date(&line.seen), words.in_brackets(&ago));
    let mut heard =
        vec![Para::plain(&words.labelled("line.held", &held)), Para::plain(&words.labelled("line.seen", &seen))];
    if let Some(expected) = &line.expected {
        heard.push(Para::plain(&words.labelled("line.expected", &words.date(expected))));
    }
    vec![what, heard, line.cites.iter().map(|cite| citation(told, cite)).collect()]
}

/// Returns the section of commitments whose wording moved.
pub(crate) fn moved(told: &Told) -> Section {
    let text = |key| told.words.text(key);
    let columns = || {
        vec![
            Column::text(text("column.change"), 28),
            Column::text(text("column.before"), 36),
            Column::text(text("column.after"), 36),
        ]
    };
    let rows = told.stocktake.moved.iter().map(|line| moved_cells(told, line));
    records(told, "moved", "moved.heading", "moved.none", columns, rows.collect())
}

fn moved_cells(told: &Told, line: &MovedLine) -> Vec<Cell> {
    let words = &told.words;
    let mut what: Cell = line
        .changes
        .iter()
        .map(|change| {
            let (matter, from, to) = change_in_words(told, change);
            let said = format!("{from} → {to}");
            Para::plain(&words.labelled(&format!("move.{matter}"), "")).with(Tone::Strong, &said)
        })
        .collect();
    what.push(Para::default().with(Tone::Faint, &words.labelled("line.entry", &line.entry.to_string())));
    let side = |cite: &Citation| {
        let lang = told.foreign(cite.provision.language);
        vec![Para::default().with_words(Tone::Plain, &cite.words, lang), citation(told, cite)]
    };
    vec![what, side(&line.before), side(&line.after)]
}

fn change_in_words(told: &Told, change: &Move) -> (&'static str, String, String) {
    let words = &told.words;
    let strength = |strength: Strength| words.label("strength", strength.word());
    match change {
        Move::Act { from, to } => ("act", words.label("act", from.word()), words.label("act", to.word())),
        Move::Strength { from, to } => ("strength", strength(*from), strength(*to)),
        Move::Due { from, to } => {
            let [from, to] = [from, to].map(|due| {
                due.as_ref().map_or_else(|| words.text("line.due-none").to_owned(), |due| words.date(due.as_str()))
            });
            ("due", from, to)
        }
        Move::By { from, to } => {
            let [from, to] = [from, to]
                .map(|by| if by.is_empty() { words.text("line.by-nobody").to_owned() } else { told.actors(by) });
            ("by", from, to)
        }
    }
}

/// Returns a section with one table of numbered records.
fn records(
    told: &Told,
    id: &'static str,
    title: &str,
    none: &str,
    columns: impl Fn() -> Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> Section {
    let heading = heading(told, title, rows.len());
    if rows.is_empty() {
        return Section { id, heading, notes: vec![told.words.text(none).to_owned()], blocks: Vec::new() };
    }
    let numbered = rows.into_iter().enumerate().map(|(at, cells)| Row {
        id: Some(format!("{id}-{}", at + 1)),
        number: Some(at + 1),
        cells,
    });
    let rows = numbered.collect();
    let table = Table { kind: TableKind::Records, caption: None, columns: columns(), rows };
    Section { id, heading, notes: Vec::new(), blocks: vec![Block::Table(table)] }
}

/// Returns the section of the areas of the programme, parted by priority.
pub(crate) fn areas(told: &Told) -> Section {
    let (words, all) = (&told.words, &told.stocktake.areas);
    let heading = heading(told, "areas.heading", all.len());
    let mut notes: Vec<String> = countdown(told).into_iter().collect();
    if all.is_empty() {
        let is_chosen = told.stocktake.programme.is_some();
        notes.push(words.text(if is_chosen { "areas.empty" } else { "areas.none" }).to_owned());
    }
    let parts = all.chunk_by(|a, b| a.priority == b.priority && a.area.programme == b.area.programme);
    let blocks = parts.map(|areas| {
        let name = areas.first().map(|area| told.name(&area.priority).0).unwrap_or_default();
        let caption = Some(name).filter(|name| !name.is_empty());
        Block::Table(Table {
            kind: TableKind::Figures,
            caption: caption.map(|name| words.labelled("column.priority", &name)),
            columns: area_columns(told),
            rows: areas.iter().map(|area| area_row(told, area)).collect(),
        })
    });
    let blocks = blocks.collect();
    Section { id: "areas", heading, notes, blocks }
}

fn area_columns(told: &Told) -> Vec<Column> {
    let words = &told.words;
    let mut columns = vec![Column::text(words.text("column.area"), 20), Column::number(words.text("column.total"), 10)];
    for state in ["done", "under_way", "overdue", "not_begun", "unassessed", "closed"] {
        columns.push(Column::number(&words.label("state", state), 10));
    }
    columns.push(Column::number(words.text("column.indicators"), 10));
    columns.push(Column::number(words.text("column.activities"), 10));
    columns
}

fn area_row(told: &Told, area: &AreaLine) -> Row {
    let (title, lang) = told.name(&area.title);
    let title = Para::plain(&format!("{} ", area.area.code)).with_words(Tone::Plain, &title, lang);
    let counts = [area.entries, area.done, area.under_way, area.overdue, area.not_begun, area.unassessed, area.closed]
        .map(number);
    let pairs = [area.indicators, area.activities]
        .map(|[part, all]| if all == 0 { "–".to_owned() } else { format!("{}/{}", number(part), number(all)) });
    let numbers = counts.into_iter().chain(pairs).map(|text| vec![Para::plain(&text)]);
    Row { id: None, number: None, cells: std::iter::once(vec![title]).chain(numbers).collect() }
}

/// A document in one language, in order of time: whether it has no day, the day, the name, the language.
type Expression<'a> = (bool, Option<&'a str>, &'a DocumentId, Option<Lang>);

/// A document that is cited, in one language.
struct Source<'a> {
    cite: &'a Citation,
    numbers: Vec<u32>,
}

/// Returns the section of the documents that are cited, in order of time.
pub(crate) fn sources(told: &Told) -> Section {
    let words = &told.words;
    let mut sources: BTreeMap<Expression, Source> = BTreeMap::new();
    for cite in cited(told) {
        let ProvisionId { document, language, number } = &cite.provision;
        // Those without a day stand last.
        let key = (cite.day.is_none(), cite.day.as_deref(), document, *language);
        sources.entry(key).or_insert_with(|| Source { cite, numbers: Vec::new() }).numbers.push(*number);
    }
    let heading = heading(told, "sources.heading", sources.len());
    if sources.is_empty() {
        return Section {
            id: "sources",
            heading,
            notes: vec![words.text("sources.none").to_owned()],
            blocks: Vec::new(),
        };
    }
    let rows = sources.into_values().map(|source| source_row(told, source)).collect();
    let columns = vec![
        Column::text(words.text("column.document"), 44),
        Column::text(words.text("column.day"), 16),
        Column::text(words.text("column.language"), 16),
        Column::text(words.text("column.cited"), 24),
    ];
    let table = Table { kind: TableKind::Figures, caption: None, columns, rows };
    Section { id: "sources", heading, notes: Vec::new(), blocks: vec![Block::Table(table)] }
}

fn source_row(told: &Told, mut source: Source) -> Row {
    let (words, cite) = (&told.words, source.cite);
    source.numbers.sort_unstable();
    source.numbers.dedup();
    let numbers: Vec<String> = source.numbers.iter().map(|number| format!("p{number}")).collect();
    let lang = told.foreign(cite.provision.language);
    let name = cite.provision.to_string();
    let name = name.split('#').next().unwrap_or_default();
    let mut document = Vec::new();
    if let Some(title) = cite.title.as_deref().filter(|title| !title.trim().is_empty()) {
        document.push(Para::default().with_words(Tone::Plain, title, lang));
    }
    document.push(Para::default().with(Tone::Faint, name));
    let tag = cite.provision.language.unwrap_or(Lang::Und).tag();
    let mut version = words.label("language", tag);
    if let Some(translation) = cite.translation {
        version += &words.in_brackets(&words.label("translation", translation.word()));
    }
    let cells = vec![
        document,
        vec![Para::plain(&words.day(cite.day.as_deref()))],
        vec![Para::plain(&version)],
        vec![Para::plain(&words.list(&numbers))],
    ];
    Row { id: Some(source_id(&cite.provision.to_string())), number: None, cells }
}

/// Returns everything that is cited on the page.
fn cited<'a>(told: &Told<'a>) -> Vec<&'a Citation> {
    let stocktake = told.stocktake;
    let of_line =
        |line: &'a Line| line.cites.iter().chain(line.evidence.iter().filter_map(|shown| shown.cite.as_ref()));
    let mut all: Vec<&Citation> = Vec::new();
    for lines in [
        &stocktake.promised,
        &stocktake.done,
        &stocktake.under_way,
        &stocktake.overdue,
        &stocktake.not_begun,
        &stocktake.unassessed,
        &stocktake.closed,
        &stocktake.due_next,
    ] {
        all.extend(lines.iter().flat_map(of_line));
    }
    all.extend(stocktake.silent.iter().flat_map(|line| &line.cites));
    all.extend(stocktake.moved.iter().flat_map(|line| [&line.before, &line.after]));
    all.extend(stocktake.direction.iter().map(|line| &line.cite));
    all
}
