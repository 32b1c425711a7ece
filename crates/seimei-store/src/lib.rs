//! The archive's memory: records, originals, readings, and the log of every change.
//!
//! The contract stands in `seimei_model::record` (what is kept), `change` (what may happen to it) and `store` (the calls); the
//! adapters for SQLite and PostgreSQL behind it. Everything else an archive has (search index, journal) follows the log.
//! Callers block; the asynchronous driver stays inside.

pub mod change;
pub mod damage;
pub mod error;
pub mod filter;
pub mod store;
