//! One date: year, month, day and time in order, each where it is named.

use seimei_model::code::RuleId;

use super::number::number;
use super::words::WordKind;
use super::year::{YearKind, YearPart};
use super::{Read, Reader, Unit};
use crate::dates::calendar;
use crate::dates::frame::Frame;
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins, ends};

/// Year, month, and end of what was read so far.
type Month = (i32, u32, usize);

impl Reader<'_, '_> {
    /// Reads the date that begins at `position`, after `before` in a list or range.
    pub(super) fn point(&self, position: usize, before: Option<&Read>) -> Option<Read> {
        let word = self.word(position, true);
        if let Some(part) = word.as_ref().and_then(super::words::Word::as_year) {
            return self.after_year(position, &part);
        }
        if let Some(word) = word {
            let rule = word.rule.clone();
            let (value, end) = match word.kind {
                WordKind::Month(year, month) => self.after_month((year, month, word.end)),
                WordKind::Day(year, month, day) => self.after_day((year, month, day), word.end),
                _ => return None,
            };
            let names = word.kind.unit();
            return Some(Read { start: position, end, value, rule, era: None, names });
        }
        if let Some(part) = self.year(position, before) {
            return self.after_year(position, &part);
        }
        self.month(position, before).or_else(|| self.day(position, before))
    }

    /// Reads what follows a year.
    fn after_year(&self, position: usize, part: &YearPart) -> Option<Read> {
        // The apostrophe of '23年 belongs to it.
        let start = position - usize::from(self.text[..position].ends_with('\''));
        let read = |value, end| Read { start, end, value, rule: part.rule.clone(), era: part.era, names: Unit::Year };
        let year = match part.kind {
            YearKind::Whole(value) => return Some(read(value, part.end)),
            YearKind::Borrowing(year) => return Some(read(Value::At(Point::Year(year)), part.end)),
            YearKind::Fiscal(year) => {
                let (value, end) = self.after_fiscal_year(year, part.end);
                return Some(read(value, end));
            }
            YearKind::Year(year) => year,
        };
        // 本年の5月 and 2025年の春 are one date.
        let after_particle = part.end + if self.text[part.end..].starts_with('の') { "の".len() } else { 0 };
        if let Some((entry, length)) = begins(self.lexicon, &["season"], &self.text[after_particle..])
            && let Ok(season) = entry.value.parse()
        {
            return Some(read(Value::At(Point::Season(year, season)), after_particle + length));
        }
        for from in [part.end, after_particle] {
            if let Some((entry, length)) = begins(self.lexicon, &["half"], &self.text[from..]) {
                let first = if entry.value == "1" { 1 } else { 7 };
                return Some(read(Value::months(year, first, first + 5), from + length));
            }
            if let Some((quarter, end)) = self.quarter(from) {
                return Some(read(Value::months(year, quarter * 3 - 2, quarter * 3), end));
            }
        }
        let month = self.numbered_month(after_particle).or_else(|| match self.word(after_particle, false)?.kind {
            WordKind::Month(_, month) => Some((month, self.word(after_particle, false)?.end)),
            _ => None,
        });
        if let Some((month, end)) = month {
            if self.text[..end].ends_with('月') {
                let (value, end) = self.after_month((year, month, end));
                return Some(read(value, end));
            }
            return Some(read(Value::At(Point::Month(year, month)), end));
        }
        if self.names_an_instrument(part.end) {
            return None;
        }
        Some(read(Value::At(Point::Year(year)), self.tail(part.end, false)))
    }

    fn after_fiscal_year(&self, year: i32, end: usize) -> (Value, usize) {
        if let Some((entry, length)) = begins(self.lexicon, &["half"], &self.text[end..]) {
            let value = if entry.value == "1" {
                Value::months(year, 4, 9)
            } else {
                Value::Span(Point::Month(year, 10), Point::Month(year + 1, 3))
            };
            return (value, end + length);
        }
        if let Some((quarter, end)) = self.quarter(end) {
            let (from_year, from) = calendar::shift_months(year, 4, quarter.cast_signed() * 3 - 3);
            return (Value::months(from_year, from, from + 2), end);
        }
        (Value::twelve_months(year, 4), self.tail(end, false))
    }

    /// Reads 第1四半期 at `position`.
    fn quarter(&self, position: usize) -> Option<(u32, usize)> {
        let start = position + self.text[position..].strip_prefix('第').map(|_| "第".len())?;
        let numeral = number(self.text, start).filter(|numeral| (1..=4).contains(&numeral.value))?;
        self.text[numeral.end..]
            .strip_prefix("四半期")
            .map(|_| (numeral.value.cast_unsigned(), numeral.end + "四半期".len()))
    }

    /// Reads a month's numeral with 月, or one that takes 月 from a later numeral (6、7月).
    fn numbered_month(&self, position: usize) -> Option<(u32, usize)> {
        let numeral = number(self.text, position).filter(|numeral| (1..=12).contains(&numeral.value))?;
        let month = numeral.value.cast_unsigned();
        if self.text[numeral.end..].starts_with('月') {
            return Some((month, numeral.end + "月".len()));
        }
        let (_, length) = begins(self.lexicon, &["list", "range"], &self.text[numeral.end..])?;
        let next = number(self.text, numeral.end + length).filter(|next| (1..=12).contains(&next.value))?;
        self.text[next.end..].starts_with('月').then_some((month, numeral.end))
    }

    /// Reads a date that begins with its month.
    fn month(&self, position: usize, before: Option<&Read>) -> Option<Read> {
        if self.text[..position].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '第' | '数' | '.' | '/'))
        {
            return None;
        }
        let (month, end) = self.numbered_month(position)?;
        let year = match before.and_then(|read| read.value.first().calendar()) {
            Some(date) => date.year,
            None => self.year_of_month(month, position, end)?,
        };
        let borrows = !self.text[..end].ends_with('月');
        let (value, end) =
            if borrows { (Value::At(Point::Month(year, month)), end) } else { self.after_month((year, month, end)) };
        let rule = RuleId::new("ja.month-without-year");
        Some(Read { start: position, end, value, rule, era: None, names: Unit::Month })
    }

    /// Returns the year of a month at `start..end`; 去る and 来る count from the document.
    fn year_of_month(&self, month: u32, start: usize, end: usize) -> Option<i32> {
        let side = self.side(start, end);
        let counts_from_document = ends(self.lexicon, &["before-past", "before-future"], &self.text[..start]).is_some()
            && !self.frame.narrates;
        let frame = if counts_from_document { Frame { last_is_near: false, ..self.frame } } else { self.frame };
        frame.year_of_month(month, side)
    }

    /// Reads what follows a month.
    fn after_month(&self, (year, month, end): Month) -> (Value, usize) {
        let month_alone = || {
            let half = begins(self.lexicon, &["half"], &self.text[end..]).map_or(0, |(_, length)| length);
            (Value::At(Point::Month(year, month)), self.tail(end + half, false))
        };
        let at = end + if self.text[end..].starts_with('の') { "の".len() } else { 0 };
        let Some(numeral) = number(self.text, at) else { return month_alone() };
        if !calendar::exists(year, month, u32::try_from(numeral.value).unwrap_or(0)) {
            return month_alone();
        }
        let day = numeral.value.cast_unsigned();
        let rest = &self.text[numeral.end..];
        if rest.starts_with('日') && !rest.starts_with("日間") {
            return self.after_day((year, month, day), numeral.end + "日".len());
        }
        // 9月22、23日: the first day takes 日 from the second.
        if at == end
            && let Some((_, length)) = begins(self.lexicon, &["list", "range"], rest)
            && let Some(next) = number(self.text, numeral.end + length)
            && next.value > numeral.value
            && next.value <= 31
            && self.text[next.end..].starts_with('日')
        {
            return (Value::At(Point::Day(year, month, day)), numeral.end);
        }
        month_alone()
    }

    /// Reads a day without its month: 22日 in a list, range or story, 本14日, 翌21日.
    fn day(&self, position: usize, before: Option<&Read>) -> Option<Read> {
        let numeral = number(self.text, position).filter(|numeral| (1..=31).contains(&numeral.value))?;
        let day = numeral.value.cast_unsigned();
        let text_before = &self.text[..position];
        let rest = &self.text[numeral.end..];
        let end = if rest.starts_with('日') {
            numeral.end + "日".len()
        } else {
            let (_, length) = begins(self.lexicon, &["list", "range"], rest).filter(|_| before.is_some())?;
            let next = number(self.text, numeral.end + length)?;
            if !self.text[next.end..].starts_with('日') {
                return None;
            }
            numeral.end
        };
        if begins(self.lexicon, &["not-after-day"], &self.text[end..]).is_some() {
            return None;
        }
        let rule = RuleId::new("ja.bare-day");
        let (start, year, month) = if let Some(date) = before.and_then(|read| read.value.first().calendar()) {
            (position, date.year, date.month?)
        } else if let Some((entry, length)) = ends(self.lexicon, &["day-prefix"], text_before) {
            let from = if entry.kind == "told" { self.frame.latest() } else { self.frame.document }?;
            let start = position - length;
            if self.text[..start].ends_with('日') {
                return None;
            }
            (start, from.year, from.month?)
        } else {
            let goes_on = self.frame.last_is_near && self.frame.last.is_some_and(|last| last.day.is_some());
            let is_free = (!numeral.is_han || goes_on)
                && !text_before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '第' | '数' | '.' | '約'))
                && (self.text[end..].is_empty() || begins(self.lexicon, &["after-day"], &self.text[end..]).is_some());
            if !is_free {
                return None;
            }
            let (year, month) = self.frame.month_of_day(day, self.side(position, end))?;
            (position, year, month)
        };
        if !calendar::exists(year, month, day) {
            return None;
        }
        let (value, end) = self.after_day((year, month, day), end);
        Some(Read { start, end, value, rule, era: None, names: Unit::Day })
    }

    /// Reads the time after a day, over the day of the week in brackets.
    fn after_day(&self, day: (i32, u32, u32), end: usize) -> (Value, usize) {
        let alone = (Value::At(Point::Day(day.0, day.1, day.2)), end);
        let rest = &self.text[end..];
        let close = rest.char_indices().take(8).find(|(_, c)| *c == ')').map(|(at, _)| at + 1);
        let at = end + close.filter(|_| rest.starts_with('(')).unwrap_or(0);
        let Some((hour, minute, end)) = self.time(at) else { return alone };
        (Value::At(Point::Minute(day, hour, minute)), end)
    }

    /// Reads 午後4時5分, 16時, 正午.
    fn time(&self, position: usize) -> Option<(u32, u32, usize)> {
        let (added, at) = match begins(self.lexicon, &["forenoon", "noon"], &self.text[position..]) {
            Some((entry, length)) if entry.family == "noon" && entry.kind == "exact" => {
                return Some((12, 0, position + length));
            }
            Some((entry, length)) => (Some(entry.value.parse::<u32>().ok()?), position + length),
            None => (None, position),
        };
        let hour = number(self.text, at).filter(|hour| (0..=30).contains(&hour.value))?;
        let after_hour = self.text[hour.end..].strip_prefix('時')?;
        if after_hour.starts_with('間') || after_hour.starts_with('期') {
            return None;
        }
        let end = hour.end + "時".len();
        let (minute, end) = if after_hour.starts_with('半') {
            (30, end + "半".len())
        } else {
            match number(self.text, end).filter(|minute| (0..60).contains(&minute.value)) {
                Some(minute) if self.text[minute.end..].starts_with('分') => {
                    (minute.value.cast_unsigned(), minute.end + "分".len())
                }
                _ => (0, end),
            }
        };
        let hour = hour.value.cast_unsigned();
        let hour = match added {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 => 0,
            _ => hour,
        };
        (hour < 24).then_some((hour, minute, end))
    }

    /// Returns the end of an expression that ends at `end`, with 末 and the like; with 前半 too
    /// after something longer than a year.
    pub(super) fn tail(&self, end: usize, takes_half: bool) -> usize {
        let rest = &self.text[end..];
        if begins(self.lexicon, &["tail-not"], rest).is_some() {
            return end;
        }
        let families: &[&str] = if takes_half { &["tail", "half"] } else { &["tail"] };
        end + begins(self.lexicon, families, rest).map_or(0, |(_, length)| length)
    }

    /// Returns whether a year that ends at `end` begins the name of an instrument: 2022年戦略概念.
    fn names_an_instrument(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let is_name =
            |c: char| matches!(c, '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}') || c.is_ascii_alphanumeric();
        let length =
            rest.char_indices().take(30).find(|(_, c)| !is_name(*c)).map_or_else(|| rest.len().min(90), |(at, _)| at);
        let name = rest.get(..length).unwrap_or_default();
        ends(self.lexicon, &["instrument"], name).is_some()
    }
}
