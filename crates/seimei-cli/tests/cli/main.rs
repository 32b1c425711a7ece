//! The program from outside: arguments in, results, messages and exit codes out.

mod align;
mod archive;
mod archive_faults;
mod bad_input;
mod compare;
mod correct;
mod docx;
mod draft;
mod export;
mod lexicon;
mod mechanisms;
mod pdf;
mod plans;
mod programme;
mod read;
mod register;
mod scrambled;
mod search;
mod stocktake;
mod support;
mod trace;
mod verify;

/// The writer of DOCX files.
#[path = "../../../seimei-extract/tests/support/mod.rs"]
mod word;
#[allow(dead_code, reason = "shared with the tests of seimei-app, which set whole documents with it")]
#[path = "../../../seimei-app/tests/pdf/writer.rs"]
mod writer;
