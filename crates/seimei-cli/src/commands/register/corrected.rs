//! A correction of a reading in words: what stands in place of what was read.

use seimei_app::archive::correct::Corrected;
pub(super) use seimei_locale::told::reading::{act_named, said};

use crate::commands::common;
use crate::report::Look;

/// Returns the line that tells who corrected the reading of a provision of that wording, when, in what and why: the key of
/// its label, and the text.
pub(in crate::commands) fn line(one: &Corrected, wording: &str, look: &Look) -> (&'static str, String) {
    let said = said(&one.correction, &look.teller()).join("; ");
    let values = [
        ("said", said.as_str()),
        ("n", &one.number.to_string()),
        ("by", &one.by),
        ("at", &common::moment(&one.at)),
        ("reason", &one.reason),
    ];
    let key = if one.correction.is_of(wording) { "show.corrected-by" } else { "show.correction-displaced" };
    ("show.corrected", look.messages.fill(key, &values))
}
