//! What a date expression means, before it is written as EDTF.

use std::fmt::Write as _;

use seimei_model::date::Edtf;

use crate::context::CalendarDate;
use crate::dates::calendar;

/// A stretch of the calendar that EDTF names with one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Point {
    /// A century by its first two digits: 19 for 19XX.
    Century(i32),
    /// A decade by its first three digits: 199 for 199X.
    Decade(i32),
    /// A year.
    Year(i32),
    /// A season of a year: 21 spring, 22 summer, 23 autumn, 24 winter.
    Season(i32, u32),
    /// A month of a year.
    Month(i32, u32),
    /// A day.
    Day(i32, u32, u32),
    /// A minute of a day: hour and minute.
    Minute((i32, u32, u32), u32, u32),
}

/// What a date expression means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// One stretch.
    At(Point),
    /// From the first to the second, both included.
    Span(Point, Point),
}

impl Point {
    /// Returns the date as far as it is one, for words counted from it later.
    pub fn calendar(self) -> Option<CalendarDate> {
        let (year, month, day) = match self {
            Self::Century(_) | Self::Decade(_) => return None,
            Self::Year(year) | Self::Season(year, _) => (year, None, None),
            Self::Month(year, month) => (year, Some(month), None),
            Self::Day(year, month, day) | Self::Minute((year, month, day), ..) => (year, Some(month), Some(day)),
        };
        Some(CalendarDate { year, month, day })
    }

    /// Returns the point of a date.
    pub fn of(date: CalendarDate) -> Self {
        match (date.month, date.day) {
            (Some(month), Some(day)) => Self::Day(date.year, month, day),
            (Some(month), None) => Self::Month(date.year, month),
            _ => Self::Year(date.year),
        }
    }

    fn write(self, out: &mut String) {
        // Writing to a string does not fail.
        let _ = match self {
            Self::Century(century) => write!(out, "{century:02}XX"),
            Self::Decade(decade) => write!(out, "{decade:03}X"),
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Season(year, part) | Self::Month(year, part) => write!(out, "{year:04}-{part:02}"),
            Self::Day(year, month, day) => write!(out, "{year:04}-{month:02}-{day:02}"),
            Self::Minute((year, month, day), hour, minute) => {
                write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
            }
        };
    }
}

impl Value {
    /// Returns the months of a year from `first` to `last`.
    pub fn months(year: i32, first: u32, last: u32) -> Self {
        Self::Span(Point::Month(year, first), Point::Month(year, last))
    }

    /// Returns the twelve months that begin with `first` of `year`.
    pub fn twelve_months(year: i32, first: u32) -> Self {
        let (end_year, end) = calendar::shift_months(year, first, 11);
        Self::Span(Point::Month(year, first), Point::Month(end_year, end))
    }

    /// Returns the week, Monday to Sunday, that lies `weeks` after the week of `date`.
    pub fn week(date: (i32, u32, u32), weeks: i32) -> Self {
        let monday = calendar::shift_days(date, weeks * 7 - calendar::weekday(date).cast_signed());
        let sunday = calendar::shift_days(monday, 6);
        Self::Span(Point::Day(monday.0, monday.1, monday.2), Point::Day(sunday.0, sunday.1, sunday.2))
    }

    /// Returns where the value begins.
    pub fn first(self) -> Point {
        match self {
            Self::At(point) | Self::Span(point, _) => point,
        }
    }

    /// Returns where the value ends.
    pub fn last(self) -> Point {
        match self {
            Self::At(point) | Self::Span(_, point) => point,
        }
    }

    /// Returns the span from the beginning of this value to the end of `end`.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        Self::Span(self.first(), end.last())
    }

    /// Returns the value as EDTF.
    pub fn edtf(self) -> Edtf {
        let mut out = String::with_capacity(24);
        self.first().write(&mut out);
        if let Self::Span(_, last) = self {
            out.push('/');
            last.write(&mut out);
        }
        Edtf::new(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value, expected: &str) {
        assert_eq!(value.edtf().as_str(), expected);
    }

    #[test]
    fn values_are_written_as_the_manual_does() {
        check(Value::At(Point::Century(19)), "19XX");
        check(Value::At(Point::Decade(199)), "199X");
        check(Value::At(Point::Season(2025, 23)), "2025-23");
        check(Value::At(Point::Minute((2025, 9, 22), 16, 5)), "2025-09-22T16:05");
        check(Value::twelve_months(2023, 4), "2023-04/2024-03");
        check(Value::months(2026, 7, 12), "2026-07/2026-12");
        check(Value::week((2022, 11, 2), 0), "2022-10-31/2022-11-06");
        check(Value::At(Point::Year(2023)).to(Value::At(Point::Year(2026))), "2023/2026");
    }
}
