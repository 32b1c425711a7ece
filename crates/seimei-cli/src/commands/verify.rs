//! `seimei verify`: is a quotation in the record as it is quoted; are all those of an article; in batch.

mod batch;
mod page;

use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use clap::{ArgAction, Command, value_parser};
use seimei_app::archive::index::SearchError;
use seimei_app::archive::verify::article::{self, CheckedArticle};
use seimei_app::archive::verify::{Counterpart, Verification, Verifying};
use seimei_app::files;
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_app::printed::verify as printed;
use seimei_app::worker::Worker;

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option, with_archive, with_lexicon};
use crate::commands::search;
use crate::messages::Messages;
use crate::report::Look;
use crate::{Outcome, problem, terminal};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let command = command
        .arg(argument("text", "verify.text", "verify.text-help", messages).required_unless_present("batch"))
        .arg(
            option("claimed", "verify.claimed", messages)
                .value_name(messages.text("verify.document").to_owned())
                .conflicts_with("batch"),
        )
        .arg(
            option("batch", "verify.batch", messages)
                .value_name(messages.text("help.file").to_owned())
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("text"),
        )
        .arg(option("article", "verify.article", messages).action(ArgAction::SetTrue).conflicts_with("batch"))
        .arg(
            option("index", "search.index", messages)
                .value_name(messages.text("help.folder").to_owned())
                .value_parser(value_parser!(PathBuf)),
        );
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("verify.more").to_owned())
}

/// Checks.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(verify(call))
}

fn verify(call: &Call) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let place = search::index_place(call, &archive, &lexicon);
    let bar = search::progress(call.messages);
    let verifying = archive.verifying(&place, &lexicon, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let mut verifying = verifying.map_err(|error| search::refuse(&error, call.messages))?;
    if verifying.searched().is_behind {
        terminal::complain(call.messages.text("search.behind"));
    }
    if let Some(file) = call.matches.get_one::<PathBuf>("batch") {
        return batch::run(file, &mut verifying, &lexicon, call);
    }
    let Some(text) = call.matches.get_one::<String>("text") else {
        return Err(fail(call.messages.text("verify.no-text")).into());
    };
    let is_file = text == "-" || Path::new(text).is_file() || call.matches.get_flag("article");
    if !is_file {
        return quotation(text, &mut verifying, &lexicon, call);
    }
    let checked = checked_article(text, &mut verifying, call)?;
    if let Some(whole) = checked.whole.as_ref().filter(|_| checked.skipped == 0) {
        return quotation(whole.trim(), &mut verifying, &lexicon, call);
    }
    told_article(text, &checked, &verifying, &lexicon, call)
}

fn refused<'c>(call: &'c Call<'c>) -> impl Fn(SearchError) -> Stop + 'c {
    |error| search::refuse(&error, call.messages).into()
}

/// Returns the outcome of quotations: all can be printed as they are, or not.
fn outcome<'v>(verifications: impl IntoIterator<Item = &'v Verification>) -> Outcome {
    let all = verifications.into_iter().all(|one| one.verdict.is_faithful());
    if all { Outcome::Done } else { Outcome::NothingFound }
}

/// Checks one quotation.
fn quotation(text: &str, verifying: &mut Verifying, lexicon: &Lexicon, call: &Call) -> Result<Outcome, Stop> {
    let claimed = call.matches.get_one::<String>("claimed").map(String::as_str);
    let verification = verifying.verify(text, claimed).map_err(refused(call))?;
    let counterparts = counterparts(&verification, verifying, call)?;
    if call.matches.get_flag("json") {
        common::print_json(&printed::printed(None, text, &verification, &counterparts))?;
        return Ok(outcome([&verification]));
    }
    let names = Names::new(lexicon, call.messages.lang);
    print(&page::quotation(text, &verification, &counterparts, &look(call, &names)))?;
    Ok(outcome([&verification]))
}

/// Returns what says the same as each source in the other language of its document.
fn counterparts(
    verification: &Verification,
    verifying: &Verifying,
    call: &Call,
) -> Result<Vec<Option<Counterpart>>, Stop> {
    let sources = verification.sources.iter();
    sources.map(|source| verifying.counterpart(source).map_err(refused(call))).collect()
}

fn checked_article(name: &str, verifying: &mut Verifying, call: &Call) -> Result<CheckedArticle, Stop> {
    let wrong = |error| Stop::from(fail(&problem::of_source(&error, call.messages)));
    let mut sources = files::gather(&[PathBuf::from(name)]);
    if sources.len() != 1 {
        return Err(fail(&call.messages.fill("align.folder", &[("file", name)])).into());
    }
    let source = sources.remove(0).map_err(wrong)?;
    let ingested = article::ingest_article(&source, verifying, &Worker::of_this_program()).map_err(wrong)?;
    verifying.article(&ingested).map_err(refused(call))
}

fn told_article(
    name: &str,
    checked: &CheckedArticle,
    verifying: &Verifying,
    lexicon: &Lexicon,
    call: &Call,
) -> Result<Outcome, Stop> {
    let all = checked.quotations.iter().map(|one| &one.verification);
    let outcome = if checked.quotations.is_empty() { Outcome::NothingFound } else { outcome(all) };
    if call.matches.get_flag("json") {
        common::print_json(&printed::article(name, checked, verifying.searched()))?;
        return Ok(outcome);
    }
    let names = Names::new(lexicon, call.messages.lang);
    print(&page::article(name, checked, verifying.searched(), &look(call, &names)))?;
    Ok(outcome)
}

fn look<'a>(call: &Call<'a>, names: &'a Names) -> Look<'a> {
    Look { messages: call.messages, names, columns: terminal::columns(), colour: call.color.on_stdout() }
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Reads a file, or standard input for `-`.
fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)?;
    }
    Ok(text)
}
