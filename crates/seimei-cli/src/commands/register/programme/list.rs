//! `seimei register programme list`: the programmes, edition after edition, and what is wrong between editions.

use clap::Command;
use seimei_app::archive::register::Registry;
use seimei_app::archive::register::programme::progress;
use seimei_model::programme::ProgrammeId;
use serde_json::json;

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

/// The columns; the words of the JSON keys.
const COLUMNS: &[&str] = &[
    "id",
    "title_ja",
    "title_en",
    "parties",
    "from",
    "until",
    "supersedes",
    "document",
    "priorities",
    "areas",
    "activities",
    "indicators",
    "entries",
    "changed",
];

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
            Format::Json => common::print_json_lines(all.iter().filter_map(|id| printed(id, registry)))?,
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

fn placed(id: &ProgrammeId, registry: &Registry) -> usize {
    let entries = &registry.register().entries;
    entries.iter().filter(|entry| entry.areas.iter().any(|area| area.programme == *id)).count()
}

fn counts(id: &ProgrammeId, registry: &Registry) -> Option<[usize; 4]> {
    let programme = &registry.register().programmes.get(id)?.programme;
    let goals = || programme.areas().flat_map(|(_, area)| &area.goals);
    let activities = goals().map(|goal| goal.activities.len()).sum();
    let indicators = goals().map(|goal| goal.indicators.len()).sum();
    Some([programme.priorities.len(), programme.areas().count(), activities, indicators])
}

fn printed(id: &ProgrammeId, registry: &Registry) -> Option<serde_json::Value> {
    let kept = registry.register().programmes.get(id)?;
    let programme = &kept.programme;
    let [priorities, areas, activities, indicators] = counts(id, registry)?;
    Some(json!({
        "id": id, "title": programme.title, "parties": programme.parties, "from": programme.from,
        "until": programme.until, "supersedes": programme.supersedes, "document": programme.document,
        "priorities": priorities, "areas": areas, "activities": activities, "indicators": indicators,
        "entries": placed(id, registry), "changed": kept.changed,
    }))
}

fn row(id: &ProgrammeId, registry: &Registry) -> Option<Vec<String>> {
    let kept = registry.register().programmes.get(id)?;
    let programme = &kept.programme;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut cells = vec![
        id.to_string(),
        text(&programme.title.ja),
        text(&programme.title.en),
        sheet::joined(&programme.parties),
        programme.from.to_string(),
        programme.until.to_string(),
        programme.supersedes.as_ref().map(ToString::to_string).unwrap_or_default(),
        programme.document.as_ref().map(ToString::to_string).unwrap_or_default(),
    ];
    cells.extend(counts(id, registry)?.map(|count| count.to_string()));
    cells.extend([placed(id, registry).to_string(), kept.changed.to_string()]);
    Some(cells)
}
