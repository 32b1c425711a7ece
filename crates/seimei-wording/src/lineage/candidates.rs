//! Which passages are worth comparing: those that share rare words or rare pairs of words.

use std::collections::HashMap;

use crate::lineage::sketch::{Sketch, WordId};

/// By word and by pair of neighbouring words: the passages that have it, ascending.
#[derive(Debug, Default)]
pub(super) struct Postings {
    words: Vec<Vec<u32>>,
    pairs: HashMap<(WordId, WordId), Vec<u32>>,
}

/// A word or pair that stands in more passages leads to none: it says too little.
const MOST_PASSAGES: usize = 1000;
/// How many words of a passage, the rarest, lead to others.
const WORDS: usize = 24;
/// How many passages a passage is compared with at most.
const MOST_CANDIDATES: usize = 600;

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

    /// Returns the passages worth comparing with `sketch`, ascending, itself among them.
    pub(super) fn candidates(&self, sketch: &Sketch, rarity: &[f64]) -> Vec<u32> {
        let rare = |word: WordId| rarity.get(word as usize).copied().unwrap_or(0.0);
        let mut words: Vec<WordId> = sketch.distinct.clone();
        words.sort_by(|one, other| rare(*other).total_cmp(&rare(*one)).then(one.cmp(other)));
        let mut weights: HashMap<u32, f64> = HashMap::new();
        for word in words.into_iter().take(WORDS) {
            for place in self.words.get(word as usize).into_iter().flatten() {
                *weights.entry(*place).or_default() += rare(word).powi(2);
            }
        }
        let mut pairs: Vec<(WordId, WordId)> = sketch.words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs {
            let passages = self.pairs.get(&pair).filter(|passages| passages.len() <= MOST_PASSAGES);
            for place in passages.into_iter().flatten() {
                *weights.entry(*place).or_default() += rare(pair.0).min(rare(pair.1)).powi(2);
            }
        }
        let mut found: Vec<(u32, f64)> = weights.into_iter().collect();
        // Sorted before anything is left out, so that the order of the map does not show.
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.truncate(MOST_CANDIDATES);
        let mut places: Vec<u32> = found.into_iter().map(|(place, _)| place).collect();
        places.sort_unstable();
        places
    }
}
