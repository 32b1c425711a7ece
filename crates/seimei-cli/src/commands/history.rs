//! `seimei history`: what happened to a document, when and by whom.

use std::io::{self, Write as _};

use clap::Command;
use seimei_model::code::ActorCode;
use seimei_model::decision::Decision;
use seimei_model::record::Description;
use seimei_store::change::{Change, Entry, Version};

use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{self, Stop, argument};
use crate::messages::Messages;
use crate::wrap::{cut, pad, printable};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let document = argument("document", "archive.doc", "archive.doc-help", messages).required(true);
    common::with_archive(command.arg(document), messages)
}

/// Tells the history of a document.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(history(call))
}

fn history(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let name = call.matches.get_one::<String>("document").map(String::as_str).unwrap_or_default();
    let (_, found) = common::find(&archive, name, messages)?;
    let entries = archive.store().history(&found.document.id).map_err(|error| common::refuse(&error, messages))?;
    if call.matches.get_flag("json") {
        common::print_json_lines(&entries)?;
        return Ok(Outcome::Done);
    }
    let who = entries.iter().map(|entry| crate::wrap::width(&entry.by)).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for entry in &entries {
        let (at, by) = (common::moment(&entry.at), pad(&printable(&entry.by), who));
        writeln!(out, "{at} UTC  {by}  {}", in_words(entry, messages))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Returns what a change did, in words.
fn in_words(entry: &Entry, messages: &Messages) -> String {
    let came = |key: &str, id: &dyn ToString, version: &Version| {
        let provisions = messages.count("count.provisions", version.numbers.len());
        let values = [
            ("id", id.to_string()),
            ("origin", printable(&version.origin)),
            ("provisions", provisions),
            ("lexicon", version.lexicon.clone()),
        ];
        messages.fill(key, &values.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    };
    match &entry.change {
        Change::Added { expression, version, said, .. } => {
            let line = came("history.added", expression, version);
            if *said == Description::default() { line } else { format!("{line} · {}", said_in_words(said, messages)) }
        }
        Change::Revised { expression, version } => came("history.revised", expression, version),
        Change::Reread { expression, version } => came("history.reread", expression, version),
        Change::Described { said, .. } => said_in_words(said, messages),
        Change::Withdrawn { fields, .. } => {
            let names = fields.iter().map(|field| messages.label("head", field.word()));
            messages.fill("history.withdrawn", &[("fields", &messages.list(names))])
        }
        Change::Removed { .. } => messages.text("history.removed").to_owned(),
        Change::Restored { .. } => messages.text("history.restored").to_owned(),
        Change::Joined { document, other } => {
            messages.fill("history.joined", &[("id", document.as_str()), ("other", other.as_str())])
        }
        Change::KeptApart { document, other } => {
            messages.fill("history.kept-apart", &[("id", document.as_str()), ("other", other.as_str())])
        }
        Change::Noted { expression, provision, text, .. } => {
            let place = format!("{expression}#p{provision}");
            messages.fill("history.noted", &[("place", &place), ("text", &cut(&printable(text), 100))])
        }
        Change::Decided { decision, subjects, reason, .. } => {
            decided(decision, subjects.first().map_or("", |subject| subject.as_str()), reason, messages)
        }
    }
}

/// Returns what a person decided about the register, in words.
fn decided(decision: &Decision, subject: &str, reason: &str, messages: &Messages) -> String {
    let what = messages.label("decision", decision.word());
    let mut line = match decision {
        Decision::Undone { number } => messages.fill("history.undone", &[("n", &number.to_string())]),
        Decision::Added { commitment, .. } => {
            let text = cut(&printable(commitment.what.as_deref().unwrap_or_default()), 100);
            messages.fill("history.decided", &[("what", what), ("subject", &text)])
        }
        _ => messages.fill("history.decided", &[("what", what), ("subject", &printable(subject))]),
    };
    if !reason.is_empty() {
        line = format!("{line} · {}", cut(&printable(reason), 100));
    }
    line
}

/// Returns what a person said of a document, in words.
fn said_in_words(said: &Description, messages: &Messages) -> String {
    let parties = said.parties.as_ref().map(|parties| messages.list(parties.iter().map(ActorCode::as_str)));
    let fields = [
        ("described.title", said.title.clone()),
        ("head.kind", said.kind.map(|kind| messages.label("kind", kind.word()).to_owned())),
        ("head.date", said.date.as_ref().map(ToString::to_string)),
        ("head.parties", parties),
        ("head.place", said.place.clone()),
        ("described.source", said.source.clone()),
        ("described.note", said.note.clone()),
    ];
    let label = |key: &str| match key {
        "described.title" => messages.text("head.title").to_owned(),
        "described.source" => messages.text("head.source").to_owned(),
        "described.note" => messages.text("head.note").to_owned(),
        key => messages.text(key).to_owned(),
    };
    let told = fields.into_iter().filter_map(|(key, value)| Some(format!("{} = {}", label(key), printable(&value?))));
    messages.fill("history.described", &[("fields", &told.collect::<Vec<_>>().join(" · "))])
}
