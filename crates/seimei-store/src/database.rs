//! Connections to SQLite and PostgreSQL under one face, and where the two differ.
//!
//! The connections that are free wait in a list. The driver's own pool is not used: it tries a server that refuses
//! connections again and again until its time is over, where the caller wants to be told at once.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::SystemTime;

use sqlx::any::AnyConnectOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions, Connection, Executor, SqlSafeStr};
use tokio::runtime::{Builder, Runtime};

use crate::error::StoreError;
use crate::fault::{Fault, told};
use crate::server::ServerAddress;

/// The migrations in order: description and text.
const MIGRATIONS: &[(&str, &str)] = &[
    ("archive", include_str!("../../../migrations/0001_archive.sql")),
    ("register", include_str!("../../../migrations/0002_register.sql")),
];

/// The number of the last of them.
const SCHEMA: i64 = 2;

/// The number of the one that brought the tables of the register.
pub(crate) const REGISTER: i64 = 2;

/// Which database it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Returns the statement that begins a transaction that will write.
    fn begin_to_write(self) -> &'static str {
        match self {
            // Taken at once: two that both read first and then want to write could only fail.
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Returns the statement that begins a transaction in which every query sees one state.
    fn begin_to_read(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Returns the migrations up to one.
    fn migrator(self, last: i64) -> Migrator {
        let (name, bytes) = match self {
            Self::Sqlite => ("TEXT", "BLOB"),
            Self::Postgres => ("TEXT COLLATE \"C\"", "BYTEA"),
        };
        let migrations = (1..=last).zip(MIGRATIONS).map(|(number, (description, text))| {
            let sql = AssertSqlSafe(text.replace("{name}", name).replace("{bytes}", bytes)).into_sql_str();
            Migration::new(number, (*description).into(), MigrationType::Simple, sql, false)
        });
        Migrator::with_migrations(migrations.collect())
    }
}

/// How a file of SQLite is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    /// To be read and written; made where it is not there.
    Create,
    /// To be read and written.
    Write,
    /// To be read only.
    Read,
    /// To be read only, by a system that allows nothing else: no lock and no log beside the file can be made.
    Immutable,
}

/// An open database.
pub(crate) struct Database {
    runtime: Runtime,
    free: Mutex<Vec<AnyConnection>>,
    options: AnyConnectOptions,
    /// What every connection is told first.
    greeting: String,
    /// The place as messages name it.
    shown: String,
    pub(crate) dialect: Dialect,
    pub(crate) is_writable: bool,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("place", &self.shown).finish_non_exhaustive()
    }
}

impl Database {
    /// Opens a file of SQLite. `shown` names the place in messages.
    pub(crate) fn of_file(file: &Path, access: Access, shown: String) -> Result<Self, StoreError> {
        // The driver's address decodes percent signs that it does not encode.
        let name = file.to_string_lossy().replace('%', "%25");
        let options = SqliteConnectOptions::new()
            .filename(name)
            .create_if_missing(access == Access::Create)
            .read_only(matches!(access, Access::Read | Access::Immutable))
            .immutable(access == Access::Immutable);
        let mut greeting = "PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = ON;".to_owned();
        let is_writable = matches!(access, Access::Create | Access::Write);
        if is_writable {
            greeting.push_str("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        }
        let options = address(&options.to_url_lossy(), &shown)?;
        Self::connect(options, greeting, shown, Dialect::Sqlite, is_writable)
    }

    /// Opens a database on a server.
    pub(crate) fn of_server(server: &ServerAddress) -> Result<Self, StoreError> {
        let shown = server.shown.clone();
        let options = server.url.parse().map_err(|error| told(error, &shown))?;
        let greeting = match &server.schema {
            Some(schema) => format!("SET search_path TO \"{schema}\"; SET synchronous_commit TO on;"),
            None => "SET synchronous_commit TO on;".to_owned(),
        };
        Self::connect(options, greeting, shown, Dialect::Postgres, true)
    }

    fn connect(
        options: AnyConnectOptions,
        greeting: String,
        shown: String,
        dialect: Dialect,
        is_writable: bool,
    ) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime =
            runtime.map_err(|source| StoreError::Database { place: shown.clone(), source: Box::new(source) })?;
        let options = options.disable_statement_logging();
        let free = Mutex::default();
        let database = Self { runtime, free, options, greeting, shown, dialect, is_writable };
        database.run(async |database| {
            let connection = database.connection().await?;
            database.free().push(connection);
            Ok(())
        })?;
        Ok(database)
    }

    /// Returns the place as messages name it.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Makes the tables (where `is_new`), or brings them up to date.
    pub(crate) fn prepare(&self, is_new: bool) -> Result<(), StoreError> {
        let place = || self.shown.clone();
        match (self.schema()?, is_new) {
            (0, false) => Err(StoreError::NoArchive { place: place() }),
            (schema, _) if schema > SCHEMA => Err(StoreError::TooNew { place: place() }),
            (schema, _) if schema == SCHEMA => Ok(()),
            (0, _) if !self.is_writable => Err(StoreError::ReadOnly { place: place() }),
            // What was made by an earlier version can be read as it is.
            _ if !self.is_writable => Ok(()),
            _ => {
                self.run(async |database| {
                    let mut connection = database.connection().await?;
                    let done = database.dialect.migrator(SCHEMA).run(&mut connection).await;
                    database.free().push(connection);
                    Ok(done?)
                })?;
                let name = random_name();
                let sql = "INSERT INTO meta (name, value) VALUES ('identity', $1) ON CONFLICT DO NOTHING";
                self.write(async |db| {
                    sqlx::query(sql).bind(name.clone()).execute(db).await?;
                    Ok(())
                })
            }
        }
    }

    /// Makes the schema that an address names.
    pub(crate) fn create_schema(&self, address: &ServerAddress) -> Result<(), StoreError> {
        let Some(schema) = &address.schema else { return Ok(()) };
        let make = || {
            let sql = format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"");
            self.write(async |db| {
                db.execute(AssertSqlSafe(sql.clone())).await?;
                Ok(())
            })
        };
        // Two that make it at once both find it absent, and one of them is refused.
        make().or_else(|_| make())
    }

    /// Returns the number of the last migration that was applied; 0 where there are no tables.
    pub(crate) fn schema(&self) -> Result<i64, StoreError> {
        let there = match self.dialect {
            Dialect::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
            Dialect::Postgres => {
                "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations' AND schemaname = current_schema()"
            }
        };
        self.read(async |db| {
            if sqlx::query_scalar::<_, i64>(there).fetch_one(&mut *db).await? == 0 {
                return Ok(0);
            }
            let sql = "SELECT MAX(version) FROM _sqlx_migrations";
            Ok(sqlx::query_scalar::<_, Option<i64>>(sql).fetch_one(db).await?.unwrap_or_default())
        })
    }

    /// Runs `work` in a transaction, and commits unless it fails.
    pub(crate) fn write<T>(
        &self,
        work: impl AsyncFnOnce(&mut AnyConnection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        self.transact(self.dialect.begin_to_write(), work)
    }

    /// Runs `work`, all queries of which see one state.
    pub(crate) fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut AnyConnection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        self.transact(self.dialect.begin_to_read(), work)
    }

    fn transact<T>(
        &self,
        begin: &'static str,
        work: impl AsyncFnOnce(&mut AnyConnection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        self.run(async |database| {
            let mut waiting = database.free().pop();
            if database.dialect == Dialect::Postgres
                && let Some(connection) = &mut waiting
                && connection.ping().await.is_err()
            {
                // The server was started anew since; all that waited are as dead.
                database.free().clear();
                waiting = None;
            }
            let mut connection = match waiting {
                Some(connection) => connection,
                None => database.connection().await?,
            };
            let mut transaction = connection.begin_with(begin).await?;
            match work(&mut transaction).await {
                Ok(value) => {
                    transaction.commit().await?;
                    database.free().push(connection);
                    Ok(value)
                }
                Err(fault) => {
                    // Where this fails too, the connection is closed, and that ends the transaction as well.
                    if transaction.rollback().await.is_ok() {
                        database.free().push(connection);
                    }
                    Err(fault)
                }
            }
        })
    }

    fn run<T>(&self, work: impl AsyncFnOnce(&Self) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.runtime.block_on(work(self)).map_err(|fault| fault.at(&self.shown))
    }

    async fn connection(&self) -> Result<AnyConnection, Fault> {
        let mut connection = self.options.connect().await?;
        connection.execute(AssertSqlSafe(self.greeting.clone())).await?;
        Ok(connection)
    }

    fn free(&self) -> MutexGuard<'_, Vec<AnyConnection>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Database {
    /// Closes the connections in good order, so that SQLite folds its log into the file.
    fn drop(&mut self) {
        let free = std::mem::take(&mut *self.free());
        self.runtime.block_on(async {
            for connection in free {
                // Nothing is lost where closing fails: what was committed is on disk.
                let _ = connection.close().await;
            }
        });
    }
}

/// Returns a name that no other archive has.
fn random_name() -> String {
    // The standard library draws the keys of its hash tables from the system's source of randomness.
    let drawn = |salt: u64| RandomState::new().hash_one((salt, std::process::id(), SystemTime::now()));
    format!("{:016x}{:016x}", drawn(1), drawn(2))
}

fn address(url: &(impl ToString + ?Sized), shown: &str) -> Result<AnyConnectOptions, StoreError> {
    url.to_string().parse().map_err(|error| told(error, shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_migration_is_run() {
        assert_eq!(usize::try_from(SCHEMA), Ok(MIGRATIONS.len()));
    }

    fn make_first_format(database: &Database) {
        database
            .run(async |database| {
                let mut connection = database.connection().await?;
                database.dialect.migrator(1).run(&mut connection).await?;
                database.free().push(connection);
                Ok(())
            })
            .expect("the first tables");
    }

    fn is_brought_up_to_date(database: &Database) {
        make_first_format(database);
        assert_eq!(database.schema().expect("a number"), 1);
        database.prepare(false).expect("up to date");
        assert_eq!(database.schema().expect("a number"), SCHEMA);
        let sql = "SELECT (SELECT COUNT(*) FROM decision) + (SELECT COUNT(*) FROM subject)";
        let rows = database.read(async |db| Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(db).await?));
        assert_eq!(rows.expect("the tables"), 0);
    }

    #[test]
    fn tables_of_the_first_format_get_those_that_came_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("archive.sqlite");
        let open = |access| Database::of_file(&file, access, "here".to_owned()).expect("a database");
        is_brought_up_to_date(&open(Access::Create));
        if let Ok(url) = std::env::var("SEIMEI_TEST_POSTGRES") {
            let sign = if url.contains('?') { '&' } else { '?' };
            let address = ServerAddress::new(&format!("{url}{sign}schema=first_{}", std::process::id()));
            let database = Database::of_server(&address).expect("a server");
            database.create_schema(&address).expect("a schema");
            is_brought_up_to_date(&database);
        }
    }

    #[test]
    fn what_an_earlier_version_made_can_be_read_where_nothing_can_be_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("archive.sqlite");
        let open = |access| Database::of_file(&file, access, "here".to_owned()).expect("a database");
        make_first_format(&open(Access::Create));
        let database = open(Access::Read);
        database.prepare(false).expect("it can be read");
        assert_eq!(database.schema().expect("a number"), 1);
    }
}
