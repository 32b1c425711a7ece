//! Wording: pure functions over provisions. So far the alignment of two expressions of one document.

pub mod align;
pub mod verify;
