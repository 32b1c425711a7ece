//! Rows for a spreadsheet.
//!
//! # Source
//! RFC 4180; a byte order mark tells Excel that the text is UTF-8.

use std::io::{self, Write};

use crate::item::Item;
use crate::table::{Cell, Table};
use crate::writer::{Care, Writer};

/// Begins a file: the byte order mark.
pub const MARK: &str = "\u{feff}";

/// Between several values of one cell.
pub const BETWEEN: &str = "; ";

/// The most bytes of text in a cell: Excel takes 32,767 characters, and a damaged file can hold a sentence of megabytes.
const CELL: usize = 32_000;

/// A row being written.
#[derive(Clone, Debug, Default)]
pub struct Line {
    text: String,
    has_cells: bool,
    /// What was done to values so that a spreadsheet takes them.
    pub care: Care,
}

impl Line {
    /// Adds a cell: quoted where it must be, never a formula to a spreadsheet, and not longer than one takes.
    pub fn cell(&mut self, value: &str) {
        if self.has_cells {
            self.text.push(',');
        }
        self.has_cells = true;
        let kept = &value[..value.floor_char_boundary(CELL.min(value.len()))];
        self.care.cut += u64::from(kept.len() < value.len());
        let is_formula = is_formula(kept);
        self.care.guarded += u64::from(is_formula);
        if !is_formula && !kept.contains([',', '"', '\n', '\r']) {
            self.text.push_str(kept);
            return;
        }
        self.text.push('"');
        if is_formula {
            self.text.push('\'');
        }
        self.text.push_str(&kept.replace('"', "\"\""));
        self.text.push('"');
    }

    /// Writes the row.
    pub fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        write!(out, "{}\r\n", self.text)
    }
}

/// Tells whether a spreadsheet would take a value for a formula. One that begins with apostrophes before such a sign is
/// guarded too, so that taking one apostrophe off a guarded cell always gives back the value.
fn is_formula(value: &str) -> bool {
    let is_guarded = |rest: &str| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    is_guarded(value.trim_start_matches('\''))
}

/// Writes a table of provisions, acts or documents as CSV.
#[derive(Debug)]
pub struct Csv<W> {
    out: W,
    table: Table,
    care: Care,
    is_begun: bool,
}

impl<W: Write> Csv<W> {
    /// Makes a writer of `table` to `out`.
    pub fn new(table: Table, out: W) -> Self {
        Self { out, table, care: Care::default(), is_begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.is_begun {
            return Ok(());
        }
        self.is_begun = true;
        let mut names = Line::default();
        for column in self.table.columns() {
            names.cell(column.name);
        }
        self.out.write_all(MARK.as_bytes())?;
        names.write(&mut self.out)
    }
}

impl<W: Write> Writer for Csv<W> {
    fn item(&mut self, item: &Item) -> io::Result<()> {
        self.begin()?;
        self.table.rows(item, &mut |row| {
            let mut line = Line::default();
            for column in self.table.columns() {
                match (column.cell)(row) {
                    Cell::Text(text) => line.cell(text.as_deref().unwrap_or_default()),
                    Cell::Texts(texts) => line.cell(&texts.join(BETWEEN)),
                    Cell::Number(number) => line.cell(&number.map_or(String::new(), |number| number.to_string())),
                    Cell::Flag(flag) => line.cell(if flag { "true" } else { "false" }),
                    Cell::Date(date) => line.cell(date.map_or("", |date| date.as_str())),
                }
            }
            self.care.add(line.care);
            line.write(&mut self.out)
        })
    }

    fn finish(mut self: Box<Self>) -> io::Result<Care> {
        self.begin()?;
        self.out.flush()?;
        Ok(self.care)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn cell(value: &str) -> String {
        let mut line = Line::default();
        line.cell(value);
        line.text
    }

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        assert_eq!(cell("協力"), "協力");
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("\"x\""), "\"\"\"x\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("-1"), "\"'-1\"");
        assert_eq!(cell("＝1"), "\"'＝1\"");
        assert_eq!(cell("2026-01"), "2026-01");
        assert_eq!(cell("'=1"), "\"''=1\"");
        assert_eq!(cell("'tis"), "'tis");
    }

    #[test]
    fn what_is_done_to_a_value_is_counted() {
        let mut line = Line::default();
        line.cell("");
        line.cell("=1");
        line.cell(&"協".repeat(20_000));
        line.cell("plain");
        assert_eq!(line.care, Care { guarded: 1, cut: 1 });
        assert!(line.text.starts_with(",\"'=1\",協") && line.text.ends_with("協,plain"));
    }

    #[test]
    fn a_table_is_a_byte_order_mark_names_and_rows() {
        let text = sample::written(|out| Box::new(Csv::new(Table::Acts, out)));
        let lines: Vec<&str> = text.trim_start_matches(MARK).split_terminator("\r\n").collect();
        assert!(text.starts_with("\u{feff}id,document,language,version,title,"), "{text}");
        assert_eq!(lines.len(), 1 + 3, "{text}");
        let text = "\"We welcome it, \"\"warmly\"\".\"";
        assert!(
            lines[1].contains(&format!(",{text},partnership,welcome,welcome,{text},ARV; HTA,,plain,")),
            "{}",
            lines[1]
        );
        assert!(lines[3].contains("歓迎"), "{text}");
    }

    #[test]
    fn a_table_without_rows_still_has_its_names() {
        let mut bytes = Vec::new();
        Box::new(Csv::new(Table::Documents, &mut bytes)).finish().expect("memory takes all");
        assert!(String::from_utf8(bytes).expect("UTF-8").starts_with("\u{feff}document,title,"));
    }
}
