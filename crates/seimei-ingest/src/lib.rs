//! Bytes of any format -> text, structure, metadata and diagnostics.
//!
//! No domain judgement here: what a block says is for `seimei-reading`.

pub mod block;
pub mod ingest;
