//! Clues: what a provision has that its counterpart should have too.

use seimei_text::range::TextRange;
use serde::Serialize;
use smol_str::SmolStr;

/// What sort of clue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClueKind {
    /// A date or period, in EDTF.
    Date,
    /// A number, in figures or words.
    Number,
    /// A mechanism of the lexicon.
    Mechanism,
    /// A name or loan that sounds alike in both texts.
    Name,
    /// A word that stands in both texts: an abbreviation in Latin letters, or any word of texts in one language.
    Word,
    /// A state or organisation that is named.
    Actor,
    /// Those who act.
    Doer,
    /// What a clause does.
    Act,
    /// An ordinary word with a counterpart in the lexicon.
    Term,
    /// A topic that words speak for.
    Topic,
    /// The place: the first provision under a heading.
    Place,
    /// A clue of the heading it stands under.
    Heading,
}

impl ClueKind {
    /// How many kinds there are.
    pub const COUNT: usize = 12;

    /// Returns the word for the kind in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
            Self::Mechanism => "mechanism",
            Self::Name => "name",
            Self::Word => "word",
            Self::Actor => "actor",
            Self::Doer => "doer",
            Self::Act => "act",
            Self::Term => "term",
            Self::Topic => "topic",
            Self::Place => "place",
            Self::Heading => "heading",
        }
    }

    /// Returns how often a counterpart has the clue too, beyond chance. See `docs/alignment.md` for where these come
    /// from; the result hardly depends on them as long as their order stands.
    pub(super) fn reliability(self) -> f64 {
        match self {
            Self::Word => 0.9,
            Self::Date | Self::Number | Self::Mechanism | Self::Name | Self::Place => 0.8,
            Self::Actor | Self::Term | Self::Act | Self::Doer => 0.7,
            Self::Heading => 0.6,
            Self::Topic => 0.5,
        }
    }
}

/// A clue with the words it was seen in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Clue {
    pub(crate) kind: ClueKind,
    pub(crate) value: SmolStr,
    /// Where, in bytes of the provision's text; empty for what no words show.
    pub(crate) words: TextRange,
}
