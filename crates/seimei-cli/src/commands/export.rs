//! `seimei export`: documents in the formats of other programs, or the whole archive as one stream.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use clap::{ArgAction, ArgMatches, Command, value_parser};
use seimei_app::archive::Archive;
use seimei_app::archive::export::{ExportError, FileNames, Whole, item_of_file};
use seimei_app::archive::transfer::TransferError;
use seimei_app::files;
use seimei_app::lexicon::{self, Lexicon};
use seimei_app::worker::Worker;
use seimei_export::akoma;
use seimei_export::bibtex::Bibtex;
use seimei_export::csl::Csl;
use seimei_export::csv::Csv;
use seimei_export::item::Item;
use seimei_export::json_ld::JsonLd;
use seimei_export::json_lines::JsonLines;
use seimei_export::parquet_file::Parquet;
use seimei_export::table::Table;
use seimei_export::writer::{Care, Writer};
use seimei_locale::labels::Words;

use crate::commands::common::{self, Stop, argument, fail, option};
use crate::commands::{Call, filter, import};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, arguments, problem, terminal};

/// The forms with the endings of their files.
const FORMS: &[(&str, Form)] = &[
    ("akn", Form::Akn),
    ("archive", Form::Archive),
    ("bibtex", Form::Bibtex),
    ("csl", Form::Csl),
    ("csv", Form::Csv),
    ("jsonl", Form::JsonLines),
    ("jsonld", Form::JsonLd),
    ("parquet", Form::Parquet),
];

/// A form of the results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Akn,
    Archive,
    Bibtex,
    Csl,
    Csv,
    JsonLines,
    JsonLd,
    Parquet,
}

impl Form {
    /// Whether there is a table to choose.
    fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::JsonLines | Self::Parquet)
    }

    /// Whether it is nothing for a terminal.
    fn is_binary(self) -> bool {
        matches!(self, Self::Archive | Self::Parquet)
    }

    /// The ending of a file.
    fn ending(self) -> &'static str {
        match self {
            Self::Akn => "akn.xml",
            Self::Archive => "seimei",
            Self::Bibtex => "bib",
            Self::Csl => "csl.json",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
            Self::JsonLd => "jsonld",
            Self::Parquet => "parquet",
        }
    }
}

/// What is asked for.
struct Request {
    form: Form,
    /// The tables that are wanted; several only into a folder.
    tables: Vec<Table>,
    target: Target,
}

/// Where the results go.
enum Target {
    Standard,
    File(PathBuf),
    Folder(PathBuf),
}

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let documents = argument("documents", "export.document", "export.documents", messages).num_args(0..);
    let forms = option("format", "export.format", messages).value_name(value("help.form"));
    let of = option("of", "export.of", messages).value_name(value("export.table"));
    let output = option("output", "export.output", messages).short('o').value_name(value("help.file"));
    let paths = option("files", "export.files", messages).value_name(value("help.file")).num_args(1..);
    let command = common::with_archive(command, messages)
        .arg(documents)
        .arg(arguments::choice(forms, WORDS).conflicts_with("json"))
        .arg(arguments::choice(of, &["provisions", "acts", "documents"]))
        .arg(output.value_parser(value_parser!(PathBuf)))
        .arg(paths.value_parser(value_parser!(PathBuf)).action(ArgAction::Append).conflicts_with("documents"));
    filter::with_filter(common::with_lexicon(command, messages), messages)
        .after_help(messages.text("export.more").to_owned())
}

/// The words of the forms.
const WORDS: &[&str] = &["csv", "jsonl", "parquet", "akn", "jsonld", "csl", "bibtex", "archive"];

/// Exports.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(prepare(call).and_then(|request| export(call, &request)))
}

/// Reads the options, and refuses those that do not go together.
fn prepare(call: &Call) -> Result<Request, Stop> {
    let messages = call.messages;
    let word = |name: &str| call.matches.get_one::<String>(name).map(String::as_str);
    let asked = if call.matches.get_flag("json") { Some("jsonl") } else { word("format") };
    let form = FORMS.iter().find(|(name, _)| Some(*name) == asked).map_or(Form::Csv, |(_, form)| *form);
    let table = word("of").and_then(Table::from_word);
    if table.is_some() && !form.is_table() {
        return Err(fail(messages.text("export.no-table")).into());
    }
    let narrows = |matches: &ArgMatches| {
        let names = ["documents", "files"].into_iter().chain(filter::NAMES);
        names.into_iter().any(|name| matches.value_source(name).is_some())
    };
    if form == Form::Archive && narrows(call.matches) {
        return Err(fail(messages.text("export.whole-archive")).into());
    }
    let target = match call.matches.get_one::<PathBuf>("output") {
        None => Target::Standard,
        Some(path) if path.as_os_str() == "-" => Target::Standard,
        Some(path) if path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']) => {
            Target::Folder(path.clone())
        }
        Some(path) => Target::File(path.clone()),
    };
    if form.is_binary() && matches!(target, Target::Standard) && io::stdout().is_terminal() {
        return Err(fail(messages.text("export.binary")).into());
    }
    let tables = match (table, &target) {
        (Some(table), _) => vec![table],
        (None, Target::Folder(_)) if form.is_table() => Table::ALL.to_vec(),
        (None, _) => vec![Table::Provisions],
    };
    Ok(Request { form, tables, target })
}

fn export(call: &Call, request: &Request) -> Result<Outcome, Stop> {
    let messages = call.messages;
    if call.matches.value_source("files").is_some() {
        let folders = arguments::paths(call.matches, "lexicon");
        let lexicon = lexicon::load(&folders).map_err(|error| fail(&problem::of_lexicon(&error, messages)))?;
        let words = Words::new(&lexicon);
        let mut out = Out::new(request, &words);
        let outcome = from_files(call, &lexicon, &mut |item| out.take(&item))?;
        return Ok(outcome.max(out.finish(messages)?));
    }
    let archive = common::open(call)?;
    if request.form == Form::Archive {
        return whole(&archive, request, messages);
    }
    let words = Words::new(&common::lexicon(call, &archive)?);
    let mut out = Out::new(request, &words);
    from_archive(call, &archive, &mut |item| out.take(&item))?;
    Ok(out.finish(messages)?)
}

/// Gives the documents of an archive to `take`.
fn from_archive(call: &Call, archive: &Archive, take: &mut dyn FnMut(Item) -> io::Result<()>) -> Result<(), Stop> {
    let filter = filter::filter(call);
    let refuse = |error| match error {
        ExportError::Output(error) => Stop::Output(error),
        ExportError::Store(error) => common::refuse(&error, call.messages).into(),
        ExportError::NoReading(id) => fail(&call.messages.fill("export.no-reading", &[("id", &id.to_string())])).into(),
        error => fail(&printable(&error.to_string())).into(),
    };
    let named: Vec<&String> = call.matches.get_many::<String>("documents").into_iter().flatten().collect();
    if named.is_empty() {
        archive.export(&filter, take).map_err(refuse)?;
        return Ok(());
    }
    // All names are looked up before anything is written.
    let mut found = Vec::new();
    for name in named {
        let (reference, document) = common::find(archive, name, call.messages)?;
        found.push((document.document, reference.language.or(filter.language)));
    }
    for (document, language) in found {
        take(archive.item(document, language).map_err(refuse)?)?;
    }
    Ok(())
}

/// Gives plain files to `take`. What cannot be read is told and left out.
fn from_files(call: &Call, lexicon: &Lexicon, take: &mut dyn FnMut(Item) -> io::Result<()>) -> Result<Outcome, Stop> {
    let worker = Worker::of_this_program();
    let mut names = FileNames::new(lexicon);
    let mut outcome = Outcome::Done;
    for source in files::gather(&arguments::paths(call.matches, "files")) {
        let item = source.and_then(|source| item_of_file(&source, lexicon, &worker, &mut |fields| names.next(fields)));
        match item {
            Ok(item) => take(item)?,
            Err(problem) => outcome = fail(&problem::of_source(&problem, call.messages)),
        }
    }
    Ok(outcome)
}

/// Writes the whole archive as one stream.
fn whole(archive: &Archive, request: &Request, messages: &Messages) -> Result<Outcome, Stop> {
    let path = match &request.target {
        Target::Standard => None,
        Target::File(path) => Some(path.clone()),
        Target::Folder(folder) => Some(folder.join(format!("archive.{}", request.form.ending()))),
    };
    let refuse = |error| match error {
        TransferError::Stream(error) => Stop::Output(error),
        error => import::refuse(&error, messages.text("export.archive"), messages).into(),
    };
    let Some(path) = path else {
        archive.export_whole(io::BufWriter::with_capacity(1 << 16, io::stdout())).map_err(refuse)?;
        return Ok(Outcome::Done);
    };
    let mut file = Whole::begin(&path)?;
    let exported = archive.export_whole(&mut file).map_err(refuse)?;
    file.keep()?;
    let changes = messages.count("import.changes", exported.changes as usize);
    let originals = messages.count("export.originals", exported.originals as usize);
    let place = printable(&path.display().to_string());
    let values = [("place", place.as_str()), ("changes", &changes), ("originals", &originals)];
    terminal::complain(&messages.fill("export.whole", &values));
    Ok(Outcome::Done)
}

/// The results on their way. Nothing is written before the first document, and no file is in its place before the last.
struct Out<'a> {
    request: &'a Request,
    words: &'a Words,
    /// One a table.
    writers: Vec<(Box<dyn Writer + 'a>, Shared)>,
    /// Akoma Ntoso for one file: the expression, until it is clear that there is no other.
    page: Option<Vec<u8>>,
    documents: usize,
    expressions: usize,
}

impl<'a> Out<'a> {
    fn new(request: &'a Request, words: &'a Words) -> Self {
        Self { request, words, writers: Vec::new(), page: None, documents: 0, expressions: 0 }
    }

    fn take(&mut self, item: &Item) -> io::Result<()> {
        self.documents += 1;
        if self.request.form == Form::Akn {
            return self.pages(item);
        }
        if self.writers.is_empty() {
            self.begin()?;
        }
        self.writers.iter_mut().try_for_each(|(writer, _)| writer.item(item))
    }

    /// Makes the writers.
    fn begin(&mut self) -> io::Result<()> {
        for table in &self.request.tables {
            let sink = match &self.request.target {
                Target::Standard => Sink::Standard(io::BufWriter::with_capacity(1 << 16, io::stdout())),
                Target::File(path) => Sink::File(Whole::begin(path)?),
                Target::Folder(folder) => {
                    let table = if self.request.form.is_table() { *table } else { Table::Documents };
                    let name = format!("{}.{}", table.word(), self.request.form.ending());
                    Sink::File(Whole::begin(&folder.join(name))?)
                }
            };
            let shared = Shared(Arc::new(Mutex::new(sink)));
            let (out, words) = (shared.clone(), self.words);
            let writer: Box<dyn Writer + 'a> = match self.request.form {
                Form::JsonLines => Box::new(JsonLines::new(*table, out)),
                Form::Parquet => Box::new(Parquet::new(*table, env!("CARGO_PKG_VERSION"), out)?),
                Form::JsonLd => Box::new(JsonLd::new(words, out)),
                Form::Csl => Box::new(Csl::new(words, out)),
                Form::Bibtex => Box::new(Bibtex::new(words, out)),
                Form::Csv | Form::Akn | Form::Archive => Box::new(Csv::new(*table, out)),
            };
            self.writers.push((writer, shared));
        }
        Ok(())
    }

    /// Writes the expressions of a document as Akoma Ntoso.
    fn pages(&mut self, item: &Item) -> io::Result<()> {
        for expression in &item.expressions {
            self.expressions += 1;
            if let Target::Folder(folder) = &self.request.target {
                let mut file = Whole::begin(&folder.join(akoma::file_name(expression)))?;
                akoma::write(&mut file, item, expression, self.words)?;
                file.keep()?;
            } else if self.expressions == 1 {
                let mut page = Vec::new();
                akoma::write(&mut page, item, expression, self.words)?;
                self.page = Some(page);
            }
        }
        Ok(())
    }

    /// Puts everything in its place and tells what there is to tell.
    fn finish(self, messages: &Messages) -> io::Result<Outcome> {
        let is_folder = matches!(self.request.target, Target::Folder(_));
        if self.request.form == Form::Akn && self.expressions > 1 && !is_folder {
            return Ok(fail(&messages.fill("export.one-page", &[("n", &self.expressions.to_string())])));
        }
        if self.documents == 0 {
            terminal::complain(messages.text("export.nothing"));
            return Ok(Outcome::NothingFound);
        }
        let mut care = Care::default();
        for (writer, shared) in self.writers {
            care.add(writer.finish()?);
            shared.keep()?;
        }
        if let Some(page) = self.page {
            match &self.request.target {
                Target::File(path) => {
                    let mut file = Whole::begin(path)?;
                    file.write_all(&page)?;
                    file.keep()?;
                }
                _ => io::stdout().lock().write_all(&page)?,
            }
        }
        for (key, count) in [("export.guarded", care.guarded), ("export.cut", care.cut)] {
            if count > 0 {
                terminal::complain(&messages.count(key, count as usize));
            }
        }
        if let Target::File(path) | Target::Folder(path) = &self.request.target {
            let documents = messages.count("export.count", self.documents);
            let place = printable(&path.display().to_string());
            terminal::complain(&messages.fill("export.written", &[("documents", &documents), ("place", &place)]));
        }
        Ok(Outcome::Done)
    }
}

/// Where a writer writes to.
enum Sink {
    Standard(io::BufWriter<io::Stdout>),
    File(Whole),
}

/// A sink that a writer writes to and that is kept when the writer has finished.
#[derive(Clone)]
struct Shared(Arc<Mutex<Sink>>);

impl Shared {
    fn with<T>(&self, act: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        let mut sink = self.0.lock().map_err(|_| io::Error::other("a writer failed"))?;
        match &mut *sink {
            Sink::Standard(out) => act(out),
            Sink::File(file) => act(file),
        }
    }

    /// Puts a file in its place. The writer is gone by now, so this is the only handle.
    fn keep(self) -> io::Result<()> {
        let sink = Arc::into_inner(self.0).and_then(|sink| sink.into_inner().ok());
        match sink {
            Some(Sink::File(file)) => file.keep(),
            Some(Sink::Standard(mut out)) => out.flush(),
            None => Err(io::Error::other("a writer failed")),
        }
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.with(|out| out.flush())
    }
}
