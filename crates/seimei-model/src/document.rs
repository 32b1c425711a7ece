//! The document as a whole.

use serde::{Deserialize, Serialize};

use crate::code::{ActorCode, Lang};
use crate::date::Edtf;

macro_rules! document_kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// What sort of document it is.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum DocumentKind { $($(#[$doc])* $kind,)* }

        impl DocumentKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Returns the word for the kind in data and output.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// Returns the kind for the data's `word`, or `None`.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

document_kinds! {
    /// Issued in the name of several parties.
    JointStatement = "joint_statement",
    /// A declaration.
    Declaration = "declaration",
    /// A communiqué of a meeting.
    Communique = "communique",
    /// One side's account of a meeting or call.
    Readout = "readout",
    /// A press release or spokesperson's statement.
    PressRelease = "press_release",
    /// A fact sheet.
    FactSheet = "fact_sheet",
    /// A partnership programme or plan of action.
    Programme = "programme",
    /// A treaty, agreement or memorandum.
    Agreement = "agreement",
    /// A resolution.
    Resolution = "resolution",
    /// A speech or address.
    Speech = "speech",
    /// An essay or analysis.
    Report = "report",
    /// A news story.
    News = "news",
}

/// Whether a translation is the parties' own or for convenience.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Translation {
    /// 仮訳: for convenience, not agreed.
    Provisional,
    /// A translation that the issuer stands by.
    Official,
}

impl Translation {
    /// Returns the word for the status in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Official => "official",
        }
    }

    /// Returns the status for the data's `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Provisional, Self::Official].into_iter().find(|status| status.word() == word)
    }
}

/// The fields of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Document {
    /// The document's own title, white space folded.
    pub title: Option<String>,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// Date of issue or of the meeting.
    pub date: Option<Edtf>,
    /// Language of the text.
    pub language: Lang,
    /// Those in whose name it speaks, alphabetical.
    pub parties: Vec<ActorCode>,
    /// Where it was issued or the meeting held, as written.
    pub place: Option<String>,
    /// The status of a translation, where the text says it is one.
    pub translation: Option<Translation>,
    /// Who published it, as written.
    pub issuer: Option<String>,
}

/// One of several documents on one page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Part {
    /// What sort of document the part is.
    pub kind: DocumentKind,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Number of its first provision, from 1.
    pub first: u32,
    /// Number of its last provision.
    pub last: u32,
}
