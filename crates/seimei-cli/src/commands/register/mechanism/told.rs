//! Mechanisms in words: names, kinds, rhythms, silence.

use seimei_app::archive::register::SILENT;
use seimei_app::archive::register::directory::Mechanism;
use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::decision::Rhythm;

use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};

/// What stands between the parts of a line.
pub(in crate::commands::register) use crate::commands::register::told::BETWEEN;

/// The kinds, in the order in which help tells them.
pub(in crate::commands::register) const KINDS: &[&str] = &[
    "dialogue",
    "working_group",
    "exercise",
    "forum",
    "secretariat",
    "body",
    "programme",
    "framework",
    "plan",
    "strategy",
    "fund",
    "agreement",
    "instrument",
    "law",
    "other",
];

/// Accepts so many months: `18m`, `18`, `2y`.
pub(in crate::commands::register) fn months(text: &str) -> Result<u32, String> {
    let text = text.trim().to_ascii_lowercase();
    let (number, unit) = match text.strip_suffix('y') {
        Some(years) => (years, 12),
        None => (text.strip_suffix('m').unwrap_or(&text), 1),
    };
    let months = number.parse::<u32>().ok().and_then(|number| number.checked_mul(unit));
    months.filter(|months| (1..=1200).contains(months)).ok_or_else(|| text.clone())
}

/// Accepts a rhythm: `yearly`, `regular`, `6m`, `2y`.
pub(in crate::commands::register) fn rhythm(text: &str) -> Result<Rhythm, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "regular" => Ok(Rhythm::Regular),
        "yearly" => Ok(Rhythm::Months(12)),
        other => months(other).map(Rhythm::Months),
    }
}

/// Returns the word for a rhythm in data: as [`rhythm`] accepts it.
pub(in crate::commands::register) fn rhythm_word(rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Regular => "regular".to_owned(),
        Rhythm::Months(12) => "yearly".to_owned(),
        Rhythm::Months(months) => format!("{months}m"),
    }
}

/// Returns a rhythm in words.
pub(in crate::commands::register) fn rhythm_in_words(rhythm: Rhythm, messages: &Messages) -> String {
    match rhythm {
        Rhythm::Regular => messages.text("mechanism.regular").to_owned(),
        Rhythm::Months(1) => messages.text("mechanism.monthly").to_owned(),
        Rhythm::Months(12) => messages.text("mechanism.yearly").to_owned(),
        Rhythm::Months(months) if months % 12 == 0 => {
            messages.fill("mechanism.every-years", &[("n", &(months / 12).to_string())])
        }
        Rhythm::Months(months) => messages.fill("mechanism.every-months", &[("n", &months.to_string())]),
    }
}

/// Returns the word of a kind that a person gives by that word or by its label.
pub(in crate::commands::register) fn kind(text: &str, messages: &Messages) -> String {
    let wanted = text.trim().to_lowercase().replace(['-', ' '], "_");
    let is_called = |word: &&&str| messages.label("mechanism-kind", word).to_lowercase() == text.trim().to_lowercase();
    KINDS.iter().find(is_called).map_or(wanted, |word| (*word).to_owned())
}

/// Returns the names in Japanese, then in English; those that a person gave stand with the language of their script.
pub(in crate::commands::register) fn names(one: &Mechanism) -> [Vec<String>; 2] {
    let of = |japanese: bool| {
        let is_it = |name: &&seimei_app::archive::register::directory::Called| match name.language {
            Lang::Ja => japanese,
            Lang::Und => japanese != name.text.is_ascii(),
            Lang::En => !japanese,
        };
        one.names.iter().filter(is_it).map(|name| name.text.clone()).collect()
    };
    [of(true), of(false)]
}

/// Returns what it is called in the reader's language, else in the other.
pub(in crate::commands::register) fn called(one: &Mechanism, messages: &Messages) -> String {
    let [ja, en] = names(one);
    let (first, second) = if messages.lang == Lang::Ja { (ja, en) } else { (en, ja) };
    first.into_iter().chain(second).next().map_or_else(|| one.id.to_string(), |name| printable(&name))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_written_in_three_ways() {
        let check = |text: &str, months_of: Option<u32>| assert_eq!(months(text).ok(), months_of, "{text}");
        check("18m", Some(18));
        check(" 18 ", Some(18));
        check("2Y", Some(24));
        check("0", None);
        check("m", None);
        check("-3m", None);
        check("99999999999y", None);
        check("４", None);
    }

    #[test]
    fn a_rhythm_is_written_as_it_is_read() {
        for text in ["yearly", "regular", "6m", "24m"] {
            assert_eq!(rhythm(text).map(rhythm_word).as_deref(), Ok(text));
        }
        assert_eq!(rhythm("12m"), Ok(Rhythm::Months(12)));
        assert!(rhythm("often").is_err());
    }
}
