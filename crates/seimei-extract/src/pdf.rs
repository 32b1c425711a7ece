//! PDF to positioned text, by `pdf_oxide`: its characters, none of its order.

use seimei_ingest::layout::Pages;

use crate::error::ExtractError;

/// Takes a PDF apart.
pub fn extract(_bytes: &[u8]) -> Result<Pages, ExtractError> {
    Err(ExtractError::Damaged { reason: "PDF is not read yet".to_owned() })
}
