//! What speaks for each of many passages, summed up.

use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Sketch, WordId};

/// Which passages are compared with what is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// Those that have a place below this.
    pub(super) below: u32,
    /// So many at most: those of which the greatest share may be in common.
    pub(super) most: usize,
}

impl Reach {
    /// All: for one question.
    pub(super) const ALL: Self = Self { below: u32::MAX, most: 300 };

    /// Those before a place: for the questions of all passages, whose time is bounded by this. A family holds together by the
    /// links with those most like, so that more give hardly another one (`docs/trace.md`).
    pub(super) fn before(place: u32) -> Self {
        Self { below: place, most: 40 }
    }
}

/// A passage as it is seen before it is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// The length of its vector.
    pub(super) length: f64,
    /// Its common words, a bit for each; many have the same one.
    common: u64,
}

impl Outline {
    pub(super) fn of(sketch: &Sketch, rarity: Rarity, is_common: impl Fn(WordId) -> bool) -> Self {
        let common =
            sketch.distinct.iter().filter(|word| is_common(**word)).fold(0, |bits, word| bits | 1 << bit(*word));
        Self { length: rarity.length(sketch), common }
    }
}

/// Returns which bit of 64 stands for a word.
fn bit(word: WordId) -> u32 {
    // The highest six bits of a product with the golden ratio: words come with numbers that follow each other.
    word.wrapping_mul(0x9e37_79b9) >> 26
}

/// The words of a passage that lead nowhere, and may be in common all the same.
#[derive(Clone, Debug)]
pub(super) struct Untold {
    /// By bit: what the common words weigh that it stands for.
    common: [f64; 64],
    /// What the others weigh.
    rest: f64,
}

impl Default for Untold {
    fn default() -> Self {
        Self { common: [0.0; 64], rest: 0.0 }
    }
}

impl Untold {
    /// Takes a word.
    pub(super) fn add(&mut self, word: WordId, is_common: bool, weight: f64) {
        if is_common {
            self.common[bit(word) as usize] += weight;
        } else {
            self.rest += weight;
        }
    }

    /// Returns the most that can be in common with a passage of these words.
    fn most(&self, of: &Outline) -> f64 {
        let mut bits = of.common;
        let mut most = self.rest;
        while bits != 0 {
            most += self.common[bits.trailing_zeros() as usize];
            bits &= bits - 1;
        }
        most
    }
}

/// Sums up what speaks for each passage; kept from one question to the next.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By passage; [`NOT_MET`] for most.
    weights: Vec<f64>,
    met: Vec<u32>,
    gathered: Vec<(u32, f64, Outline)>,
    shares: Vec<(f64, u32)>,
}

const NOT_MET: f64 = -1.0;

impl Tally {
    /// Tells that something weighing so much leads to a passage.
    pub(super) fn add(&mut self, place: u32, weight: f64) {
        let index = place as usize;
        if index >= self.weights.len() {
            self.weights.resize(index + 1, NOT_MET);
        }
        let sum = &mut self.weights[index];
        if *sum == NOT_MET {
            self.met.push(place);
            *sum = weight;
        } else {
            *sum += weight;
        }
    }

    /// Returns the `most` that most speaks for, ascending, and forgets all. Of each at least the share `least` of its length
    /// may be in common.
    pub(super) fn take(&mut self, untold: &Untold, (most, least): (usize, f64), outlines: &[Outline]) -> Vec<u32> {
        // What lies far apart in memory is gathered first, without a decision between: the processor fetches it side by side.
        let Self { weights, met, gathered, .. } = self;
        gathered.clear();
        gathered.extend(met.drain(..).map(|place| {
            let told = std::mem::replace(&mut weights[place as usize], NOT_MET);
            (place, told, outlines[place as usize])
        }));
        self.shares.clear();
        for (place, told, outline) in &self.gathered {
            let share = (told + untold.most(outline)) / outline.length.max(f64::MIN_POSITIVE);
            if share >= least {
                self.shares.push((share, *place));
            }
        }
        if self.shares.len() > most {
            let order = |one: &(f64, u32), other: &(f64, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
            self.shares.select_nth_unstable_by(most - 1, order);
            self.shares.truncate(most);
        }
        let mut places: Vec<u32> = self.shares.iter().map(|(_, place)| *place).collect();
        places.sort_unstable();
        places
    }
}

/// Tells which passages were met before in one question; kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By passage: the last question that met it.
    met: Vec<u32>,
    question: u32,
}

impl Seen {
    pub(super) fn begin(&mut self) {
        self.question = self.question.wrapping_add(1);
        if self.question == 0 {
            self.met.clear();
            self.question = 1;
        }
    }

    pub(super) fn is_first(&mut self, place: u32) -> bool {
        let index = place as usize;
        if index >= self.met.len() {
            self.met.resize(index + 1, 0);
        }
        std::mem::replace(&mut self.met[index], self.question) != self.question
    }
}
