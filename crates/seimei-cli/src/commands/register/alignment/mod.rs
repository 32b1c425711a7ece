//! `seimei register alignment`: which partnerships promise what on which topic, what is promised twice, where promises
//! disagree, which areas are bare, and what stands outside every programme.

mod page;

use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::register::Registry;
use seimei_app::archive::register::aligned::{Alignment, Wanted};
use seimei_app::printed::register::{ALIGNMENT, Aligned, alignment_rows};
use seimei_model::date::Edtf;

use super::open::{self, Format};
use super::sheet;
use crate::commands::common::{self, Stop, option};
use crate::commands::{Call, actors, filter, trace};
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// So many lines of a list are shown where no number is asked for.
const SHOWN: usize = 10;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let parties = option("parties", "alignment.parties", messages)
        .value_name(value("trace.parties"))
        .value_delimiter(',')
        .action(ArgAction::Append);
    let since = option("since", "alignment.since", messages)
        .value_name(value("filter.date"))
        .value_parser(filter::day_month_or_year);
    let limit = option("limit", "alignment.limit", messages).value_name("N").value_parser(value_parser!(u32));
    let command = open::with_format(command.arg(parties).arg(since).arg(limit), messages);
    open::with_register(command, messages).after_help(value("alignment.more"))
}

/// Aligns.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let since = call.matches.get_one::<Edtf>("since").and_then(Edtf::period).map(|(first, _)| first);
        let parties = actors::named(call, "parties", registry.tracing())?;
        let wanted = Wanted { parties, since, today: open::today(call) };
        let alignment = registry.alignment(&wanted);
        if alignment.frameworks.is_empty() && alignment.bare.is_empty() {
            terminal::complain(call.messages.text("alignment.none"));
            return Ok(Outcome::NothingFound);
        }
        print(&alignment, &wanted.today, registry, call)?;
        Ok(Outcome::Done)
    })
}

fn print(alignment: &Alignment, today: &str, registry: &Registry, call: &Call) -> std::io::Result<()> {
    let rules = registry.rules();
    match open::format(call) {
        Format::Json => common::print_json(&Aligned { alignment, today, rules: &rules }),
        Format::Csv => sheet::print(ALIGNMENT, alignment_rows(alignment, today, &rules)),
        Format::Text => {
            let names = open::names(registry, call);
            let look = open::look(call, &names);
            let limit = call.matches.get_one::<u32>("limit").map_or(SHOWN, |limit| *limit as usize);
            trace::print(&page::page(alignment, limit, registry, &look))
        }
    }
}
