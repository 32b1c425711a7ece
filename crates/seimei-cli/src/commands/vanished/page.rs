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
/// Where so much of both is kept, a formula was probably reworded rather than left out.
const REWORDED: f64 = 0.5;
/// Lines of a last wording, at most.
const LINES: usize = 4;

/// Returns the whole page; `all` is how many there are, shown or not. Formulas that are first missing in one document stand
/// together, since one short document may lack many.
pub(super) fn page(gone: &[Gone], nearest: &[Option<Near>], all: usize, tracing: &Tracing, look: &Look) -> String {
    let messages = look.messages;
    let mut out = look.lines(&Rich::new(Tone::Warning, messages.text("vanished.caution")), 0, 0);
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (number, gone) in gone.iter().enumerate() {
        let Some(lacking) = gone.lacking.first().copied() else { continue };
        match groups.iter_mut().find(|(known, _)| *known == lacking) {
            Some((_, numbers)) => numbers.push(number),
            None => groups.push((lacking, vec![number])),
        }
    }
    let mut shown = 0;
    for (lacking, numbers) in groups {
        out += &heading(lacking, numbers.len(), tracing, look);
        for number in numbers {
            shown += 1;
            out.push('\n');
            out += &block(shown, &gone[number], nearest.get(number).and_then(Option::as_ref), tracing, look);
        }
    }
    out.push('\n');
    if all > gone.len() {
        let values = [("shown", gone.len().to_string()), ("all", all.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        out += &look.line(Tone::Faint, &messages.fill("trace.some", &values));
    }
    out + &look.line(Tone::Faint, &told::searched(tracing, look))
}

/// Returns the heading of the formulas that are first missing in one document, with how long it is.
fn heading(lacking: usize, count: usize, tracing: &Tracing, look: &Look) -> String {
    let messages = look.messages;
    let Some(text) = tracing.texts().get(lacking) else { return String::new() };
    let values = [("date", date(text, look)), ("parties", parties(text.parties(), look))];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    let head = messages.fill("vanished.first", &values);
    let length = messages.count("count.provisions", text.reading.provisions.len());
    let about = format!("{} · {} · {length}", text.expression.id, title(text, look));
    look.list_heading(&head, count) + &look.lines(&Rich::new(Tone::Warning, about), 0, 2)
}

fn block(number: usize, gone: &Gone, near: Option<&Near>, tracing: &Tracing, look: &Look) -> String {
    let messages = look.messages;
    let Some(last) = gone.members.last() else { return String::new() };
    let mut places: Vec<usize> = gone.members.iter().map(|member| tracing.text_of(*member)).collect();
    places.dedup();
    let texts: Vec<&Text> = places.iter().filter_map(|place| tracing.texts().get(*place)).collect();
    let values = [
        ("has", texts.len().to_string()),
        ("of", gone.of.to_string()),
        ("span", told::span(&texts, look)),
        ("lacking", messages.count("vanished.lacking", gone.lacking.len())),
    ];
    let often = messages.fill("vanished.often", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
    let mut out = look.lines(&Rich::new(Tone::Heading, format!("{number:>2}  {often}")), 0, INDENT);
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
    // One provision of each earlier text is enough to go on from.
    let one_of = |place: &usize| gone.members.iter().find(|member| tracing.text_of(**member) == *place);
    let earlier: Vec<String> =
        places.iter().rev().skip(1).filter_map(one_of).map(|member| tracing.reference(*member).to_string()).collect();
    if !earlier.is_empty() {
        out += &row("vanished.earlier", Tone::Faint, messages.list(earlier.iter().map(String::as_str)));
    }
    match near {
        Some(near) => {
            let is_alike = near.changed.likeness >= REWORDED;
            let key = if is_alike { "vanished.reworded" } else { "vanished.nearest" };
            out += &row(key, Tone::Plain, tracing.reference(near.passage).to_string());
            let words = &tracing.at(near.passage).1.text;
            let inline = terminal::inline(&provision.text, words, &near.changed.difference.segments);
            out += &look.lines(&inline, INDENT + 2, INDENT + 2);
        }
        None => out += &look.lines(&Rich::new(Tone::Faint, messages.text("vanished.no-nearest")), INDENT, INDENT),
    }
    out
}
