//! `seimei register`: the commitments of the archive, what persons decided on them, their evidence, how they stand.
//!
//! Without a command of its own it lists. One line in [`ALL`] adds a command; its texts are `about.register-NAME` and
//! `usage.register-NAME`.

mod alignment;
mod areas;
mod asked;
mod assess;
mod attach;
mod block;
pub(super) mod chronology;
pub(super) mod corrected;
mod decide;
mod decisions;
mod fields;
mod inbox;
mod judge;
mod list;
mod mechanism;
mod mechanisms;
mod named;
mod nested;
mod offered;
mod open;
mod programme;
pub(super) mod reading;
mod refused;
mod sheet;
mod show;
pub(super) mod stocktake;
mod sum;
mod table;
mod told;

use std::io;

use clap::Command;

use crate::commands::Call;
use crate::commands::common::{self, Stop};
use crate::messages::Messages;
use crate::{Outcome, arguments};

/// A command of the register: how it is called and what it does.
struct Sub {
    name: &'static str,
    /// Adds its arguments to a command that has its name and help.
    grammar: fn(Command, &Messages) -> Command,
    run: fn(&Call) -> Result<Outcome, Stop>,
}

/// All of them, in the order in which help lists them.
const ALL: &[Sub] = &[
    Sub { name: "list", grammar: list::grammar, run: list::run },
    Sub { name: "show", grammar: show::grammar, run: show::run },
    Sub { name: "confirm", grammar: judge::grammar_of_one, run: judge::confirm },
    Sub { name: "correct", grammar: fields::grammar_of_correction, run: fields::correct },
    Sub { name: "split", grammar: judge::grammar_of_split, run: judge::split },
    Sub { name: "merge", grammar: judge::grammar_of_merge, run: judge::merge },
    Sub { name: "reject", grammar: judge::grammar_of_rejection, run: judge::reject },
    Sub { name: "add", grammar: fields::grammar_of_addition, run: fields::add },
    Sub { name: "undo", grammar: judge::grammar_of_undoing, run: judge::undo },
    Sub { name: "decisions", grammar: decisions::grammar, run: decisions::run },
    Sub { name: "evidence", grammar: inbox::grammar, run: inbox::run },
    Sub { name: "accept", grammar: offered::grammar, run: offered::accept },
    Sub { name: "decline", grammar: offered::grammar, run: offered::decline },
    Sub { name: "attach", grammar: attach::grammar, run: attach::run },
    Sub { name: "assess", grammar: assess::grammar, run: assess::run },
    Sub { name: "place", grammar: areas::grammar, run: areas::place },
    Sub { name: "unplace", grammar: areas::grammar, run: areas::unplace },
    Sub { name: "programme", grammar: programme::grammar, run: programme::run },
    Sub { name: "mechanisms", grammar: mechanisms::grammar, run: mechanisms::run },
    Sub { name: "mechanism", grammar: mechanism::grammar, run: mechanism::run },
    Sub { name: "alignment", grammar: alignment::grammar, run: alignment::run },
];

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let sub = |sub: &Sub| (sub.grammar)(arguments::sub_of("register", sub.name, messages), messages);
    list::grammar(command, messages).args_conflicts_with_subcommands(true).subcommands(ALL.iter().map(sub))
}

/// Does what the command of the register says.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    let Some((name, matches)) = call.matches.subcommand() else { return common::ended(list::run(call)) };
    let call = Call { matches, messages: call.messages, color: call.color };
    let sub = ALL.iter().find(|sub| sub.name == name);
    common::ended(sub.map_or(Ok(Outcome::Failure), |sub| (sub.run)(&call)))
}
