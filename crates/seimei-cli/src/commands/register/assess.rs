//! `seimei register assess`: a dated judgement on how an entry stands, by somebody, resting on something.

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command};
use seimei_model::decision::{Decision, Judgement, Standpoint, Status};

use super::decide::{self, Asked, Reason};
use super::{named, open};
use crate::Outcome;
use crate::commands::{Call, filter};
use crate::commands::common::{self, Stop, fail, option};
use crate::messages::Messages;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let statuses = PossibleValuesParser::new(Status::ALL.iter().map(|status| status.word()));
    let command = named::with_entry(command, messages)
        .arg(
            option("status", "register.judged", messages)
                .value_name(value("register.status-value"))
                .value_parser(statuses)
                .hide_possible_values(true)
                .required(true),
        )
        .arg(option("independent", "register.independent", messages).action(ArgAction::SetTrue))
        .arg(option("assessor", "register.assessor", messages).value_name(value("register.name-value")))
        .arg(option("day", "register.day", messages).value_name(value("filter.date")).value_parser(filter::day))
        .arg(
            option("evidence", "register.evidence", messages)
                .value_name(value("register.evidence-value"))
                .action(ArgAction::Append),
        );
    decide::with_decision(command, Reason::Welcome, messages)
        .after_help(messages.text("register.assess-more").to_owned())
}

/// Assesses.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let word = call.matches.get_one::<String>("status").map(String::as_str).unwrap_or_default();
        let Some(status) = Status::from_word(word) else { return Ok(Outcome::Failure) };
        let is_independent = call.matches.get_flag("independent");
        let standpoint = if is_independent { Standpoint::Independent } else { Standpoint::Own };
        let assessor = call.matches.get_one::<String>("assessor").map(|name| name.trim().to_owned());
        let today = open::today(call);
        let day = call.matches.get_one::<String>("day").cloned().unwrap_or_else(|| today.clone());
        if day > today {
            return Err(fail(&call.messages.fill("register.day-ahead", &[("day", &day)])).into());
        }
        let mut evidence = Vec::new();
        for name in call.matches.get_many::<String>("evidence").into_iter().flatten() {
            let id = named::evidence(name, registry, call.messages)?;
            if !evidence.contains(&id) {
                evidence.push(id);
            }
        }
        let assessor = assessor.unwrap_or_else(common::user);
        let judgement = Judgement { status, standpoint, assessor, day, evidence };
        let name = entry.to_string();
        let decisions = vec![Decision::Assessed { entry, judgement }];
        decide::decide(Asked { decisions, file: None, subject: Some(&name) }, archive, registry, call)
    })
}
