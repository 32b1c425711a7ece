//! The controlled vocabulary of topics, and how topics bear on each other.
//!
//! Topic ids only; no word of any language.

use seimei_model::code::TopicId;

/// The topics in alphabetical order. A [`Topic`] is an index into this table.
///
/// # Source
/// The coding manual's `topics.tsv`.
pub const IDS: [&str; 54] = [
    "abductions",
    "afghanistan",
    "africa",
    "alliance",
    "asean",
    "basing",
    "china",
    "climate",
    "counter-terrorism",
    "cyber",
    "defence-industry",
    "development",
    "disaster-relief",
    "disinformation",
    "east-china-sea",
    "economic-security",
    "emerging-tech",
    "energy",
    "euro-atlantic",
    "exercises",
    "food",
    "health",
    "hong-kong-xinjiang",
    "human-rights",
    "human-security",
    "indo-pacific",
    "information-sharing",
    "latin-america",
    "maritime",
    "middle-east",
    "migration",
    "myanmar",
    "nonproliferation",
    "north-korea",
    "nuclear-energy",
    "pacific-islands",
    "partnership",
    "peace-operations",
    "people",
    "procedure",
    "resilience",
    "rules-based-order",
    "russia",
    "sanctions",
    "semiconductors",
    "shared-values",
    "south-china-sea",
    "space",
    "status-quo",
    "supply-chains",
    "taiwan",
    "trade",
    "ukraine",
    "un",
];

/// How many topics there are.
pub const COUNT: usize = IDS.len();

/// A topic, as its place in [`IDS`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Topic(u8);

impl Topic {
    /// Returns the topic of an id, or `None`.
    pub fn from_id(id: &str) -> Option<Self> {
        IDS.binary_search(&id).ok().map(|index| Self(index as u8))
    }

    /// Returns its place in [`IDS`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Returns its id.
    pub fn id(self) -> TopicId {
        TopicId::new(IDS[self.index()])
    }

    /// Returns all topics.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COUNT as u8).map(Self)
    }
}
