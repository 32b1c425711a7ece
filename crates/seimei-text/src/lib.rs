//! Positions in text, and texts that know where they came from.
//!
//! Nothing here knows a word of any language or of diplomacy.

pub mod fold;
pub mod glyphs;
pub mod mapped;
pub mod range;
pub mod template;
