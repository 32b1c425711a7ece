//! One mechanism for a person: names, kind, parties, meetings, promises, where it is named.

use seimei_app::archive::register::Registry;
use seimei_app::archive::register::directory::{Held, Mechanism, Promise, Sighting};
use seimei_model::code::Lang;

use super::told::{self, BETWEEN};
use crate::commands::register::{sum, told as entries};
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};

/// Returns the whole page.
pub(super) fn page(one: &Mechanism, today: &str, registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    let mut out = look.lines(&Rich::new(Tone::Heading, told::called(one, messages)), 0, 2);
    out += &head(one, today, registry, look);
    out += &section("mechanism.held-heading", &one.held, look, |held| held_line(held, look));
    out += &section("mechanism.promises-heading", &one.promises, look, |promise| promise_line(promise, look));
    out += &section("mechanism.sightings-heading", &one.sightings, look, |sighting| sighting_line(sighting, look));
    let changed = if one.changed == 0 {
        messages.text("mechanism.never-changed").to_owned()
    } else {
        messages.fill("mechanism.changed", &[("n", &one.changed.to_string())])
    };
    let line = format!("{changed}{BETWEEN}{}", sum::by(&registry.rules(), messages));
    out + &format!("\n{}", look.lines(&Rich::new(Tone::Faint, line), 0, 0))
}

fn head(one: &Mechanism, today: &str, registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    let plain = |text: String| Rich::new(Tone::Plain, text);
    let mut rows: Vec<(&str, Rich)> = vec![(messages.text("mechanism.id"), plain(one.id.to_string()))];
    for (key, names) in ["mechanism.names-ja", "mechanism.names-en"].into_iter().zip(told::names(one)) {
        let counted = |name: &String| {
            let is_by_hand = |of: &&seimei_app::archive::register::directory::Called| of.text == *name;
            let own = one.names.iter().find(is_by_hand);
            match own {
                Some(own) if own.language == Lang::Und => {
                    messages.fill("mechanism.name-by-hand", &[("name", &printable(name))])
                }
                Some(own) => format!("{} ({})", printable(name), own.count),
                None => printable(name),
            }
        };
        let names: Vec<String> = names.iter().map(counted).collect();
        if !names.is_empty() {
            rows.push((messages.text(key), plain(messages.list(names.iter().map(String::as_str)))));
        }
    }
    rows.push((messages.text("mechanism.is"), plain(messages.label("mechanism-kind", &one.kind).to_owned())));
    rows.push((messages.text("mechanism.of"), plain(look.actors(&one.parties))));
    if !one.observers.is_empty() {
        rows.push((messages.text("mechanism.observers"), plain(look.actors(&one.observers))));
    }
    if let Some(period) = &one.period {
        rows.push((messages.text("mechanism.period"), plain(look.date(period))));
    }
    let mut standing = Rich::default();
    for (tone, part) in told::standing(one, today, look) {
        if !standing.is_empty() {
            standing.push(Tone::Faint, BETWEEN);
        }
        standing.push(tone, part);
    }
    rows.push((messages.text("mechanism.stands"), standing));
    let entries = registry.register().entries.iter().filter(|entry| {
        entry.mechanisms.iter().any(|name| one.names.iter().any(|of| of.text == *name) || *name == one.id.as_str())
    });
    rows.push((messages.text("mechanism.entries"), plain(messages.count("stocktake.commitments", entries.count()))));
    entries::rows(&rows, look)
}

fn section<T>(key: &'static str, items: &[T], look: &Look, line: impl Fn(&T) -> Rich) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut out = look.list_heading(look.messages.text(key), items.len());
    for item in items {
        out += &look.lines(&line(item), 0, 4);
    }
    out
}

fn held_line(held: &Held, look: &Look) -> Rich {
    let messages = look.messages;
    let date = held.date.as_ref().map_or_else(|| messages.text("register.undated").to_owned(), |date| look.date(date));
    let date = if held.said { date } else { messages.fill("mechanism.before", &[("date", &date)]) };
    let mut line = Rich::new(Tone::Plain, date);
    if let Some(ordinal) = held.ordinal {
        line.push(
            Tone::Plain,
            format!("{BETWEEN}{}", messages.fill("mechanism.ordinal", &[("n", &ordinal.to_string())])),
        );
    }
    let source = match &held.provision {
        Some(provision) => provision.to_string(),
        None => messages.fill("mechanism.by-hand", &[("reason", &printable(&held.words))]),
    };
    line.push(Tone::Faint, format!("{BETWEEN}{source}"));
    line
}

fn promise_line(promise: &Promise, look: &Look) -> Rich {
    let day = entries::day(promise.day.as_deref(), look);
    let mut line = Rich::new(Tone::Plain, told::rhythm_in_words(promise.rhythm, look.messages));
    let words = look.messages.fill("mechanism.words", &[("words", &printable(&promise.words))]);
    line.push(Tone::Faint, format!("{BETWEEN}{words}{BETWEEN}{day}{BETWEEN}{}", promise.provision));
    line
}

fn sighting_line(sighting: &Sighting, look: &Look) -> Rich {
    let day = entries::day(sighting.day.as_deref(), look);
    let mut line = Rich::new(Tone::Plain, day);
    line.push(Tone::Plain, format!("{BETWEEN}{}", look.messages.label("note", sighting.note.word())));
    let words = look.messages.fill("mechanism.words", &[("words", &printable(&sighting.text))]);
    line.push(Tone::Faint, format!("{BETWEEN}{words}{BETWEEN}{}", sighting.provision));
    line
}
