//! The document's fields: title, kind, date, parties, place, translation, issuer.

use seimei_ingest::block::Ingested;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::document::{Document, DocumentKind};

/// Judges the fields of a document from what stands around and at the head of its text.
pub fn judge(ingested: &Ingested, _lexicon: &Lexicon) -> Document {
    Document {
        title: None,
        kind: DocumentKind::JointStatement,
        date: None,
        language: ingested.language,
        parties: Vec::new(),
        place: None,
        translation: None,
        issuer: None,
    }
}
