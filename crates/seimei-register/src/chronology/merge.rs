//! Lays tellings of one happening together.
//!
//! Exact dates first, then vaguer ones, which support an exact one where there is exactly one that they can mean. Two
//! tellings are held apart where they name different mechanisms, ordinals or offices.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::ActorCode;
use seimei_model::event::EventType;

use super::company::{members, without_groups};
use super::marks::Weights;
use super::telling::{Telling, agree, apart};
use super::{Precision, SourceKind};
use crate::grounds::{Grounds, Place};

/// From what share of common words on two tellings are about one thing.
const ALIKE: f64 = 0.5;

/// The same where nothing else speaks for it: another date, or only a year.
const VERY_ALIKE: f64 = 0.75;

/// The least weight of common words; two words that one telling in fifty has weigh as much.
const SUBSTANCE: f64 = 8.0;

/// Up to how many days two exact dates of one thing may lie apart to be taken for a conflict, without an ordinal.
const CONFLICT: i32 = 45;

/// The same with a named meeting's ordinal.
const ORDINAL_CONFLICT: i32 = 366;

/// A happening: the numbers of its tellings.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Group {
    /// Those whose dates agree with the main one, in the order they were laid together.
    pub(super) tellings: Vec<usize>,
    /// Those with another exact date.
    pub(super) against: Vec<usize>,
}

/// How the participants of two tellings lie to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Company {
    /// The same.
    Same,
    /// One's are among the other's, at least two or its only one.
    Part,
    /// Some in common.
    Some,
    /// None.
    None,
}

struct Merger<'m> {
    tellings: &'m [Telling],
    /// Participants with groups that speak as their members written as those.
    companies: Vec<Vec<ActorCode>>,
    weights: Weights,
}

/// The most characters of words that only point to the document they stand in: today's announcement.
const POINTING: usize = 30;

/// Returns whether one is the document and the other words in it that only point to it.
fn is_announcement(one: &Telling, other: &Telling) -> bool {
    let points = |telling: &Telling| {
        telling.source == SourceKind::Told
            && telling.kind == EventType::Statement
            && telling.marks.names.is_empty()
            && telling.quote.chars().count() <= POINTING
    };
    one.document == other.document && one.kind == other.kind && (points(one) || points(other))
}

/// Returns the tellings laid together.
pub(super) fn merge(tellings: &[Telling], grounds: &Grounds, lexicon: &Lexicon) -> Vec<Group> {
    let members = members(grounds, lexicon);
    let merger = Merger {
        tellings,
        companies: tellings.iter().map(|telling| without_groups(&telling.participants, &members)).collect(),
        weights: Weights::of(tellings.iter().map(|telling| &telling.marks)),
    };
    let mut partners: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for &(a, b) in grounds.counterparts {
        partners.entry(a).or_default().push(b);
        partners.entry(b).or_default().push(a);
    }
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    order.sort_by_key(|&n| {
        let telling = &tellings[n];
        (telling.precision, telling.first.clone(), telling.source, telling.place, n)
    });
    let mut groups: Vec<Group> = Vec::new();
    let mut by_day: BTreeSet<(&str, usize)> = BTreeSet::new();
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for number in order {
        let telling = &tellings[number];
        let near = by_day.range((telling.first.as_str(), 0)..=(telling.last.as_str(), usize::MAX));
        let mut near: Vec<usize> = near.map(|(_, group)| *group).collect();
        near.sort_unstable();
        near.dedup();
        let translated = partners.get(&telling.place).into_iter().flatten();
        let translated = translated.flat_map(|place| by_place.get(place).into_iter().flatten().copied());
        let home = merger.translation(number, translated, &groups).or_else(|| merger.home(number, &near, &groups));
        let home = home.unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[home].tellings.push(number);
        by_day.insert((telling.first.as_str(), home));
        by_place.entry(telling.place).or_default().push(home);
    }
    merger.oppose(groups)
}

impl Merger<'_> {
    /// Returns the group that tells the same in another language of the document.
    fn translation(&self, number: usize, groups: impl Iterator<Item = usize>, all: &[Group]) -> Option<usize> {
        let telling = &self.tellings[number];
        let mut groups = groups;
        groups.find(|&group| {
            let mut others = all[group].tellings.iter().map(|&other| &self.tellings[other]);
            others.any(|other| other.kind == telling.kind && other.source == telling.source && agree(other, telling))
        })
    }

    /// Returns the group that a telling belongs to, or `None` where there is none, or more than one without a reason to
    /// prefer one of them.
    fn home(&self, number: usize, near: &[usize], groups: &[Group]) -> Option<usize> {
        let fit = |group: &usize| {
            let others = &groups[*group].tellings;
            let is_apart = |&other: &usize| {
                let (a, b) = (&self.tellings[number], &self.tellings[other]);
                !agree(a, b) || self.is_held_apart(number, other)
            };
            if others.iter().any(is_apart) {
                return None;
            }
            let scores = others.iter().filter_map(|&other| self.fit(number, other));
            scores.max_by(f64::total_cmp).map(|score| (*group, score))
        };
        let fitting: Vec<(usize, f64)> = near.iter().filter_map(fit).collect();
        let best = fitting.iter().map(|(_, score)| *score).max_by(f64::total_cmp)?;
        let is_exact = self.tellings[number].precision == Precision::Day;
        let mut firsts =
            fitting.iter().filter(|(_, score)| best - score < 0.25 * f64::from(u8::from(!is_exact)) + 1e-9);
        let first = firsts.next()?;
        (is_exact || firsts.next().is_none()).then_some(first.0)
    }

    /// Returns how well two tellings with agreeing dates fit one happening, from 0 to 2, or `None`.
    fn fit(&self, a: usize, b: usize) -> Option<f64> {
        let (one, other) = (&self.tellings[a], &self.tellings[b]);
        let issued = [one, other].into_iter().filter(|telling| telling.source == SourceKind::Issued).count();
        if issued == 2 {
            return Self::is_one_document(one, other).then_some(2.0);
        }
        let is_instrument = issued == 1 && one.marks.share_an_instrument(&other.marks);
        let signs = |kind| matches!(kind, EventType::Statement | EventType::Agreement | EventType::Decision);
        if one.kind != other.kind && !(is_instrument && signs(one.kind) && signs(other.kind)) {
            return None;
        }
        let company = self.company(a, b);
        let (likeness, weight) = self.likeness(a, b);
        let has_name = one.marks.share_a_name(&other.marks);
        let is_alike = likeness >= ALIKE && weight >= SUBSTANCE;
        let score = likeness + f64::from(u8::from(has_name)) * 0.5 + f64::from(u8::from(is_instrument)) * 0.5;
        let exact = one.precision.max(other.precision);
        let is_occasion = matches!(one.kind, EventType::Meeting | EventType::Visit | EventType::Speech);
        let several = self.companies[a].len() > 1 || one.document == other.document;
        // The sixteenth meeting of a committee is hardly the call that names none.
        let is_vague = exact == Precision::Month && one.marks.is_named() != other.marks.is_named();
        let is_translated = one.marks.language != other.marks.language;
        let fits = if Self::are_of_their_own(one, other) {
            false
        } else if issued == 1 && company == Company::Same && is_announcement(one, other) {
            true
        } else if is_instrument {
            // The Joint Statement of that day: its parties need not be named beside it.
            company != Company::None
                && (exact == Precision::Day && company == Company::Same && one.document != other.document
                    || likeness >= ALIKE)
                && (one.kind == other.kind || likeness >= VERY_ALIKE)
        } else if issued == 1 && !is_occasion {
            likeness >= VERY_ALIKE && weight >= SUBSTANCE && company != Company::None
        } else {
            let is_surely_alike = (is_alike && has_name) || (likeness >= VERY_ALIKE && weight >= SUBSTANCE);
            match (exact, company) {
                // Of one alone it is not known whom it met.
                (Precision::Day | Precision::Month, Company::Same) if is_occasion && several && !is_vague => true,
                (Precision::Day, Company::Same) if is_translated => true,
                (Precision::Day | Precision::Month, Company::Same | Company::Part) => is_alike || has_name,
                (Precision::Day | Precision::Month, Company::Some) | (_, Company::Same | Company::Part) => {
                    is_surely_alike
                }
                (_, Company::Some | Company::None) => false,
            }
        };
        fits.then_some(score)
    }

    /// Returns whether two documents tell what each was itself: signed this day, announced today.
    fn are_of_their_own(one: &Telling, other: &Telling) -> bool {
        let signs = matches!(one.kind, EventType::Statement | EventType::Agreement | EventType::Decision);
        let is_own = |telling: &Telling| {
            telling.source == SourceKind::Told && telling.marks.names.is_empty() && telling.is_of_the_day
        };
        signs && one.document != other.document && is_own(one) && is_own(other)
    }

    /// Returns whether two documents are one in two languages, or one kept twice.
    fn is_one_document(one: &Telling, other: &Telling) -> bool {
        one.kind == other.kind && (one.document == other.document || one.what == other.what)
    }

    /// Returns whether two tellings name what makes them two happenings.
    fn is_held_apart(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.tellings[a], &self.tellings[b]);
        let issued = one.source == SourceKind::Issued || other.source == SourceKind::Issued;
        // What a title names is its subject, not the occasion.
        !issued
            && (one.marks.differ_in_rank(&other.marks)
                || one.marks.differ_in_name(&other.marks) && self.likeness(a, b).0 < VERY_ALIKE)
    }

    fn likeness(&self, a: usize, b: usize) -> (f64, f64) {
        self.weights.likeness(&self.tellings[a].marks, &self.tellings[b].marks)
    }

    fn company(&self, a: usize, b: usize) -> Company {
        let (one, other) = (&self.companies[a], &self.companies[b]);
        let shared = one.iter().filter(|code| other.contains(code)).count();
        let least = one.len().min(other.len());
        match shared {
            _ if one == other => Company::Same,
            0 => Company::None,
            _ if shared == least => Company::Part,
            // Who meets one today and another tomorrow is in both; an attack has one who strikes.
            1 if self.tellings[a].kind != EventType::Incident => Company::None,
            _ => Company::Some,
        }
    }

    /// Lays groups that tell one thing with different exact dates together, as conflicts.
    fn oppose(&self, groups: Vec<Group>) -> Vec<Group> {
        let mut kept: Vec<Group> = Vec::new();
        let mut by_sign: BTreeMap<(EventType, String), Vec<usize>> = BTreeMap::new();
        for group in groups {
            let signs = self.signs(&group);
            let mut known: Vec<usize> =
                signs.iter().flat_map(|sign| by_sign.get(sign).into_iter().flatten().copied()).collect();
            known.sort_unstable();
            known.dedup();
            let home = known.into_iter().find(|&known| self.is_opposed(&kept[known], &group));
            let home = if let Some(home) = home {
                self.settle(&mut kept[home], group);
                home
            } else {
                kept.push(group);
                kept.len() - 1
            };
            for sign in signs {
                by_sign.entry(sign).or_default().push(home);
            }
        }
        kept
    }

    /// Returns the names by which a group may be found to tell what another tells.
    fn signs(&self, group: &Group) -> Vec<(EventType, String)> {
        let tellings = group.tellings.iter().map(|&number| &self.tellings[number]);
        let mut signs: Vec<(EventType, String)> = tellings
            .filter(|telling| telling.source == SourceKind::Told)
            .flat_map(|telling| telling.marks.names.iter().map(|name| (telling.kind, name.clone())))
            .collect();
        signs.sort();
        signs.dedup();
        signs
    }

    /// Returns whether two groups tell one thing with different exact dates.
    fn is_opposed(&self, one: &Group, other: &Group) -> bool {
        let are_opposed = |&a: &usize, &b: &usize| {
            let (first, second) = (&self.tellings[a], &self.tellings[b]);
            let is_exact = first.precision == Precision::Day && second.precision == Precision::Day;
            let days = apart(first, second).unwrap_or(i32::MAX);
            // One text with two dates tells two happenings.
            if first.document == second.document {
                return false;
            }
            if !is_exact
                || agree(first, second)
                || first.kind != second.kind
                || !first.marks.share_a_name(&second.marks)
            {
                return false;
            }
            if first.marks.number.is_some() && first.marks.number == second.marks.number {
                return self.company(a, b) != Company::None;
            }
            let (likeness, weight) = self.likeness(a, b);
            let numbered = first.marks.share_an_ordinal(&second.marks) && days <= ORDINAL_CONFLICT;
            // A dialogue meets again; what was signed or announced was so once.
            let happens_once = !matches!(first.kind, EventType::Meeting | EventType::Visit | EventType::Exercise);
            let is_worded_alike = happens_once && days <= CONFLICT && likeness >= VERY_ALIKE && weight >= SUBSTANCE;
            matches!(self.company(a, b), Company::Same | Company::Part)
                && !self.is_held_apart(a, b)
                && (numbered && likeness >= ALIKE || is_worded_alike)
        };
        one.tellings.iter().any(|a| other.tellings.iter().any(|b| are_opposed(a, b)))
    }

    /// Lays a group with another date to one: the date that more documents tell is the main one, else the earlier kept.
    fn settle(&self, kept: &mut Group, other: Group) {
        let documents = |tellings: &[usize]| {
            let mut documents: Vec<u32> = tellings.iter().map(|&number| self.tellings[number].place.text).collect();
            documents.sort_unstable();
            documents.dedup();
            documents.len()
        };
        let mut against = other.tellings;
        if documents(&against) > documents(&kept.tellings) {
            std::mem::swap(&mut against, &mut kept.tellings);
        }
        kept.against.extend(against);
        kept.against.extend(other.against);
    }
}
