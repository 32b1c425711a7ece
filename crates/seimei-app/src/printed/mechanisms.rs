//! Mechanisms as programs get them, and the words by which they are asked for.

use seimei_model::code::Lang;
use seimei_model::decision::Rhythm;
use seimei_register::mechanism::{Called, Mechanism};
use seimei_register::stocktake::Rules;
use serde::Serialize;

use super::register::joined;

/// A mechanism: its own keys, what follows from them on the day, and the rules by which it was read.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    #[serde(flatten)]
    mechanism: &'a Mechanism,
    first: Option<&'a str>,
    last_seen: Option<&'a str>,
    last_held: Option<&'a str>,
    next_expected: Option<String>,
    silent_months: Option<u32>,
    is_overdue: bool,
    today: &'a str,
    rules: &'a Rules,
}

/// The columns of mechanisms; the words of the JSON keys where there are such.
pub const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "names_ja",
    "names_en",
    "parties",
    "observers",
    "rhythm",
    "first",
    "last_seen",
    "sightings",
    "last_held",
    "held",
    "next_expected",
    "silent_months",
    "is_overdue",
    "changed",
    "lexicon",
    "program",
];

/// The kinds, in the order in which help tells them.
pub const KINDS: &[&str] = &[
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

impl<'a> Listed<'a> {
    /// Takes a mechanism, on a day.
    pub fn new(mechanism: &'a Mechanism, today: &'a str, rules: &'a Rules) -> Self {
        Self {
            mechanism,
            first: mechanism.first(),
            last_seen: mechanism.last_seen(),
            last_held: mechanism.last_held(),
            next_expected: mechanism.next_expected(),
            silent_months: mechanism.silent_for(today),
            is_overdue: mechanism.is_overdue(today),
            today,
            rules,
        }
    }
}

/// Returns a mechanism as a row under [`COLUMNS`].
pub fn row(one: &Mechanism, today: &str, rules: &Rules) -> Vec<String> {
    let text = |day: Option<&str>| day.unwrap_or_default().to_owned();
    let [ja, en] = names(one).map(joined);
    vec![
        one.id.to_string(),
        one.kind.to_string(),
        ja,
        en,
        joined(&one.parties),
        joined(&one.observers),
        one.rhythm.map(rhythm_word).unwrap_or_default(),
        text(one.first()),
        text(one.last_seen()),
        one.sightings.len().to_string(),
        text(one.last_held()),
        one.held.len().to_string(),
        one.next_expected().unwrap_or_default(),
        one.silent_for(today).map(|months| months.to_string()).unwrap_or_default(),
        one.is_overdue(today).to_string(),
        one.changed.to_string(),
        rules.lexicon.clone(),
        rules.program.to_string(),
    ]
}

/// Accepts so many months: `18m`, `18`, `2y`.
pub fn months(text: &str) -> Result<u32, String> {
    let text = text.trim().to_ascii_lowercase();
    let (number, unit) = match text.strip_suffix('y') {
        Some(years) => (years, 12),
        None => (text.strip_suffix('m').unwrap_or(&text), 1),
    };
    let months = number.parse::<u32>().ok().and_then(|number| number.checked_mul(unit));
    months.filter(|months| (1..=1200).contains(months)).ok_or_else(|| text.clone())
}

/// Accepts a rhythm: `yearly`, `regular`, `6m`, `2y`.
pub fn rhythm(text: &str) -> Result<Rhythm, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "regular" => Ok(Rhythm::Regular),
        "yearly" => Ok(Rhythm::Months(12)),
        other => months(other).map(Rhythm::Months),
    }
}

/// Returns the word for a rhythm in data: as [`rhythm`] accepts it.
pub fn rhythm_word(rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Regular => "regular".to_owned(),
        Rhythm::Months(12) => "yearly".to_owned(),
        Rhythm::Months(months) => format!("{months}m"),
    }
}

/// Returns the names in Japanese, then in English; those that a person gave stand with the language of their script.
pub fn names(one: &Mechanism) -> [Vec<String>; 2] {
    let of = |japanese: bool| {
        let is_it = |name: &&Called| match name.language {
            Lang::Ja => japanese,
            Lang::Und => japanese != name.text.is_ascii(),
            Lang::En => !japanese,
        };
        one.names.iter().filter(is_it).map(|name| name.text.clone()).collect()
    };
    [of(true), of(false)]
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
