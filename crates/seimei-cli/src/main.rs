//! The program `seimei`.
//!
//! Arguments in, use cases of `seimei-app` called, results printed. No logic that another edge would need.

mod arguments;
mod commands;
mod compare;
mod csv;
mod demo;
mod explain;
mod json;
mod lexicon;
mod printer;
mod read;
mod report;
mod style;
mod terminal;
mod wording;
mod wrap;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use seimei_locale::{messages, problem};

use crate::arguments::{Refusal, Task};
use crate::commands::Call;
use crate::messages::Messages;

/// How a run ended, the worse the greater; the exit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Outcome {
    /// All done.
    Done = 0,
    /// Nothing found, or a check failed.
    NothingFound = 1,
    /// Misuse or failure.
    Failure = 2,
}

fn main() -> ExitCode {
    // A process that parses one document needs no lexicon, no locale and no grammar.
    if let Some(code) = seimei_app::worker::serve(env::args_os()) {
        return ExitCode::from(code);
    }
    let words: Vec<String> = env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let lang = messages::language_of_reader(arguments::lang_option(&words).as_deref(), |name| env::var(name).ok());
    let messages = Messages::new(lang);
    let outcome = match arguments::parse(env::args_os().collect(), &messages) {
        Err(Refusal::Answer(text)) => answer(&text),
        Err(Refusal::Misuse(line)) => {
            terminal::complain(line.trim_end());
            Ok(Outcome::Failure)
        }
        Ok(task) => run(task, &messages),
    };
    let outcome = outcome.unwrap_or_else(|error| {
        // The reader of a pipe may stop reading whenever it has seen enough.
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Outcome::Done;
        }
        terminal::complain(&messages.fill("problem.output", &[("reason", &problem::reason(&error, &messages))]));
        Outcome::Failure
    });
    ExitCode::from(outcome as u8)
}

fn run(task: Task, messages: &Messages) -> io::Result<Outcome> {
    match task {
        Task::Command { entry, matches, color } => (entry.run)(&Call { matches: &matches, messages, color }),
        Task::Read(request) => read::run(&request, messages),
        Task::Demo { wanted, color } => demo::run(wanted, color, messages),
        Task::LexiconCheck(folder) => lexicon::check(&folder, messages),
        Task::LexiconVersion(folders) => lexicon::version(&folders, messages),
        Task::LexiconList(folders) => lexicon::list(&folders, messages),
    }
}

fn answer(text: &str) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}
