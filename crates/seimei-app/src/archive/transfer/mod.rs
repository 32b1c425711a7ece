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
const FORM: u32 = 3;

/// The form of a stream in which no reading was corrected and nothing that was said of a document taken back.
const FORM_WITHOUT_CORRECTIONS: u32 = 2;

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
    use std::path::Path;

    use seimei_model::decision::{AttachedFile, Attachment, Correction, Decision};
    use seimei_model::undertaking::EntryId;
    use seimei_store::change::{Change, Write};
    use seimei_store::store::Place;
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::archive::Archive;
    use crate::worker::Worker;

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

    /// An archive with an entry that a person added, a file attached to it, and what was decided on it.
    fn with_decisions(folder: &Path) -> Archive {
        let archive = Archive::create(Place::Folder(folder.to_owned())).expect("an archive");
        let decide = |decision, subjects: &[&str], original: Option<&[u8]>| {
            let seen = archive.store().last_change().expect("a store");
            let subjects = subjects.iter().map(|name| (*name).into()).collect();
            let change = Change::Decided { decision, subjects, seen, reason: "議事録による".to_owned() };
            let write = Write { change, reading: None, original: original.map(<[u8]>::to_vec) };
            archive.store().commit(vec![write], "2026-05-20T09:00:00Z", "葵").expect("a commit");
        };
        let commitment = Correction { what: Some("毎年報告する".to_owned()), ..Correction::default() };
        decide(Decision::Added { commitment, source: None }, &[], None);
        let file = AttachedFile {
            original: Hash::new(Sha256::digest(FILE).into()),
            size: FILE.len() as u64,
            name: "議事録.txt".to_owned(),
        };
        let attachment = Attachment { text: "議事録".to_owned(), date: None, link: None, file: Some(file) };
        decide(Decision::EvidenceAttached { entry: EntryId::Added(1), attachment }, &["c-1"], Some(FILE));
        decide(Decision::Confirmed { entry: EntryId::Added(1) }, &["c-1"], None);
        decide(Decision::Undone { number: 3 }, &["c-1"], None);
        archive
    }

    const FILE: &[u8] = b"minutes of the port committee";

    #[test]
    fn decisions_go_out_and_come_in_with_their_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = with_decisions(&folder.path().join("here"));
        let mut stream = Vec::new();
        let exported = here.export_whole(&mut stream).expect("a stream");
        assert_eq!((exported.changes, exported.originals), (4, 1));
        let there = Archive::create(Place::Folder(folder.path().join("there"))).expect("an archive");
        let (lexicon, worker) = (crate::lexicon::load(&[]).expect("a lexicon"), Worker::in_process());
        let imported = there.import(stream.as_slice(), &lexicon, &worker, |_, _| {}).expect("an import");
        assert_eq!((imported.all, imported.made, imported.left.len()), (4, 4, 0));
        assert_eq!(there.store().decisions().expect("a store"), here.store().decisions().expect("a store"));
        assert_eq!(there.store().check(&mut |_, _| {}).expect("a check"), []);
        let again = there.import(stream.as_slice(), &lexicon, &worker, |_, _| {}).expect("an import");
        assert_eq!((again.made, again.there), (0, 4));
        let mut other = Vec::new();
        there.export_whole(&mut other).expect("a stream");
        assert_eq!(stream, other);
        // Without the file the stream is not whole.
        let cut = stream.len() - 2048;
        assert!(there.import(&stream[..cut], &lexicon, &worker, |_, _| {}).is_err());
    }

    #[test]
    fn decisions_are_recovered_also_where_a_file_was_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("here");
        let archive = with_decisions(&home);
        let before = archive.store().decisions().expect("a store");
        drop(archive);
        let (lexicon, worker) = (crate::lexicon::load(&[]).expect("a lexicon"), Worker::in_process());
        let recover =
            || crate::archive::recover::recover(&home, &lexicon, &worker, &mut |_, _| {}).expect("a recovery");
        std::fs::remove_file(home.join("archive.sqlite")).expect("removed");
        let recovered = recover();
        assert!(recovered.is_whole(), "{recovered:?}");
        let hash = Hash::new(Sha256::digest(FILE).into()).to_string();
        std::fs::remove_file(home.join("originals").join(&hash[..2]).join(&hash)).expect("removed");
        let recovered = recover();
        assert_eq!((recovered.missing, recovered.changes, recovered.lost), (vec!["e-2".to_owned()], 4, Vec::new()));
        let archive = Archive::open(Place::Folder(home.clone())).expect("an archive");
        assert_eq!(archive.store().decisions().expect("a store"), before);
    }
}
