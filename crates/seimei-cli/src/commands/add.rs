//! `seimei add`: files, folders and standard input into the archive.

use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::builder::PossibleValuesParser;
use clap::{Command, value_parser};
use indicatif::ProgressBar;
use seimei_app::archive::add::{Acknowledged, Became, Belongs, Kept, Order};
use seimei_app::archive::intake::Beforehand;
use seimei_app::archive::{Archive, HOME};
use seimei_app::worker::Worker;
use seimei_model::code::Lang;
use seimei_store::store::Place;
use serde_json::{Value, json};

use crate::commands::common::{self, Stop, argument, fail, option};
use crate::commands::{Call, described, import, search};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, arguments, problem, read, terminal};

/// Columns that the name of an expression is given.
const NAME_COLUMNS: usize = 32;

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let document = || messages.text("archive.doc").to_owned();
    let languages = PossibleValuesParser::new(["ja", "en"]);
    let command = command
        .arg(
            argument("files", "help.file", "help.files", messages)
                .value_parser(value_parser!(std::path::PathBuf))
                .num_args(1..)
                .required(true),
        )
        .arg(option("as", "add.as", messages).value_name(document()).conflicts_with("translation-of"))
        .arg(option("translation-of", "add.translation-of", messages).value_name(document()))
        .arg(
            option("lang-of-text", "add.lang-of-text", messages)
                .value_name(messages.text("help.language").to_owned())
                .value_parser(languages)
                .hide_possible_values(true),
        );
    let command = described::with_description(command, messages);
    common::with_lexicon(common::with_archive(command, messages), messages)
        .after_help(messages.text("add.more").to_owned())
}

/// Adds.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(add(call))
}

fn add(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let paths = arguments::paths(call.matches, "files");
    let is_one = paths.len() == 1 && !paths[0].is_dir();
    for name in ["as", "translation-of", "title"] {
        if call.matches.contains_id(name) && !is_one {
            return Err(fail(&messages.fill("add.one", &[("option", &format!("--{name}"))])).into());
        }
    }
    let archive = open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    // What another archive wrote whole is taken in as it is; the rest are documents.
    let (streams, paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| import::is_stream(path));
    let mut outcome = Outcome::Done;
    for stream in &streams {
        outcome = outcome.max(import::import(call, &archive, &lexicon, stream)?);
    }
    if !streams.is_empty() {
        search::catch_up(call, &archive, &lexicon);
    }
    if paths.is_empty() {
        return Ok(outcome);
    }
    let said = described::description(call, &lexicon)?;
    let text = |name: &str| call.matches.get_one::<String>(name).map(String::as_str);
    let mut language = text("lang-of-text").and_then(Lang::from_tag);
    let belongs = if let Some(name) = text("as") {
        let reference = common::reference(name, messages)?;
        language = language.or(reference.language);
        let document = known(&archive, name, messages)?;
        Belongs::To(seimei_app::archive::reference::Reference { document, ..reference })
    } else if let Some(name) = text("translation-of") {
        Belongs::TranslationOf(known(&archive, name, messages)?)
    } else {
        Belongs::Unknown
    };
    let order =
        Order { paths, uploads: Vec::new(), beforehand: Beforehand { said, language }, belongs, by: common::user() };
    let mut tally = Tally::default();
    let mut bar: Option<ProgressBar> = None;
    let mut failure = None;
    let result = archive.add(&order, &lexicon, &Worker::of_this_program(), |acknowledged, all| {
        let bar = bar.get_or_insert_with(|| read::progress(all, messages));
        let written = bar.suspend(|| acknowledge(&acknowledged, call));
        tally.count(&acknowledged.what);
        bar.inc(1);
        if let Err(error) = written {
            // A reader that went away is no reason not to keep the rest.
            failure.get_or_insert(error);
        }
        ControlFlow::Continue(())
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    if let Err(error) = result {
        tally.say(messages);
        return Err(common::refuse(&error, messages).into());
    }
    if tally.all() > 1 {
        tally.say(messages);
    }
    if tally.added + tally.revised > 0 {
        search::catch_up(call, &archive, &lexicon);
    }
    match failure {
        Some(error) => Err(error.into()),
        None => Ok(if tally.unread > 0 { Outcome::Failure } else { outcome }),
    }
}

/// Opens the archive, or makes one where it is told to be; where nothing tells, in the working folder.
fn open(call: &Call) -> Result<Archive, Outcome> {
    let place = common::place(call)?;
    let place = place.unwrap_or_else(|| Place::Folder(std::path::absolute(HOME).unwrap_or_else(|_| HOME.into())));
    let is_new = match &place {
        Place::Folder(folder) => !folder.exists(),
        Place::Postgres(_) => false,
    };
    let shown = match &place {
        Place::Folder(folder) => folder.display().to_string(),
        Place::Postgres(_) => String::new(),
    };
    let archive = Archive::create(place).map_err(|error| common::refuse(&error, call.messages))?;
    if is_new {
        terminal::complain(&call.messages.fill("add.made", &[("place", &printable(&shown))]));
    }
    Ok(archive)
}

/// Returns the present name of the document that was named.
fn known(archive: &Archive, name: &str, messages: &Messages) -> Result<seimei_model::identity::DocumentId, Outcome> {
    let mut reference = common::reference(name, messages)?;
    reference.language = None;
    let (_, found) = common::find(archive, reference.document.as_str(), messages)?;
    if found.document.is_removed {
        return Err(fail(&messages.fill("archive.in-bin", &[("id", found.document.id.as_str())])));
    }
    Ok(found.document.id)
}

/// Says what became of one source.
fn acknowledge(acknowledged: &Acknowledged, call: &Call) -> io::Result<()> {
    let messages = call.messages;
    let Acknowledged { source, what } = acknowledged;
    if let Became::Unread(problem) = what {
        terminal::complain(&problem::of_source(problem, messages));
    }
    if let Became::HasLanguage(id) = what {
        let id = id.to_string();
        terminal::complain(&messages.fill("add.has-language", &[("file", &printable(source)), ("id", &id)]));
    }
    let mut out = io::stdout().lock();
    if call.matches.get_flag("json") {
        serde_json::to_writer(&mut out, &as_json(source, what, messages))?;
        writeln!(out)?;
        return out.flush();
    }
    let line = |id: &dyn ToString, key: &str| {
        let id = crate::wrap::pad(&id.to_string(), NAME_COLUMNS);
        format!("{id}  {}  {}", messages.text(key), printable(source))
    };
    match what {
        Became::Unread(_) | Became::HasLanguage(_) => return Ok(()),
        Became::Unchanged(id) => writeln!(out, "{}", line(id, "add.unchanged"))?,
        Became::InBin(id) => {
            let document = id.document.as_str();
            writeln!(out, "{}  ({})", line(id, "add.unchanged"), messages.fill("archive.in-bin", &[("id", document)]))?;
        }
        Became::Kept(kept) => {
            writeln!(out, "{}", kept_line(source, kept, messages))?;
            for note in &kept.displaced {
                writeln!(out, "  {}", described::displaced(note, messages))?;
            }
        }
    }
    out.flush()
}

fn kept_line(source: &str, kept: &Kept, messages: &Messages) -> String {
    let id = crate::wrap::pad(&kept.expression.to_string(), NAME_COLUMNS);
    let version = messages.fill("archive.version", &[("n", &kept.version.to_string())]);
    let mut parts = vec![version, messages.count("count.provisions", kept.provisions)];
    if let Some(carried) = &kept.carried {
        parts.push(described::carried(carried, messages));
    }
    let odd = kept.diagnostics.iter().filter_map(|one| problem::text_of_diagnostic(one, messages));
    parts.extend(odd.map(|text| messages.fill("add.odd", &[("text", &printable(&text))])));
    if kept.provisions == 0 {
        parts.push(messages.fill("add.odd", &[("text", messages.text("add.no-provision"))]));
    }
    format!("{id}  {}  {}", parts.join(" · "), printable(source))
}

fn as_json(source: &str, what: &Became, messages: &Messages) -> Value {
    let id = |id: &seimei_model::identity::ExpressionId| json!(id);
    match what {
        Became::Unread(problem) => {
            json!({"source": source, "outcome": "unread", "problem": problem::of_source(problem, messages)})
        }
        Became::HasLanguage(has) => json!({"source": source, "outcome": "has_language", "expression": id(has)}),
        Became::Unchanged(known) => json!({"source": source, "outcome": "unchanged", "expression": id(known)}),
        Became::InBin(known) => json!({"source": source, "outcome": "in_bin", "expression": id(known)}),
        Became::Kept(kept) => {
            let outcome = if kept.version > 1 { "revised" } else { "added" };
            let mut value = json!({
                "source": source, "outcome": outcome, "expression": id(&kept.expression), "version": kept.version,
                "provisions": kept.provisions, "diagnostics": kept.diagnostics, "displaced_notes": kept.displaced,
            });
            if let Some(carried) = &kept.carried {
                value["kept"] = json!(carried.kept);
                value["altered"] = json!(carried.altered);
                value["new"] = json!(carried.new);
                value["lost"] = json!(carried.lost);
            }
            value
        }
    }
}

/// How many sources came to what.
#[derive(Debug, Default)]
struct Tally {
    added: usize,
    revised: usize,
    unchanged: usize,
    unread: usize,
}

impl Tally {
    fn count(&mut self, what: &Became) {
        *match what {
            Became::Kept(kept) if kept.version > 1 => &mut self.revised,
            Became::Kept(_) => &mut self.added,
            Became::Unchanged(_) | Became::InBin(_) => &mut self.unchanged,
            Became::Unread(_) | Became::HasLanguage(_) => &mut self.unread,
        } += 1;
    }

    fn all(&self) -> usize {
        self.added + self.revised + self.unchanged + self.unread
    }

    fn say(&self, messages: &Messages) {
        let numbers = [self.added, self.revised, self.unchanged, self.unread].map(|n| n.to_string());
        let names = ["added", "revised", "unchanged", "unread"];
        let values: Vec<(&str, &str)> = names.into_iter().zip(numbers.iter().map(String::as_str)).collect();
        terminal::complain(&messages.fill("add.sum", &values));
    }
}
