//! EDTF values as other formats want them: a day, or years, months and days of one or two ends.
//!
//! # Source
//! ISO 8601-2:2019, as far as `seimei_model::date::Edtf` goes.

use jiff::civil::Date;
use seimei_model::date::Edtf;

/// One end of a date: as much of it as is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
    /// The year.
    pub year: i16,
    /// Month 1-12, or season 21-24 (spring to winter).
    pub month: Option<u8>,
    /// The day, where the month is one.
    pub day: Option<u8>,
}

/// Returns the day that a value names, if it names exactly one that the calendar has. A time of day is left out.
pub fn exact_day(value: &Edtf) -> Option<Date> {
    let end = end(value.as_str())?;
    Date::new(end.year, i8::try_from(end.month?).ok()?, i8::try_from(end.day?).ok()?).ok()
}

/// Returns the number of days from 1 January 1970 to the day that a value names exactly.
pub fn exact_day_number(value: &Edtf) -> Option<i32> {
    let epoch = jiff::civil::date(1970, 1, 1);
    let span = epoch.duration_until(exact_day(value)?);
    i32::try_from(span.as_hours() / 24).ok()
}

/// Returns the first day of the time that a value names; `None` where its beginning is open or unclear.
pub fn first_day(value: &Edtf) -> Option<Date> {
    let (from, _) = value.as_str().split_once('/').unwrap_or((value.as_str(), ""));
    let end = end(from)?;
    let month = match end.month {
        Some(season @ 21..=24) => [3, 6, 9, 12][usize::from(season - 21)],
        month => month.unwrap_or(1),
    };
    Date::new(end.year, i8::try_from(month).ok()?, i8::try_from(end.day.unwrap_or(1)).ok()?).ok()
}

/// Returns the ends of a value: one, or two of an interval; `None` for decades, centuries, open ends and what is no date.
pub fn ends(value: &Edtf) -> Option<(End, Option<End>)> {
    match value.as_str().split_once('/') {
        Some((from, to)) => Some((end(from)?, Some(end(to)?))),
        None => Some((end(value.as_str())?, None)),
    }
}

fn end(text: &str) -> Option<End> {
    let (date, _) = text.split_once('T').unwrap_or((text, ""));
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part = || match parts.next() {
        Some(digits) if digits.len() == 2 => digits.parse().map(Some).ok(),
        Some(_) => None,
        None => Some(None),
    };
    let (month, day): (Option<u8>, Option<u8>) = (part()?, part()?);
    let is_sound = match month {
        None | Some(21..=24) => day.is_none(),
        Some(1..=12) => matches!(day, None | Some(1..=31)),
        Some(_) => false,
    };
    is_sound.then_some(End { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str) -> Edtf {
        Edtf::new(text)
    }

    #[test]
    fn only_a_day_is_a_day() {
        assert_eq!(exact_day_number(&edtf("1970-01-01")), Some(0));
        assert_eq!(exact_day_number(&edtf("2000-03-01")), Some(11_017));
        assert_eq!(exact_day_number(&edtf("1969-12-31")), Some(-1));
        assert_eq!(exact_day_number(&edtf("2025-09-22T16:05")), exact_day_number(&edtf("2025-09-22")));
        for text in ["2025-02-30", "2025-09", "2025", "199X", "2025-23", "2025-01-01/2025-01-02", "", "../2025"] {
            assert_eq!(exact_day_number(&edtf(text)), None, "{text}");
        }
    }

    #[test]
    fn a_period_begins_on_a_day() {
        for (text, day) in [("2025", "2025-01-01"), ("2025-05", "2025-05-01"), ("2025-23", "2025-09-01")] {
            assert_eq!(first_day(&edtf(text)).map(|day| day.to_string()).as_deref(), Some(day));
        }
        assert_eq!(first_day(&edtf("2023-04/2024-03")).map(|day| day.to_string()).as_deref(), Some("2023-04-01"));
        assert_eq!(first_day(&edtf("../2024")), None);
        assert_eq!(first_day(&edtf("199X")), None);
    }

    #[test]
    fn an_interval_has_two_ends() {
        let whole = |year| End { year, month: None, day: None };
        assert_eq!(ends(&edtf("2023/2026")), Some((whole(2023), Some(whole(2026)))));
        assert_eq!(ends(&edtf("2023")), Some((whole(2023), None)));
        assert_eq!(ends(&edtf("2023/..")), None);
    }
}
