//! Programmes: their file, their table, changes to them, their editions, how far they are, and what is proposed for them.
//!
//! The type is [`seimei_model::programme::Programme`]. Nothing here decides: what is proposed for an area belongs to it when
//! a person has said so.

pub mod check;
pub mod csv;
pub mod edit;
pub mod editions;
pub mod fault;
mod item;
pub mod progress;
pub mod proposals;
#[cfg(test)]
mod sample;
pub mod toml;
