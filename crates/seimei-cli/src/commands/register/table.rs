//! Entries and decisions as CSV, for a spreadsheet. How cells are written stands in `seimei_export::csv`.

use std::io;

use seimei_app::archive::register::entry::Entry;
use seimei_app::archive::register::{Class, Registry, Rules};
use seimei_app::printed::register::{ENTRY, entry_row};
use seimei_model::decision::DecisionRecord;

use super::sheet::{joined, print};
use super::told;
use crate::report::Look;

/// The columns of decisions.
const DECISION: &[&str] = &["number", "at", "by", "decision", "subjects", "detail", "reason", "undone_by", "displaced"];

/// Prints entries.
pub(super) fn entries(shown: &[(&Entry, Class)], today: &str, rules: &Rules) -> io::Result<()> {
    print(ENTRY, shown.iter().map(|(entry, class)| entry_row(entry, *class, today, rules)))
}

/// Prints decisions.
pub(super) fn decisions(shown: &[&DecisionRecord], registry: &Registry, look: &Look) -> io::Result<()> {
    let (undone, displaced) = (registry.undone(), registry.displaced());
    let row = |record: &&DecisionRecord| {
        vec![
            record.number.to_string(),
            record.at.clone(),
            record.by.clone(),
            record.decision.word().to_owned(),
            joined(&record.subjects),
            told::detail(&record.decision, look),
            record.reason.clone(),
            undone.get(&record.number).map(ToString::to_string).unwrap_or_default(),
            displaced.contains(&record.number).to_string(),
        ]
    };
    print(DECISION, shown.iter().map(row))
}
