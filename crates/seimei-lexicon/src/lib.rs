//! The lexicon: language knowledge as data, checked and compiled.
//!
//! Every file of `lexicon/` is a table of the same five columns (see [`table`]); this crate takes
//! their bytes, checks them, and compiles the words of one language into one trie. What an
//! entry means to the reading is decided in `seimei-reading`.

pub mod builtin;
pub mod check;
pub mod lexicon;
pub mod table;
mod trie;
