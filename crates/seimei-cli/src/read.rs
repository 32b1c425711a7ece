//! `seimei read`: documents to reports, JSON or CSV.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::{mem, thread};

use indicatif::{ProgressBar, ProgressStyle};
use seimei_app::files::{self, Opened, Problem, Source};
use seimei_app::lexicon::{self, Lexicon};
use seimei_app::names::Names;
use seimei_app::order;
use seimei_app::read::read_opened;
use seimei_app::worker::Worker;

use crate::csv::Csv;
use crate::explain::Explain;
use crate::json::Json;
use crate::messages::Messages;
use crate::printer::{Feed, Printer};
use crate::report::{Look, Report};
use crate::style::ColorChoice;
use crate::{Outcome, csv, problem, terminal};

/// What `read` is asked to do.
#[derive(Debug, Default)]
pub(crate) struct Request {
    /// Files, folders, `-`.
    pub(crate) files: Vec<PathBuf>,
    /// The form of the results.
    pub(crate) format: Format,
    /// The provision to explain, from 1.
    pub(crate) explain: Option<u32>,
    /// Folders of tables laid over the built-in lexicon.
    pub(crate) lexicon: Vec<PathBuf>,
    /// Whether to colour.
    pub(crate) color: ColorChoice,
}

/// The form of the results.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Format {
    /// A report for a person.
    #[default]
    Text,
    /// JSON, or JSON Lines for several documents.
    Json,
    /// CSV, one row an act.
    Csv,
}

/// The most threads that read at once; each holds a document in memory.
const THREADS: usize = 4;

/// Sources up to this size are rendered by the thread that opened them, several at once. Larger ones are read and
/// written in their turn, so that memory holds one of them, and of it one provision. In bytes.
const RENDERED_APART: usize = 1 << 20;

/// What a thread hands on.
enum Page {
    /// A rendered document.
    Rendered { bytes: Vec<u8>, told: Told },
    /// A large source, opened.
    Large(String, Opened),
    /// Why there is nothing.
    Problem(String),
}

/// What there is to say beside the results.
#[derive(Debug)]
struct Told {
    outcome: Outcome,
    lines: Vec<String>,
}

/// How documents are put out.
struct Output<'a> {
    request: &'a Request,
    look: Look<'a>,
    lexicon: &'a Lexicon,
    /// Parses what is no text.
    worker: &'a Worker,
    /// Whether the user named one file and so gets one object.
    is_one: bool,
}

/// Reads what is asked for and prints it.
pub(crate) fn run(request: &Request, messages: &Messages) -> io::Result<Outcome> {
    let lexicon = match lexicon::load(&request.lexicon) {
        Ok(lexicon) => lexicon,
        Err(error) => {
            terminal::complain(&problem::of_lexicon(&error, messages));
            return Ok(Outcome::Failure);
        }
    };
    let sources = files::gather(&request.files);
    let is_one = request.files.len() == 1 && !request.files[0].is_dir();
    if request.explain.is_some() && !is_one {
        terminal::complain(messages.text("misuse.explain-one"));
        return Ok(Outcome::Failure);
    }
    let names = Names::new(&lexicon, messages.lang);
    let look = Look { messages, names: &names, columns: terminal::columns(), colour: request.color.on_stdout() };
    let worker = Worker::of_this_program();
    let output = Output { request, look, lexicon: &lexicon, worker: &worker, is_one };
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout());
    if request.format == Format::Csv && request.explain.is_none() {
        csv::print_header(&mut out)?;
    }
    let bar = progress(sources.len(), messages);
    let mut outcome = Outcome::Done;
    let mut failure: Option<io::Error> = None;
    let mut is_first = true;
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let work = |number: usize| output.page(&sources[number]);
    order::in_order(sources.len(), threads, work, |_, page| {
        let written = bar.suspend(|| {
            let has_text = match &page {
                Page::Problem(_) => false,
                Page::Rendered { bytes, .. } => !bytes.is_empty(),
                Page::Large(..) => true,
            };
            if has_text && !mem::take(&mut is_first) && request.format == Format::Text {
                out.write_all(b"\n\n")?;
            }
            let told = match page {
                Page::Problem(line) => Told { outcome: Outcome::Failure, lines: vec![line] },
                Page::Rendered { bytes, told } => out.write_all(&bytes).map(|()| told)?,
                Page::Large(file, opened) => output.print(&mut out, &file, opened)?,
            };
            if !told.lines.is_empty() {
                // Each document's messages come behind its results.
                out.flush()?;
                told.lines.iter().for_each(|line| terminal::complain(line));
            }
            outcome = outcome.max(told.outcome);
            Ok(())
        });
        bar.inc(1);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    match failure {
        Some(error) => Err(error),
        None => out.flush().map(|()| outcome),
    }
}

impl Output<'_> {
    /// Opens a source; reads and renders it where it is small.
    fn page(&self, source: &Result<Source, Problem>) -> Page {
        let opened = match source {
            Ok(source) => files::open(source).map(|opened| (source.name.clone(), opened)),
            Err(problem) => return Page::Problem(problem::of_source(problem, self.look.messages)),
        };
        match opened {
            Err(problem) => Page::Problem(problem::of_source(&problem, self.look.messages)),
            Ok((file, opened)) if opened.bytes.len() > RENDERED_APART => Page::Large(file, opened),
            Ok((file, opened)) => {
                let mut bytes = Vec::new();
                match self.print(&mut bytes, &file, opened) {
                    Ok(told) => Page::Rendered { bytes, told },
                    Err(error) => Page::Problem(error.to_string()),
                }
            }
        }
    }

    /// Reads a source and prints it. Returns what there is to say about it.
    fn print(&self, out: &mut dyn Write, file: &str, opened: Opened) -> io::Result<Told> {
        let messages = self.look.messages;
        let mut printer: Box<dyn Printer + '_> = match (self.request.format, self.request.explain) {
            (Format::Json, _) => Box::new(Json::new(!self.is_one)),
            (Format::Csv, _) => Box::new(Csv::default()),
            (Format::Text, Some(number)) => Box::new(Explain::new(&self.look, self.lexicon, number)),
            (Format::Text, None) => Box::new(Report::new(&self.look)),
        };
        // Of a provision that is not there, nothing is printed; where it is decides the end of the document.
        let mut held = Vec::new();
        let out_now: &mut dyn Write = if self.request.explain.is_some() { &mut held } else { &mut *out };
        let mut feed = Feed { printer: &mut *printer, out: out_now, count: 0, failure: None };
        let read = read_opened(file, opened, self.lexicon, self.worker, self.request.explain, &mut feed);
        let (count, failure) = (feed.count, feed.failure.take());
        if let Some(error) = failure {
            return Err(error);
        }
        let document = match read {
            Ok(document) => document,
            Err(problem) => {
                let lines = vec![problem::of_source(&problem, messages)];
                return Ok(Told { outcome: Outcome::Failure, lines });
            }
        };
        let diagnostics = &document.reading.diagnostics;
        let mut lines: Vec<String> =
            diagnostics.iter().filter_map(|one| problem::of_diagnostic(file, one, messages)).collect();
        if let (Some(number), None) = (self.request.explain, &document.explanation) {
            let (number, last) = (number.to_string(), count.to_string());
            lines.push(messages.fill("explain.no-such", &[("n", &number), ("last", &last), ("file", file)]));
            return Ok(Told { outcome: Outcome::NothingFound, lines });
        }
        out.write_all(&held)?;
        printer.end(out, &document)?;
        let mut outcome = Outcome::Done;
        if count == 0 {
            lines.push(messages.fill("problem.no-provision", &[("file", file)]));
            outcome = Outcome::NothingFound;
        }
        Ok(Told { outcome, lines })
    }
}

/// Returns a progress bar on standard error; a hidden one for few sources or where that is no terminal.
pub(crate) fn progress(count: usize, messages: &Messages) -> ProgressBar {
    if count < 2 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = messages.text("progress.template");
    let bar = ProgressBar::new(count as u64);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
