//! The query language: what a query means once it is parsed.

use seimei_text::range::CharRange;

/// A query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Query {
    /// All of these; at least one of them is no [`Query::Not`].
    All(Vec<Query>),
    /// One of these or more; none is a [`Query::Not`].
    Any(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
    /// Words of the text.
    Text(Text),
    /// Something that was read in a provision, or that describes its document.
    Field(Condition),
}

/// Words to find.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// The words as asked for, without signs.
    pub text: String,
    /// How they are meant.
    pub form: Form,
    /// Where they stand in the query, in scalar values.
    pub range: CharRange,
}

/// How words are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Any inflected form of a word; a run of characters where they are East Asian.
    Word,
    /// What was in quotation marks or behind `=`: the words as they stand, one after the other.
    Phrase,
    /// The beginning of a word.
    Prefix,
}

/// A field with the value it must have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// The field.
    pub field: Field,
    /// Its value.
    pub value: Value,
    /// Where the value stands in the query, in scalar values.
    pub range: CharRange,
}

/// The value that a field must have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A code of a controlled vocabulary, a name.
    Code(String),
    /// The beginning of a name.
    Beginning(String),
    /// Words.
    Text(Text),
    /// A date that may lie between these days, each included.
    Between(Days),
}

/// A stretch of days, each written as the number `yyyymmdd`; both ends included, `None` is open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Days {
    /// The first day.
    pub from: Option<u32>,
    /// The last day.
    pub to: Option<u32>,
}

/// What a query may ask for beside words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// In whose name the document speaks.
    Party,
    /// Who acts.
    Actor,
    /// Whose conduct is meant.
    Target,
    /// What is done.
    Act,
    /// What it is about.
    Topic,
    /// A mechanism named.
    Mechanism,
    /// What sort of document it is.
    Kind,
    /// The language of the expression.
    Lang,
    /// The document's date.
    Date,
    /// When a commitment is due.
    Due,
    /// How strongly an act is worded.
    Strength,
    /// Whether an actor binds itself.
    Commitment,
    /// Words of the heading above.
    Section,
    /// The document's name.
    Doc,
}

impl Field {
    /// All of them, in the order in which help lists them.
    pub const ALL: &[Self] = &[
        Self::Party,
        Self::Actor,
        Self::Target,
        Self::Act,
        Self::Topic,
        Self::Mechanism,
        Self::Kind,
        Self::Lang,
        Self::Date,
        Self::Due,
        Self::Strength,
        Self::Commitment,
        Self::Section,
        Self::Doc,
    ];

    /// Returns the word for the field in queries.
    pub fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Actor => "actor",
            Self::Target => "target",
            Self::Act => "act",
            Self::Topic => "topic",
            Self::Mechanism => "mechanism",
            Self::Kind => "kind",
            Self::Lang => "lang",
            Self::Date => "date",
            Self::Due => "due",
            Self::Strength => "strength",
            Self::Commitment => "commitment",
            Self::Section => "section",
            Self::Doc => "doc",
        }
    }

    /// Returns whether the field speaks of one act of a provision, so that several such fields side by side mean the
    /// same act.
    pub(crate) fn is_of_act(self) -> bool {
        matches!(self, Self::Actor | Self::Target | Self::Act | Self::Due | Self::Strength | Self::Commitment)
    }
}
