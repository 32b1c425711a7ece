//! Why a document gave no text.

use serde::{Deserialize, Serialize};

/// Why a document gave no text. Front ends translate by variant.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExtractError {
    /// A password is needed to open it.
    #[error("protected by a password")]
    Encrypted,
    /// Cut off, or not written as its format wants it.
    #[error("damaged ({reason})")]
    Damaged {
        /// What the parser said, in English.
        reason: String,
    },
    /// Its pages are pictures.
    #[error("pictures of {pages} pages without text")]
    ImageOnly {
        /// How many pages there are.
        pages: u32,
    },
    /// It has pages, and nothing on them.
    #[error("empty pages")]
    NoText,
    /// More pages than are read.
    #[error("{pages} pages, more than {limit}")]
    TooManyPages {
        /// How many pages there are.
        pages: u32,
        /// How many are read.
        limit: u32,
    },
    /// More text than is read, or more than a file of this size can honestly hold.
    #[error("unpacks to more than {limit} bytes")]
    TooLarge {
        /// How many bytes are unpacked at most.
        limit: u64,
    },
    /// Not what its name says.
    #[error("not a Word document but {name}")]
    Other {
        /// The usual name of what it is.
        name: String,
    },
    /// It rests on something outside of itself, and nothing is ever fetched.
    #[error("rests on something outside of the file ({what:?} {target})")]
    Outside {
        /// What that is.
        what: Outside,
        /// Where it is; empty for a declaration.
        target: String,
    },
}

/// What a document has outside of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Outside {
    /// A document type declaration, which can call for other files.
    Declaration,
    /// A template on another machine.
    Template,
    /// Text that it shows.
    Text,
    /// An embedded object.
    Object,
}
