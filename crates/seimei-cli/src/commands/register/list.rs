//! `seimei register [list]`: the commitments, one block each, with a sum that names its rules.

use std::io::{self, Write as _};

use clap::{Command, value_parser};
use seimei_app::archive::register::entry::Entry;
use seimei_app::archive::register::{Class, Count, Registry};
use seimei_app::printed::register::Listed;

use super::open::Format;
use super::{asked, block, open, sum, table};
use crate::commands::Call;
use crate::commands::common::{self, Stop, option};
use crate::messages::Messages;
use crate::style::Tone;
use crate::wrap::Rich;
use crate::{Outcome, terminal};

/// So many are shown on a terminal where no number is asked for.
const SHOWN: usize = 20;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let limit = option("limit", "register.limit", messages).value_name("N").value_parser(value_parser!(u32));
    let command = open::with_format(asked::with_query(command, messages).arg(limit), messages);
    open::with_register(command, messages).after_help(messages.text("register.list-more").to_owned())
}

/// Lists.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let query = asked::query(call, registry)?;
        let wanted = registry.entries(&query);
        if wanted.is_empty() {
            let has_any = !registry.register().entries.is_empty();
            let key = if has_any { "register.none-such" } else { "register.none" };
            terminal::complain(call.messages.text(key));
            return Ok(Outcome::NothingFound);
        }
        let limit = call.matches.get_one::<u32>("limit").map(|limit| *limit as usize);
        let format = open::format(call);
        let limit = limit.unwrap_or(if format == Format::Text { SHOWN } else { usize::MAX });
        let shown = &wanted[..limit.min(wanted.len())];
        let rules = registry.rules();
        match format {
            Format::Json => {
                let (today, rules) = (query.today.as_str(), &rules);
                let printed = shown.iter().map(|(entry, class)| Listed { entry, class: class.word(), today, rules });
                common::print_json_lines(printed)?;
            }
            Format::Csv => table::entries(shown, &query.today, &rules)?,
            Format::Text => print(shown, &wanted, &query.today, registry, call)?,
        }
        Ok(Outcome::Done)
    })
}

fn print(
    shown: &[(&Entry, Class)],
    wanted: &[(&Entry, Class)],
    today: &str,
    registry: &Registry,
    call: &Call,
) -> io::Result<()> {
    let names = open::names(registry, call);
    let look = open::look(call, &names);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (entry, class) in shown {
        out.write_all(block::block(entry, *class, &look).as_bytes())?;
        writeln!(out)?;
    }
    if shown.len() < wanted.len() {
        let values = [("shown", shown.len().to_string()), ("all", wanted.len().to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        out.write_all(look.line(Tone::Faint, &call.messages.fill("register.some", &values)).as_bytes())?;
    }
    let line = sum::sum(&Count::of(wanted, today), &registry.rules(), call.messages);
    out.write_all(look.lines(&Rich::new(Tone::Heading, line), 0, 0).as_bytes())?;
    out.flush()
}
