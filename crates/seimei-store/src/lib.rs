//! The archive's memory: records, originals, readings, and the log of every change.
//!
//! The contract stands in `seimei_model::record` (what is kept), `change` (what may happen to it) and `store` (the calls); the
//! adapters for SQLite and PostgreSQL behind it. Everything else an archive has (search index, journal) follows the log.
//! Callers block; the asynchronous driver stays inside.

mod apply;
pub mod change;
mod check;
mod commit;
pub mod damage;
mod database;
mod decide;
pub mod error;
mod fault;
pub mod filter;
mod folder;
pub mod journal;
mod ledger;
mod mention;
mod originals;
mod packing;
pub mod recover;
pub mod replay;
mod rows;
mod server;
pub mod store;
