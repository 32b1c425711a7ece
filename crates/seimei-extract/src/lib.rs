//! PDF and DOCX: the parsers of others, named here alone. Bytes in; positioned text or a flow of paragraphs out.
//!
//! What is given here crosses a process boundary (see `seimei_app::worker`), so all of it serialises.

pub mod docx;
pub mod error;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "pdf")]
mod pdf_spans;

use seimei_ingest::flow::Flow;
use seimei_ingest::layout::Pages;
use serde::{Deserialize, Serialize};

use crate::error::ExtractError;

/// A format that a parser takes apart before there is text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Container {
    /// Pages of positioned text.
    Pdf,
    /// A flow of paragraphs in a zip file of XML.
    Docx,
}

impl Container {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Pdf, Self::Docx];

    /// Returns its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word (DOCX)",
        }
    }

    /// Returns the word for it on a command line: its usual extension.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Returns the container for `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|container| container.word() == word)
    }
}

/// What a parser gives.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Extracted {
    /// Of a PDF.
    Pages(Pages),
    /// Of a DOCX.
    Flow(Flow),
}

/// Takes `bytes` of a `container` apart. Hostile bytes may cost time and memory without bound or even crash the
/// parser: call it in a process that may die.
pub fn extract(container: Container, bytes: &[u8]) -> Result<Extracted, ExtractError> {
    match container {
        #[cfg(feature = "pdf")]
        Container::Pdf => pdf::extract(bytes).map(Extracted::Pages),
        #[cfg(not(feature = "pdf"))]
        Container::Pdf => Err(ExtractError::Damaged { reason: "built without PDF".to_owned() }),
        Container::Docx => docx::extract(bytes).map(Extracted::Flow),
    }
}
