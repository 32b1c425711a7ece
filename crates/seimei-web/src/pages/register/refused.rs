//! Why a decision is refused, as pages tell it: what is wrong, and what to do on the page.

use axum::http::StatusCode;
use seimei_app::archive::register::directory::Mechanism;
use seimei_app::archive::register::entry::Entry;
use seimei_app::archive::register::{NoEntry, NoMechanism, Refused};
use seimei_store::error::StoreError;

use crate::ask::Ask;
use crate::wrong::Wrong;

/// Returns the entry that an address or a field names.
pub(crate) fn entry<'a>(ask: &'a Ask, name: &str) -> Result<&'a Entry, Wrong> {
    ask.present.registry.resolve(name).map_err(|error| match &error {
        NoEntry::Unknown { wanted, near } if near.is_empty() => {
            Wrong::missing(ask.t().fill("refused.no-entry", &[("name", wanted)]))
        }
        NoEntry::Written(text) => Wrong::bad(ask.t().fill("refused.no-name", &[("text", text)])),
        _ => Wrong::of_entry(&error, ask.t()),
    })
}

/// Returns the mechanism that an address or a field names.
pub(crate) fn mechanism<'a>(ask: &'a Ask, name: &str) -> Result<&'a Mechanism, Wrong> {
    let t = ask.t();
    ask.present.registry.find_mechanism(name).map_err(|error| match &error {
        NoMechanism::Unknown { wanted, near } if near.is_empty() => {
            Wrong::missing(t.fill("refused.no-mechanism", &[("name", wanted)]))
        }
        NoMechanism::Unknown { wanted, near } => {
            let near = t.list(near.iter().map(AsRef::as_ref));
            Wrong::missing(t.fill("mechanism.unknown-near", &[("name", wanted), ("near", &near)]))
        }
        NoMechanism::Several { wanted, ids } => {
            let ids = t.list(ids.iter().map(AsRef::as_ref));
            Wrong::bad(t.fill("mechanism.several", &[("name", wanted), ("ids", &ids)]))
        }
        _ => Wrong::bad(error.to_string()),
    })
}

/// Returns why a decision is refused.
pub(crate) fn decision(ask: &Ask, error: &Refused) -> Wrong {
    let t = ask.t();
    let refused = |key: &'static str| Wrong::refused(t.text(key));
    match error {
        Refused::Store(StoreError::Conflict { subject, number, by, at }) => {
            let (number, at) = (number.to_string(), seimei_locale::refusal::moment(at));
            let values = [("subject", subject.as_str()), ("n", &number), ("by", by), ("at", &at)];
            Wrong::new(StatusCode::CONFLICT, "conflict", t.fill("archive.conflict-other", &values))
        }
        Refused::NoEntry(id) => Wrong::missing(t.fill("refused.no-entry", &[("name", &id.to_string())])),
        Refused::NotItsUndertaking(id) => Wrong::refused(t.fill("refused.not-its", &[("name", &id.to_string())])),
        Refused::NoEvidence(id) => Wrong::refused(t.fill("refused.no-evidence", &[("name", &id.to_string())])),
        Refused::NoReason => refused("refused.no-reason"),
        Refused::NoAssessor => refused("refused.no-assessor"),
        Refused::Incomplete => refused("refused.incomplete"),
        Refused::NothingAttached => refused("refused.nothing-attached"),
        Refused::NotHolding(number) => {
            let n = number.to_string();
            match ask.present.registry.undone().get(number) {
                Some(by) => Wrong::new(
                    StatusCode::CONFLICT,
                    "conflict",
                    t.fill("refused.undone-already", &[("n", &n), ("by", &by.to_string())]),
                ),
                None => Wrong::missing(t.fill("refused.no-decision", &[("n", &n)])),
            }
        }
        _ => Wrong::of_decision(error, &ask.present.registry, t),
    }
}
