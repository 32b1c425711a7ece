//! What the times of commitments have in common in all languages.

use seimei_model::date::Edtf;

use crate::context::CalendarDate;
use crate::dates::calendar;
use crate::dates::value::{Point, Value};

/// A unit in which a term is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Weeks.
    Week,
    /// Days.
    Day,
}

impl Unit {
    /// Returns the unit for the data's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "year" => Self::Year,
            "month" => Self::Month,
            "week" => Self::Week,
            "day" => Self::Day,
            _ => return None,
        })
    }
}

/// Returns the term of `count` units that begins with the document's date, to the unit: three
/// years from 2033 are `2033/2036`.
pub fn term(count: i32, unit: Unit, document: CalendarDate) -> Option<Edtf> {
    let shifted = |days: i32| {
        let from = (document.year, document.month?, document.day?);
        let to = calendar::shift_days(from, days);
        Some(Value::Span(Point::Day(from.0, from.1, from.2), Point::Day(to.0, to.1, to.2)))
    };
    let value = match unit {
        Unit::Year => Value::Span(Point::Year(document.year), Point::Year(document.year.checked_add(count)?)),
        Unit::Month => {
            let month = document.month?;
            let (year, end) = calendar::shift_months(document.year, month, count);
            Value::Span(Point::Month(document.year, month), Point::Month(year, end))
        }
        Unit::Week => shifted(count.checked_mul(7)?)?,
        Unit::Day => shifted(count)?,
    };
    Some(value.edtf())
}

/// Returns whether a date lies wholly before the document's; a date that holds the document's does not.
pub fn is_past(edtf: &Edtf, document: Option<CalendarDate>) -> bool {
    let Some(document) = document else { return false };
    let last = edtf.as_str().rsplit('/').next().unwrap_or_default();
    // The last year of a decade or century.
    let last = last.replace('X', "9");
    let mut numbers = last.split(['-', 'T']).map_while(|part| part.parse::<i32>().ok());
    let Some(year) = numbers.next() else { return false };
    if year != document.year {
        return year < document.year;
    }
    let (Some(month), Some(own)) = (numbers.next(), document.month) else { return false };
    // The months in which spring, summer, autumn and winter end.
    let month = match month {
        21 => 5,
        22 => 8,
        23 => 11,
        24 => 12,
        month => month,
    };
    if month != own.cast_signed() {
        return month < own.cast_signed();
    }
    match (numbers.next(), document.day) {
        (Some(day), Some(own)) => day < own.cast_signed(),
        _ => false,
    }
}

/// Returns whether a date is the day of the document itself.
pub fn is_today(edtf: &Edtf, document: Option<CalendarDate>) -> bool {
    document.is_some_and(|document| document.day.is_some() && Value::At(Point::of(document)).edtf() == *edtf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_run_from_the_document_to_their_unit() {
        let document = CalendarDate::parse("2033-11-20").expect("a date");
        let check = |count, unit, expected| {
            assert_eq!(term(count, unit, document).as_ref().map(Edtf::as_str), Some(expected));
        };
        check(3, Unit::Year, "2033/2036");
        check(3, Unit::Month, "2033-11/2034-02");
        check(2, Unit::Week, "2033-11-20/2033-12-04");
        check(30, Unit::Day, "2033-11-20/2033-12-20");
    }

    #[test]
    fn a_date_is_past_when_all_of_it_is() {
        let check = |edtf: &str, expected| {
            assert_eq!(is_past(&Edtf::new(edtf), CalendarDate::parse("2023-09-20")), expected, "{edtf}");
        };
        check("2023", false);
        check("2022", true);
        check("202X", false);
        check("2023-08", true);
        check("2023-21", true);
        check("2023-04/2024-03", false);
        check("2023-09-19", true);
        check("2023-09-22T16:05", false);
    }
}
