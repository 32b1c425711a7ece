//! `seimei recover`: makes a damaged database again from the journal and the originals.

use std::io;

use clap::Command;
use seimei_app::archive::recover::recover;
use seimei_app::lexicon;
use seimei_app::worker::Worker;
use seimei_store::store::Place;
use serde_json::json;

use crate::commands::Call;
use crate::commands::common::{self, Stop, fail};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, arguments, problem, read, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    common::with_lexicon(common::with_archive(command, messages), messages)
        .after_help(messages.text("recover.more").to_owned())
}

/// Recovers.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(run_recover(call))
}

fn run_recover(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let place = common::place(call)?.ok_or_else(|| fail(messages.text("archive.none")))?;
    let Place::Folder(folder) = place else {
        return Err(fail(messages.text("recover.server")).into());
    };
    let mut folders = arguments::paths(call.matches, "lexicon");
    let own = folder.join("lexicon");
    if own.is_dir() {
        folders.insert(0, own);
    }
    let lexicon = lexicon::load(&folders).map_err(|error| fail(&problem::of_lexicon(&error, messages)))?;
    let mut bar = None;
    let recovered = recover(&folder, &lexicon, &Worker::of_this_program(), &mut |done, all| {
        bar.get_or_insert_with(|| read::progress(all, messages)).set_position(done as u64);
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let recovered = recovered.map_err(|error| common::refuse(&error, messages))?;
    if call.matches.get_flag("json") {
        common::print_json(&json!({
            "changes": recovered.changes, "missing": recovered.missing, "unread": recovered.unread,
            "renumbered": recovered.renumbered, "lost": recovered.lost, "aside": recovered.aside,
        }))?;
    }
    terminal::complain(&messages.count("recover.done", recovered.changes));
    if let Some(aside) = &recovered.aside {
        let aside = printable(&aside.display().to_string());
        terminal::complain(&messages.fill("recover.aside", &[("file", &aside)]));
    }
    let say = |key: &str, ids: &[String]| {
        if !ids.is_empty() {
            terminal::complain(&messages.fill(key, &[("ids", &messages.list(ids.iter().map(String::as_str)))]));
        }
    };
    say("recover.missing", &recovered.missing);
    say("recover.unread", &recovered.unread);
    say("recover.renumbered", &recovered.renumbered);
    let lost: Vec<String> = recovered.lost.iter().map(u64::to_string).collect();
    say("recover.lost", &lost);
    Ok(if recovered.is_whole() { Outcome::Done } else { Outcome::NothingFound })
}
