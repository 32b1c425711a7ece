//! Original bytes in a folder: `originals/ab/<64 hexadecimal digits>`.
//!
//! A file appears under its name only when its bytes are on disk, so a name never leads to half an original.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use seimei_model::record::Hash;
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::fault::of_file;

/// What a file is called while it is written.
const UNFINISHED: &str = ".unfinished-";

/// How old an unfinished file must be to be taken for the leavings of a killed process.
const STALE: Duration = Duration::from_hours(1);

/// So many files are forced to disk at a time; a disk does several for the price of one.
const AT_ONCE: usize = 16;

/// The originals of an archive in a folder.
#[derive(Debug)]
pub(crate) struct Originals {
    folder: PathBuf,
    /// The place as messages name it.
    shown: String,
}

/// Returns the hash of bytes.
pub(crate) fn hash_of(bytes: &[u8]) -> Hash {
    Hash::new(Sha256::digest(bytes).into())
}

impl Originals {
    pub(crate) fn new(folder: PathBuf, shown: String) -> Self {
        Self { folder, shown }
    }

    /// Keeps bytes under their hashes. When this returns they outlive a crash of the machine.
    pub(crate) fn keep(&self, originals: &[(Hash, &[u8])]) -> Result<(), StoreError> {
        let absent: Vec<&(Hash, &[u8])> = originals.iter().filter(|(hash, bytes)| !self.has(*hash, bytes)).collect();
        let mut folders = BTreeSet::new();
        for (hash, _) in &absent {
            let folder = self.folder_of(*hash);
            if !folder.is_dir() {
                fs::create_dir_all(&folder).map_err(|error| of_file(error, &folder, &self.shown))?;
                folders.insert(self.folder.clone());
            }
            folders.insert(folder);
        }
        let share = absent.len().div_ceil(AT_ONCE).max(1);
        at_once(absent.chunks(share), |share| share.iter().try_for_each(|(hash, bytes)| self.write(*hash, bytes)))?;
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        let share = folders.len().div_ceil(AT_ONCE).max(1);
        at_once(folders.chunks(share), |share| {
            let sync = |folder: &PathBuf| sync_folder(folder).map_err(|error| of_file(error, folder, &self.shown));
            share.iter().try_for_each(sync)
        })
    }

    /// Returns the bytes under a hash as they are, or `None`.
    pub(crate) fn read(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(hash);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::File { path, source }),
        }
    }

    /// Removes what killed processes left half written.
    pub(crate) fn tidy(&self) {
        let long_ago = SystemTime::now().checked_sub(STALE);
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
            let written = entry.metadata().and_then(|metadata| metadata.modified()).ok();
            if is_unfinished && written < long_ago {
                // Another process may have tidied it away meanwhile.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn folder_of(&self, hash: Hash) -> PathBuf {
        self.folder.join(&hash.to_string()[..2])
    }

    pub(crate) fn path(&self, hash: Hash) -> PathBuf {
        self.folder_of(hash).join(hash.to_string())
    }

    /// Returns whether the bytes are there already. A file that was altered is written anew.
    fn has(&self, hash: Hash, bytes: &[u8]) -> bool {
        let path = self.path(hash);
        let is_as_long = fs::metadata(&path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
        is_as_long && fs::read(&path).is_ok_and(|kept| kept == bytes)
    }

    fn write(&self, hash: Hash, bytes: &[u8]) -> Result<(), StoreError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let unfinished = self.folder.join(format!("{UNFINISHED}{}-{number}", std::process::id()));
        let path = self.path(hash);
        let write = || -> io::Result<()> {
            let mut file = File::create(&unfinished)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&unfinished);
            of_file(error, &path, &self.shown)
        })
    }
}

/// Forces a folder's entries to disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere folders cannot be opened as files, and their entries follow the files.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Does `work` on each share in a thread of its own; returns the first failure.
fn at_once<T: Send>(
    shares: impl Iterator<Item = T>,
    work: impl Fn(T) -> Result<(), StoreError> + Sync,
) -> Result<(), StoreError> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}
