//! `seimei register show`: everything the register has of an entry.

mod page;

use clap::Command;

pub(super) use self::page::evidence;
use super::{named, open};
use crate::Outcome;
use crate::commands::common::{self, Stop};
use crate::commands::{Call, trace};
use crate::messages::Messages;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    open::with_register(named::with_entry(command, messages), messages)
        .after_help(messages.text("register.show-more").to_owned())
}

/// Shows.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let entry = named::entry(call, registry)?;
        let today = open::today(call);
        if call.matches.get_flag("json") {
            common::print_json(&registry.shown(entry, &today, &registry.rules()))?;
            return Ok(Outcome::Done);
        }
        let names = open::names(registry, call);
        trace::print(&page::page(entry, &today, registry, &open::look(call, &names)))?;
        Ok(Outcome::Done)
    })
}
