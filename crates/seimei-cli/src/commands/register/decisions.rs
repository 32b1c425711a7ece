//! `seimei register decisions`: who decided what, when and why; what was undone stays and is marked.

use std::io::{self, Write as _};

use clap::{Command, value_parser};
use seimei_app::archive::register::Registry;
use seimei_model::decision::{Decision, DecisionRecord};

use super::open::Format;
use super::told::{self, BETWEEN};
use super::{named, open, table};
use crate::commands::Call;
use crate::commands::common::{self, Stop, option};
use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};
use crate::{Outcome, terminal};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let limit = option("limit", "register.limit-decisions", messages).value_name("N").value_parser(value_parser!(u32));
    let command = open::with_format(command.arg(named::entry_argument(messages)).arg(limit), messages);
    open::with_register(command, messages).after_help(messages.text("register.decisions-more").to_owned())
}

/// Lists decisions, the newest last; of many the newest.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let all: Vec<&DecisionRecord> = if call.matches.contains_id("entry") {
            registry.history(named::entry(call, registry)?)
        } else {
            registry.decisions().iter().collect()
        };
        if all.is_empty() {
            terminal::complain(call.messages.text("register.no-decisions"));
            return Ok(Outcome::NothingFound);
        }
        let limit = call.matches.get_one::<u32>("limit").map_or(usize::MAX, |limit| *limit as usize);
        let shown = &all[all.len().saturating_sub(limit)..];
        let names = open::names(registry, call);
        let look = open::look(call, &names);
        match open::format(call) {
            Format::Json => common::print_json_lines(registry.decided(shown.iter().copied()))?,
            Format::Csv => table::decisions(shown, registry, &look)?,
            Format::Text => {
                let mut out = io::stdout().lock();
                out.write_all(lines(shown, registry, &look).as_bytes())?;
                out.flush()?;
                terminal::complain(&call.messages.count("register.count-decisions", shown.len()));
            }
        }
        Ok(Outcome::Done)
    })
}

/// Returns decisions for a reader: number, moment, who; what; why.
pub(super) fn lines(shown: &[&DecisionRecord], registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    let (undone, displaced) = (registry.undone(), registry.displaced());
    let mut out = String::new();
    for record in shown {
        let mut line = Rich::new(Tone::Heading, record.number.to_string());
        line.push(Tone::Faint, format!("  {} UTC  {}  ", common::moment(&record.at), printable(&record.by)));
        line.push(Tone::Plain, messages.label("decision", record.decision.word()));
        if let Some(by) = undone.get(&record.number) {
            let by = messages.fill("register.undone-by", &[("n", &by.to_string())]);
            line.push(Tone::Warning, format!("  {by}"));
        } else if displaced.contains(&record.number) {
            line.push(Tone::Warning, format!("  {}", messages.text("register.displaced")));
        }
        out += &look.lines(&line, 0, 4);
        let detail = told::detail(&record.decision, look);
        let subject = match &record.decision {
            Decision::Added { .. } => format!("c-{}", record.number),
            Decision::Undone { .. } => String::new(),
            _ => record.subjects.first().map(|subject| printable(subject)).unwrap_or_default(),
        };
        let parts: Vec<String> = [subject, detail].into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            out += &look.lines(&Rich::new(Tone::Plain, parts.join(BETWEEN)), 4, 4);
        }
        if !record.reason.is_empty() {
            let why = messages.fill("register.why", &[("reason", &printable(&record.reason))]);
            out += &look.lines(&Rich::new(Tone::Plain, why), 4, 4);
        }
    }
    out
}
