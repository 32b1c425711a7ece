//! `seimei register accept` and `seimei register decline`: what a person says of provisions that may show something.

use clap::Command;
use seimei_model::decision::Decision;
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::EntryId;

use super::decide::{self, Asked, Reason};
use super::{named, open};
use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{Stop, argument};
use crate::messages::Messages;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let provisions = argument("provisions", "register.provision", "register.provisions-help", messages);
    let command = named::with_entry(command, messages).arg(provisions.required(true).num_args(1..));
    decide::with_decision(command, Reason::Welcome, messages)
}

/// Accepts provisions as evidence.
pub(super) fn accept(call: &Call) -> Result<Outcome, Stop> {
    run(call, |entry, provision| Decision::EvidenceAccepted { entry, provision })
}

/// Says that provisions are none.
pub(super) fn decline(call: &Call) -> Result<Outcome, Stop> {
    run(call, |entry, provision| Decision::EvidenceDeclined { entry, provision })
}

fn run(call: &Call, decision: impl Fn(EntryId, ProvisionId) -> Decision) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let provisions = named::provisions("provisions", call, registry)?;
        let name = entry.to_string();
        let decisions = provisions.into_iter().map(|provision| decision(entry.clone(), provision)).collect();
        decide::decide(Asked { decisions, file: None, subject: Some(&name) }, archive, registry, call)
    })
}
