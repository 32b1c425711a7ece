//! Text -> provisions, acts, dates, topics, mechanisms, events; one module a language.
//!
//! The engine here knows no word of any language: words come from the lexicon, and what is
//! peculiar to a language stands in its module ([`ja`], [`en`]) behind [`language::Language`].

pub mod actors;
pub mod context;
pub mod dates;
pub mod document;
pub mod en;
pub mod events;
mod explain;
pub mod finding;
pub mod ja;
pub mod language;
pub mod mechanisms;
pub mod read;
pub mod ready;
pub mod sentence;
pub mod topics;
pub mod und;
