//! What a person says of mechanisms: two are one, it is something else, it is none.

use clap::{ArgAction, Command};
use seimei_app::archive::register::Registry;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::decision::{Decision, MechanismCorrection, Rhythm};

use super::{name_argument, named, told};
use crate::Outcome;
use crate::commands::common::{Stop, fail, option};
use crate::commands::register::decide::{self, Asked, Reason};
use crate::commands::register::open;
use crate::commands::{Call, actors};
use crate::messages::Messages;

/// Adds the arguments.
pub(super) fn grammar_of_join(command: Command, messages: &Messages) -> Command {
    let command = command.arg(name_argument("name", "mechanism.name", messages)).arg(name_argument(
        "other",
        "mechanism.other",
        messages,
    ));
    decide::with_decision(command, Reason::Welcome, messages)
}

/// Says that two names are one mechanism's.
pub(super) fn join(call: &Call) -> Result<Outcome, Stop> {
    decided(call, |registry| {
        let (one, other) = (named("name", registry, call)?, named("other", registry, call)?);
        if one.id == other.id {
            return Err(fail(&call.messages.fill("mechanism.with-itself", &[("name", one.id.as_str())])));
        }
        Ok(Decision::MechanismsJoined { mechanism: one.id.clone(), other: other.id.clone() })
    })
}

/// Adds the arguments.
pub(super) fn grammar_of_correction(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let alias = option("alias", "mechanism.alias", messages).value_name(value("register.words-value"));
    let kinds = clap::builder::PossibleValuesParser::new(told::KINDS);
    let kind = option("kind", "mechanism.kind-new", messages).value_name(value("mechanism.kind-value"));
    let rhythm = option("rhythm", "mechanism.rhythm", messages).value_name(value("mechanism.rhythm-value"));
    let held = option("held", "mechanism.held-new", messages).value_name(value("filter.date"));
    let command = command
        .arg(name_argument("name", "mechanism.name", messages))
        .arg(alias.action(ArgAction::Append))
        .arg(kind.value_parser(kinds).hide_possible_values(true))
        .arg(
            option("parties", "mechanism.parties-new", messages)
                .value_name(value("trace.parties"))
                .value_delimiter(',')
                .action(ArgAction::Append),
        )
        .arg(rhythm.value_parser(told::rhythm))
        .arg(held.value_parser(open::date));
    decide::with_decision(command, Reason::Needed, messages)
}

/// Says what it is in place of what was read.
pub(super) fn correct(call: &Call) -> Result<Outcome, Stop> {
    decided(call, |registry| {
        let one = named("name", registry, call)?;
        let aliases = call.matches.get_many::<String>("alias").into_iter().flatten();
        let aliases: Vec<String> = aliases.map(|alias| alias.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        let mut parties: Vec<ActorCode> = actors::named(call, "parties", registry.tracing())?;
        parties.sort();
        let correction = MechanismCorrection {
            aliases,
            kind: call.matches.get_one::<String>("kind").map(|kind| kind.as_str().into()),
            parties: call.matches.contains_id("parties").then_some(parties),
            rhythm: call.matches.get_one::<Rhythm>("rhythm").copied(),
            held: call.matches.get_one::<Edtf>("held").cloned(),
        };
        if correction == MechanismCorrection::default() {
            return Err(fail(call.messages.text("mechanism.nothing-corrected")));
        }
        Ok(Decision::MechanismCorrected { mechanism: one.id.clone(), correction })
    })
}

/// Adds the arguments.
pub(super) fn grammar_of_rejection(command: Command, messages: &Messages) -> Command {
    let command = command.arg(name_argument("name", "mechanism.name", messages));
    decide::with_decision(command, Reason::Needed, messages)
}

/// Says that it is no mechanism.
pub(super) fn reject(call: &Call) -> Result<Outcome, Stop> {
    decided(call, |registry| {
        let one = named("name", registry, call)?;
        Ok(Decision::MechanismRejected { mechanism: one.id.clone() })
    })
}

fn decided(call: &Call, decision: impl Fn(&Registry) -> Result<Decision, Outcome>) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        if decide::reason(call).is_empty() && call.matches.get_one::<String>("reason").is_some() {
            return Err(fail(call.messages.text("register.reason-empty")).into());
        }
        let decision = decision(registry)?;
        let name = match &decision {
            Decision::MechanismsJoined { mechanism, .. }
            | Decision::MechanismCorrected { mechanism, .. }
            | Decision::MechanismRejected { mechanism } => mechanism.to_string(),
            _ => String::new(),
        };
        decide::decide(Asked { decisions: vec![decision], file: None, subject: Some(&name) }, archive, registry, call)
    })
}
