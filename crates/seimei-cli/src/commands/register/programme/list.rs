//! `seimei register programme list`: the programmes, edition after edition, and what is wrong between editions.

use clap::Command;
use seimei_app::archive::register::programme::progress;
use seimei_app::printed::programmes::{COLUMNS, listed, placed, row};
use seimei_model::programme::ProgrammeId;

use super::super::open::{self, Format};
use super::super::sheet;
use super::super::told::BETWEEN;
use super::{faults, told};
use crate::commands::common::{self, Stop};
use crate::commands::{Call, trace};
use crate::messages::Messages;
use crate::style::Tone;
use crate::wrap::Rich;
use crate::{Outcome, terminal};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    open::with_register(open::with_format(command, messages), messages)
}

/// Lists.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    open::opened(call, |_, registry| {
        let editions = registry.editions(&[]);
        let all: Vec<&ProgrammeId> = editions.chains.iter().flatten().collect();
        if all.is_empty() {
            terminal::complain(messages.text("programme.none"));
            return Ok(Outcome::NothingFound);
        }
        match open::format(call) {
            Format::Json => common::print_json_lines(all.iter().filter_map(|id| listed(id, registry)))?,
            Format::Csv => sheet::print(COLUMNS, all.iter().filter_map(|id| row(id, registry)))?,
            Format::Text => {
                let names = open::names(registry, call);
                let look = open::look(call, &names);
                let mut out = String::new();
                for id in &all {
                    let Some(kept) = registry.register().programmes.get(*id) else { continue };
                    let programme = &kept.programme;
                    let mut line = Rich::new(Tone::Heading, id.to_string());
                    line.push(Tone::Plain, format!("{BETWEEN}{}", told::text(&programme.title, &look)));
                    out += &look.lines(&line, 0, 4);
                    let mut parts = vec![look.actors(&programme.parties), told::period(programme, &look)];
                    let time = progress::countdown(programme, &open::today(call));
                    parts.extend(time.map(|time| told::countdown(&time, &look)));
                    parts.push(messages.count("programme.areas", programme.areas().count()));
                    parts.push(messages.count("stocktake.commitments", placed(id, registry)));
                    if let Some(older) = &programme.supersedes {
                        parts.push(messages.fill("programme.supersedes", &[("id", older.as_str())]));
                    }
                    out += &look.lines(&Rich::new(Tone::Faint, parts.join(BETWEEN)), 4, 4);
                }
                trace::print(&out)?;
            }
        }
        for fault in &editions.faults {
            terminal::complain(&faults::of_editions(fault, messages));
        }
        Ok(Outcome::Done)
    })
}
