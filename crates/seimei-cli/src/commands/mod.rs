//! The commands over an archive: each file holds one command's grammar and what it does.

mod align;
mod aligned;
pub(crate) mod common;
pub(crate) mod filter;

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
pub(crate) const ALL: &[Entry] = &[Entry { name: "align", grammar: align::grammar, run: align::run }];
