//! What persons said of an entry in place of what was read.

use std::sync::Arc;

use seimei_model::act::{ActKind, Strength};
use seimei_model::decision::Correction;
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::{EntryId, EvidenceId};
use smol_str::SmolStr;

use crate::draw;
use crate::entry::{Entry, Evidence, Standing, Undertaking};
use crate::grounds::Grounds;

/// Gives an entry other undertakings: what was read of it is that of the new latest, what persons said stays.
pub(super) fn rename(entry: &mut Entry, undertakings: Vec<Arc<Undertaking>>) {
    let Some(read) = draw::entry(undertakings, Vec::new()) else { return };
    let is_corrected = |field: &str| entry.corrected.iter().any(|known| known == field);
    let mut renamed = Entry { id: read.id, undertakings: read.undertakings, strength: read.strength, ..entry.clone() };
    if !is_corrected("what") {
        renamed.what = read.what;
    }
    if !is_corrected("by") {
        renamed.by = read.by;
    }
    if !is_corrected("to") {
        renamed.to = read.to;
    }
    if !is_corrected("due") {
        renamed.due = read.due;
    }
    if !is_corrected("act") {
        renamed.act = read.act;
    }
    if !is_corrected("topics") {
        renamed.topics = read.topics;
    }
    if !is_corrected("mechanisms") {
        renamed.mechanisms = read.mechanisms;
    }
    *entry = renamed;
}

/// Puts what a person said in place of what was read.
pub(super) fn correct(entry: &mut Entry, correction: &Correction) {
    fn put<T: Clone>(field: &mut T, said: Option<&T>, name: &'static str, corrected: &mut Vec<SmolStr>) {
        if let Some(said) = said {
            field.clone_from(said);
            if !corrected.iter().any(|known| known == name) {
                corrected.push(SmolStr::new_static(name));
            }
        }
    }
    let corrected = &mut entry.corrected;
    put(&mut entry.what, correction.what.as_ref(), "what", corrected);
    put(&mut entry.by, correction.by.as_ref(), "by", corrected);
    put(&mut entry.to, correction.to.as_ref(), "to", corrected);
    put(&mut entry.act, correction.act.as_ref(), "act", corrected);
    put(&mut entry.topics, correction.topics.as_ref(), "topics", corrected);
    put(&mut entry.mechanisms, correction.mechanisms.as_ref(), "mechanisms", corrected);
    put(&mut entry.due, correction.due.as_ref(), "due", corrected);
}

/// Makes the entry that a person added.
pub(super) fn added(number: u64, commitment: &Correction, source: Option<ProvisionId>) -> Entry {
    let mut entry = Entry {
        id: EntryId::Added(number),
        standing: Standing::Confirmed,
        what: String::new(),
        by: Vec::new(),
        to: Vec::new(),
        due: None,
        act: ActKind::Commit,
        strength: Strength::Plain,
        topics: Vec::new(),
        mechanisms: Vec::new(),
        corrected: Vec::new(),
        undertakings: Vec::new(),
        source,
        offers: Vec::new(),
        evidence: Vec::new(),
        declined: Vec::new(),
        assessments: Vec::new(),
        areas: Vec::new(),
        not_areas: Vec::new(),
        changed: number,
    };
    correct(&mut entry, commitment);
    entry
}

/// Returns a provision that nobody offered as evidence, as a person who accepts it sees it.
pub(super) fn found(provision: &ProvisionId, grounds: &Grounds) -> Option<Evidence> {
    let place = grounds.places().find(|place| grounds.name(*place) == *provision)?;
    Some(Evidence {
        id: EvidenceId::Provision(provision.clone()),
        day: grounds.text(place).day.map(str::to_owned),
        text: grounds.provision(place).text.clone(),
        reasons: Vec::new(),
        score: 0.0,
        attachment: None,
        decided: None,
    })
}
