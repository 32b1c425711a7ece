//! Making a damaged database again out of the journal and the originals.

use std::io;
use std::path::{Path, PathBuf};

use seimei_lexicon::lexicon::Lexicon;
use seimei_store::error::StoreError;

use crate::worker::Worker;

/// What was recovered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recovered {
    /// How many changes were made again.
    pub changes: u64,
    /// Expressions whose original is not there.
    pub missing: Vec<String>,
    /// Expressions whose original could not be read.
    pub unread: Vec<String>,
    /// Expressions that are read otherwise now than then, so that their provisions got new numbers.
    pub renumbered: Vec<String>,
    /// Lines of the journal that cannot be read.
    pub illegible: Vec<u64>,
    /// Where the damaged database is.
    pub aside: PathBuf,
}

impl Recovered {
    /// Returns whether nothing was lost.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.unread.is_empty() && self.illegible.is_empty()
    }
}

/// Why nothing was recovered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecoverError {
    /// There is no journal.
    #[error("{} has no journal", .0.display())]
    NoJournal(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: cannot be read or written", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// The new database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the database of `folder` again.
pub fn recover(
    folder: &Path,
    _lexicon: &Lexicon,
    _worker: &Worker,
    _progress: &mut dyn FnMut(usize, usize),
) -> Result<Recovered, RecoverError> {
    Err(RecoverError::NoJournal(folder.to_owned()))
}
