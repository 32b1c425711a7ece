//! `seimei stocktake`: how the commitments of a partnership stand, as a page to read, to send or to go on with.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Command, value_parser};
use seimei_app::archive::register::{Asked, Registry, Stocktake};
use seimei_app::fonts;
use seimei_export::stocktake::{self, Form, Look};
use seimei_locale::labels::Words;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::identity::DocumentId;

use super::{open, programme, sheet};
use crate::commands::common::{self, Stop, fail, option};
use crate::commands::{Call, actors, filter};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, arguments, terminal};

/// So many other partnerships are named where that of the call has no documents.
const NEAR: usize = 5;

/// In which form the stocktake is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// All that is known, for programs.
    Json,
    /// A page.
    Page(Form),
}

/// Adds the arguments.
pub(in crate::commands) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let parties = option("parties", "stocktake.parties", messages)
        .value_name(value("trace.parties"))
        .value_delimiter(',')
        .action(clap::ArgAction::Append);
    let date = |name: &'static str, help: &'static str| {
        option(name, help, messages).value_name(value("filter.date")).value_parser(filter::day_month_or_year)
    };
    let format = option("format", "stocktake.format", messages).value_name(value("help.form"));
    let format = arguments::choice(format, &["text", "markdown", "html", "docx", "json"]).conflicts_with("json");
    let output = option("output", "stocktake.output", messages)
        .value_name(value("help.file"))
        .value_parser(value_parser!(PathBuf));
    let limit = option("limit", "stocktake.limit", messages).value_name("N").value_parser(value_parser!(u32));
    let programme = option("programme", "stocktake.programme", messages).value_name(value("programme.value"));
    let command = command
        .arg(parties)
        .arg(programme)
        .arg(date("since", "stocktake.since"))
        .arg(date("until", "stocktake.until"))
        .arg(format)
        .arg(output)
        .arg(limit);
    open::with_register(command, messages).after_help(value("stocktake.more"))
}

/// Takes stock.
pub(in crate::commands) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(taken(call))
}

fn taken(call: &Call) -> Result<Outcome, Stop> {
    let output = call.matches.get_one::<PathBuf>("output");
    let wanted = wanted(call, output.map(PathBuf::as_path));
    if wanted == Wanted::Page(Form::Docx) && output.is_none() && io::stdout().is_terminal() {
        return Err(fail(call.messages.text("stocktake.no-terminal")).into());
    }
    open::opened(call, |_, registry| {
        let asked = asked(call, registry)?;
        let stocktake = registry.stocktake(&asked);
        if stocktake.counts.all == 0 && stocktake.areas.is_empty() && stocktake.silent.is_empty() {
            terminal::complain(&nothing(&stocktake, registry, call));
            return Ok(Outcome::NothingFound);
        }
        let bytes = bytes(&stocktake, wanted, registry, call)?;
        match output {
            None => {
                let mut out = io::stdout().lock();
                out.write_all(&bytes)?;
                out.flush()?;
            }
            Some(path) => {
                sheet::write(path, &bytes, call)?;
                let file = printable(&path.display().to_string());
                let count = call.messages.count("stocktake.commitments", stocktake.counts.all);
                terminal::complain(&call.messages.fill("stocktake.written", &[("file", &file), ("count", &count)]));
            }
        }
        Ok(Outcome::Done)
    })
}

/// Returns the form that was asked for, else the one that the name of the file tells, else text.
fn wanted(call: &Call, output: Option<&Path>) -> Wanted {
    let ending = output.and_then(Path::extension).and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let word = call.matches.get_one::<String>("format").cloned().or(ending);
    let word = word.as_deref().unwrap_or_default();
    if call.matches.get_flag("json") || word == "json" {
        return Wanted::Json;
    }
    Wanted::Page(Form::from_word(word).unwrap_or(Form::Text))
}

/// Returns what the options ask for.
fn asked(call: &Call, registry: &Registry) -> Result<Asked, Outcome> {
    let period = |name: &str| call.matches.get_one::<Edtf>(name).and_then(Edtf::period);
    let mut parties = actors::named(call, "parties", registry.tracing())?;
    let kept = match call.matches.get_one::<String>("programme") {
        Some(name) => Some(programme::named(name, registry, call.messages)?),
        None => None,
    };
    if parties.is_empty()
        && let Some(kept) = kept
    {
        parties.clone_from(&kept.programme.parties);
    }
    let since = period("since").map(|(first, _)| first);
    let until = period("until").map_or_else(|| open::today(call), |(_, last)| last);
    if since.as_ref().is_some_and(|since| *since > until) {
        let values = [("since", since.as_deref().unwrap_or_default()), ("until", until.as_str())];
        return Err(fail(&call.messages.fill("stocktake.period-order", &values)));
    }
    Ok(Asked { parties, programme: kept.map(|kept| kept.programme.id.clone()), since, until })
}

fn bytes(stocktake: &Stocktake, wanted: Wanted, registry: &Registry, call: &Call) -> Result<Vec<u8>, Stop> {
    let Wanted::Page(form) = wanted else {
        let mut bytes = serde_json::to_vec_pretty(stocktake).map_err(io::Error::other)?;
        bytes.push(b'\n');
        return Ok(bytes);
    };
    let words = Words::new(registry.lexicon());
    let mut look = Look { columns: terminal::columns(), ..Look::new(call.messages.lang, &words) };
    if let Some(limit) = call.matches.get_one::<u32>("limit") {
        look.most = *limit as usize;
    }
    // Fonts are large: they are looked for only where pictures are made.
    let raster = (form == Form::Docx).then(fonts::raster);
    let picture = |svg: &str| raster.as_ref().and_then(|raster| raster.png(svg));
    look.picture = Some(&picture);
    let rendered = stocktake::render(stocktake, &look, form);
    Ok(rendered.map_err(io::Error::other)?)
}

/// Says that nothing was found, what was looked at, and in whose name there are documents.
fn nothing(stocktake: &Stocktake, registry: &Registry, call: &Call) -> String {
    let messages = call.messages;
    let names = open::names(registry, call);
    let look = open::look(call, &names);
    let coverage = &stocktake.coverage;
    let documents = messages.count("stocktake.documents", coverage.documents);
    let mut said = if stocktake.parties.is_empty() {
        let values = [("documents", documents.as_str()), ("archive", &coverage.archive.to_string())];
        messages.fill("stocktake.none", &values)
    } else {
        let parties = look.actors(&stocktake.parties);
        let archive = coverage.archive.to_string();
        let values = [("documents", documents.as_str()), ("archive", &archive), ("parties", &parties)];
        messages.fill("stocktake.none-of", &values)
    };
    let near = if coverage.documents == 0 { near(&stocktake.parties, registry) } else { Vec::new() };
    if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|(codes, count)| format!("{codes} ({count})")).collect();
        let near = near.join(messages.text("stocktake.between").trim_matches('"'));
        said += &messages.fill("stocktake.near", &[("near", &near)]);
    }
    said
}

/// Returns the partnerships with documents that have one of the parties, those that have most of them first, each with the
/// number of its documents.
fn near(parties: &[ActorCode], registry: &Registry) -> Vec<(String, usize)> {
    let mut all: BTreeMap<Vec<ActorCode>, BTreeSet<&DocumentId>> = BTreeMap::new();
    for text in registry.tracing().texts() {
        if parties.iter().any(|party| text.parties().contains(party)) {
            all.entry(text.parties().to_vec()).or_default().insert(&text.document.id);
        }
    }
    let shared = |of: &[ActorCode]| parties.iter().filter(|party| of.contains(party)).count();
    let mut all: Vec<(Vec<ActorCode>, usize)> = all.into_iter().map(|(of, documents)| (of, documents.len())).collect();
    all.sort_by(|(one, a), (other, b)| (shared(other), b, one).cmp(&(shared(one), a, other)));
    let codes = |of: &[ActorCode]| of.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(",");
    all.into_iter().take(NEAR).map(|(of, count)| (codes(&of), count)).collect()
}
