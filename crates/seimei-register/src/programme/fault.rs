//! Faults in a programme's file or table: where, what is wrong, and what to do.

use std::fmt;

use serde::Serialize;

pub use super::item::Level;

/// A fault.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fault {
    /// Line, from 1; `None` where the programme did not come from a text.
    pub line: Option<u32>,
    /// Column in characters, from 1; `None` in a table, where `problem` names the column.
    pub column: Option<u32>,
    /// Code of the item, as written; the programme's name or nothing for the programme itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

/// What is wrong. Its message says what to do, too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// The text is no TOML, or no CSV.
    #[error("it cannot be read: {message}")]
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// A key that nothing is kept under.
    #[error("there is no key {key:?} here; one of {known}")]
    UnknownKey {
        /// The key.
        key: String,
        /// Those that there are.
        known: String,
    },
    /// A key that must be there.
    #[error("{key} is missing; add it")]
    Missing {
        /// The key.
        key: String,
    },
    /// A value of another sort than is wanted.
    #[error("{key} is to be {wanted}")]
    WrongSort {
        /// The key.
        key: String,
        /// What is wanted.
        wanted: Sort,
    },
    /// A title or an office in no language.
    #[error("{key} has no text; write {key}.ja, {key}.en or both")]
    NoText {
        /// The key.
        key: String,
    },
    /// No name of a programme or a document, or none of an area.
    #[error("{key}: {text:?} is no name (small letters, digits and hyphens; an area as in arv-hta-2026/2.3)")]
    NotName {
        /// The key.
        key: String,
        /// As written.
        text: String,
    },
    /// No code.
    #[error("{text:?} is no code; use Latin letters, digits, full stops and hyphens, at most 40")]
    NotCode {
        /// As written.
        text: String,
    },
    /// A code that an earlier item has.
    #[error("the code {code} is already given to {other}{}; every item needs a code of its own", in_line(*other_line))]
    DoubledCode {
        /// The code.
        code: String,
        /// The level of the item that has it.
        other: Level,
        /// The line of that item, from 1, where known.
        #[serde(skip_serializing_if = "Option::is_none")]
        other_line: Option<u32>,
    },
    /// A value that stands in a list twice.
    #[error("{key} has {text:?} twice; take one out")]
    Doubled {
        /// The key.
        key: String,
        /// The value.
        text: String,
    },
    /// No date.
    #[error("{key}: {text:?} is no date; write 2026, 2026-03 or 2026-03-31")]
    NotDate {
        /// The key.
        key: String,
        /// As written.
        text: String,
    },
    /// A period that ends before it begins.
    #[error("the programme ends ({until}) before it begins ({from}); correct from or until")]
    PeriodOrder {
        /// As written.
        from: String,
        /// As written.
        until: String,
    },
    /// No number.
    #[error("{key}: {text:?} is no number; write digits, with a full stop before decimals, and the unit under unit")]
    NotNumber {
        /// The key.
        key: String,
        /// As written.
        text: String,
    },
    /// No code of a state or an organisation.
    #[error("{key}: {text:?} is no code of a state or an organisation (capitals, as in JPN or NATO)")]
    NotActor {
        /// The key.
        key: String,
        /// As written.
        text: String,
    },
    /// No topic.
    #[error("{text:?} is no topic of the vocabulary; `seimei lexicon` lists them")]
    NotTopic {
        /// As written.
        text: String,
    },
    /// An empty text where one is wanted.
    #[error("{key} has an empty text; fill it in or take it out")]
    Empty {
        /// The key.
        key: String,
    },
    /// Nobody's programme.
    #[error("parties is empty; name those whose programme it is")]
    NoParties,
    /// A programme that supersedes itself.
    #[error("the programme supersedes itself; name the earlier edition")]
    SupersedesItself,
    /// An area that carries on one of its own programme.
    #[error("{area} is of this programme; name an area of an earlier edition")]
    InheritsOwn {
        /// The area.
        area: String,
    },
    /// An area that carries on one of an edition that is not kept.
    #[error("there is no programme {programme} to inherit {area} from; add that edition first")]
    InheritsNoEdition {
        /// The edition.
        programme: String,
        /// The area.
        area: String,
    },
    /// An area that carries on one that is not there.
    #[error("{programme} has no area {area}; it has {known}")]
    InheritsNoArea {
        /// The edition.
        programme: String,
        /// The code.
        area: String,
        /// The codes of its areas.
        known: String,
    },
    /// A measurement without a date.
    #[error("actual has no date; say under date when it was measured")]
    Undated,
    /// A table without rows.
    #[error("the table has no rows; the first names the columns: {known}")]
    NoRows {
        /// The columns.
        known: String,
    },
    /// A column that nothing is kept under.
    #[error("there is no column {column:?}; one of {known}")]
    UnknownColumn {
        /// The column.
        column: String,
        /// Those that there are.
        known: String,
    },
    /// A column that must be there, or stands there twice.
    #[error("the column {column} must be there exactly once")]
    ColumnOnce {
        /// The column.
        column: String,
    },
    /// A row with more cells than there are columns.
    #[error("the row has {cells} cells, the table {columns} columns; put texts with commas between double quotes")]
    LongRow {
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// No level.
    #[error("{text:?} is no level; one of {known}")]
    NotLevel {
        /// As written.
        text: String,
        /// Those that there are.
        known: String,
    },
    /// Not one row of the programme itself.
    #[error("the table needs exactly one row of level programme")]
    OneProgramme,
    /// A row whose parent is not there.
    #[error("there is no {level} {parent:?} for this row to stand in; correct parent")]
    NoParent {
        /// The level that the parent is to have.
        level: Level,
        /// As written.
        parent: String,
    },
    /// A cell that an item of this level does not have.
    #[error("{column} is filled in, but a row of level {level} has none; empty the cell")]
    NotHere {
        /// The column.
        column: String,
        /// The level.
        level: Level,
    },
}

/// What sort of value is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A text.
    Text,
    /// A date.
    Date,
    /// A number.
    Number,
    /// A list of texts.
    Texts,
    /// Texts by language.
    Names,
    /// A list of tables.
    Tables,
}

fn in_line(line: Option<u32>) -> String {
    line.map(|line| format!(" (line {line})")).unwrap_or_default()
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text between double quotes",
            Self::Date => "a date, as in \"2026-03-31\"",
            Self::Number => "a number",
            Self::Texts => "a list of texts, as in [\"cyber\", \"space\"]",
            Self::Names => "texts by language, as in { ja = \"…\", en = \"…\" }",
            Self::Tables => "a list of tables",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: ")?,
            (Some(line), None) => write!(f, "line {line}: ")?,
            _ => {}
        }
        if let Some(item) = &self.item {
            write!(f, "{item}: ")?;
        }
        self.problem.fmt(f)
    }
}
