//! Mechanisms in words: names, kinds, rhythms, silence.

use seimei_app::archive::register::SILENT;
use seimei_app::archive::register::directory::Mechanism;
use seimei_model::date::Edtf;

use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};

/// What stands between the parts of a line.
pub(in crate::commands::register) use crate::commands::register::told::BETWEEN;

pub(in crate::commands::register) use seimei_locale::told::mechanism::{
    KINDS, called, kind, months, names, rhythm, rhythm_in_words,
};

/// Returns a day in words.
pub(in crate::commands::register) fn day(day: &str, look: &Look) -> String {
    look.date(&Edtf::new(day))
}

/// Returns how it stands on a day: last held, next expected, last named, silent.
pub(in crate::commands::register) fn standing(one: &Mechanism, today: &str, look: &Look) -> Vec<(Tone, String)> {
    let messages = look.messages;
    let mut parts = Vec::new();
    if let Some(rhythm) = one.rhythm {
        parts.push((Tone::Plain, rhythm_in_words(rhythm, messages)));
    }
    if let Some(held) = one.last_held() {
        parts.push((Tone::Plain, messages.fill("mechanism.held", &[("day", &day(held, look))])));
    }
    if let Some(expected) = one.next_expected() {
        let is_past = expected.as_str() < today;
        let (tone, key) =
            if is_past { (Tone::Warning, "mechanism.was-expected") } else { (Tone::Promise, "mechanism.expected") };
        parts.push((tone, messages.fill(key, &[("day", &day(&expected, look))])));
    }
    if let Some(seen) = one.last_seen() {
        parts.push((Tone::Faint, messages.fill("mechanism.seen", &[("day", &day(seen, look))])));
    }
    if let Some(months) = one.silent_for(today).filter(|months| one.meets() && *months >= SILENT) {
        parts.push((Tone::Warning, messages.fill("mechanism.silent-for", &[("n", &months.to_string())])));
    }
    parts
}

/// Returns a mechanism as a block of a list.
pub(in crate::commands::register) fn block(one: &Mechanism, today: &str, look: &Look) -> String {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Heading, called(one, messages));
    line.push(Tone::Faint, format!("{BETWEEN}{}", messages.label("mechanism-kind", &one.kind)));
    if !one.parties.is_empty() {
        line.push(Tone::Plain, format!("{BETWEEN}{}", look.actors(&one.parties)));
    }
    let mut out = look.lines(&line, 0, 4);
    let own = called(one, messages);
    let others: Vec<String> =
        names(one).concat().iter().map(|name| printable(name)).filter(|name| *name != own).collect();
    if !others.is_empty() {
        let others = messages.list(others.iter().take(4).map(String::as_str));
        out += &look.lines(&Rich::new(Tone::Faint, messages.fill("mechanism.also", &[("names", &others)])), 4, 4);
    }
    let mut line = Rich::default();
    for (tone, part) in standing(one, today, look) {
        if !line.is_empty() {
            line.push(Tone::Faint, BETWEEN);
        }
        line.push(tone, part);
    }
    let count = messages.count("mechanism.sightings", one.sightings.len());
    line.push(Tone::Faint, if line.is_empty() { count } else { format!("{BETWEEN}{count}") });
    out += &look.lines(&line, 4, 4);
    out + &look.lines(&Rich::new(Tone::Faint, one.id.to_string()), 4, 4)
}
