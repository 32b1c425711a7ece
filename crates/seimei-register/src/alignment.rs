//! Alignment across frameworks: which partnerships promise what on which topic, what is promised twice, where the promises
//! disagree, and what no programme holds.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{AreaId, ProgrammeId};
use seimei_model::undertaking::EntryId;

use crate::entry::Entry;
use crate::grounds::{Grounds, Place};
use crate::overlay::Register;
use crate::stocktake::{Class, class};

/// A framework: those in whose name documents speak together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Framework {
    /// The parties, alphabetical.
    pub parties: Vec<ActorCode>,
}

/// The live commitments of one framework on one topic.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Cell {
    /// The topic.
    pub topic: TopicId,
    /// Position of the framework in [`Alignment::frameworks`].
    pub framework: usize,
    /// The commitments whose most central topic it is.
    pub entries: Vec<EntryId>,
}

/// One thing promised in two frameworks by somebody who owes it in both.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Twice {
    /// The earlier commitment.
    pub one: EntryId,
    /// The later one.
    pub other: EntryId,
    /// Who owes both.
    pub by: Vec<ActorCode>,
    /// Where they disagree; empty where they do not.
    pub conflicts: Vec<Disagreement>,
}

/// Where two promises of one thing disagree.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Disagreement {
    /// The one is to be done by another time.
    Due {
        /// Of the earlier one.
        one: Option<Edtf>,
        /// Of the later one.
        other: Option<Edtf>,
    },
    /// The one binds, the other only says what is meant or looked into.
    Act {
        /// Of the earlier one.
        one: ActKind,
        /// Of the later one.
        other: ActKind,
    },
    /// The one is worded more strongly.
    Strength {
        /// Of the earlier one.
        one: Strength,
        /// Of the later one.
        other: Strength,
    },
}

/// The alignment of the live commitments of an archive.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Alignment {
    /// The frameworks, the one with most commitments first.
    pub frameworks: Vec<Framework>,
    /// Topics, the one with most commitments first.
    pub topics: Vec<TopicId>,
    /// The cells that are not empty, by topic and framework in the orders above.
    pub cells: Vec<Cell>,
    /// The same thing promised in two frameworks.
    pub twice: Vec<Twice>,
    /// Areas of programmes that run on the day and to which no live commitment belongs.
    pub bare: Vec<AreaId>,
    /// Live commitments of a programme's parties that belong to none of its areas, by programme.
    pub outside: BTreeMap<ProgrammeId, Vec<EntryId>>,
}

/// Which frameworks are wanted, and for which day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Only frameworks that all of these belong to; empty for all.
    pub parties: Vec<ActorCode>,
    /// Only commitments said on or after this day.
    pub since: Option<String>,
    /// The day, `YYYY-MM-DD`.
    pub today: String,
}

/// Returns how firmly an act binds: 0 looks into it, 1 means it, 2 is bound.
///
/// # Source
/// Our own reading of the acts of the coding manual.
pub fn firmness(act: ActKind) -> u8 {
    match act {
        ActKind::Explore => 0,
        ActKind::Intend => 1,
        _ => 2,
    }
}

/// Aligns the live commitments.
pub fn alignment(register: &Register, grounds: &Grounds, wanted: &Wanted) -> Alignment {
    let live: Vec<(&Entry, &[ActorCode])> = register
        .entries
        .iter()
        .filter(|entry| !matches!(class(entry, &wanted.today), Class::Done | Class::Closed))
        .filter_map(|entry| Some((entry, entry.undertakings.last()?)))
        .filter(|(_, last)| {
            let is_recent = |since: &str| last.day.as_deref().is_some_and(|day| day >= since);
            wanted.parties.iter().all(|party| last.parties.contains(party))
                && last.day.as_deref().is_none_or(|day| day <= wanted.today.as_str())
                && wanted.since.as_deref().is_none_or(is_recent)
                && !last.parties.is_empty()
        })
        .map(|(entry, last)| (entry, last.parties.as_slice()))
        .collect();
    let mut by_framework: BTreeMap<&[ActorCode], usize> = BTreeMap::new();
    let mut by_topic: BTreeMap<&TopicId, usize> = BTreeMap::new();
    for (entry, parties) in &live {
        *by_framework.entry(parties).or_default() += 1;
        if let Some(topic) = entry.topics.first() {
            *by_topic.entry(topic).or_default() += 1;
        }
    }
    let mut frameworks: Vec<(&[ActorCode], usize)> = by_framework.into_iter().collect();
    frameworks.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    let mut topics: Vec<(&TopicId, usize)> = by_topic.into_iter().collect();
    topics.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    let mut cells: BTreeMap<(usize, usize), Vec<EntryId>> = BTreeMap::new();
    for (entry, parties) in &live {
        let framework = frameworks.iter().position(|(known, _)| known == parties);
        let topic = entry.topics.first().and_then(|topic| topics.iter().position(|(known, _)| *known == topic));
        if let (Some(topic), Some(framework)) = (topic, framework) {
            cells.entry((topic, framework)).or_default().push(entry.id.clone());
        }
    }
    let cells = cells.into_iter().map(|((topic, framework), entries)| Cell {
        topic: topics[topic].0.clone(),
        framework,
        entries,
    });
    Alignment {
        cells: cells.collect(),
        twice: twice(&live, grounds),
        bare: bare(register, &live, &wanted.today),
        outside: outside(register, &live, &wanted.today),
        frameworks: frameworks.into_iter().map(|(parties, _)| Framework { parties: parties.to_vec() }).collect(),
        topics: topics.into_iter().map(|(topic, _)| topic.clone()).collect(),
    }
}

/// Finds what is promised in two frameworks: two entries whose provisions say one formula, owed in part by the same.
fn twice(live: &[(&Entry, &[ActorCode])], grounds: &Grounds) -> Vec<Twice> {
    let mut at: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (position, (entry, _)) in live.iter().enumerate() {
        for one in &entry.undertakings {
            at.entry(one.place).or_default().push(position);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for family in grounds.families {
        let members: BTreeSet<usize> = family.iter().filter_map(|place| at.get(place)).flatten().copied().collect();
        let members: Vec<usize> = members.into_iter().collect();
        for (index, one) in members.iter().enumerate() {
            pairs.extend(members[index + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let is_one_thing = |one: &Entry, other: &Entry| {
        one.topics.first() == other.topics.first() || one.mechanisms.iter().any(|name| other.mechanisms.contains(name))
    };
    let mut found = Vec::new();
    for (a, b) in pairs {
        let ((one, of_one), (other, of_other)) = (live[a], live[b]);
        let by: Vec<ActorCode> = one.by.iter().filter(|actor| other.by.contains(actor)).cloned().collect();
        if of_one == of_other || by.is_empty() || !is_one_thing(one, other) {
            continue;
        }
        let mut conflicts = Vec::new();
        if one.due != other.due && (one.due.is_some() && other.due.is_some()) {
            conflicts.push(Disagreement::Due { one: one.due.clone(), other: other.due.clone() });
        }
        if firmness(one.act) != firmness(other.act) {
            conflicts.push(Disagreement::Act { one: one.act, other: other.act });
        }
        if one.strength != other.strength {
            conflicts.push(Disagreement::Strength { one: one.strength, other: other.strength });
        }
        found.push(Twice { one: one.id.clone(), other: other.id.clone(), by, conflicts });
    }
    found
}

fn runs(programme: &seimei_model::programme::Programme, today: &str) -> bool {
    let first = programme.from.period().map(|(first, _)| first);
    let last = programme.until.period().map(|(_, last)| last);
    first.is_none_or(|first| first.as_str() <= today) && last.is_none_or(|last| last.as_str() >= today)
}

fn bare(register: &Register, live: &[(&Entry, &[ActorCode])], today: &str) -> Vec<AreaId> {
    let running = register.programmes.values().map(|kept| &kept.programme).filter(|programme| runs(programme, today));
    let areas = running.flat_map(|programme| {
        let areas = programme.priorities.iter().flat_map(|priority| &priority.areas);
        areas.map(|area| AreaId { programme: programme.id.clone(), code: area.code.clone() })
    });
    areas.filter(|area| !live.iter().any(|(entry, _)| entry.areas.contains(area))).collect()
}

fn outside(register: &Register, live: &[(&Entry, &[ActorCode])], today: &str) -> BTreeMap<ProgrammeId, Vec<EntryId>> {
    let running = register.programmes.values().map(|kept| &kept.programme).filter(|programme| runs(programme, today));
    let of_programme = |programme: &seimei_model::programme::Programme| {
        let is_outside = |(entry, parties): &&(&Entry, &[ActorCode])| {
            *parties == programme.parties && !entry.areas.iter().any(|area| area.programme == programme.id)
        };
        (programme.id.clone(), live.iter().filter(is_outside).map(|(entry, _)| entry.id.clone()).collect())
    };
    running.map(of_programme).collect()
}
