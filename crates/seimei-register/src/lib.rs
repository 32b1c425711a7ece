//! The register: commitments, mechanisms, programmes, evidence, stocktake, chronology. Pure domain logic.
//!
//! It is drawn from the readings of an archive each time; what persons decided is laid over it. Nothing here knows where
//! texts are kept, which wording is kin to which (that comes in as `grounds`), or what day it is.

pub mod alignment;
pub mod chronology;
pub mod day;
pub mod draw;
pub mod entry;
pub mod evidence;
pub mod grounds;
pub mod mechanism;
pub mod overlay;
pub mod programme;
pub mod reading;
pub mod restatement;
pub mod stocktake;
pub mod undertaking;
mod words;
