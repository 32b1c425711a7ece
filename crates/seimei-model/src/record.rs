//! What an archive keeps of a document.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use crate::code::ActorCode;
use crate::date::Edtf;
use crate::document::{DocumentKind, Translation};
use crate::identity::{DocumentId, ExpressionId};
use crate::reading::Reading;

/// SHA-256 of original bytes. Written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Wraps the 32 bytes of a computed hash.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(NoHash);
        }
        for (byte, index) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[index..index + 2], 16).map_err(|_| NoHash)?;
        }
        Ok(Self(bytes))
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not 64 hexadecimal digits")]
pub struct NoHash;

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SmolStr::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What describes a document: read off its text, or said by a person.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Description {
    /// Title.
    pub title: Option<String>,
    /// What sort of document it is.
    pub kind: Option<DocumentKind>,
    /// Date of issue or of the meeting.
    pub date: Option<Edtf>,
    /// Those in whose name it speaks, alphabetical.
    pub parties: Option<Vec<ActorCode>>,
    /// Where it was issued or the meeting held.
    pub place: Option<String>,
    /// Where it was published: an address, a book, an office.
    pub source: Option<String>,
    /// A remark of whoever keeps the record.
    pub note: Option<String>,
}

/// A field of a description.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DescriptionField {
    /// Title.
    Title,
    /// What sort of document it is.
    Kind,
    /// Date of issue or of the meeting.
    Date,
    /// Those in whose name it speaks.
    Parties,
    /// Where it was issued or the meeting held.
    Place,
    /// Where it was published.
    Source,
    /// A remark.
    Note,
}

impl DescriptionField {
    /// All of them, in the order of [`Description`].
    pub const ALL: &[Self] =
        &[Self::Title, Self::Kind, Self::Date, Self::Parties, Self::Place, Self::Source, Self::Note];

    /// Returns the word for it in data and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Date => "date",
            Self::Parties => "parties",
            Self::Place => "place",
            Self::Source => "source",
            Self::Note => "note",
        }
    }

    /// Returns the field that a word means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.word() == word)
    }
}

impl Description {
    /// Lays what was said later over it: fields that `later` says nothing of stay.
    pub fn lay(&mut self, later: &Self) {
        let Self { title, kind, date, parties, place, source, note } = later.clone();
        self.title = title.or(self.title.take());
        self.kind = kind.or(self.kind);
        self.date = date.or(self.date.take());
        self.parties = parties.or(self.parties.take());
        self.place = place.or(self.place.take());
        self.source = source.or(self.source.take());
        self.note = note.or(self.note.take());
    }

    /// Takes fields back: it says nothing of them any more.
    pub fn withdraw(&mut self, fields: &[DescriptionField]) {
        for field in fields {
            match field {
                DescriptionField::Title => self.title = None,
                DescriptionField::Kind => self.kind = None,
                DescriptionField::Date => self.date = None,
                DescriptionField::Parties => self.parties = None,
                DescriptionField::Place => self.place = None,
                DescriptionField::Source => self.source = None,
                DescriptionField::Note => self.note = None,
            }
        }
    }

    /// Returns whether it says something of a field.
    pub fn says(&self, field: DescriptionField) -> bool {
        match field {
            DescriptionField::Title => self.title.is_some(),
            DescriptionField::Kind => self.kind.is_some(),
            DescriptionField::Date => self.date.is_some(),
            DescriptionField::Parties => self.parties.is_some(),
            DescriptionField::Place => self.place.is_some(),
            DescriptionField::Source => self.source.is_some(),
            DescriptionField::Note => self.note.is_some(),
        }
    }
}

/// A document of the archive.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentRecord {
    /// Its lasting name.
    pub id: DocumentId,
    /// What describes it: what persons said, and where they said nothing what was read off the first expression.
    pub description: Description,
    /// What persons said; a re-reading never overwrites it.
    pub said: Description,
    /// Its expressions in their present versions; the first was there first and never changes place.
    pub expressions: Vec<ExpressionRecord>,
    /// Whether it lies in the bin.
    pub is_removed: bool,
    /// When it was added, RFC 3339 in UTC.
    pub added_at: String,
    /// Number of the last change that touched it.
    pub changed: u64,
    /// Names that lead here since other documents were joined to it.
    pub aliases: Vec<DocumentId>,
}

/// A document in one language, in one version.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExpressionRecord {
    /// Document and language.
    pub id: ExpressionId,
    /// The version, from 1.
    pub version: u32,
    /// The title in this language.
    pub title: Option<String>,
    /// The status of a translation, where the text says it is one.
    pub translation: Option<Translation>,
    /// SHA-256 of the original bytes.
    pub original: Hash,
    /// Size of the original in bytes.
    pub size: u64,
    /// Name of the format: `text`, `markdown`, `html`, `pdf`, `docx`.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub format: SmolStr,
    /// WHATWG name of the encoding it was decoded from.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub encoding: SmolStr,
    /// Where the file was when it was added: its path, or `-`.
    pub origin: String,
    /// When this version was added, RFC 3339 in UTC.
    pub added_at: String,
    /// How many provisions the reading has.
    pub provisions: u32,
    /// Version (content hash) of the lexicon it was read with.
    pub lexicon: String,
    /// Version of the program it was read with.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub program: SmolStr,
}

/// The reading of one version of an expression, as kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StoredReading {
    /// The decoded source; ranges of the reading count its scalar values.
    pub source: String,
    /// The reading.
    pub reading: Reading,
    /// The lasting number of each provision of the reading, in order.
    pub numbers: Vec<u32>,
}

impl StoredReading {
    /// Returns the position in the reading, from 0, of the provision with the lasting number `number`.
    pub fn position(&self, number: u32) -> Option<usize> {
        self.numbers.iter().position(|known| *known == number)
    }
}

/// A remark of a person on a provision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoteRecord {
    /// Number of the note in the archive, from 1: that of the change that made it.
    pub id: u64,
    /// The expression it is on.
    pub expression: ExpressionId,
    /// The lasting number of the provision.
    pub provision: u32,
    /// The remark.
    pub text: String,
    /// The provision's wording when the note was made.
    pub wording: String,
    /// Who made it.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Whether the present version still has the provision.
    pub has_place: bool,
}
