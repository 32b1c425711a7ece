//! A whole archive as one stream: the log of its changes and its originals, enough to make the same archive elsewhere.
//!
//! The stream is a tar file: `seimei-archive.json` (what follows), `changes.jsonl` (the log), `wordings.jsonl` (the wording
//! of the provisions, so that numbers find theirs where another lexicon reads otherwise), `originals/ab/HASH` (originals and
//! files that were attached to the register). The same
//! archive gives the same bytes.

mod inward;
mod outward;
mod unpacked;

use seimei_model::record::{Hash, NoHash};
use seimei_store::error::StoreError;
use serde::{Deserialize, Serialize};
use std::io;

pub use inward::{Imported, Left};
pub use outward::Exported;

/// The file that a stream begins with.
const MANIFEST: &str = "seimei-archive.json";
const CHANGES: &str = "changes.jsonl";
const WORDINGS: &str = "wordings.jsonl";
const ORIGINALS: &str = "originals/";

/// The present form of the stream.
const FORM: u32 = 2;

/// The form of a stream in which nothing was decided about the register.
const FORM_WITHOUT_DECISIONS: u32 = 1;

/// What stands at the beginning of a stream.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Manifest {
    /// The form; a later one may not be understood.
    form: u32,
    /// The program that wrote it.
    program: String,
    /// How many changes follow.
    changes: u64,
    /// How many originals follow.
    originals: u64,
    /// SHA-256 of `changes.jsonl`.
    changes_sha256: Hash,
    /// SHA-256 of `wordings.jsonl`.
    wordings_sha256: Hash,
}

/// The wording of the provisions of a version.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Wordings {
    /// Number of the last change that made or read the version.
    change: u64,
    /// Text and section of each provision, in order.
    provisions: Vec<(String, Option<String>)>,
    /// Their lasting numbers.
    numbers: Vec<u32>,
}

/// Why an archive could not be written or taken in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The stream is no archive.
    #[error("no archive")]
    NoArchive,
    /// The stream was written by a later version of the program.
    #[error("written by a later version of the program")]
    TooNew,
    /// The stream ends before its end.
    #[error("cut off")]
    CutOff,
    /// Something in the stream is not what it should be.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The stream cannot be read or written, or there is no room to unpack it.
    #[error("cannot be read or written")]
    Stream(#[from] io::Error),
    /// The archive refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Tells whether bytes are the beginning of an archive's stream.
pub fn is_archive(beginning: &[u8]) -> bool {
    beginning.starts_with(MANIFEST.as_bytes()) && beginning.get(MANIFEST.len()) == Some(&0)
}

/// Returns the name of an original in the stream.
fn original_name(hash: Hash) -> String {
    let hash = hash.to_string();
    format!("{ORIGINALS}{}/{hash}", &hash[..2])
}

/// Returns the hash of an original by its name in the stream.
fn original_of(name: &str) -> Result<Hash, NoHash> {
    let hash: Hash = name.rsplit('/').next().unwrap_or_default().parse()?;
    if original_name(hash) == name { Ok(hash) } else { Err(NoHash) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn originals_have_names_that_lead_back() {
        let hash = Hash::new([0xab; 32]);
        let name = original_name(hash);
        assert!(name.starts_with("originals/ab/abab"));
        assert_eq!(original_of(&name), Ok(hash));
        for name in ["originals/cd/abab", "../etc/passwd", &name.replace("originals", "other"), &name.to_uppercase()] {
            assert!(original_of(name).is_err(), "{name}");
        }
    }

    #[test]
    fn an_archive_is_told_by_its_beginning() {
        assert!(is_archive(b"seimei-archive.json\0\0\0"));
        assert!(!is_archive(b"seimei-archive.json5"));
        assert!(!is_archive(b"seimei"));
    }
}
