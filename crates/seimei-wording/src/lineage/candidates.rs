//! Which passages are worth comparing: those that share rare words or rare pairs of words.

use std::sync::Arc;

use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Sketch, WordId};

/// By word and by pair of neighbouring words: the passages that have it, ascending.
#[derive(Debug, Default)]
pub(super) struct Postings {
    words: Lists<u32>,
    /// By the first word of a pair: its second word and a passage that has both, in one number, ascending.
    pairs: Lists<u64>,
}

/// A word or pair that stands in more passages leads to none: it says too little.
const MOST_PASSAGES: usize = 300;
/// How many words of a passage, the rarest, lead to others.
const WORDS: usize = 24;
/// How many passages a passage is compared with at most: those of which the greatest share is in common.
const MOST_CANDIDATES: usize = 120;

/// A list for each word, one behind the other.
#[derive(Debug, Default)]
struct Lists<T> {
    /// Where each begins, and where the last ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Makes lists of so many words from what `each` tells, which tells the same twice.
    fn new(words: usize, each: impl Fn(&mut dyn FnMut(WordId, T))) -> Self {
        let mut starts = vec![0_u32; words + 1];
        each(&mut |word, _| starts[word as usize + 1] += 1);
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        let mut ends = starts.clone();
        let mut items = vec![T::default(); starts[words] as usize];
        each(&mut |word, item| {
            let end = &mut ends[word as usize];
            items[*end as usize] = item;
            *end += 1;
        });
        Self { starts, items }
    }

    fn of(&self, word: WordId) -> &[T] {
        let word = word as usize;
        let bounds = (self.starts.get(word), self.starts.get(word + 1));
        if let (Some(start), Some(end)) = bounds { &self.items[*start as usize..*end as usize] } else { &[] }
    }
}

impl Lists<u64> {
    /// Puts each list in ascending order, everything once.
    fn settle(&mut self) {
        let mut kept = 0;
        for word in 1..self.starts.len() {
            let (start, end) = (self.starts[word - 1] as usize, self.starts[word] as usize);
            self.items[start..end].sort_unstable();
            self.starts[word - 1] = kept as u32;
            for at in start..end {
                if at == start || self.items[at] != self.items[at - 1] {
                    self.items[kept] = self.items[at];
                    kept += 1;
                }
            }
        }
        if let Some(last) = self.starts.last_mut() {
            *last = kept as u32;
        }
        self.items.truncate(kept);
    }
}

impl Postings {
    pub(super) fn new(sketches: &[Arc<Sketch>], counts: &[u32]) -> Self {
        let is_common = |word: WordId| counts[word as usize] as usize > MOST_PASSAGES;
        let words = Lists::new(counts.len(), |tell| {
            for (place, sketch) in sketches.iter().enumerate() {
                sketch.distinct.iter().filter(|word| !is_common(**word)).for_each(|word| tell(*word, place as u32));
            }
        });
        // Pairs are needed only where a word alone leads nowhere.
        let mut pairs = Lists::new(counts.len(), |tell| {
            for (place, sketch) in sketches.iter().enumerate() {
                for pair in sketch.words.windows(2).filter(|pair| is_common(pair[0]) || is_common(pair[1])) {
                    tell(pair[0], of_pair(pair[1], place as u32));
                }
            }
        });
        pairs.settle();
        Self { words, pairs }
    }

    /// Returns the passages that have two words one behind the other, ascending.
    fn of_pair(&self, (first, second): (WordId, WordId)) -> &[u64] {
        let of_first = self.pairs.of(first);
        let start = of_first.partition_point(|item| *item < of_pair(second, 0));
        let length = of_first[start..].partition_point(|item| *item <= of_pair(second, u32::MAX));
        &of_first[start..start + length]
    }

    /// Returns those of the wanted passages worth comparing with `sketch`, ascending, itself among them; each with the most
    /// that the squared rarity of the words in common can be.
    pub(super) fn candidates(
        &self,
        sketch: &Sketch,
        rarity: Rarity,
        lengths: &[f64],
        room: &mut Tally,
        is_wanted: &dyn Fn(u32) -> bool,
    ) -> Vec<(u32, f64)> {
        let rare = |word: WordId| rarity.of(word);
        let mut words: Vec<WordId> = sketch.distinct.clone();
        words.sort_by(|one, other| rare(*other).total_cmp(&rare(*one)).then(one.cmp(other)));
        // Words that lead nowhere may be in common all the same.
        let mut untold = 0.0;
        for (index, word) in words.into_iter().enumerate() {
            let weight = rare(word).powi(2);
            let places = self.words.of(word);
            if index < WORDS && !places.is_empty() {
                for place in places {
                    room.add(*place, weight);
                }
            } else {
                untold += weight;
            }
        }
        let mut pairs: Vec<(WordId, WordId)> = sketch.words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs {
            let passages = self.of_pair(pair);
            if passages.len() <= MOST_PASSAGES {
                let weight = rare(pair.0).min(rare(pair.1)).powi(2);
                for item in passages {
                    room.add(*item as u32, weight);
                }
            }
        }
        room.take(untold, lengths, is_wanted)
    }
}

/// Returns a pair's second word and a passage in one number, ordered by the word.
fn of_pair(second: WordId, place: u32) -> u64 {
    (u64::from(second) << 32) | u64::from(place)
}

/// Sums up what speaks for each passage; kept from one question to the next.
#[derive(Debug, Default)]
pub(super) struct Tally {
    weights: Vec<f64>,
    touched: Vec<u32>,
    shares: Vec<(f64, u32)>,
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

    /// Returns those of the wanted that most speaks for, ascending, each with `more` added, and forgets all.
    fn take(&mut self, more: f64, lengths: &[f64], is_wanted: &dyn Fn(u32) -> bool) -> Vec<(u32, f64)> {
        let mut places = std::mem::take(&mut self.touched);
        places.retain(|place| {
            let is_kept = is_wanted(*place);
            if !is_kept {
                self.weights[*place as usize] = 0.0;
            }
            is_kept
        });
        if places.len() > MOST_CANDIDATES {
            let share = |place: u32| self.weights[place as usize] / lengths[place as usize].max(f64::MIN_POSITIVE);
            self.shares.clear();
            self.shares.extend(places.iter().map(|place| (share(*place), *place)));
            let order = |one: &(f64, u32), other: &(f64, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
            self.shares.select_nth_unstable_by(MOST_CANDIDATES - 1, order);
            for (_, place) in &self.shares[MOST_CANDIDATES..] {
                self.weights[*place as usize] = 0.0;
            }
            places.clear();
            places.extend(self.shares[..MOST_CANDIDATES].iter().map(|(_, place)| *place));
        }
        places.sort_unstable();
        let weighed = |place: u32| (place, std::mem::take(&mut self.weights[place as usize]) + more);
        places.into_iter().map(weighed).collect()
    }
}
