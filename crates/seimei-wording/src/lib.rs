//! Wording: pure functions over provisions and texts.
//!
//! - [`align`]: which provision of one expression of a document answers to which of another.
//! - [`compare`]: two texts, provision by provision: kept, altered, moved, dropped or new.
//! - [`lineage`]: which provisions say one formula, across documents.
//! - [`words`]: a text cut into words, Japanese or English, without a dictionary.
//! - [`difference`]: what differs between two texts, word by word.
//! - [`changes`]: what matters in it: strength, act, negation, number, date, legal basis, qualifier, actor, target.
//! - [`draft`]: a draft against the record, and agreed language for it.
//! - [`shares`]: work on many things, shared out to threads.
//! - [`quotations`]: the quotations in an article.
//! - [`verify`]: how a quotation stands in the record, character by character.

pub mod align;
pub mod changes;
pub mod compare;
pub mod difference;
pub mod draft;
pub mod lineage;
pub mod quotations;
pub mod shares;
pub mod verify;
pub mod words;
