//! Actors: what both languages share in finding them.
//!
//! Words and grammar stand in the lexicon and in the language modules; here are the choice among
//! overlapping words, the resolution of words that stand for several actors, and the persons
//! that a document introduces.

pub mod items;
pub mod memory;
pub mod named;
pub mod persons;
pub mod resolve;
