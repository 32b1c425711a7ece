//! Programmes in files: added, imported in place of what is kept, exported.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Command, value_parser};
use seimei_app::archive::register::programme::edit::Edited;
use seimei_app::archive::register::programme::{csv, toml};
use seimei_app::archive::register::{NoProgrammeFile, Registry, programme_text, read_programme};
use seimei_model::programme::Programme;

use super::super::decide::{self, Reason};
use super::super::{open, sheet};
use super::{asked, faults, id_argument, keep};
use crate::commands::Call;
use crate::commands::common::{Stop, argument, fail, option};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, arguments, problem, terminal};

/// Adds the arguments.
pub(super) fn grammar_of_addition(command: Command, messages: &Messages) -> Command {
    let files = argument("files", "help.file", "programme.files", messages);
    let command = command.arg(files.value_parser(value_parser!(PathBuf)).num_args(1..).required(true));
    decide::with_decision(command, Reason::Welcome, messages)
}

/// Adds the arguments.
pub(super) fn grammar_of_import(command: Command, messages: &Messages) -> Command {
    grammar_of_addition(command, messages).after_help(messages.text("programme.import-more").to_owned())
}

/// Adds the arguments.
pub(super) fn grammar_of_export(command: Command, messages: &Messages) -> Command {
    let format = option("format", "programme.format", messages).value_name(messages.text("help.form").to_owned());
    let command = command
        .arg(id_argument(messages))
        .arg(arguments::choice(format, &["toml", "csv"]))
        .arg(keep::into_option("programme.into-export", messages).conflicts_with("format"));
    open::with_register(command, messages)
}

/// Adds programmes that are not there yet.
pub(super) fn add(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let read = read_all(registry, call)?;
        for programme in &read {
            if registry.register().programmes.contains_key(&programme.id) {
                let id = programme.id.as_str();
                return Err(fail(&call.messages.fill("programme.there", &[("id", id)])).into());
            }
        }
        let all: Vec<Edited> = read.into_iter().map(whole).collect();
        keep::keep(&all, archive, registry, call)
    })
}

/// Puts programmes in place of what is kept under their names.
pub(super) fn import(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let read = read_all(registry, call)?;
        let kept = |one: &Programme| registry.register().programmes.get(&one.id).map(|kept| &kept.programme);
        let (same, other): (Vec<Programme>, Vec<Programme>) =
            read.into_iter().partition(|programme| kept(programme) == Some(programme));
        for programme in &same {
            terminal::complain(&call.messages.fill("programme.same", &[("id", programme.id.as_str())]));
        }
        if other.is_empty() {
            return Ok(Outcome::Done);
        }
        let all: Vec<Edited> = other.into_iter().map(whole).collect();
        keep::keep(&all, archive, registry, call)
    })
}

/// Writes a programme out.
pub(super) fn export(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let programme = &asked(call, registry)?.programme;
        if let Some(path) = call.matches.get_one::<PathBuf>("into") {
            let bytes = keep::bytes(programme, path, call)?;
            sheet::write(path, &bytes, call)?;
            let file = printable(&path.display().to_string());
            let values = [("id", programme.id.as_str()), ("file", file.as_str())];
            terminal::complain(&call.messages.fill("programme.written", &values));
            return Ok(Outcome::Done);
        }
        let text = match call.matches.get_one::<String>("format").map(String::as_str) {
            Some("csv") => csv::to_csv(programme, true),
            _ => toml::to_toml(programme),
        };
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(Outcome::Done)
    })
}

/// Says why a file gives no programme.
pub(super) fn refuse(error: &NoProgrammeFile, path: &Path, messages: &Messages) -> Outcome {
    let file = printable(&path.display().to_string());
    match error {
        NoProgrammeFile::File(error) => fail(&problem::of_source(error, messages)),
        NoProgrammeFile::Form => fail(&messages.fill("programme.form", &[("file", &file)])),
        NoProgrammeFile::NotText => fail(&messages.fill("programme.not-text", &[("file", &file)])),
        NoProgrammeFile::Faults(all) => {
            let counted = messages.count("programme.faults", all.len());
            fail(&format!("{}\n{counted}", faults::of_file(&file, all, messages)))
        }
        other => fail(&printable(&other.to_string())),
    }
}

fn whole(programme: Programme) -> Edited {
    Edited { programme, renamed: Vec::new() }
}

/// Reads the files of the call; an edition may inherit from another of them, in any order.
fn read_all(registry: &Registry, call: &Call) -> Result<Vec<Programme>, Outcome> {
    let paths = arguments::paths(call.matches, "files");
    let mut texts = Vec::new();
    for path in &paths {
        let (text, form) = programme_text(path).map_err(|error| refuse(&error, path, call.messages))?;
        texts.push((path, text, form));
    }
    let beside: Vec<Programme> = texts.iter().filter_map(|(_, text, form)| read_programme(text, *form).ok()).collect();
    let mut read: Vec<Programme> = Vec::new();
    let mut worst = None;
    for (path, text, form) in &texts {
        match registry.read_programme(text, *form, &beside) {
            Ok(programme) if read.iter().any(|other| other.id == programme.id) => {
                let file = printable(&path.display().to_string());
                let values = [("file", file.as_str()), ("id", programme.id.as_str())];
                worst = Some(fail(&call.messages.fill("programme.twice", &values)));
            }
            Ok(programme) => read.push(programme),
            // Every file is told of, not only the first.
            Err(all) => worst = Some(refuse(&NoProgrammeFile::Faults(all), path, call.messages)),
        }
    }
    worst.map_or(Ok(read), Err)
}
