//! Finding: the query language, and a full-text index over provisions and documents.
//!
//! `parse` reads queries and explains mistakes; `index` is the contract, with `tantivy` behind it. The index is derived data:
//! it follows the archive's log of changes, remembers how far it got, and can be made again at any time.

pub mod alike;
mod columns;
mod cutting;
pub mod days;
pub mod facets;
pub mod fields;
pub mod index;
mod needle;
pub mod parse;
mod passage;
mod planning;
pub mod query;
mod scorers;
pub mod search;
mod spelling;
mod stem;
pub mod unit;
pub mod vocabulary;
pub mod writer;
