//! The options that choose entries; `list` and `evidence` have them.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};
use seimei_app::archive::register::{Class, Due, Query, Registry};
use seimei_model::date::Edtf;
use seimei_model::programme::{AreaId, ProgrammeId};

use super::{open, refused};
use crate::Outcome;
use crate::commands::common::option;
use crate::commands::{Call, actors, filter};
use crate::messages::Messages;

/// Adds the options.
pub(super) fn with_query(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let several = |name: &'static str, help: &'static str, of: &'static str| {
        option(name, help, messages).value_name(value(of)).value_delimiter(',').action(ArgAction::Append)
    };
    let one =
        |name: &'static str, help: &'static str, of: &'static str| option(name, help, messages).value_name(value(of));
    let date =
        |name: &'static str, help: &'static str| one(name, help, "filter.date").value_parser(filter::day_month_or_year);
    let flag =
        |name: &'static str, help: &'static str| -> Arg { option(name, help, messages).action(ArgAction::SetTrue) };
    let status = PossibleValuesParser::new(Class::ALL.map(Class::word));
    command
        .arg(several("parties", "register.parties", "trace.parties"))
        .arg(several("by", "register.by", "trace.parties"))
        .arg(several("topic", "register.topic", "register.topics-value"))
        .arg(one("mechanism", "register.mechanism", "register.words-value"))
        .arg(
            several("status", "register.status", "register.status-value")
                .value_parser(status)
                .hide_possible_values(true),
        )
        .arg(date("due-before", "register.due-before"))
        .arg(flag("dated", "register.dated"))
        .arg(date("since", "register.since"))
        .arg(date("until", "register.until"))
        .arg(one("programme", "register.programme", "register.programme-value").value_parser(programme))
        .arg(one("area", "register.area", "register.area-value").value_parser(area))
        .arg(flag("confirmed", "register.confirmed"))
        .arg(flag("unconfirmed", "register.unconfirmed").conflicts_with("confirmed"))
        .arg(flag("offers", "register.offers"))
        .arg(flag("restated", "register.restated"))
        .arg(flag("rejected", "register.rejected"))
        .arg(one("text", "register.text", "register.words-value"))
}

/// Returns what the options ask for.
pub(super) fn query(call: &Call, registry: &Registry) -> Result<Query, Outcome> {
    let tracing = registry.tracing();
    let period = |name: &str| call.matches.get_one::<Edtf>(name).and_then(Edtf::period);
    let text = |name: &str| {
        let text = call.matches.get_one::<String>(name).map(|text| text.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let flag = |name: &str| call.matches.get_flag(name);
    let classes = call.matches.get_many::<String>("status").into_iter().flatten();
    let class = |word: &String| Class::from_word(word);
    let programme = call.matches.get_one::<ProgrammeId>("programme").cloned();
    let area = call.matches.get_one::<AreaId>("area").cloned();
    for id in programme.iter().chain(area.iter().map(|area| &area.programme)) {
        if !registry.register().programmes.contains_key(id) {
            return Err(refused::no_programme(id.as_str(), registry, call.messages));
        }
    }
    Ok(Query {
        parties: actors::named(call, "parties", tracing)?,
        by: actors::named(call, "by", tracing)?,
        topics: actors::topics(call, tracing)?,
        mechanism: text("mechanism"),
        classes: classes.filter_map(class).collect(),
        due: Due { dated: flag("dated"), until: period("due-before").map(|(_, last)| last) },
        since: period("since").map(|(first, _)| first),
        until: period("until").map(|(_, last)| last),
        programme,
        area,
        is_confirmed: match (flag("confirmed"), flag("unconfirmed")) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        has_offers: flag("offers"),
        rejected: flag("rejected"),
        restated: flag("restated"),
        text: text("text"),
        today: open::today(call),
    })
}

fn programme(text: &str) -> Result<ProgrammeId, String> {
    text.trim().to_ascii_lowercase().parse().map_err(|_| text.to_owned())
}

/// Accepts the name of an area.
pub(super) fn area(text: &str) -> Result<AreaId, String> {
    text.trim().parse().map_err(|_| text.to_owned())
}
