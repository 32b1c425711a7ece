//! What a reading counts, and how two readings of one text differ in it.

use std::collections::BTreeMap;

use seimei_model::act::ActKind;
use seimei_model::code::TopicId;
use seimei_model::reading::Reading;
use serde::Serialize;

/// How many of each thing a reading, or several, found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Provisions.
    pub provisions: usize,
    /// Acts by kind.
    pub acts: BTreeMap<ActKind, usize>,
    /// Acts that are commitments.
    pub commitments: usize,
    /// Dates and periods named.
    pub dates: usize,
    /// Mechanisms named.
    pub mechanisms: usize,
    /// Events told.
    pub events: usize,
    /// Provisions by topic.
    pub topics: BTreeMap<TopicId, usize>,
}

/// What is counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Provisions.
    Provisions,
    /// Acts of a kind.
    Act(ActKind),
    /// Commitments.
    Commitments,
    /// Dates.
    Dates,
    /// Mechanisms.
    Mechanisms,
    /// Events.
    Events,
    /// Provisions about a topic.
    Topic(TopicId),
}

impl Counts {
    /// Counts a reading.
    pub fn of(reading: &Reading) -> Self {
        let mut counts = Self { events: reading.events.len(), ..Self::default() };
        for provision in &reading.provisions {
            counts.provisions += 1;
            counts.dates += provision.dates.len();
            counts.mechanisms += provision.mechanisms.len();
            counts.commitments += provision.acts.iter().filter(|act| act.commitment).count();
            for act in &provision.acts {
                *counts.acts.entry(act.act).or_default() += 1;
            }
            for topic in &provision.topics {
                *counts.topics.entry(topic.clone()).or_default() += 1;
            }
        }
        counts
    }

    /// Adds other counts.
    pub fn add(&mut self, other: &Self) {
        self.provisions += other.provisions;
        self.commitments += other.commitments;
        self.dates += other.dates;
        self.mechanisms += other.mechanisms;
        self.events += other.events;
        for (act, count) in &other.acts {
            *self.acts.entry(*act).or_default() += count;
        }
        for (topic, count) in &other.topics {
            *self.topics.entry(topic.clone()).or_default() += count;
        }
    }

    /// Returns what differs, with the counts before and after.
    pub fn changes_to(&self, after: &Self) -> Vec<(Counted, usize, usize)> {
        let mut all = vec![(Counted::Provisions, self.provisions, after.provisions)];
        for kind in ActKind::ALL {
            let of = |counts: &Self| counts.acts.get(kind).copied().unwrap_or(0);
            all.push((Counted::Act(*kind), of(self), of(after)));
        }
        all.push((Counted::Commitments, self.commitments, after.commitments));
        all.push((Counted::Dates, self.dates, after.dates));
        all.push((Counted::Mechanisms, self.mechanisms, after.mechanisms));
        all.push((Counted::Events, self.events, after.events));
        let mut topics: Vec<&TopicId> = self.topics.keys().chain(after.topics.keys()).collect();
        topics.sort();
        topics.dedup();
        for topic in topics {
            let of = |counts: &Self| counts.topics.get(topic).copied().unwrap_or(0);
            all.push((Counted::Topic(topic.clone()), of(self), of(after)));
        }
        all.retain(|(_, before, after)| before != after);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_a_change() {
        let mut before = Counts { provisions: 3, ..Counts::default() };
        before.acts.insert(ActKind::Welcome, 2);
        let mut after = before.clone();
        assert!(before.changes_to(&after).is_empty());
        after.acts.insert(ActKind::Commit, 1);
        after.commitments = 1;
        after.topics.insert(TopicId::new("cyber"), 4);
        let expected = [
            (Counted::Act(ActKind::Commit), 0, 1),
            (Counted::Commitments, 0, 1),
            (Counted::Topic(TopicId::new("cyber")), 0, 4),
        ];
        assert_eq!(before.changes_to(&after), expected);
        let mut sum = before.clone();
        sum.add(&after);
        assert_eq!((sum.provisions, sum.acts[&ActKind::Welcome]), (6, 4));
    }
}
