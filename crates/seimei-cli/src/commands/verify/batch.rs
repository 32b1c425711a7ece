//! Quotations in batch: one JSON object a line in, one a line out.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use seimei_app::archive::verify::Verifying;
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_app::printed::verify as printed;
use serde::Deserialize;
use serde_json::Value;

use super::{page, read, refused};
use crate::commands::Call;
use crate::commands::common::{Stop, fail};
use crate::wrap::printable;
use crate::{Outcome, problem};

/// A line of the file.
#[derive(Deserialize)]
struct Line {
    /// Whatever names the quotation; given back as it is.
    #[serde(default)]
    id: Value,
    quote: String,
    #[serde(default)]
    claimed: Option<String>,
}

/// Checks all the quotations of a file. Answers come in the order of the lines, each when it is found.
pub(super) fn run(file: &Path, verifying: &mut Verifying, lexicon: &Lexicon, call: &Call) -> Result<Outcome, Stop> {
    let name = printable(&file.display().to_string());
    let text = read(file).map_err(|error| {
        let reason = problem::reason(&error, call.messages);
        fail(&call.messages.fill("verify.no-file", &[("file", &name), ("reason", &reason)]))
    })?;
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read: Line = serde_json::from_str(line).map_err(|error| {
            let values = [("file", name.as_str()), ("line", &(number + 1).to_string()), ("reason", &error.to_string())];
            fail(&call.messages.fill("verify.no-line", &values))
        })?;
        lines.push(read);
    }
    let is_json = call.matches.get_flag("json");
    let names = Names::new(lexicon, call.messages.lang);
    let look = super::look(call, &names);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut outcome = if lines.is_empty() { Outcome::NothingFound } else { Outcome::Done };
    for line in &lines {
        let verification = verifying.verify(&line.quote, line.claimed.as_deref()).map_err(refused(call))?;
        outcome = outcome.max(super::outcome([&verification]));
        if is_json {
            let answer = printed::printed(Some(&line.id), &line.quote, &verification, &[]);
            serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            out.write_all(page::line(&line.id, &line.quote, &verification, &look).as_bytes())?;
        }
    }
    if !is_json {
        out.write_all(page::searched(verifying.searched(), &look).as_bytes())?;
    }
    out.flush()?;
    Ok(outcome)
}
