//! What undated words are counted from: the document's date, and the date last told.

use seimei_model::document::DocumentKind;

use crate::context::{CalendarDate, Context, Discourse};
use crate::dates::calendar;

/// What a date without its year, month or day is counted from.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The document's date.
    pub document: Option<CalendarDate>,
    /// The date last told.
    pub last: Option<CalendarDate>,
    /// Whether `last` was told in this very sentence.
    pub last_is_near: bool,
    /// Whether the document tells a story, so that dates follow on one another.
    pub narrates: bool,
    /// How a fiscal year begins: how many years before the one it is called by, and in which month.
    pub fiscal_start: (i32, u32),
}

/// On which side of the document's date something lies, as far as its words say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// It has happened.
    Past,
    /// It is to happen.
    Future,
    /// The words do not say.
    Unsaid,
}

impl Default for Frame {
    fn default() -> Self {
        Self { document: None, last: None, last_is_near: false, narrates: false, fiscal_start: FROM_APRIL }
    }
}

/// The fiscal year of most parties: it is called by the year in which it begins, in April.
const FROM_APRIL: (i32, u32) = (0, 4);

/// The fiscal year that is called by the year in which it ends, in September.
const FROM_OCTOBER: (i32, u32) = (1, 10);

impl Frame {
    /// Returns the frame for a sentence.
    pub fn new(context: &Context, discourse: &Discourse) -> Self {
        let narrates = matches!(context.kind, DocumentKind::Report | DocumentKind::News | DocumentKind::Speech);
        let has = |code: &str| context.parties.iter().any(|party| party.as_str() == code);
        let fiscal_start = if has("USA") && !has("JPN") { FROM_OCTOBER } else { FROM_APRIL };
        Self { document: context.date, last: discourse.last_date, last_is_near: false, narrates, fiscal_start }
    }

    /// Returns the date that "that year", "the following month" and the like are counted from:
    /// the one last told in this sentence or in a story, else the document's.
    pub fn told(&self) -> Option<CalendarDate> {
        if self.last_is_near || self.narrates { self.last.or(self.document) } else { self.document.or(self.last) }
    }

    /// Returns the date last told, else the document's.
    pub fn latest(&self) -> Option<CalendarDate> {
        self.last.or(self.document)
    }

    /// Returns the year of a month that is named without one.
    pub fn year_of_month(&self, month: u32, side: Side) -> Option<i32> {
        if let Some(last) = self.last.filter(|_| self.narrates || self.last_is_near) {
            // A story that goes from December to January has gone over the year's end.
            let turned = last.month.is_some_and(|of| of >= month + 8);
            return Some(last.year + i32::from(turned));
        }
        let document = self.document?;
        let Some(own) = document.month else { return Some(document.year) };
        let ahead = month.cast_signed() - own.cast_signed();
        Some(match side {
            Side::Past if ahead > 0 => document.year - 1,
            Side::Future if ahead < -5 => document.year + 1,
            Side::Unsaid if ahead > 6 => document.year - 1,
            _ => document.year,
        })
    }

    /// Returns year and month of a day that is named without them.
    pub fn month_of_day(&self, day: u32, side: Side) -> Option<(i32, u32)> {
        // News of the day names its own days so; only a story of earlier years goes on by days.
        let is_story = self.narrates && self.last.zip(self.document).is_none_or(|(last, own)| last.year < own.year);
        let from = if is_story || self.last_is_near {
            self.last.filter(|last| last.month.is_some()).or(self.document)?
        } else {
            self.document.filter(|date| date.month.is_some()).or(self.last)?
        };
        let month = from.month?;
        let is_document = Some(from) == self.document;
        let by = match from.day {
            Some(own) if is_document && day > own + 10 && side != Side::Future => -1,
            Some(own) if !is_document && own > day + 20 => 1,
            Some(own) if is_document && own > day + 20 && side == Side::Future => 1,
            _ => 0,
        };
        let (year, month) = calendar::shift_months(from.year, month, by);
        calendar::exists(year, month, day).then_some((year, month))
    }

    /// Returns the full year of one written with its last two digits.
    pub fn full_year(&self, two_digits: i32) -> i32 {
        let now = self.document.or(self.last).map_or(2030, |date| date.year);
        let century = now - now.rem_euclid(100);
        let year = century + two_digits;
        if year > now + 15 { year - 100 } else { year }
    }

    /// Takes note of a date told in this sentence.
    pub fn tell(&mut self, date: CalendarDate) {
        self.last = Some(date);
        self.last_is_near = true;
    }
}

/// Returns the document's date as a day, where it is known to the day.
pub fn whole_day(date: Option<CalendarDate>) -> Option<(i32, u32, u32)> {
    let date = date?;
    Some((date.year, date.month?, date.day?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(document: &str, last: Option<&str>, narrates: bool) -> Frame {
        Frame {
            document: CalendarDate::parse(document),
            last: last.and_then(CalendarDate::parse),
            narrates,
            ..Frame::default()
        }
    }

    #[test]
    fn a_month_without_year_takes_the_sensible_one() {
        assert_eq!(frame("2025-09-22", None, false).year_of_month(8, Side::Unsaid), Some(2025));
        assert_eq!(frame("2025-01-10", None, false).year_of_month(12, Side::Past), Some(2024));
        assert_eq!(frame("2025-12-10", None, false).year_of_month(2, Side::Future), Some(2026));
        assert_eq!(frame("2025-12-10", Some("2012-05"), true).year_of_month(7, Side::Unsaid), Some(2012));
        assert_eq!(frame("2025-12-10", Some("2012-11"), true).year_of_month(1, Side::Unsaid), Some(2013));
        assert_eq!(frame("2025-12-10", Some("2012-05"), false).year_of_month(11, Side::Unsaid), Some(2025));
    }

    #[test]
    fn two_digits_take_the_century_that_the_document_can_speak_of() {
        assert_eq!(frame("2024-10-27", None, true).full_year(6), 2006);
        assert_eq!(frame("2024-10-27", None, true).full_year(30), 2030);
        assert_eq!(frame("2024-10-27", None, true).full_year(91), 1991);
        assert_eq!(frame("1983-10-14", None, false).full_year(72), 1972);
    }
}
