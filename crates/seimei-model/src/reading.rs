//! A reading: everything found in one document.

use serde::{Deserialize, Serialize};

use smol_str::SmolStr;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Part};
use crate::event::Event;
use crate::provision::Provision;

/// Everything found in one document, under one lexicon and one version of the code.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reading {
    /// Content hash of the lexicon.
    pub lexicon: String,
    /// Version of the program.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub program: SmolStr,
    /// The document's fields.
    pub document: Document,
    /// The documents on the page, where there is more than one; else empty.
    pub parts: Vec<Part>,
    /// Where each page of the source begins, in scalar values, where the format has pages; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
    /// The provisions in order.
    pub provisions: Vec<Provision>,
    /// The dated happenings told, in order of appearance.
    pub events: Vec<Event>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}
