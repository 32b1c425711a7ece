//! The index in its folder: made, opened, written. Derived data: it can always be made again from the store.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seimei_text::glyphs::Glyphs;
use serde::{Deserialize, Serialize};
use tantivy::directory::error::{LockError, OpenDirectoryError};
use tantivy::store::Compressor;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy, TantivyError};

use crate::cutting::Cutter;
use crate::fields::{self, CUTTER, Fields};
use crate::writer::{Pace, Writer};

/// Why the index cannot be used. All but [`IndexError::Busy`] and [`IndexError::File`] are answered by making it again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// There is none.
    #[error("{0} holds no index")]
    Absent(PathBuf),
    /// It belongs to another archive.
    #[error("{0} is the index of another archive")]
    Foreign(PathBuf),
    /// It was made by another version of the program, or the words are folded in another way now.
    #[error("{0} was made in another way")]
    Outdated(PathBuf),
    /// It is damaged.
    #[error("{folder} is damaged")]
    Damaged {
        /// Its folder.
        folder: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Another process is writing it.
    #[error("{0} is being written by another process")]
    Busy(PathBuf),
    /// Its folder cannot be read or written.
    #[error("{folder}: cannot be read or written")]
    File {
        /// Its folder.
        folder: PathBuf,
        /// The reason.
        #[source]
        source: std::io::Error,
    },
}

/// Whose index it is and how far it got; kept with every commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Stamp {
    archive: String,
    change: u64,
    schema: u32,
    folding: String,
}

/// How the archive's texts are to be indexed.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The archive's own random name.
    pub archive: String,
    /// What folding knows of variant characters and older spellings.
    pub glyphs: Arc<Glyphs>,
}

/// An open index. Searches see what was committed when it was opened or last written.
pub struct Index {
    pub(crate) folder: PathBuf,
    pub(crate) plan: Plan,
    pub(crate) tantivy: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
}

/// Characters in a block of stored texts: small, since candidates are checked one by one.
const BLOCK: usize = 4096;

impl Index {
    /// Opens the index in `folder`.
    pub fn open(folder: &Path, plan: &Plan) -> Result<Self, IndexError> {
        if !folder.join("meta.json").is_file() {
            return Err(IndexError::Absent(folder.to_owned()));
        }
        let tantivy = tantivy::Index::open_in_dir(folder).map_err(|error| failure(folder, error))?;
        let (schema, fields) = Fields::new();
        if tantivy.schema() != schema {
            return Err(IndexError::Outdated(folder.to_owned()));
        }
        let index = Self::ready(folder, plan, tantivy, fields)?;
        let stamp = index.stamp()?;
        if stamp.schema != fields::VERSION || stamp.folding != folding(plan) {
            return Err(IndexError::Outdated(folder.to_owned()));
        }
        if stamp.archive != plan.archive {
            return Err(IndexError::Foreign(folder.to_owned()));
        }
        Ok(index)
    }

    /// Makes an empty index in `folder`, in place of what is there; its parent folders too.
    pub fn create(folder: &Path, plan: &Plan) -> Result<Self, IndexError> {
        let file = |source| IndexError::File { folder: folder.to_owned(), source };
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(file)?;
        }
        fs::create_dir_all(folder).map_err(file)?;
        let (schema, fields) = Fields::new();
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_blocksize: BLOCK,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let built = tantivy::Index::builder().schema(schema).settings(settings).create_in_dir(folder);
        let index = Self::ready(folder, plan, built.map_err(|error| failure(folder, error))?, fields)?;
        index.writer(Pace::Few)?.commit(0)?;
        Self::open(folder, plan)
    }

    fn ready(folder: &Path, plan: &Plan, tantivy: tantivy::Index, fields: Fields) -> Result<Self, IndexError> {
        tantivy.tokenizers().register(CUTTER, Cutter::new(Arc::clone(&plan.glyphs)));
        let reader = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|error| failure(folder, error))?;
        Ok(Self { folder: folder.to_owned(), plan: plan.clone(), tantivy, reader, fields })
    }

    /// Returns where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the number of the last change of the archive that it knows.
    pub fn last_change(&self) -> Result<u64, IndexError> {
        Ok(self.stamp()?.change)
    }

    /// Returns the number of units that searches see: provisions and titles.
    pub fn size(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Looks whether its files are those that were written. Reads all of them.
    pub fn check(&self) -> Result<(), IndexError> {
        let damaged = self.tantivy.validate_checksum().map_err(|error| failure(&self.folder, error))?;
        let mut files: Vec<String> = damaged.iter().map(|file| file.display().to_string()).collect();
        files.sort();
        match files.first() {
            None => Ok(()),
            Some(first) => Err(IndexError::Damaged { folder: self.folder.clone(), what: first.clone() }),
        }
    }

    /// Opens it for writing. One process at a time can.
    pub fn writer(&self, pace: Pace) -> Result<Writer<'_>, IndexError> {
        Writer::new(self, pace)
    }

    /// Lets searches see what was committed since, by this process or another.
    pub fn refresh(&self) -> Result<(), IndexError> {
        self.reader.reload().map_err(|error| failure(&self.folder, error))
    }

    fn stamp(&self) -> Result<Stamp, IndexError> {
        let metas = self.tantivy.load_metas().map_err(|error| failure(&self.folder, error))?;
        let stamp = metas.payload.as_deref().and_then(|payload| serde_json::from_str(payload).ok());
        stamp.ok_or_else(|| IndexError::Outdated(self.folder.clone()))
    }

    /// Returns what is to be kept with a commit after change number `change`.
    pub(crate) fn payload(&self, change: u64) -> String {
        let archive = self.plan.archive.clone();
        let stamp = Stamp { archive, change, schema: fields::VERSION, folding: folding(&self.plan) };
        serde_json::to_string(&stamp).unwrap_or_default()
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}

fn folding(plan: &Plan) -> String {
    format!("{:016x}", plan.glyphs.fingerprint())
}

/// Sorts an error of the library by what is to be done about it.
pub(crate) fn failure(folder: &Path, error: TantivyError) -> IndexError {
    let file = |source| IndexError::File { folder: folder.to_owned(), source };
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Busy(folder.to_owned()),
        TantivyError::LockFailure(LockError::IoError(error), _) | TantivyError::IoError(error)
            if error.kind() != std::io::ErrorKind::UnexpectedEof
                && error.kind() != std::io::ErrorKind::InvalidData
                && error.kind() != std::io::ErrorKind::NotFound =>
        {
            file(std::io::Error::new(error.kind(), error.to_string()))
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => IndexError::Absent(folder.to_owned()),
        error => IndexError::Damaged { folder: folder.to_owned(), what: error.to_string() },
    }
}
