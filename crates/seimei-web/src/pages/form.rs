//! What forms send.

use serde::Deserialize;

/// A form that only says yes.
#[derive(Debug, Deserialize)]
pub(crate) struct Press {
    /// What proves that this site's page sent it.
    #[serde(default)]
    pub(crate) csrf: String,
}

/// Returns what is left of a field when white space around it is taken away; `None` for nothing.
pub(crate) fn told(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
