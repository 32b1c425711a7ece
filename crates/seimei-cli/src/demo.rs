//! `seimei demo`: the built-in examples.

use std::io;

use crate::Outcome;
use crate::messages::Messages;
use crate::style::ColorChoice;

/// Reads the built-in examples and prints an overview.
pub(crate) fn run(_json: bool, _color: ColorChoice, _messages: &Messages) -> io::Result<Outcome> {
    Ok(Outcome::Done)
}
