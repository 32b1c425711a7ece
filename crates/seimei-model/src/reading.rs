//! A reading: everything found in one document.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Part};
use crate::event::Event;
use crate::provision::Provision;

/// Everything found in one document, under one lexicon and one version of the code.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Reading {
    /// Content hash of the lexicon.
    pub lexicon: String,
    /// Version of the program.
    pub program: &'static str,
    /// The document's fields.
    pub document: Document,
    /// The documents on the page, where there is more than one; else empty.
    pub parts: Vec<Part>,
    /// The provisions in order.
    pub provisions: Vec<Provision>,
    /// The dated happenings told, in order of appearance.
    pub events: Vec<Event>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}
