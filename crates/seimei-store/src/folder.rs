//! An archive in a folder: the database, and beside it the originals and the journal.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::database::{Access, Database};
use crate::error::StoreError;
use crate::fault::of_file;
use crate::journal::{End, Journal};
use crate::originals::{Originals, sync_folder};
use crate::rows;

/// The database's file.
pub(crate) const DATABASE: &str = "archive.sqlite";

/// The journal's file.
pub(crate) const JOURNAL: &str = "journal.jsonl";

/// What stands in the folder for whoever looks into it.
const README: &str = include_str!("README.txt");

/// So many changes are copied to the journal at a time.
const STEP: usize = 1000;

/// What an archive in a folder has beside the database.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) originals: Originals,
    pub(crate) journal: Journal,
    shown: String,
}

/// Opens the archive in a folder; makes one where `is_new` and none is there.
pub(crate) fn open(path: &Path, is_new: bool) -> Result<(Database, Folder), StoreError> {
    let shown = path.display().to_string();
    let none = || StoreError::NoArchive { place: shown.clone() };
    if is_new {
        fs::create_dir_all(path).map_err(|error| of_file(error, path, &shown))?;
    }
    // The database's address must not depend on the working folder.
    let path = path.canonicalize().map_err(|_| none())?;
    let folder = Folder::new(&path, &path, shown.clone());
    let file = path.join(DATABASE);
    if !is_new && !file.exists() && !folder.journal.path().exists() {
        return Err(none());
    }
    // Whoever has the journal open makes or alters tables; others wait.
    let _held = match folder.journal.open() {
        Ok(open) => open,
        Err(error) => {
            return match of_file(error, folder.journal.path(), &shown) {
                StoreError::ReadOnly { .. } if file.exists() => Ok((open_to_read(&file, &shown)?, folder)),
                refusal => Err(refusal),
            };
        }
    };
    if !file.exists() {
        let contents = folder.journal.contents();
        let contents = contents.map_err(|error| of_file(error, folder.journal.path(), &shown))?;
        if let Some(last) = contents.entries.last() {
            let what = format!("{DATABASE} is missing; the journal has {} changes", last.number);
            return Err(StoreError::Damaged { place: shown, what });
        }
        if !is_new {
            return Err(none());
        }
        let readme = path.join("README.txt");
        fs::write(&readme, README).map_err(|error| of_file(error, &readme, &shown))?;
        // The folder itself must outlive a crash too.
        for made in [Some(path.as_path()), path.parent()].into_iter().flatten() {
            let _ = sync_folder(made);
        }
    }
    let access = if is_new { Access::Create } else { Access::Write };
    let database = Database::of_file(&file, access, shown)?;
    database.prepare(true)?;
    folder.originals.tidy();
    Ok((database, folder))
}

/// Opens a database that cannot be written.
fn open_to_read(file: &Path, shown: &str) -> Result<Database, StoreError> {
    let open = |access| {
        let database = Database::of_file(file, access, shown.to_owned())?;
        database.prepare(false).map(|()| database)
    };
    let log = PathBuf::from(format!("{}-wal", file.display()));
    let is_folded = fs::metadata(log).map_or(true, |log| log.len() == 0);
    match open(Access::Read) {
        // Even readers note in a file beside the database where they are. Where that cannot be made nobody writes either,
        // and if the log was folded into the database it can be read without.
        Err(StoreError::ReadOnly { .. } | StoreError::Full { .. }) if is_folded => open(Access::Immutable),
        other => other,
    }
}

impl Folder {
    /// Names what stands beside a database in `path`, with the originals in `home`.
    pub(crate) fn new(path: &Path, home: &Path, shown: String) -> Self {
        let originals = Originals::new(home.join("originals"), shown.clone());
        Self { originals, journal: Journal::new(path.join(JOURNAL)), shown }
    }

    /// Appends to the journal what it lacks. What cannot be written now is written the next time: the log has it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the journal has changes that the database has not: it was lost or is an old one.
    pub(crate) fn level(&self, database: &Database) -> Result<(), StoreError> {
        if !database.is_writable {
            return Ok(());
        }
        let follow = || -> io::Result<Result<(), StoreError>> {
            let mut journal = self.journal.open()?;
            let mut after = match journal.end()? {
                End::Number(number) => number,
                End::Illegible => {
                    // The log is the truth of which this is the copy.
                    journal.clear()?;
                    0
                }
            };
            let last = match database.read(async |db| rows::last_change(db).await) {
                Ok(last) => last,
                Err(error) => return Ok(Err(error)),
            };
            if after > last {
                let what = format!("the journal has {after} changes, the database {last}");
                return Ok(Err(StoreError::Damaged { place: self.shown.clone(), what }));
            }
            while after < last {
                let entries = match database.read(async |db| rows::changes(db, after, STEP).await) {
                    Ok(entries) => entries,
                    Err(error) => return Ok(Err(error)),
                };
                let Some(end) = entries.last() else { break };
                after = end.number;
                journal.append(&entries)?;
            }
            Ok(Ok(()))
        };
        follow().unwrap_or(Ok(()))
    }
}
