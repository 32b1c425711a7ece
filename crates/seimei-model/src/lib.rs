//! The domain's words as types: document, provision, act, date, topic, mechanism, event, decision, programme.
//!
//! Values only. How they are found stands in `seimei-reading`; how they are stored, elsewhere.
//! The serialised form is that of `docs/format.md` (the keys of the coding format and more).

pub mod act;
pub mod code;
pub mod correction;
pub mod date;
pub mod decision;
pub mod diagnostic;
pub mod document;
pub mod event;
pub mod explanation;
pub mod identity;
pub mod programme;
pub mod provision;
pub mod reading;
pub mod record;
#[cfg(feature = "schema")]
mod schema;
pub mod undertaking;
