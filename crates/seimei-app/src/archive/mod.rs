//! The archive: what an edge asks of it. Opens store and index, and keeps the index level with the store.

use std::path::{Path, PathBuf};

use seimei_store::error::StoreError;
use seimei_store::store::{Place, Store};

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    store: Store,
}

/// The folder that makes the nearest folder above the working one an archive's home.
pub const HOME: &str = ".seimei";

impl Archive {
    /// Opens the archive at `place`.
    pub fn open(place: Place) -> Result<Self, StoreError> {
        Ok(Self { store: Store::open(place)? })
    }

    /// Makes an archive at `place`, or opens the one that is there.
    pub fn create(place: Place) -> Result<Self, StoreError> {
        Ok(Self { store: Store::create(place)? })
    }

    /// The records.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// Tells where the archive is: what was named, else what the environment names, else the nearest [`HOME`] in or above
/// `folder`. A text that begins with `postgres://` or `postgresql://` is a server's address.
pub fn place(named: Option<&str>, environment: Option<&str>, folder: &Path) -> Option<Place> {
    let told = named.or(environment).filter(|told| !told.is_empty());
    if let Some(told) = told {
        let is_address = ["postgres://", "postgresql://"].iter().any(|scheme| told.starts_with(scheme));
        return Some(if is_address { Place::Postgres(told.to_owned()) } else { Place::Folder(PathBuf::from(told)) });
    }
    folder.ancestors().map(|folder| folder.join(HOME)).find(|home| home.is_dir()).map(Place::Folder)
}
