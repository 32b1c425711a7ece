//! Which provision of one text answers to which of another: the same document in two languages, or two versions of it.
//!
//! Both texts are equals. What two provisions have in common is a **clue** (`clue`): a date in one value, a number, a
//! state, a mechanism, a topic, an act, a name or a word, each as the lexicon of its language has it, so that any two
//! languages can meet there. `weight` says what a clue shared or missing is worth in this pair of texts, and what
//! their lengths are; `path` finds the best way through both texts, `moved` what changed its place.
//!
//! # Source
//! Gale and Church, A Program for Aligning Sentences in Bilingual Corpora, Computational Linguistics 19 (1993): the
//! dynamic programme, its kinds of steps and the measure of length. Simard, Foster and Isabelle, Using Cognates to
//! Align Sentences in Bilingual Corpora (1992): words that are alike in both languages.

#![expect(clippy::cast_precision_loss, reason = "counts and lengths of a text are far below 2^52")]

pub(crate) mod clue;
mod cognate;
mod likeness;
mod moved;
pub(crate) mod number;
mod path;
mod profile;
pub(crate) mod scan;
#[cfg(test)]
mod tests;
mod weight;

use std::collections::BTreeSet;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_text::range::TextRange;
use serde::Serialize;
use smol_str::SmolStr;

pub use clue::ClueKind;
pub use likeness::{Likeness, Nearness, Reason, likeness, nearness};

/// The provisions of two texts, each exactly once.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Alignment {
    /// The groups: those of A in its order; where a provision of B has no counterpart, behind the one before it.
    pub groups: Vec<Group>,
    /// Characters of B for one of A, over the whole texts.
    pub ratio: f64,
}

/// Provisions that say the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Those of A, by position from 0, ascending; empty where A has none.
    pub a: Vec<usize>,
    /// Those of B; never empty together with `a`.
    pub b: Vec<usize>,
    /// How sure it is, from 0 to 1. Of a provision without counterpart: how sure it is that there is none.
    pub score: f64,
    /// Whether it stands elsewhere in B than its neighbours.
    pub is_moved: bool,
    /// What the link rests on, the weightiest first; at most [`GROUNDS`].
    pub rests_on: Vec<Ground>,
}

/// The most grounds that a group tells.
pub const GROUNDS: usize = 6;

/// A clue that both sides of a group have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Ground {
    /// What sort of clue.
    pub kind: ClueKind,
    /// What both mean: a date in EDTF, a code, a number, a topic.
    pub value: SmolStr,
    /// The words of A.
    pub a: String,
    /// The words of B.
    pub b: String,
}

impl Group {
    /// Returns whether both texts have it.
    pub fn is_link(&self) -> bool {
        !self.a.is_empty() && !self.b.is_empty()
    }
}

impl Alignment {
    /// Returns the same with A and B exchanged; groups in the order of what then is A.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let exchange = |group: Group| Group {
            a: group.b,
            b: group.a,
            rests_on: group.rests_on.into_iter().map(|ground| Ground { a: ground.b, b: ground.a, ..ground }).collect(),
            ..group
        };
        let groups = moved::in_order(self.groups.into_iter().map(exchange).collect());
        Self { groups, ratio: if self.ratio > 0.0 { 1.0 / self.ratio } else { 0.0 } }
    }
}

/// Returns the values of the lexicon's ordinary words (`terms`) in a text, each once, sorted.
pub fn terms(text: &str, language: Lang, lexicon: &Lexicon) -> BTreeSet<SmolStr> {
    let clues = scan::Scanner::new(lexicon, language).text(text, &[]).clues;
    clues.into_iter().filter(|clue| clue.kind == ClueKind::Term).map(|clue| clue.value).collect()
}

/// Finds what has one value in every language.
pub(crate) struct Clues<'l>(scan::Scanner<'l>);

impl<'l> Clues<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon, lang: Lang) -> Self {
        Self(scan::Scanner::new(lexicon, lang))
    }

    /// Returns the numbers of a provision beside its dates, as value and words.
    pub(crate) fn numbers(&mut self, provision: &Provision) -> Vec<(String, String)> {
        let clues = self.0.provision(provision).clues;
        let numbers = clues.into_iter().filter(|clue| clue.kind == ClueKind::Number);
        let told = |clue: clue::Clue| {
            let words = provision.text.get(clue.words.bounds()).unwrap_or_default();
            (clue.value.to_string(), words.to_owned())
        };
        numbers.map(told).collect()
    }
}

/// Aligns two texts. Deterministic, the same whichever is A; linear in memory and about linear in time for texts that run
/// side by side.
pub fn align(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Alignment {
    // Two ways may be equally good, or differ by what rounding does: so both orders look for one way, and find the same.
    if is_before(b, a) { in_this_order(b, a, lexicon).mirrored() } else { in_this_order(a, b, lexicon) }
}

/// Returns whether a text comes before another in an order of all texts: by language, length and words.
fn is_before(one: &Reading, other: &Reading) -> bool {
    fn texts(reading: &Reading) -> impl Iterator<Item = &str> {
        reading.provisions.iter().map(|provision| provision.text.as_str())
    }
    let key = |reading: &Reading| (reading.document.language.tag(), reading.provisions.len());
    key(one).cmp(&key(other)).then_with(|| texts(one).cmp(texts(other))).is_lt()
}

/// Finds what two different works say alike, wherever it stands in either: the surest pairs first, each provision once.
/// Deterministic; quadratic in the provisions.
pub fn counterparts(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Alignment {
    let sides = profile::profile(a, b, lexicon);
    let weights = weight::Weights::new(&sides);
    let groups = moved::anywhere(&weights).into_iter().map(|step| told(step, a, b, &sides, &weights)).collect();
    Alignment { groups: moved::in_order(groups), ratio: weights.ratio() }
}

fn in_this_order(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Alignment {
    let sides = profile::profile(a, b, lexicon);
    let weights = weight::Weights::new(&sides);
    let steps = path::best(&weights);
    let groups = moved::relink(steps, &weights);
    let groups = groups.into_iter().map(|step| told(step, a, b, &sides, &weights)).collect();
    Alignment { groups, ratio: weights.ratio() }
}

/// Puts a step of the path into the words of both texts.
fn told(step: path::Step, a: &Reading, b: &Reading, sides: &profile::Sides, weights: &weight::Weights) -> Group {
    let words = |reading: &Reading, places: &[(usize, TextRange)]| -> String {
        let one = |(provision, range): &(usize, TextRange)| {
            reading.provisions[*provision].text.get(range.bounds()).unwrap_or_default().to_owned()
        };
        places.first().map(one).unwrap_or_default()
    };
    let mut rests_on: Vec<Ground> = Vec::with_capacity(GROUNDS);
    for clue in weights.shared(&step) {
        let profile::Meaning { kind, value } = sides.vocabulary[clue].clone();
        let (a, b) = (words(a, &sides.a.places(clue, &step.a)), words(b, &sides.b.places(clue, &step.b)));
        // The same words may be a mechanism and speak for a topic: told once.
        let is_told = !a.is_empty() && rests_on.iter().any(|ground| ground.a == a && ground.b == b);
        if !is_told && rests_on.len() < GROUNDS {
            rests_on.push(Ground { kind, value, a, b });
        }
    }
    let score = weights.confidence(&step);
    Group { a: step.a.collect(), b: step.b.collect(), score, is_moved: step.is_moved, rests_on }
}
