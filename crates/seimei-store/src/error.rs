//! Why the store could not do what it was asked.

use std::io;
use std::path::PathBuf;

use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::Hash;
use smol_str::SmolStr;

/// Why a call failed. Nothing was changed by a call that failed. Front ends translate by variant.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No archive is there.
    #[error("{place} holds no archive")]
    NoArchive {
        /// The folder or URL (without its password).
        place: String,
    },
    /// The folder or server refuses writing.
    #[error("{place} cannot be written")]
    ReadOnly {
        /// The folder or URL.
        place: String,
    },
    /// No space is left.
    #[error("no space is left at {place}")]
    Full {
        /// The folder or URL.
        place: String,
    },
    /// Another process held the archive for too long.
    #[error("{place} is in use by another process")]
    Busy {
        /// The folder or URL.
        place: String,
    },
    /// The database is damaged. Originals and journal are apart from it.
    #[error("the database at {place} is damaged")]
    Damaged {
        /// The folder or URL.
        place: String,
        /// What the database says of it.
        what: String,
    },
    /// The archive was made by a later version of the program.
    #[error("{place} was made by a later version of the program")]
    TooNew {
        /// The folder or URL.
        place: String,
    },
    /// The server cannot be reached, or stopped.
    #[error("the server at {place} does not answer")]
    Unreachable {
        /// The URL without its password.
        place: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// No such document.
    #[error("no document {0}")]
    NoDocument(DocumentId),
    /// No such expression.
    #[error("no expression {0}")]
    NoExpression(ExpressionId),
    /// The document has an expression in that language already.
    #[error("{0} is there already")]
    HasLanguage(ExpressionId),
    /// The expression has no such provision.
    #[error("{0} has no provision {1}")]
    NoProvision(ExpressionId, u32),
    /// The change does not fit what goes with it: a fault of the caller.
    #[error("a change that contradicts itself: {what}")]
    Contradiction {
        /// What does not fit what.
        what: String,
    },
    /// Both documents have an expression in one language, so they are not one document.
    #[error("{0} and {1} have an expression in the same language")]
    SameLanguage(DocumentId, DocumentId),
    /// There is no such decision: the change is another one, or does not add what is meant.
    #[error("no decision {0}")]
    NoDecision(u64),
    /// Somebody decided on the same subject meanwhile.
    #[error("{subject}: {by} decided on it meanwhile, in change {number} of {at}")]
    Conflict {
        /// The subject.
        subject: SmolStr,
        /// Number of the change.
        number: u64,
        /// Who.
        by: String,
        /// When, RFC 3339 in UTC.
        at: String,
    },
    /// The bytes of an original are not those that were put in.
    #[error("the original {0} was altered")]
    AlteredOriginal(Hash),
    /// A file of the archive cannot be read or written.
    #[error("{path}: cannot be read or written")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// Anything else the database says.
    #[error("the database at {place} refused")]
    Database {
        /// The folder or URL.
        place: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
