//! `seimei demo`: an archive of the built-in examples in the browser, or an overview of them on the terminal.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use seimei_app::archive;
use seimei_app::archive::index::IndexPlace;
use seimei_app::demo::{self, Reasons};
use seimei_app::demo::{example_lexicon, read_examples, series};
use seimei_app::names::Names;
use seimei_app::read::ReadDocument;
use seimei_model::act::{Act, ActKind, Strength};

use crate::commands::common::{self, fail};
use crate::commands::serve;
use crate::json::Json;
use crate::messages::Messages;
use crate::report::Look;
use crate::style::{ColorChoice, Family, Tone};
use crate::wrap::{self, Rich};
use crate::{Outcome, printer, terminal};

/// What is wanted of the examples.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wanted {
    /// Their archive in the browser.
    Pages,
    /// An overview on the terminal.
    Text,
    /// Their readings as JSON Lines.
    Json,
}

/// Shows the examples.
pub(crate) fn run(wanted: Wanted, color: ColorChoice, messages: &Messages) -> io::Result<Outcome> {
    match wanted {
        Wanted::Pages => Ok(pages(messages).unwrap_or_else(|outcome| outcome)),
        Wanted::Text => print(false, color, messages),
        Wanted::Json => print(true, color, messages),
    }
}

/// Makes an archive of the examples in a folder that goes when the program ends, and serves it.
fn pages(messages: &Messages) -> Result<Outcome, Outcome> {
    let unmade = |reason: &str| fail(&messages.fill("demo.unmade", &[("reason", reason)]));
    let folder = tempfile::tempdir().map_err(|error| unmade(&error.to_string()))?;
    terminal::complain(messages.text("demo.making"));
    let reasons = Reasons {
        confirmed: messages.text("demo.confirmed"),
        accepted: messages.text("demo.accepted"),
        assessed: messages.text("demo.assessed"),
    };
    let made = demo::archive(folder.path(), &common::user(), &archive::today(), reasons);
    let (archive, lexicon) = made.map_err(|error| unmade(&error.to_string()))?;
    let glyphs = Arc::new(lexicon.glyphs().clone());
    let index = IndexPlace { folder: folder.path().join("index"), glyphs };
    let address = free(serve::LISTEN.parse().map_err(|_| unmade(serve::LISTEN))?);
    terminal::complain(messages.text("demo.how"));
    serve::open_and_serve(archive, lexicon, serve::alone(index), address, true, messages)
}

/// Returns the address, or where another program listens there, the same with any port.
fn free(address: SocketAddr) -> SocketAddr {
    if TcpListener::bind(address).is_ok() { address } else { SocketAddr::new(address.ip(), 0) }
}

/// Reads the built-in examples and prints an overview, or their readings as JSON Lines.
fn print(as_json: bool, color: ColorChoice, messages: &Messages) -> io::Result<Outcome> {
    let lexicon = example_lexicon();
    let documents = read_examples(&lexicon);
    let mut out = io::BufWriter::new(io::stdout().lock());
    if as_json {
        for document in &documents {
            printer::print(&mut Json::new(true), &mut out, document)?;
        }
        return out.flush().map(|()| Outcome::Done);
    }
    let names = Names::new(&lexicon, messages.lang);
    let look = Look { messages, names: &names, columns: terminal::columns(), colour: color.on_stdout() };
    let mut text = look.rule("━");
    text += &look.line(Tone::Heading, messages.text("demo.title"));
    text += &look.rule("━");
    text += &look.line(Tone::Plain, messages.text("demo.about"));
    text += &list_of_documents(&documents, &look);
    text += &moves(&series(&documents), &look);
    text += &mechanisms(&series(&documents), &look);
    let once = once(&documents, messages);
    text += &promises(&once, &look);
    text += &events(&once, &look);
    text.push('\n');
    text += &look.line(Tone::Heading, messages.text("demo.next"));
    text += &look.rule("─");
    for key in ["demo.try-read", "demo.try-explain", "demo.try-own"] {
        text += &look.lines(&Rich::new(Tone::Plain, messages.text(key)), 2, 4);
    }
    let by = [("version", env!("CARGO_PKG_VERSION")), ("lexicon", lexicon.version())];
    text.push('\n');
    text += &look.line(Tone::Faint, &messages.fill("tail.by", &by));
    out.write_all(text.as_bytes())?;
    out.flush().map(|()| Outcome::Done)
}

/// Leaves out news pages, which repeat, and of an original and its translation the one not in the reader's language.
fn once<'a>(documents: &'a [ReadDocument], messages: &Messages) -> Vec<&'a ReadDocument> {
    let is_same = |one: &ReadDocument, other: &ReadDocument| {
        let (one, other) = (&one.reading.document, &other.reading.document);
        one.date == other.date && one.kind == other.kind && one.language != other.language
    };
    let is_wanted = |document: &&ReadDocument| {
        document.reading.parts.is_empty()
            && (document.reading.document.language == messages.lang
                || !documents.iter().any(|other| is_same(other, document)))
    };
    documents.iter().filter(is_wanted).collect()
}

fn date_of(document: &ReadDocument, look: &Look) -> String {
    document.reading.document.date.as_ref().map_or_else(|| "—".to_owned(), |date| look.date(date))
}

fn acts(document: &ReadDocument) -> impl Iterator<Item = &Act> {
    document.reading.provisions.iter().flat_map(|provision| &provision.acts)
}

/// Returns a padded cell that no line ends inside.
fn cell(text: &str, columns: usize) -> String {
    wrap::pad(text, columns).replace(' ', "\u{a0}")
}

fn table_line(look: &Look, line: &Rich, rest: usize) -> String {
    look.lines(line, 0, rest).replace('\u{a0}', " ")
}

/// Who speaks, when, and how much.
fn list_of_documents(documents: &[ReadDocument], look: &Look) -> String {
    let messages = look.messages;
    let mut out = look.list_heading(messages.text("demo.documents"), documents.len());
    let when = documents.iter().map(|document| wrap::width(&date_of(document, look))).max().unwrap_or(0) + 2;
    for document in documents {
        let reading = &document.reading;
        let mut line = Rich::new(Tone::Plain, cell(&date_of(document, look), when));
        let kind = messages.label("kind", reading.document.kind.word());
        line.push(Tone::Heading, kind);
        line.push(Tone::Plain, format!(" · {}", look.actors(&reading.document.parties)));
        line.push(Tone::Faint, format!(" · {}", messages.label("language", reading.document.language.tag())));
        out += &table_line(look, &line, when);
        let promises = acts(document).filter(|act| act.commitment).count();
        let figures = [
            messages.count("count.provisions", reading.provisions.len()),
            messages.count("count.acts", acts(document).count()),
            messages.count("count.commitments", promises),
        ];
        let line = Rich::new(Tone::Faint, format!("{} · {}", figures.join(" · "), document.file));
        out += &look.lines(&line, when, when);
    }
    out
}

/// What moved between the yearly statements: acts in counts, and how strongly the same thing was said.
fn moves(series: &[&ReadDocument], look: &Look) -> String {
    let messages = look.messages;
    let mut out = look.list_heading(messages.text("demo.moves"), series.len());
    let year = |document: &ReadDocument| {
        let date = document.reading.document.date.as_ref().and_then(seimei_model::date::Edtf::year);
        date.map_or_else(|| "—".to_owned(), |year| year.to_string())
    };
    let mut rows: Vec<(String, Tone, Vec<String>)> = Vec::new();
    let years = series.iter().map(|document| year(document)).collect();
    rows.push((String::new(), Tone::Faint, years));
    let row = |count: &dyn Fn(&ReadDocument) -> usize| -> Vec<String> {
        series
            .iter()
            .map(|document| count(document))
            .map(|count| if count == 0 { "–".to_owned() } else { count.to_string() })
            .collect()
    };
    for kind in ActKind::ALL {
        let cells = row(&|document| acts(document).filter(|act| act.act == *kind).count());
        if *kind != ActKind::State && cells.iter().any(|cell| cell != "–") {
            rows.push((messages.label("act", kind.word()).to_owned(), Tone::Act(Family::of(*kind)), cells));
        }
    }
    let promises = row(&|document| acts(document).filter(|act| act.commitment).count());
    rows.push((messages.text("demo.promises").to_owned(), Tone::Promise, promises));
    let dated = row(&|document| acts(document).filter(|act| act.commitment && act.due.is_some()).count());
    rows.push((messages.text("demo.dated").to_owned(), Tone::Promise, dated));
    let strong = row(&|document| acts(document).filter(|act| act.strength != Strength::Plain).count());
    rows.push((messages.text("demo.strong").to_owned(), Tone::Warning, strong));
    let labels = rows.iter().map(|(label, _, _)| wrap::width(label)).max().unwrap_or(0) + 2;
    for (label, tone, cells) in rows {
        let mut line = Rich::new(tone, cell(&label, labels.max(6)));
        for text in cells {
            line.push(Tone::Plain, format!("{text:>6}").replace(' ', "\u{a0}"));
        }
        out += &table_line(look, &line, 0);
    }
    out + "\n" + &strengths(series, look)
}

/// How strongly the parties spoke to the same address in each year.
fn strengths(series: &[&ReadDocument], look: &Look) -> String {
    let messages = look.messages;
    let mut said: BTreeMap<(ActKind, String), Vec<Option<Strength>>> = BTreeMap::new();
    for (index, document) in series.iter().enumerate() {
        for act in acts(document).filter(|act| !act.targets.is_empty() && act.act != ActKind::Welcome) {
            let row = said.entry((act.act, look.actors(&act.targets))).or_insert_with(|| vec![None; series.len()]);
            row[index] = row[index].max(Some(act.strength));
        }
    }
    let mut out = look.line(Tone::Faint, messages.text("demo.strengths"));
    let word = |strength: Option<Strength>| match strength {
        None => messages.text("demo.unsaid").to_owned(),
        Some(Strength::Plain) => messages.text("demo.plain").to_owned(),
        Some(strength) => messages.label("strength", strength.word()).to_owned(),
    };
    for ((act, target), row) in said {
        let steps: Vec<String> = row.iter().map(|strength| word(*strength)).collect();
        if row.iter().filter(|strength| strength.is_some()).count() < 2
            || steps.windows(2).all(|pair| pair[0] == pair[1])
        {
            continue;
        }
        let mut line = Rich::new(Tone::Act(Family::of(act)), messages.label("act", act.word()));
        line.push(Tone::Plain, format!(" → {target}: "));
        line.push(Tone::Warning, steps.join(" ▸ "));
        out += &look.lines(&line, 2, 4);
    }
    out
}

/// Which frameworks each yearly statement names.
fn mechanisms(series: &[&ReadDocument], look: &Look) -> String {
    let messages = look.messages;
    let mut named: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (index, document) in series.iter().enumerate() {
        for mechanism in document.reading.provisions.iter().flat_map(|provision| &provision.mechanisms) {
            // An exercise that carries its year is one exercise.
            let name = wrap::printable(mechanism.text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end());
            named.entry(name.clone()).or_insert_with(|| {
                order.push(name);
                vec![false; series.len()]
            })[index] = true;
        }
    }
    let mut out = look.list_heading(messages.text("demo.mechanisms"), order.len());
    for name in order {
        let years = named.get(&name).map(Vec::as_slice).unwrap_or_default();
        let marks: String = years.iter().map(|is_named| if *is_named { "●\u{a0}" } else { "·\u{a0}" }).collect();
        let mut line = Rich::new(Tone::Plain, format!("{marks}\u{a0}"));
        line.push(Tone::Plain, name);
        if years.first() == Some(&true) && years.last() == Some(&false) || years == [false, true, false] {
            line.push(Tone::Faint, " · ");
            line.push(Tone::Warning, messages.text("demo.silent"));
        }
        out += &table_line(look, &line, 8);
    }
    out
}

/// Promises with a date, of all documents, by date.
fn promises(documents: &[&ReadDocument], look: &Look) -> String {
    let mut rows = Vec::new();
    for document in documents {
        for provision in &document.reading.provisions {
            for act in provision.acts.iter().filter(|act| act.commitment) {
                rows.extend(act.due.as_ref().map(|due| (due.as_str(), document, provision, act)));
            }
        }
    }
    rows.sort_by_key(|(due, document, provision, _)| (*due, &document.file, provision.number));
    let mut out = look.list_heading(look.messages.text("demo.due"), rows.len());
    let when = rows.iter().filter_map(|(_, _, _, act)| act.due.as_ref()).map(|due| wrap::width(&look.date(due))).max();
    let when = when.unwrap_or(0).min(look.columns / 3) + 2;
    for (_, document, provision, act) in rows {
        let due = act.due.as_ref().map_or_else(String::new, |due| look.date(due));
        let mut line = Rich::new(Tone::Promise, cell(&due, when));
        line.push(Tone::Plain, look.actors(&act.actors));
        let number = provision.number.to_string();
        let source = [("date", date_of(document, look)), ("n", number)];
        let source: Vec<(&str, &str)> = source.iter().map(|(name, value)| (*name, value.as_str())).collect();
        line.push(Tone::Faint, format!(" · {}", look.messages.fill("demo.source", &source)));
        out += &table_line(look, &line, when);
        let what = wrap::cut(
            &wrap::printable(act.clause_in(&provision.text)),
            look.columns.saturating_sub(when).max(20) * 2 - 2,
        );
        out += &look.lines(&Rich::new(Tone::Faint, what), when, when);
    }
    out
}

/// What happened, of all documents, by date; what two documents tell alike stands once.
fn events(documents: &[&ReadDocument], look: &Look) -> String {
    let mut rows: BTreeMap<(String, &str, String), (String, String)> = BTreeMap::new();
    for document in documents {
        for event in &document.reading.events {
            // What a statement announces has not happened yet.
            let provision = document.reading.provisions.get((event.provision as usize).saturating_sub(1));
            let is_promised =
                provision.is_some_and(|it| it.acts.iter().any(|act| act.due.as_ref() == Some(&event.date)));
            if is_promised || document.reading.document.date.as_ref().is_some_and(|date| event.date > *date) {
                continue;
            }
            let key = (event.date.as_str().to_owned(), event.event_type.word(), look.actors(&event.participants));
            rows.entry(key).or_insert_with(|| (look.date(&event.date), wrap::printable(&event.quote)));
        }
    }
    let mut out = look.list_heading(look.messages.text("demo.chronology"), rows.len());
    let when = rows.values().map(|(date, _)| wrap::width(date)).max().unwrap_or(0) + 2;
    for ((_, kind, who), (date, quote)) in rows {
        let mut line = Rich::new(Tone::Plain, cell(&date, when));
        line.push(Tone::Act(Family::Contact), look.messages.label("event", kind));
        line.push(Tone::Plain, format!(" · {who}"));
        out += &table_line(look, &line, when);
        let quote = wrap::cut(&quote, look.columns.saturating_sub(when).max(20));
        out += &look.lines(&Rich::new(Tone::Faint, quote), when, when);
    }
    out
}
