//! What two provisions have in common and what speaks against them: the signs by which a formula is recognised.

use crate::lineage::candidates::Tally;
use crate::lineage::sketch::{Sketch, WordId};

/// The signs of a pair of provisions in one language. All but `years` and `is_same_document` are the same both ways round.
#[derive(Clone, Copy, PartialEq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "signs that are there or not")]
pub struct Signs {
    /// Natural logarithm of the cosine of both, words weighted by their rarity; below 0.
    pub likeness: f64,
    /// Natural logarithm of 1 + the rarity of the words in the best stretch that both share, gaps taken off.
    pub stretch: f64,
    /// Natural logarithm of 1 + the longest run of words that stands in both.
    pub run: f64,
    /// Rarity of the three rarest words on each side that the other lacks.
    pub apart: f64,
    /// Both name states, organisations or places beside their parties, and none in common.
    pub names_differ: bool,
    /// Both approve, or both disapprove.
    pub stance_agrees: bool,
    /// Both are most about the same.
    pub topic_agrees: bool,
    /// Both stand in one document.
    pub is_same_document: bool,
    /// Years between the documents; 0 where one has no date.
    pub years: f64,
}

impl Signs {
    /// How many signs there are.
    pub const COUNT: usize = 9;

    /// Returns the signs as numbers, in the order by which trees name them; yes is 1.
    pub fn in_order(&self) -> [f64; Self::COUNT] {
        let yes = |is_so: bool| f64::from(u8::from(is_so));
        [
            self.likeness,
            self.stretch,
            self.run,
            self.apart,
            yes(self.names_differ),
            yes(self.stance_agrees),
            yes(self.topic_agrees),
            yes(self.is_same_document),
            self.years,
        ]
    }
}

/// How rare words are, by their numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rarity<'r> {
    pub(super) of: &'r [f64],
}

impl Rarity<'_> {
    pub(super) fn of(&self, word: WordId) -> f64 {
        self.of.get(word as usize).copied().unwrap_or(0.0)
    }

    /// Returns the length of a provision's vector.
    pub(super) fn length(&self, sketch: &Sketch) -> f64 {
        sketch.distinct.iter().map(|word| self.of(*word).powi(2)).sum::<f64>().sqrt()
    }
}

/// What a gap in a shared stretch costs for each word, in rarity.
const GAP: f64 = 0.6;
/// What two words that differ cost where both stand in the stretch.
const DIFFERENCE: f64 = 0.6;
/// The least a word counts.
const LEAST: f64 = 0.6;

/// Room that comparing needs, kept from pair to pair.
#[derive(Debug, Default)]
pub(super) struct Room {
    row: Vec<f64>,
    runs: Vec<u32>,
    pub(super) tally: Tally,
}

/// Returns the cosine of two provisions and the rarity of the words that they share.
pub(super) fn cosine(a: &Sketch, b: &Sketch, lengths: (f64, f64), rarity: Rarity) -> (f64, f64) {
    let (mut squares, mut shared) = (0.0, 0.0);
    for_both(&a.distinct, &b.distinct, |word| {
        let rare = rarity.of(word);
        squares += rare * rare;
        shared += rare;
    });
    let product = lengths.0 * lengths.1;
    (if product > 0.0 { squares / product } else { 0.0 }, shared)
}

fn for_both(a: &[WordId], b: &[WordId], mut each: impl FnMut(WordId)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                each(*one);
                i += 1;
                j += 1;
            }
        }
    }
}

/// Finds the best stretch that both share: the words in common weighted by rarity, less what lies between them.
///
/// # Source
/// Smith and Waterman, Identification of Common Molecular Subsequences, Journal of Molecular Biology 147 (1981).
pub(super) fn stretch(a: &Sketch, b: &Sketch, rarity: Rarity, room: &mut Room) -> f64 {
    room.row.clear();
    room.row.resize(b.words.len() + 1, 0.0);
    let mut best = 0.0_f64;
    for word in &a.words {
        let weight = rarity.of(*word).max(LEAST);
        let mut diagonal = 0.0;
        for (column, other) in b.words.iter().enumerate() {
            let met = diagonal + if word == other { weight } else { -DIFFERENCE };
            diagonal = room.row[column + 1];
            let score = met.max(diagonal - GAP).max(room.row[column] - GAP).max(0.0);
            room.row[column + 1] = score;
            best = best.max(score);
        }
    }
    best
}

/// Returns the length of the longest run of words that stands in both.
pub(super) fn run(a: &Sketch, b: &Sketch, room: &mut Room) -> u32 {
    room.runs.clear();
    room.runs.resize(b.words.len() + 1, 0);
    let mut best = 0;
    for word in &a.words {
        // From the end, so that the number to the left is still that of the word before.
        for column in (0..b.words.len()).rev() {
            room.runs[column + 1] = if *word == b.words[column] { room.runs[column] + 1 } else { 0 };
            best = best.max(room.runs[column + 1]);
        }
    }
    best
}

/// Returns the rarity of the three rarest words of each that the other lacks.
pub(super) fn apart(a: &Sketch, b: &Sketch, rarity: Rarity) -> f64 {
    let of_one = |one: &Sketch, other: &Sketch| {
        let mut rarest = [0.0_f64; 3];
        for word in one.distinct.iter().filter(|word| other.distinct.binary_search(word).is_err()) {
            let mut rare = rarity.of(*word);
            for place in &mut rarest {
                if rare > *place {
                    std::mem::swap(place, &mut rare);
                }
            }
        }
        rarest.iter().sum::<f64>()
    };
    of_one(a, b) + of_one(b, a)
}

/// Returns whether both name something beside their parties, and nothing in common.
pub(super) fn names_differ(a: &Sketch, b: &Sketch) -> bool {
    !a.named.is_empty() && !b.named.is_empty() && !a.named.iter().any(|name| b.named.contains(name))
}
