//! What a clause has in common with provisions, whether or not they say one formula: how much of it stands there, and in
//! which words. What shows that a promise was kept says it in other words than the promise.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use seimei_model::code::Lang;
use smol_str::SmolStr;

use crate::lineage::candidates::By;
use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Beside, Memory, ReadOff, Sketch, WordId};
use crate::lineage::tally::Seen;
use crate::lineage::{Lineages, Passage, PassageId, Tongue};

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
    length: f64,
    leads: Vec<By>,
    /// Its words that stand in no passage; `None` where there was no passage in its language.
    unknown: Option<Vec<SmolStr>>,
}

/// Makes clauses ready and compares them, many in turn: quicker than each by itself.
pub struct Clauses<'a, 'l> {
    lineages: &'a Lineages<'l>,
    memories: BTreeMap<Lang, Memory>,
    seen: Seen,
}

impl<'a, 'l> Clauses<'a, 'l> {
    /// Makes ready to take clauses.
    pub fn new(lineages: &'a Lineages<'l>) -> Self {
        Self { lineages, memories: BTreeMap::new(), seen: Seen::default() }
    }

    /// Makes a clause ready to be compared; it may be part of a passage or of none. Words that stand nowhere count as the
    /// rarest.
    pub fn clause(&mut self, passage: &Passage) -> Clause {
        let language = passage.language;
        let memory = self.memories.entry(language).or_default();
        let Some(tongue) = self.lineages.tongues.get(&language) else {
            let sketch = Sketch::default();
            return Clause { language, sketch, length: 0.0, leads: Vec::new(), unknown: None };
        };
        let (sketch, unknown) = tongue.sketch_with_unknown(passage, memory);
        let rarity = tongue.rarities();
        let (length, leads) = (rarity.length(&sketch), tongue.postings.leads(&sketch, rarity));
        Clause { language, sketch, length, leads, unknown: Some(unknown) }
    }

    /// Returns the passages of a clause's language that its rare words lead to and that are wanted, in order, each with what
    /// both have in common where that is at least `least` of the clause's weight.
    pub fn alike(&mut self, clause: &Clause, least: f64, is_wanted: &dyn Fn(PassageId) -> bool) -> Vec<Alike> {
        let Some(tongue) = self.lineages.tongues.get(&clause.language) else { return Vec::new() };
        let is_wanted = |place: u32| is_wanted(tongue.passages[place as usize]);
        let places = tongue.postings.led_to(&clause.sketch, tongue.rarities(), &mut self.seen, is_wanted);
        places.into_iter().filter_map(|place| tongue.compared(clause, place as usize, least)).collect()
    }
}

impl Clause {
    /// Returns it weighed as words are weighed there, where words have the numbers that they had when it was made ready.
    #[must_use]
    pub fn weighed(&self, lineages: &Lineages) -> Self {
        let Self { language, sketch, length, leads, unknown } = self;
        let (sketch, unknown) = (sketch.clone(), unknown.clone());
        let Some(tongue) = lineages.tongues.get(language) else {
            return Self { language: *language, sketch, length: *length, leads: leads.clone(), unknown };
        };
        let rarity = tongue.rarities();
        let (length, leads) = (rarity.length(&sketch), tongue.postings.leads(&sketch, rarity));
        Self { language: *language, sketch, length, leads, unknown }
    }

    /// Returns whether a word of it that stood nowhere stands in some passage now: it is to be made ready anew.
    pub fn is_outdated(&self, lineages: &Lineages) -> bool {
        let Some(tongue) = lineages.tongues.get(&self.language) else { return false };
        let is_known = |word: &SmolStr| tongue.vocabulary.known(word).is_some();
        self.unknown.as_ref().is_none_or(|unknown| unknown.iter().any(is_known))
    }
}

impl Lineages<'_> {
    /// Compares a clause with a passage that it leads to.
    pub fn compared(&self, clause: &Clause, passage: PassageId, least: f64) -> Option<Alike> {
        let entry = self.entries.get(passage.0 as usize).filter(|entry| entry.language == clause.language)?;
        self.tongues.get(&clause.language)?.compared(clause, entry.place as usize, least)
    }
}

/// Clauses by what leads from them to passages: so those are found that lead to a passage.
#[derive(Clone, Debug, Default)]
pub struct Leading {
    settled: Arc<HashMap<(Lang, By), Vec<u32>>>,
    later: HashMap<(Lang, By), Vec<u32>>,
}

impl Leading {
    /// Makes it of clauses, each with its number.
    pub fn new<'c>(clauses: impl IntoIterator<Item = (u32, &'c Clause)>) -> Self {
        let mut leading = Self::default();
        for (number, clause) in clauses {
            leading.add(number, clause);
        }
        Self { settled: Arc::new(leading.later), later: HashMap::new() }
    }

    /// Takes a clause under a number.
    pub fn add(&mut self, number: u32, clause: &Clause) {
        for lead in &clause.leads {
            self.later.entry((clause.language, *lead)).or_default().push(number);
        }
    }

    /// Returns the numbers of the clauses that lead to a passage, ascending.
    pub fn to(&self, passage: PassageId, lineages: &Lineages) -> Vec<u32> {
        let Some(entry) = lineages.entries.get(passage.0 as usize) else { return Vec::new() };
        let Some(tongue) = lineages.tongues.get(&entry.language) else { return Vec::new() };
        let mut numbers = Vec::new();
        for by in tongue.postings.met_by(&tongue.sketches[entry.place as usize]) {
            let key = (entry.language, by);
            numbers.extend(self.settled.get(&key).into_iter().chain(self.later.get(&key)).flatten());
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

impl Tongue<'_> {
    fn compared(&self, clause: &Clause, place: usize, least: f64) -> Option<Alike> {
        let rarity = self.rarities();
        let shared = shared(&clause.sketch, &self.sketches[place]);
        let weight: f64 = shared.iter().map(|word| rarity.of(*word).powi(2)).sum();
        let covered = weight / clause.length.powi(2).max(f64::MIN_POSITIVE);
        if covered < least {
            return None;
        }
        let likeness = weight / (clause.length * self.outlines[place].length).max(f64::MIN_POSITIVE);
        let words = self.spelt(shared, rarity);
        Some(Alike { passage: self.passages[place], covered, likeness, words })
    }

    /// Makes the sketch of a text that is not to be kept, and tells its words that stand nowhere.
    pub(super) fn sketch_with_unknown(&self, passage: &Passage, memory: &mut Memory) -> (Sketch, Vec<SmolStr>) {
        let Passage { acts, topics, parties, .. } = *passage;
        let mut vocabulary = Beside::new(&self.vocabulary);
        let read = ReadOff { acts, topics, parties };
        let sketch = self.sketcher.sketch(passage.text, read, &mut vocabulary, memory);
        (sketch, vocabulary.lacking().collect())
    }

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
