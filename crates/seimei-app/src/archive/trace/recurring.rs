//! All families of formulas, with whose they are: those that recur in most documents first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use seimei_model::code::{ActorCode, TopicId};

use crate::archive::trace::{Family, PassageId, Text, Tracing};

/// A family of formulas.
#[derive(Clone, PartialEq, Debug)]
pub struct Recurring {
    /// Its members, in order of time.
    pub members: Vec<PassageId>,
    /// How close they are: the mean score of their pairs.
    pub closeness: f64,
    /// In how many documents they stand.
    pub documents: usize,
    /// Its parties, those of most documents first.
    pub parties: Vec<ActorCode>,
}

impl Recurring {
    /// Returns whether one document is of all the parties, and one provision about the topic.
    pub fn is_wanted(&self, parties: &[ActorCode], topic: Option<&TopicId>, tracing: &Tracing) -> bool {
        let is_theirs =
            |member: &PassageId| parties.iter().all(|party| tracing.at(*member).0.parties().contains(party));
        let is_about = |topic: &TopicId| self.members.iter().any(|member| tracing.at(*member).1.topics.contains(topic));
        self.members.iter().any(is_theirs) && topic.is_none_or(is_about)
    }

    /// Returns the newest member, one with a date if there is any.
    pub fn newest(&self, tracing: &Tracing) -> Option<PassageId> {
        let dated = self.members.iter().rev().find(|member| tracing.at(**member).0.day.is_some());
        dated.or(self.members.last()).copied()
    }
}

impl Tracing<'_> {
    /// Returns all families: those of most documents first, then the largest, then the newest.
    pub fn recurring(&self) -> Vec<Recurring> {
        self.recurring_among(&self.families())
    }

    /// Returns the same of families that are known already.
    pub fn recurring_among(&self, families: &[Family]) -> Vec<Recurring> {
        let mut all: Vec<Recurring> = families.iter().map(|family| self.recurring_of(family)).collect();
        all.sort_by_cached_key(|family| {
            let newest = family.members.iter().rev().find_map(|member| self.at(*member).0.day.clone());
            let members: Vec<_> = family.members.iter().map(|member| self.in_time(*member)).collect();
            (Reverse((family.documents, family.members.len(), newest)), members)
        });
        all
    }

    fn recurring_of(&self, family: &Family) -> Recurring {
        let Family { members, closeness } = family.clone();
        let texts: BTreeSet<usize> = members.iter().map(|member| self.text_of(*member)).collect();
        let texts: Vec<&Text> = texts.iter().filter_map(|place| self.texts().get(*place)).collect();
        let documents: BTreeSet<_> = texts.iter().map(|text| &text.document.id).collect();
        let mut counts: Vec<(usize, &ActorCode)> = Vec::new();
        for party in texts.iter().flat_map(|text| text.parties()) {
            match counts.iter_mut().find(|(_, known)| *known == party) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, party)),
            }
        }
        counts.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
        let documents = documents.len();
        let parties = counts.into_iter().map(|(_, party)| party.clone()).collect();
        Recurring { members, closeness, documents, parties }
    }
}
