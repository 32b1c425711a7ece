//! A whole archive as one stream, coming in: what `seimei add` does with what `seimei export --format archive` wrote.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use seimei_app::archive::Archive;
use seimei_app::archive::transfer::{self, Imported, Left, TransferError};
use seimei_app::lexicon::Lexicon;
use seimei_app::worker::Worker;
use serde_json::json;

use crate::commands::Call;
use crate::commands::common::{self, Stop, fail};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, problem, read, terminal};

/// How many of the things left out are named one by one.
const NAMED: usize = 10;

/// Tells whether what was named holds an archive's stream; nothing of standard input is used up by asking.
pub(crate) fn is_stream(path: &Path) -> bool {
    if path.as_os_str() == "-" {
        return io::stdin().lock().fill_buf().is_ok_and(transfer::is_archive);
    }
    let mut beginning = Vec::new();
    let is_read =
        path.is_file() && File::open(path).is_ok_and(|file| file.take(64).read_to_end(&mut beginning).is_ok());
    is_read && transfer::is_archive(&beginning)
}

/// Takes a stream in and tells what came of it.
pub(crate) fn import(call: &Call, archive: &Archive, lexicon: &Lexicon, path: &Path) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let name = printable(&path.display().to_string());
    let bar = read::progress(2, messages);
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let worker = Worker::of_this_program();
    let imported = if path.as_os_str() == "-" {
        archive.import(io::stdin().lock(), lexicon, &worker, progress)
    } else {
        let stream = File::open(path).map_err(TransferError::from);
        stream.and_then(|stream| archive.import(io::BufReader::new(stream), lexicon, &worker, progress))
    };
    bar.finish_and_clear();
    let imported = imported.map_err(|error| refuse(&error, &name, messages))?;
    if call.matches.get_flag("json") {
        common::print_json(&as_json(&imported))?;
    }
    say(&imported, &name, messages);
    let is_clean = imported.unread.is_empty() && imported.left.iter().all(|left| left.why.is_none());
    Ok(if is_clean { Outcome::Done } else { Outcome::NothingFound })
}

/// Says why an archive could not be written or taken in.
pub(crate) fn refuse(error: &TransferError, name: &str, messages: &Messages) -> Outcome {
    let say = |key: &str, reason: &str| fail(&messages.fill(key, &[("file", name), ("reason", reason)]));
    match error {
        TransferError::NoArchive => say("import.no-archive", ""),
        TransferError::TooNew => say("import.too-new", ""),
        TransferError::CutOff => say("import.cut-off", ""),
        TransferError::Damaged(what) => say("import.damaged", &printable(what)),
        TransferError::Stream(error) => say("import.stream", &problem::reason(error, messages)),
        TransferError::Store(error) => common::refuse(error, messages),
        error => fail(&printable(&error.to_string())),
    }
}

fn say(imported: &Imported, name: &str, messages: &Messages) {
    let documents = messages.count("import.documents", imported.documents.len());
    let changes = messages.count("import.changes", imported.made);
    let key = if imported.made == 0 { "import.nothing" } else { "import.done" };
    terminal::complain(&messages.fill(key, &[("file", name), ("documents", &documents), ("changes", &changes)]));
    for (theirs, here) in &imported.renamed {
        terminal::complain(&messages.fill("import.renamed", &[("theirs", theirs.as_str()), ("here", here.as_str())]));
    }
    if !imported.known.is_empty() {
        terminal::complain(&messages.count("import.known", imported.known.len()));
    }
    let own = imported.left.iter().filter(|left| left.why.is_none()).count();
    if own > 0 {
        terminal::complain(&messages.count("import.own", own));
    }
    if !imported.reread.is_empty() {
        terminal::complain(&messages.count("import.reread", imported.reread.len()));
    }
    for id in imported.unread.iter().take(NAMED) {
        terminal::complain(&messages.fill("import.unread", &[("id", &id.to_string())]));
    }
    let refused = imported.left.iter().filter_map(|left| Some((left, left.why.as_ref()?)));
    for (Left { number, about, .. }, why) in refused.clone().take(NAMED) {
        let (number, why) = (number.to_string(), common::of_store(why, messages));
        let values = [("n", number.as_str()), ("id", about.as_str()), ("why", &why)];
        terminal::complain(&messages.fill("import.refused", &values));
    }
    let more = refused.count().saturating_sub(NAMED);
    if more > 0 {
        terminal::complain(&messages.count("import.more", more));
    }
}

fn as_json(imported: &Imported) -> serde_json::Value {
    let left = imported.left.iter();
    let left = left.map(|left| {
        let why = left.why.as_ref().map(ToString::to_string);
        json!({ "change": left.number, "document": left.about, "why": why })
    });
    let renamed = imported.renamed.iter().map(|(theirs, here)| json!({ "theirs": theirs, "here": here }));
    json!({
        "changes": imported.all,
        "made": imported.made,
        "there": imported.there,
        "documents": imported.documents,
        "renamed": renamed.collect::<Vec<_>>(),
        "known": imported.known,
        "reread": imported.reread,
        "unread": imported.unread,
        "left": left.collect::<Vec<_>>(),
    })
}
