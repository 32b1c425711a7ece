//! Drawing the register: from undertakings to entries with their history and with the evidence that is offered.

use std::collections::HashMap;
use std::sync::Arc;

use seimei_model::undertaking::EntryId;

use crate::entry::{Entry, Evidence, Standing, Undertaking};
use crate::grounds::Grounds;
use crate::restatement::{self, Letters};

/// So many offers an entry lists at most: those that most speaks for.
pub const OFFERS: usize = 12;

/// Draws the register: every undertaking is in one entry, entries are in order of their earliest undertaking. `offered`
/// is evidence, each with the position of the undertaking that it is offered for.
pub fn draw(
    grounds: &Grounds,
    undertakings: &[Arc<Undertaking>],
    offered: impl IntoIterator<Item = (u32, impl Into<Arc<Evidence>>)>,
) -> Vec<Entry> {
    let letters: Vec<Arc<Letters>> = undertakings.iter().map(|_| Arc::default()).collect();
    draw_groups(restatement::groups(grounds, undertakings, &letters), undertakings, offered)
}

/// Draws it where the groups of undertakings that are one commitment each are known ([`restatement::groups`]).
pub fn draw_groups(
    groups: Vec<Vec<u32>>,
    undertakings: &[Arc<Undertaking>],
    offered: impl IntoIterator<Item = (u32, impl Into<Arc<Evidence>>)>,
) -> Vec<Entry> {
    let mut offers: HashMap<u32, Vec<Arc<Evidence>>> = HashMap::new();
    for (undertaking, offer) in offered {
        offers.entry(undertaking).or_default().push(offer.into());
    }
    let of_group = |group: Vec<u32>| {
        let offers = group.iter().filter_map(|member| offers.get(member)).flatten().cloned().collect();
        let undertakings = group.into_iter().map(|member| Arc::clone(&undertakings[member as usize])).collect();
        entry(undertakings, offers)
    };
    let mut entries: Vec<Entry> = groups.into_iter().filter_map(of_group).collect();
    entries.sort_by_key(|entry| entry.undertakings.first().map(|first| first.place));
    entries
}

/// Makes the entry of these undertakings, which are in order of time; `None` where there is none.
pub fn entry(undertakings: Vec<Arc<Undertaking>>, mut offers: Vec<Arc<Evidence>>) -> Option<Entry> {
    let (first, last) = (undertakings.first()?, undertakings.last()?);
    offers.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
    let mut known = Vec::new();
    offers.retain(|offer| {
        let is_new = !known.contains(&offer.id);
        known.push(offer.id.clone());
        is_new
    });
    offers.truncate(OFFERS);
    Some(Entry {
        id: EntryId::Read(first.id.clone()),
        standing: Standing::Read,
        what: last.clause.clone(),
        by: last.by.clone(),
        to: last.to.clone(),
        due: undertakings.iter().rev().find_map(|one| one.due.clone()),
        act: last.act,
        strength: last.strength,
        topics: last.topics.clone(),
        mechanisms: last.mechanisms.clone(),
        corrected: Vec::new(),
        source: None,
        offers,
        evidence: Vec::new(),
        declined: Vec::new(),
        assessments: Vec::new(),
        areas: Vec::new(),
        not_areas: Vec::new(),
        changed: 0,
        undertakings,
    })
}
