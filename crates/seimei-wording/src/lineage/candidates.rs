//! Which passages are worth comparing: those that share rare words or rare pairs of words.

use std::collections::HashMap;
use std::sync::Arc;

use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Sketch, WordId};

/// By word and by pair of neighbouring words: the passages that have it, ascending.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// Those of the passages that were there when words were weighed; shared with what followed since.
    settled: Arc<Settled>,
    /// Those of the passages since.
    words: HashMap<WordId, Vec<u32>>,
    pairs: HashMap<(WordId, WordId), Vec<u32>>,
}

#[derive(Debug, Default)]
struct Settled {
    words: Lists<u32>,
    /// By the first word of a pair: its second word and a passage that has both, in one number, ascending.
    pairs: Lists<u64>,
    /// By word: whether it stands in too many of the passages by which words are weighed.
    is_common: Vec<bool>,
    /// How many passages those are: the first.
    reference: u32,
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

/// A word or a pair by which a passage leads to others, with the passages that have it.
struct Lead<'p> {
    by: By,
    /// The square of its rarity.
    weight: f64,
    settled: &'p [u32],
    settled_pairs: &'p [u64],
    later: &'p [u32],
}

/// What leads from one passage to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum By {
    /// A rare word.
    Word(WordId),
    /// Two words one behind the other, one of them common.
    Pair(WordId, WordId),
}

impl Postings {
    /// Makes them of passages; whether a word is common is told by the first `reference` of them, in which so many words
    /// stand.
    pub(super) fn new(sketches: &[Arc<Sketch>], words: usize, reference: usize) -> Self {
        let mut counts = vec![0_usize; words];
        let of_reference = sketches.iter().take(reference).flat_map(|sketch| &sketch.distinct);
        of_reference.for_each(|word| counts[*word as usize] += 1);
        let is_common: Vec<bool> = counts.iter().map(|count| *count > MOST_PASSAGES).collect();
        let common = |word: WordId| is_common[word as usize];
        let lists = Lists::new(words, |tell| {
            for (place, sketch) in sketches.iter().enumerate() {
                sketch.distinct.iter().filter(|word| !common(**word)).for_each(|word| tell(*word, place as u32));
            }
        });
        // Pairs are needed only where a word alone leads nowhere.
        let mut pairs = Lists::new(words, |tell| {
            for (place, sketch) in sketches.iter().enumerate() {
                for pair in sketch.words.windows(2).filter(|pair| common(pair[0]) || common(pair[1])) {
                    tell(pair[0], of_pair(pair[1], place as u32));
                }
            }
        });
        pairs.settle();
        let settled = Settled { words: lists, pairs, is_common, reference: reference as u32 };
        Self { settled: Arc::new(settled), words: HashMap::new(), pairs: HashMap::new() }
    }

    /// Takes in a passage behind all others.
    pub(super) fn append(&mut self, place: u32, sketch: &Sketch) {
        for word in sketch.distinct.iter().filter(|word| !self.settled.is_common(**word)) {
            self.words.entry(*word).or_default().push(place);
        }
        for pair in sketch.words.windows(2).filter(|pair| self.settled.leads_as_pair(pair[0], pair[1])) {
            let places = self.pairs.entry((pair[0], pair[1])).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }

    /// Tells every word and pair by which a passage leads to others, a pair where it stands; returns what the words that
    /// lead nowhere weigh.
    fn each_lead<'p>(&'p self, sketch: &Sketch, rarity: Rarity, mut tell: impl FnMut(Lead<'p>)) -> f64 {
        let rare = |word: WordId| rarity.of(word);
        let mut words: Vec<WordId> = sketch.distinct.clone();
        words.sort_by(|one, other| rare(*other).total_cmp(&rare(*one)).then(one.cmp(other)));
        // Words that lead nowhere may be in common all the same.
        let mut untold = 0.0;
        for (index, word) in words.into_iter().enumerate() {
            let weight = rare(word).powi(2);
            if index >= WORDS || self.settled.is_common(word) {
                untold += weight;
                continue;
            }
            let later = self.words.get(&word).map_or(&[][..], Vec::as_slice);
            tell(Lead { by: By::Word(word), weight, settled: self.settled.words.of(word), settled_pairs: &[], later });
        }
        let pairs = sketch.words.windows(2).map(|pair| (pair[0], pair[1]));
        let mut pairs: Vec<(WordId, WordId)> =
            pairs.filter(|(first, second)| self.settled.leads_as_pair(*first, *second)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for (first, second) in pairs {
            let settled_pairs = self.settled.of_pair(first, second);
            let known = settled_pairs.partition_point(|item| (*item as u32) < self.settled.reference);
            if known <= MOST_PASSAGES {
                let weight = rare(first).min(rare(second)).powi(2);
                let later = self.pairs.get(&(first, second)).map_or(&[][..], Vec::as_slice);
                tell(Lead { by: By::Pair(first, second), weight, settled: &[], settled_pairs, later });
            }
        }
        untold
    }

    /// Returns what leads from a passage to others.
    pub(super) fn leads(&self, sketch: &Sketch, rarity: Rarity) -> Vec<By> {
        let mut leads = Vec::new();
        self.each_lead(sketch, rarity, |lead| leads.push(lead.by));
        leads
    }

    /// Returns the wanted ones of the passages that something of a passage leads to, ascending.
    pub(super) fn led_to(
        &self,
        sketch: &Sketch,
        rarity: Rarity,
        seen: &mut Seen,
        mut is_wanted: impl FnMut(u32) -> bool,
    ) -> Vec<u32> {
        seen.begin();
        let mut places = Vec::new();
        self.each_lead(sketch, rarity, |lead| {
            let settled = lead.settled.iter().copied().chain(lead.settled_pairs.iter().map(|item| *item as u32));
            let led_to = settled.chain(lead.later.iter().copied());
            places.extend(led_to.filter(|place| seen.is_first(*place) && is_wanted(*place)));
        });
        places.sort_unstable();
        places
    }

    /// Returns everything in a passage by which others could lead to it.
    pub(super) fn met_by(&self, sketch: &Sketch) -> Vec<By> {
        let words = sketch.distinct.iter().filter(|word| !self.settled.is_common(**word)).map(|word| By::Word(*word));
        let pairs = sketch.words.windows(2).filter(|pair| self.settled.leads_as_pair(pair[0], pair[1]));
        words.chain(pairs.map(|pair| By::Pair(pair[0], pair[1]))).collect()
    }

    /// Returns the passages worth comparing with `sketch`, ascending, itself among them, of those below a place; each with
    /// the most that the squared rarity of the words in common can be.
    pub(super) fn candidates(
        &self,
        sketch: &Sketch,
        rarity: Rarity,
        lengths: &[f64],
        below: u32,
        room: &mut Tally,
    ) -> Vec<(u32, f64)> {
        let untold = self.each_lead(sketch, rarity, |lead| {
            let settled = lead.settled.iter().copied().chain(lead.settled_pairs.iter().map(|item| *item as u32));
            for place in settled.chain(lead.later.iter().copied()).take_while(|place| *place < below) {
                room.add(place, lead.weight);
            }
        });
        room.take(untold, lengths)
    }
}

impl Settled {
    fn is_common(&self, word: WordId) -> bool {
        self.is_common.get(word as usize).copied().unwrap_or(false)
    }

    /// Returns whether two words one behind the other lead where one of them alone leads nowhere.
    fn leads_as_pair(&self, first: WordId, second: WordId) -> bool {
        self.is_common(first) || self.is_common(second)
    }

    /// Returns the passages that have two words one behind the other, ascending.
    fn of_pair(&self, first: WordId, second: WordId) -> &[u64] {
        let of_first = self.pairs.of(first);
        let start = of_first.partition_point(|item| *item < of_pair(second, 0));
        let length = of_first[start..].partition_point(|item| *item <= of_pair(second, u32::MAX));
        &of_first[start..start + length]
    }
}

/// Returns a pair's second word and a passage in one number, ordered by the word.
fn of_pair(second: WordId, place: u32) -> u64 {
    (u64::from(second) << 32) | u64::from(place)
}

/// Tells which passages were met before in one question; kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By passage: the last question that met it.
    met: Vec<u32>,
    question: u32,
}

impl Seen {
    fn begin(&mut self) {
        self.question = self.question.wrapping_add(1);
        if self.question == 0 {
            self.met.clear();
            self.question = 1;
        }
    }

    fn is_first(&mut self, place: u32) -> bool {
        let index = place as usize;
        if index >= self.met.len() {
            self.met.resize(index + 1, 0);
        }
        std::mem::replace(&mut self.met[index], self.question) != self.question
    }
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

    /// Returns those that most speaks for, ascending, each with `more` added, and forgets all.
    fn take(&mut self, more: f64, lengths: &[f64]) -> Vec<(u32, f64)> {
        let mut places = std::mem::take(&mut self.touched);
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
