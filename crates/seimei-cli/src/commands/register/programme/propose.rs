//! `seimei register programme proposals`: what may belong to the areas of a programme, with the reasons. A person decides.

use clap::{Command, value_parser};
use seimei_app::archive::register::Registry;
use seimei_app::archive::register::programme::proposals::{AreaProposals, Proposal};
use seimei_model::undertaking::EntryId;
use std::fmt::Write as _;

use super::super::open;
use super::super::told::BETWEEN;
use super::{asked, id_argument, told};
use crate::commands::common::{self, Stop, fail, option};
use crate::commands::{Call, trace};
use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};
use crate::{Outcome, terminal};

/// So many of each area are shown where no number is asked for.
const SHOWN: usize = 3;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let area = option("area", "programme.area", messages).value_name(value("programme.code"));
    let limit = option("limit", "programme.limit", messages).value_name("N").value_parser(value_parser!(u32));
    let command = command.arg(id_argument(messages)).arg(area).arg(limit);
    open::with_register(command, messages).after_help(value("programme.proposals-more"))
}

/// Lists what is proposed.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    open::opened(call, |_, registry| {
        let programme = &asked(call, registry)?.programme;
        let area = call.matches.get_one::<String>("area").map(|area| area.trim());
        if let Some(area) = area.filter(|area| programme.area(area).is_none()) {
            let known: Vec<&str> = programme.areas().map(|(_, area)| area.code.as_str()).collect();
            let values = [("code", printable(area)), ("known", messages.list(known))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            return Err(fail(&messages.fill("programme.no-area", &values)).into());
        }
        let mut proposals = registry.proposals(programme);
        if let Some(area) = area {
            proposals.areas.retain(|one| one.area.code == area);
            proposals.unplaced.clear();
        }
        let limit = call.matches.get_one::<u32>("limit").map(|limit| *limit as usize);
        if call.matches.get_flag("json") {
            let limit = limit.unwrap_or(usize::MAX);
            for area in &mut proposals.areas {
                area.entries.truncate(limit);
                area.provisions.truncate(limit);
            }
            common::print_json(&proposals)?;
            return Ok(Outcome::Done);
        }
        let has_any = proposals.areas.iter().any(|one| !one.entries.is_empty() || !one.provisions.is_empty());
        if !has_any && proposals.unplaced.is_empty() {
            terminal::complain(messages.text("programme.no-proposals"));
            return Ok(Outcome::NothingFound);
        }
        let names = open::names(registry, call);
        let look = open::look(call, &names);
        let limit = limit.unwrap_or(SHOWN);
        let mut out = String::new();
        for one in &proposals.areas {
            let title = programme.area(&one.area.code).map(|(_, area)| told::text(&area.title, &look));
            out += &area_block(one, &title.unwrap_or_default(), limit, registry, &look);
        }
        if !proposals.unplaced.is_empty() {
            out += &look.list_heading(messages.text("programme.unplaced"), proposals.unplaced.len());
            for id in proposals.unplaced.iter().take(limit.max(SHOWN)) {
                out += &entry_line(id, registry, &look);
            }
        }
        let _ = write!(out, "\n{}", look.lines(&Rich::new(Tone::Faint, messages.text("programme.how-to-place")), 0, 0));
        trace::print(out.trim_start_matches('\n'))?;
        Ok(Outcome::Done)
    })
}

fn area_block(one: &AreaProposals, title: &str, limit: usize, registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    let heading = format!("{}  {title}", one.area);
    let mut out = look.list_heading(&heading, one.entries.len());
    for proposal in one.entries.iter().take(limit) {
        out += &entry_line(&proposal.what, registry, look);
        out += &look.lines(&Rich::new(Tone::Faint, signs(proposal, look)), 4, 4);
    }
    if one.entries.len() > limit {
        let n = (one.entries.len() - limit).to_string();
        out += &look.lines(&Rich::new(Tone::Faint, messages.fill("programme.more-proposals", &[("n", &n)])), 2, 2);
    }
    if !one.provisions.is_empty() {
        let count = messages.count("programme.provisions", one.provisions.len());
        out += &look.lines(&Rich::new(Tone::Faint, count), 2, 2);
        for proposal in one.provisions.iter().take(limit) {
            let line = format!("{}{BETWEEN}{}", proposal.what, signs(proposal, look));
            out += &look.lines(&Rich::new(Tone::Faint, line), 4, 6);
        }
    }
    out
}

fn entry_line(id: &EntryId, registry: &Registry, look: &Look) -> String {
    let what = registry.register().entry(id).map(|entry| printable(&entry.what)).unwrap_or_default();
    let mut line = Rich::new(Tone::Heading, id.to_string());
    line.push(Tone::Plain, format!("{BETWEEN}{what}"));
    look.lines(&line, 2, 4)
}

/// Returns why something is proposed, and how much speaks for it.
fn signs<T>(proposal: &Proposal<T>, look: &Look) -> String {
    let messages = look.messages;
    let mut parts: Vec<String> = proposal.signs.iter().map(|sign| look.teller().sign(sign)).collect();
    parts.push(messages.fill("programme.score", &[("score", &told::number(proposal.score))]));
    parts.join(BETWEEN)
}
