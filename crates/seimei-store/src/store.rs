//! The calls. One store is shared by the threads of a process; several processes may use one archive.

use std::fmt;
use std::path::PathBuf;

use seimei_model::decision::DecisionRecord;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{DocumentRecord, Hash, NoteRecord, StoredReading};
use smol_str::SmolStr;
use sqlx::Row as _;

use crate::change::{Entry, Receipt, Write};
use crate::damage::Damage;
use crate::database::Database;
use crate::error::StoreError;
use crate::filter::Filter;
use crate::folder::Folder;
use crate::originals::hash_of;
use crate::server::ServerAddress;
use crate::{apply, check, commit, database, decide, folder, rows};

/// Where an archive is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A folder: `archive.sqlite` (WAL), `originals/`, `journal.jsonl`, and the index, which others keep, in `index/`.
    Folder(PathBuf),
    /// A PostgreSQL database: `postgres://user:password@host/database`; `?schema=NAME` names a schema in it.
    Postgres(String),
}

impl fmt::Display for Place {
    /// Writes the place as messages name it: the folder, or the address without its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Postgres(address) => f.write_str(&ServerAddress::new(address).shown),
        }
    }
}

/// An open archive.
#[derive(Debug)]
pub struct Store {
    place: Place,
    pub(crate) database: Database,
    /// What an archive in a folder has beside the database.
    pub(crate) folder: Option<Folder>,
}

impl Store {
    /// Makes an archive at `place`, or opens the one that is there. Safe to be called by several processes at once.
    pub fn create(place: Place) -> Result<Self, StoreError> {
        Self::start(place, true)
    }

    /// Opens the archive at `place`; brings its schema up to date, and its journal, where a killed process left it behind.
    /// One that cannot be written is opened to be read, also one of an earlier version.
    pub fn open(place: Place) -> Result<Self, StoreError> {
        Self::start(place, false)
    }

    pub(crate) fn of_parts(place: Place, database: Database, folder: Folder) -> Self {
        Self { place, database, folder: Some(folder) }
    }

    fn start(place: Place, is_new: bool) -> Result<Self, StoreError> {
        let (database, folder) = match &place {
            Place::Folder(path) => {
                let (database, folder) = folder::open(path, is_new)?;
                (database, Some(folder))
            }
            Place::Postgres(address) => {
                let address = ServerAddress::new(address);
                let database = Database::of_server(&address)?;
                if is_new {
                    database.create_schema(&address)?;
                }
                database.prepare(is_new)?;
                (database, None)
            }
        };
        let store = Self { place, database, folder };
        if let Some(folder) = &store.folder {
            folder.level(&store.database)?;
        }
        Ok(store)
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns whether changes can be made; a folder on a medium that takes none can still be read.
    pub fn is_writable(&self) -> bool {
        self.database.is_writable
    }

    /// Returns the archive's own random name, which a search index remembers so as not to be taken for another's.
    pub fn identity(&self) -> Result<String, StoreError> {
        let sql = "SELECT value FROM meta WHERE name = 'identity'";
        self.database.read(async |db| Ok(sqlx::query_scalar(sql).fetch_one(db).await?))
    }

    /// Makes `writes` in order, in one transaction: all or none. When this returns they outlive a crash of the machine.
    /// `at` is RFC 3339 in UTC, `by` the user's name. Fifty to a hundred at a time are much cheaper than one by one.
    ///
    /// # Errors
    /// Where a server stops in the middle of the commit, nobody knows whether it was made; made again, what was made is
    /// [`Receipt::Known`]; a decision that was made is a [`StoreError::Conflict`] with oneself.
    ///
    /// [`StoreError::Conflict`] where a subject was decided on since it was seen, [`StoreError::NoDecision`] where what is
    /// undone or meant is no decision.
    pub fn commit(&self, writes: Vec<Write>, at: &str, by: &str) -> Result<Vec<Receipt>, StoreError> {
        commit::commit(self, writes, at, by)
    }

    /// Returns a document by its name or an alias, in the bin or not.
    pub fn document(&self, id: &DocumentId) -> Result<Option<DocumentRecord>, StoreError> {
        self.database.read(async |db| {
            let Some(id) = rows::resolve(db, id).await? else { return Ok(None) };
            Ok(rows::documents(db, &[id.to_string()]).await?.pop())
        })
    }

    /// Returns the documents that `filter` asks for, in the order of their names.
    pub fn documents(&self, filter: &Filter) -> Result<Vec<DocumentRecord>, StoreError> {
        self.database.read(async |db| {
            let names = rows::names(db, filter).await?;
            rows::documents(db, &names).await
        })
    }

    /// Returns for each of `originals` the expression that has or had it in any version, and whether its document lies
    /// in the bin.
    pub fn known(&self, originals: &[Hash]) -> Result<Vec<Option<(ExpressionId, bool)>>, StoreError> {
        self.database.read(async |db| {
            let mut known = Vec::with_capacity(originals.len());
            for original in originals {
                known.push(rows::holder(db, *original).await?);
            }
            Ok(known)
        })
    }

    /// Returns the expressions that came from this origin in any version, in the bin or not.
    pub fn of_origin(&self, origin: &str) -> Result<Vec<ExpressionId>, StoreError> {
        self.database.read(async |db| rows::of_origin(db, origin).await)
    }

    /// Returns the reading of a version (from 1; `None` for the present one), or `None` where there is none.
    pub fn reading(&self, id: &ExpressionId, version: Option<u32>) -> Result<Option<StoredReading>, StoreError> {
        let reading = self.database.read(async |db| {
            let Some(document) = rows::resolve(db, &id.document).await? else { return Ok(None) };
            rows::reading(db, &ExpressionId { document, language: id.language }, version).await
        })?;
        reading.transpose().map_err(|what| StoreError::Damaged {
            place: self.database.shown().to_owned(),
            what: format!("the reading of {id}: {what}"),
        })
    }

    /// Returns the highest number that a provision of an expression has or had in any version; 0 where there is none.
    /// The next new provision gets the number after it.
    pub fn highest_provision(&self, id: &ExpressionId) -> Result<u32, StoreError> {
        self.database.read(async |db| {
            let Some(document) = rows::resolve(db, &id.document).await? else { return Ok(0) };
            let highest = apply::highest(db, &ExpressionId { document, language: id.language }).await?;
            Ok(u32::try_from(highest).unwrap_or(u32::MAX))
        })
    }

    /// Returns original bytes, checked against their hash.
    pub fn original(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = self.raw_original(hash)?;
        if bytes.as_ref().is_some_and(|bytes| hash_of(bytes) != hash) {
            return Err(StoreError::AlteredOriginal(hash));
        }
        Ok(bytes)
    }

    /// Returns original bytes as they are, altered or not.
    pub(crate) fn raw_original(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(folder) = &self.folder {
            return folder.originals.read(hash);
        }
        self.database.read(async |db| {
            let query = sqlx::query("SELECT content FROM original WHERE hash = $1").bind(hash.to_string());
            let row = query.fetch_optional(db).await?;
            Ok(row.map(|row| row.try_get("content")).transpose()?)
        })
    }

    /// Returns whether original bytes are there, altered or not.
    pub fn has_original(&self, hash: Hash) -> Result<bool, StoreError> {
        if let Some(folder) = &self.folder {
            return Ok(folder.originals.path(hash).exists());
        }
        self.database.read(async |db| {
            let query = sqlx::query("SELECT hash FROM original WHERE hash = $1").bind(hash.to_string());
            Ok(query.fetch_optional(db).await?.is_some())
        })
    }

    /// Returns the notes on an expression, by provision and then by time.
    pub fn notes(&self, id: &ExpressionId) -> Result<Vec<NoteRecord>, StoreError> {
        self.database.read(async |db| {
            let Some(document) = rows::resolve(db, &id.document).await? else { return Ok(Vec::new()) };
            rows::notes(db, &ExpressionId { document, language: id.language }).await
        })
    }

    /// Returns whether a person said that two documents are not one.
    pub fn are_kept_apart(&self, one: &DocumentId, other: &DocumentId) -> Result<bool, StoreError> {
        self.database.read(async |db| {
            let (one, other) = (rows::resolve(db, one).await?, rows::resolve(db, other).await?);
            let (Some(one), Some(other)) = (one, other) else { return Ok(false) };
            let (one, other) = (one.as_str().min(other.as_str()), one.as_str().max(other.as_str()));
            let query = sqlx::query("SELECT one FROM apart WHERE one = $1 AND other = $2").bind(one).bind(other);
            Ok(query.fetch_optional(db).await?.is_some())
        })
    }

    /// Returns the number of the last change; 0 where there is none.
    pub fn last_change(&self) -> Result<u64, StoreError> {
        self.database.read(async |db| rows::last_change(db).await)
    }

    /// Returns at most `limit` changes after number `after`, in order.
    pub fn changes(&self, after: u64, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.database.read(async |db| rows::changes(db, after, limit).await)
    }

    /// Returns the documents that changes after number `after` touched, under the names that they had then, by name.
    pub fn touched(&self, after: u64) -> Result<Vec<DocumentId>, StoreError> {
        self.database.read(async |db| rows::touched(db, after).await)
    }

    /// Returns the changes that touched a document (and those joined to it), oldest first.
    pub fn history(&self, id: &DocumentId) -> Result<Vec<Entry>, StoreError> {
        self.database.read(async |db| {
            let Some(id) = rows::resolve(db, id).await? else { return Ok(Vec::new()) };
            rows::history(db, &id).await
        })
    }

    /// Returns all decisions on the register in order of their numbers, undone ones too. Subjects have the names that
    /// documents had when it was decided; [`DocumentRecord::aliases`] leads from those to the present ones.
    pub fn decisions(&self) -> Result<Vec<DecisionRecord>, StoreError> {
        if !self.has_register()? {
            return Ok(Vec::new());
        }
        self.database.read(async |db| decide::all(db).await)
    }

    /// Returns for each of `subjects` the number of the last decision on it, whatever name its document had then; 0 where
    /// there is none.
    pub fn subject_changed(&self, subjects: &[SmolStr]) -> Result<Vec<u64>, StoreError> {
        if !self.has_register()? {
            return Ok(vec![0; subjects.len()]);
        }
        self.database.read(async |db| decide::changed(db, subjects).await)
    }

    /// Returns whether there are tables for the register: not in an archive of an earlier version that cannot be written.
    pub(crate) fn has_register(&self) -> Result<bool, StoreError> {
        Ok(self.is_writable() || self.database.schema()? >= database::REGISTER)
    }

    /// Looks for damage: database, originals, readings, records, journal. Calls `progress` with (done, all).
    pub fn check(&self, progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<Damage>, StoreError> {
        check::check(self, progress)
    }
}
