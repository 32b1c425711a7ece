//! The lexicon that is built into the binary.

use crate::lexicon::{File, Lexicon};

static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// Returns the files of `lexicon/` as they were at build time, by name.
pub fn files() -> Vec<File> {
    FILES.iter().map(|(name, text)| File { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// Returns the lexicon that is built in.
pub fn lexicon() -> Lexicon {
    Lexicon::take(files())
}
