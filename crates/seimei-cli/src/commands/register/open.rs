//! Opening the register: what every command of it has in common.

use clap::Command;
use seimei_app::archive::register::Registry;
use seimei_app::archive::{self, Archive};
use seimei_app::names::Names;
use seimei_model::date::Edtf;

use crate::commands::common::{self, Stop, option, with_archive, with_lexicon};
use crate::commands::{Call, filter, search, trace};
use crate::messages::Messages;
use crate::report::Look;
use crate::{Outcome, arguments};

/// Adds what every command of the register takes: the archive, `--json`, the lexicon, the day.
pub(super) fn with_register(command: Command, messages: &Messages) -> Command {
    // The day is for tests and for looking back; a reader has no need of it.
    let today = option("today", "register.today", messages).value_parser(filter::day).hide(true);
    with_lexicon(with_archive(command.arg(today), messages), messages)
}

/// Adds `--format`, for a list.
pub(super) fn with_format(command: Command, messages: &Messages) -> Command {
    let format = option("format", "register.format", messages).value_name(messages.text("help.form").to_owned());
    command.arg(arguments::choice(format, &["text", "json", "csv"]).conflicts_with("json"))
}

/// In which form a list is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// For a reader.
    Text,
    /// JSON Lines.
    Json,
    /// For a spreadsheet.
    Csv,
}

/// Returns the form that was asked for.
pub(super) fn format(call: &Call) -> Format {
    match call.matches.get_one::<String>("format").map(String::as_str) {
        Some("csv") => Format::Csv,
        Some("json") => Format::Json,
        _ if call.matches.get_flag("json") => Format::Json,
        _ => Format::Text,
    }
}

/// Draws the register, with progress where that takes long, and does something with it.
pub(super) fn opened(
    call: &Call,
    with: impl FnOnce(&Archive, &Registry) -> Result<Outcome, Stop>,
) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let bar = search::progress(call.messages);
    let registry = archive.registry(&lexicon, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    with(&archive, &registry.map_err(|error| common::refuse(&error, call.messages))?)
}

/// Returns the names of actors in the reader's language.
pub(super) fn names(registry: &Registry, call: &Call) -> Names {
    Names::new(registry.lexicon(), call.messages.lang)
}

/// Returns how a page is to look.
pub(super) fn look<'a>(call: &Call<'a>, names: &'a Names) -> Look<'a> {
    trace::look(call, names)
}

/// Returns the day for which things are told: that of `--today`, else this machine's.
pub(super) fn today(call: &Call) -> String {
    call.matches.get_one::<String>("today").cloned().unwrap_or_else(archive::today)
}

/// Accepts a day, a month, a year or a period.
pub(super) fn date(text: &str) -> Result<Edtf, String> {
    let value = Edtf::new(text.trim());
    if value.period().is_some() { Ok(value) } else { Err(text.to_owned()) }
}

/// Accepts the same, or nothing.
pub(super) fn date_or_none(text: &str) -> Result<Option<Edtf>, String> {
    if text.trim().is_empty() { Ok(None) } else { date(text).map(Some) }
}
