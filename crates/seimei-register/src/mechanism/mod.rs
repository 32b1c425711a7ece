//! Mechanisms: the named dialogues, exercises, working groups, secretariats, frameworks, programmes and instruments of the
//! texts, each with all its names, where it was seen, how often it was promised to meet, and when it did.
//!
//! Two names are one mechanism's only where something says so: the lexicon, brackets behind a name, the end of a full name
//! within a document, the same provision in another language. Likeness alone says nothing.

mod abbreviation;
mod build;
mod gather;
mod halves;
mod held;
mod keys;
mod mention;
mod names;
mod overlay;
mod promise;
mod reads;
mod union;
mod words;

#[cfg(test)]
mod tests;

use seimei_model::code::{ActorCode, Lang, RuleId};
use seimei_model::date::Edtf;
use seimei_model::decision::Rhythm;
use seimei_model::identity::ProvisionId;
use serde::Serialize;
use smol_str::SmolStr;

use crate::day;
use crate::grounds::Place;

pub use gather::{mechanisms, mechanisms_following};
pub use overlay::overlay;
pub use reads::Reads;
pub use words::told;

/// A mechanism of the directory.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Mechanism {
    /// Its name in the register: the lexicon's, else its first name in one spelling.
    pub id: SmolStr,
    /// What it is called, the most frequent first.
    pub names: Vec<Called>,
    /// What it is: `dialogue`, `working_group`, `secretariat`, `exercise`, `forum`, `agreement`, `fund`, else the lexicon's
    /// sort (`body`, `framework`, `programme`, `plan`, `strategy`, `law`, `instrument`).
    pub kind: SmolStr,
    /// Whose it is, alphabetical; empty where the texts do not tell.
    pub parties: Vec<ActorCode>,
    /// Who observes it, alphabetical.
    pub observers: Vec<ActorCode>,
    /// Where it is named, in order of time.
    pub sightings: Vec<Sighting>,
    /// What was said of how often it meets, in order of time.
    pub promises: Vec<Promise>,
    /// How often it is to meet: as promised last.
    pub rhythm: Option<Rhythm>,
    /// When it was held, in order of time.
    pub held: Vec<Held>,
    /// The years it covers, as said last.
    pub period: Option<Edtf>,
    /// Number of the last decision on it; 0 where there is none.
    pub changed: u64,
}

/// A name of a mechanism.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Called {
    /// The language; `und` for a name that a person gave.
    pub language: Lang,
    /// As written most often.
    pub text: String,
    /// How often it is called so.
    pub count: u32,
}

/// What a provision says of a mechanism.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// No more than its name.
    Named,
    /// It is being prepared, or is to be set up.
    Promised,
    /// It was set up, signed, adopted, begun.
    SetUp,
    /// A meeting is to be held.
    ToBeHeld,
    /// A meeting was held.
    Held,
}

impl Note {
    /// Returns the word for the note in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Promised => "promised",
            Self::SetUp => "set_up",
            Self::ToBeHeld => "to_be_held",
            Self::Held => "held",
        }
    }
}

/// A provision that names a mechanism.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Sighting {
    /// Where it stands.
    #[serde(skip)]
    pub place: Place,
    /// Its name.
    pub provision: ProvisionId,
    /// First day of its document, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// The name as written there.
    pub text: String,
    /// What it says.
    pub note: Note,
}

/// A provision that says how often a mechanism meets.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Promise {
    /// The provision.
    pub provision: ProvisionId,
    /// First day of its document, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// How often.
    pub rhythm: Rhythm,
    /// The words that say so, as folded.
    pub words: String,
    /// The lexicon entry.
    pub rule: RuleId,
}

/// A meeting of a mechanism that was held.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Held {
    /// First day of the date, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// The date.
    pub date: Option<Edtf>,
    /// Whether the text says the date; otherwise it is that of the document, before which the meeting was held.
    pub said: bool,
    /// The provision that says it; `None` where a person did.
    pub provision: Option<ProvisionId>,
    /// Which meeting it was.
    pub ordinal: Option<u32>,
    /// The words that say so, as folded.
    pub words: String,
}

/// How many months a mechanism with a regular rhythm is given before its next meeting is expected.
const REGULAR_MONTHS: u32 = 12;

impl Mechanism {
    /// Returns the day it was first named, `YYYY-MM-DD`.
    pub fn first(&self) -> Option<&str> {
        self.sightings.iter().filter_map(|sighting| sighting.day.as_deref()).min()
    }

    /// Returns the day it was last named.
    pub fn last_seen(&self) -> Option<&str> {
        self.sightings.iter().filter_map(|sighting| sighting.day.as_deref()).max()
    }

    /// Returns the day it was last held, as far as the texts tell.
    pub fn last_held(&self) -> Option<&str> {
        self.held.iter().filter_map(|held| held.day.as_deref()).max()
    }

    /// Returns whether it is something that meets.
    pub fn meets(&self) -> bool {
        !self.held.is_empty()
            || self.rhythm.is_some()
            || matches!(
                self.kind.as_str(),
                "dialogue" | "exercise" | "working_group" | "forum" | "secretariat" | "body"
            )
    }

    /// Returns the day by which it is to be held next: its rhythm after it was last held, else after the rhythm was
    /// promised. `None` without a rhythm in months. A regular one counts as yearly. Not before its last meeting.
    pub fn next_expected(&self) -> Option<String> {
        let months = match self.rhythm? {
            Rhythm::Months(months) => months,
            Rhythm::Regular => REGULAR_MONTHS,
        };
        let promised = || self.promises.iter().filter_map(|promise| promise.day.as_deref()).max();
        let from = self.last_held().or_else(promised)?;
        day::months_on(from, i32::try_from(months).ok()?)
    }

    /// Returns the whole months from the last time a document named it, or it was held, to `today`; 0 where that lies
    /// ahead, `None` where no day is known.
    pub fn silent_for(&self, today: &str) -> Option<u32> {
        let last = self.last_seen().max(self.last_held())?;
        u32::try_from(day::months_between(last, today)?.max(0)).ok()
    }

    /// Returns whether nothing was heard of it for `months` or longer.
    pub fn is_silent(&self, today: &str, months: u32) -> bool {
        self.silent_for(today).is_some_and(|silent| silent >= months)
    }

    /// Returns whether its next meeting was expected before `today`.
    pub fn is_overdue(&self, today: &str) -> bool {
        self.next_expected().is_some_and(|expected| expected.as_str() < today)
    }
}
