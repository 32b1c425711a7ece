//! Days and months: what is between two days, what day lies so many months on.
//!
//! A day is written `YYYY-MM-DD` everywhere; texts in that form sort by time.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Returns the date of a day `YYYY-MM-DD`, or `None`.
pub fn parse(day: &str) -> Option<Date> {
    day.parse().ok()
}

/// Returns the day so many months after `day` (before it, where negative); the last of the month where that month is
/// shorter. `None` where the text is no day or the calendar ends.
pub fn months_on(day: &str, months: i32) -> Option<String> {
    Some(parse(day)?.checked_add(months.months()).ok()?.to_string())
}

/// Returns the whole months from one day to another; negative where the other lies before it.
pub fn months_between(from: &str, to: &str) -> Option<i32> {
    let (from, to) = (parse(from)?, parse(to)?);
    from.until((jiff::Unit::Month, to)).ok().map(|span| span.get_months())
}

/// Returns the days from one day to another; negative where the other lies before it.
pub fn days_between(from: &str, to: &str) -> Option<i32> {
    let (from, to) = (parse(from)?, parse(to)?);
    from.until((jiff::Unit::Day, to)).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_by_the_calendar() {
        assert_eq!(months_on("2024-01-31", 1).as_deref(), Some("2024-02-29"));
        assert_eq!(months_on("2024-01-31", -11).as_deref(), Some("2023-02-28"));
        assert_eq!(months_between("2023-01-31", "2024-07-30"), Some(17));
        assert_eq!(months_between("2024-07-30", "2023-01-31"), Some(-17));
        assert_eq!(days_between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(months_on("昨年", 1), None);
    }
}
