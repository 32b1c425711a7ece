//! Dates as stretches of days: what a date of a document covers, and what a query asks for.

use seimei_model::date::Edtf;

use crate::query::Days;

/// Returns the days that an EDTF value covers; `None` for what has no place in the calendar.
pub fn covered(date: &Edtf) -> Option<Days> {
    let value = date.as_str();
    match value.split_once('/') {
        None => point(value),
        Some((from, to)) => between(from, to),
    }
}

/// Returns the days that a query asks for: `2022`, `2022-05`, `2022-05-23`, `2022-23` (autumn), `199X`, and stretches
/// `2022..2024`, `2022..`, `..2024`, `2022/2024`.
pub(crate) fn asked(value: &str) -> Option<Days> {
    let parts = value.split_once("..").filter(|(from, to)| !(from.is_empty() && to.is_empty()));
    let parts = parts.or_else(|| value.split_once(['/', '〜', '~', '～']));
    match parts {
        None => point(value),
        Some((from, to)) => between(from, to),
    }
}

fn between(from: &str, to: &str) -> Option<Days> {
    let is_open = |end: &str| matches!(end, "" | "..");
    if is_open(from) && is_open(to) {
        return None;
    }
    let from = if is_open(from) { None } else { point(from)?.from };
    let to = if is_open(to) { None } else { point(to)?.to };
    Some(Days { from, to })
}

fn point(value: &str) -> Option<Days> {
    let date = value.split_once('T').map_or(value, |(date, _)| date);
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let unknown = year.len() - year.trim_end_matches(['X', 'x']).len();
    let known = &year[..4 - unknown];
    if unknown > 2 || !known.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let first: u32 = format!("{known}{}", "0".repeat(unknown)).parse().ok()?;
    let last: u32 = format!("{known}{}", "9".repeat(unknown)).parse().ok()?;
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
    let days = |from: u32, to: u32| Some(Days { from: Some(from), to: Some(to) });
    let (Some(month), true) = (month, unknown == 0) else {
        return if month.is_none() { days(first * 10_000 + 101, last * 10_000 + 1231) } else { None };
    };
    let month = number(month)?;
    match (month, day) {
        (1..=12, None) => days(first * 10_000 + month * 100 + 1, first * 10_000 + month * 100 + 31),
        (1..=12, Some(day)) => {
            let day = number(day).filter(|day| (1..=31).contains(day))?;
            let day = first * 10_000 + month * 100 + day;
            days(day, day)
        }
        // The seasons of EDTF; winter ends in the next year.
        (21..=23, None) => {
            let begin = (month - 20) * 3;
            days(first * 10_000 + begin * 100 + 1, first * 10_000 + (begin + 2) * 100 + 31)
        }
        (24, None) => days(first * 10_000 + 1201, (first + 1) * 10_000 + 231),
        _ => None,
    }
}

impl Days {
    /// Returns whether the two have a day in common.
    pub(crate) fn meet(self, other: Self) -> bool {
        let before =
            |end: Option<u32>, start: Option<u32>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

#[cfg(test)]
#[expect(clippy::unreadable_literal, reason = "dates, as people write them")]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "compared with what may be nothing")]
    fn days(from: u32, to: u32) -> Option<Days> {
        let open = |day: u32| (day != 0).then_some(day);
        Some(Days { from: open(from), to: open(to) })
    }

    #[test]
    fn dates_cover_days() {
        let covered = |value: &str| covered(&Edtf::new(value));
        assert_eq!(covered("2022"), days(20220101, 20221231));
        assert_eq!(covered("2022-05"), days(20220501, 20220531));
        assert_eq!(covered("2022-05-23T10:00"), days(20220523, 20220523));
        assert_eq!(covered("199X"), days(19900101, 19991231));
        assert_eq!(covered("19XX"), days(19000101, 19991231));
        assert_eq!(covered("2025-23"), days(20250901, 20251131));
        assert_eq!(covered("2025-24"), days(20251201, 20260231));
        assert_eq!(covered("2023-04/2024-03"), days(20230401, 20240331));
        assert_eq!(covered("../2026"), days(0, 20261231));
        assert_eq!(covered("2026/.."), days(20260101, 0));
        for none in
            ["", "20", "2022-13", "2022-00", "2022-05-32", "2022-1", "2022-01-01-01", "X", "XXXX", "二〇二二", "é2"]
        {
            assert_eq!(covered(none), None, "{none}");
        }
    }

    #[test]
    fn stretches_are_asked_for() {
        assert_eq!(asked("2022..2024"), days(20220101, 20241231));
        assert_eq!(asked("2022-05.."), days(20220501, 0));
        assert_eq!(asked("..2024-02-01"), days(0, 20240201));
        assert_eq!(asked("2022/2024"), days(20220101, 20241231));
        assert_eq!(asked("2022"), days(20220101, 20221231));
        assert_eq!((asked(".."), asked("a..b"), asked("")), (None, None, None));
    }

    #[test]
    fn stretches_meet() {
        let days = |value: &str| asked(value).expect("days");
        assert!(days("2022..2024").meet(days("2024-12")));
        assert!(days("..2024").meet(days("2024..")));
        assert!(!days("..2023").meet(days("2024..")));
        assert!(!days("2024-12-13").meet(days("2024-12-12")));
    }
}
