//! The calls. One store is shared by the threads of a process; several processes may use one archive.

use std::path::PathBuf;

use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{DocumentRecord, Hash, NoteRecord, StoredReading};

use crate::change::{Entry, Receipt, Write};
use crate::damage::Damage;
use crate::error::StoreError;
use crate::filter::Filter;

/// Where an archive is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A folder: `archive.sqlite` (WAL), `originals/`, `journal.jsonl`, and the index, which others keep, in `index/`.
    Folder(PathBuf),
    /// A PostgreSQL database: `postgres://user:password@host/database`; `?schema=NAME` names a schema in it.
    Postgres(String),
}

/// An open archive.
#[derive(Debug)]
pub struct Store {
    place: Place,
}

#[expect(unused_variables, clippy::unused_self, clippy::missing_const_for_fn, reason = "a contract, filled in next")]
impl Store {
    /// Makes an archive at `place`, or opens the one that is there. Safe to be called by several processes at once.
    pub fn create(place: Place) -> Result<Self, StoreError> {
        Ok(Self { place })
    }

    /// Opens the archive at `place`; brings its schema up to date, and its journal, where a killed process left it behind.
    pub fn open(place: Place) -> Result<Self, StoreError> {
        Ok(Self { place })
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns the archive's own random name, which a search index remembers so as not to be taken for another's.
    pub fn identity(&self) -> Result<String, StoreError> {
        Ok(String::new())
    }

    /// Makes `writes` in order, in one transaction: all or none. When this returns they outlive a crash of the machine.
    /// `at` is RFC 3339 in UTC, `by` the user's name.
    pub fn commit(&self, writes: Vec<Write>, at: &str, by: &str) -> Result<Vec<Receipt>, StoreError> {
        Ok(Vec::new())
    }

    /// Returns a document by its name or an alias, in the bin or not.
    pub fn document(&self, id: &DocumentId) -> Result<Option<DocumentRecord>, StoreError> {
        Ok(None)
    }

    /// Returns the documents that `filter` asks for, in the order of their names.
    pub fn documents(&self, filter: &Filter) -> Result<Vec<DocumentRecord>, StoreError> {
        Ok(Vec::new())
    }

    /// Returns for each of `originals` the expression that has or had it in any version, and whether its document lies
    /// in the bin.
    pub fn known(&self, originals: &[Hash]) -> Result<Vec<Option<(ExpressionId, bool)>>, StoreError> {
        Ok(Vec::new())
    }

    /// Returns the documents that an expression came from this origin in, in the bin or not.
    pub fn of_origin(&self, origin: &str) -> Result<Vec<ExpressionId>, StoreError> {
        Ok(Vec::new())
    }

    /// Returns the reading of a version (from 1; `None` for the present one), or `None` where there is none.
    pub fn reading(&self, id: &ExpressionId, version: Option<u32>) -> Result<Option<StoredReading>, StoreError> {
        Ok(None)
    }

    /// Returns original bytes, checked against their hash.
    pub fn original(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    /// Returns the notes on an expression, by provision and then by time.
    pub fn notes(&self, id: &ExpressionId) -> Result<Vec<NoteRecord>, StoreError> {
        Ok(Vec::new())
    }

    /// Returns whether a person said that two documents are not one.
    pub fn are_kept_apart(&self, one: &DocumentId, other: &DocumentId) -> Result<bool, StoreError> {
        Ok(false)
    }

    /// Returns the number of the last change; 0 where there is none.
    pub fn last_change(&self) -> Result<u64, StoreError> {
        Ok(0)
    }

    /// Returns at most `limit` changes after number `after`, in order.
    pub fn changes(&self, after: u64, limit: usize) -> Result<Vec<Entry>, StoreError> {
        Ok(Vec::new())
    }

    /// Returns the changes that touched a document (and those joined to it), oldest first.
    pub fn history(&self, id: &DocumentId) -> Result<Vec<Entry>, StoreError> {
        Ok(Vec::new())
    }

    /// Looks for damage: database, originals, readings, records, journal. Calls `progress` with (done, all).
    pub fn check(&self, progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<Damage>, StoreError> {
        Ok(Vec::new())
    }
}
