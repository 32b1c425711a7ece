//! Kin in other languages: passages that mean the same by what the lexicon knows in both.
//!
//! No words are shared, so passages are compared by meanings: states and organisations named, mechanisms, ordinary words
//! with a counterpart (`terms`), and, counted half, topics and acts; where both were read to be about something else, they
//! mean something else. Far less sure than kin in one language: to be told apart from them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::{ActorCode, Lang, TopicId};

use crate::align::clue::ClueKind;
use crate::align::scan::Scanner;
use crate::lineage::{Passage, PassageId};

/// A passage of another language that may say the same.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Counterpart {
    /// Which.
    pub passage: PassageId,
    /// How much speaks for it, from [`LIKELY`] on.
    pub score: f64,
}

/// Counterparts are told from this score on: natural logarithms of likeness and of 1 + the rarity of what is shared, added.
/// See `docs/trace.md` for how it was chosen.
pub const LIKELY: f64 = 1.75;

/// What a topic or an act counts beside a name or a word.
const HALF: f64 = 0.5;

/// The passages of all languages by what they mean.
pub struct Across<'l> {
    lexicon: &'l Lexicon,
    scanners: BTreeMap<Lang, Scanner<'l>>,
    numbers: HashMap<String, u32>,
    /// By number: what the meaning counts.
    shares: Vec<f64>,
    sides: BTreeMap<Lang, Side>,
    places: Vec<(Lang, u32)>,
}

/// The passages of one language.
#[derive(Debug, Default)]
struct Side {
    /// The meanings of each, ascending.
    meanings: Vec<Vec<u32>>,
    passages: Vec<PassageId>,
    /// What each is about.
    topics: Vec<Vec<TopicId>>,
    lengths: Vec<f64>,
    /// By meaning: the places of those that have it.
    postings: HashMap<u32, Vec<u32>>,
}

impl<'l> Across<'l> {
    /// Makes ready to take passages.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            scanners: BTreeMap::new(),
            numbers: HashMap::new(),
            shares: Vec::new(),
            sides: BTreeMap::new(),
            places: Vec::new(),
        }
    }

    /// Takes a passage; it has the number that it would have in [`crate::lineage::Lineages`].
    pub fn add(&mut self, passage: &Passage) {
        let lexicon = self.lexicon;
        let scanner = self.scanners.entry(passage.language).or_insert_with(|| Scanner::new(lexicon, passage.language));
        let mut meanings = BTreeSet::new();
        for clue in scanner.text(passage.text, &[]).clues {
            let is_party = || passage.parties.iter().any(|party: &ActorCode| party.as_str() == clue.value);
            let halves: u8 = match clue.kind {
                ClueKind::Actor if is_party() => continue,
                ClueKind::Actor | ClueKind::Mechanism | ClueKind::Term => 2,
                ClueKind::Topic => 1,
                _ => continue,
            };
            meanings.insert((format!("{} {}", clue.kind.word(), clue.value), halves));
        }
        for Act { act, .. } in passage.acts.iter().filter(|act| act.act != ActKind::State) {
            meanings.insert((format!("act {}", act.word()), 1));
        }
        let mut numbered: Vec<u32> = Vec::with_capacity(meanings.len());
        for (meaning, halves) in meanings {
            let next = self.shares.len() as u32;
            let number = *self.numbers.entry(meaning).or_insert(next);
            if number == next {
                self.shares.push(f64::from(halves) * HALF);
            }
            numbered.push(number);
        }
        numbered.sort_unstable();
        let side = self.sides.entry(passage.language).or_default();
        self.places.push((passage.language, side.meanings.len() as u32));
        side.passages.push(PassageId(self.places.len() as u32 - 1));
        side.meanings.push(numbered);
        side.topics.push(passage.topics.to_vec());
    }

    /// Makes what was added ready to be asked for. Linear.
    pub fn settle(&mut self) {
        for side in self.sides.values_mut() {
            side.postings.clear();
            for (place, meanings) in side.meanings.iter().enumerate() {
                for meaning in meanings {
                    side.postings.entry(*meaning).or_default().push(place as u32);
                }
            }
        }
        let weights: Vec<f64> = (0..self.shares.len() as u32).map(|meaning| self.weight(meaning)).collect();
        for side in self.sides.values_mut() {
            let length = |meanings: &Vec<u32>| {
                meanings.iter().map(|meaning| weights[*meaning as usize].powi(2)).sum::<f64>().sqrt()
            };
            side.lengths = side.meanings.iter().map(length).collect();
        }
    }

    /// Returns the mean over the languages of how rare a meaning is there, by what it counts.
    fn weight(&self, meaning: u32) -> f64 {
        let rarity = |side: &Side| {
            let count = side.postings.get(&meaning).map_or(0, Vec::len) as f64;
            ((side.meanings.len() as f64 + 1.0) / (count + 0.5)).ln().max(0.0)
        };
        let sum: f64 = self.sides.values().map(rarity).sum();
        self.shares[meaning as usize] * sum / self.sides.len().max(1) as f64
    }

    /// Returns the passages of other languages that may say the same, the likeliest first.
    pub fn counterparts(&self, id: PassageId) -> Vec<Counterpart> {
        let Some((language, place)) = self.places.get(id.0 as usize) else { return Vec::new() };
        let own = &self.sides[language];
        let meanings = &own.meanings[*place as usize];
        let weights: Vec<(u32, f64)> = meanings.iter().map(|meaning| (*meaning, self.weight(*meaning))).collect();
        let mut found = Vec::new();
        for (_, side) in self.sides.iter().filter(|(other, _)| *other != language) {
            let mut sums: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
            for (meaning, weight) in &weights {
                for other in side.postings.get(meaning).into_iter().flatten() {
                    let (squares, shared) = sums.entry(*other).or_default();
                    *squares += weight * weight;
                    *shared += weight;
                }
            }
            let topics = &own.topics[*place as usize];
            for (other, (squares, shared)) in sums {
                if are_about_others(topics, &side.topics[other as usize]) {
                    continue;
                }
                let lengths = own.lengths[*place as usize] * side.lengths[other as usize];
                let score = (squares / lengths).ln() + shared.ln_1p();
                if score >= LIKELY {
                    found.push(Counterpart { passage: side.passages[other as usize], score });
                }
            }
        }
        found.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.passage.cmp(&other.passage)));
        found
    }
}

/// Returns whether both are about something, and about nothing in common.
fn are_about_others(one: &[TopicId], other: &[TopicId]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|topic| other.contains(topic))
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;

    use super::*;

    const TEXTS: [(Lang, &str); 5] = [
        (Lang::En, "We urge Russia to comply with the resolutions of the Security Council on Ukraine."),
        (Lang::En, "They welcomed the exchange of students and young farmers."),
        (Lang::Ja, "双方は、ロシアに対し、ウクライナに関する安全保障理事会の決議を遵守するよう求めた。"),
        (Lang::Ja, "双方は、学生と若い農業者の交流を歓迎した。"),
        (Lang::Ja, "双方は、次回の会合を春に開催することで一致した。"),
    ];

    /// Returns the first counterpart of each text, where these are about these topics.
    fn firsts(topics: [&[&str]; 5]) -> Vec<Option<u32>> {
        let lexicon = builtin::lexicon();
        let mut across = Across::new(&lexicon);
        for ((language, text), topics) in TEXTS.into_iter().zip(topics) {
            let topics: Vec<TopicId> = topics.iter().map(TopicId::new).collect();
            across.add(&Passage { language, text, topics: &topics, ..Passage::default() });
        }
        across.settle();
        let first = |asked| across.counterparts(PassageId(asked)).first().map(|found| found.passage.0);
        (0..TEXTS.len() as u32).map(first).collect()
    }

    #[test]
    fn what_means_the_same_is_found_in_the_other_language() {
        let firsts = firsts([&[]; 5]);
        assert_eq!([firsts[0], firsts[2], firsts[4]], [Some(2), Some(0), None]);
    }

    #[test]
    fn what_is_about_something_else_means_something_else() {
        let about = |one: &[&str], other: &[&str]| firsts([one, &[], other, &[], &[]])[0];
        assert_eq!(about(&["ukraine"], &["un", "ukraine"]), Some(2));
        assert_eq!(about(&["ukraine"], &[]), Some(2));
        assert_eq!(about(&["ukraine"], &["climate"]), None);
    }
}
