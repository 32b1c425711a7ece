//! `seimei register correct` and `seimei register add`: the fields of a commitment as a person says them.

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command};
use seimei_app::archive::register::Registry;
use seimei_model::act::ActKind;
use seimei_model::date::Edtf;
use seimei_model::decision::{Correction, Decision};

use super::decide::{self, Asked, Reason};
use super::{named, open};
use crate::Outcome;
use crate::commands::common::{Stop, fail, option};
use crate::commands::{Call, actors};
use crate::messages::Messages;

/// Adds the arguments of `correct`.
pub(super) fn grammar_of_correction(command: Command, messages: &Messages) -> Command {
    let command = with_fields(named::with_entry(command, messages), messages);
    decide::with_decision(command, Reason::Needed, messages)
        .after_help(messages.text("register.correct-more").to_owned())
}

/// Adds the arguments of `add`.
pub(super) fn grammar_of_addition(command: Command, messages: &Messages) -> Command {
    let source =
        option("source", "register.source", messages).value_name(messages.text("register.provision").to_owned());
    let command = with_fields(command, messages)
        .mut_arg("what", |what| what.required(true))
        .mut_arg("by", |by| by.required(true))
        .arg(source);
    decide::with_decision(command, Reason::Welcome, messages).after_help(messages.text("register.add-more").to_owned())
}

fn with_fields(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let several = |name: &'static str, help: &'static str, of: &'static str, between: char| {
        option(name, help, messages).value_name(value(of)).value_delimiter(between).action(ArgAction::Append)
    };
    let acts = PossibleValuesParser::new(ActKind::ALL.iter().map(|act| act.word()));
    command
        .arg(option("what", "register.what", messages).value_name(value("register.words-value")))
        .arg(several("by", "register.by-whom", "trace.parties", ','))
        .arg(several("to", "register.to-whom", "trace.parties", ','))
        .arg(option("due", "register.due", messages).value_name(value("filter.date")).value_parser(open::date_or_none))
        .arg(
            option("act", "register.act", messages)
                .value_name(value("register.act-value"))
                .value_parser(acts)
                .hide_possible_values(true),
        )
        .arg(several("topic", "register.topics", "register.topics-value", ','))
        .arg(several("mechanism", "register.mechanisms", "register.mechanisms-value", ';'))
}

/// Corrects an entry.
pub(super) fn correct(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let correction = correction(call, registry)?;
        if correction == Correction::default() {
            return Err(fail(call.messages.text("register.nothing-corrected")).into());
        }
        let name = entry.to_string();
        let decisions = vec![Decision::Corrected { entry, correction }];
        decide::decide(Asked { decisions, file: None, subject: Some(&name) }, archive, registry, call)
    })
}

/// Adds a commitment that was not read.
pub(super) fn add(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let commitment = correction(call, registry)?;
        let source = match call.matches.get_one::<String>("source") {
            Some(source) => Some(named::provision(source, registry, call.messages)?),
            None => None,
        };
        let decisions = vec![Decision::Added { commitment, source }];
        decide::decide(Asked { decisions, file: None, subject: None }, archive, registry, call)
    })
}

/// Returns what the options say. A list that is given empty empties the field; who owes it and what cannot be empty.
fn correction(call: &Call, registry: &Registry) -> Result<Correction, Outcome> {
    let messages = call.messages;
    let tracing = registry.tracing();
    let is_given = |name: &str| call.matches.contains_id(name);
    let mut correction = Correction {
        what: call.matches.get_one::<String>("what").map(|what| what.trim().to_owned()),
        due: call.matches.get_one::<Option<Edtf>>("due").cloned(),
        act: call.matches.get_one::<String>("act").and_then(|act| ActKind::from_word(act)),
        ..Correction::default()
    };
    if is_given("by") {
        correction.by = Some(sorted(actors::named(call, "by", tracing)?));
    }
    if is_given("to") {
        correction.to = Some(sorted(actors::named(call, "to", tracing)?));
    }
    if is_given("topic") {
        correction.topics = Some(actors::topics(call, tracing)?);
    }
    if is_given("mechanism") {
        let names = call.matches.get_many::<String>("mechanism").into_iter().flatten().map(|name| name.trim());
        correction.mechanisms = Some(names.filter(|name| !name.is_empty()).map(str::to_owned).collect());
    }
    if correction.what.as_ref().is_some_and(String::is_empty) || correction.by.as_ref().is_some_and(Vec::is_empty) {
        return Err(fail(messages.text("register.incomplete")));
    }
    Ok(correction)
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all
}
