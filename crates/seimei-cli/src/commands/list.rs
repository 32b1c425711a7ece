//! `seimei list`: the documents of the archive, one a line.

use std::io::{self, Write as _};

use clap::{ArgAction, Command};
use seimei_model::record::DocumentRecord;

use crate::commands::Call;
use crate::commands::common::{self, Stop, option};
use crate::commands::filter;
use crate::messages::Messages;
use crate::style::{END, Tone};
use crate::wrap::{cut, pad, printable, width};
use crate::{Outcome, terminal};

/// The fewest columns that a title is given.
const TITLE_COLUMNS: usize = 24;

/// Adds the arguments.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let command = filter::with_filter(command, messages)
        .arg(option("removed", "list.removed", messages).action(ArgAction::SetTrue));
    common::with_archive(command, messages)
}

/// Lists.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(list(call))
}

fn list(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let mut filter = filter::filter(call);
    filter.removed = call.matches.get_flag("removed");
    let documents = archive.store().documents(&filter).map_err(|error| common::refuse(&error, messages))?;
    if call.matches.get_flag("json") {
        common::print_json_lines(&documents)?;
    } else if !documents.is_empty() {
        let mut out = io::BufWriter::new(io::stdout().lock());
        out.write_all(table(&documents, call).as_bytes())?;
        out.flush()?;
    }
    if documents.is_empty() {
        let key = if filter.removed { "list.bin-empty" } else { "list.none" };
        terminal::complain(messages.text(key));
        return Ok(Outcome::NothingFound);
    }
    terminal::complain(&messages.count("count.documents", documents.len()));
    Ok(Outcome::Done)
}

/// Returns the documents as a table: name, date, languages, kind, title.
fn table(documents: &[DocumentRecord], call: &Call) -> String {
    let messages = call.messages;
    let cells: Vec<[String; 5]> = documents.iter().map(|document| row(document, messages)).collect();
    let mut columns = [0; 5];
    for row in &cells {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = (*column).max(width(cell));
        }
    }
    let before: usize = columns[..4].iter().map(|columns| columns + 2).sum();
    let room = terminal::columns().saturating_sub(before).max(TITLE_COLUMNS);
    let colour = call.color.on_stdout();
    let mut out = String::new();
    for row in &cells {
        let [name, date, languages, kind, title] = row;
        let (begin, end) = if colour { (Tone::Heading.begin(), END) } else { (String::new(), "") };
        let name = format!("{begin}{}{end}", pad(name, columns[0]));
        let line = format!(
            "{name}  {}  {}  {}  {}",
            pad(date, columns[1]),
            pad(languages, columns[2]),
            pad(kind, columns[3]),
            cut(title, room)
        );
        out += line.trim_end();
        out.push('\n');
    }
    out
}

fn row(document: &DocumentRecord, messages: &Messages) -> [String; 5] {
    let described = &document.description;
    let languages: Vec<&str> = document.expressions.iter().map(|expression| expression.id.language.tag()).collect();
    // A title in the reader's own language serves better than the first one.
    let own = document.expressions.iter().find(|expression| expression.id.language == messages.lang);
    let title = document.said.title.as_ref().or(own.and_then(|own| own.title.as_ref())).or(described.title.as_ref());
    [
        document.id.to_string(),
        described.date.as_ref().map_or_else(|| "—".to_owned(), |date| date.as_str().to_owned()),
        languages.join(" "),
        described.kind.map_or("", |kind| messages.label("kind", kind.word())).to_owned(),
        title.map_or_else(|| messages.text("head.untitled").to_owned(), |title| printable(title)),
    ]
}
