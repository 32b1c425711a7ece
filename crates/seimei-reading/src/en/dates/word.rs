//! Words that stand for a date by themselves: today, last year, next month, that week, on Tuesday, two years ago.

use seimei_lexicon::table::Entry;
use seimei_model::code::RuleId;

use super::text::{self, skip_spaces};
use super::{Part, Reader, Shape};
use crate::context::CalendarDate;
use crate::dates::calendar;
use crate::dates::frame::{Side, whole_day};
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins, ends};

impl Reader<'_, '_> {
    /// Reads a word that is counted from the document's date or from the date last told.
    pub(super) fn relative(&self, position: usize) -> Option<Part> {
        let part = |end: usize, value: Value, rule: RuleId| Part {
            start: position,
            end,
            shape: Shape::Whole(value),
            year: None,
            time: None,
            rule,
        };
        if let Some((entry, end, rule)) = self.word(position, "ago") {
            let (count, start) = self.count_before(position)?;
            let lead = self.lower[..start].trim_end_matches(' ');
            let is_vague = ends(self.lexicon, &["vague-ago"], lead)
                .is_some_and(|(_, length)| text::is_edge(lead, lead.len() - length));
            if is_vague {
                return None;
            }
            let from = self.frame.document?;
            let value = if entry.value == "year" {
                Value::At(Point::Year(from.year - count))
            } else {
                let (year, month) = calendar::shift_months(from.year, from.month?, -count);
                Value::At(Point::Month(year, month))
            };
            return Some(Part { start, ..part(end, value, rule) });
        }
        let families = ["year", "month", "week", "day", "decade", "century"];
        let (entry, end, rule) = families.iter().find_map(|family| self.word(position, family))?;
        if entry.kind == "vague" && self.is_vague(position, end) {
            return None;
        }
        let from: CalendarDate = if entry.kind == "told" { self.frame.last? } else { self.frame.document? };
        let value = counted(entry, from)?;
        Some(part(end, value, rule))
    }

    /// Reads the number before "years ago", with its beginning.
    fn count_before(&self, position: usize) -> Option<(i32, usize)> {
        let (word, start) = text::word_before(self.lower, position);
        if word.is_empty() || start + word.len() + 1 != position {
            return None;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return (word.len() <= 3).then(|| word.parse().ok()).flatten().map(|count| (count, start));
        }
        let (entry, length) = begins(self.lexicon, &["count"], word)?;
        if length != word.len() {
            return None;
        }
        let count = entry.value.parse().ok()?;
        Some((count, start))
    }

    /// Returns whether "today" or "tomorrow" means "nowadays" or "the future".
    fn is_vague(&self, position: usize, end: usize) -> bool {
        let rest = &self.lower[end..];
        if let Some(thing) = rest.strip_prefix("'s ") {
            return self.lower[position..end] != *"today"
                || begins(self.lexicon, &["vague-thing"], thing)
                    .is_some_and(|(_, length)| text::is_edge(thing, length));
        }
        let before = self.lower[..position].trim_end_matches(' ');
        let is_led = ends(self.lexicon, &["vague-before"], before)
            .is_some_and(|(_, length)| text::is_edge(before, before.len() - length));
        let at = skip_spaces(self.lower, end);
        let is_followed = begins(self.lexicon, &["vague-after"], &self.lower[at..])
            .is_some_and(|(_, length)| text::is_edge(self.lower, at + length));
        is_led || is_followed
    }

    /// Reads a day of the week that the document's date makes certain; none where a date follows it.
    pub(super) fn weekday(&self, position: usize) -> Option<Part> {
        let (entry, end, rule) = self.word(position, "weekday")?;
        if !self.text[position..].starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let at = skip_spaces(self.lower, end + usize::from(self.text[end..].starts_with([',', '('])));
        let names_month = self.word(at, "month-name").is_some();
        let names_day = self.text[at..].starts_with(|c: char| c.is_ascii_digit());
        let (before, start) = text::word_before(self.lower, position);
        let is_plain = matches!(before, "on" | "last" | "next" | "this" | "late" | "early")
            || rest_is_possessive(&self.lower[end..]);
        if names_month || names_day || !is_plain {
            return None;
        }
        let today = whole_day(self.frame.document)?;
        let weekday: i32 = entry.value.parse().ok()?;
        let ahead = weekday - calendar::weekday(today).cast_signed();
        let by = match before {
            "next" => ahead + 7,
            "last" if ahead >= 0 => ahead - 7,
            "last" => ahead,
            _ if ahead <= 0 && self.side(position, end) == Side::Future => ahead + 7,
            _ if ahead > 0 && self.side(position, end) != Side::Future => ahead - 7,
            _ => ahead,
        };
        let (year, month, day) = calendar::shift_days(today, by);
        let start = if matches!(before, "last" | "next" | "this") { start } else { position };
        let shape = Shape::Whole(Value::At(Point::Day(year, month, day)));
        Some(Part { start, end, shape, year: None, time: None, rule })
    }
}

fn rest_is_possessive(rest: &str) -> bool {
    rest.starts_with("'s ")
}

/// Returns what a word means that lies some units away from `from`.
fn counted(entry: &Entry, from: CalendarDate) -> Option<Value> {
    let by: i32 = entry.value.parse().ok()?;
    Some(match entry.family.as_str() {
        "year" => Value::At(Point::Year(from.year + by)),
        "month" => {
            let (year, month) = calendar::shift_months(from.year, from.month?, by);
            Value::At(Point::Month(year, month))
        }
        "week" => Value::week(whole_day(Some(from))?, by),
        "day" if by == 0 => Value::At(Point::of(from)),
        "day" => {
            let (year, month, day) = calendar::shift_days(whole_day(Some(from))?, by);
            Value::At(Point::Day(year, month, day))
        }
        "decade" => Value::At(Point::Decade(from.year.div_euclid(10) + by)),
        "century" => Value::At(Point::Century((from.year - 1).div_euclid(100) + by)),
        _ => return None,
    })
}
