//! `seimei check`: looks the archive over for damage and says what to do about it.

use std::io::{self, Write as _};

use clap::Command;
use seimei_store::damage::Damage;
use serde_json::{Value, json};

use crate::commands::common::{self, Stop};
use crate::commands::{Call, search};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, read, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    common::with_archive(command, messages).after_help(messages.text("help.check-more").to_owned())
}

/// Checks.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(check(call))
}

fn check(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let mut bar = None;
    let found = archive.store().check(&mut |done, all| {
        let bar = bar.get_or_insert_with(|| read::progress(all, messages));
        bar.set_position(done as u64);
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let mut found = found.map_err(|error| common::refuse(&error, messages))?;
    let place = search::index_place(call, &archive, &common::lexicon(call, &archive)?);
    found.extend(archive.check_index(&place).map_err(|error| search::refuse(&error, messages))?);
    if call.matches.get_flag("json") {
        common::print_json_lines(found.iter().map(as_json))?;
    } else {
        let mut out = io::stdout().lock();
        for damage in &found {
            writeln!(out, "{}", in_words(damage, messages))?;
        }
        out.flush()?;
    }
    if found.is_empty() {
        terminal::complain(messages.text("check.sound"));
        return Ok(Outcome::Done);
    }
    terminal::complain(&messages.count("check.found", found.len()));
    Ok(Outcome::NothingFound)
}

/// Returns what is wrong and what to do.
fn in_words(damage: &Damage, messages: &Messages) -> String {
    let say = |key: &str, id: &dyn ToString, what: &str| {
        let values = [("id", id.to_string()), ("what", printable(what))];
        messages.fill(key, &values.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    };
    match damage {
        Damage::Database { what } => say("check.database", &"", what),
        Damage::OriginalMissing { original, expression } => say("check.missing", expression, &original.to_string()),
        Damage::OriginalAltered { original, expression } => say("check.altered", expression, &original.to_string()),
        Damage::AttachmentMissing { original, number } => {
            say("check.file-missing", &format!("e-{number}"), &original.to_string())
        }
        Damage::AttachmentAltered { original, number } => {
            say("check.file-altered", &format!("e-{number}"), &original.to_string())
        }
        Damage::Reading { expression, version, what } => {
            say("check.reading", &format!("{expression} ({version})"), what)
        }
        Damage::Record { what } => say("check.record", &"", what),
        Damage::Journal { what } => say("check.journal", &"", what),
        Damage::Index { what } => say("check.index", &"", what),
        _ => say("check.record", &"", &format!("{damage:?}")),
    }
}

fn as_json(damage: &Damage) -> Value {
    match damage {
        Damage::Database { what } => json!({"damage": "database", "what": what}),
        Damage::OriginalMissing { original, expression } => {
            json!({"damage": "original_missing", "original": original, "expression": expression})
        }
        Damage::OriginalAltered { original, expression } => {
            json!({"damage": "original_altered", "original": original, "expression": expression})
        }
        Damage::AttachmentMissing { original, number } => {
            json!({"damage": "attachment_missing", "original": original, "evidence": format!("e-{number}")})
        }
        Damage::AttachmentAltered { original, number } => {
            json!({"damage": "attachment_altered", "original": original, "evidence": format!("e-{number}")})
        }
        Damage::Reading { expression, version, what } => {
            json!({"damage": "reading", "expression": expression, "version": version, "what": what})
        }
        Damage::Record { what } => json!({"damage": "record", "what": what}),
        Damage::Journal { what } => json!({"damage": "journal", "what": what}),
        Damage::Index { what } => json!({"damage": "index", "what": what}),
        _ => json!({"damage": "other", "what": format!("{damage:?}")}),
    }
}
