//! Which passages are worth comparing: those that share rare words or rare pairs of words.

use std::collections::HashMap;
use std::sync::Arc;

use crate::lineage::lists::{Lists, Pair, Pairs};
use crate::lineage::signs::Rarity;
use crate::lineage::sketch::{Sketch, WordId};
use crate::lineage::tally::{Outline, Reach, Seen, Tally, Untold};

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
    pairs: Pairs,
    /// By word: whether it stands in too many of the passages by which words are weighed.
    is_common: Vec<bool>,
    /// How many passages those are: the first.
    reference: u32,
}

/// A word or pair that stands in more passages leads to none: it says too little.
const MOST_PASSAGES: usize = 300;
/// How many words of a passage, the rarest, lead to others.
const WORDS: usize = 24;
/// A word or a pair by which a passage leads to others, with the passages that have it.
struct Lead<'p> {
    by: By,
    /// The square of a word's rarity; a pair weighs nothing beside its words.
    weight: f64,
    settled: &'p [u32],
    settled_pairs: &'p [Pair],
    later: &'p [u32],
}

impl<'p> Lead<'p> {
    /// Returns the passages that it leads to, ascending.
    fn places(&self) -> impl Iterator<Item = u32> + use<'p> {
        let settled = self.settled.iter().copied().chain(self.settled_pairs.iter().map(|pair| pair.place));
        settled.chain(self.later.iter().copied())
    }
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
        let about = sketches.iter().map(|sketch| sketch.words.len()).sum();
        let pairs = Pairs::new(about, |tell| {
            for (place, sketch) in sketches.iter().enumerate() {
                for pair in sketch.words.windows(2).filter(|pair| common(pair[0]) || common(pair[1])) {
                    tell((pair[0], pair[1]), place as u32);
                }
            }
        });
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

    /// Tells every word and pair by which a passage leads to others; returns the words that lead nowhere.
    fn each_lead<'p>(&'p self, sketch: &Sketch, rarity: Rarity, mut tell: impl FnMut(Lead<'p>)) -> Untold {
        let rare = |word: WordId| rarity.of(word);
        let mut words: Vec<WordId> = sketch.distinct.clone();
        words.sort_by(|one, other| rare(*other).total_cmp(&rare(*one)).then(one.cmp(other)));
        let mut untold = Untold::default();
        for (index, word) in words.into_iter().enumerate() {
            let weight = rare(word).powi(2);
            let is_common = self.settled.is_common(word);
            if index >= WORDS || is_common {
                untold.add(word, is_common, weight);
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
        for ((first, second), settled_pairs) in self.settled.pairs.of_each(pairs) {
            let known = settled_pairs.partition_point(|pair| pair.place < self.settled.reference);
            if known <= MOST_PASSAGES {
                let later = self.pairs.get(&(first, second)).map_or(&[][..], Vec::as_slice);
                tell(Lead { by: By::Pair(first, second), weight: 0.0, settled: &[], settled_pairs, later });
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
            places.extend(lead.places().filter(|place| seen.is_first(*place) && is_wanted(*place)));
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

    /// Returns how a passage is seen before it is compared.
    pub(super) fn outline(&self, sketch: &Sketch, rarity: Rarity) -> Outline {
        Outline::of(sketch, rarity, |word| self.settled.is_common(word))
    }

    /// Returns the passages within reach that are worth comparing with `sketch`, ascending, itself among them; at least the
    /// share `least` of their length may be in common.
    pub(super) fn candidates(
        &self,
        sketch: &Sketch,
        rarity: Rarity,
        outlines: &[Outline],
        (reach, least): (Reach, f64),
        room: &mut Tally,
    ) -> Vec<u32> {
        let untold = self.each_lead(sketch, rarity, |lead| {
            lead.places().take_while(|place| *place < reach.below).for_each(|place| room.add(place, lead.weight));
        });
        room.take(&untold, (reach.most, least), outlines)
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
}
