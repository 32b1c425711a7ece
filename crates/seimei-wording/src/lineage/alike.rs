//! What a clause has in common with provisions, whether or not they say one formula: how much of it stands there, and in
//! which words. What shows that a promise was kept says it in other words than the promise.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use seimei_model::code::Lang;
use smol_str::SmolStr;

use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Memory, Sketch, WordId};
use crate::lineage::{Lineages, Passage, PassageId, Room, Tongue};

/// A passage that has words in common with a clause.
#[derive(Clone, PartialEq, Debug)]
pub struct Alike {
    /// Which.
    pub passage: PassageId,
    /// How much of the clause's words, each weighted by the square of its rarity, stands there: from 0 to 1.
    pub covered: f64,
    /// The cosine of both, weighted likewise: from 0 to 1.
    pub likeness: f64,
    /// The words in common as they are compared (stems in English, pairs of characters in Japanese), the rarest first.
    pub words: Vec<SmolStr>,
}

/// So many of the words in common are told.
const WORDS: usize = 8;

/// A clause, ready to be compared.
#[derive(Debug)]
pub struct Clause {
    language: Lang,
    sketch: Sketch,
}

/// Makes clauses ready and compares them, many in turn: quicker than each by itself.
pub struct Clauses<'a, 'l> {
    lineages: &'a Lineages<'l>,
    memories: BTreeMap<Lang, Memory>,
    room: Room,
}

impl<'a, 'l> Clauses<'a, 'l> {
    /// Makes ready to take clauses.
    pub fn new(lineages: &'a Lineages<'l>) -> Self {
        Self { lineages, memories: BTreeMap::new(), room: Room::default() }
    }

    /// Makes a clause ready to be compared; it may be part of a passage or of none. Words that stand nowhere count as the
    /// rarest.
    pub fn clause(&mut self, passage: &Passage) -> Clause {
        let language = passage.language;
        let tongue = self.lineages.tongues.get(&language);
        let memory = self.memories.entry(language).or_default();
        Clause { language, sketch: tongue.map(|tongue| tongue.sketch_beside(passage, memory)).unwrap_or_default() }
    }

    /// Returns the wanted passages of a clause's language that have at least `least` of its weight, in order; of many those
    /// that most is in common with. Takes about 0.1 ms.
    pub fn alike(&mut self, clause: &Clause, least: f64, is_wanted: &dyn Fn(PassageId) -> bool) -> Vec<Alike> {
        let Some(tongue) = self.lineages.tongues.get(&clause.language) else { return Vec::new() };
        let sketch = &clause.sketch;
        let rarity = tongue.rarities();
        let length = rarity.length(sketch);
        let is_place_wanted = |place: u32| is_wanted(tongue.passages[place as usize]);
        let tally = &mut self.room.tally;
        let places = tongue.postings.candidates(sketch, rarity, &tongue.lengths, tally, &is_place_wanted);
        let mut alike = Vec::new();
        for (place, _) in places {
            let place = place as usize;
            let shared = shared(sketch, &tongue.sketches[place]);
            let weight: f64 = shared.iter().map(|word| rarity.of(*word).powi(2)).sum();
            let covered = weight / length.powi(2).max(f64::MIN_POSITIVE);
            if covered < least {
                continue;
            }
            let likeness = weight / (length * tongue.lengths[place]).max(f64::MIN_POSITIVE);
            let words = tongue.spelt(shared, rarity);
            alike.push(Alike { passage: tongue.passages[place], covered, likeness, words });
        }
        alike
    }
}

impl Tongue<'_> {
    fn spelt(&self, mut words: Vec<WordId>, rarity: Rarity) -> Vec<SmolStr> {
        words.sort_by(|one, other| rarity.of(*other).total_cmp(&rarity.of(*one)).then(one.cmp(other)));
        words.truncate(WORDS);
        words.into_iter().filter_map(|word| self.vocabulary.word(word)).collect()
    }
}

/// Returns the words in common, ascending.
fn shared(a: &Sketch, b: &Sketch) -> Vec<WordId> {
    let (mut one, mut other) = (a.distinct.iter().peekable(), b.distinct.iter().peekable());
    let mut shared = Vec::new();
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            Ordering::Less => _ = one.next(),
            Ordering::Greater => _ = other.next(),
            Ordering::Equal => {
                shared.push(**left);
                one.next();
                other.next();
            }
        }
    }
    shared
}
