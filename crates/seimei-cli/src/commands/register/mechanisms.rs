//! `seimei register mechanisms`: the directory of named dialogues, exercises, bodies and instruments.

use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::register::WantedMechanisms;
use seimei_app::printed::mechanisms::{COLUMNS, Listed, row};

use super::mechanism::told;
use super::open::{self, Format};
use super::{sheet, sum};
use crate::commands::common::{self, Stop, option};
use crate::commands::{Call, actors, trace};
use crate::messages::Messages;
use crate::style::Tone;
use crate::wrap::Rich;
use crate::{Outcome, terminal};

/// So many are shown on a terminal where no number is asked for.
const SHOWN: usize = 20;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let several = |name: &'static str, help: &'static str, of: &'static str| {
        option(name, help, messages).value_name(value(of)).value_delimiter(',').action(ArgAction::Append)
    };
    let command = command
        .arg(
            option("silent", "mechanism.silent", messages)
                .value_name(value("mechanism.months-value"))
                .value_parser(told::months),
        )
        .arg(several("parties", "mechanism.parties", "trace.parties"))
        .arg(several("kind", "mechanism.kind", "mechanism.kind-value"))
        .arg(option("text", "mechanism.text", messages).value_name(value("register.words-value")))
        .arg(option("overdue", "mechanism.overdue", messages).action(ArgAction::SetTrue))
        .arg(option("limit", "mechanism.limit", messages).value_name("N").value_parser(value_parser!(u32)));
    let command = open::with_format(command, messages);
    open::with_register(command, messages).after_help(value("mechanism.list-more"))
}

/// Lists.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    open::opened(call, |_, registry| {
        let kinds = call.matches.get_many::<String>("kind").into_iter().flatten();
        let text = call.matches.get_one::<String>("text").map(|text| text.trim().to_owned());
        let wanted = WantedMechanisms {
            parties: actors::named(call, "parties", registry.tracing())?,
            kinds: kinds.map(|kind| told::kind(kind, messages)).collect(),
            text: text.filter(|text| !text.is_empty()),
            silent: call.matches.get_one::<u32>("silent").copied(),
            overdue: call.matches.get_flag("overdue"),
            today: open::today(call),
        };
        let found = registry.wanted_mechanisms(&wanted);
        if found.is_empty() {
            let all = registry.mechanisms().len().to_string();
            terminal::complain(&messages.fill("mechanism.none", &[("all", &all)]));
            return Ok(Outcome::NothingFound);
        }
        let format = open::format(call);
        let limit = call.matches.get_one::<u32>("limit").map(|limit| *limit as usize);
        let limit = limit.unwrap_or(if format == Format::Text { SHOWN } else { usize::MAX });
        let shown = &found[..limit.min(found.len())];
        let rules = registry.rules();
        let today = wanted.today.as_str();
        match format {
            Format::Json => {
                common::print_json_lines(shown.iter().map(|one| Listed::new(one, today, &rules)))?;
            }
            Format::Csv => sheet::print(COLUMNS, shown.iter().map(|one| row(one, today, &rules)))?,
            Format::Text => {
                let names = open::names(registry, call);
                let look = open::look(call, &names);
                let mut out = String::new();
                for one in shown {
                    out += &told::block(one, today, &look);
                    out.push('\n');
                }
                if shown.len() < found.len() {
                    let values = [("shown", shown.len().to_string()), ("all", found.len().to_string())];
                    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                    out += &look.line(Tone::Faint, &messages.fill("register.some", &values));
                }
                let count = messages.count("mechanism.count", found.len());
                let line = format!("{count}{}{}", told::BETWEEN, sum::by(&rules, messages));
                out += &look.lines(&Rich::new(Tone::Heading, line), 0, 0);
                trace::print(&out)?;
            }
        }
        Ok(Outcome::Done)
    })
}
