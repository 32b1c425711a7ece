//! `seimei search`: finds provisions and documents of the archive.

mod found;
mod mistake;
mod other;

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgAction, Command, value_parser};
use indicatif::ProgressBar;
use seimei_app::archive::Archive;
use seimei_app::archive::index::{self, IndexPlace, SearchError, Searching};
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_app::printed::found as printed;
use seimei_locale::refusal;
use seimei_locale::vocabulary::vocabulary;
use seimei_model::identity::DocumentId;
use seimei_search::parse::parse;
use seimei_search::search::{Order, Request};

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option, with_archive, with_lexicon};
use crate::messages::Messages;
use crate::report::Look;
use crate::{Outcome, arguments, terminal};

/// Hits on a page where nothing else is asked for.
const PAGE: usize = 10;

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let flag = |name: &'static str, help: &'static str| option(name, help, messages).action(ArgAction::SetTrue);
    let count = |name: &'static str, help: &'static str| {
        option(name, help, messages).value_name("N").value_parser(value_parser!(u32))
    };
    let query = argument("query", "search.query", "search.query-help", messages);
    let order = arguments::choice(option("sort", "search.sort", messages), &["relevance", "newest", "oldest"]);
    let command = command
        .arg(query.num_args(1..).required(true).allow_hyphen_values(false))
        .arg(flag("documents", "search.documents"))
        .arg(order.value_name(messages.text("search.order").to_owned()))
        .arg(count("limit", "search.limit"))
        .arg(count("page", "search.page").value_parser(value_parser!(u32).range(1..)))
        .arg(flag("facets", "search.facets"))
        .arg(flag("other", "search.other"))
        .arg(
            option("index", "search.index", messages)
                .value_name(messages.text("help.folder").to_owned())
                .value_parser(value_parser!(PathBuf)),
        );
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("search.more").to_owned())
}

/// What is needed to show results.
struct Shown<'a> {
    call: &'a Call<'a>,
    archive: &'a Archive,
    lexicon: &'a Lexicon,
    look: Look<'a>,
    request: Request,
    query: String,
}

/// Searches.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(search(call))
}

fn search(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let parts: Vec<&str> = call.matches.get_many::<String>("query").into_iter().flatten().map(String::as_str).collect();
    let query = parts.join(" ");
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let place = index_place(call, &archive, &lexicon);
    let mut searching = open_index(&archive, &place, messages)?;
    let actors = searching.actors().map_err(|error| refuse(&error, messages))?;
    let vocabulary = vocabulary(messages, &lexicon, &actors);
    let parsed = parse(&query, &vocabulary).map_err(|mistake| fail(&mistake::explained(&query, &mistake, messages)))?;
    let number = |name: &str| call.matches.get_one::<u32>(name).map(|number| *number as usize);
    let limit = number("limit").unwrap_or(PAGE);
    let is_json = call.matches.get_flag("json");
    let columns = terminal::columns();
    let request = Request {
        query: parsed,
        documents: call.matches.get_flag("documents"),
        order: match call.matches.get_one::<String>("sort").map(String::as_str) {
            Some("newest") => Order::Newest,
            Some("oldest") => Order::Oldest,
            _ => Order::Relevance,
        },
        offset: (number("page").unwrap_or(1) - 1).saturating_mul(limit),
        limit,
        facets: call.matches.get_flag("facets"),
        room: columns * if call.matches.get_flag("documents") { 3 } else { 6 },
    };
    let answer = searching.search(&request).map_err(|error| refuse(&error, messages))?;
    if searching.is_behind {
        terminal::complain(messages.text("search.behind"));
    }
    let names = Names::new(&lexicon, messages.lang);
    let look = Look { messages, names: &names, columns, colour: call.color.on_stdout() };
    let shown = Shown { call, archive: &archive, lexicon: &lexicon, look, request, query };
    let others = if call.matches.get_flag("other") { other::counterparts(&shown, &answer)? } else { Vec::new() };
    let outcome = if answer.total == 0 { Outcome::NothingFound } else { Outcome::Done };
    if is_json {
        let of_place = |hit: usize, passage: usize| {
            let own = others.iter().filter(|other| (other.hit, other.passage) == (hit, passage));
            own.map(|other| (other.language, other.number, other.text.as_str())).collect()
        };
        let record = |id: &DocumentId| archive.store().document(id);
        let printed = printed::found(&shown.query, shown.request.offset, &answer, record, of_place);
        common::print_json(&printed.map_err(|error| common::refuse(&error, messages))?)?;
        return Ok(outcome);
    }
    let page = found::page(&shown, &answer, &others).map_err(|error| common::refuse(&error, messages))?;
    let mut out = io::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(outcome)
}

/// Tells where the index of an archive lies and how it folds.
pub(crate) fn index_place(call: &Call, archive: &Archive, lexicon: &Lexicon) -> IndexPlace {
    let named = match call.matches.try_get_one::<PathBuf>("index") {
        Ok(named) => named.map(PathBuf::as_path),
        Err(_) => None,
    };
    let environment = env::var("SEIMEI_INDEX").ok();
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    let cache = cache.unwrap_or_else(env::temp_dir);
    let folder: PathBuf = index::folder(archive.store().place(), named, environment.as_deref(), Path::new(&cache));
    IndexPlace { folder, glyphs: Arc::new(lexicon.glyphs().clone()) }
}

/// Brings the index level after a change, so that the next search need not. What hinders it, the next search tells.
pub(crate) fn catch_up(call: &Call, archive: &Archive, lexicon: &Lexicon) {
    let _ = archive.searching(&index_place(call, archive, lexicon), &mut |_, _| {});
}

/// Opens the index, level with the archive, and shows progress where that takes long.
pub(crate) fn open_index<'a>(
    archive: &'a Archive,
    place: &IndexPlace,
    messages: &Messages,
) -> Result<Searching<'a>, Outcome> {
    let bar = progress(messages);
    let searching = archive.searching(place, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    searching.map_err(|error| refuse(&error, messages))
}

/// Returns a bar for a work whose length is not yet known; hidden where standard error is no terminal.
pub(crate) fn progress(messages: &Messages) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = indicatif::ProgressStyle::with_template(messages.text("search.progress")) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Says why nothing can be searched.
pub(crate) fn refuse(error: &SearchError, messages: &Messages) -> Outcome {
    fail(&refusal::of_search(error, messages))
}
