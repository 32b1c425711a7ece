//! Which passages are worth comparing: those that share rare words or rare pairs of words.

use std::collections::HashMap;

use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Sketch, WordId};

/// By word and by pair of neighbouring words: the passages that have it, ascending.
#[derive(Debug, Default)]
pub(super) struct Postings {
    words: Vec<Vec<u32>>,
    pairs: HashMap<(WordId, WordId), Vec<u32>>,
}

/// A word or pair that stands in more passages leads to none: it says too little.
const MOST_PASSAGES: usize = 300;
/// How many words of a passage, the rarest, lead to others.
const WORDS: usize = 24;
/// How many passages a passage is compared with at most: those of which the greatest share is in common.
const MOST_CANDIDATES: usize = 120;

impl Postings {
    pub(super) fn new(sketches: &[Sketch], counts: &[u32]) -> Self {
        let mut words: Vec<Vec<u32>> = vec![Vec::new(); counts.len()];
        let mut pairs: HashMap<(WordId, WordId), Vec<u32>> = HashMap::new();
        let is_common = |word: WordId| counts[word as usize] as usize > MOST_PASSAGES;
        for (place, sketch) in sketches.iter().enumerate() {
            let place = place as u32;
            for word in sketch.distinct.iter().filter(|word| !is_common(**word)) {
                words[*word as usize].push(place);
            }
            // Pairs are needed only where a word alone leads nowhere.
            for pair in sketch.words.windows(2).filter(|pair| is_common(pair[0]) || is_common(pair[1])) {
                let passages = pairs.entry((pair[0], pair[1])).or_default();
                if passages.last() != Some(&place) {
                    passages.push(place);
                }
            }
        }
        Self { words, pairs }
    }

    /// Returns the passages worth comparing with `sketch`, ascending, itself among them; each with the most that the squared
    /// rarity of the words in common can be.
    pub(super) fn candidates(
        &self,
        sketch: &Sketch,
        rarity: Rarity,
        lengths: &[f64],
        room: &mut Tally,
    ) -> Vec<(u32, f64)> {
        let rare = |word: WordId| rarity.of(word);
        let mut words: Vec<WordId> = sketch.distinct.clone();
        words.sort_by(|one, other| rare(*other).total_cmp(&rare(*one)).then(one.cmp(other)));
        // Words that lead nowhere may be in common all the same.
        let mut untold = 0.0;
        for (index, word) in words.into_iter().enumerate() {
            let weight = rare(word).powi(2);
            match self.words.get(word as usize).filter(|places| index < WORDS && !places.is_empty()) {
                Some(places) => places.iter().for_each(|place| room.add(*place, weight)),
                None => untold += weight,
            }
        }
        if !self.pairs.is_empty() {
            let mut pairs: Vec<(WordId, WordId)> = sketch.words.windows(2).map(|pair| (pair[0], pair[1])).collect();
            pairs.sort_unstable();
            pairs.dedup();
            for pair in pairs {
                let passages = self.pairs.get(&pair).filter(|passages| passages.len() <= MOST_PASSAGES);
                let weight = rare(pair.0).min(rare(pair.1)).powi(2);
                passages.into_iter().flatten().for_each(|place| room.add(*place, weight));
            }
        }
        room.take(untold, lengths)
    }
}

/// Sums up what speaks for each passage; kept from one question to the next.
#[derive(Debug, Default)]
pub(super) struct Tally {
    weights: Vec<f64>,
    touched: Vec<u32>,
}

impl Tally {
    fn add(&mut self, place: u32, weight: f64) {
        let index = place as usize;
        if index >= self.weights.len() {
            self.weights.resize(index + 1, 0.0);
        }
        if self.weights[index] == 0.0 {
            self.touched.push(place);
        }
        self.weights[index] += weight;
    }

    /// Returns those that most speaks for, ascending, each with `more` added, and forgets all.
    fn take(&mut self, more: f64, lengths: &[f64]) -> Vec<(u32, f64)> {
        let mut places = std::mem::take(&mut self.touched);
        if places.len() > MOST_CANDIDATES {
            let share = |place: u32| self.weights[place as usize] / lengths[place as usize].max(f64::MIN_POSITIVE);
            let order = |one: &u32, other: &u32| share(*other).total_cmp(&share(*one)).then(one.cmp(other));
            places.select_nth_unstable_by(MOST_CANDIDATES - 1, order);
            for place in places.drain(MOST_CANDIDATES..) {
                self.weights[place as usize] = 0.0;
            }
        }
        places.sort_unstable();
        let weighed = |place: u32| (place, std::mem::take(&mut self.weights[place as usize]) + more);
        places.into_iter().map(weighed).collect()
    }
}
