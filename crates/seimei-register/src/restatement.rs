//! Restatements: which undertakings are one commitment, said again in later documents or in another language.
//!
//! Two are one where the same actors bind themselves in provisions that say one formula, or in provisions of two languages
//! of one document that say the same. The same words by other actors are another commitment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use seimei_model::code::ActorCode;

use crate::entry::Undertaking;
use crate::grounds::{Grounds, Place};

/// So much of two clauses of one formula must be alike for them to be the same undertaking of two provisions.
const LEAST_IN_FORMULA: f64 = 0.5;
/// So much within one document, which has no reason to say one thing twice.
const LEAST_IN_DOCUMENT: f64 = 0.6;

/// Returns the groups of undertakings (by position) that are one commitment each, ascending; every undertaking is in one.
/// `letters` are those of their clauses.
pub fn groups(grounds: &Grounds, undertakings: &[Arc<Undertaking>], letters: &[Arc<Letters>]) -> Vec<Vec<u32>> {
    let mut at: BTreeMap<Place, Vec<u32>> = BTreeMap::new();
    for (number, undertaking) in undertakings.iter().enumerate() {
        at.entry(undertaking.place).or_default().push(number as u32);
    }
    let of = |place: &Place| at.get(place).map_or(&[][..], Vec::as_slice);
    let clause = |number: u32| letters[number as usize].of(&undertakings[number as usize].clause);
    let mut links: Vec<(f64, u32, u32)> = Vec::new();
    for family in grounds.families {
        for (index, a) in family.iter().enumerate() {
            for b in &family[index + 1..] {
                for (a, b) in of(a).iter().flat_map(|a| of(b).iter().map(move |b| (*a, *b))) {
                    let (one, other) = (&undertakings[a as usize], &undertakings[b as usize]);
                    if !are_same(&one.by, &other.by) {
                        continue;
                    }
                    let likeness = clause(a).likeness(clause(b));
                    let is_same_document = one.id.provision.document == other.id.provision.document;
                    let least = if is_same_document { LEAST_IN_DOCUMENT } else { LEAST_IN_FORMULA };
                    if likeness >= least {
                        links.push((likeness, a, b));
                    }
                }
            }
        }
    }
    links.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    links.dedup_by_key(|link| (link.1, link.2));
    let linked: BTreeSet<(u32, u32)> = links.iter().map(|(_, a, b)| (*a.min(b), *a.max(b))).collect();
    let mut groups = Groups::new(undertakings.len());
    // The surest pairs first: of two acts of a provision each finds its own counterpart in another.
    for (_, a, b) in links {
        let clash = |one: u32, other: u32| {
            let (one, other) = (&undertakings[one as usize], &undertakings[other as usize]);
            one.place == other.place
        };
        groups.join(a, b, |one, other| {
            // Most pairs of both groups must be alike, or a chain of likenesses would lead anywhere.
            let pairs = one.len() * other.len();
            let both = || one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
            let linked = both().filter(|(a, b)| linked.contains(&(*a.min(b), *a.max(b)))).count();
            linked * 2 > pairs && !both().any(|(a, b)| clash(a, b))
        });
    }
    for (one, other) in grounds.counterparts {
        // Acts of counterparts are in the same order as a rule; the one with the same actors is meant.
        let mut taken = Vec::new();
        for a in of(one) {
            let is_counterpart = |b: &&u32| {
                let (one, other) = (&undertakings[*a as usize], &undertakings[**b as usize]);
                !taken.contains(*b) && are_same(&one.by, &other.by) && one.due == other.due
            };
            let same = |b: &&u32| undertakings[*a as usize].act == undertakings[**b as usize].act;
            let found =
                of(other).iter().filter(is_counterpart).find(same).or_else(|| of(other).iter().find(is_counterpart));
            if let Some(b) = found.copied() {
                taken.push(b);
                groups.join(*a, b, |_, _| true);
            }
        }
    }
    groups.all()
}

/// Returns whether those who bind themselves are the same.
fn are_same(one: &[ActorCode], other: &[ActorCode]) -> bool {
    !one.is_empty() && one == other
}

/// The letters of a clause as clauses are compared; looked at once it is compared with another, which few are.
#[derive(Debug, Default)]
pub struct Letters(OnceLock<Pairs>);

impl Letters {
    fn of(&self, clause: &str) -> &Pairs {
        self.0.get_or_init(|| Pairs::of(clause))
    }
}

/// The pairs of neighbouring letters of a text, ascending.
#[derive(Debug)]
struct Pairs(Vec<(char, char)>);

impl Pairs {
    fn of(text: &str) -> Self {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let mut pairs: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Returns how much of both is in common: from 0 to 1.
    fn likeness(&self, other: &Self) -> f64 {
        let (mut a, mut b, mut shared) = (0, 0, 0_u32);
        while a < self.0.len() && b < other.0.len() {
            match self.0[a].cmp(&other.0[b]) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a += 1;
                    b += 1;
                }
            }
        }
        let all = u32::try_from(self.0.len() + other.0.len()).unwrap_or(u32::MAX);
        if all == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(all) }
    }
}

/// Groups that grow together.
struct Groups {
    group_of: Vec<usize>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { group_of: (0..count).collect(), members: (0..count as u32).map(|number| vec![number]).collect() }
    }

    /// Makes the groups of two undertakings one where they may be.
    fn join(&mut self, a: u32, b: u32, may_be: impl Fn(&[u32], &[u32]) -> bool) {
        let (one, other) = (self.group_of[a as usize], self.group_of[b as usize]);
        if one == other || !may_be(&self.members[one], &self.members[other]) {
            return;
        }
        let moved = std::mem::take(&mut self.members[other]);
        for member in &moved {
            self.group_of[*member as usize] = one;
        }
        self.members[one].extend(moved);
    }

    fn all(self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = self.members.into_iter().filter(|members| !members.is_empty()).collect();
        for members in &mut groups {
            members.sort_unstable();
        }
        groups.sort_unstable();
        groups
    }
}
