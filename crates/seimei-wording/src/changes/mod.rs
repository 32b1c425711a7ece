//! Which changes between two wordings matter: strength, act, actor, target, negation, number, date, legal basis, qualifier.
//!
//! ```
//! # use seimei_lexicon::builtin;
//! # use seimei_model::code::Lang;
//! use seimei_wording::changes::{Changed, Comparer};
//!
//! let lexicon = builtin::lexicon();
//! let changed: Changed = Comparer::new(&lexicon, Lang::Ja).texts("我々の基本的な立場を強調する。", "我々の立場を再確認する。");
//! let told: Vec<_> = changed.changes.iter().map(|change| (change.matter.word(), &*change.a, &*change.b)).collect();
//! assert_eq!(told, [("act", "強調", "再確認"), ("qualifier", "基本的な", "")]);
//! ```
//!
//! [`Comparer::texts`] compares bare texts: a quotation with its source. [`Comparer::provisions`] compares provisions with
//! their readings: acts are paired, so that a strength is that of an act and an actor is who does it. Both give the word
//! difference beside. Words that negate, qualify or give a legal basis are the lexicon's (`negations`, `qualifiers`,
//! `bases`); a stretch that is none of these and has a meaning is [`Matter::Wording`].

mod notable;
mod read;
mod scale;
#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::provision::Provision;
use seimei_text::range::TextRange;
use serde::Serialize;

use crate::difference::{Difference, Segment, difference};
use crate::words::{Cut, Cutter, WordKind, stem};
use notable::{Kind, Notable, Notables};

pub use scale::{Direction, direction};
use scale::{Modality, firmness};

/// What a change is about. In order of weight.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(tag = "matter", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Matter {
    /// A word that negates came or went.
    Negation,
    /// How strongly an act is worded.
    Strength {
        /// In A.
        before: Strength,
        /// In B.
        after: Strength,
    },
    /// What is done: another act in its place, one more, one less.
    Act {
        /// In A; `None` where A does not do it.
        before: Option<ActKind>,
        /// In B.
        after: Option<ActKind>,
        /// Whether B is firmer, where both stand on one scale.
        direction: Direction,
    },
    /// How binding it is: must, will, should or may.
    Modality {
        /// Whether B is firmer, where both say it.
        direction: Direction,
    },
    /// Legal grounds.
    Basis,
    /// A word that widens, narrows or conditions.
    Qualifier,
    /// A number.
    Number,
    /// A date or period.
    Date,
    /// Who acts, or who is named.
    Actor {
        /// In A only, alphabetical.
        gone: Vec<ActorCode>,
        /// In B only, alphabetical.
        come: Vec<ActorCode>,
    },
    /// Whose conduct is meant, or to whom it is addressed.
    Target {
        /// In A only, alphabetical.
        gone: Vec<ActorCode>,
        /// In B only, alphabetical.
        come: Vec<ActorCode>,
    },
    /// A passage of so many words that it says something of its own.
    Passage,
    /// Other words.
    Wording,
}

impl Matter {
    /// Returns the word for the matter in data and output.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Strength { .. } => "strength",
            Self::Act { .. } => "act",
            Self::Modality { .. } => "modality",
            Self::Basis => "basis",
            Self::Qualifier => "qualifier",
            Self::Number => "number",
            Self::Date => "date",
            Self::Actor { .. } => "actor",
            Self::Target { .. } => "target",
            Self::Passage => "passage",
            Self::Wording => "wording",
        }
    }

    /// Returns whether it is more than other words.
    pub fn counts(&self) -> bool {
        *self != Self::Wording
    }
}

/// Which way it went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// A has it, B has not.
    Dropped,
    /// B has it, A has not.
    Added,
    /// Both have one, but another.
    Replaced,
}

impl Turn {
    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Replaced => "replaced",
        }
    }
}

/// One change, with the words of both sides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Change {
    /// What it is about.
    #[serde(flatten)]
    pub matter: Matter,
    /// Which way it went.
    pub turn: Turn,
    /// The words of A, as given; empty where A has none.
    pub a: String,
    /// The words of B.
    pub b: String,
    /// Where they stand in A, in bytes.
    #[serde(skip)]
    pub at_a: TextRange,
    /// Where they stand in B.
    #[serde(skip)]
    pub at_b: TextRange,
}

/// How two texts differ.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Changed {
    /// Word by word.
    pub difference: Difference,
    /// What matters in it: the weightiest first, then in order of the texts.
    pub changes: Vec<Change>,
    /// How much of both texts is kept, from 0 to 1.
    pub likeness: f64,
}

/// A side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'t> {
    /// The text as given.
    pub text: &'t str,
    /// The text cut into words.
    pub cut: &'t Cut,
    /// What was read in it, if it was read. Its text must be `text`.
    pub provision: Option<&'t Provision>,
    /// In whose name the document speaks, alphabetical; empty if not known. They count as the same actor on both sides:
    /// "we" of other parties is no change of what is said.
    pub parties: &'t [ActorCode],
}

/// Compares texts of one language.
#[derive(Debug)]
pub struct Comparer<'l> {
    cutter: Cutter<'l>,
}

/// A changed stretch is a clause of its own, and told as one, from so many words with a meaning on.
const CLAUSE: usize = 5;

/// And a phrase, with a negation of its own, from one more than so many on.
const PHRASE: usize = 1;

impl<'l> Comparer<'l> {
    /// Makes ready to compare texts of `lang`.
    pub fn new(lexicon: &'l Lexicon, lang: Lang) -> Self {
        Self { cutter: Cutter::new(lexicon, lang) }
    }

    /// Returns what cuts texts.
    pub fn cutter(&self) -> &Cutter<'l> {
        &self.cutter
    }

    /// Compares two bare texts.
    pub fn texts(&self, a: &str, b: &str) -> Changed {
        let (cut_a, cut_b) = (self.cutter.cut(a), self.cutter.cut(b));
        let side = |text, cut| Side { text, cut, provision: None, parties: &[] };
        self.sides(&side(a, &cut_a), &side(b, &cut_b))
    }

    /// Compares two provisions with their readings. `parties` are those of either document.
    pub fn provisions(&self, a: &Provision, b: &Provision, parties: [&[ActorCode]; 2]) -> Changed {
        let (cut_a, cut_b) = (self.cutter.cut(&a.text), self.cutter.cut(&b.text));
        let a = Side { text: &a.text, cut: &cut_a, provision: Some(a), parties: parties[0] };
        let b = Side { text: &b.text, cut: &cut_b, provision: Some(b), parties: parties[1] };
        self.sides(&a, &b)
    }

    /// Compares two texts that are cut already: whoever compares one text with many cuts it once.
    pub fn sides(&self, a: &Side, b: &Side) -> Changed {
        let difference = difference(a.cut, b.cut);
        let likeness = difference.likeness(a.cut, b.cut);
        if difference.is_none() {
            return Changed { difference, changes: Vec::new(), likeness };
        }
        let Some(language) = self.cutter.language() else {
            return Changed { difference, changes: Vec::new(), likeness };
        };
        let notables = [Notables::of(a, language), Notables::of(b, language)];
        let acts = read::Acts::of(a, b);
        let mut changes = told(a, b, &difference, &notables, acts.is_some());
        if let Some(acts) = acts {
            acts.apply(&mut changes, a, b, &difference, &notables);
        }
        changes.sort_by(|one, other| {
            let key = |change: &Change| (weight(&change.matter), change.at_a.start, change.at_b.start);
            key(one).cmp(&key(other))
        });
        changes.dedup();
        Changed { difference, changes, likeness }
    }
}

/// Returns what may matter in a text, as `(matter, value)`: of a negation its value in the lexicon, of the others the words
/// as they are compared. For the tests of the lexicon.
pub fn found(text: &str, lang: Lang, lexicon: &Lexicon) -> Vec<(&'static str, String)> {
    let cutter = Cutter::new(lexicon, lang);
    let cut = cutter.cut(text);
    let side = Side { text, cut: &cut, provision: None, parties: &[] };
    let Some(language) = cutter.language() else { return Vec::new() };
    let told = |notable: &Notable| match notable.kind {
        Kind::Negation => Some(("negation", notable.value.to_string())),
        Kind::Modal => Some(("modality", notable.value.to_string())),
        Kind::Basis => Some(("basis", cut.small()[notable.range].to_owned())),
        Kind::Qualifier => Some(("qualifier", cut.small()[notable.range].to_owned())),
        _ => None,
    };
    Notables::of(&side, language).0.iter().filter_map(told).collect()
}

fn weight(matter: &Matter) -> u8 {
    match matter {
        Matter::Negation => 0,
        Matter::Strength { .. } => 1,
        Matter::Act { .. } => 2,
        Matter::Modality { .. } => 3,
        Matter::Basis => 4,
        Matter::Qualifier => 5,
        Matter::Number => 6,
        Matter::Date => 7,
        Matter::Actor { .. } => 8,
        Matter::Target { .. } => 9,
        Matter::Passage => 10,
        Matter::Wording => 11,
    }
}

/// Tells the changes that words alone show. Where acts are read of both, words for acts tell nothing of their own.
fn told(a: &Side, b: &Side, difference: &Difference, notables: &[Notables; 2], acts_are_read: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    let [all_a, all_b] = notables;
    let small = |cut: &Cut, words: &std::ops::Range<usize>| {
        let words = &cut.words()[words.clone()];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.small.cover(last.small),
            _ => TextRange::default(),
        }
    };
    let stretches: Vec<[TextRange; 2]> =
        difference.changed().map(|segment| [small(a.cut, &segment.a_words), small(b.cut, &segment.b_words)]).collect();
    let is_changed = |side: usize| {
        let stretches = &stretches;
        move |notable: &Notable| stretches.iter().any(|ranges| ranges[side].overlaps(notable.range))
    };
    // What moved is no change: as many as both texts have are taken out.
    let (mut gone, mut come) = (all_a.beyond(all_b, is_changed(0)), all_b.beyond(all_a, is_changed(1)));
    // Parties are actors wherever they are named; who of them does what, the readings tell.
    let is_party = |one: &Notable| {
        one.kind == Kind::Actor && [a, b].iter().any(|side| side.parties.iter().any(|code| code.as_str() == one.value))
    };
    gone.retain(|one| !is_party(one));
    come.retain(|one| !is_party(one));
    for (segment, [range_a, range_b]) in difference.changed().zip(stretches.iter().copied()) {
        let inside = |list: &[Notable], range: TextRange| -> Vec<Notable> {
            list.iter().filter(|notable| notable.range.overlaps(range)).cloned().collect()
        };
        let (gone, come) = (inside(&gone, range_a), inside(&come, range_b));
        let mut is_told = false;
        let is_clause =
            [(a, &segment.a_words), (b, &segment.b_words)].map(|(side, words)| meaning(side, words) >= CLAUSE);
        for kind in Kind::ALL {
            if *kind == Kind::Act && acts_are_read {
                continue;
            }
            let of = |list: &[Notable]| list.iter().filter(|one| one.kind == *kind).cloned().collect::<Vec<_>>();
            let (gone, come) = (of(&gone), of(&come));
            if gone.is_empty() && come.is_empty() {
                continue;
            }
            // A clause that came or went is told as a whole, unless the same sort of thing stands in its place. Only of
            // legal grounds it matters that they went with it.
            let is_paired = !gone.is_empty() && !come.is_empty();
            // A phrase that came or went with a negation of its own negates nothing that both texts say.
            let is_own = *kind == Kind::Negation
                && (segment.a.is_empty() || segment.b.is_empty())
                && meaning(a, &segment.a_words) + meaning(b, &segment.b_words) > PHRASE;
            let is_of_clause = (is_clause[0] || is_clause[1] || is_own) && !is_paired;
            if is_of_clause && *kind != Kind::Basis {
                continue;
            }
            if *kind == Kind::Qualifier && !is_qualifying(a, b, segment, &gone, &come) {
                continue;
            }
            if *kind == Kind::Act && (gone.is_empty() || come.is_empty()) {
                continue;
            }
            let first = changes.len();
            pair(a, b, *kind, &gone, &come, &mut changes);
            if *kind == Kind::Negation {
                changes[first..].iter_mut().for_each(|change| whole(a, b, segment, change));
            }
            is_told |= changes.len() > first && !is_of_clause;
        }
        if !is_told && !is_slot(a, b, segment, notables) {
            changes.push(wording(a, b, segment));
        }
    }
    together(&mut changes, a, b);
    changes
}

/// Returns whether a changed stretch says nothing else: words for the parties in place of others (我々, 両首脳), another
/// ending of the same word (促す, 促した), particles and marks.
fn is_slot(a: &Side, b: &Side, segment: &Segment, notables: &[Notables; 2]) -> bool {
    let said = |side: &Side, words: &std::ops::Range<usize>, notables: &Notables| -> String {
        let words = side.cut.words()[words.clone()].iter();
        let means = words.filter(|word| matches!(word.kind, WordKind::Content | WordKind::Number));
        let is_party = |word: &&crate::words::Word| notables.1.iter().any(|range| range.contains(word.small));
        means.filter(|word| !is_party(word)).map(|word| stem(side.cut.text_of(word))).collect::<Vec<_>>().concat()
    };
    said(a, &segment.a_words, &notables[0]) == said(b, &segment.b_words, &notables[1])
}

/// Makes one change of a number or date that went and another that came elsewhere, if there is one of each.
fn together(changes: &mut Vec<Change>, a: &Side, b: &Side) {
    for matter in [Matter::Number, Matter::Date] {
        let of = |turn: Turn| -> Vec<usize> {
            let places =
                changes.iter().enumerate().filter(|(_, change)| change.matter == matter && change.turn == turn);
            places.map(|(place, _)| place).collect()
        };
        let (&[gone], &[come]) = (of(Turn::Dropped).as_slice(), of(Turn::Added).as_slice()) else { continue };
        let at = (changes[gone].at_a, changes[come].at_b);
        let joined = Change {
            matter: matter.clone(),
            turn: Turn::Replaced,
            a: words(a, at.0),
            b: words(b, at.1),
            at_a: at.0,
            at_b: at.1,
        };
        changes.push(joined);
        let mut place = 0;
        changes.retain(|_| {
            place += 1;
            place - 1 != gone && place - 1 != come
        });
    }
}

/// Counts the words with a meaning.
fn meaning(side: &Side, words: &std::ops::Range<usize>) -> usize {
    let words = &side.cut.words()[words.clone()];
    words.iter().filter(|word| matches!(word.kind, WordKind::Content | WordKind::Number)).count()
}

/// Returns whether a changed stretch is about its qualifiers: beside them are function words alone, or both sides
/// have as many other words.
fn is_qualifying(a: &Side, b: &Side, segment: &Segment, gone: &[Notable], come: &[Notable]) -> bool {
    let others = |side: &Side, words: &std::ops::Range<usize>, notables: &[Notable]| {
        let words = &side.cut.words()[words.clone()];
        let is_other = |word: &&crate::words::Word| {
            matches!(word.kind, WordKind::Content | WordKind::Number)
                && !notables.iter().any(|notable| notable.range.contains(word.small))
        };
        words.iter().filter(is_other).count()
    };
    let (gone, come) = (others(a, &segment.a_words, gone), others(b, &segment.b_words, come));
    gone == come && gone <= 2
}

/// Pairs what went with what came, in order.
fn pair(a: &Side, b: &Side, kind: Kind, gone: &[Notable], come: &[Notable], changes: &mut Vec<Change>) {
    if matches!(kind, Kind::Actor) {
        let codes = |list: &[Notable]| {
            let mut codes: Vec<ActorCode> = list.iter().map(|one| ActorCode::new(&one.value)).collect();
            codes.sort();
            codes.dedup();
            codes
        };
        // Named in full and in brackets in short: the first time tells.
        let first = |list: &[Notable]| {
            let mut seen: Vec<Notable> = Vec::new();
            for one in list {
                if seen.iter().all(|known| known.value != one.value) {
                    seen.push(one.clone());
                }
            }
            cover(&seen)
        };
        let matter = Matter::Actor { gone: codes(gone), come: codes(come) };
        changes.push(change(a, b, matter, first(gone), first(come)));
        return;
    }
    if matches!(kind, Kind::Qualifier | Kind::Basis | Kind::Date) {
        // A list of qualifiers is one thing: 検証可能な、かつ、不可逆的な.
        let matter = match kind {
            Kind::Qualifier => Matter::Qualifier,
            Kind::Basis => Matter::Basis,
            _ => Matter::Date,
        };
        changes.push(change(a, b, matter, cover(gone), cover(come)));
        return;
    }
    for index in 0..gone.len().max(come.len()) {
        let (before, after) = (gone.get(index), come.get(index));
        let matter = match kind {
            Kind::Negation => Matter::Negation,
            Kind::Number => Matter::Number,
            Kind::Modal => {
                let of = |one: Option<&Notable>| one.and_then(|one| Modality::from_word(&one.value));
                let (before, after) = (of(before), of(after));
                // That something may or will be, where nothing stood, is often its tense alone.
                let is_light = |one: Option<Modality>| {
                    one.is_none_or(|one| matches!(one, Modality::Possibility | Modality::Undertaking))
                };
                if before == after || ((before.is_none() || after.is_none()) && is_light(before) && is_light(after)) {
                    continue;
                }
                Matter::Modality { direction: firmness(before, after) }
            }
            Kind::Strength => {
                let of = |one: Option<&Notable>| match one.map(|one| one.value.as_str()) {
                    Some("strongest") => Strength::Strongest,
                    Some(_) => Strength::Strong,
                    None => Strength::Plain,
                };
                Matter::Strength { before: of(before), after: of(after) }
            }
            _ => {
                let of = |one: Option<&Notable>| one.and_then(|one| ActKind::from_word(&one.value));
                let (before, after) = (of(before), of(after));
                if before == after {
                    continue;
                }
                Matter::Act { before, after, direction: direction(before, after) }
            }
        };
        if kind == Kind::Act && (before.is_none() || after.is_none()) {
            continue;
        }
        changes.push(change(a, b, matter, before.map(|one| one.range), after.map(|one| one.range)));
    }
}

/// Shows a negation as the words that it stands in, beside those in their place: 認める > 認めない.
fn whole(a: &Side, b: &Side, segment: &Segment, change: &mut Change) {
    let widened = |side: &Side, at: TextRange, range: TextRange, words: &std::ops::Range<usize>| {
        let all = &side.cut.words()[words.clone()];
        if at.is_empty() {
            return if all.len() <= 3 { range } else { at };
        }
        let touched = all.iter().filter(|word| word.range.overlaps(at)).map(|word| word.range);
        touched.reduce(TextRange::cover).unwrap_or(at)
    };
    change.at_a = widened(a, change.at_a, segment.a, &segment.a_words);
    change.at_b = widened(b, change.at_b, segment.b, &segment.b_words);
    (change.a, change.b) = (words(a, change.at_a), words(b, change.at_b));
}

fn cover(list: &[Notable]) -> Option<TextRange> {
    list.iter().map(|one| one.range).reduce(TextRange::cover)
}

/// Returns a change of what stands at ranges of the folded texts.
fn change(a: &Side, b: &Side, matter: Matter, at_a: Option<TextRange>, at_b: Option<TextRange>) -> Change {
    let turn = match (at_a, at_b) {
        (Some(_), Some(_)) => Turn::Replaced,
        (Some(_), None) => Turn::Dropped,
        _ => Turn::Added,
    };
    let under = |side: &Side, at: Option<TextRange>| at.map(|at| side.cut.under(at)).unwrap_or_default();
    let (at_a, at_b) = (under(a, at_a), under(b, at_b));
    Change { matter, turn, a: words(a, at_a), b: words(b, at_b), at_a, at_b }
}

fn wording(a: &Side, b: &Side, segment: &Segment) -> Change {
    let turn = match (segment.a.is_empty(), segment.b.is_empty()) {
        (true, _) => Turn::Added,
        (_, true) => Turn::Dropped,
        _ => Turn::Replaced,
    };
    let (at_a, at_b) = (segment.a, segment.b);
    let is_passage = meaning(a, &segment.a_words).max(meaning(b, &segment.b_words)) >= CLAUSE;
    let matter = if is_passage { Matter::Passage } else { Matter::Wording };
    Change { matter, turn, a: words(a, at_a), b: words(b, at_b), at_a, at_b }
}

fn words(side: &Side, at: TextRange) -> String {
    let edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '，');
    side.text.get(at.bounds()).unwrap_or_default().trim_matches(edge).to_owned()
}
