//! Deciding: the options `--reason` and `--seen`, handing decisions to the archive, telling what was recorded.

use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::Archive;
use seimei_app::archive::register::{Registry, Request};
use seimei_model::decision::Decision;
use serde_json::json;

use super::{open, refused};
use crate::commands::Call;
use crate::commands::common::{self, Stop, fail, option};
use crate::messages::Messages;
use crate::{Outcome, terminal};

/// Whether a decision needs a reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reason {
    /// It does.
    Needed,
    /// It may have one.
    Welcome,
}

/// Adds `--reason`, `--seen`, and what every command of the register takes.
pub(super) fn with_decision(command: Command, reason: Reason, messages: &Messages) -> Command {
    let help = if reason == Reason::Needed { "register.reason-needed" } else { "register.reason" };
    let seen = option("seen", "register.seen", messages).value_name("N").value_parser(value_parser!(u64));
    let command = command
        .arg(
            option("reason", help, messages)
                .value_name(messages.text("register.reason-value").to_owned())
                .action(ArgAction::Set)
                .required(reason == Reason::Needed),
        )
        .arg(seen);
    open::with_register(command, messages)
}

/// Returns the reason as given; empty where none was.
pub(super) fn reason(call: &Call) -> String {
    call.matches.get_one::<String>("reason").map(|reason| reason.trim().to_owned()).unwrap_or_default()
}

/// What is decided, as it is told: the entry or whatever else it is about.
pub(super) struct Asked<'a> {
    /// The decisions, made all or none.
    pub(super) decisions: Vec<Decision>,
    /// The bytes of a file that the only decision attaches.
    pub(super) file: Option<Vec<u8>>,
    /// What it is about; `None` for an entry that gets its name by the decision.
    pub(super) subject: Option<&'a str>,
}

/// Hands decisions to the archive and tells what was recorded.
pub(super) fn decide(asked: Asked, archive: &Archive, registry: &Registry, call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let Asked { decisions, mut file, subject } = asked;
    let reason = reason(call);
    let is_needed = |decision: &Decision| {
        matches!(decision, Decision::Rejected { .. } | Decision::Corrected { .. } | Decision::ReadingCorrected { .. })
    };
    if reason.is_empty() && decisions.iter().any(is_needed) {
        return Err(fail(messages.text("register.reason-empty")).into());
    }
    let seen = call.matches.get_one::<u64>("seen").copied();
    let last = registry.decisions().last().map_or(0, |record| record.number);
    if let Some(seen) = seen.filter(|seen| *seen > last) {
        let values = [("n", seen.to_string()), ("last", last.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        return Err(fail(&messages.fill("register.not-seen", &values)).into());
    }
    let request = |decision: Decision| Request { decision, reason: reason.clone(), seen, file: file.take() };
    let requests: Vec<Request> = decisions.iter().cloned().map(request).collect();
    let user = common::user();
    let numbers =
        archive.decide(registry, requests, &user).map_err(|error| refused::refuse(&error, registry, messages))?;
    let subjects: Vec<String> =
        numbers.iter().map(|number| subject.map_or_else(|| format!("c-{number}"), str::to_owned)).collect();
    if call.matches.get_flag("json") {
        let word = decisions.first().map_or("", Decision::word);
        let mut answer = json!({ "decision": word, "numbers": numbers, "by": user, "reason": reason });
        let about = decisions.first().and_then(about);
        if let Some((about, subject)) = about.zip(subjects.first()) {
            answer[about] = json!(subject);
        }
        match decisions.first() {
            Some(Decision::EvidenceAttached { .. }) => {
                answer["evidence"] = json!(numbers.first().map(|number| format!("e-{number}")));
            }
            Some(Decision::Undone { number }) => answer["undone"] = json!(number),
            _ => {}
        }
        common::print_json(&answer)?;
    }
    for ((number, decision), subject) in numbers.iter().zip(&decisions).zip(&subjects) {
        terminal::complain(&told(*number, decision, subject, messages));
    }
    Ok(Outcome::Done)
}

/// Returns the line that tells what was recorded, and how it can be undone.
fn told(number: u64, decision: &Decision, subject: &str, messages: &Messages) -> String {
    let n = number.to_string();
    let what = messages.label("decision", decision.word());
    let values = [("what", what), ("name", subject), ("n", n.as_str())];
    match decision {
        Decision::Undone { number: undone } => {
            messages.fill("register.made-undone", &[("undone", &undone.to_string()), ("n", &n)])
        }
        Decision::EvidenceAccepted { provision, .. } | Decision::EvidenceDeclined { provision, .. } => {
            let of = provision.to_string();
            messages.fill("register.made-of", &[("what", what), ("name", subject), ("of", &of), ("n", &n)])
        }
        Decision::EvidenceAttached { .. } => {
            let of = format!("e-{number}");
            messages.fill("register.made-of", &[("what", what), ("name", subject), ("of", &of), ("n", &n)])
        }
        Decision::Placed { area, .. } | Decision::NotPlaced { area, .. } => {
            let of = area.to_string();
            messages.fill("register.made-of", &[("what", what), ("name", subject), ("of", &of), ("n", &n)])
        }
        Decision::Assessed { judgement, .. } => {
            let of = messages.label("status", judgement.status.word());
            messages.fill("register.made-of", &[("what", what), ("name", subject), ("of", of), ("n", &n)])
        }
        _ => messages.fill("register.made", &values),
    }
}

/// Returns the key under which what a decision is about is told; `None` for one that undoes another.
fn about(decision: &Decision) -> Option<&'static str> {
    match decision {
        Decision::Undone { .. } => None,
        Decision::ProgrammeKept { .. } | Decision::ProgrammeRemoved { .. } => Some("programme"),
        Decision::MechanismsJoined { .. }
        | Decision::MechanismCorrected { .. }
        | Decision::MechanismRejected { .. } => Some("mechanism"),
        Decision::ReadingCorrected { .. } => Some("provision"),
        _ => Some("entry"),
    }
}
