//! Making the database of a folder again, from the journal and the originals.
//!
//! The new database is made beside the old one, in a folder of its own, and takes its place when it is whole. Whatever
//! happens before, the archive stays as it was; the old database is kept beside the new one, under another name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::change::Entry;
use crate::database::{Access, Database};
use crate::error::StoreError;
use crate::fault::of_file;
use crate::folder::{DATABASE, Folder, JOURNAL};
use crate::journal::{Journal, OpenJournal};
use crate::originals::sync_folder;
use crate::rows;
use crate::store::{Place, Store};

/// After so many changes in a row that a damaged database cannot tell, it is asked for no more.
const PATIENCE: u32 = 1000;

/// Where the new database is made.
const WORKSHOP: &str = "recovering";

/// A recovery under way. While it lasts no other process opens the archive. Dropped unfinished it leaves the archive as it
/// was.
pub struct Recovery {
    path: PathBuf,
    store: Store,
    logged: Logged,
    /// Keeps others out.
    held: OpenJournal,
}

/// What is known of the archive's changes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Logged {
    /// The changes in order, from the journal and, where it lacks them, from what the database still tells.
    pub entries: Vec<Entry>,
    /// How many of them only the database told.
    pub from_database: usize,
    /// Numbers of changes that nothing tells any more.
    pub lost: Vec<u64>,
}

impl Recovery {
    /// Begins to make the database in `folder` again.
    pub fn begin(folder: &Path) -> Result<Self, StoreError> {
        let shown = folder.display().to_string();
        let path = folder.canonicalize().map_err(|_| StoreError::NoArchive { place: shown.clone() })?;
        let journal = Journal::new(path.join(JOURNAL));
        if !journal.path().exists() && !path.join(DATABASE).exists() {
            return Err(StoreError::NoArchive { place: shown });
        }
        let held = journal.open().map_err(|error| of_file(error, journal.path(), &shown))?;
        let logged = logged(&path, &journal, &shown)?;
        let workshop = path.join(WORKSHOP);
        if workshop.exists() {
            // Of a recovery that was broken off.
            fs::remove_dir_all(&workshop).map_err(|error| of_file(error, &workshop, &shown))?;
        }
        fs::create_dir(&workshop).map_err(|error| of_file(error, &workshop, &shown))?;
        let database = Database::of_file(&workshop.join(DATABASE), Access::Create, shown.clone())?;
        database.prepare(true)?;
        let store = Store::of_parts(Place::Folder(folder.to_owned()), database, Folder::new(&workshop, &path, shown));
        Ok(Self { path, store, logged, held })
    }

    /// Returns the changes to make again.
    pub fn logged(&self) -> &Logged {
        &self.logged
    }

    /// Returns the new archive, to replay the changes into; it has the originals.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Puts the new database in the place of the old one, which stays beside it as `archive.sqlite.damaged-1` (`-2` ...),
    /// the old journal as `journal.jsonl.damaged-1` where the new one differs. Returns where the old database is now.
    pub fn finish(self) -> Result<Option<PathBuf>, StoreError> {
        let Self { path, store, logged: _, held } = self;
        let shown = store.place().to_string();
        let refused = |error, path: &Path| of_file(error, path, &shown);
        // Closes the database, which folds its log into the file.
        drop(store);
        let workshop = path.join(WORKSHOP);
        let (number, aside) = free_name(&path);
        let (journal, new_journal) = (path.join(JOURNAL), workshop.join(JOURNAL));
        // The journal first: with it alone all this can be done again.
        if new_journal.exists() {
            if fs::read(&journal).ok() != fs::read(&new_journal).ok() {
                let old = path.join(format!("{JOURNAL}.damaged-{number}"));
                fs::copy(&journal, &old).map_err(|error| refused(error, &old))?;
            }
            fs::rename(&new_journal, &journal).map_err(|error| refused(error, &journal))?;
        }
        let old = path.join(DATABASE);
        let had_one = old.exists();
        for end in ["", "-wal", "-shm"] {
            let from = PathBuf::from(format!("{}{end}", old.display()));
            let to = PathBuf::from(format!("{}{end}", aside.display()));
            if from.exists() {
                fs::rename(&from, &to).map_err(|error| refused(error, &from))?;
            }
        }
        fs::rename(workshop.join(DATABASE), &old).map_err(|error| refused(error, &old))?;
        sync_folder(&path).map_err(|error| refused(error, &path))?;
        // What is left in it is empty.
        let _ = fs::remove_dir_all(&workshop);
        drop(held);
        Ok(had_one.then_some(aside))
    }
}

/// Returns a name for the damaged database that nothing has, and its number.
fn free_name(folder: &Path) -> (u32, PathBuf) {
    let mut number = 1;
    loop {
        let name = folder.join(format!("{DATABASE}.damaged-{number}"));
        if !name.exists() {
            return (number, name);
        }
        number += 1;
    }
}

/// Gathers the changes from the journal, and from the database as far as it can be read.
fn logged(path: &Path, journal: &Journal, shown: &str) -> Result<Logged, StoreError> {
    let contents = journal.contents().map_err(|error| of_file(error, journal.path(), shown))?;
    let mut entries: BTreeMap<u64, Entry> = BTreeMap::new();
    for entry in contents.entries {
        entries.insert(entry.number, entry);
    }
    let copied = entries.len();
    for entry in told_by(&path.join(DATABASE), shown) {
        entries.entry(entry.number).or_insert(entry);
    }
    let end = entries.keys().next_back().copied().unwrap_or_default();
    let lost = (1..=end).filter(|number| !entries.contains_key(number)).collect();
    Ok(Logged { from_database: entries.len() - copied, lost, entries: entries.into_values().collect() })
}

/// Returns the changes that a database, perhaps a damaged one, still tells.
fn told_by(file: &Path, shown: &str) -> Vec<Entry> {
    let mut told: Vec<Entry> = Vec::new();
    if !file.exists() {
        return told;
    }
    // Opened for writing so that a log that was not folded in is read too.
    let Ok(database) = Database::of_file(file, Access::Write, shown.to_owned()) else { return told };
    let mut after = 0;
    let mut refused = 0;
    while refused < PATIENCE {
        // One at a time, so that a damaged page costs no more than what stands on it.
        if let Ok(mut entries) = database.read(async |db| rows::changes(db, after, 1).await) {
            let Some(entry) = entries.pop() else { break };
            after = entry.number;
            refused = 0;
            told.push(entry);
        } else {
            after += 1;
            refused += 1;
        }
    }
    told
}
