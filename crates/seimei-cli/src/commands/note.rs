//! `seimei note`: a remark on a provision, which stays with it through the versions.

use std::io;

use clap::Command;
use seimei_model::identity::ExpressionId;
use serde_json::json;

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail};
use crate::messages::Messages;
use crate::wrap::{cut, printable};
use crate::{Outcome, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let provision = argument("provision", "note.provision", "note.provision-help", messages).required(true);
    let text = argument("text", "described.text", "note.text", messages).required(true).num_args(1..);
    common::with_archive(command.arg(provision).arg(text), messages)
}

/// Puts a remark on a provision.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(note(call))
}

fn note(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let name = call.matches.get_one::<String>("provision").map(String::as_str).unwrap_or_default();
    let (reference, found) = common::find(&archive, name, messages)?;
    let Some(number) = reference.provision else {
        return Err(fail(&messages.fill("note.no-number", &[("id", found.document.id.as_str())])).into());
    };
    let words: Vec<&str> = call.matches.get_many::<String>("text").into_iter().flatten().map(String::as_str).collect();
    let text = words.join(" ").trim().to_owned();
    if text.is_empty() {
        return Err(fail(messages.text("note.empty")).into());
    }
    let expression: ExpressionId = found.expression.id;
    let wording =
        archive.note(&expression, number, &text, &common::user()).map_err(|error| common::refuse(&error, messages))?;
    let place = format!("{expression}#p{number}");
    let Some(wording) = wording else {
        let values = [("id", expression.to_string()), ("n", number.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        terminal::complain(&messages.fill("archive.no-provision", &values));
        return Ok(Outcome::NothingFound);
    };
    if call.matches.get_flag("json") {
        common::print_json(&json!({"provision": place, "text": text, "wording": wording}))?;
    }
    let quoted = cut(&printable(&wording), 80);
    terminal::complain(&messages.fill("note.done", &[("place", &place), ("wording", &quoted)]));
    Ok(Outcome::Done)
}
