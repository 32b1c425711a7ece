//! `seimei draft check` and `seimei draft suggest`: a draft against the record, and agreed language out of it.

mod check;
mod suggest;
mod told;

use std::io;

use clap::{Arg, Command};
use indicatif::{ProgressBar, ProgressStyle};
use seimei_app::draft::{self, Unknown};
use seimei_app::lexicon::Lexicon;
use seimei_model::code::ActorCode;

use crate::commands::Call;
use crate::commands::common::{self, fail, option};
use crate::messages::Messages;
use crate::{Outcome, arguments};

pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let sub = |name: &'static str| arguments::sub_of("draft", name, messages);
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(check::grammar(sub("check"), messages))
        .subcommand(suggest::grammar(sub("suggest"), messages))
}

pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    let Some((name, matches)) = call.matches.subcommand() else { return Ok(Outcome::Failure) };
    let call = Call { matches, messages: call.messages, color: call.color };
    common::ended(if name == "check" { check::run(&call) } else { suggest::run(&call) })
}

fn parties_option(messages: &Messages) -> Arg {
    option("parties", "draft.parties", messages)
        .value_name(messages.text("draft.codes").to_owned())
        .value_delimiter(',')
        .action(clap::ArgAction::Append)
}

/// Returns the parties that were named; none where none were.
fn parties(call: &Call, lexicon: &Lexicon) -> Result<Vec<ActorCode>, Outcome> {
    let given = call.matches.get_many::<String>("parties").into_iter().flatten().filter(|one| !one.trim().is_empty());
    given
        .map(|one| draft::party(one, lexicon).map_err(|unknown| refuse("draft.no-party", &unknown, call.messages)))
        .collect()
}

/// Says that a word names nothing known, and what may have been meant.
fn refuse(key: &str, unknown: &Unknown, messages: &Messages) -> Outcome {
    let given = crate::wrap::printable(&unknown.given);
    let line = messages.fill(key, &[("given", &given)]);
    if unknown.near.is_empty() {
        return fail(&line);
    }
    let near = messages.list(unknown.near.iter().map(String::as_str));
    fail(&format!("{line} {}", messages.fill("draft.near", &[("near", &near)])))
}

/// Progress of reading the archive, on a terminal.
fn bar(messages: &Messages) -> ProgressBar {
    use std::io::IsTerminal as _;
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template(messages.text("draft.progress")).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
