//! Days and months: 24 February 2022, February 24, 2022, the 24th of February, March 2023, July; with times.

use seimei_model::code::RuleId;

use super::text::{self, number, skip_spaces};
use super::{Joint, Part, Reader, Shape};
use crate::dates::calendar;
use crate::dates::value::{Point, Value};
use crate::dates::words::begins;

impl Reader<'_, '_> {
    /// Reads the first part of an expression, which begins at `position`.
    pub(super) fn first_part(&self, position: usize) -> Option<Part> {
        let is_number = self.text.as_bytes().get(position)?.is_ascii_digit();
        if is_number && self.is_glued(position) { None } else { self.part(position) }
    }

    /// Reads the part of a date that begins at `position`.
    pub(super) fn part(&self, position: usize) -> Option<Part> {
        if self.text.as_bytes().get(position)?.is_ascii_digit() {
            return self
                .iso(position)
                .or_else(|| self.time_first(position))
                .or_else(|| self.day_first(position))
                .or_else(|| self.numbered_period(position))
                .or_else(|| self.bare_year(position));
        }
        self.month_first(position)
            .or_else(|| self.named_period(position))
            .or_else(|| self.relative(position))
            .or_else(|| self.weekday(position))
    }

    /// Returns whether a number at `position` is the tail of something else: F-35, $5, 1,500, No.3.
    fn is_glued(&self, position: usize) -> bool {
        let mut before = self.text[..position].chars().rev();
        let Some(last) = before.next() else { return false };
        match last {
            '$' | '£' | '€' | '¥' | '#' | '.' | ',' | ':' | '_' | '+' => true,
            '-' => before.next().is_some_and(char::is_alphanumeric) && !self.lower[..position].ends_with("mid-"),
            '/' => before.next().is_some_and(char::is_alphabetic),
            last => last.is_alphanumeric() && !self.lower[..position].ends_with("fy"),
        }
    }

    /// Reads 2022-05-23.
    fn iso(&self, position: usize) -> Option<Part> {
        let (year, end) = number(self.text, position).filter(|(_, end)| end - position == 4)?;
        let (month, end) = number(self.text, end + self.text[end..].strip_prefix('-').map(|_| 1)?)?;
        let (day, end) = number(self.text, end + self.text[end..].strip_prefix('-').map(|_| 1)?)?;
        let (month, day) = (month.cast_unsigned(), day.cast_unsigned());
        calendar::exists(year, month, day).then(|| Part {
            start: position,
            end,
            shape: Shape::Day(month, day),
            year: Some(year),
            time: None,
            rule: RuleId::new("en.iso-date"),
        })
    }

    /// Reads a day's number with or without its ordinal, and its end.
    fn day_number(&self, position: usize) -> Option<(u32, usize)> {
        let (day, end) =
            number(self.text, position).filter(|(day, end)| (1..=31).contains(day) && end - position <= 2)?;
        let ordinal = ["st", "nd", "rd", "th"].iter().find(|ordinal| self.lower[end..].starts_with(**ordinal));
        let end = end + ordinal.map_or(0, |ordinal| ordinal.len());
        let is_whole = !self.text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
        is_whole.then_some((day.cast_unsigned(), end))
    }

    /// Reads a day before its month: 24 February 2022, 24th of February; or before others that
    /// lead to one (7-8 March, 22, 23 and 24 May).
    fn day_first(&self, position: usize) -> Option<Part> {
        let (day, end) = self.day_number(position)?;
        let at = skip_spaces(self.lower, end);
        let at = if self.lower[at..].starts_with("of ") { at + "of ".len() } else { at };
        if at > end
            && let Some((month, month_end, rule)) = self.month_name(at)
        {
            let (year, end) = self.year_after(month_end);
            let (time, end) = self.time_after(end);
            return Some(Part { start: position, end, shape: Shape::Day(month, day), year, time, rule });
        }
        self.leads_to_month(end).then(|| Part {
            start: position,
            end,
            shape: Shape::DayOnly(day),
            year: None,
            time: None,
            rule: RuleId::new("en.shared-month"),
        })
    }

    /// Returns whether days in a list or range go on from `end` to a month.
    fn leads_to_month(&self, end: usize) -> bool {
        let mut end = end;
        for _ in 0..5 {
            let Some((_, at)) = self.joint(end) else { return false };
            let Some((_, next)) = self.day_number(at) else { return false };
            let after = skip_spaces(self.lower, next);
            let after = if self.lower[after..].starts_with("of ") { after + 3 } else { after };
            if after > next && self.month_name(after).is_some() {
                return true;
            }
            end = next;
        }
        false
    }

    /// Reads a month's name with its capital, the full stop of a short one included.
    fn month_name(&self, position: usize) -> Option<(u32, usize, RuleId)> {
        let (entry, end, rule) = self.word(position, "month-name")?;
        if !self.text[position..].starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let has_stop = entry.kind == "short" && self.text[end..].starts_with('.');
        Some((entry.value.parse().ok()?, end + usize::from(has_stop), rule))
    }

    /// Reads the year after a month or day: 2022, `, 2022`, `of 2022`.
    pub(super) fn year_after(&self, end: usize) -> (Option<i32>, usize) {
        let mut at = end;
        if self.text[at..].starts_with(',') {
            at += 1;
        }
        at = skip_spaces(self.lower, at);
        if self.lower[at..].starts_with("of ") {
            at += "of ".len();
        }
        if at == end {
            return (None, end);
        }
        match number(self.text, at) {
            Some((year, after))
                if (1500..=2199).contains(&year)
                    && after - at == 4
                    && !self.text[after..].starts_with(|c: char| c.is_alphanumeric()) =>
            {
                (Some(year), after)
            }
            _ => (None, end),
        }
    }

    /// Reads a month with what follows it: February 24, 2022; February 2022; February.
    fn month_first(&self, position: usize) -> Option<Part> {
        let (month, end, rule) = self.month_name(position)?;
        let is_short = self.word(position, "month-name").is_some_and(|(entry, ..)| entry.kind == "short");
        let at = skip_spaces(self.lower, end);
        let at = if self.lower[at..].starts_with("the ") { at + "the ".len() } else { at };
        if at > end
            && let Some((day, day_end)) = self.day_number(at)
        {
            let (year, end) = self.year_after(day_end);
            let (time, end) = self.time_after(end);
            return Some(Part { start: position, end, shape: Shape::Day(month, day), year, time, rule });
        }
        let (year, year_end) = self.year_after(end);
        if year.is_none() && (is_short || !self.stands_as_month(position, end)) {
            return None;
        }
        let end = if year.is_some() { year_end } else { end };
        let start = self.with_this(position).filter(|_| year.is_none()).unwrap_or(position);
        Some(Part { start, end, shape: Shape::Month(month), year, time: None, rule })
    }

    /// A month alone is one after a preposition or before the joint to another month.
    fn stands_as_month(&self, position: usize, end: usize) -> bool {
        let (before, _) = text::word_before(self.lower, position);
        let is_introduced = begins(self.lexicon, &["before-month"], before)
            .is_some_and(|(_, length)| length == before.len())
            || self.text[..position].ends_with(['-', '–', '/', '(']);
        let leads = || {
            self.joint(end)
                .is_some_and(|(_, at)| self.month_name(at).is_some_and(|(_, end, _)| self.year_after(end).0.is_some()))
        };
        let is_name = self.text[end..].starts_with(' ')
            && self.text[end + 1..].starts_with(|c: char| c.is_uppercase())
            && before == "of";
        (is_introduced && !is_name) || leads()
    }

    /// Returns where "last", "this" or "next" before a month begins.
    fn with_this(&self, position: usize) -> Option<usize> {
        let (before, start) = text::word_before(self.lower, position);
        matches!(before, "this" | "last" | "next").then_some(start)
    }

    /// Reads a number alone that takes its month or year from the part before it: June 28-30, 2022; 2023-26.
    pub(super) fn elliptic(&self, before: &Part, joint: Joint, position: usize) -> Option<Part> {
        let start = position;
        match before.shape {
            Shape::Day(..) | Shape::DayOnly(_) => {
                let (day, end) = self.day_number(position)?;
                let after = skip_spaces(self.lower, end);
                let of = if self.lower[after..].starts_with("of ") { after + 3 } else { after };
                if self.month_name(of).is_some() {
                    return None;
                }
                if matches!(before.shape, Shape::DayOnly(_)) {
                    return self.leads_to_month(end).then(|| Part {
                        start,
                        end,
                        shape: Shape::DayOnly(day),
                        year: None,
                        time: None,
                        rule: RuleId::new("en.shared-month"),
                    });
                }
                let (year, end) = self.year_after(end);
                let is_clear = joint == Joint::Range || year.is_some() || !self.text[end..].starts_with(' ') || {
                    self.precedes(&["list", "before-month"], end)
                };
                is_clear.then(|| Part {
                    start,
                    end,
                    shape: Shape::DayOnly(day),
                    year,
                    time: None,
                    rule: RuleId::new("en.shared-month"),
                })
            }
            Shape::Year | Shape::Fiscal => {
                let first = before.year?;
                let (short, end) = number(self.text, position).filter(|(_, end)| end - position == 2)?;
                let year = first - first.rem_euclid(100) + short;
                let is_glued = self.text[..position].ends_with(['-', '–', '/']);
                (joint == Joint::Range
                    && is_glued
                    && year > first
                    && !self.text[end..].starts_with(char::is_alphanumeric))
                .then(|| Part {
                    start,
                    end,
                    shape: before.shape,
                    year: Some(year),
                    time: None,
                    rule: RuleId::new("en.two-digit-year"),
                })
            }
            _ => None,
        }
    }

    /// Reads the time after a day: `, at 4:05 p.m.`, `at 16:05`.
    fn time_after(&self, end: usize) -> (Option<(u32, u32)>, usize) {
        let mut at = end + usize::from(self.text[end..].starts_with(','));
        at = skip_spaces(self.lower, at);
        if self.lower[at..].starts_with("at ") {
            at += "at ".len();
        }
        match (at > end).then(|| self.clock(at)).flatten() {
            Some((hour, minute, end)) => (Some((hour, minute)), end),
            None => (None, end),
        }
    }

    /// Reads a time before its day: 4:05 p.m. JST on September 22, 2025.
    fn time_first(&self, position: usize) -> Option<Part> {
        let (hour, minute, end) = self.clock(position)?;
        let mut at = skip_spaces(self.lower, end);
        if let Some((_, length)) = begins(self.lexicon, &["zone"], &self.lower[at..]) {
            at = skip_spaces(self.lower, at + length);
        }
        at += usize::from(self.lower[at..].starts_with(','));
        at = skip_spaces(self.lower, at);
        at += if self.lower[at..].starts_with("on ") { "on ".len() } else { 0 };
        if let Some((_, end, _)) = self.word(at, "weekday") {
            at = skip_spaces(self.lower, end + usize::from(self.lower[end..].starts_with(',')));
        }
        let day =
            if self.text.as_bytes().get(at)?.is_ascii_digit() { self.day_first(at) } else { self.month_first(at) };
        match day {
            Some(day) if matches!(day.shape, Shape::Day(..)) => {
                Some(Part { start: position, time: Some((hour, minute)), ..day })
            }
            _ => {
                let (entry, end, rule) = self.word(at, "day")?;
                let (y, m, d) = crate::dates::frame::whole_day(self.frame.document)?;
                let day = calendar::shift_days((y, m, d), entry.value.parse().ok()?);
                let shape = Shape::Whole(Value::At(Point::Minute(day, hour, minute)));
                Some(Part { start: position, end, shape, year: None, time: None, rule })
            }
        }
    }

    /// Reads 4:05 p.m., 4 pm, 16:05.
    fn clock(&self, position: usize) -> Option<(u32, u32, usize)> {
        let bytes = self.text.as_bytes();
        let digits = text::digits_end(self.text, position);
        let hour: u32 = self.text.get(position..digits).filter(|run| run.len() <= 2)?.parse().ok()?;
        let colon = bytes.get(digits) == Some(&b':');
        let (minute, end) = if colon {
            let end = text::digits_end(self.text, digits + 1);
            (self.text.get(digits + 1..end).filter(|run| run.len() == 2)?.parse::<u32>().ok()?, end)
        } else {
            (0, digits)
        };
        let at = skip_spaces(self.lower, end);
        let half = begins(self.lexicon, &["forenoon", "afternoon"], &self.lower[at..])
            .filter(|(_, length)| text::is_edge(self.lower, at + length));
        let (hour, end) = match half {
            Some((entry, length)) if entry.family == "afternoon" => {
                (if hour < 12 { hour + 12 } else { hour }, at + length)
            }
            Some((_, length)) => (if hour == 12 { 0 } else { hour }, at + length),
            None if colon => (hour, end),
            None => return None,
        };
        (hour < 24 && minute < 60).then_some((hour, minute, end))
    }
}
