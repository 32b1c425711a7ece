//! Why a command of the register is refused, in the reader's language: what was wrong, what to do.
//!
//! What is not there ends with 1, what may not be with 2.

use seimei_app::archive::register::{NoEntry, Refused, Registry};
use seimei_model::identity::ProvisionId;
use seimei_model::programme::ProgrammeId;
use seimei_model::undertaking::EntryId;

use crate::commands::common::{self, fail};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, terminal};

/// Says that a name leads to no entry.
pub(super) fn no_entry(error: &NoEntry, messages: &Messages) -> Outcome {
    let list = |entries: &[EntryId]| {
        let names: Vec<String> = entries.iter().map(ToString::to_string).collect();
        messages.list(names.iter().map(String::as_str))
    };
    match error {
        NoEntry::Written(text) => fail(&messages.fill("register.no-name", &[("text", &printable(text))])),
        NoEntry::Unknown { wanted, near } if near.is_empty() => {
            nothing(&messages.fill("register.no-entry", &[("name", &printable(wanted))]))
        }
        NoEntry::Unknown { wanted, near } => {
            nothing(&messages.fill("register.no-entry-near", &[("name", &printable(wanted)), ("near", &list(near))]))
        }
        NoEntry::Several { wanted, entries } => {
            fail(&messages.fill("register.several", &[("name", &printable(wanted)), ("entries", &list(entries))]))
        }
        other => fail(&printable(&other.to_string())),
    }
}

/// Says that a provision is not there.
pub(super) fn no_provision(provision: &ProvisionId, messages: &Messages) -> Outcome {
    nothing(&messages.fill("register.no-provision", &[("name", &provision.to_string())]))
}

/// Says that a programme is not there, and which are.
pub(super) fn no_programme(name: &str, registry: &Registry, messages: &Messages) -> Outcome {
    let known: Vec<&str> = registry.register().programmes.keys().map(ProgrammeId::as_str).collect();
    let name = printable(name);
    nothing(&if known.is_empty() {
        messages.fill("register.no-programmes", &[("name", &name)])
    } else {
        messages.fill("register.no-programme", &[("name", &name), ("known", &messages.list(known))])
    })
}

/// Says why a decision is refused.
pub(super) fn refuse(error: &Refused, registry: &Registry, messages: &Messages) -> Outcome {
    match error {
        Refused::NoEntry(id) => nothing(&messages.fill("register.no-entry", &[("name", &id.to_string())])),
        Refused::NotItsUndertaking(id) => fail(&messages.fill("register.not-its", &[("name", &id.to_string())])),
        Refused::NothingToSplit => fail(messages.text("register.nothing-to-split")),
        Refused::WithItself(id) => fail(&messages.fill("register.with-itself", &[("name", &id.to_string())])),
        Refused::NoProvision(id) => no_provision(id, messages),
        Refused::NoEvidence(id) => fail(&messages.fill("register.no-evidence", &[("name", &id.to_string())])),
        Refused::NoReason => fail(messages.text("register.no-reason")),
        Refused::NoAssessor => fail(messages.text("register.no-assessor")),
        Refused::NoDay(text) => fail(&messages.fill("register.no-day", &[("text", &printable(text))])),
        Refused::Incomplete => fail(messages.text("register.incomplete")),
        Refused::NoArea(area) if !registry.register().programmes.contains_key(&area.programme) => {
            no_programme(area.programme.as_str(), registry, messages)
        }
        Refused::NoArea(area) => nothing(&messages.fill("register.no-area", &[("name", &area.to_string())])),
        Refused::NoProgramme(name) => no_programme(name, registry, messages),
        Refused::NothingCorrected => fail(messages.text("reading.nothing")),
        Refused::OtherWording(id) => fail(&messages.fill("reading.other-wording", &[("name", &id.to_string())])),
        Refused::NoAct { provision, number, acts } => {
            let values = [("name", provision.to_string()), ("n", number.to_string()), ("acts", acts.to_string())];
            fail(
                &messages
                    .fill("reading.no-act-number", &values.each_ref().map(|(name, value)| (*name, value.as_str()))),
            )
        }
        Refused::NoKind => fail(messages.text("reading.no-kind")),
        Refused::NoTrigger(words) => fail(&messages.fill("reading.no-trigger", &[("words", &printable(words))])),
        Refused::NoDate(text) => fail(&messages.fill("reading.no-date", &[("text", &printable(text))])),
        Refused::NotBinding => fail(messages.text("reading.not-binding")),
        Refused::NothingAttached => fail(messages.text("register.nothing-attached")),
        Refused::NotHolding(number) => fail(&not_holding(*number, registry, messages)),
        Refused::Store(error) => common::refuse(error, messages),
        other => fail(&printable(&other.to_string())),
    }
}

/// Returns why a decision cannot be undone: it was undone, or is no decision.
fn not_holding(number: u64, registry: &Registry, messages: &Messages) -> String {
    let n = number.to_string();
    match registry.undone().get(&number) {
        Some(by) => messages.fill("register.undone-already", &[("n", &n), ("by", &by.to_string())]),
        None => messages.fill("register.no-decision", &[("n", &n)]),
    }
}

fn nothing(line: &str) -> Outcome {
    terminal::complain(line);
    Outcome::NothingFound
}
