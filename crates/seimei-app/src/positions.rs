//! Positions: what every party did on every topic in every year, by its strongest act.
//!
//! Acts are weighed in five steps ([`step`]). The strongest act of a cell is the one of the highest step; of several the
//! one worded more strongly, then the one that is said most often, then the one that stands last in the coding manual.
//! Parties are those in whose name a document of the archive speaks; a position is an act of a party, in whichever
//! document it stands. Documents without a date have no place here.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::identity::{DocumentId, ProvisionId};
use serde::Serialize;

use crate::archive::trace::{PassageId, Text, Tracing};

/// The highest step.
pub const STEPS: u8 = 5;

/// Returns how strong an act is, from 1 to [`STEPS`]: by its kind, and one step more where it is worded strongly.
pub fn step(act: ActKind, strength: Strength) -> u8 {
    use ActKind as A;
    let by_kind = match act {
        A::Condemn | A::Commit | A::Decide => 4,
        A::Oppose | A::Urge | A::Support | A::Agree | A::Intend => 3,
        A::Concern | A::Welcome | A::Commend | A::Emphasise | A::Confirm | A::Reaffirm | A::Explore => 2,
        A::State | A::Recognise | A::Note | A::Thank | A::Meet | A::Discuss | A::Expect | A::Say | A::Report => 1,
    };
    (by_kind + u8::from(strength != Strength::Plain)).min(STEPS)
}

/// An act of a party on a topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saying {
    /// The passage.
    pub passage: PassageId,
    /// The act, by its place in the provision.
    pub act: usize,
    /// What it does.
    pub kind: ActKind,
    /// How strongly it is worded.
    pub strength: Strength,
}

/// The strongest act of a party on a topic.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Position {
    /// Who.
    pub party: ActorCode,
    /// On what.
    pub topic: TopicId,
    /// In which year; none where all years are taken together.
    pub year: Option<i32>,
    /// The strongest act.
    pub act: ActKind,
    /// How strongly it is worded.
    pub strength: Strength,
    /// How strong it is, from 1 to 5.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 5))]
    pub step: u8,
    /// The first provision that says it so.
    pub provision: ProvisionId,
    /// How many provisions have an act of this party on this topic; of two languages of a document those of one count.
    pub provisions: usize,
    /// How many documents.
    pub documents: usize,
}

/// All positions of an archive.
#[derive(Debug)]
pub struct Positions {
    sayings: BTreeMap<(ActorCode, TopicId, i32), Vec<Saying>>,
    by_year: Vec<Position>,
    overall: Vec<Position>,
}

/// Which positions are wanted; `None` wants all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Of this party.
    pub party: Option<ActorCode>,
    /// On this topic.
    pub topic: Option<TopicId>,
    /// In this year.
    pub year: Option<i32>,
}

impl Wanted {
    fn wants(&self, party: &ActorCode, topic: &TopicId, year: Option<i32>) -> bool {
        self.party.as_ref().is_none_or(|wanted| wanted == party)
            && self.topic.as_ref().is_none_or(|wanted| wanted == topic)
            && (self.year.is_none() || year.is_none() || self.year == year)
    }
}

impl Positions {
    /// Gathers them. Linear in the number of acts.
    pub fn new(tracing: &Tracing) -> Self {
        let parties: BTreeSet<&ActorCode> = tracing.texts().iter().flat_map(Text::parties).collect();
        let mut sayings: BTreeMap<(ActorCode, TopicId, i32), Vec<Saying>> = BTreeMap::new();
        for place in 0..tracing.texts().len() {
            for passage in tracing.passages(place) {
                let (text, provision) = tracing.at(passage);
                let year = text.day.as_ref().and_then(|day| day.get(..4)?.parse().ok());
                let Some(year) = year else { continue };
                for (at, act) in provision.acts.iter().enumerate() {
                    for party in act.actors.iter().filter(|actor| parties.contains(actor)) {
                        for topic in &provision.topics {
                            let of = sayings.entry((party.clone(), topic.clone(), year)).or_default();
                            of.push(Saying { passage, act: at, kind: act.act, strength: act.strength });
                        }
                    }
                }
            }
        }
        let mut together: BTreeMap<(&ActorCode, &TopicId), Vec<&Saying>> = BTreeMap::new();
        let mut by_year = Vec::new();
        for ((party, topic, year), of) in &sayings {
            let all: Vec<&Saying> = of.iter().collect();
            by_year.extend(position(tracing, (party, topic, Some(*year)), &all));
            together.entry((party, topic)).or_default().extend(all);
        }
        let overall = together.iter().filter_map(|((party, topic), all)| position(tracing, (party, topic, None), all));
        let overall = overall.collect();
        Self { sayings, by_year, overall }
    }

    /// Returns the positions of each year, by party, topic and year.
    pub fn by_year(&self, wanted: &Wanted) -> Vec<&Position> {
        let is_wanted = |one: &&Position| wanted.wants(&one.party, &one.topic, one.year);
        self.by_year.iter().filter(is_wanted).collect()
    }

    /// Returns the positions of all years together, by party and topic.
    pub fn overall(&self, wanted: &Wanted) -> Vec<&Position> {
        let is_wanted = |one: &&Position| wanted.wants(&one.party, &one.topic, one.year);
        self.overall.iter().filter(is_wanted).collect()
    }

    /// Returns the acts behind the positions that are wanted, the newest year first; of a document that has several
    /// languages those of `language`, or of the first that has any.
    pub fn sayings(&self, wanted: &Wanted, tracing: &Tracing, language: Lang) -> Vec<&Saying> {
        let mut found: Vec<(i32, &Saying)> = self
            .sayings
            .iter()
            .filter(|((party, topic, year), _)| wanted.wants(party, topic, Some(*year)))
            .flat_map(|((_, _, year), of)| of.iter().map(|saying| (*year, saying)))
            .collect();
        found.sort_by_key(|(year, saying)| (Reverse(*year), tracing.in_time(saying.passage), saying.act));
        found.dedup_by_key(|(_, saying)| (saying.passage, saying.act));
        let mut kept: BTreeMap<&DocumentId, Lang> = BTreeMap::new();
        for (_, saying) in &found {
            let id = &tracing.at(saying.passage).0.expression.id;
            let known = kept.entry(&id.document).or_insert(id.language);
            if id.language == language {
                *known = language;
            }
        }
        let is_kept = |saying: &&Saying| {
            let id = &tracing.at(saying.passage).0.expression.id;
            kept.get(&id.document) == Some(&id.language)
        };
        found.into_iter().map(|(_, saying)| saying).filter(is_kept).collect()
    }

    /// Returns the parties that have positions, those with the most provisions first.
    pub fn parties(&self) -> Vec<&ActorCode> {
        most(self.overall.iter().map(|one| (&one.party, one.provisions)))
    }

    /// Returns the topics that somebody has a position on, those with the most provisions first.
    pub fn topics(&self) -> Vec<&TopicId> {
        most(self.overall.iter().map(|one| (&one.topic, one.provisions)))
    }

    /// Returns the years that have positions, in order.
    pub fn years(&self) -> Vec<i32> {
        let years: BTreeSet<i32> = self.by_year.iter().filter_map(|one| one.year).collect();
        years.into_iter().collect()
    }
}

/// Returns what is counted, the most first, then in alphabetical order.
fn most<'p, K: Ord + 'p>(counted: impl Iterator<Item = (&'p K, usize)>) -> Vec<&'p K> {
    let mut sums: BTreeMap<&K, usize> = BTreeMap::new();
    for (key, count) in counted {
        *sums.entry(key).or_default() += count;
    }
    let mut keys: Vec<(&K, usize)> = sums.into_iter().collect();
    keys.sort_by_key(|(_, count)| Reverse(*count));
    keys.into_iter().map(|(key, _)| key).collect()
}

/// Returns the strongest of some acts; `None` where there are none.
fn position(
    tracing: &Tracing,
    (party, topic, year): (&ActorCode, &TopicId, Option<i32>),
    of: &[&Saying],
) -> Option<Position> {
    let mut often: BTreeMap<(ActKind, Strength), usize> = BTreeMap::new();
    for saying in of {
        *often.entry((saying.kind, saying.strength)).or_default() += 1;
    }
    let (act, strength) = often
        .iter()
        .max_by_key(|((kind, strength), count)| (step(*kind, *strength), *strength, **count, *kind))
        .map(|(key, _)| *key)?;
    let first = of.iter().find(|saying| (saying.kind, saying.strength) == (act, strength))?;
    let mut provisions: BTreeMap<&DocumentId, BTreeMap<Lang, BTreeSet<PassageId>>> = BTreeMap::new();
    for saying in of {
        let id = &tracing.at(saying.passage).0.expression.id;
        let of_document = provisions.entry(&id.document).or_default();
        of_document.entry(id.language).or_default().insert(saying.passage);
    }
    let counted = |of: &BTreeMap<Lang, BTreeSet<PassageId>>| of.values().map(BTreeSet::len).max().unwrap_or(0);
    Some(Position {
        party: party.clone(),
        topic: topic.clone(),
        year,
        act,
        strength,
        step: step(act, strength),
        provision: tracing.reference(first.passage),
        provisions: provisions.values().map(counted).sum(),
        documents: provisions.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_step_and_strong_words_are_one_more() {
        for kind in ActKind::ALL {
            let plain = step(*kind, Strength::Plain);
            assert!((1..STEPS).contains(&plain), "{kind:?}");
            assert_eq!(step(*kind, Strength::Strong), plain + 1);
            assert_eq!(step(*kind, Strength::Strongest), plain + 1);
        }
        assert!(step(ActKind::Condemn, Strength::Plain) > step(ActKind::Oppose, Strength::Plain));
        assert!(step(ActKind::Oppose, Strength::Plain) > step(ActKind::Concern, Strength::Plain));
        assert!(step(ActKind::Commit, Strength::Plain) > step(ActKind::Intend, Strength::Plain));
        assert!(step(ActKind::Intend, Strength::Plain) > step(ActKind::Explore, Strength::Plain));
        assert!(step(ActKind::Support, Strength::Plain) > step(ActKind::Welcome, Strength::Plain));
    }
}
