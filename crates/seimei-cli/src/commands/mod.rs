//! The commands over an archive: each file holds one command's grammar and what it does.

mod actors;
mod add;
mod align;
mod aligned;
mod bin;
mod check;
pub(crate) mod common;
mod compare;
mod described;
mod draft;
mod export;
pub(crate) mod filter;
mod history;
mod import;
mod list;
mod note;
mod pairs;
mod recover;
mod register;
mod reindex;
mod reread;
pub(crate) mod search;
pub(crate) mod serve;
mod show;
pub(crate) mod texts;
mod trace;
mod vanished;
mod verify;

use std::io;

use clap::{ArgMatches, Command};

use crate::Outcome;
use crate::messages::Messages;
use crate::style::ColorChoice;

/// What every command gets.
pub(crate) struct Call<'a> {
    /// The command's own arguments.
    pub(crate) matches: &'a ArgMatches,
    /// The reader's language.
    pub(crate) messages: &'a Messages,
    /// Whether to colour.
    pub(crate) color: ColorChoice,
}

/// A command: how it is called and what it does.
pub(crate) struct Entry {
    /// Its name.
    pub(crate) name: &'static str,
    /// Adds its arguments to a command that has its name and help.
    pub(crate) grammar: fn(Command, &Messages) -> Command,
    /// Does it.
    pub(crate) run: fn(&Call) -> io::Result<Outcome>,
}

/// All of them, in the order in which help lists them.
pub(crate) const ALL: &[Entry] = &[
    Entry { name: "add", grammar: add::grammar, run: add::run },
    Entry { name: "list", grammar: list::grammar, run: list::run },
    Entry { name: "show", grammar: show::grammar, run: show::run },
    Entry { name: "describe", grammar: described::grammar, run: described::run },
    Entry { name: "note", grammar: note::grammar, run: note::run },
    Entry { name: "correct", grammar: register::reading::grammar, run: register::reading::run },
    Entry { name: "remove", grammar: bin::grammar, run: bin::remove },
    Entry { name: "restore", grammar: bin::grammar, run: bin::restore },
    Entry { name: "history", grammar: history::grammar, run: history::run },
    Entry { name: "check", grammar: check::grammar, run: check::run },
    Entry { name: "reread", grammar: reread::grammar, run: reread::run },
    Entry { name: "recover", grammar: recover::grammar, run: recover::run },
    Entry { name: "search", grammar: search::grammar, run: search::run },
    Entry { name: "reindex", grammar: reindex::grammar, run: reindex::run },
    Entry { name: "align", grammar: align::grammar, run: align::run },
    Entry { name: "compare", grammar: compare::grammar, run: compare::run },
    Entry { name: "draft", grammar: draft::grammar, run: draft::run },
    Entry { name: "trace", grammar: trace::grammar, run: trace::run },
    Entry { name: "vanished", grammar: vanished::grammar, run: vanished::run },
    Entry { name: "verify", grammar: verify::grammar, run: verify::run },
    Entry { name: "register", grammar: register::grammar, run: register::run },
    Entry { name: "stocktake", grammar: register::stocktake::grammar, run: register::stocktake::run },
    Entry { name: "chronology", grammar: register::chronology::grammar, run: register::chronology::run },
    Entry { name: "serve", grammar: serve::grammar, run: serve::run },
    Entry { name: "export", grammar: export::grammar, run: export::run },
    Entry { name: "pairs", grammar: pairs::grammar, run: pairs::run },
    Entry { name: "pair", grammar: pairs::grammar_of_two, run: pairs::run_pair },
    Entry { name: "apart", grammar: pairs::grammar_of_two, run: pairs::run_apart },
];
