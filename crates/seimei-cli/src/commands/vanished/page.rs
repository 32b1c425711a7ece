//! Formulas that were left out, for a person: whose, the last wording, where it stood, the first text without it, and what
//! stands there in its place.

use seimei_app::archive::trace::{Gone, Near, Text, Tracing};

use crate::commands::trace::told::{self, date, parties, title};
use crate::report::Look;
use crate::style::Tone;
use crate::wording::terminal;
use crate::wrap::{Rich, cut, printable};

/// Columns before the words.
const INDENT: usize = 4;
/// Lines of a last wording, at most.
const LINES: usize = 4;

/// Returns the whole page; `all` is how many there are, shown or not.
pub(super) fn page(gone: &[Gone], nearest: &[Option<Near>], all: usize, tracing: &Tracing, look: &Look) -> String {
    let messages = look.messages;
    let mut out = look.lines(&Rich::new(Tone::Warning, messages.text("vanished.caution")), 0, 0);
    for (number, (gone, near)) in gone.iter().zip(nearest).enumerate() {
        out.push('\n');
        out += &block(number + 1, gone, near.as_ref(), tracing, look);
    }
    out.push('\n');
    if all > gone.len() {
        let values = [("shown", gone.len().to_string()), ("all", all.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        out += &look.line(Tone::Faint, &messages.fill("trace.some", &values));
    }
    out + &look.line(Tone::Faint, &told::searched(tracing, look))
}

fn block(number: usize, gone: &Gone, near: Option<&Near>, tracing: &Tracing, look: &Look) -> String {
    let messages = look.messages;
    let (Some(last), Some(lacking)) = (gone.members.last(), gone.lacking.first()) else { return String::new() };
    let Some(lacking) = tracing.texts().get(*lacking) else { return String::new() };
    let mut places: Vec<usize> = gone.members.iter().map(|member| tracing.text_of(*member)).collect();
    places.dedup();
    let texts: Vec<&Text> = places.iter().filter_map(|place| tracing.texts().get(*place)).collect();
    let values = [
        ("has", texts.len().to_string()),
        ("of", gone.of.to_string()),
        ("span", told::span(&texts, look)),
        ("lacking", messages.count("vanished.lacking", gone.lacking.len())),
    ];
    let mut head = Rich::new(Tone::Heading, format!("{number:>2}  {}", parties(&gone.parties, look)));
    let often = messages.fill("vanished.often", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
    head.push(Tone::Plain, format!("  {often}"));
    let mut out = look.lines(&head, 0, INDENT);
    let row = |key: &'static str, tone: Tone, text: String| {
        let mut line = Rich::new(Tone::Faint, format!("{}  ", messages.text(key)));
        line.push(tone, text);
        look.lines(&line, INDENT, INDENT + 2)
    };
    let (text, provision) = tracing.at(*last);
    let about = format!("{} · {} · {}", date(text, look), tracing.reference(*last), title(text, look));
    out += &row("vanished.last", Tone::Plain, about);
    let room = look.columns.saturating_sub(INDENT + 2) * LINES;
    let words = Rich::new(Tone::Plain, cut(&printable(&provision.text), room));
    out += &look.lines(&words, INDENT + 2, INDENT + 2);
    let earlier: Vec<String> = (gone.members.iter().rev().skip(1))
        .map(|member| format!("{} {}", date(tracing.at(*member).0, look), tracing.reference(*member)))
        .collect();
    if !earlier.is_empty() {
        out += &row("vanished.earlier", Tone::Faint, messages.list(earlier.iter().map(String::as_str)));
    }
    let about = format!("{} · {} · {}", date(lacking, look), lacking.expression.id, title(lacking, look));
    out += &row("vanished.first", Tone::Warning, about);
    match near {
        Some(near) => {
            out += &row("vanished.nearest", Tone::Plain, tracing.reference(near.passage).to_string());
            let words = &tracing.at(near.passage).1.text;
            let inline = terminal::inline(&provision.text, words, &near.changed.difference.segments);
            out += &look.lines(&inline, INDENT + 2, INDENT + 2);
        }
        None => out += &look.lines(&Rich::new(Tone::Faint, messages.text("vanished.no-nearest")), INDENT, INDENT),
    }
    out
}
