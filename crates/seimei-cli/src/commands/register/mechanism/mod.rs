//! `seimei register mechanism`: one mechanism with everything that is known of it, and what a person says of it.

mod decide;
mod page;
pub(super) mod told;

use clap::{Arg, Command};
use seimei_app::archive::register::directory::Mechanism;
use seimei_app::archive::register::{NoMechanism, Registry};
use seimei_app::printed::mechanisms::Listed;

use super::{Sub, nested, open};
use crate::commands::common::{self, Stop, argument, fail};
use crate::commands::{Call, trace};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, terminal};

/// The commands, in the order in which help lists them.
const ALL: &[Sub] = &[
    Sub { name: "show", grammar: grammar_of_show, run: show },
    Sub { name: "join", grammar: decide::grammar_of_join, run: decide::join },
    Sub { name: "correct", grammar: decide::grammar_of_correction, run: decide::correct },
    Sub { name: "reject", grammar: decide::grammar_of_rejection, run: decide::reject },
];

/// Adds the commands.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    nested::with_subs(command, "mechanism", ALL, messages)
}

/// Does what the inner command says.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    nested::run(call, ALL)
}

/// The argument that names a mechanism.
fn name_argument(name: &'static str, help: &'static str, messages: &Messages) -> Arg {
    argument(name, "mechanism.value", help, messages).required(true)
}

/// Returns the mechanism that an argument names.
fn named<'r>(argument: &str, registry: &'r Registry, call: &Call) -> Result<&'r Mechanism, Outcome> {
    let name = call.matches.get_one::<String>(argument).map(String::as_str).unwrap_or_default();
    let messages = call.messages;
    registry.find_mechanism(name).map_err(|error| match &error {
        NoMechanism::Unknown { wanted, near } if near.is_empty() => {
            terminal::complain(&messages.fill("mechanism.unknown", &[("name", &printable(wanted))]));
            Outcome::NothingFound
        }
        NoMechanism::Unknown { wanted, near } => {
            let near = messages.list(near.iter().map(AsRef::as_ref));
            let values = [("name", printable(wanted)), ("near", near)];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            terminal::complain(&messages.fill("mechanism.unknown-near", &values));
            Outcome::NothingFound
        }
        NoMechanism::Several { wanted, ids } => {
            let ids = messages.list(ids.iter().map(AsRef::as_ref));
            fail(&messages.fill("mechanism.several", &[("name", &printable(wanted)), ("ids", &ids)]))
        }
        other => fail(&printable(&other.to_string())),
    })
}

fn grammar_of_show(command: Command, messages: &Messages) -> Command {
    let command = command.arg(name_argument("name", "mechanism.name", messages));
    open::with_register(command, messages)
}

fn show(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let mechanism = named("name", registry, call)?;
        let (today, rules) = (open::today(call), registry.rules());
        if call.matches.get_flag("json") {
            common::print_json(&Listed::new(mechanism, &today, &rules))?;
            return Ok(Outcome::Done);
        }
        let names = open::names(registry, call);
        trace::print(&page::page(mechanism, &today, registry, &open::look(call, &names)))?;
        Ok(Outcome::Done)
    })
}
