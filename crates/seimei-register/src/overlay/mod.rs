//! Laying decisions over what was drawn: what persons said stands over what was read, and nothing of either is lost.

mod said;
mod work;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::programme::{Programme, ProgrammeId};
use seimei_model::undertaking::{EntryId, UndertakingId};
use smol_str::SmolStr;

use self::work::Work;
use crate::entry::Entry;
use crate::grounds::Grounds;

/// The register as persons left it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Register {
    /// The entries that are not rejected, in order of their earliest undertaking; those that persons added last.
    pub entries: Vec<Entry>,
    /// Those that a person said are no commitments.
    pub rejected: Vec<Entry>,
    /// Programmes, by name.
    pub programmes: BTreeMap<ProgrammeId, Kept>,
    /// Decisions on what is no longer there: the provision lost its wording, or was never read so. Kept, and to be
    /// looked at by a person.
    pub displaced: Vec<DecisionRecord>,
    /// Where each undertaking's entry is: rejected or not, and its position.
    places: HashMap<UndertakingId, (bool, usize)>,
}

/// A programme with the number of the decision that kept it last.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// The programme.
    pub programme: Programme,
    /// Number of the change.
    pub changed: u64,
}

impl Register {
    /// Returns the entry that a name leads to, rejected or not.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        match id {
            EntryId::Read(undertaking) => {
                let (is_rejected, position) = self.places.get(undertaking)?;
                if *is_rejected { self.rejected.get(*position) } else { self.entries.get(*position) }
            }
            EntryId::Added(_) => self.entries.iter().chain(&self.rejected).find(|entry| entry.id == *id),
        }
    }
}

impl Entry {
    /// Returns what the store guards against lost updates when somebody decides on this entry: the names of all its
    /// undertakings, or its own where a person added it.
    pub fn subjects(&self) -> Vec<SmolStr> {
        let own = self.undertakings.is_empty().then(|| SmolStr::new(self.id.to_string()));
        let read = self.undertakings.iter().map(|one| SmolStr::new(one.id.to_string()));
        own.into_iter().chain(read).collect()
    }
}

/// Returns the decisions that hold, in order: those that no later decision that itself holds has undone.
pub fn holding(decisions: &[DecisionRecord]) -> Vec<&DecisionRecord> {
    let mut undone: BTreeSet<u64> = BTreeSet::new();
    let mut holding: Vec<&DecisionRecord> = Vec::new();
    for record in decisions.iter().rev() {
        if undone.contains(&record.number) {
            continue;
        }
        match &record.decision {
            Decision::Undone { number } => _ = undone.insert(*number),
            _ => holding.push(record),
        }
    }
    holding.reverse();
    holding
}

/// Lays decisions over the entries that were drawn. `aliases` tells the present name of a document that was joined to another.
pub fn overlay(
    grounds: &Grounds,
    drawn: Vec<Entry>,
    decisions: &[DecisionRecord],
    aliases: &BTreeMap<String, String>,
) -> Register {
    let mut work = Work::new(drawn, aliases);
    for record in holding(decisions) {
        if !work.take(record, grounds) {
            work.displaced.push(record.clone());
        }
    }
    // Who decides next must have seen this, whether it holds or was undone.
    for record in decisions {
        work.touch(record);
    }
    work.register()
}
