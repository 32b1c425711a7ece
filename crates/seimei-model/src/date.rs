//! Dates in the Extended Date/Time Format.

use std::fmt;

use seimei_text::range::CharRange;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::code::RuleId;

/// A date or period in EDTF: `2023-01-31`, `2025-23`, `199X`, `2023/2026`, `2025-09-22T16:05`.
///
/// # Source
/// ISO 8601-2:2019 as the coding manual narrows it, section 5.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edtf(SmolStr);

impl Edtf {
    /// Wraps an EDTF string that the caller has built to the manual's rules.
    pub fn new(value: impl AsRef<str>) -> Self {
        Self(SmolStr::new(value))
    }

    /// Returns the EDTF string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the year the value begins with, for a plain date, month, season, year or
    /// interval; `None` for decades, centuries and open beginnings.
    pub fn year(&self) -> Option<i32> {
        self.0.get(..4)?.parse().ok()
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An expression of the text that names a calendar date or period.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DateMention {
    /// The expression as written.
    pub text: String,
    /// What it means.
    pub edtf: Edtf,
    /// Where it stands in the source.
    pub range: Vec<CharRange>,
    /// The rule that found it.
    pub rule: RuleId,
}
