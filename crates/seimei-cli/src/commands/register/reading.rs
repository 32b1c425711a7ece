//! `seimei correct`: what a person says was read wrongly in a provision.

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::register::Registry;
use seimei_model::act::{ActKind, Strength};
use seimei_model::correction::{ActCorrection, AddedAct, Due, ReadingCorrection, SaidOfAct};
use seimei_model::decision::Decision;
use seimei_model::identity::ProvisionId;
use seimei_model::provision::Provision;

use super::decide::{self, Asked, Reason};
use super::{corrected, named, open, refused};
use crate::Outcome;
use crate::commands::common::{self, Stop, argument, fail, option};
use crate::commands::{Call, actors};
use crate::messages::Messages;

/// The word for a commitment that is due at no time.
const OPEN: &str = "none";

/// Adds the arguments.
pub(in crate::commands) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let several = |name: &'static str, help: &'static str, of: &'static str| {
        option(name, help, messages).value_name(value(of)).value_delimiter(',').action(ArgAction::Append)
    };
    let one_of = |name: &'static str, help: &'static str, of: &'static str, words: Vec<&'static str>| {
        let parser = PossibleValuesParser::new(words);
        option(name, help, messages).value_name(value(of)).value_parser(parser).hide_possible_values(true)
    };
    let kinds = ActKind::ALL.iter().map(|kind| kind.word()).collect();
    let strengths = Strength::ALL.iter().map(|strength| strength.word()).collect();
    let act = option("act", "reading.act", messages).value_name("N").value_parser(value_parser!(u32).range(1..));
    let trigger = option("trigger", "reading.trigger", messages).value_name(value("register.words-value"));
    let command = command
        .arg(argument("provision", "note.provision", "note.provision-help", messages).required(true))
        .arg(act)
        .arg(one_of("kind", "reading.kind", "register.act-value", kinds))
        .arg(several("by", "reading.by", "trace.parties"))
        .arg(several("to", "reading.to", "trace.parties"))
        .arg(one_of("strength", "reading.strength", "reading.strength-value", strengths))
        .arg(one_of("commitment", "reading.commitment", "reading.commitment-value", vec!["yes", "no"]))
        .arg(option("due", "reading.due", messages).value_name(value("filter.date")).value_parser(due))
        .arg(several("topic", "reading.topics", "register.topics-value").alias("topics"))
        .arg(trigger.conflicts_with("act"))
        .arg(option("no-act", "reading.no-act", messages).action(ArgAction::SetTrue).conflicts_with_all([
            "kind",
            "by",
            "to",
            "strength",
            "commitment",
            "due",
            "trigger",
        ]));
    decide::with_decision(command, Reason::Needed, messages)
        .mut_arg("seen", |seen| seen.help(value("reading.seen")))
        .after_help(value("reading.more"))
}

fn due(text: &str) -> Result<Due, String> {
    if text.trim() == OPEN { Ok(Due::Open) } else { open::date(text).map(Due::By) }
}

/// Corrects a reading.
pub(in crate::commands) fn run(call: &Call) -> std::io::Result<Outcome> {
    common::ended(correct(call))
}

fn correct(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let text = call.matches.get_one::<String>("provision").map(String::as_str).unwrap_or_default();
        let name = named::provision(text, registry, call.messages)?;
        let Some((_, provision)) = registry.at(&name) else {
            return Err(refused::no_provision(&name, call.messages).into());
        };
        let correction = correction(call, registry, provision, &name)?;
        if correction.is_empty() {
            return Err(fail(call.messages.text("reading.nothing")).into());
        }
        let subject = name.to_string();
        let decision = Decision::ReadingCorrected { provision: name, correction: Box::new(correction) };
        let asked = Asked { decisions: vec![decision], file: None, subject: Some(&subject) };
        decide::decide(asked, archive, registry, call)
    })
}

/// Returns what the options say.
fn correction(
    call: &Call,
    registry: &Registry,
    provision: &Provision,
    name: &ProvisionId,
) -> Result<ReadingCorrection, Outcome> {
    let said = said(call, registry)?;
    let mut correction = ReadingCorrection::default();
    if call.matches.contains_id("topic") {
        correction.topics = Some(actors::topics(call, registry.tracing())?);
    }
    let none = call.matches.get_flag("no-act");
    let number = call.matches.get_one::<u32>("act").copied();
    if let Some(trigger) = call.matches.get_one::<String>("trigger") {
        correction.added.push(AddedAct { trigger: trigger.trim().to_owned(), at: 0, said });
    } else if none || number.is_some() || said != SaidOfAct::default() {
        let number = match (number, provision.acts.len()) {
            (Some(number), _) => number,
            (None, 1) => 1,
            (None, _) => return Err(which(provision, name, call.messages)),
        };
        correction.acts.push(ActCorrection { number, read: None, none, said });
    }
    Ok(correction)
}

/// Returns what the options say of an act. A list that is given empty empties the field.
fn said(call: &Call, registry: &Registry) -> Result<SaidOfAct, Outcome> {
    let word = |name: &str| call.matches.get_one::<String>(name).map(String::as_str);
    let codes = |name: &'static str| {
        let is_given = call.matches.contains_id(name);
        is_given.then(|| actors::named(call, name, registry.tracing())).transpose()
    };
    Ok(SaidOfAct {
        act: word("kind").and_then(ActKind::from_word),
        actors: codes("by")?,
        targets: codes("to")?,
        strength: word("strength").and_then(Strength::from_word),
        commitment: word("commitment").map(|word| word == "yes"),
        due: call.matches.get_one::<Due>("due").cloned(),
    })
}

/// Says that an act has to be told, and which there are.
fn which(provision: &Provision, name: &ProvisionId, messages: &Messages) -> Outcome {
    let acts: Vec<String> = (1..)
        .zip(&provision.acts)
        .map(|(number, act)| corrected::act_named(number, act.act, &act.trigger, messages))
        .collect();
    let acts = messages.list(acts.iter().map(String::as_str));
    let key = if provision.acts.is_empty() { "reading.no-acts" } else { "reading.which" };
    fail(&messages.fill(key, &[("name", &name.to_string()), ("acts", &acts)]))
}
