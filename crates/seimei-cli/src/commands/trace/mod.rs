//! `seimei trace`: the lineage of a formula through the archive.

mod json;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Command, value_parser};
use seimei_app::archive::trace::Tracing;
use serde::Deserialize;
use serde_json::Value;

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option, with_archive, with_lexicon};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, problem};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let command =
        command.arg(argument("text", "trace.text", "trace.text-help", messages).required_unless_present("batch")).arg(
            option("batch", "trace.batch", messages)
                .value_name(messages.text("help.file").to_owned())
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("text"),
        );
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("trace.more").to_owned())
}

/// Traces.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(trace(call))
}

fn trace(call: &Call) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let tracing = archive.tracing(&lexicon, &mut |_, _| {}).map_err(|error| common::refuse(&error, call.messages))?;
    if let Some(file) = call.matches.get_one::<PathBuf>("batch") {
        return batch(file, &tracing, call);
    }
    Err(fail("not yet").into())
}

/// A line of a batch.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    document: String,
    text: String,
}

fn batch(file: &Path, tracing: &Tracing, call: &Call) -> Result<Outcome, Stop> {
    let name = printable(&file.display().to_string());
    let text = fs::read_to_string(file).map_err(|error| {
        let reason = problem::reason(&error, call.messages);
        fail(&call.messages.fill("verify.no-file", &[("file", &name), ("reason", &reason)]))
    })?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Done;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|error| {
            let values = [("file", name.as_str()), ("line", &(number + 1).to_string()), ("reason", &error.to_string())];
            fail(&call.messages.fill("trace.no-line", &values))
        })?;
        let lineage = match tracing.beginning_with(&line.document, &line.text) {
            Some(asked) => tracing.lineage(asked),
            None => tracing.lineage_among(&[]),
        };
        if lineage.members.len() < 2 {
            outcome = Outcome::NothingFound;
        }
        let printed = json::printed(Some(&line.id), &lineage, false, tracing);
        serde_json::to_writer(&mut out, &printed).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(outcome)
}
