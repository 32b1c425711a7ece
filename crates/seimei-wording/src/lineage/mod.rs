//! Lineage: which provisions say one formula, whatever was altered, added or left out since.
//!
//! No two documents share long runs, so a formula is not looked for by runs. Two provisions are compared by what they have
//! in common, each word weighted by how rare it is in the archive, and by what speaks against them (`signs`); what each
//! sign is worth stands in `worth`. Candidates come from the rarest words and pairs of words of a provision, so that the
//! time for one hardly depends on how much is there.
//!
//! ```
//! # use seimei_lexicon::builtin;
//! # use seimei_model::code::Lang;
//! use seimei_wording::lineage::{Lineages, Passage};
//!
//! let lexicon = builtin::lexicon();
//! let mut lineages = Lineages::new(&lexicon);
//! let passage = |document, text| Passage { document, year: None, language: Lang::En, text, ..Passage::default() };
//! let one = lineages.add(&passage(0, "We stress the importance of calm across the Selmark Sound."));
//! let other = lineages.add(&passage(1, "The Ministers reiterated the importance of lasting calm across the Selmark Sound."));
//! lineages.add(&passage(1, "They thanked the people of Hartia for their hospitality."));
//! lineages.settle();
//! let kin = lineages.kin(one);
//! assert_eq!(kin.iter().map(|kin| kin.passage).collect::<Vec<_>>(), [other]);
//! ```

#![expect(clippy::cast_precision_loss, reason = "counts of an archive's words are far below 2^52")]

pub mod across;
pub mod alike;
mod candidates;
mod family;
mod following;
mod signs;
mod sketch;
#[cfg(test)]
mod tests;
mod trees;
pub mod vanished;
mod worth;

use std::collections::BTreeMap;
use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::act::Act;
use seimei_model::code::{ActorCode, Lang, TopicId};

pub use family::Family;
pub use following::Step;
pub use signs::Signs;
pub use worth::{LIKELY, Worth, worth};

use candidates::Postings;
use signs::{Rarity, Room};
use sketch::{Beside, Memory, ReadOff, Sketch, Sketcher, Vocabulary};

/// A provision to be traced.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'p> {
    /// Number of its document, as the caller counts them.
    pub document: u32,
    /// Year of the document, if it has one.
    pub year: Option<i32>,
    /// Its language; kin are looked for in the same one.
    pub language: Lang,
    /// Its text.
    pub text: &'p str,
    /// What its clauses do.
    pub acts: &'p [Act],
    /// What it is about, most central first.
    pub topics: &'p [TopicId],
    /// In whose name its document speaks.
    pub parties: &'p [ActorCode],
}

impl Default for Passage<'_> {
    fn default() -> Self {
        Self { document: 0, year: None, language: Lang::Und, text: "", acts: &[], topics: &[], parties: &[] }
    }
}

/// Number of a passage, in the order in which they were added, from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PassageId(pub u32);

/// A passage that says the same formula.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kin {
    /// Which.
    pub passage: PassageId,
    /// How likely it is, as log-odds; kin from [`LIKELY`] on.
    pub score: f64,
    /// What it rests on.
    pub signs: Signs,
}

/// The provisions of an archive, ready to be traced.
pub struct Lineages<'l> {
    lexicon: &'l Lexicon,
    entries: Vec<Entry>,
    tongues: BTreeMap<Lang, Tongue<'l>>,
}

/// A passage as kept.
#[derive(Debug)]
struct Entry {
    language: Lang,
    document: u32,
    year: Option<i32>,
    /// Its place among those of its language.
    place: u32,
}

/// What is kept of one language.
struct Tongue<'l> {
    sketcher: Arc<Sketcher<'l>>,
    memory: Memory,
    vocabulary: Vocabulary,
    /// Shared with the lineages that follow or were followed.
    sketches: Vec<Arc<Sketch>>,
    /// The passage of each sketch.
    passages: Vec<PassageId>,
    rarity: Vec<f64>,
    /// How rare a word is that stands nowhere: as one that stands once.
    unknown: f64,
    lengths: Vec<f64>,
    postings: Postings,
}

impl<'l> Lineages<'l> {
    /// Makes ready to take passages.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, entries: Vec::new(), tongues: BTreeMap::new() }
    }

    /// Takes a passage. It is found after the next [`Self::settle`].
    pub fn add(&mut self, passage: &Passage) -> PassageId {
        let id = PassageId(self.entries.len() as u32);
        let tongue =
            self.tongues.entry(passage.language).or_insert_with(|| Tongue::new(self.lexicon, passage.language));
        let place = tongue.sketches.len() as u32;
        let sketch = tongue.sketch(passage);
        tongue.sketches.push(Arc::new(sketch));
        tongue.passages.push(id);
        let Passage { language, document, year, .. } = *passage;
        self.entries.push(Entry { language, document, year, place });
        id
    }

    /// Weighs all words anew, by how often they stand in what was added. Linear.
    pub fn settle(&mut self) {
        self.tongues.values_mut().for_each(Tongue::settle);
    }

    /// Returns how many passages there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the kin of a passage: the likeliest first, equally likely ones as they were added.
    pub fn kin(&self, id: PassageId) -> Vec<Kin> {
        let mut room = Room::default();
        self.kin_in(id, &mut room)
    }

    fn kin_in(&self, id: PassageId, room: &mut Room) -> Vec<Kin> {
        let Some(entry) = self.entries.get(id.0 as usize) else { return Vec::new() };
        let Some(tongue) = self.tongues.get(&entry.language) else { return Vec::new() };
        let of = Asked {
            sketch: &tongue.sketches[entry.place as usize],
            length: tongue.lengths.get(entry.place as usize).copied().unwrap_or(0.0),
            document: Some(entry.document),
            year: entry.year,
            own: Some(id),
        };
        self.likely(tongue, &of, room)
    }

    /// Returns the kin of a text that was not added. Words that stand nowhere count as the rarest.
    pub fn kin_of(&self, passage: &Passage) -> Vec<Kin> {
        let Some(tongue) = self.tongues.get(&passage.language) else { return Vec::new() };
        let sketch = tongue.sketch_beside(passage, &mut Memory::default());
        let length = tongue.rarities().length(&sketch);
        let of = Asked { sketch: &sketch, length, document: None, year: passage.year, own: None };
        self.likely(tongue, &of, &mut Room::default())
    }

    /// Returns the families of all passages, found on so many threads; their number does not change the result. About
    /// linear in the number of passages.
    pub fn families(&self, threads: usize) -> Vec<Family> {
        family::families(self.all_kin(threads, &|_| true))
    }

    /// Returns the families of the passages that `is_wanted` asks for, with what is kin of those. Takes time for them only.
    pub fn families_of(&self, threads: usize, is_wanted: &(dyn Fn(PassageId) -> bool + Sync)) -> Vec<Family> {
        family::families(self.all_kin(threads, is_wanted))
    }

    /// Returns the kin of every passage that is wanted, by number; none of the others.
    fn all_kin(&self, threads: usize, is_wanted: &(dyn Fn(PassageId) -> bool + Sync)) -> Vec<Vec<Kin>> {
        let of = |numbers: std::ops::Range<u32>| {
            let mut room = Room::default();
            let mut kin = |id: PassageId| if is_wanted(id) { self.kin_in(id, &mut room) } else { Vec::new() };
            numbers.map(|number| kin(PassageId(number))).collect::<Vec<_>>()
        };
        let all = self.entries.len() as u32;
        let share = all.div_ceil(threads.max(1) as u32).max(1);
        let shares: Vec<_> = (0..all).step_by(share as usize).map(|start| start..all.min(start + share)).collect();
        std::thread::scope(|scope| {
            let running: Vec<_> = shares.into_iter().map(|numbers| scope.spawn(|| of(numbers))).collect();
            let done = running
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            done.flatten().collect()
        })
    }

    /// Returns the signs of two passages; `None` where they are of two languages.
    pub fn signs(&self, a: PassageId, b: PassageId) -> Option<Signs> {
        let (one, other) = (self.entries.get(a.0 as usize)?, self.entries.get(b.0 as usize)?);
        let tongue = self.tongues.get(&one.language).filter(|_| one.language == other.language)?;
        let of = Asked {
            sketch: &tongue.sketches[one.place as usize],
            length: tongue.lengths[one.place as usize],
            document: Some(one.document),
            year: one.year,
            own: Some(a),
        };
        tongue.signs(&of, other, false, &mut Room::default())
    }

    fn likely(&self, tongue: &Tongue, of: &Asked, room: &mut Room) -> Vec<Kin> {
        let mut kin = Vec::new();
        let least = worth::UNLIKE.exp() * of.length;
        for (place, in_common) in
            tongue.postings.candidates(of.sketch, tongue.rarities(), &tongue.lengths, &mut room.tally, &|_| true)
        {
            let passage = tongue.passages[place as usize];
            if of.own == Some(passage) || in_common < least * tongue.lengths[place as usize] {
                continue;
            }
            let Some(signs) = tongue.signs(of, &self.entries[passage.0 as usize], true, room) else {
                continue;
            };
            let score = worth(&signs);
            if score >= LIKELY {
                kin.push(Kin { passage, score, signs });
            }
        }
        kin.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.passage.cmp(&other.passage)));
        kin
    }
}

/// What kin are looked for.
struct Asked<'a> {
    sketch: &'a Sketch,
    length: f64,
    document: Option<u32>,
    year: Option<i32>,
    own: Option<PassageId>,
}

/// The rarity of a word that stands once, however large the archive: what the worth of signs was learnt with.
const RAREST: f64 = 6.8;

/// An archive counts as having so many passages at least: what stands twice among ten is no common word for that.
const FEWEST: f64 = 300.0;

/// Returns how rare a word is that stands in `count` of `all` passages: inverse document frequency, half an occurrence
/// more each, so scaled that a word that stands once has [`RAREST`].
fn rarity(all: f64, count: f64) -> f64 {
    let all = all.max(FEWEST);
    let frequency = |count: f64| ((all + 1.0) / (count + 0.5)).ln();
    RAREST * frequency(count).max(0.0) / frequency(1.0)
}

impl<'l> Tongue<'l> {
    fn new(lexicon: &'l Lexicon, language: Lang) -> Self {
        Self::of(Arc::new(Sketcher::new(lexicon, language)))
    }

    fn of(sketcher: Arc<Sketcher<'l>>) -> Self {
        Self {
            sketcher,
            memory: Memory::default(),
            vocabulary: Vocabulary::default(),
            sketches: Vec::new(),
            passages: Vec::new(),
            rarity: Vec::new(),
            unknown: rarity(0.0, 1.0),
            lengths: Vec::new(),
            postings: Postings::default(),
        }
    }

    fn sketch(&mut self, passage: &Passage) -> Sketch {
        let Passage { acts, topics, parties, .. } = *passage;
        self.sketcher.sketch(passage.text, ReadOff { acts, topics, parties }, &mut self.vocabulary, &mut self.memory)
    }

    /// Makes the sketch of a text that is not to be kept; nothing changes.
    fn sketch_beside(&self, passage: &Passage, memory: &mut Memory) -> Sketch {
        let Passage { acts, topics, parties, .. } = *passage;
        let mut vocabulary = Beside::new(&self.vocabulary);
        self.sketcher.sketch(passage.text, ReadOff { acts, topics, parties }, &mut vocabulary, memory)
    }

    fn rarities(&self) -> Rarity<'_> {
        Rarity { of: &self.rarity, unknown: self.unknown }
    }

    fn settle(&mut self) {
        let mut counts = vec![0_u32; self.vocabulary.len()];
        self.sketches.iter().flat_map(|sketch| &sketch.distinct).for_each(|word| counts[*word as usize] += 1);
        let all = self.sketches.len() as f64;
        self.rarity = counts.iter().map(|count| rarity(all, f64::from(*count))).collect();
        self.unknown = rarity(all, 1.0);
        let rarity = Rarity { of: &self.rarity, unknown: self.unknown };
        self.lengths = self.sketches.iter().map(|sketch| rarity.length(sketch)).collect();
        self.postings = Postings::new(&self.sketches, &counts);
    }

    /// Returns the signs of what is asked for and a passage; `None` where they have nothing in common, and with
    /// `only_hopeful` where nothing could make them kin.
    fn signs(&self, of: &Asked, entry: &Entry, only_hopeful: bool, room: &mut Room) -> Option<Signs> {
        let rarity = self.rarities();
        let other = &self.sketches[entry.place as usize];
        let lengths = (of.length, self.lengths[entry.place as usize]);
        let (cosine, shared) = signs::cosine(of.sketch, other, lengths, rarity);
        let likeness = cosine.ln();
        // A word may stand in the shared stretch more than once.
        let is_hopeless = || likeness < worth::UNLIKE || likeness + (shared * 1.5).ln_1p() < worth::HOPELESS;
        if cosine <= 0.0 || (only_hopeful && is_hopeless()) {
            return None;
        }
        signs::meet(of.sketch, other, room);
        let stretch = signs::stretch(of.sketch, other, rarity, room).ln_1p();
        if only_hopeful && likeness + stretch < worth::HOPELESS {
            return None;
        }
        let years = match (of.year, entry.year) {
            (Some(one), Some(other)) => f64::from((one - other).abs()),
            _ => 0.0,
        };
        Some(Signs {
            likeness,
            stretch,
            run: f64::from(signs::run(other, room)).ln_1p(),
            apart: signs::apart(of.sketch, other, rarity),
            names_differ: signs::names_differ(of.sketch, other),
            stance_agrees: of.sketch.stance.agrees(other.stance),
            topic_agrees: of.sketch.topic.is_some() && of.sketch.topic == other.topic,
            is_same_document: of.document == Some(entry.document),
            years,
        })
    }
}
