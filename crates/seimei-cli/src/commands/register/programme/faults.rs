//! What is wrong with a programme, in the reader's language: where, what, what to do.

pub(super) use seimei_locale::told::faults::{of_edit, of_editions, of_file};
