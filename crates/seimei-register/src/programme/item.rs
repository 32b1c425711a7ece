//! The items of a programme: which level they are of, and where in it.

use std::fmt;

use serde::Serialize;

/// What an item is, from the whole to the parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The programme itself.
    Programme,
    /// A point of contact, of the programme or of an area.
    Contact,
    /// A priority.
    Priority,
    /// An area.
    Area,
    /// A goal.
    Goal,
    /// An activity.
    Activity,
    /// An indicator.
    Indicator,
}

impl Level {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Programme, Self::Contact, Self::Priority, Self::Area, Self::Goal, Self::Activity, Self::Indicator];

    /// Returns the word for the level in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Contact => "contact",
            Self::Priority => "priority",
            Self::Area => "area",
            Self::Goal => "goal",
            Self::Activity => "activity",
            Self::Indicator => "indicator",
        }
    }

    /// Returns the level for the data's `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.word() == word)
    }

    /// Returns the level that an item of this one stands in; `None` for the programme.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Programme => None,
            Self::Contact | Self::Priority => Some(Self::Programme),
            Self::Area => Some(Self::Priority),
            Self::Goal => Some(Self::Area),
            Self::Activity | Self::Indicator => Some(Self::Goal),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// An item by its place in the programme: numbers of its priority, area, goal and itself, from 0; 0 where it has none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Item {
    pub(crate) level: Level,
    pub(crate) at: [u32; 4],
}

impl Item {
    /// The programme itself.
    pub(crate) const WHOLE: Self = Self { level: Level::Programme, at: [0; 4] };

    /// Returns the part of this item with that number, from 0.
    pub(crate) fn part(self, level: Level, number: usize) -> Self {
        let mut at = self.at;
        let depth = match level {
            Level::Programme | Level::Contact | Level::Priority => 0,
            Level::Area => 1,
            Level::Goal => 2,
            Level::Activity | Level::Indicator => 3,
        };
        at[depth] = number as u32;
        Self { level, at }
    }
}

/// A field of an item; `nth` is the number in a list, from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Spot {
    pub(crate) item: Item,
    pub(crate) field: &'static str,
    pub(crate) nth: u32,
}

impl Spot {
    pub(crate) fn new(item: Item, field: &'static str) -> Self {
        Self { item, field, nth: 0 }
    }

    pub(crate) fn nth(item: Item, field: &'static str, nth: usize) -> Self {
        Self { item, field, nth: nth as u32 }
    }
}
