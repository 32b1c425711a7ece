//! Records and readings out of an archive, in the formats of other programs: pure, records in and bytes out.
//!
//! Every writer takes one document at a time and forgets it, so that an archive of any size can pass through.
//! docs/export.md tells each format, with its columns, keys and decisions.

pub mod akoma;
pub mod bibtex;
pub mod citation;
pub mod columns;
pub mod csl;
pub mod csv;
pub mod date_words;
pub mod edtf;
pub mod item;
pub mod json_ld;
pub mod json_lines;
pub mod labels;
pub mod parquet_file;
pub mod place;
pub mod stocktake;
pub mod table;
pub mod writer;

#[cfg(test)]
mod sample;
