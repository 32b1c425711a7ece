//! The terminal: its width, and messages to standard error.

use std::env;
use std::io::{self, IsTerminal, Write};

use console::Term;

/// Columns of a line where nothing tells them.
const USUAL: u16 = 80;
/// The widest line that reads well.
const WIDEST: u16 = 120;
/// The narrowest that can be laid out.
const NARROWEST: u16 = 40;

/// Returns the columns to fill: those of the variable `COLUMNS` or of the terminal, within what reads well.
pub(crate) fn columns() -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || Term::stdout().size_checked().filter(|_| io::stdout().is_terminal()).map(|(_, columns)| columns);
    told.or_else(seen).unwrap_or(USUAL).clamp(NARROWEST, WIDEST).into()
}

/// Writes a line to standard error; that it cannot be written is no reason to stop.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
