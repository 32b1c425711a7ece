//! What two provisions have in common and what speaks against them: the signs by which a formula is recognised.

use crate::lineage::sketch::{ASKED, Sketch, WordId};
use crate::lineage::tally::Tally;

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
    /// How rare a word is that came after words were weighed: as one that stands twice, for it counts where two share it.
    pub(super) later: f64,
    /// How rare a word is of a question, which stands nowhere.
    pub(super) unknown: f64,
}

impl Rarity<'_> {
    pub(super) fn of(&self, word: WordId) -> f64 {
        let rest = if word < ASKED { self.later } else { self.unknown };
        self.of.get(word as usize).copied().unwrap_or(rest)
    }

    /// Returns the length of a provision's vector.
    pub(super) fn length(&self, sketch: &Sketch) -> f64 {
        sketch.distinct.iter().map(|word| self.of(*word).powi(2)).sum::<f64>().sqrt()
    }
}

/// What each word between two shared ones costs, in rarity; one on either side costs as much as one on one side.
const GAP: f64 = 0.6;
/// The least a word counts.
const LEAST: f64 = 0.6;

/// Room that comparing needs, kept from pair to pair.
#[derive(Debug, Default)]
pub(super) struct Room {
    row: Vec<f64>,
    /// By word of the other passage: the row it ended in and how long the run is.
    runs: Vec<(u32, u32)>,
    /// Where both have the same word.
    met: Vec<(u32, u32)>,
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

/// Finds where both have the same word, in the order of `a`, then of `b`.
pub(super) fn meet(a: &Sketch, b: &Sketch, room: &mut Room) {
    room.met.clear();
    for (row, word) in a.words.iter().enumerate() {
        if b.distinct.binary_search(word).is_ok() {
            let columns = b.words.iter().enumerate().filter(|(_, other)| *other == word);
            room.met.extend(columns.map(|(column, _)| (row as u32, column as u32)));
        }
    }
}

/// Finds the best stretch that both share: the words in common weighted by rarity, less what lies between them. Needs
/// [`meet`] of both.
///
/// What lies between two shared words costs by the longer side. Few words are shared, so the stretch is looked for from one to
/// the next; where words recur so often that this would take longer than comparing all, all are compared.
///
/// # Source
/// Smith and Waterman, Identification of Common Molecular Subsequences, Journal of Molecular Biology 147 (1981).
pub(super) fn stretch(a: &Sketch, b: &Sketch, rarity: Rarity, room: &mut Room) -> f64 {
    let Room { met, row: worth, .. } = room;
    if met.len().pow(2) > a.words.len() * b.words.len() {
        return dense_stretch(a, b, rarity, worth);
    }
    worth.clear();
    let mut best = 0.0_f64;
    for (index, &(row, column)) in met.iter().enumerate() {
        let mut before = 0.0_f64;
        for (&(earlier_row, earlier_column), worth) in met[..index].iter().zip(worth.iter()) {
            if earlier_row < row && earlier_column < column {
                let between = (row - earlier_row).max(column - earlier_column) - 1;
                before = before.max(worth - GAP * f64::from(between));
            }
        }
        let here = before + rarity.of(a.words[row as usize]).max(LEAST);
        worth.push(here);
        best = best.max(here);
    }
    best
}

/// The same by comparing every word with every other.
fn dense_stretch(a: &Sketch, b: &Sketch, rarity: Rarity, cells: &mut Vec<f64>) -> f64 {
    cells.clear();
    cells.resize(b.words.len() + 1, 0.0);
    let mut best = 0.0_f64;
    for word in &a.words {
        let weight = rarity.of(*word).max(LEAST);
        let mut diagonal = 0.0;
        for (column, other) in b.words.iter().enumerate() {
            let met = diagonal + if word == other { weight } else { -GAP };
            diagonal = cells[column + 1];
            let score = met.max(diagonal - GAP).max(cells[column] - GAP).max(0.0);
            cells[column + 1] = score;
            best = best.max(score);
        }
    }
    best
}

/// Returns the length of the longest run of words that stands in both. Needs [`meet`] of both.
pub(super) fn run(b: &Sketch, room: &mut Room) -> u32 {
    let Room { met, runs, .. } = room;
    runs.clear();
    runs.resize(b.words.len() + 1, (0, 0));
    let mut best = 0;
    // From the end of each row, so that the number to the left is still that of the row before.
    for of_row in met.chunk_by(|one, other| one.0 == other.0) {
        for &(row, column) in of_row.iter().rev() {
            let (at, length) = runs[column as usize];
            let length = if at == row { length + 1 } else { 1 };
            runs[column as usize + 1] = (row + 1, length);
            best = best.max(length);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lineage::sketch::Stance;

    fn sketch(words: Vec<WordId>) -> Sketch {
        let mut distinct = words.clone();
        distinct.sort_unstable();
        distinct.dedup();
        Sketch { words, distinct, named: Vec::new(), stance: Stance::default(), topic: None }
    }

    /// Numbers that look random (Numerical Recipes, linear congruential).
    fn noise(state: &mut u32, below: u32) -> u32 {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*state >> 8) % below
    }

    #[test]
    fn few_shared_words_and_all_words_give_one_stretch() {
        let of: Vec<f64> = (0..40).map(|word| f64::from(word % 7) + 0.3).collect();
        let (rarity, mut room, mut state) = (Rarity { of: &of, later: 0.0, unknown: 0.0 }, Room::default(), 7);
        for round in 0..200 {
            let mut words = |length| (0..length).map(|_| noise(&mut state, 12 + round % 28)).collect::<Vec<_>>();
            let (a, b) = (sketch(words(17)), sketch(words(23)));
            meet(&a, &b, &mut room);
            let sparse = stretch(&a, &b, rarity, &mut room);
            let dense = dense_stretch(&a, &b, rarity, &mut Vec::new());
            assert!((sparse - dense).abs() < 1e-9, "{:?} {:?}", a.words, b.words);
            let is_in_both =
                |length: usize| a.words.windows(length).any(|run| b.words.windows(length).any(|o| o == run));
            let longest = (1..=17).take_while(|length| is_in_both(*length)).count();
            assert_eq!(run(&b, &mut room) as usize, longest, "{:?} {:?}", a.words, b.words);
        }
    }
}
