//! `seimei reread`: tells what a new lexicon or program would change, and replaces the readings if that is wanted.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};

use clap::{ArgAction, Command};
use seimei_app::archive::counts::{Counted, Counts};
use seimei_app::archive::reread::{Rereading, Unreadable};
use seimei_app::worker::Worker;
use seimei_model::record::DocumentRecord;
use seimei_store::filter::Filter;
use serde_json::{Value, json};

use crate::commands::common::{self, Stop, argument, option};
use crate::commands::{Call, described, search};
use crate::messages::Messages;
use crate::wrap::{pad, width};
use crate::{Outcome, problem, read, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let command = command
        .arg(argument("documents", "archive.doc", "reread.docs", messages).num_args(0..))
        .arg(option("yes", "reread.yes", messages).action(ArgAction::SetTrue));
    common::with_lexicon(common::with_archive(command, messages), messages)
        .after_help(messages.text("reread.more").to_owned())
}

/// Reads again.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(reread(call))
}

fn reread(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let refused = |error| common::refuse(&error, messages);
    let mut documents = common::find_all(&archive, call, "documents")?;
    if documents.is_empty() {
        documents = archive.store().documents(&Filter::default()).map_err(refused)?;
    }
    let worker = Worker::of_this_program();
    let expressions = documents.iter().map(|document| document.expressions.len()).sum();
    let bar = read::progress(expressions, messages);
    let compared = archive.compare_readings(&documents, &lexicon, &worker, |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    let mut outcome = Outcome::Done;
    let mut readings = Vec::new();
    for compared in compared.map_err(refused)? {
        match compared {
            Ok(rereading) => readings.push(rereading),
            Err(unreadable) => {
                outcome = Outcome::Failure;
                terminal::complain(&of_unreadable(&unreadable, messages));
            }
        }
    }
    let is_json = call.matches.get_flag("json");
    if is_json {
        common::print_json_lines(readings.iter().filter(|reading| !reading.is_same).map(as_json))?;
    } else {
        let mut out = io::stdout().lock();
        out.write_all(report(&readings, messages).as_bytes())?;
        out.flush()?;
    }
    let count = readings.iter().filter(|reading| !(reading.is_same && reading.is_current)).count();
    if count == 0 {
        terminal::complain(messages.text("reread.nothing"));
        return Ok(outcome);
    }
    if !call.matches.get_flag("yes") && !asked(count, messages) {
        terminal::complain(messages.text("reread.left"));
        return Ok(outcome);
    }
    let documents: Vec<DocumentRecord> = documents;
    let bar = read::progress(expressions, messages);
    let by = common::user();
    let replaced = archive.replace_readings(&documents, &lexicon, &worker, &by, |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    let replaced = replaced.map_err(refused)?;
    terminal::complain(&messages.count("reread.replaced", replaced));
    search::catch_up(call, &archive, &lexicon);
    Ok(outcome)
}

/// Asks at a terminal whether to replace; elsewhere nobody is there to answer.
fn asked(count: usize, messages: &Messages) -> bool {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return false;
    }
    let _ = Write::write_fmt(&mut io::stderr().lock(), format_args!("{} ", messages.count("reread.ask", count)));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "はい" | "ｙ")
}

fn of_unreadable(unreadable: &Unreadable, messages: &Messages) -> String {
    match unreadable {
        Unreadable::NoOriginal(id) => messages.fill("reread.no-original", &[("id", &id.to_string())]),
        Unreadable::Problem(found) => problem::of_source(found, messages),
    }
}

/// Returns what changes: in all, then by document, then the notes that would lose their place.
fn report(readings: &[Rereading], messages: &Messages) -> String {
    let (mut before, mut after) = (Counts::default(), Counts::default());
    for reading in readings {
        before.add(&reading.before);
        after.add(&reading.after);
    }
    let changed: Vec<&Rereading> = readings.iter().filter(|reading| !reading.is_same).collect();
    let mut out = String::new();
    if changed.is_empty() {
        return out;
    }
    let rows: Vec<(String, usize, usize)> = before
        .changes_to(&after)
        .into_iter()
        .map(|(counted, before, after)| (label(&counted, messages), before, after))
        .collect();
    let columns = rows.iter().map(|(label, _, _)| width(label)).max().unwrap_or(0);
    for (label, before, after) in rows {
        let sign = if after > before { '+' } else { '−' };
        let _ = writeln!(out, "{}  {before} → {after}  ({sign}{})", pad(&label, columns), after.abs_diff(before));
    }
    let _ = writeln!(out, "\n{}", messages.count("reread.changed", changed.len()));
    for reading in changed {
        let differences = reading.before.changes_to(&reading.after);
        let mut parts: Vec<String> = differences
            .iter()
            .map(|(counted, before, after)| format!("{} {before} → {after}", label(counted, messages)))
            .collect();
        if parts.is_empty() {
            parts.push(messages.text("reread.details").to_owned());
        }
        let _ = writeln!(out, "  {}  {}", reading.expression, parts.join(" · "));
        for note in &reading.displaced {
            let _ = writeln!(out, "    {}", described::displaced(note, messages));
        }
    }
    out
}

fn label(counted: &Counted, messages: &Messages) -> String {
    match counted {
        Counted::Provisions => messages.text("counted.provisions").to_owned(),
        Counted::Act(kind) => messages.fill("counted.act", &[("act", messages.label("act", kind.word()))]),
        Counted::Commitments => messages.text("counted.commitments").to_owned(),
        Counted::Dates => messages.text("counted.dates").to_owned(),
        Counted::Mechanisms => messages.text("counted.mechanisms").to_owned(),
        Counted::Events => messages.text("counted.events").to_owned(),
        Counted::Topic(topic) => messages.fill("counted.topic", &[("topic", messages.label("topic", topic.as_str()))]),
    }
}

fn as_json(reading: &Rereading) -> Value {
    json!({
        "expression": reading.expression, "before": reading.before, "after": reading.after,
        "kept": reading.carried.kept, "altered": reading.carried.altered, "new": reading.carried.new,
        "lost": reading.carried.lost, "displaced_notes": reading.displaced,
    })
}
