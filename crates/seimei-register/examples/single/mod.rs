//! Entries for trying things on: every commitment one of its own, restatements not looked for.

use std::sync::Arc;

use seimei_model::undertaking::{EntryId, UndertakingId};
use seimei_register::entry::{Entry, Standing, Undertaking};
use seimei_register::grounds::Grounds;

/// Makes an entry of every commitment, without looking for restatements.
pub(crate) fn entries(grounds: &Grounds) -> Vec<Entry> {
    let mut entries = Vec::new();
    for place in grounds.places() {
        let (text, provision) = (grounds.text(place), grounds.provision(place));
        for (number, act) in provision.acts.iter().filter(|act| act.commitment).enumerate() {
            let id = UndertakingId { provision: grounds.name(place), act: number as u32 + 1 };
            let mechanisms: Vec<String> = provision.mechanisms.iter().map(|mention| mention.text.clone()).collect();
            let clause = act.clause_in(&provision.text).to_owned();
            entries.push(Entry {
                id: EntryId::Read(id.clone()),
                standing: Standing::Read,
                what: clause.clone(),
                by: act.actors.clone(),
                to: act.targets.clone(),
                due: act.due.clone(),
                act: act.act,
                strength: act.strength,
                topics: provision.topics.clone(),
                mechanisms: mechanisms.clone(),
                corrected: Vec::new(),
                undertakings: vec![Arc::new(Undertaking {
                    id,
                    place,
                    day: text.day.map(str::to_owned),
                    parties: text.parties.to_vec(),
                    act: act.act,
                    trigger: act.trigger.clone(),
                    strength: act.strength,
                    clause,
                    by: act.actors.clone(),
                    to: act.targets.clone(),
                    due: act.due.clone(),
                    topics: provision.topics.clone(),
                    mechanisms,
                    counterparts: Vec::new(),
                    rule: act.rule.as_str().into(),
                })],
                source: None,
                offers: Vec::new(),
                evidence: Vec::new(),
                declined: Vec::new(),
                assessments: Vec::new(),
                areas: Vec::new(),
                not_areas: Vec::new(),
                changed: 0,
            });
        }
    }
    entries
}
