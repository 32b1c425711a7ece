//! What a database says when it fails, and what that means to the caller.

use std::io;

use sqlx::migrate::MigrateError;

use crate::error::StoreError;

/// Why something inside a transaction failed: the database, or the request itself.
#[derive(Debug)]
pub(crate) enum Fault {
    Database(sqlx::Error),
    Migration(MigrateError),
    Request(StoreError),
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<MigrateError> for Fault {
    fn from(error: MigrateError) -> Self {
        Self::Migration(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Request(error)
    }
}

impl Fault {
    /// Returns what to tell the caller of the archive at `place`.
    pub(crate) fn at(self, place: &str) -> StoreError {
        match self {
            Self::Request(error) => error,
            Self::Database(error) => told(error, place),
            Self::Migration(error) => match error {
                MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                    StoreError::TooNew { place: place.to_owned() }
                }
                MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => told(error, place),
                MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => {
                    StoreError::Damaged { place: place.to_owned(), what: error.to_string() }
                }
                other => StoreError::Database { place: place.to_owned(), source: Box::new(other) },
            },
        }
    }
}

/// Returns what a database's error means.
pub(crate) fn told(error: sqlx::Error, place: &str) -> StoreError {
    let place = place.to_owned();
    let said = error.as_database_error().map(|said| (said.code().unwrap_or_default().into_owned(), said.message()));
    if let Some((code, message)) = said {
        let what = message.to_owned();
        return match code.parse::<i32>() {
            // SQLite's codes are small numbers; the low byte is the class.
            Ok(number) if code.len() != 5 => match (number & 0xff, number >> 8) {
                (5 | 6, _) => StoreError::Busy { place },
                // That the file is there was looked at before: what cannot be opened are those beside it.
                (8 | 14, _) => StoreError::ReadOnly { place },
                // A file that outgrows what the system grants (EFBIG) is told as a failed write.
                (13, _) | (10, 3 | 4 | 6 | 19) => StoreError::Full { place },
                // A short read: the file ends before it should.
                (11 | 26, _) | (10, 2) => StoreError::Damaged { place, what },
                _ => StoreError::Database { place, source: Box::new(error) },
            },
            _ => of_server(&code, what, place, error),
        };
    }
    match &error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed | sqlx::Error::Protocol(_) => {
            StoreError::Unreachable { place, source: Box::new(error) }
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
            StoreError::Damaged { place, what: error.to_string() }
        }
        _ => StoreError::Database { place, source: Box::new(error) },
    }
}

/// Returns what an SQLSTATE of PostgreSQL means.
///
/// # Source
/// PostgreSQL 15 documentation, appendix A.
fn of_server(code: &str, what: String, place: String, error: sqlx::Error) -> StoreError {
    match (code.get(..2).unwrap_or_default(), code) {
        (_, "53100") => StoreError::Full { place },
        (_, "25006" | "42501") => StoreError::ReadOnly { place },
        (_, "55P03" | "40P01" | "40001") => StoreError::Busy { place },
        ("XX", _) => StoreError::Damaged { place, what },
        (_, "3D000" | "3F000") => StoreError::NoArchive { place },
        ("08" | "57" | "28" | "53", _) => StoreError::Unreachable { place, source: Box::new(error) },
        _ => StoreError::Database { place, source: Box::new(error) },
    }
}

/// Returns what the system's refusal to read or write `path` means.
pub(crate) fn of_file(source: io::Error, path: &std::path::Path, place: &str) -> StoreError {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            StoreError::Full { place: place.to_owned() }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly { place: place.to_owned() }
        }
        _ => StoreError::File { path: path.to_owned(), source },
    }
}
