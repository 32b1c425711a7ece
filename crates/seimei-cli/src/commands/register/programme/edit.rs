//! Changes to a programme: fields, items, codes, what was done; and a programme taken out.

use clap::{Command, value_parser};
use seimei_app::archive::register::programme::edit::Edit;
use seimei_app::archive::register::programme::fault::Level;
use seimei_model::date::Edtf;
use seimei_model::decision::Decision;
use seimei_model::programme::Names;

use super::super::decide::{self, Asked, Reason};
use super::super::open;
use super::{asked, faults, id_argument, keep};
use crate::commands::Call;
use crate::commands::common::{Stop, argument, fail, option};
use crate::messages::Messages;
use crate::{Outcome, arguments, terminal};

/// The levels of items that are added by a command.
const LEVELS: &[&str] = &["priority", "area", "goal", "activity", "indicator"];

/// Adds the arguments.
pub(super) fn grammar_of_setting(command: Command, messages: &Messages) -> Command {
    let assignments = argument("assignments", "programme.assignment", "programme.assignments", messages);
    let command = command.arg(id_argument(messages)).arg(assignments.num_args(1..).required(true));
    keep::with_keeping(command, messages).after_help(messages.text("programme.set-more").to_owned())
}

/// Sets fields.
pub(super) fn set(call: &Call) -> Result<Outcome, Stop> {
    let assignments = call.matches.get_many::<String>("assignments").into_iter().flatten();
    let edits: Vec<Edit> = assignments.map(|assignment| Edit::Set { assignment: assignment.clone() }).collect();
    edited(call, &edits)
}

/// Adds the arguments.
pub(super) fn grammar_of_done(command: Command, messages: &Messages) -> Command {
    let on = option("on", "programme.on", messages).value_name(messages.text("filter.date").to_owned());
    let command =
        command.arg(id_argument(messages)).arg(code_argument(messages)).arg(on.value_parser(value_parser!(String)));
    keep::with_keeping(command, messages)
}

/// Says that an activity was done.
pub(super) fn done(call: &Call) -> Result<Outcome, Stop> {
    let date = call.matches.get_one::<String>("on").cloned().unwrap_or_else(|| open::today(call));
    edited(call, &[Edit::Done { code: text(call, "code").into(), date: Edtf::new(date.trim()) }])
}

/// Adds the arguments.
pub(super) fn grammar_of_addition(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let level = argument("level", "programme.level", "programme.levels", messages);
    let title =
        |name: &'static str, help: &'static str| option(name, help, messages).value_name(value("register.words-value"));
    let code =
        |name: &'static str, help: &'static str| option(name, help, messages).value_name(value("programme.code"));
    let command = command
        .arg(id_argument(messages))
        .arg(arguments::choice(level, LEVELS).required(true))
        .arg(code_argument(messages))
        .arg(code("in", "programme.in"))
        .arg(code("before", "programme.before"))
        .arg(title("title-ja", "programme.title-ja"))
        .arg(title("title-en", "programme.title-en").required_unless_present("title-ja"));
    keep::with_keeping(command, messages)
}

/// Adds an item.
pub(super) fn add_item(call: &Call) -> Result<Outcome, Stop> {
    let Some(level) = Level::from_word(&text(call, "level")) else { return Ok(Outcome::Failure) };
    let optional = |name: &str| call.matches.get_one::<String>(name).map(|text| text.trim().to_owned());
    let code = text(call, "code");
    // The code of what it stands in usually begins its own: 2.3 of 2.3.a.
    let outer = || code.rsplit_once('.').map(|(outer, _)| outer.to_owned()).unwrap_or_default();
    let parent = optional("in").unwrap_or_else(outer);
    let title = Names { ja: optional("title-ja"), en: optional("title-en") };
    let before = optional("before").map(Into::into);
    edited(call, &[Edit::Add { level, parent: parent.into(), code: code.into(), title, before }])
}

/// Adds the arguments.
pub(super) fn grammar_of_renaming(command: Command, messages: &Messages) -> Command {
    let to = argument("to", "programme.code", "programme.to", messages).required(true);
    let command = command.arg(id_argument(messages)).arg(code_argument(messages)).arg(to);
    keep::with_keeping(command, messages).after_help(messages.text("programme.rename-more").to_owned())
}

/// Gives an item another code.
pub(super) fn rename(call: &Call) -> Result<Outcome, Stop> {
    edited(call, &[Edit::Rename { from: text(call, "code").into(), to: text(call, "to").into() }])
}

/// Adds the arguments.
pub(super) fn grammar_of_item_removal(command: Command, messages: &Messages) -> Command {
    let command = command.arg(id_argument(messages)).arg(code_argument(messages));
    keep::with_keeping(command, messages)
}

/// Takes an item out.
pub(super) fn remove_item(call: &Call) -> Result<Outcome, Stop> {
    edited(call, &[Edit::Remove { code: text(call, "code").into() }])
}

/// Adds the arguments.
pub(super) fn grammar_of_removal(command: Command, messages: &Messages) -> Command {
    decide::with_decision(command.arg(id_argument(messages)), Reason::Welcome, messages)
}

/// Takes a programme out.
pub(super) fn remove(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let id = asked(call, registry)?.programme.id.clone();
        let stranded = registry.stranded(&id, None).len();
        let decisions = vec![Decision::ProgrammeRemoved { programme: id.clone() }];
        let asked = Asked { decisions, file: None, subject: Some(id.as_str()) };
        let outcome = decide::decide(asked, archive, registry, call)?;
        if stranded > 0 {
            terminal::complain(&call.messages.count("programme.left", stranded));
        }
        Ok(outcome)
    })
}

fn code_argument(messages: &Messages) -> clap::Arg {
    argument("code", "programme.code", "programme.code-help", messages).required(true)
}

fn text(call: &Call, name: &str) -> String {
    call.matches.get_one::<String>(name).map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn edited(call: &Call, edits: &[Edit]) -> Result<Outcome, Stop> {
    open::opened(call, |archive, registry| {
        let programme = &asked(call, registry)?.programme;
        let edited = registry.edited(programme, edits).map_err(|(position, error)| {
            let said = faults::of_edit(&error, call.messages);
            let nothing = call.messages.text("programme.nothing-recorded");
            match edits.get(position) {
                Some(Edit::Set { assignment }) if edits.len() > 1 => fail(&format!("{assignment}: {said} {nothing}")),
                _ => fail(&format!("{said} {nothing}")),
            }
        })?;
        if edited.programme == *programme {
            terminal::complain(&call.messages.fill("programme.same", &[("id", programme.id.as_str())]));
            return Ok(Outcome::Done);
        }
        keep::keep(&[edited], archive, registry, call)
    })
}
