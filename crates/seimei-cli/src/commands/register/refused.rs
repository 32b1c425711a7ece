//! Why a command of the register is refused: what is not there ends with 1, what may not be with 2.

use seimei_app::archive::register::{NoEntry, Refused, Registry};
use seimei_locale::refusal;
use seimei_model::identity::ProvisionId;

use crate::commands::common::fail;
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// Says that a name leads to no entry.
pub(super) fn no_entry(error: &NoEntry, messages: &Messages) -> Outcome {
    ended(&refusal::of_no_entry(error, messages), matches!(error, NoEntry::Unknown { .. }))
}

/// Says that a provision is not there.
pub(super) fn no_provision(provision: &ProvisionId, messages: &Messages) -> Outcome {
    ended(&refusal::no_provision(provision, messages), true)
}

/// Says that a programme is not there, and which are.
pub(super) fn no_programme(name: &str, registry: &Registry, messages: &Messages) -> Outcome {
    ended(&refusal::no_programme(name, registry, messages), true)
}

/// Says why a decision is refused.
pub(super) fn refuse(error: &Refused, registry: &Registry, messages: &Messages) -> Outcome {
    let is_missing = matches!(
        error,
        Refused::NoEntry(_) | Refused::NoProvision(_) | Refused::NoArea(_) | Refused::NoProgramme(_)
    );
    ended(&refusal::of_decision(error, registry, messages), is_missing)
}

fn ended(line: &str, is_missing: bool) -> Outcome {
    if is_missing {
        terminal::complain(line);
        return Outcome::NothingFound;
    }
    fail(line)
}
