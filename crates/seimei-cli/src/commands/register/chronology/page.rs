//! The chronology for a person: years as headings, a block each happening.

use seimei_app::archive::register::Rules;
use seimei_app::archive::register::chronology::{Happening, Precision, Source};
use std::fmt::Write as _;

use crate::commands::register::sum;
use crate::commands::register::told::BETWEEN;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};

/// Columns before the words.
const INDENT: usize = 4;
/// So many sources are named; the others are counted.
const SOURCES: usize = 6;

/// Returns the whole page; `found` is what there is, shown or not.
pub(super) fn page(shown: &[&Happening], found: &[&Happening], rules: &Rules, look: &Look) -> String {
    let messages = look.messages;
    let mut out = String::new();
    let mut year = None;
    for happening in shown {
        let own = happening.date.as_str().get(..4).filter(|own| own.bytes().all(|b| b.is_ascii_digit()));
        let own = own.or_else(|| happening.day_first.get(..4));
        if own != year {
            year = own;
            let heading = year.map(|year| messages.fill("chronology.year", &[("year", year)])).unwrap_or_default();
            let _ = write!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, look.line(Tone::Heading, &heading));
        }
        out += &block(happening, look);
    }
    let planned = shown.iter().filter(|happening| happening.planned).count();
    let conflicts = shown.iter().filter(|happening| !happening.conflicts.is_empty()).count();
    let mut said = vec![messages.count("chronology.count", found.len())];
    if shown.len() < found.len() {
        said.push(messages.fill("chronology.some", &[("n", &shown.len().to_string())]));
    }
    if planned > 0 {
        said.push(messages.fill("chronology.planned-count", &[("n", &planned.to_string())]));
    }
    if conflicts > 0 {
        said.push(messages.fill("chronology.conflict-count", &[("n", &conflicts.to_string())]));
    }
    let line = format!("{}{BETWEEN}{}", said.join(BETWEEN), sum::by(rules, messages));
    let _ = write!(out, "\n{}", look.lines(&Rich::new(Tone::Faint, line), 0, 0));
    out
}

/// Returns how exact a date is, in the word of the data.
pub(super) fn precision(happening: &Happening) -> &'static str {
    match happening.precision {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::Longer => "longer",
    }
}

fn block(happening: &Happening, look: &Look) -> String {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Heading, look.date(&happening.date));
    line.push(Tone::Plain, format!("{BETWEEN}{}", messages.label("event", happening.kind.word())));
    if !happening.participants.is_empty() {
        line.push(Tone::Plain, format!("{BETWEEN}{}", look.actors(&happening.participants)));
    }
    if happening.planned {
        line.push(Tone::Promise, format!("{BETWEEN}{}", messages.text("chronology.planned")));
    }
    let mut out = look.lines(&line, 0, INDENT);
    out += &look.lines(&Rich::new(Tone::Plain, printable(&happening.what)), INDENT, INDENT);
    let place =
        happening.place.as_deref().map(|place| messages.fill("chronology.place", &[("place", &printable(place))]));
    let sources = messages.fill("chronology.sources", &[("names", &names(&happening.sources, look))]);
    let rest: Vec<String> = place.into_iter().chain([sources]).collect();
    out += &look.lines(&Rich::new(Tone::Faint, rest.join(BETWEEN)), INDENT, INDENT);
    for conflict in &happening.conflicts {
        let values = [("date", look.date(&conflict.date)), ("names", names(&conflict.sources, look))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        out += &look.lines(&Rich::new(Tone::Warning, messages.fill("chronology.conflict", &values)), INDENT, INDENT);
    }
    out
}

fn names(sources: &[Source], look: &Look) -> String {
    let mut names: Vec<String> = sources.iter().take(SOURCES).map(|source| source.provision.to_string()).collect();
    if sources.len() > SOURCES {
        let more = (sources.len() - SOURCES).to_string();
        names.push(look.messages.fill("chronology.more-sources", &[("n", &more)]));
    }
    look.messages.list(names.iter().map(String::as_str))
}
