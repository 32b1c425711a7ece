//! `seimei vanished`: formulas that a partnership used regularly and then left out.

mod page;

use std::io;

use clap::{Command, value_parser};
use seimei_app::archive::trace::Wanted;
use seimei_app::names::Names;
use seimei_app::printed::vanished::printed;
use seimei_model::date::Edtf;

use crate::commands::common::{self, Stop, option, with_archive, with_lexicon};
use crate::commands::{Call, actors, filter, trace};
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// Formulas on a page where nothing else is asked for.
const PAGE: usize = 10;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let since = option("since", "vanished.since", messages)
        .value_name(messages.text("filter.date").to_owned())
        .value_parser(filter::day_month_or_year);
    let limit = option("limit", "vanished.limit", messages).value_name("N").value_parser(value_parser!(u32));
    let command = command.arg(actors::party_option("vanished.party", messages)).arg(since).arg(limit);
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("vanished.more").to_owned())
}

/// Lists what vanished.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(vanished(call))
}

fn vanished(call: &Call) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let tracing = trace::tracing(&archive, &lexicon, call)?;
    let since = call.matches.get_one::<Edtf>("since").and_then(Edtf::period).map(|(first, _)| first);
    let wanted = Wanted { parties: actors::parties(call, &tracing)?, since };
    let mut gone = tracing.vanished(&wanted);
    let all = gone.len();
    gone.truncate(call.matches.get_one::<u32>("limit").map_or(PAGE, |limit| *limit as usize));
    let nearest = tracing.nearest(&gone);
    let outcome = if gone.is_empty() { Outcome::NothingFound } else { Outcome::Done };
    if call.matches.get_flag("json") {
        let lines = gone.iter().zip(&nearest).filter_map(|(gone, near)| printed(gone, near.as_ref(), &tracing));
        common::print_json_lines(lines)?;
        return Ok(outcome);
    }
    if gone.is_empty() {
        terminal::complain(call.messages.text("vanished.none"));
        return Ok(outcome);
    }
    let names = Names::new(&lexicon, call.messages.lang);
    trace::print(&page::page(&gone, &nearest, all, &tracing, &trace::look(call, &names)))?;
    Ok(outcome)
}
