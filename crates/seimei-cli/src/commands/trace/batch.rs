//! Tracing in batch: one object a line in, one out, in order.

use std::fs;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::Path;

use seimei_app::archive::trace::Tracing;
use seimei_app::printed::trace as printed;
use serde::Deserialize;
use serde_json::Value;

use crate::commands::Call;
use crate::commands::common::{Stop, fail};
use crate::wrap::printable;
use crate::{Outcome, problem};

/// A line of a batch.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    document: String,
    text: String,
}

/// Traces the provisions of a file; `-` is standard input. Ends with 1 where one has no kin.
pub(super) fn run(file: &Path, tracing: &Tracing, call: &Call) -> Result<Outcome, Stop> {
    let name = printable(&file.display().to_string());
    let text = read(file).map_err(|error| {
        let reason = problem::reason(&error, call.messages);
        fail(&call.messages.fill("verify.no-file", &[("file", &name), ("reason", &reason)]))
    })?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Done;
    let is_across = call.matches.get_flag("across");
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|error| {
            let values = [("file", name.as_str()), ("line", &(number + 1).to_string()), ("reason", &error.to_string())];
            fail(&call.messages.fill("trace.no-line", &values))
        })?;
        let lineage = match tracing.beginning_with(&line.document, &line.text) {
            Some(asked) => tracing.lineage(asked),
            None => tracing.lineage_among(&[]),
        };
        let lineage = if is_across { tracing.across_languages(&lineage) } else { lineage };
        if lineage.members.len() < 2 {
            outcome = Outcome::NothingFound;
        }
        serde_json::to_writer(&mut out, &printed::line(&line.id, &lineage, tracing)).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(outcome)
}

fn read(file: &Path) -> io::Result<String> {
    if file != Path::new("-") {
        return fs::read_to_string(file);
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
