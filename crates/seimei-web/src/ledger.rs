//! What pages of the register look up: made once for a state of the archive, and kept with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use seimei_app::archive::register::aligned::{Alignment, Wanted};
use seimei_app::archive::register::programme::proposals::Proposals;
use seimei_app::archive::register::{Asked, Registry, Stocktake};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::programme::{Programme, ProgrammeId};
use seimei_register::entry::Entry;
use smol_str::SmolStr;

/// So many alignments and stocktakes are kept at most: they differ by what is asked.
const KEPT: usize = 16;

/// Values that entries can be narrowed down by, with how many have them; the most frequent first.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// Who owes.
    pub(crate) by: Vec<(ActorCode, usize)>,
    /// In whose name documents speak: each party that any has.
    pub(crate) parties: Vec<(ActorCode, usize)>,
    /// Whose name exactly: partnerships of two and more.
    pub(crate) partnerships: Vec<(Vec<ActorCode>, usize)>,
    /// What they are about.
    pub(crate) topics: Vec<(TopicId, usize)>,
}

/// What is kept.
#[derive(Default)]
pub(crate) struct Ledger {
    values: OnceLock<Values>,
    offers: OnceLock<Vec<(usize, usize)>>,
    through: OnceLock<BTreeMap<SmolStr, Vec<usize>>>,
    alignments: Mutex<Vec<(Wanted, Arc<Alignment>)>>,
    stocktakes: Mutex<Vec<(Asked, Arc<Stocktake>)>>,
    proposals: Mutex<BTreeMap<ProgrammeId, Arc<Proposals>>>,
}

impl Ledger {
    /// Returns what entries can be narrowed down by.
    pub(crate) fn values(&self, registry: &Registry) -> &Values {
        self.values.get_or_init(|| values(&registry.register().entries))
    }

    /// Returns the offers that wait for a decision, those that most speaks for first: by the places of their entries and
    /// among the entry's offers.
    pub(crate) fn offers(&self, registry: &Registry) -> &[(usize, usize)] {
        self.offers.get_or_init(|| {
            let entries = &registry.register().entries;
            let mut all: Vec<(usize, usize)> = entries
                .iter()
                .enumerate()
                .flat_map(|(place, entry)| (0..entry.offers.len()).map(move |offer| (place, offer)))
                .collect();
            let score = |(place, offer): &(usize, usize)| entries[*place].offers[*offer].score;
            all.sort_by(|one, other| score(other).total_cmp(&score(one)).then_with(|| one.cmp(other)));
            all
        })
    }

    /// Returns the entries that are to be done through a mechanism, by their places.
    pub(crate) fn through(&self, mechanism: &str, registry: &Registry) -> &[usize] {
        let all = self.through.get_or_init(|| through(registry));
        all.get(mechanism).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns an alignment.
    pub(crate) fn alignment(&self, wanted: &Wanted, registry: &Registry) -> Arc<Alignment> {
        kept(&self.alignments, wanted, || registry.alignment(wanted))
    }

    /// Returns a stocktake.
    pub(crate) fn stocktake(&self, asked: &Asked, registry: &Registry) -> Arc<Stocktake> {
        kept(&self.stocktakes, asked, || registry.stocktake(asked))
    }

    /// Returns what a programme's areas are proposed.
    pub(crate) fn proposals(&self, programme: &Programme, registry: &Registry) -> Arc<Proposals> {
        if let Some(known) = self.proposals.lock().unwrap_or_else(PoisonError::into_inner).get(&programme.id) {
            return Arc::clone(known);
        }
        let made = Arc::new(registry.proposals(programme));
        let mut proposals = self.proposals.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(proposals.entry(programme.id.clone()).or_insert(made))
    }
}

/// Returns the answer to a question that was kept, or makes it; the oldest is forgotten.
fn kept<Q: Clone + PartialEq, A>(known: &Mutex<Vec<(Q, Arc<A>)>>, question: &Q, make: impl FnOnce() -> A) -> Arc<A> {
    let find =
        |all: &[(Q, Arc<A>)]| all.iter().find(|(asked, _)| asked == question).map(|(_, answer)| Arc::clone(answer));
    if let Some(answer) = find(&known.lock().unwrap_or_else(PoisonError::into_inner)) {
        return answer;
    }
    let fresh = Arc::new(make());
    let mut all = known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(answer) = find(&all) {
        return answer;
    }
    if all.len() >= KEPT {
        all.remove(0);
    }
    all.push((question.clone(), Arc::clone(&fresh)));
    fresh
}

fn values(entries: &[Entry]) -> Values {
    let mut by: BTreeMap<&ActorCode, usize> = BTreeMap::new();
    let mut parties: BTreeMap<&ActorCode, usize> = BTreeMap::new();
    let mut partnerships: BTreeMap<&[ActorCode], usize> = BTreeMap::new();
    let mut topics: BTreeMap<&TopicId, usize> = BTreeMap::new();
    for entry in entries {
        for actor in &entry.by {
            *by.entry(actor).or_default() += 1;
        }
        for topic in &entry.topics {
            *topics.entry(topic).or_default() += 1;
        }
        let of: BTreeSet<&[ActorCode]> = entry.undertakings.iter().map(|one| one.parties.as_slice()).collect();
        let each: BTreeSet<&ActorCode> = of.iter().flat_map(|parties| parties.iter()).collect();
        for party in each {
            *parties.entry(party).or_default() += 1;
        }
        for partnership in of.into_iter().filter(|of| of.len() > 1) {
            *partnerships.entry(partnership).or_default() += 1;
        }
    }
    let partnerships = partnerships.into_iter().map(|(of, count)| (of.to_vec(), count)).collect();
    Values {
        by: ordered(by.into_iter().map(|(code, count)| (code.clone(), count)).collect()),
        parties: ordered(parties.into_iter().map(|(code, count)| (code.clone(), count)).collect()),
        partnerships: ordered(partnerships),
        topics: ordered(topics.into_iter().map(|(topic, count)| (topic.clone(), count)).collect()),
    }
}

fn ordered<T>(mut counts: Vec<(T, usize)>) -> Vec<(T, usize)> {
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn through(registry: &Registry) -> BTreeMap<SmolStr, Vec<usize>> {
    let mut by_name: BTreeMap<&str, Vec<&SmolStr>> = BTreeMap::new();
    for mechanism in registry.mechanisms() {
        let names = mechanism.names.iter().map(|name| name.text.as_str()).chain([mechanism.id.as_str()]);
        for name in names {
            by_name.entry(name).or_default().push(&mechanism.id);
        }
    }
    let mut through: BTreeMap<SmolStr, Vec<usize>> = BTreeMap::new();
    for (place, entry) in registry.register().entries.iter().enumerate() {
        let ids: BTreeSet<&SmolStr> = entry
            .mechanisms
            .iter()
            .flat_map(|name| by_name.get(name.as_str()).into_iter().flatten().copied())
            .collect();
        for id in ids {
            through.entry(id.clone()).or_default().push(place);
        }
    }
    through
}
