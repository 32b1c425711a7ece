//! A programme as one table for a spreadsheet, without loss: a row for every item.
//!
//! Cells that a spreadsheet would take for a formula, or turn into a date or another number (a code `1.10`, a month
//! `2025-03`), are written with an apostrophe before them; reading takes it off again.
//!
//! # Source
//! RFC 4180; a byte order mark tells Excel that the text is UTF-8.

mod cells;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{from_csv, from_csv_knowing};
pub use write::to_csv;

use crate::programme::fault::Level;

/// The columns, in the order in which they are written.
pub const COLUMNS: &[&str] = &[
    "level",
    "code",
    "parent",
    "title_ja",
    "title_en",
    "parties",
    "from",
    "until",
    "supersedes",
    "document",
    "inherits",
    "topics",
    "mechanisms",
    "due",
    "done",
    "unit_ja",
    "unit_en",
    "baseline",
    "target",
    "actual",
    "date",
];

/// Returns whether items of a level have a value in a column.
fn is_of(column: &str, level: Level) -> bool {
    match column {
        "level" | "title_ja" | "title_en" => true,
        "code" => level != Level::Contact,
        "parent" => level != Level::Programme,
        "parties" => matches!(level, Level::Programme | Level::Contact | Level::Area),
        "from" | "until" | "supersedes" | "document" => level == Level::Programme,
        "mechanisms" => matches!(level, Level::Programme | Level::Area),
        "inherits" | "topics" => level == Level::Area,
        "due" | "done" => level == Level::Activity,
        _ => level == Level::Indicator,
    }
}
