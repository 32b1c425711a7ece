//! Named periods with their year: fiscal years, halves, quarters, seasons, centuries in words.

use super::text::{self, number, skip_spaces};
use super::{Part, Reader, Shape};
use crate::dates::value::{Point, Value};

impl Reader<'_, '_> {
    /// Reads a period that a word begins and a year ends.
    pub(super) fn named_period(&self, position: usize) -> Option<Part> {
        self.fiscal(position)
            .or_else(|| self.part_of_year(position))
            .or_else(|| self.season(position))
            .or_else(|| self.century(position))
    }

    /// Returns the months of a fiscal year by its number.
    pub(super) fn fiscal_year(&self, year: i32) -> Value {
        let (back, month) = self.frame.fiscal_start;
        Value::twelve_months(year - back, month)
    }

    /// Reads FY2024, FY 24, fiscal year 2024, fiscal years 2024.
    fn fiscal(&self, position: usize) -> Option<Part> {
        if let Some((entry, end, rule)) = self.word(position, "fiscal-of") {
            let document = self.frame.document?;
            let by: i32 = entry.value.parse().ok()?;
            let (back, start) = self.frame.fiscal_start;
            let running = document.year + back - i32::from(document.month.is_some_and(|month| month < start));
            let shape = Shape::Whole(self.fiscal_year(running + by));
            return Some(Part { start: position, end, shape, year: None, time: None, rule });
        }
        let (_, mut at, hit) = self.words.of_family(position, "fiscal")?;
        if !text::is_edge(self.text, position) {
            return None;
        }
        let rule = self.words.rule(hit);
        at = skip_spaces(self.lower, at);
        if self.lower[at..].starts_with('(') {
            let close = self.lower[at..].find(')').filter(|close| *close < 8)?;
            at = skip_spaces(self.lower, at + close + 1);
        }
        at += usize::from(self.text[at..].starts_with('\''));
        let (year, end) = number(self.text, at)?;
        let year = match end - at {
            4 => year,
            2 => self.frame.full_year(year),
            _ => return None,
        };
        Some(Part { start: position, end, shape: Shape::Fiscal, year: Some(year), time: None, rule })
    }

    /// Reads "second half of 2026", "Q1 2025", "first quarter of next year".
    fn part_of_year(&self, position: usize) -> Option<Part> {
        let half = self.word(position, "half");
        let (entry, end, rule) = half.or_else(|| self.word(position, "quarter"))?;
        let ordinal: u32 = entry.value.parse().ok()?;
        let mut at = skip_spaces(self.lower, end);
        at += if self.lower[at..].starts_with("of ") { "of ".len() } else { 0 };
        at += if self.lower[at..].starts_with("the ") { "the ".len() } else { 0 };
        let length = if entry.family == "half" { 6 } else { 3 };
        let first = ordinal * length - length + 1;
        if let Some(fiscal) = self.fiscal(at) {
            let Value::Span(Point::Month(year, month), _) = (match fiscal.shape {
                Shape::Whole(value) => value,
                _ => self.fiscal_year(fiscal.year?),
            }) else {
                return None;
            };
            let start = crate::dates::calendar::shift_months(year, month, first.cast_signed() - 1);
            let last = crate::dates::calendar::shift_months(start.0, start.1, length.cast_signed() - 1);
            let shape = Shape::Whole(Value::Span(Point::Month(start.0, start.1), Point::Month(last.0, last.1)));
            return Some(Part { start: position, end: fiscal.end, shape, year: None, time: None, rule });
        }
        let (year, end) = match number(self.text, at).filter(|(year, _)| (1600..2200).contains(year)) {
            Some((_, end)) if self.text[end..].starts_with(|c: char| c.is_alphanumeric()) => return None,
            Some(found) => found,
            None => {
                let (entry, end, _) = self.word(at, "year")?;
                (self.frame.document?.year + entry.value.parse::<i32>().ok()?, end)
            }
        };
        let shape = Shape::Whole(Value::months(year, first, first + length - 1));
        Some(Part { start: position, end, shape, year: None, time: None, rule })
    }

    /// Reads "spring 2025", "fall of 2024", "this summer".
    fn season(&self, position: usize) -> Option<Part> {
        if let Some((entry, end, rule)) = self.word(position, "season-of") {
            let (by, season) = entry.value.split_once('/')?;
            let year = self.frame.document?.year + by.parse::<i32>().ok()?;
            let shape = Shape::Whole(Value::At(Point::Season(year, season.parse().ok()?)));
            return Some(Part { start: position, end, shape, year: None, time: None, rule });
        }
        let (entry, end, rule) = self.word(position, "season")?;
        let season = entry.value.parse().ok()?;
        let (year, year_end) = self.year_after(end);
        let leads = || {
            self.joint(end).is_some_and(|(_, at)| {
                self.word(at, "season").is_some_and(|(_, end, _)| self.year_after(end).0.is_some())
            })
        };
        if year.is_none() && !leads() {
            return None;
        }
        Some(Part { start: position, end: year_end, shape: Shape::Season(season), year, time: None, rule })
    }

    /// Reads "twentieth century".
    fn century(&self, position: usize) -> Option<Part> {
        let (entry, end, rule) = self.word(position, "ordinal")?;
        let end = self.century_word(end)?;
        let shape = Shape::Whole(Value::At(Point::Century(entry.value.parse::<i32>().ok()? - 1)));
        Some(Part { start: position, end, shape, year: None, time: None, rule })
    }
}
