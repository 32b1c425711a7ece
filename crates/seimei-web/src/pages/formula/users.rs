//! Who uses a formula, and who stopped.

use seimei_app::archive::trace::{self, Text};

use super::words::{day, span};
use crate::ask::Ask;
use crate::links;
use crate::pages::documents::parties;

/// Who uses a formula, and whether still.
pub(super) struct Usage {
    pub(super) parties: String,
    pub(super) count: String,
    pub(super) span: String,
    pub(super) is_in_use: bool,
    pub(super) stopped: String,
    pub(super) first_lacking: Option<(String, String)>,
    pub(super) vanished: String,
}

/// Returns how a partnership uses a formula.
pub(super) fn used(ask: &Ask, usage: &trace::Usage) -> Usage {
    let t = ask.t();
    let all = ask.present.registry.tracing().texts();
    let texts: Vec<&Text> = usage.texts.iter().filter_map(|place| all.get(*place)).collect();
    let first_lacking = usage.lacking.first().and_then(|place| all.get(*place));
    let is_named = !usage.parties.is_empty();
    let codes = parties(&usage.parties);
    Usage {
        parties: if is_named { ask.words().actors(&usage.parties) } else { t.text("trace.no-parties").to_owned() },
        vanished: if is_named && usage.parties.len() > 1 {
            links::with_query("/formula", [("vanished", codes.replace(' ', "").as_str())])
        } else {
            String::new()
        },
        count: t.count("count.documents", texts.len()),
        span: span(ask, &texts),
        is_in_use: usage.lacking.is_empty(),
        stopped: if usage.lacking.is_empty() { String::new() } else { t.count("trace.lacking", usage.lacking.len()) },
        first_lacking: first_lacking.map(|text| {
            let since = t.fill("tracing.silent", &[("date", &day(ask, text))]);
            (links::expression(&text.expression.id), since)
        }),
    }
}
