//! `seimei show`: a document of the archive as a report with lasting numbers and notes; one provision; the original.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use clap::{ArgAction, Command, value_parser};
use seimei_app::align::{Counterparts, counterparts};
use seimei_app::archive::correct::{Corrected, Corrections};
use seimei_app::archive::reference::Found;
use seimei_app::archive::{Archive, view};
use seimei_app::names::Names;
use seimei_app::printed::shown::{self as printed, ShownCorrection, ShownProvision, ShownText};
use seimei_app::read::ReadDocument;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::identity::{DocumentId, ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::record::{Hash, NoteRecord, StoredReading};

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option};
use crate::commands::register::corrected;
use crate::messages::Messages;
use crate::printer::Printer as _;
use crate::report::{Beside, Look, Report};
use crate::wrap::printable;
use crate::{Outcome, printer, problem, terminal};

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let command = command
        .arg(argument("document", "archive.doc", "show.doc", messages).required(true))
        .arg(option("version", "show.version", messages).value_name("N").value_parser(value_parser!(u32).range(1..)))
        .arg(option("counterpart", "show.counterpart-option", messages).action(ArgAction::SetTrue))
        .arg(
            option("source", "show.source", messages)
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["original", "counterpart"]),
        )
        .arg(option("original", "show.original", messages).value_name(value("help.file")).conflicts_with("json"));
    common::with_lexicon(common::with_archive(command, messages), messages)
}

/// Shows.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(show(call))
}

/// What is shown.
struct Shown<'a> {
    archive: &'a Archive,
    found: Found,
    version: u32,
    original: Hash,
    notes: Vec<NoteRecord>,
    corrections: Corrections,
}

fn show(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let name = call.matches.get_one::<String>("document").map(String::as_str).unwrap_or_default();
    let (reference, found) = common::find(&archive, name, messages)?;
    let id = found.expression.id.clone();
    let refused = |error| common::refuse(&error, messages);
    let version = call.matches.get_one::<u32>("version").copied().unwrap_or(found.expression.version);
    let is_present = version == found.expression.version;
    let stored = archive.store().reading(&id, (!is_present).then_some(version)).map_err(refused)?;
    let Some(stored) = stored else {
        let values =
            [("id", id.to_string()), ("n", version.to_string()), ("last", found.expression.version.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        terminal::complain(&messages.fill("show.no-version", &values));
        return Ok(Outcome::NothingFound);
    };
    let original = if is_present { found.expression.original } else { original_of(&archive, &id, version, call)? };
    if call.matches.get_flag("source") {
        io::stdout().lock().write_all(stored.source.as_bytes())?;
        return Ok(Outcome::Done);
    }
    if let Some(file) = call.matches.get_one::<String>("original") {
        return write_original(&archive, original, file, messages);
    }
    let notes = archive.store().notes(&id).map_err(refused)?;
    let corrections = archive.corrections().map_err(refused)?;
    let shown = Shown { archive: &archive, found, version, original, notes, corrections };
    let lexicon = common::lexicon(call, &archive)?;
    match reference.provision {
        Some(number) => show_provision(&shown, stored, number, &lexicon, call),
        None => show_document(&shown, stored, &lexicon, call),
    }
}

/// Returns the hash of the original of an earlier version.
fn original_of(archive: &Archive, id: &ExpressionId, version: u32, call: &Call) -> Result<Hash, Stop> {
    archive
        .original_of(id, version)
        .map_err(|error| common::refuse(&error, call.messages))?
        .ok_or(Stop::Said(Outcome::NothingFound))
}

/// Writes the original bytes to a file that is not there yet, or to standard output.
fn write_original(archive: &Archive, hash: Hash, file: &str, messages: &Messages) -> Result<Outcome, Stop> {
    let bytes = archive.store().original(hash).map_err(|error| common::refuse(&error, messages))?;
    let Some(bytes) = bytes else {
        return Err(fail(&messages.fill("show.no-original", &[("hash", &hash.to_string())])).into());
    };
    if file == "-" {
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if Path::new(file).exists() {
        return Err(fail(&messages.fill("show.file-exists", &[("file", &printable(file))])).into());
    }
    fs::write(file, &bytes).map_err(|error| {
        let reason = problem::reason(&error, messages);
        fail(&messages.fill("show.unwritable", &[("file", &printable(file)), ("reason", &reason)]))
    })?;
    terminal::complain(&messages.fill("show.written", &[("file", &printable(file)), ("hash", &hash.to_string())]));
    Ok(Outcome::Done)
}

/// The other expression of a document and where its provisions stand to those shown.
struct Other {
    id: ExpressionId,
    texts: BTreeMap<u32, String>,
    counterparts: Counterparts,
}

impl Other {
    /// Returns the provisions that say the same as provision `number`, as lines.
    fn lines(&self, number: u32, messages: &Messages) -> Vec<(&'static str, String)> {
        let numbers = self.counterparts.of_a(number).map(|link| link.b.clone()).unwrap_or_default();
        if numbers.is_empty() {
            return vec![("show.counterpart", messages.text("show.no-counterpart").to_owned())];
        }
        let line = |number: &u32| {
            let text = self.texts.get(number).map(String::as_str).unwrap_or_default();
            ("show.counterpart", format!("{}#p{number}  {text}", self.id.language.tag()))
        };
        numbers.iter().map(line).collect()
    }
}

/// Aligns the other languages of a document with what is shown.
fn others(shown: &Shown, stored: &StoredReading, lexicon: &Lexicon, call: &Call) -> Result<Vec<Other>, Stop> {
    let mut others = Vec::new();
    let own = &shown.found.expression.id;
    for expression in &shown.found.document.expressions {
        if expression.id == *own {
            continue;
        }
        let language = expression.id.language;
        let reading = shown.archive.corrected(&shown.found.document, language, None, &shown.corrections);
        let Some(other) = reading.map_err(|error| common::refuse(&error, call.messages))? else { continue };
        let counterparts = counterparts(stored, &other, lexicon);
        let provisions = other.reading.provisions.into_iter();
        let texts = other.numbers.into_iter().zip(provisions.map(|provision| provision.text)).collect();
        others.push(Other { id: expression.id.clone(), texts, counterparts });
    }
    Ok(others)
}

fn note_line(note: &NoteRecord) -> (&'static str, String) {
    ("show.note", format!("{}  ({}, {})", note.text, note.by, common::moment(&note.at)))
}

/// Returns who corrected the reading of a provision, when, in what and why.
fn corrections_of<'s>(shown: &'s Shown, number: u32) -> Vec<&'s Corrected> {
    let language = shown.found.expression.id.language;
    shown.corrections.of(&shown.found.document, language, number)
}

/// Returns what persons corrected in a provision, as JSON has it.
fn corrected_in<'s>(shown: &'s Shown, provision: &Provision) -> Vec<ShownCorrection<'s>> {
    let made = corrections_of(shown, provision.number).into_iter();
    made.map(|one| ShownCorrection::new(one, provision)).collect()
}

fn document_of(shown: &Shown, stored: StoredReading) -> ReadDocument {
    let file = shown.found.expression.id.to_string();
    let reading = view::shown(stored, &shown.found.document, &shown.corrections);
    ReadDocument { file, encoding: "UTF-8", reading, explanation: None }
}

fn show_document(shown: &Shown, stored: StoredReading, lexicon: &Lexicon, call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let others = if call.matches.get_flag("counterpart") { others(shown, &stored, lexicon, call)? } else { Vec::new() };
    let document = document_of(shown, stored);
    let names = Names::new(lexicon, messages.lang);
    let look = Look { messages, names: &names, columns: terminal::columns(), colour: call.color.on_stdout() };
    if call.matches.get_flag("json") {
        common::print_json(&ShownText {
            document: &shown.found.document,
            expression: &shown.found.expression.id,
            version: shown.version,
            original: shown.original,
            reading: &document.reading,
            notes: &shown.notes,
            corrections: document.reading.provisions.iter().flat_map(|one| corrected_in(shown, one)).collect(),
            counterparts: others.iter().map(|other| printed::Beside::new(&other.id, &other.counterparts)).collect(),
        })?;
        return Ok(Outcome::Done);
    }
    let mut lines: BTreeMap<u32, Vec<(&'static str, String)>> = BTreeMap::new();
    for provision in &document.reading.provisions {
        for other in &others {
            lines.entry(provision.number).or_default().extend(other.lines(provision.number, messages));
        }
        for one in corrections_of(shown, provision.number) {
            lines.entry(provision.number).or_default().push(corrected::line(one, &provision.text, &look));
        }
    }
    let (placed, displaced): (Vec<&NoteRecord>, Vec<&NoteRecord>) = shown.notes.iter().partition(|note| note.has_place);
    for note in placed {
        lines.entry(note.provision).or_default().push(note_line(note));
    }
    let mut report = Report::of_archive(&look, Beside { rows: rows(shown, messages), lines });
    let mut out = io::BufWriter::new(io::stdout().lock());
    printer::print(&mut report, &mut out, &document)?;
    for note in displaced {
        writeln!(out, "{}", super::described::displaced(note, messages))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Returns what the archive knows of the document, for the head of the report.
fn rows(shown: &Shown, messages: &Messages) -> Vec<(&'static str, String)> {
    let (document, expression) = (&shown.found.document, &shown.found.expression);
    let mut rows = vec![("show.name", expression.id.to_string())];
    let languages = document.expressions.iter().map(|one| {
        let language = messages.label("language", one.id.language.tag());
        let version = messages.fill("archive.version", &[("n", &one.version.to_string())]);
        format!("{language} ({version})")
    });
    rows.push(("show.texts", languages.collect::<Vec<_>>().join(" · ")));
    let n = shown.version.to_string();
    if shown.version == expression.version {
        let values = [("n", n.as_str()), ("at", &common::moment(&expression.added_at))];
        rows.push(("show.kept", messages.fill("show.kept-since", &values)));
        rows.push(("show.origin", expression.origin.clone()));
    } else {
        let last = expression.version.to_string();
        rows.push(("show.kept", messages.fill("show.earlier", &[("n", &n), ("last", &last)])));
    }
    rows.push(("show.sha", shown.original.to_string()));
    let described = &document.description;
    rows.extend(described.source.clone().map(|source| ("head.source", source)));
    rows.extend(described.note.clone().map(|note| ("head.note", note)));
    if !document.aliases.is_empty() {
        let aliases: Vec<&str> = document.aliases.iter().map(DocumentId::as_str).collect();
        rows.push(("show.aliases", aliases.join(" · ")));
    }
    if document.is_removed {
        rows.push(("show.state", messages.fill("archive.in-bin", &[("id", document.id.as_str())])));
    }
    rows
}

fn show_provision(
    shown: &Shown,
    stored: StoredReading,
    number: u32,
    lexicon: &Lexicon,
    call: &Call,
) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let id = &shown.found.expression.id;
    if stored.position(number).is_none() {
        let values = [("id", id.to_string()), ("n", number.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        terminal::complain(&messages.fill("archive.no-provision", &values));
        for note in shown.notes.iter().filter(|note| note.provision == number) {
            terminal::complain(&super::described::displaced(note, messages));
        }
        return Ok(Outcome::NothingFound);
    }
    let others = others(shown, &stored, lexicon, call)?;
    let document = document_of(shown, stored);
    let Some(provision) = document.reading.provisions.iter().find(|provision| provision.number == number) else {
        return Ok(Outcome::NothingFound);
    };
    let notes: Vec<&NoteRecord> = shown.notes.iter().filter(|note| note.provision == number).collect();
    if call.matches.get_flag("json") {
        let beside = |other: &Other| {
            let text = |number| other.texts.get(&number).cloned();
            printed::counterparts(&other.id, &other.counterparts, number, text)
        };
        let ExpressionId { document, language } = id.clone();
        common::print_json(&ShownProvision {
            id: ProvisionId { document, language: Some(language), number },
            version: shown.version,
            provision,
            notes,
            corrections: corrected_in(shown, provision),
            counterparts: others.iter().map(beside).collect(),
        })?;
        return Ok(Outcome::Done);
    }
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    if let Some([first, last]) = provision.pages {
        let pages = if first == last { first.to_string() } else { format!("{first}–{last}") };
        lines.push(("show.pages", pages));
    }
    let ranges = provision.range.iter().map(|range| format!("{}–{}", range.start, range.end));
    lines.push(("show.place", messages.fill("show.characters", &[("range", &ranges.collect::<Vec<_>>().join(", "))])));
    lines.extend(others.iter().flat_map(|other| other.lines(number, messages)));
    lines.extend(notes.into_iter().map(note_line));
    let names = Names::new(lexicon, messages.lang);
    let look = Look { messages, names: &names, columns: terminal::columns(), colour: call.color.on_stdout() };
    let made = corrections_of(shown, number).into_iter();
    lines.extend(made.map(|one| corrected::line(one, &provision.text, &look)));
    let beside = Beside { rows: Vec::new(), lines: BTreeMap::from([(number, lines)]) };
    let mut report = Report::of_archive(&look, beside);
    let mut out = io::stdout().lock();
    let title = document.reading.document.title.as_deref().map_or(messages.text("head.untitled").to_owned(), printable);
    let version = messages.fill("archive.version", &[("n", &shown.version.to_string())]);
    writeln!(out, "{id}#p{number}  ({version})  {title}")?;
    // The head is needed to know the parties, and not shown.
    report.begin(&mut io::sink(), &document)?;
    report.provision(&mut out, provision)?;
    out.flush()?;
    Ok(Outcome::Done)
}
