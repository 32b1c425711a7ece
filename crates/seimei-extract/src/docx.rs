//! DOCX to a flow of paragraphs.

use seimei_ingest::flow::Flow;

use crate::error::ExtractError;

/// Takes a DOCX apart.
pub fn extract(_bytes: &[u8]) -> Result<Flow, ExtractError> {
    Err(ExtractError::Damaged { reason: "DOCX is not read yet".to_owned() })
}
