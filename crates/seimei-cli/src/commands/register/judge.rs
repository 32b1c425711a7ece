//! `seimei register confirm|reject|split|merge|undo`: what a person says of entries as they were read.

use clap::{Command, value_parser};
use seimei_model::decision::Decision;
use seimei_model::undertaking::{EntryId, UndertakingId};

use super::decide::{self, Asked, Reason};
use super::{named, open};
use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{Stop, argument, fail};
use crate::messages::Messages;
use crate::wrap::printable;

/// Adds the arguments of `confirm`.
pub(super) fn grammar_of_one(command: Command, messages: &Messages) -> Command {
    decide::with_decision(named::with_entry(command, messages), Reason::Welcome, messages)
}

/// Adds the arguments of `reject`.
pub(super) fn grammar_of_rejection(command: Command, messages: &Messages) -> Command {
    decide::with_decision(named::with_entry(command, messages), Reason::Needed, messages)
}

/// Adds the arguments of `split`.
pub(super) fn grammar_of_split(command: Command, messages: &Messages) -> Command {
    let off = argument("off", "register.undertaking", "register.undertaking-help", messages);
    let command = named::with_entry(command, messages).arg(off.required(true).num_args(1..));
    decide::with_decision(command, Reason::Welcome, messages)
        .after_help(messages.text("register.split-more").to_owned())
}

/// Adds the arguments of `merge`.
pub(super) fn grammar_of_merge(command: Command, messages: &Messages) -> Command {
    let other = argument("other", "register.other", "register.other-help", messages).required(true);
    decide::with_decision(named::with_entry(command, messages).arg(other), Reason::Welcome, messages)
        .after_help(messages.text("register.merge-more").to_owned())
}

/// Adds the arguments of `undo`.
pub(super) fn grammar_of_undoing(command: Command, messages: &Messages) -> Command {
    let number = argument("number", "register.number", "register.number-help", messages);
    let command = command.arg(number.required(true).value_parser(value_parser!(u64)));
    decide::with_decision(command, Reason::Welcome, messages).after_help(messages.text("register.undo-more").to_owned())
}

/// Confirms an entry.
pub(super) fn confirm(call: &Call) -> Result<Outcome, Stop> {
    on_one(call, |entry| Decision::Confirmed { entry })
}

/// Rejects an entry.
pub(super) fn reject(call: &Call) -> Result<Outcome, Stop> {
    on_one(call, |entry| Decision::Rejected { entry })
}

fn on_one(call: &Call, decision: impl FnOnce(EntryId) -> Decision) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let name = entry.to_string();
        let asked = Asked { decisions: vec![decision(entry)], file: None, subject: Some(&name) };
        decide::decide(asked, archive, registry, call)
    })
}

/// Lets undertakings leave an entry.
pub(super) fn split(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?;
        let mut off: Vec<UndertakingId> = Vec::new();
        for text in call.matches.get_many::<String>("off").into_iter().flatten() {
            let Some(undertaking) = undertaking(text, |name| registry.provision(name)) else {
                let line = call.messages.fill("register.no-undertaking", &[("text", &printable(text))]);
                return Err(fail(&line).into());
            };
            if !off.contains(&undertaking) {
                off.push(undertaking);
            }
        }
        let name = entry.id.to_string();
        let decisions = vec![Decision::Split { entry: entry.id.clone(), off }];
        decide::decide(Asked { decisions, file: None, subject: Some(&name) }, archive, registry, call)
    })
}

/// Returns the undertaking of a name, `DOC/en#p12.1` or `DOC#p12.1`.
fn undertaking(
    text: &str,
    provision: impl Fn(&str) -> Option<seimei_model::identity::ProvisionId>,
) -> Option<UndertakingId> {
    let (place, act) = text.trim().rsplit_once('.')?;
    let act = act.parse().ok().filter(|act| *act > 0)?;
    Some(UndertakingId { provision: provision(place)?, act })
}

/// Makes two entries one.
pub(super) fn merge(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let other = call.matches.get_one::<String>("other").map(String::as_str).unwrap_or_default();
        let other = named::entry_of(other, registry, call.messages)?.id.clone();
        let name = entry.to_string();
        let decisions = vec![Decision::Merged { entry, other }];
        decide::decide(Asked { decisions, file: None, subject: Some(&name) }, archive, registry, call)
    })
}

/// Undoes a decision.
pub(super) fn undo(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let number = call.matches.get_one::<u64>("number").copied().unwrap_or_default();
        let decisions = vec![Decision::Undone { number }];
        decide::decide(Asked { decisions, file: None, subject: Some("") }, archive, registry, call)
    })
}
