//! Finding: the query language, and a full-text index over provisions and documents.
//!
//! `query` parses and explains mistakes; `index` is the contract, with `tantivy` behind it. The index is derived data:
//! it follows the archive's log of changes, remembers how far it got, and can be made again at any time.

pub mod index;
pub mod query;
