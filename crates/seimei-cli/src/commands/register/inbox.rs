//! `seimei register evidence`: offers that wait for a decision, entry by entry, with the reasons for each.

use std::io::{self, Write as _};

use clap::{Command, value_parser};
use seimei_app::archive::register::entry::Entry;
use seimei_app::archive::register::{Class, Registry, class};
use seimei_app::printed::register::Waiting;

use super::{asked, block, named, open, show, sum};
use crate::commands::Call;
use crate::commands::common::{self, Stop, option};
use crate::messages::Messages;
use crate::style::Tone;
use crate::{Outcome, terminal};

/// So many entries are shown on a terminal where no number is asked for.
const SHOWN: usize = 10;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let limit = option("limit", "register.limit-inbox", messages).value_name("N").value_parser(value_parser!(u32));
    let command = asked::with_query(command.arg(named::entry_argument(messages)), messages).arg(limit);
    open::with_register(command, messages).after_help(messages.text("register.inbox-more").to_owned())
}

/// Shows the offers.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let today = open::today(call);
        let waiting: Vec<(&Entry, Class)> = if call.matches.contains_id("entry") {
            let entry = named::entry(call, registry)?;
            if entry.offers.is_empty() { Vec::new() } else { vec![(entry, class(entry, &today))] }
        } else {
            let mut query = asked::query(call, registry)?;
            query.has_offers = true;
            registry.entries(&query)
        };
        if waiting.is_empty() {
            terminal::complain(call.messages.text("register.no-offers"));
            return Ok(Outcome::NothingFound);
        }
        let is_json = call.matches.get_flag("json");
        let limit = call.matches.get_one::<u32>("limit").map(|limit| *limit as usize);
        let limit = limit.unwrap_or(if is_json { usize::MAX } else { SHOWN });
        let shown = &waiting[..limit.min(waiting.len())];
        if is_json {
            let rules = registry.rules();
            let offers = shown.iter().flat_map(|(entry, _)| entry.offers.iter().map(move |offer| (entry, offer)));
            common::print_json_lines(offers.map(|(entry, offer)| Waiting {
                entry: &entry.id,
                changed: entry.changed,
                offer,
                rules: &rules,
            }))?;
        } else {
            print(shown, &waiting, registry, call)?;
        }
        Ok(Outcome::Done)
    })
}

fn print(shown: &[(&Entry, Class)], waiting: &[(&Entry, Class)], registry: &Registry, call: &Call) -> io::Result<()> {
    let messages = call.messages;
    let names = open::names(registry, call);
    let look = open::look(call, &names);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (entry, class) in shown {
        out.write_all(block::block(entry, *class, &look).as_bytes())?;
        for offer in &entry.offers {
            out.write_all(show::evidence(offer, &look).as_bytes())?;
        }
        let hint = messages.fill("register.how-to-accept", &[("entry", &entry.id.to_string())]);
        out.write_all(look.lines(&crate::wrap::Rich::new(Tone::Faint, hint), 2, 4).as_bytes())?;
        writeln!(out)?;
    }
    let count = |entries: &[(&Entry, Class)]| -> usize { entries.iter().map(|(entry, _)| entry.offers.len()).sum() };
    if shown.len() < waiting.len() {
        let values = [("shown", shown.len().to_string()), ("all", waiting.len().to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        out.write_all(look.line(Tone::Faint, &messages.fill("register.some", &values)).as_bytes())?;
    }
    let offers = messages.count("register.count-offers", count(waiting));
    let of = messages.count("count.commitments", waiting.len());
    let rules = sum::by(&registry.rules(), messages);
    let line = messages.fill("register.sum-offers", &[("offers", &offers), ("commitments", &of), ("rules", &rules)]);
    out.write_all(look.line(Tone::Heading, &line).as_bytes())?;
    out.flush()
}
