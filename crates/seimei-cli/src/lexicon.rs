//! `seimei lexicon`: check a folder of tables; the version and the list of what is in use.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use seimei_app::lexicon::{self, Lexicon};

use crate::messages::Messages;
use crate::{Outcome, problem, terminal, wrap};

/// Checks a folder and prints its faults.
pub(crate) fn check(folder: &Path, messages: &Messages) -> io::Result<Outcome> {
    let faults = match lexicon::check(folder) {
        Ok(faults) => faults,
        Err(error) => {
            terminal::complain(&problem::of_lexicon(&error, messages));
            return Ok(Outcome::Failure);
        }
    };
    let mut out = io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{}", wrap::printable(&fault.to_string()))?;
    }
    out.flush()?;
    if faults.is_empty() {
        terminal::complain(messages.text("lexicon.sound"));
        return Ok(Outcome::Done);
    }
    terminal::complain(&messages.count("count.faults", faults.len()));
    Ok(Outcome::NothingFound)
}

/// Prints the version of the lexicon.
pub(crate) fn version(folders: &[PathBuf], messages: &Messages) -> io::Result<Outcome> {
    with(folders, messages, |lexicon| writeln!(io::stdout(), "{}", lexicon.version()))
}

/// Lists the tables with the number of their entries and forms.
pub(crate) fn list(folders: &[PathBuf], messages: &Messages) -> io::Result<Outcome> {
    with(folders, messages, |lexicon| {
        let mut out = String::new();
        for table in lexicon::tables(lexicon) {
            let count = messages.count("count.entries", table.entries);
            let forms = messages.count("count.forms", table.forms);
            let _ = writeln!(out, "{:<26} {count}, {forms}", table.name);
        }
        io::stdout().write_all(out.as_bytes())
    })
}

fn with(
    folders: &[PathBuf],
    messages: &Messages,
    print: impl FnOnce(&Lexicon) -> io::Result<()>,
) -> io::Result<Outcome> {
    match lexicon::load(folders) {
        Ok(lexicon) => print(&lexicon).map(|()| Outcome::Done),
        Err(error) => {
            terminal::complain(&problem::of_lexicon(&error, messages));
            Ok(Outcome::Failure)
        }
    }
}
