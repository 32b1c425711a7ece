//! Diagnostics: what was odd about a document, said without failing.

use seimei_text::range::CharRange;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// How much a diagnostic matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The reading may be incomplete or wrong there.
    Warning,
}

/// Something odd that the reader of the result should know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Diagnostic {
    /// A stable code: `invalid-bytes`, `unknown-language`, `mended-break`.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub code: SmolStr,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in English; front ends translate by `code` and `values`.
    pub message: String,
    /// The figures and names in the message, in order.
    pub values: Vec<String>,
    /// Where in the decoded source, if anywhere.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Vec<u32>>))]
    pub range: Option<CharRange>,
}
