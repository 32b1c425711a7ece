//! What the commands over an archive share: the options `--archive`, `--json` and `--lexicon`, opening the archive,
//! finding what was named, one clear line for each failure, JSON.
//!
//! A function that cannot do its part has said why on standard error and returns the exit code to end with.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};
use seimei_app::archive::reference::{Found, Reference, ReferenceError};
use seimei_app::archive::{self, Archive};
use seimei_app::lexicon::Lexicon;
use seimei_locale::refusal;
pub(crate) use seimei_locale::refusal::{moment, of_store};
use seimei_model::record::DocumentRecord;
use seimei_store::error::StoreError;
use seimei_store::store::Place;
use serde::Serialize;

use crate::commands::Call;
use crate::messages::Messages;
use crate::{Outcome, arguments, problem, terminal};

/// Why a command ends before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// What was wrong has been said; this is the exit code.
    Said(Outcome),
    /// The results cannot be written.
    Output(io::Error),
}

impl From<Outcome> for Stop {
    fn from(outcome: Outcome) -> Self {
        Self::Said(outcome)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Ends a command.
pub(crate) fn ended(result: Result<Outcome, Stop>) -> io::Result<Outcome> {
    match result {
        Ok(outcome) | Err(Stop::Said(outcome)) => Ok(outcome),
        Err(Stop::Output(error)) => Err(error),
    }
}

/// An option of a command, with its help.
pub(crate) fn option(name: &'static str, help: &'static str, messages: &Messages) -> Arg {
    Arg::new(name)
        .long(name)
        .help(messages.text(help).to_owned())
        .help_heading(messages.text("help.options").to_owned())
}

/// An argument of a command, with its help.
pub(crate) fn argument(name: &'static str, value: &'static str, help: &'static str, messages: &Messages) -> Arg {
    Arg::new(name)
        .value_name(messages.text(value).to_owned())
        .help(messages.text(help).to_owned())
        .help_heading(messages.text("help.arguments").to_owned())
}

/// Adds `--archive` and `--json`.
pub(crate) fn with_archive(command: Command, messages: &Messages) -> Command {
    command
        .arg(option("archive", "archive.help", messages).value_name(messages.text("archive.place").to_owned()))
        .arg(option("json", "archive.json", messages).action(ArgAction::SetTrue))
}

/// Adds `--lexicon`.
pub(crate) fn with_lexicon(command: Command, messages: &Messages) -> Command {
    command.arg(
        option("lexicon", "help.lexicon-option", messages)
            .value_name(messages.text("help.folder").to_owned())
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append),
    )
}

/// Returns where the archive is: by `--archive`, `SEIMEI_ARCHIVE` or the nearest `.seimei`; `None` where nothing tells.
pub(crate) fn place(call: &Call) -> Result<Option<Place>, Outcome> {
    let named = call.matches.get_one::<String>("archive").map(String::as_str);
    let environment = env::var("SEIMEI_ARCHIVE").ok();
    let folder = env::current_dir().map_err(|error| {
        let reason = problem::reason(&error, call.messages);
        fail(&call.messages.fill("archive.no-folder", &[("reason", &reason)]))
    })?;
    Ok(archive::place(named, environment.as_deref(), &folder))
}

/// Opens the archive.
pub(crate) fn open(call: &Call) -> Result<Archive, Outcome> {
    let place = place(call)?.ok_or_else(|| fail(call.messages.text("archive.none")))?;
    Archive::open(place).map_err(|error| refuse(&error, call.messages))
}

/// Loads the lexicon of an archive, with the folders of `--lexicon` over it.
pub(crate) fn lexicon(call: &Call, archive: &Archive) -> Result<Lexicon, Outcome> {
    let folders = match call.matches.try_contains_id("lexicon") {
        Ok(true) => arguments::paths(call.matches, "lexicon"),
        _ => Vec::new(),
    };
    archive.lexicon(&folders).map_err(|error| fail(&problem::of_lexicon(&error, call.messages)))
}

/// Reads a reference (`DOC`, `DOC/LANG`, `DOC#p12`) and finds what it leads to.
pub(crate) fn find(archive: &Archive, text: &str, messages: &Messages) -> Result<(Reference, Found), Outcome> {
    let reference = reference(text, messages)?;
    let found = archive.find(&reference).map_err(|error| refuse_reference(&error, text, messages))?;
    Ok((reference, found))
}

/// Reads a reference.
pub(crate) fn reference(text: &str, messages: &Messages) -> Result<Reference, Outcome> {
    text.parse().map_err(|error: seimei_model::identity::IdentityError| refuse_reference(&error.into(), text, messages))
}

fn refuse_reference(error: &ReferenceError, text: &str, messages: &Messages) -> Outcome {
    let line = refusal::of_reference(error, text, messages);
    if matches!(error, ReferenceError::NoDocument { .. } | ReferenceError::NoLanguage { .. }) {
        terminal::complain(&line);
        return Outcome::NothingFound;
    }
    fail(&line)
}

/// Returns what was named, each in the archive and under its present name, without repetition.
pub(crate) fn find_all(archive: &Archive, call: &Call, name: &str) -> Result<Vec<DocumentRecord>, Outcome> {
    let mut found: Vec<DocumentRecord> = Vec::new();
    for text in call.matches.get_many::<String>(name).into_iter().flatten() {
        let document = find(archive, text, call.messages)?.1.document;
        if found.iter().all(|known| known.id != document.id) {
            found.push(document);
        }
    }
    Ok(found)
}

/// Says why the archive refused.
pub(crate) fn refuse(error: &StoreError, messages: &Messages) -> Outcome {
    fail(&of_store(error, messages))
}

/// Says a line on standard error and returns the exit code of a failure.
pub(crate) fn fail(line: &str) -> Outcome {
    terminal::complain(line);
    Outcome::Failure
}

/// Returns the user's name: `SEIMEI_USER`, else `USER`, else `LOGNAME`, else `unknown`.
pub(crate) fn user() -> String {
    let told = |name: &&str| env::var(name).ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    ["SEIMEI_USER", "USER", "LOGNAME"].iter().find_map(told).unwrap_or_else(|| "unknown".to_owned())
}

/// Prints one value as indented JSON.
pub(crate) fn print_json<T: Serialize + ?Sized>(value: &T) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()
}

/// Prints values as JSON Lines.
pub(crate) fn print_json_lines<T: Serialize>(values: impl IntoIterator<Item = T>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for value in values {
        serde_json::to_writer(&mut out, &value)?;
        writeln!(out)?;
    }
    out.flush()
}
