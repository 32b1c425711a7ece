//! The page as plain text for a terminal. Long sections are shown to a limit, and how many more there are is told.

use super::Look;
use super::page::{Block, Chart, Page, Row, Section, Table, TableKind};
use super::words::Words;
use crate::columns;

/// The most columns of a paragraph of evidence or other words; the rest is in the other forms.
const LONGEST: usize = 400;

/// Writes the page.
pub(crate) fn write(page: &Page, look: &Look) -> String {
    let mut out =
        Out { text: String::new(), columns: look.columns.max(40), most: look.most, words: Words::new(look.lang) };
    out.line(&page.title);
    out.text += &"=".repeat(columns::width(&page.title).min(out.columns));
    out.text.push('\n');
    out.line(&page.as_of);
    out.text.push('\n');
    for line in &page.sum {
        out.line(line);
    }
    out.text.push('\n');
    for (label, value) in &page.about {
        out.indented(&format!("{label}{}{value}", out.words.text("list.colon")), 0, 2);
    }
    for (at, section) in page.sections.iter().enumerate() {
        out.section(section, at + 1);
    }
    let (heading, notes) = &page.notes;
    out.heading(heading);
    for (at, note) in notes.iter().enumerate() {
        out.indented(&format!("{}. {note}", at + 1), 2, 5);
    }
    out.text
}

struct Out {
    text: String,
    columns: usize,
    most: usize,
    words: Words,
}

impl Out {
    fn line(&mut self, text: &str) {
        self.indented(text, 0, 0);
    }

    fn indented(&mut self, text: &str, first: usize, rest: usize) {
        columns::fill(&mut self.text, text, self.columns, first, rest);
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(heading);
        let length = columns::width(heading).min(self.columns);
        self.text += &"-".repeat(length);
        self.text.push('\n');
    }

    fn section(&mut self, section: &Section, number: usize) {
        self.heading(&format!("{number}. {}", section.heading));
        for note in &section.notes {
            self.indented(note, 2, 2);
        }
        let mut shown = 0;
        let mut left_out = 0;
        for block in &section.blocks {
            match block {
                Block::Table(table) if table.kind == TableKind::Records => {
                    let room = self.most.saturating_sub(shown).min(table.rows.len());
                    left_out += table.rows.len() - room;
                    shown += room;
                    if room > 0 {
                        self.records(table, room);
                    }
                }
                Block::Table(table) => {
                    // Numbers of areas are few, and the sources are what everything rests on: but for a limit of lines.
                    let room = self.most.saturating_sub(shown).min(table.rows.len());
                    left_out += table.rows.len() - room;
                    shown += room;
                    if room > 0 {
                        self.caption(table);
                        self.figures(table, room);
                    }
                }
                Block::Chart(chart) => {
                    if !self.text.ends_with("-\n") {
                        self.text.push('\n');
                    }
                    self.chart(chart);
                }
            }
        }
        if left_out > 0 {
            let text = self.words.count("more.rows", left_out);
            self.indented(&text, 2, 2);
        }
    }

    fn caption(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            self.indented(&format!("[{caption}]"), 2, 2);
        }
    }

    /// A chart is its numbers.
    fn chart(&mut self, chart: &Chart) {
        self.indented(&chart.title, 2, 2);
        if let Some(note) = &chart.note {
            self.indented(note, 2, 2);
        }
        let room = self.most.min(chart.table.rows.len());
        self.figures(&chart.table, room);
        if chart.table.rows.len() > room {
            let text = self.words.count("more.rows", chart.table.rows.len() - room);
            self.indented(&text, 2, 2);
        }
    }

    fn records(&mut self, table: &Table, room: usize) {
        self.caption(table);
        for row in table.rows.iter().take(room) {
            let mut is_first = true;
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let mut lines: Vec<String> = cell.iter().map(super::page::Para::text).collect();
                if column.is_short {
                    lines = vec![lines.join(self.words.text("list.part"))];
                }
                let is_side = is_first || column.is_short;
                if !is_side && !cell.is_empty() && self.is_titled(table, column) {
                    self.indented(&format!("{}{}", column.heading, self.words.text("list.colon")), 6, 6);
                }
                for line in lines {
                    let line = columns::cut(&line, LONGEST);
                    match (is_first, row.number) {
                        (true, Some(number)) => {
                            let number = columns::pad(&format!("{number}."), 4, true);
                            self.indented(&format!("{number} {line}"), 1, 6);
                        }
                        _ => self.indented(&line, 6, 8),
                    }
                    is_first = false;
                }
            }
        }
    }

    /// Two sides of a change have to be told apart by their headings; other cells say what they are.
    fn is_titled(&self, table: &Table, column: &super::page::Column) -> bool {
        let sides = [self.words.text("column.before"), self.words.text("column.after")];
        table.columns.len() > 2 && sides.contains(&column.heading.as_str())
    }

    /// A grid where it has room; else each row as a heading with its values.
    fn figures(&mut self, table: &Table, room: usize) {
        let rows: Vec<Vec<String>> = table.rows.iter().take(room).map(cells).collect();
        let count = table.columns.len();
        let mut widths: Vec<usize> = table.columns.iter().map(|column| columns::width(&column.heading)).collect();
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(columns::width(cell));
            }
        }
        // The first column gives way: its words are cut where only numbers follow, which need the grid.
        let others: usize = widths.iter().skip(1).map(|width| width + 2).sum();
        let wanted = widths.first().copied().unwrap_or(0);
        let first = wanted.min(self.columns.saturating_sub(others + 2));
        let is_numbers = table.columns.iter().skip(1).all(|column| column.is_number);
        if first < 16.min(wanted) || (first < wanted && !is_numbers) {
            self.told(table, &rows);
            return;
        }
        let heads: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
        for row in std::iter::once(&heads).chain(&rows) {
            let mut line = format!("  {}", columns::pad(&columns::cut(&row[0], first), first, false));
            for at in 1..count.min(row.len()) {
                line += "  ";
                line += &columns::pad(&row[at], widths[at], table.columns[at].is_number);
            }
            self.text += line.trim_end();
            self.text.push('\n');
        }
    }

    fn told(&mut self, table: &Table, rows: &[Vec<String>]) {
        for row in rows {
            let Some((first, others)) = row.split_first() else { continue };
            self.indented(first, 2, 4);
            let colon = self.words.text("list.colon");
            let mut values = Vec::new();
            for (at, (value, column)) in others.iter().zip(table.columns.iter().skip(1)).enumerate() {
                // Of what there is none is told only where nothing else would be.
                if at == 0 || (value != "0" && value != "–") {
                    values.push(format!("{}{colon}{value}", column.heading));
                }
            }
            let line = values.join(self.words.text("list.part"));
            self.indented(&line, 6, 6);
        }
    }
}

fn cells(row: &Row) -> Vec<String> {
    let of_cell = |cell: &super::page::Cell| cell.iter().map(super::page::Para::text).collect::<Vec<_>>().join(" ");
    row.cells.iter().map(of_cell).collect()
}
