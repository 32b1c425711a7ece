//! `seimei remove` and `seimei restore`: into the bin and out of it.

use std::io;

use clap::Command;
use seimei_model::record::DocumentRecord;
use serde_json::json;

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument};
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let documents = argument("documents", "archive.doc", "archive.docs-help", messages).num_args(1..).required(true);
    common::with_archive(command.arg(documents), messages)
}

/// Puts documents into the bin.
pub(crate) fn remove(call: &Call) -> io::Result<Outcome> {
    common::ended(put(call, true))
}

/// Takes documents out of the bin.
pub(crate) fn restore(call: &Call) -> io::Result<Outcome> {
    common::ended(put(call, false))
}

fn put(call: &Call, into_bin: bool) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let found = common::find_all(&archive, call, "documents")?;
    let (there, wanted): (Vec<DocumentRecord>, Vec<DocumentRecord>) =
        found.into_iter().partition(|document| document.is_removed == into_bin);
    let ids: Vec<_> = wanted.into_iter().map(|document| document.id).collect();
    if !ids.is_empty() {
        let by = common::user();
        let result = if into_bin { archive.remove(&ids, &by) } else { archive.restore(&ids, &by) };
        result.map_err(|error| common::refuse(&error, messages))?;
    }
    let outcome = if into_bin { "removed" } else { "restored" };
    for id in &ids {
        let key = if into_bin { "bin.removed" } else { "bin.restored" };
        terminal::complain(&messages.fill(key, &[("id", id.as_str())]));
    }
    for document in &there {
        let key = if into_bin { "bin.was-removed" } else { "bin.was-kept" };
        terminal::complain(&messages.fill(key, &[("id", document.id.as_str())]));
    }
    if call.matches.get_flag("json") {
        let lines = ids.iter().map(|id| json!({"document": id, "outcome": outcome}));
        let same = there.iter().map(|document| json!({"document": document.id, "outcome": "unchanged"}));
        common::print_json_lines(lines.chain(same))?;
    }
    Ok(Outcome::Done)
}
