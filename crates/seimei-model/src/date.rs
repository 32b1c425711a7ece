//! Dates in the Extended Date/Time Format.

use std::fmt;

use seimei_text::range::CharRange;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::code::RuleId;

/// A date or period in EDTF: `2023-01-31`, `2025-23`, `199X`, `2023/2026`, `2025-09-22T16:05`.
///
/// # Source
/// ISO 8601-2:2019 as the coding manual narrows it, section 5.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edtf(SmolStr);

impl Edtf {
    /// Wraps an EDTF string that the caller has built to the manual's rules.
    pub fn new(value: impl AsRef<str>) -> Self {
        Self(SmolStr::new(value))
    }

    /// Returns the EDTF string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the year the value begins with, for a plain date, month, season, year or
    /// interval; `None` for decades, centuries and open beginnings.
    pub fn year(&self) -> Option<i32> {
        self.0.get(..4)?.parse().ok()
    }

    /// Returns the first and the last day that the value may mean, as `YYYY-MM-DD`; an open end reaches to year 0000 or
    /// 9999. `None` for what is no date.
    pub fn period(&self) -> Option<(String, String)> {
        let (from, to) = self.0.split_once('/').unwrap_or((&self.0, &self.0));
        let open = |end: &str| end == ".." || (end.is_empty() && self.0.len() > 1);
        let first = if open(from) { "0000-01-01".to_owned() } else { days(from)?.0 };
        let last = if open(to) { "9999-12-31".to_owned() } else { days(to)?.1 };
        (first <= last).then_some((first, last))
    }
}

/// Returns the first and last day of a year, decade, month, season, day or time of day.
fn days(value: &str) -> Option<(String, String)> {
    let value = value.split('T').next()?.trim_end_matches(['?', '~', '%']);
    let mut parts = value.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let is_digit_or_open = |byte: u8| byte.is_ascii_digit() || byte == b'X';
    if !year.bytes().all(is_digit_or_open) {
        return None;
    }
    let (first_year, last_year) = (year.replace('X', "0"), year.replace('X', "9"));
    let number = |part: Option<&str>| part.map(|part| part.parse::<u32>().ok().filter(|_| part.len() == 2));
    let (first_month, last_month) = match number(parts.next().filter(|month| *month != "XX")) {
        None => (1, 12),
        Some(Some(month @ 1..=12)) => (month, month),
        // Seasons: 21 spring, 22 summer, 23 autumn, 24 winter, which runs into the next year.
        Some(Some(season @ 21..=23)) => ((season - 20) * 3, (season - 20) * 3 + 2),
        Some(Some(24)) => {
            let next: u32 = last_year.parse::<u32>().ok()? + 1;
            return Some((format!("{first_year}-12-01"), format!("{next:04}-02-{:02}", length(next, 2))));
        }
        Some(_) => return None,
    };
    let (first_day, last_day) = match number(parts.next().filter(|day| *day != "XX")) {
        None => (1, length(last_year.parse().ok()?, last_month)),
        Some(Some(day @ 1..=31)) => (day, day),
        Some(_) => return None,
    };
    let written = |year: &str, month: u32, day: u32| format!("{year}-{month:02}-{day:02}");
    Some((written(&first_year, first_month, first_day), written(&last_year, last_month, last_day)))
}

/// Returns how many days a month of the Gregorian calendar has.
fn length(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An expression of the text that names a calendar date or period.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DateMention {
    /// The expression as written.
    pub text: String,
    /// What it means.
    pub edtf: Edtf,
    /// Where it stands in the source.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub range: Vec<CharRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_mean_these_days() {
        let check = |value: &str, expected: &str| {
            let period = Edtf::new(value).period();
            assert_eq!(period.map_or("-".to_owned(), |(first, last)| format!("{first} {last}")), expected, "{value}");
        };
        check("2023-01-31", "2023-01-31 2023-01-31");
        check("2025-09-22T16:05", "2025-09-22 2025-09-22");
        check("2024-02", "2024-02-01 2024-02-29");
        check("2023", "2023-01-01 2023-12-31");
        check("2025-23", "2025-09-01 2025-11-30");
        check("2025-24", "2025-12-01 2026-02-28");
        check("199X", "1990-01-01 1999-12-31");
        check("20XX", "2000-01-01 2099-12-31");
        check("2023/2026", "2023-01-01 2026-12-31");
        check("2023-05/..", "2023-05-01 9999-12-31");
        check("../2020", "0000-01-01 2020-12-31");
        for value in ["", "-", "2023-13", "2023-1", "12", "昨年", "2026/2023", "2023-00-01", "2023-01-32"] {
            check(value, "-");
        }
    }
}
