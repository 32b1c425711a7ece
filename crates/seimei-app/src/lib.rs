//! Use cases: the facade that every edge calls.
//!
//! Only this crate touches files; nothing here prints.

pub mod align;
pub mod archive;
pub mod compare;
pub mod demo;
pub mod draft;
mod examples;
pub mod files;
pub mod fonts;
pub mod formats;
pub mod lexicon;
pub mod names;
pub mod order;
pub mod positions;
pub mod printed;
pub mod read;
pub mod rules;
pub mod worker;
