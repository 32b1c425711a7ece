//! Commands of a command of the register: `seimei register programme list`.

use clap::Command;

use super::Sub;
use crate::commands::Call;
use crate::commands::common::Stop;
use crate::messages::Messages;
use crate::{Outcome, arguments};

/// Adds the commands; their texts are `about.register-OUTER-NAME` and `usage.register-OUTER-NAME`.
pub(super) fn with_subs(command: Command, outer: &str, subs: &[Sub], messages: &Messages) -> Command {
    let outer = format!("register-{outer}");
    let sub = |sub: &Sub| (sub.grammar)(arguments::sub_of(&outer, sub.name, messages), messages);
    command.subcommand_required(true).arg_required_else_help(true).subcommands(subs.iter().map(sub))
}

/// Does what the inner command says.
pub(super) fn run(call: &Call, subs: &[Sub]) -> Result<Outcome, Stop> {
    let Some((name, matches)) = call.matches.subcommand() else { return Ok(Outcome::Failure) };
    let call = Call { matches, messages: call.messages, color: call.color };
    let sub = subs.iter().find(|sub| sub.name == name);
    sub.map_or(Ok(Outcome::Failure), |sub| (sub.run)(&call))
}
