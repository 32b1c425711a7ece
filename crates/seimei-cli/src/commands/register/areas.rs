//! `seimei register place` and `seimei register unplace`: to which areas of programmes an entry belongs.

use clap::Command;
use seimei_model::decision::Decision;
use seimei_model::programme::AreaId;
use seimei_model::undertaking::EntryId;

use super::decide::{self, Asked, Reason};
use super::{asked, named, open};
use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{Stop, argument};
use crate::messages::Messages;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let area = argument("area", "register.area-value", "register.area-help", messages);
    let command = named::with_entry(command, messages).arg(area.required(true).value_parser(asked::area));
    decide::with_decision(command, Reason::Welcome, messages)
}

/// Says that an entry belongs to an area.
pub(super) fn place(call: &Call) -> Result<Outcome, Stop> {
    run(call, |entry, area| Decision::Placed { entry, area })
}

/// Says that it does not; it is not proposed there again.
pub(super) fn unplace(call: &Call) -> Result<Outcome, Stop> {
    run(call, |entry, area| Decision::NotPlaced { entry, area })
}

fn run(call: &Call, decision: impl Fn(EntryId, AreaId) -> Decision) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let Some(area) = call.matches.get_one::<AreaId>("area").cloned() else { return Ok(Outcome::Failure) };
        let name = entry.to_string();
        let decisions = vec![decision(entry, area)];
        decide::decide(Asked { decisions, file: None, subject: Some(&name) }, archive, registry, call)
    })
}
