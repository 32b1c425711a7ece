//! The decisions of a register as a log: those about an entry, those that were undone, those that lost their place.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::undertaking::EntryId;
use seimei_register::entry::Entry;
use smol_str::SmolStr;

use crate::archive::register::Registry;

impl Registry<'_> {
    /// Returns the decisions about an entry, undone ones too, in order. For an entry that a person added, that decision
    /// and those on it under its own name are among them.
    pub fn history(&self, entry: &Entry) -> Vec<&DecisionRecord> {
        let mut subjects: BTreeSet<SmolStr> = entry.subjects().into_iter().collect();
        subjects.insert(SmolStr::new(entry.id.to_string()));
        // What was corrected in the readings it was drawn from.
        subjects.extend(entry.undertakings.iter().map(|one| SmolStr::new(one.id.provision.to_string())));
        let is_its = |record: &DecisionRecord| {
            matches!(record.decision, Decision::Added { .. }) && entry.id == EntryId::Added(record.number)
        };
        let is_about = |record: &DecisionRecord| record.subjects.iter().any(|subject| subjects.contains(subject));
        self.decisions.iter().filter(|record| is_about(record) || is_its(record)).collect()
    }

    /// Returns the decisions that do not hold, by number, each with the number of the one that undid it.
    pub fn undone(&self) -> BTreeMap<u64, u64> {
        let mut undone = BTreeMap::new();
        for record in self.decisions.iter().rev() {
            if let Decision::Undone { number } = record.decision
                && !undone.contains_key(&record.number)
            {
                undone.entry(number).or_insert(record.number);
            }
        }
        undone
    }

    /// Returns the numbers of the decisions on what is no longer there: they are kept, and hold again if it comes back.
    pub fn displaced(&self) -> BTreeSet<u64> {
        self.register.displaced.iter().map(|record| record.number).collect()
    }
}
