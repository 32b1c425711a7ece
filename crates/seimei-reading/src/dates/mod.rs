//! What finding dates has in common in all languages: calendar arithmetic, EDTF values, what
//! undated words are counted from, and dates written around a document. No word of any language.

pub mod calendar;
pub mod due;
pub mod frame;
pub mod value;
pub mod words;
pub mod written;
