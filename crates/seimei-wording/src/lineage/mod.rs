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
mod lists;
mod signs;
mod sketch;
mod tally;
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

use crate::shares::in_shares;

pub use family::{Family, Link, families};
pub use following::Step;
pub use signs::Signs;
pub use worth::{LIKELY, Worth, worth};

use candidates::Postings;
use signs::{Rarity, Room};
use sketch::{Memory, ReadOff, Sketch, Sketcher, Vocabulary, WordId};
use tally::{Outline, Reach};

/// A provision to be traced.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'p> {
    /// Number of its document, as the caller counts them: it tells whether two are of one document.
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
#[derive(Clone, Debug)]
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
    rarity: Arc<[f64]>,
    /// How rare a word is that came after they were weighed.
    later: f64,
    /// How rare a word is that stands nowhere: as one that stands once.
    unknown: f64,
    outlines: Vec<Outline>,
    postings: Postings,
}

impl<'l> Lineages<'l> {
    /// Makes ready to take passages.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, entries: Vec::new(), tongues: BTreeMap::new() }
    }

    /// Takes a passage. It is found after the next [`Self::settle`].
    pub fn add(&mut self, passage: &Passage) -> PassageId {
        self.take(passage, false)
    }

    /// Takes a passage; one that is to be found at once is weighed as the words were weighed last.
    fn take(&mut self, passage: &Passage, at_once: bool) -> PassageId {
        let id = PassageId(self.entries.len() as u32);
        let tongue =
            self.tongues.entry(passage.language).or_insert_with(|| Tongue::new(self.lexicon, passage.language));
        let place = tongue.sketches.len() as u32;
        let sketch = tongue.sketch(passage);
        if at_once {
            tongue.outlines.push(tongue.postings.outline(&sketch, tongue.rarities()));
            tongue.postings.append(place, &sketch);
        }
        tongue.sketches.push(Arc::new(sketch));
        tongue.passages.push(id);
        let Passage { language, document, year, .. } = *passage;
        self.entries.push(Entry { language, document, year, place });
        id
    }

    /// Weighs all words anew, by how often they stand in what was added. Linear.
    pub fn settle(&mut self) {
        self.settle_by(self.entries.len());
    }

    /// Weighs all words anew, by how often they stand in the first `reference` passages; a word that stands in none of those
    /// counts as one that stands twice. Linear.
    pub fn settle_by(&mut self, reference: usize) {
        self.tongues.values_mut().for_each(|tongue| tongue.settle(reference));
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

    /// Finds kin in room that is kept from one passage to the next.
    fn kin_in(&self, id: PassageId, room: &mut Room) -> Vec<Kin> {
        let Some(entry) = self.entries.get(id.0 as usize) else { return Vec::new() };
        let Some(tongue) = self.tongues.get(&entry.language) else { return Vec::new() };
        self.likely(tongue, &tongue.asked(entry, id), Reach::ALL, &|_| true, room)
    }

    /// Returns the kin of a text that was not added. Words that stand nowhere count as the rarest.
    pub fn kin_of(&self, passage: &Passage) -> Vec<Kin> {
        let Some(tongue) = self.tongues.get(&passage.language) else { return Vec::new() };
        let (sketch, _) = tongue.sketch_with_unknown(passage, &mut Memory::default());
        let length = tongue.rarities().length(&sketch);
        let of = Asked { sketch: &sketch, length, document: None, year: passage.year, own: None };
        self.likely(tongue, &of, Reach::ALL, &|_| true, &mut Room::default())
    }

    /// Returns the families of all passages, found on so many threads; their number does not change the result. About
    /// linear in the number of passages.
    pub fn families(&self, threads: usize) -> Vec<Family> {
        families(&self.links(threads, PassageId(0), &|_| true))
    }

    /// Returns the links between passages that are wanted: of each from `from` on with those that were added before it. So
    /// what is added later changes nothing about the links that there are.
    pub fn links(&self, threads: usize, from: PassageId, is_wanted: &(dyn Fn(PassageId) -> bool + Sync)) -> Vec<Link> {
        in_shares(from.0..self.entries.len() as u32, threads, Room::default, |room, numbers| {
            let mut links = Vec::new();
            for other in numbers.map(PassageId).filter(|passage| is_wanted(*passage)) {
                let kin = self.earlier_kin(other, is_wanted, room);
                links.extend(kin.into_iter().map(|kin| Link { one: kin.passage, other, score: kin.score }));
            }
            links
        })
    }

    /// Returns the families of the passages that `is_wanted` asks for, with what is kin of those. Takes time for them only.
    pub fn families_of(&self, threads: usize, is_wanted: &(dyn Fn(PassageId) -> bool + Sync)) -> Vec<Family> {
        let mut links = in_shares(0..self.entries.len() as u32, threads, Room::default, |room, numbers| {
            let mut links = Vec::new();
            for id in numbers.map(PassageId).filter(|passage| is_wanted(*passage)) {
                let link = |kin: Kin| Link { one: id.min(kin.passage), other: id.max(kin.passage), score: kin.score };
                links.extend(self.kin_in(id, room).into_iter().map(link));
            }
            links
        });
        links.sort_by(|a, b| (a.one, a.other).cmp(&(b.one, b.other)).then(b.score.total_cmp(&a.score)));
        links.dedup_by_key(|link| (link.one, link.other));
        families(&links)
    }

    fn earlier_kin(&self, id: PassageId, is_wanted: &dyn Fn(PassageId) -> bool, room: &mut Room) -> Vec<Kin> {
        let Some(entry) = self.entries.get(id.0 as usize) else { return Vec::new() };
        let Some(tongue) = self.tongues.get(&entry.language) else { return Vec::new() };
        self.likely(tongue, &tongue.asked(entry, id), Reach::before(entry.place), is_wanted, room)
    }

    /// Returns the signs of two passages; `None` where they are of two languages.
    pub fn signs(&self, a: PassageId, b: PassageId) -> Option<Signs> {
        let (one, other) = (self.entries.get(a.0 as usize)?, self.entries.get(b.0 as usize)?);
        let tongue = self.tongues.get(&one.language).filter(|_| one.language == other.language)?;
        let of = tongue.asked(one, a);
        tongue.signs(&of, other, false, &mut Room::default())
    }

    /// Returns the kin of what is asked for, of those passages that are wanted and within reach.
    fn likely(
        &self,
        tongue: &Tongue,
        of: &Asked,
        reach: Reach,
        is_wanted: &dyn Fn(PassageId) -> bool,
        room: &mut Room,
    ) -> Vec<Kin> {
        let mut kin = Vec::new();
        let least = worth::UNLIKE.exp() * of.length;
        let rarity = tongue.rarities();
        let within = (reach, least);
        let places = tongue.postings.candidates(of.sketch, rarity, &tongue.outlines, within, &mut room.tally);
        // Gathered first, without a decision between: what lies far apart in memory is fetched side by side.
        let of_place = |place: u32| (tongue.passages[place as usize], tongue.sketches[place as usize].distinct.first());
        let candidates: Vec<(PassageId, Option<WordId>)> =
            places.into_iter().map(of_place).map(|(passage, first)| (passage, first.copied())).collect();
        for (passage, first) in candidates {
            if of.own == Some(passage) || first > of.sketch.distinct.last().copied() || !is_wanted(passage) {
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
            rarity: Arc::default(),
            later: rarity(0.0, 2.0),
            unknown: rarity(0.0, 1.0),
            outlines: Vec::new(),
            postings: Postings::default(),
        }
    }

    fn sketch(&mut self, passage: &Passage) -> Sketch {
        let Passage { acts, topics, parties, .. } = *passage;
        self.sketcher.sketch(passage.text, ReadOff { acts, topics, parties }, &mut self.vocabulary, &mut self.memory)
    }

    fn rarities(&self) -> Rarity<'_> {
        Rarity { of: &self.rarity, later: self.later, unknown: self.unknown }
    }

    /// Weighs words by those passages that are among the first `reference` of all.
    fn settle(&mut self, reference: usize) {
        self.vocabulary.settle();
        let reference = self.passages.partition_point(|passage| (passage.0 as usize) < reference);
        let known = &self.sketches[..reference];
        // Words have the numbers of their first appearance.
        let words = known.iter().flat_map(|sketch| &sketch.distinct).max().map_or(0, |last| *last as usize + 1);
        let mut counts = vec![0_u32; words];
        known.iter().flat_map(|sketch| &sketch.distinct).for_each(|word| counts[*word as usize] += 1);
        let all = reference as f64;
        self.rarity = counts.iter().map(|count| rarity(all, f64::from(*count))).collect();
        (self.later, self.unknown) = (rarity(all, 2.0), rarity(all, 1.0));
        self.postings = Postings::new(&self.sketches, self.vocabulary.len(), reference);
        let rarity = self.rarities();
        self.outlines = self.sketches.iter().map(|sketch| self.postings.outline(sketch, rarity)).collect();
    }

    /// Returns what to ask for the kin of a passage.
    fn asked(&self, entry: &Entry, id: PassageId) -> Asked<'_> {
        let place = entry.place as usize;
        Asked {
            sketch: &self.sketches[place],
            length: self.outlines.get(place).map_or(0.0, |outline| outline.length),
            document: Some(entry.document),
            year: entry.year,
            own: Some(id),
        }
    }

    /// Returns the signs of what is asked for and a passage; `None` where they have nothing in common, and with
    /// `only_hopeful` where nothing could make them kin.
    fn signs(&self, of: &Asked, entry: &Entry, only_hopeful: bool, room: &mut Room) -> Option<Signs> {
        let rarity = self.rarities();
        let other = &self.sketches[entry.place as usize];
        let lengths = (of.length, self.outlines[entry.place as usize].length);
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
