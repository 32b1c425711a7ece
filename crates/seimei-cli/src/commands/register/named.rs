//! What a person names on the command line: entries, provisions, evidence.

use clap::{Arg, Command};
use seimei_app::archive::register::Registry;
use seimei_app::archive::register::entry::Entry;
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::EvidenceId;

use super::refused;
use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{argument, fail};
use crate::messages::Messages;
use crate::wrap::printable;

/// The argument `ENTRY`.
pub(super) fn entry_argument(messages: &Messages) -> Arg {
    argument("entry", "register.entry", "register.entry-help", messages)
}

/// Adds the argument `ENTRY`, which has to be there.
pub(super) fn with_entry(command: Command, messages: &Messages) -> Command {
    command.arg(entry_argument(messages).required(true))
}

/// Returns the entry that the argument names.
pub(super) fn entry<'r>(call: &Call, registry: &'r Registry) -> Result<&'r Entry, Outcome> {
    let name = call.matches.get_one::<String>("entry").map(String::as_str).unwrap_or_default();
    entry_of(name, registry, call.messages)
}

/// Returns the entry of a name.
pub(super) fn entry_of<'r>(name: &str, registry: &'r Registry, messages: &Messages) -> Result<&'r Entry, Outcome> {
    registry.resolve(name).map_err(|error| refused::no_entry(&error, messages))
}

/// Returns the provision of a name; it is there.
pub(super) fn provision(name: &str, registry: &Registry, messages: &Messages) -> Result<ProvisionId, Outcome> {
    let Some(provision) = registry.provision(name) else {
        return Err(fail(&messages.fill("register.no-provision-name", &[("text", &printable(name))])));
    };
    match registry.at(&provision) {
        Some(_) => Ok(provision),
        None => Err(refused::no_provision(&provision, messages)),
    }
}

/// Returns the provisions that an argument or option of several values names, each once.
pub(super) fn provisions(name: &str, call: &Call, registry: &Registry) -> Result<Vec<ProvisionId>, Outcome> {
    let mut found = Vec::new();
    for text in call.matches.get_many::<String>(name).into_iter().flatten() {
        let provision = provision(text, registry, call.messages)?;
        if !found.contains(&provision) {
            found.push(provision);
        }
    }
    Ok(found)
}

/// Returns the evidence of a name: a provision, or `e-131`.
pub(super) fn evidence(name: &str, registry: &Registry, messages: &Messages) -> Result<EvidenceId, Outcome> {
    let own = name.trim().to_ascii_lowercase();
    if let Ok(id @ EvidenceId::Attached(_)) = own.parse() {
        return Ok(id);
    }
    provision(name, registry, messages).map(EvidenceId::Provision)
}
