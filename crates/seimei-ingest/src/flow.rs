//! A flow of paragraphs (DOCX) to a document.

use seimei_lexicon::lexicon::Lexicon;
use serde::{Deserialize, Serialize};

use crate::block::Ingested;
use crate::ingest::{Format, ingest};

/// A document as its word processor keeps it: paragraphs one after another.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Flow {
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}

/// Turns a flow into a document.
pub fn ingest_flow(flow: &Flow, lexicon: &Lexicon) -> Ingested {
    ingest(flow.paragraphs.join("\n\n").into_bytes(), Format::Text, lexicon)
}
