//! Keeping a programme: the decisions of one change are committed together, and what was recorded is told.

use std::path::{Path, PathBuf};

use clap::{Arg, Command, value_parser};
use seimei_app::archive::Archive;
use seimei_app::archive::register::programme::edit::Edited;
use seimei_app::archive::register::programme::toml;
use seimei_app::archive::register::{ProgrammeForm, Registry, Request, programme_text, read_programme};
use seimei_model::decision::Decision;
use seimei_model::programme::Programme;
use serde_json::json;

use super::super::decide::{self, Reason};
use super::super::{refused, sheet};
use super::{faults, file};
use crate::commands::Call;
use crate::commands::common::{self, Stop, fail, option};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, terminal};

/// Adds `--into`, `--reason`, `--seen` and what every command of the register takes.
pub(super) fn with_keeping(command: Command, messages: &Messages) -> Command {
    decide::with_decision(command.arg(into_option("programme.into", messages)), Reason::Welcome, messages)
}

/// The option that names a file to be written.
pub(super) fn into_option(help: &'static str, messages: &Messages) -> Arg {
    option("into", help, messages)
        .value_name(messages.text("help.file").to_owned())
        .value_parser(value_parser!(PathBuf))
}

/// Returns the bytes of a programme for a file: of a TOML file that is there, only what differs is written anew.
pub(super) fn bytes(programme: &Programme, path: &Path, call: &Call) -> Result<Vec<u8>, Outcome> {
    let messages = call.messages;
    let shown = printable(&path.display().to_string());
    let form = ProgrammeForm::of(path).ok_or_else(|| fail(&messages.fill("programme.form", &[("file", &shown)])))?;
    if form == ProgrammeForm::Csv {
        return Ok(seimei_app::archive::register::programme::csv::to_csv(programme, true).into_bytes());
    }
    if !path.exists() {
        return Ok(toml::to_toml(programme).into_bytes());
    }
    let (text, _) = programme_text(path).map_err(|error| file::refuse(&error, path, messages))?;
    if let Ok(there) = read_programme(&text, form)
        && there.id != programme.id
    {
        let values = [("file", shown.as_str()), ("other", there.id.as_str()), ("id", programme.id.as_str())];
        return Err(fail(&messages.fill("programme.other-file", &values)));
    }
    let updated = toml::update(&text, programme);
    updated.map(String::into_bytes).map_err(|all| fail(&faults::of_file(&shown, &all, messages)))
}

/// Keeps changed programmes, all or none, and writes the first into the file of `--into`.
pub(super) fn keep(all: &[Edited], archive: &Archive, registry: &Registry, call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let into = match call.matches.try_get_one::<PathBuf>("into") {
        Ok(Some(path)) => Some(path),
        _ => None,
    };
    // The file is looked at first: nothing is recorded that cannot be written, too.
    let written = match (into, all.first()) {
        (Some(path), Some(edited)) => Some((path, bytes(&edited.programme, path, call)?)),
        _ => None,
    };
    let reason = decide::reason(call);
    let seen = call.matches.get_one::<u64>("seen").copied();
    let last = registry.decisions().last().map_or(0, |record| record.number);
    if let Some(seen) = seen.filter(|seen| *seen > last) {
        let values = [("n", seen.to_string()), ("last", last.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        return Err(fail(&messages.fill("register.not-seen", &values)).into());
    }
    let mut requests = Vec::new();
    for edited in all {
        for (position, decision) in registry.keeping(edited).into_iter().enumerate() {
            // What was seen is told of the programme; the rest rests on what is read now.
            let seen = seen.filter(|_| position == 0);
            requests.push(Request { decision, reason: reason.clone(), seen, file: None });
        }
    }
    let decisions: Vec<Decision> = requests.iter().map(|request| request.decision.clone()).collect();
    let user = common::user();
    let numbers =
        archive.decide(registry, requests, &user).map_err(|error| refused::refuse(&error, registry, messages))?;
    if let Some((path, bytes)) = written {
        sheet::write(path, &bytes, call)?;
    }
    let placed = decisions.iter().filter(|one| matches!(one, Decision::Placed { .. })).count();
    let is_it = |decision: &&Decision| matches!(decision, Decision::ProgrammeKept { .. });
    let programmes: Vec<&str> = decisions.iter().filter(is_it).map(id_of).collect();
    if call.matches.get_flag("json") {
        common::print_json(&json!({
            "decision": "programme_kept", "programmes": programmes, "numbers": numbers, "by": user, "reason": reason,
            "placed_anew": placed,
        }))?;
    }
    for (number, decision) in numbers.iter().zip(&decisions).filter(|(_, decision)| is_it(decision)) {
        let values = [("name", id_of(decision).to_owned()), ("n", number.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        terminal::complain(&messages.fill("programme.kept", &values));
    }
    if placed > 0 {
        terminal::complain(&messages.count("programme.placed-anew", placed));
    }
    after(all, registry, messages);
    Ok(Outcome::Done)
}

/// Tells what the change leaves to be looked at: entries without their area, faults between editions.
fn after(all: &[Edited], registry: &Registry, messages: &Messages) {
    for edited in all {
        let moved = |area: &seimei_model::programme::AreaId| {
            edited.renamed.iter().any(|(from, _)| *from == area.code) && area.programme == edited.programme.id
        };
        let stranded = registry.stranded(&edited.programme.id, Some(&edited.programme));
        let stranded: Vec<String> = stranded
            .into_iter()
            .filter(|entry| !entry.areas.iter().any(moved))
            .map(|entry| entry.id.to_string())
            .collect();
        if !stranded.is_empty() {
            let entries = messages.list(stranded.iter().map(String::as_str));
            terminal::complain(&messages.fill("programme.stranded", &[("entries", &entries)]));
        }
    }
    let programmes: Vec<Programme> = all.iter().map(|edited| edited.programme.clone()).collect();
    for fault in registry.editions(&programmes).faults {
        terminal::complain(&faults::of_editions(&fault, messages));
    }
}

fn id_of(decision: &Decision) -> &str {
    match decision {
        Decision::ProgrammeKept { programme } => programme.id.as_str(),
        _ => "",
    }
}
