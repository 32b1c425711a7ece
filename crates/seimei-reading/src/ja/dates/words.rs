//! Words that stand for a date by themselves: 昨年, 同月, 本日, 今週, 今秋, 来年度, 今世紀.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::Entry;
use seimei_model::code::RuleId;

use super::number;
use super::year::{YearKind, YearPart};
use super::{Reader, Unit};
use crate::context::CalendarDate;
use crate::dates::calendar;
use crate::dates::frame::whole_day;
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins, ends};

/// A word with what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub end: usize,
    pub kind: WordKind,
    pub rule: RuleId,
}

/// What a word stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WordKind {
    /// A year, after which a month may stand.
    Year(i32),
    /// A fiscal year.
    Fiscal(i32),
    /// A month, after which a day may stand.
    Month(i32, u32),
    /// A day, after which a time may stand.
    Day(i32, u32, u32),
    /// Something that nothing follows.
    Whole(Value),
}

impl WordKind {
    /// Returns the unit that the word is told by.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Month(..) => Unit::Month,
            Self::Day(..) => Unit::Day,
            _ => Unit::Year,
        }
    }
}

impl Reader<'_, '_> {
    /// Reads the date word that begins at `position`; a word that stands within a name or an
    /// idiom is none. `opens` is false after a year or month of the same date.
    pub(super) fn word(&self, position: usize, opens: bool) -> Option<Word> {
        let (entry, end, hit) = self.words.at(position).find(|(entry, ..)| entry.family != "era")?;
        if opens && self.is_inside_a_compound(position, entry) {
            return None;
        }
        let rest = &self.text[end..];
        if begins(self.lexicon, &["not-relative"], rest).is_some() {
            return None;
        }
        if entry.family == "day" && rest.starts_with('本') && entry.kind == "told" {
            return None;
        }
        if entry.kind == "event" && begins(self.lexicon, &["occasion"], rest).is_none() {
            return None;
        }
        let kind = self.meaning(position, entry, hit)?;
        Some(Word { end, kind, rule: self.words.rule(hit) })
    }

    /// A word after a Han character is part of a longer one (基本日程), save after a time zone (日本時間同日).
    fn is_inside_a_compound(&self, position: usize, entry: &Entry) -> bool {
        let before = &self.text[..position];
        let Some(previous) = before.chars().next_back() else { return false };
        if ends(self.lexicon, &["before-word"], before).is_some() {
            return false;
        }
        let is_han = matches!(previous, '\u{3400}'..='\u{9fff}');
        is_han || (entry.kind == "whole" && number::is_numeral(previous))
    }

    fn meaning(&self, position: usize, entry: &Entry, _: &Hit) -> Option<WordKind> {
        let quoted = self.frame.narrates && self.is_quoted(position);
        let from: CalendarDate = match entry.kind.as_str() {
            "told" => match entry.family.as_str() {
                "day" => self.frame.latest().filter(|date| date.day.is_some()).or(self.frame.document)?,
                "month" => self.frame.latest().filter(|date| date.month.is_some()).or(self.frame.document)?,
                _ if entry.value == "0" => self.frame.latest()?,
                _ => self.frame.told()?,
            },
            _ if quoted => self.frame.told()?,
            _ => self.frame.document?,
        };
        if entry.family == "season" {
            let (by, season) = entry.value.split_once('/')?;
            let year = from.year + by.parse::<i32>().ok()?;
            return Some(WordKind::Whole(Value::At(Point::Season(year, season.parse().ok()?))));
        }
        let by: i32 = entry.value.parse().ok()?;
        Some(match entry.family.as_str() {
            "year" if entry.kind == "whole" => WordKind::Whole(Value::At(Point::Year(from.year + by))),
            "year" => WordKind::Year(from.year + by),
            "fiscal" => {
                let running = from.year - i32::from(from.month.is_some_and(|month| month < 4));
                WordKind::Fiscal(running + by)
            }
            "month" => {
                let (year, month) = calendar::shift_months(from.year, from.month?, by);
                WordKind::Month(year, month)
            }
            "week" => WordKind::Whole(Value::week(whole_day(Some(from))?, by)),
            "day" => {
                let (year, month, day) = calendar::shift_days(whole_day(Some(from))?, by);
                WordKind::Day(year, month, day)
            }
            "century" => WordKind::Whole(Value::At(Point::Century((from.year - 1).div_euclid(100) + by))),
            _ => return None,
        })
    }
}

impl Word {
    /// Returns a word that names a year as the year part of a date.
    pub(super) fn as_year(&self) -> Option<YearPart> {
        let kind = match self.kind {
            WordKind::Year(year) => YearKind::Year(year),
            WordKind::Fiscal(year) => YearKind::Fiscal(year),
            WordKind::Whole(value) => YearKind::Whole(value),
            _ => return None,
        };
        Some(YearPart { end: self.end, kind, era: None, rule: self.rule.clone() })
    }
}
