//! An entry in a list: its name and days, who owes what to whom by when, how it stands; the words; what there is of it.

use seimei_app::archive::register::Class;
use seimei_app::archive::register::entry::{Entry, Standing};

use super::told::{self, BETWEEN};
use crate::report::Look;
use crate::style::{Family, Tone};
use crate::wrap::{Rich, cut, printable};

/// Columns before the lines under the name.
const INDENT: usize = 2;
/// Lines of the words, at most; `show` has all.
const LINES: usize = 4;

/// Returns the block.
pub(super) fn block(entry: &Entry, class: Class, look: &Look) -> String {
    let messages = look.messages;
    let mut head = Rich::new(Tone::Heading, entry.id.to_string());
    let [first, last] = told::days(entry);
    let days = match (first, last) {
        _ if entry.undertakings.is_empty() => messages.text("register.added-by-hand").to_owned(),
        (Some(first), Some(last)) if first != last => {
            let (first, last) = (told::day(Some(first), look), told::day(Some(last), look));
            messages.fill("trace.span", &[("first", &first), ("last", &last)])
        }
        (first, _) => told::day(first, look),
    };
    head.push(Tone::Faint, format!("  {days}"));
    let mut out = look.lines(&head, 0, INDENT);
    out += &look.lines(&standing(entry, class, look), INDENT, INDENT);
    let room = look.columns.saturating_sub(INDENT + 1) * LINES;
    out += &look.lines(&Rich::new(Tone::Plain, cut(&printable(&entry.what), room)), INDENT, INDENT);
    for line in [about(entry, look), history(entry, look)] {
        if !line.is_empty() {
            out += &look.lines(&Rich::new(Tone::Faint, line), INDENT, INDENT);
        }
    }
    out
}

/// Returns who owes it to whom, how it binds, by when, how it stands.
fn standing(entry: &Entry, class: Class, look: &Look) -> Rich {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Plain, told::parties(&entry.by, &entry.to, look));
    line.push(Tone::Plain, BETWEEN);
    line.push(Tone::Act(Family::of(entry.act)), told::act(entry.act, entry.strength, messages));
    if let Some(due) = &entry.due {
        line.push(
            Tone::Promise,
            format!("{BETWEEN}{}", messages.fill("register.due-on", &[("date", &look.date(due))])),
        );
    }
    line.push(Tone::Plain, BETWEEN);
    line.push(told::tone(class), messages.label("class", class.word()));
    match entry.standing {
        Standing::Read => {}
        Standing::Confirmed => line.push(Tone::Plain, format!("{BETWEEN}{}", messages.label("standing", "confirmed"))),
        Standing::Rejected => line.push(Tone::Warning, format!("{BETWEEN}{}", messages.label("standing", "rejected"))),
    }
    line
}

fn about(entry: &Entry, look: &Look) -> String {
    let topics = told::topics(&entry.topics, look.messages);
    let mechanisms = told::written(&entry.mechanisms, look.messages);
    let areas: Vec<String> = entry.areas.iter().map(ToString::to_string).collect();
    let areas = look.messages.list(areas.iter().map(String::as_str));
    let parts = [topics, mechanisms, areas];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

/// Returns how often it was said, and how much evidence there is.
fn history(entry: &Entry, look: &Look) -> String {
    let messages = look.messages;
    let mut parts = Vec::new();
    let said = entry.said();
    if said > 1 {
        let last = told::day(told::days(entry)[1], look);
        parts.push(messages.fill("register.said", &[("n", &said.to_string()), ("last", &last)]));
    }
    if !entry.evidence.is_empty() {
        parts.push(messages.count("register.count-evidence", entry.evidence.len()));
    }
    if !entry.offers.is_empty() {
        parts.push(messages.count("register.count-offers", entry.offers.len()));
    }
    parts.join(BETWEEN)
}
