//! `seimei chronology`: what happened, line by line, each with everything that tells it.

mod page;

use std::io;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::register::chronology::{Happening, Wanted, chosen};
use seimei_model::date::Edtf;
use seimei_model::event::EventType;

use super::open::{self, Format};
use super::sheet;
use crate::commands::common::{self, Stop, option};
use crate::commands::{Call, actors, filter, trace};
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// The columns; the words of the JSON keys where there are such.
const COLUMNS: &[&str] = &[
    "day_first",
    "day_last",
    "date",
    "precision",
    "kind",
    "participants",
    "what",
    "mechanisms",
    "place",
    "planned",
    "sources",
    "conflicts",
    "conflict_sources",
];

/// Adds the arguments.
pub(in crate::commands) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let parties = option("parties", "chronology.parties", messages)
        .value_name(value("trace.parties"))
        .value_delimiter(',')
        .action(ArgAction::Append);
    let date = |name: &'static str, help: &'static str| {
        option(name, help, messages).value_name(value("filter.date")).value_parser(filter::day_month_or_year)
    };
    let kind = option("kind", "chronology.kind", messages)
        .value_name(value("filter.kind-value"))
        .value_delimiter(',')
        .action(ArgAction::Append)
        .value_parser(PossibleValuesParser::new(EventType::ALL.iter().map(|kind| kind.word())));
    let limit = option("limit", "chronology.limit", messages).value_name("N").value_parser(value_parser!(u32));
    let command = command
        .arg(parties)
        .arg(date("since", "chronology.since"))
        .arg(date("until", "chronology.until"))
        .arg(kind.hide_possible_values(true))
        .arg(option("conflicts", "chronology.conflicts", messages).action(ArgAction::SetTrue))
        .arg(limit);
    let command = open::with_format(command, messages);
    open::with_register(command, messages).after_help(value("chronology.more"))
}

/// Tells what happened.
pub(in crate::commands) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(told(call))
}

fn told(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let period = |name: &str| call.matches.get_one::<Edtf>(name).and_then(Edtf::period);
        let kinds = call.matches.get_many::<String>("kind").into_iter().flatten();
        let wanted = Wanted {
            parties: actors::named(call, "parties", registry.tracing())?,
            since: period("since").map(|(first, _)| first),
            until: period("until").map(|(_, last)| last),
            kinds: kinds.filter_map(|word| EventType::from_word(word)).collect(),
        };
        let all = registry.chronology();
        let mut found = chosen(&all, &wanted);
        if call.matches.get_flag("conflicts") {
            found.retain(|happening| !happening.conflicts.is_empty());
        }
        if found.is_empty() {
            let values = [("all", all.len().to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            terminal::complain(&call.messages.fill("chronology.none", &values));
            return Ok(Outcome::NothingFound);
        }
        let limit = call.matches.get_one::<u32>("limit").map_or(usize::MAX, |limit| *limit as usize);
        let shown = &found[found.len().saturating_sub(limit)..];
        match open::format(call) {
            Format::Json => common::print_json_lines(shown)?,
            Format::Csv => sheet::print(COLUMNS, shown.iter().map(|happening| row(happening)))?,
            Format::Text => {
                let names = open::names(registry, call);
                let look = open::look(call, &names);
                trace::print(&page::page(shown, &found, &registry.rules(), &look))?;
            }
        }
        Ok(Outcome::Done)
    })
}

fn row(happening: &Happening) -> Vec<String> {
    let provisions = |sources: &[_]| {
        let of = |source: &seimei_app::archive::register::chronology::Source| source.provision.to_string();
        sheet::joined(sources.iter().map(of))
    };
    let conflicts = &happening.conflicts;
    vec![
        happening.day_first.clone(),
        happening.day_last.clone(),
        happening.date.to_string(),
        page::precision(happening).to_owned(),
        happening.kind.word().to_owned(),
        sheet::joined(&happening.participants),
        happening.what.clone(),
        sheet::joined(&happening.mechanisms),
        happening.place.clone().unwrap_or_default(),
        happening.planned.to_string(),
        provisions(&happening.sources),
        sheet::joined(conflicts.iter().map(|conflict| &conflict.date)),
        sheet::joined(conflicts.iter().map(|conflict| provisions(&conflict.sources))),
    ]
}
