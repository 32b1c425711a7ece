//! `seimei trace`: the lineage of a formula through the archive; all of them; in batch.

mod asked;
mod batch;
mod families;
mod html;
mod markdown;
mod terminal;
pub(super) mod told;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::Archive;
use seimei_app::archive::trace::Tracing;
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_app::printed::trace::page;

use crate::commands::common::{self, Stop, argument, option, with_archive, with_lexicon};
use crate::commands::{Call, actors, search};
use crate::messages::Messages;
use crate::report::Look;
use crate::{Outcome, arguments, terminal as screen};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let count = |name: &'static str, help: &'static str| {
        option(name, help, messages).value_name("N").value_parser(value_parser!(u32)).requires("all")
    };
    let text = argument("text", "trace.text", "trace.text-help", messages);
    let format = option("format", "compare.format", messages).value_name(value("help.form"));
    let format = arguments::choice(format, &["terminal", "json", "html", "markdown"]);
    let command = command
        .arg(text.required_unless_present_any(["batch", "all"]))
        .arg(format.conflicts_with_all(["json", "batch", "all"]))
        .arg(option("all", "trace.all", messages).action(ArgAction::SetTrue).conflicts_with("text"))
        .arg(actors::party_option("trace.party", messages).conflicts_with("batch"))
        .arg(option("across", "trace.across", messages).action(ArgAction::SetTrue).conflicts_with("all"))
        .arg(option("topic", "trace.topic", messages).value_name(value("trace.topic-value")).requires("all"))
        .arg(count("min", "trace.min"))
        .arg(count("limit", "trace.limit"))
        .arg(
            option("batch", "trace.batch", messages)
                .value_name(value("help.file"))
                .value_parser(value_parser!(PathBuf))
                .conflicts_with_all(["text", "all"]),
        );
    with_lexicon(with_archive(command, messages), messages).after_help(value("trace.more"))
}

/// Traces.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(trace(call))
}

fn trace(call: &Call) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    // What is asked for is found before the archive is read: a mistake is told at once.
    let asked = match call.matches.get_one::<String>("text") {
        Some(text) => Some(asked::asked(text, &archive, call)?),
        None => None,
    };
    let tracing = tracing(&archive, &lexicon, call)?;
    if let Some(file) = call.matches.get_one::<PathBuf>("batch") {
        return batch::run(file, &tracing, call);
    }
    let Some(asked) = asked else { return families::run(&tracing, &lexicon, call) };
    let parties = actors::parties(call, &tracing)?;
    let Some(found) = asked::found(&asked, &tracing, call) else { return Ok(Outcome::NothingFound) };
    let Some(found) = asked::of_parties(found, &parties, &tracing, call) else { return Ok(Outcome::NothingFound) };
    let is_across = call.matches.get_flag("across");
    let found = if is_across { tracing.in_all_languages(&found) } else { found };
    let format = call.matches.get_one::<String>("format").map_or("terminal", String::as_str);
    if call.matches.get_flag("json") || format == "json" {
        common::print_json(&page(&found, &tracing))?;
        return Ok(Outcome::Done);
    }
    let names = Names::new(&lexicon, call.messages.lang);
    let look = look(call, &names);
    let view = told::View {
        tracing: &tracing,
        lineage: &found.lineage,
        words: found.words.as_deref(),
        holding: found.holding.as_deref(),
        is_phrase: found.is_phrase,
        look: &look,
    };
    print(&match format {
        "html" => html::page(&view),
        "markdown" => markdown::page(&view),
        _ => terminal::page(&view),
    })?;
    Ok(Outcome::Done)
}

/// Makes an archive ready to be traced, and shows progress where that takes long.
pub(super) fn tracing<'l>(archive: &Archive, lexicon: &'l Lexicon, call: &Call) -> Result<Tracing<'l>, Outcome> {
    let bar = search::progress(call.messages);
    let tracing = archive.tracing(lexicon, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    tracing.map_err(|error| common::refuse(&error, call.messages))
}

/// Returns how a page is to look.
pub(super) fn look<'a>(call: &Call<'a>, names: &'a Names) -> Look<'a> {
    Look { messages: call.messages, names, columns: screen::columns(), colour: call.color.on_stdout() }
}

/// Prints a page.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
