//! `seimei register programme`: programmes kept in the archive: read, shown, changed, written out, with what is proposed for
//! their areas.

mod edit;
mod faults;
mod file;
mod keep;
mod list;
mod propose;
mod show;
mod told;

use clap::{Arg, Command};
use seimei_app::archive::register::{Kept, Registry};

use super::{Sub, nested};
use crate::commands::Call;
use crate::commands::common::{Stop, argument};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, terminal};

/// The commands, in the order in which help lists them.
const ALL: &[Sub] = &[
    Sub { name: "list", grammar: list::grammar, run: list::run },
    Sub { name: "show", grammar: show::grammar, run: show::run },
    Sub { name: "progress", grammar: show::grammar, run: show::progress },
    Sub { name: "add", grammar: file::grammar_of_addition, run: file::add },
    Sub { name: "import", grammar: file::grammar_of_import, run: file::import },
    Sub { name: "export", grammar: file::grammar_of_export, run: file::export },
    Sub { name: "set", grammar: edit::grammar_of_setting, run: edit::set },
    Sub { name: "done", grammar: edit::grammar_of_done, run: edit::done },
    Sub { name: "add-item", grammar: edit::grammar_of_addition, run: edit::add_item },
    Sub { name: "rename", grammar: edit::grammar_of_renaming, run: edit::rename },
    Sub { name: "remove-item", grammar: edit::grammar_of_item_removal, run: edit::remove_item },
    Sub { name: "remove", grammar: edit::grammar_of_removal, run: edit::remove },
    Sub { name: "proposals", grammar: propose::grammar, run: propose::run },
];

/// Adds the commands.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    nested::with_subs(command, "programme", ALL, messages)
}

/// Does what the inner command says.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    nested::run(call, ALL)
}

/// The argument that names a programme.
fn id_argument(messages: &Messages) -> Arg {
    argument("id", "programme.value", "programme.id", messages).required(true)
}

/// Returns the programme that the argument names.
fn asked<'r>(call: &Call, registry: &'r Registry) -> Result<&'r Kept, Outcome> {
    named(call.matches.get_one::<String>("id").map_or("", String::as_str), registry, call.messages)
}

/// Returns the programme of a name; says where there is none, and which are near.
pub(super) fn named<'r>(name: &str, registry: &'r Registry, messages: &Messages) -> Result<&'r Kept, Outcome> {
    registry.programme(name).map_err(|near| {
        let near = messages.list(near.iter().map(|id| id.as_str()));
        let name = printable(name);
        terminal::complain(&if near.is_empty() {
            messages.fill("programme.none-kept", &[("name", &name)])
        } else {
            messages.fill("programme.unknown", &[("name", &name), ("near", &near)])
        });
        Outcome::NothingFound
    })
}
