//! What may happen to an archive. Every change is logged whole, so that replaying the log over the originals makes the
//! archive again: the journal, `recover` and `export --format archive` rest on it.

use seimei_model::decision::Decision;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, DescriptionField, Hash, NoteRecord, StoredReading};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A change as logged.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number: 1, 2, 3 ... without gaps, in the order in which changes were committed.
    pub number: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who: the user's name.
    pub by: String,
    /// What.
    #[serde(flatten)]
    pub change: Change,
}

/// A change.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A document came in with its first expression, or an expression in a further language was added.
    Added {
        /// The expression. Of a new document the name that is wished for; if it is taken, also by an alias, the store
        /// gives it the next free suffix (`-2`, `-3` ...) and logs that.
        expression: ExpressionId,
        /// Whether it is a further language of that document, which must be there, and not a new document.
        #[serde(default)]
        is_further: bool,
        /// Its original and how it was read.
        version: Version,
        /// What persons said of the document. Said with a further language it is added to what was said before.
        #[serde(default)]
        said: Description,
    },
    /// An expression got a new version. Bytes that an earlier version of the same expression had are taken again;
    /// those of its present version, or of another expression, are known.
    Revised {
        /// The expression.
        expression: ExpressionId,
        /// The new original and how it was read.
        version: Version,
    },
    /// An expression's present version was read again, under another lexicon or program.
    Reread {
        /// The expression.
        expression: ExpressionId,
        /// The same original, with the new reading's numbers.
        version: Version,
    },
    /// A person said something of a document. Fields that are `None` stay as they are.
    Described {
        /// The document.
        document: DocumentId,
        /// What was said.
        said: Description,
    },
    /// A person took back what persons had said of a document: what was read stands again.
    Withdrawn {
        /// The document.
        document: DocumentId,
        /// Of which fields.
        fields: Vec<DescriptionField>,
    },
    /// A document was put into the bin.
    Removed {
        /// The document.
        document: DocumentId,
    },
    /// A document was taken out of the bin.
    Restored {
        /// The document.
        document: DocumentId,
    },
    /// Two documents turned out to be one: the expressions of `other` move to `document`, its name becomes an alias.
    /// Refused where both have an expression in one language.
    Joined {
        /// The document that stays.
        document: DocumentId,
        /// The one that becomes part of it.
        other: DocumentId,
    },
    /// A person said that two documents are not expressions of one; they are not proposed again.
    KeptApart {
        /// One document.
        document: DocumentId,
        /// The other.
        other: DocumentId,
    },
    /// A person remarked on a provision.
    Noted {
        /// The expression.
        expression: ExpressionId,
        /// The lasting number of the provision.
        provision: u32,
        /// The remark.
        text: String,
        /// The provision's wording at that time.
        wording: String,
    },
    /// A person decided something about the register, or about a reading.
    Decided {
        /// What.
        decision: Decision,
        /// What it is about: undertakings (`DOC/en#p12.1`), entries that a person added (`c-118`), `programme/ID`,
        /// `mechanism/NAME`, a provision (`DOC/en#p12`); 1 to 600 bytes each. Refused where one of them was decided on after `seen`. Only a decision
        /// that adds an entry may have none.
        subjects: Vec<SmolStr>,
        /// Number of the last change that whoever decides had seen.
        seen: u64,
        /// Why.
        reason: String,
    },
}

impl Change {
    /// Returns the version that the change comes with.
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Added { version, .. } | Self::Revised { version, .. } | Self::Reread { version, .. } => Some(version),
            _ => None,
        }
    }

    /// Returns hash and size of the bytes that the change rests on: the original of a version, or a file attached to the
    /// register.
    pub fn original(&self) -> Option<(Hash, u64)> {
        match self {
            Self::Decided { decision, .. } => decision.file().map(|file| (file.original, file.size)),
            change => change.version().map(|version| (version.original, version.size)),
        }
    }
}

/// One version of an expression, as logged: enough to make it again from the original.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Version {
    /// SHA-256 of the original bytes.
    pub original: Hash,
    /// Size of the original in bytes.
    pub size: u64,
    /// Name of the format: `text`, `markdown`, `html`, `pdf`, `docx`.
    pub format: SmolStr,
    /// WHATWG name of the encoding.
    pub encoding: SmolStr,
    /// Where the file was.
    pub origin: String,
    /// Version of the lexicon it was read with.
    pub lexicon: String,
    /// Version of the program it was read with.
    pub program: SmolStr,
    /// The lasting number of each provision, in order of the reading.
    pub numbers: Vec<u32>,
}

/// A change to be made, with what goes with it.
#[derive(Clone, PartialEq, Debug)]
pub struct Write {
    /// The change.
    pub change: Change,
    /// The reading that an `Added`, `Revised` or `Reread` comes with.
    pub reading: Option<StoredReading>,
    /// The original bytes that an `Added` or `Revised` comes with, or those of a file that is attached; kept before the
    /// change is committed.
    pub original: Option<Vec<u8>>,
}

/// What came of a change.
#[derive(Clone, PartialEq, Debug)]
pub enum Receipt {
    /// It was made, under this number.
    Made {
        /// Number of the log entry.
        number: u64,
        /// The document it touched, under the name it was given. Of a decision that of the entry or of what it mentions
        /// first; `None` where it mentions none.
        document: Option<DocumentId>,
        /// Notes that lost their place by it.
        displaced: Vec<NoteRecord>,
    },
    /// The archive has these original bytes already, in this expression; nothing was changed.
    Known {
        /// Where.
        expression: ExpressionId,
        /// Whether that document lies in the bin.
        is_removed: bool,
    },
}
