//! The archive: what an edge asks of it. Opens store and index, and keeps the index level with the store.

pub mod add;
mod batch;
mod belong;
pub mod carry;
pub mod compare;
pub mod correct;
pub mod counts;
pub mod draft;
pub mod export;
pub mod index;
pub mod intake;
mod likeness;
pub mod pairs;
pub mod recover;
pub mod reference;
pub mod register;
pub mod reread;
pub mod said;
pub mod stem;
pub mod trace;
pub mod transfer;
pub mod verify;
pub mod view;

use std::path::{Path, PathBuf};

use seimei_store::error::StoreError;
use seimei_store::store::{Place, Store};

use crate::lexicon::{self, Lexicon, LexiconError};

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    store: Store,
}

/// The folder that makes the nearest folder above the working one an archive's home.
pub const HOME: &str = ".seimei";

/// The folder of an archive whose tables lie over the built-in lexicon whenever that archive is used.
const LEXICON: &str = "lexicon";

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

    /// Returns the lexicon to use here: the built-in one, over it the archive's own tables (its folder `lexicon/`, if it
    /// has one), over them those of `folders`, in order.
    pub fn lexicon(&self, folders: &[PathBuf]) -> Result<Lexicon, LexiconError> {
        let own = match self.store.place() {
            Place::Folder(folder) => Some(folder.join(LEXICON)).filter(|own| own.is_dir()),
            Place::Postgres(_) => None,
        };
        lexicon::load(&own.into_iter().chain(folders.iter().cloned()).collect::<Vec<_>>())
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

/// Returns the present moment as the archive writes it: RFC 3339 in UTC, to the second.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns the present day where this machine stands: `YYYY-MM-DD`.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_named_goes_before_the_environment_and_that_before_the_folders_above() {
        let home = tempfile::tempdir().expect("a writable folder");
        let below = home.path().join("a/b");
        fs::create_dir_all(&below).expect("a writable folder");
        let folder = |path: &str| Some(Place::Folder(PathBuf::from(path)));
        assert_eq!(place(Some("one"), Some("two"), &below), folder("one"));
        assert_eq!(place(None, Some("two"), &below), folder("two"));
        assert_eq!(place(None, Some(""), &below), None);
        assert_eq!(place(Some("postgres://x/y"), None, &below), Some(Place::Postgres("postgres://x/y".to_owned())));
        fs::create_dir(home.path().join(HOME)).expect("a writable folder");
        assert_eq!(place(None, None, &below), Some(Place::Folder(home.path().join(HOME))));
        fs::create_dir(below.join(HOME)).expect("a writable folder");
        assert_eq!(place(None, None, &below), Some(Place::Folder(below.join(HOME))));
    }

    #[test]
    fn moments_are_written_to_the_second() {
        let now = now();
        assert!(now.len() == 20 && now.ends_with('Z'), "{now}");
        assert_eq!(today().len(), 10);
    }
}
