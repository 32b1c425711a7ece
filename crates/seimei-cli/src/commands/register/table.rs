//! Entries and decisions as CSV, for a spreadsheet. How cells are written stands in `seimei_export::csv`.

use std::io;

use seimei_app::archive::register::entry::{Assessment, Entry};
use seimei_app::archive::register::{Class, Registry, Rules, verdicts};
use seimei_model::decision::DecisionRecord;

use super::sheet::{joined, print};
use super::told;
use crate::report::Look;

/// The columns of entries; the words of the JSON keys where there are such.
const ENTRY: &[&str] = &[
    "entry",
    "standing",
    "class",
    "what",
    "by",
    "to",
    "act",
    "strength",
    "due",
    "topics",
    "mechanisms",
    "said",
    "first",
    "last",
    "undertakings",
    "offers",
    "evidence",
    "own_status",
    "own_compliance",
    "own_assessor",
    "own_day",
    "independent_status",
    "independent_compliance",
    "independent_assessor",
    "independent_day",
    "areas",
    "corrected",
    "changed",
    "lexicon",
    "program",
];

/// The columns of decisions.
const DECISION: &[&str] = &["number", "at", "by", "decision", "subjects", "detail", "reason", "undone_by", "displaced"];

/// Prints entries.
pub(super) fn entries(shown: &[(&Entry, Class)], today: &str, rules: &Rules) -> io::Result<()> {
    print(ENTRY, shown.iter().map(|(entry, class)| row(entry, *class, today, rules)))
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

fn row(entry: &Entry, class: Class, today: &str, rules: &Rules) -> Vec<String> {
    let [first, last] = told::days(entry).map(|day| day.unwrap_or_default().to_owned());
    let undertakings: Vec<String> = entry.undertakings.iter().map(|one| one.id.to_string()).collect();
    let mut cells = vec![
        entry.id.to_string(),
        entry.standing.word().to_owned(),
        class.word().to_owned(),
        entry.what.clone(),
        joined(&entry.by),
        joined(&entry.to),
        entry.act.word().to_owned(),
        entry.strength.word().to_owned(),
        entry.due.as_ref().map(ToString::to_string).unwrap_or_default(),
        joined(&entry.topics),
        joined(&entry.mechanisms),
        entry.said().to_string(),
        first,
        last,
        joined(&undertakings),
        entry.offers.len().to_string(),
        entry.evidence.len().to_string(),
    ];
    for one in verdicts(entry, today) {
        cells.extend(verdict(one));
    }
    cells.extend([
        joined(&entry.areas),
        joined(&entry.corrected),
        entry.changed.to_string(),
        rules.lexicon.clone(),
        rules.program.to_string(),
    ]);
    cells
}

fn verdict(one: Option<&Assessment>) -> [String; 4] {
    one.map_or_else(Default::default, |one| {
        let judgement = &one.judgement;
        let step = one.compliance.map(|step| step.to_string()).unwrap_or_default();
        [judgement.status.word().to_owned(), step, judgement.assessor.clone(), judgement.day.clone()]
    })
}
