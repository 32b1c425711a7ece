//! Two texts, provision by provision: kept, altered, moved, dropped or new.
//!
//! The texts may be versions of one work, statements of different years or partners, or a readout and the statement of the
//! same meeting (`parts`). In one language provisions are paired by what they say (`pairing`): weighted words, pairs of
//! Han characters, acts, topics; the order is a weak hint only, since formulas are re-used anywhere. One provision may answer to
//! several that were merged or split. Across languages [`crate::align`] pairs them and the readings are compared (`across`).
//!
//! [`Differs`] says what else is not the same: parties, kind, translation status, language, date. Where the parties or the
//! kind differ ([`Differs::is_other_venue`]) a provision that is not there was not "dropped": whoever shows the
//! result says where it stands and where not.

#![expect(clippy::cast_precision_loss, reason = "counts of a text are far below 2^52")]

mod across;
mod differs;
mod pairing;
mod parts;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use serde::Serialize;

use crate::changes::{Changed, Comparer, Matter, Side};
use crate::words::Cut;

pub use differs::{Differs, KindFamily, PartiesDiffer, family};
pub use parts::part;

/// What became of a provision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It stands in both, in the same words but for marks, particles and words for the parties.
    Kept,
    /// It stands in both in other words.
    Altered,
    /// It is kept, but stands elsewhere.
    Moved,
    /// It stands in A only.
    Dropped,
    /// It stands in B only.
    New,
}

impl Status {
    /// All of them, in the order in which they are counted.
    pub const ALL: &[Self] = &[Self::Kept, Self::Altered, Self::Moved, Self::Dropped, Self::New];

    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Altered => "altered",
            Self::Moved => "moved",
            Self::Dropped => "dropped",
            Self::New => "new",
        }
    }
}

/// Provisions that answer to each other, or one that none answers to.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// What became of it.
    pub status: Status,
    /// Those of A, by position from 0, ascending; empty if new.
    pub a: Vec<usize>,
    /// Those of B; empty if dropped.
    pub b: Vec<usize>,
    /// How alike they are, from 0 to 1; of one alone 0.
    pub score: f64,
    /// Whether it stands elsewhere among its neighbours, also if altered.
    pub is_moved: bool,
    /// How the words differ: those of A and of B, several provisions joined by [`joint`]. Empty across languages.
    pub changed: Changed,
}

impl Item {
    /// Returns whether both texts have it.
    pub fn is_pair(&self) -> bool {
        !self.a.is_empty() && !self.b.is_empty()
    }

    /// Returns whether something changed that is more than other words.
    pub fn matters(&self) -> bool {
        self.changed.changes.iter().any(|change| change.matter.counts())
    }
}

/// Two texts compared.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Comparison {
    /// What is not the same about the documents.
    pub differs: Differs,
    /// All provisions of both texts, each once: those of B in its order; what A alone has stands behind what it followed.
    pub items: Vec<Item>,
}

impl Comparison {
    /// Counts the items of a status.
    pub fn count(&self, status: Status) -> usize {
        self.items.iter().filter(|item| item.status == status).count()
    }

    /// Returns whether the texts have a provision in common.
    pub fn has_common(&self) -> bool {
        self.items.iter().any(Item::is_pair)
    }

    /// Returns what matters: item by its place, and which of its changes; the weightiest first.
    pub fn highlights(&self) -> Vec<(usize, usize)> {
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (place, item) in self.items.iter().enumerate() {
            // A passage of a provision that was written anew is no news beside the rest of it.
            let is_likely = item.changed.likeness >= 0.3;
            let is_told = |matter: &Matter| matter.counts() && (is_likely || *matter != Matter::Passage);
            let counts = item.changed.changes.iter().enumerate().filter(|(_, change)| is_told(&change.matter));
            all.extend(counts.map(|(index, _)| (place, index)));
        }
        // What differs between wordings that have little in common is no news beside what was altered.
        let is_rewritten = |place: usize| self.items[place].changed.likeness < 0.3;
        all.sort_by_key(|(place, index)| {
            let matter = &self.items[*place].changed.changes[*index].matter;
            (is_rewritten(*place), order(matter), *place, *index)
        });
        all
    }
}

fn order(matter: &Matter) -> u8 {
    match matter {
        Matter::Negation => 0,
        Matter::Strength { .. } => 1,
        Matter::Act { before: Some(_), after: Some(_), .. } => 2,
        Matter::Modality { .. } => 3,
        Matter::Qualifier => 4,
        Matter::Basis => 5,
        Matter::Number => 6,
        Matter::Date => 7,
        Matter::Act { .. } => 8,
        Matter::Target { .. } => 9,
        Matter::Actor { .. } => 10,
        Matter::Passage => 11,
        Matter::Wording => 12,
    }
}

/// Compares two texts. Deterministic; about linear in their length for texts of usual length.
pub fn compare(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Comparison {
    let differs = Differs::of(&a.document, &b.document);
    let items =
        if a.document.language == b.document.language { within(a, b, lexicon) } else { across::items(a, b, lexicon) };
    Comparison { differs, items: in_order(items) }
}

/// Compares two texts in one language.
fn within(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Vec<Item> {
    let lang = a.document.language;
    let comparer = Comparer::new(lexicon, lang);
    let cuts = |reading: &Reading| -> Vec<Cut> {
        reading.provisions.iter().map(|provision| comparer.cutter().cut(&provision.text)).collect()
    };
    let (cuts_a, cuts_b) = (cuts(a), cuts(b));
    let groups = pairing::groups(a, b, &cuts_a, &cuts_b);
    let mut items = Vec::with_capacity(groups.len());
    for group in groups {
        if group.a.is_empty() || group.b.is_empty() {
            let status = if group.a.is_empty() { Status::New } else { Status::Dropped };
            items.push(Item {
                status,
                a: group.a,
                b: group.b,
                score: 0.0,
                is_moved: false,
                changed: Changed::default(),
            });
            continue;
        }
        let changed = if let (&[one], &[other]) = (group.a.as_slice(), group.b.as_slice()) {
            let side = |reading: &'_ Reading, index: usize| reading.provisions[index].clone();
            let (one_provision, other_provision) = (side(a, one), side(b, other));
            comparer.sides(
                &Side {
                    text: &one_provision.text,
                    cut: &cuts_a[one],
                    provision: Some(&one_provision),
                    parties: &a.document.parties,
                },
                &Side {
                    text: &other_provision.text,
                    cut: &cuts_b[other],
                    provision: Some(&other_provision),
                    parties: &b.document.parties,
                },
            )
        } else {
            let (one, other) = (joint(a, &group.a), joint(b, &group.b));
            comparer.provisions(&one, &other, [&a.document.parties, &b.document.parties])
        };
        let is_split = group.a.len() + group.b.len() > 2;
        let status = match (changed.changes.is_empty() && !is_split, group.is_moved) {
            (false, _) => Status::Altered,
            (true, true) => Status::Moved,
            (true, false) => Status::Kept,
        };
        let (score, is_moved) = (group.score, group.is_moved);
        items.push(Item { status, a: group.a, b: group.b, score, is_moved, changed });
    }
    items
}

/// Returns provisions of a text as one: their words joined as their language joins sentences.
pub fn joint<'r>(reading: &'r Reading, positions: &[usize]) -> Cow<'r, Provision> {
    let mut provisions = positions.iter().filter_map(|position| reading.provisions.get(*position));
    let Some(first) = provisions.next() else { return Cow::Owned(nothing()) };
    if positions.len() == 1 {
        return Cow::Borrowed(first);
    }
    let mut joint = first.clone();
    for provision in provisions {
        if reading.document.language != Lang::Ja {
            joint.text.push(' ');
        }
        joint.text.push_str(&provision.text);
        joint.acts.extend(provision.acts.iter().cloned());
        joint.dates.extend(provision.dates.iter().cloned());
        joint.mechanisms.extend(provision.mechanisms.iter().cloned());
        for topic in &provision.topics {
            if !joint.topics.contains(topic) {
                joint.topics.push(topic.clone());
            }
        }
    }
    Cow::Owned(joint)
}

fn nothing() -> Provision {
    Provision {
        number: 0,
        text: String::new(),
        range: Vec::new(),
        pages: None,
        section: None,
        part: None,
        acts: Vec::new(),
        topics: Vec::new(),
        topic_words: Vec::new(),
        dates: Vec::new(),
        mechanisms: Vec::new(),
    }
}

/// Puts the items in the order of B; what A alone has follows what it followed there.
fn in_order(items: Vec<Item>) -> Vec<Item> {
    let (mut of_b, mut of_a): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| !item.b.is_empty());
    of_b.sort_by(|one, other| one.b.cmp(&other.b));
    of_a.sort_by(|one, other| one.a.cmp(&other.a));
    // The item that has the provision of A before each one that A alone has; pairs that moved hold nothing.
    let mut behind: Vec<Vec<Item>> = (0..=of_b.len()).map(|_| Vec::new()).collect();
    for item in of_a {
        let first = item.a[0];
        let place = of_b
            .iter()
            .enumerate()
            .filter(|(_, pair)| !pair.is_moved)
            .filter_map(|(place, pair)| Some((pair.a.last().copied().filter(|last| *last < first)?, place)))
            .max()
            .map_or(0, |(_, place)| place + 1);
        behind[place].push(item);
    }
    let mut out = Vec::new();
    let mut behind = behind.into_iter();
    out.extend(behind.next().into_iter().flatten());
    for (item, follow) in of_b.into_iter().zip(behind) {
        out.push(item);
        out.extend(follow);
    }
    out
}
