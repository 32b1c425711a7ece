//! `seimei reindex`: makes the search index again.

use std::io;
use std::path::PathBuf;

use clap::{Command, value_parser};

use crate::commands::common::{self, Stop, option};
use crate::commands::{Call, search};
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let index = option("index", "search.index", messages).value_name(messages.text("help.folder").to_owned());
    let command = command.arg(index.value_parser(value_parser!(PathBuf)));
    common::with_lexicon(common::with_archive(command, messages), messages)
}

/// Makes it again.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(reindex(call))
}

fn reindex(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let place = search::index_place(call, &archive, &lexicon);
    let bar = search::progress(messages);
    let made = archive.reindex(&place, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let size = made.map_err(|error| search::refuse(&error, messages))?;
    if call.matches.get_flag("json") {
        common::print_json(&serde_json::json!({ "index": place.folder, "units": size }))?;
    }
    terminal::complain(&messages.count("search.reindexed", size as usize));
    Ok(Outcome::Done)
}
