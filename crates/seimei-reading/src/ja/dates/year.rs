//! The year of a date: 2025年, 昭和四十七年, 令和7(2025)年, 23年度, 1990年代, 20世紀, 15年前.

use seimei_model::code::RuleId;

use super::number::{self, Number, number};
use super::{Read, Reader};
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins, ends};

/// What stands at the head of a date.
#[derive(Clone, Debug)]
pub(super) struct YearPart {
    pub end: usize,
    pub kind: YearKind,
    pub era: Option<i32>,
    pub rule: RuleId,
}

/// What sort of years it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum YearKind {
    /// A year, after which a month, season or half may stand.
    Year(i32),
    /// A year whose numeral waits for the unit of a later one.
    Borrowing(i32),
    /// A fiscal year by the year in which it begins.
    Fiscal(i32),
    /// Something that takes no month.
    Whole(Value),
}

impl Reader<'_, '_> {
    /// Reads the year that begins at `position`, after `before` in a list or range.
    pub(super) fn year(&self, position: usize, before: Option<&Read>) -> Option<YearPart> {
        if let Some((entry, end, _)) = self.words.of_family(position, "era") {
            return self.era_year(end, entry.value.parse().ok()?);
        }
        let numeral = number(self.text, position)?;
        let before_text = &self.text[..position];
        if before_text.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '第' | '数')) {
            return None;
        }
        if let Some(era) = before.and_then(|read| read.era)
            && numeral.digits < 3
        {
            return self.unit_of_year(numeral.end, numeral.value + era, Some(era), "ja.era-date");
        }
        let rest = &self.text[numeral.end..];
        if rest.starts_with("世紀") && (1..=30).contains(&numeral.value) {
            let end = self.tail(numeral.end + "世紀".len(), true);
            return Some(whole(end, Value::At(Point::Century(numeral.value - 1)), "ja.century"));
        }
        if (numeral.digits == 4 || (numeral.digits == 0 && numeral.value >= 1000))
            && (600..=2999).contains(&numeral.value)
        {
            return self.unit_of_year(numeral.end, numeral.value, None, "ja.calendar-date");
        }
        if rest.starts_with("年前") {
            return self.years_ago(position, &numeral);
        }
        self.short_year(position, &numeral, before)
    }

    /// Reads what follows an era: 元年, 七年, 7(2025)年.
    fn era_year(&self, end: usize, before_first: i32) -> Option<YearPart> {
        let rest = &self.text[end..];
        let (value, end) = if rest.starts_with('元') {
            (1, end + '元'.len_utf8())
        } else {
            let numeral = number(self.text, end).filter(|numeral| (1..100).contains(&numeral.value))?;
            (numeral.value, numeral.end)
        };
        self.unit_of_year(end, before_first + value, Some(before_first), "ja.era-date")
    }

    /// Reads the unit after a year's numeral: 年, 年度, 年代, with the year in the other calendar in
    /// brackets before or after it; or lends it from a later numeral.
    fn unit_of_year(&self, end: usize, year: i32, era: Option<i32>, rule: &str) -> Option<YearPart> {
        let rest = &self.text[end..];
        let rule = RuleId::new(rule);
        let (inner, bracket) = self.bracketed_year(end);
        let year = inner.unwrap_or(year);
        let Some(after) = self.text[bracket..].strip_prefix('年') else {
            if bracket != end || !self.lends_year(end) {
                return None;
            }
            return Some(YearPart { end, kind: YearKind::Borrowing(year), era, rule });
        };
        let end = bracket + '年'.len_utf8();
        if after.starts_with("代") && !after.starts_with("代表") && rest.starts_with('年') {
            let decade_end = self.tail(end + "代".len(), true);
            return (year % 10 == 0 || era.is_some()).then(|| YearPart {
                end: decade_end,
                kind: YearKind::Whole(Value::At(Point::Decade(year.div_euclid(10)))),
                era: None,
                rule,
            });
        }
        if after.starts_with('度') {
            return Some(YearPart { end: end + "度".len(), kind: YearKind::Fiscal(year), era, rule });
        }
        let (inner, bracket) = self.bracketed_year(end);
        Some(YearPart { end: bracket, kind: YearKind::Year(inner.unwrap_or(year)), era, rule })
    }

    /// Reads a year in the other calendar in brackets at `position`: (2025), (2025年), (令和7年).
    /// Returns the Gregorian year if it is given there, and the end, which is `position` if there is none.
    fn bracketed_year(&self, position: usize) -> (Option<i32>, usize) {
        let none = (None, position);
        let Some(inside) = self.text[position..].strip_prefix('(') else { return none };
        let Some(close) = inside.char_indices().take(12).find(|(_, c)| *c == ')').map(|(at, _)| at) else {
            return none;
        };
        let start = position + 1;
        let end = start + close;
        let (year, after) = match self.words.of_family(start, "era") {
            Some((_, after, _)) => {
                let after = match number(self.text, after) {
                    Some(numeral) => numeral.end,
                    None if self.text[after..].starts_with('元') => after + '元'.len_utf8(),
                    None => return none,
                };
                (None, after)
            }
            None => match number(self.text, start) {
                Some(numeral) if (1000..3000).contains(&numeral.value) => (Some(numeral.value), numeral.end),
                _ => return none,
            },
        };
        if matches!(&self.text[after..end], "" | "年") { (year, end + 1) } else { none }
    }

    /// Returns whether a numeral that ends at `end` takes its 年 from a later one: 2015、16年, 2023~26年.
    fn lends_year(&self, end: usize) -> bool {
        let mut at = end;
        for _ in 0..4 {
            let Some((_, length)) = begins(self.lexicon, &["list", "range"], &self.text[at..]) else { return false };
            let Some(next) = number(self.text, at + length) else { return false };
            if self.text[next.end..].starts_with('年') {
                return next.digits == 2 || next.digits == 4 || next.is_han;
            }
            at = next.end;
        }
        false
    }

    fn years_ago(&self, position: usize, numeral: &Number) -> Option<YearPart> {
        let end = numeral.end + "年前".len();
        let is_vague = ends(self.lexicon, &["vague"], &self.text[..position]).is_some()
            || self.text[end..].starts_with(['半', '後'])
            || numeral.value > 1500;
        // In a story, a quotation counts from the time it was spoken.
        let from =
            if self.frame.narrates && self.is_quoted(position) { self.frame.told() } else { self.frame.document };
        let year = from?.year - numeral.value;
        (!is_vague).then(|| whole(end, Value::At(Point::Year(year)), "ja.years-ago"))
    }

    /// Reads a year of two digits: 06年11月, '23年, 08年 after 2003年から.
    fn short_year(&self, position: usize, numeral: &Number, before: Option<&Read>) -> Option<YearPart> {
        let is_marked = self.text[..position].ends_with('\'');
        if numeral.digits != 2 {
            return None;
        }
        let rest = self.text[numeral.end..].strip_prefix('年')?;
        let listed = before.and_then(|read| read.value.first().calendar());
        let is_year = if numeral.is_han {
            number(rest, 0).is_some_and(|next| rest[next.end..].starts_with('月'))
        } else {
            let month_follows = number(rest, 0)
                .is_some_and(|next| (1..=12).contains(&next.value) && rest[next.end..].starts_with('月'));
            month_follows
                || is_marked
                || numeral.leads_with_nought
                || rest.starts_with('度')
                || (listed.is_some() || self.may_be_short_year(position, numeral))
                    && begins(self.lexicon, &["not-after-year"], rest).is_none()
        };
        if !is_year {
            return None;
        }
        let full = match listed {
            Some(date) => {
                let year = date.year - date.year.rem_euclid(100) + numeral.value;
                if year < date.year { year + 100 } else { year }
            }
            None => self.frame.full_year(numeral.value),
        };
        self.unit_of_year(numeral.end, full, None, "ja.two-digit-year")
    }

    /// Returns whether two digits with 年 and no month may name a year: in a story, and with no
    /// word of duration before them.
    fn may_be_short_year(&self, position: usize, numeral: &Number) -> bool {
        let Some(document) = self.frame.document else { return false };
        let year = self.frame.full_year(numeral.value);
        self.frame.narrates
            && year <= document.year + 10
            && year >= document.year - 45
            && ends(self.lexicon, &["not-before-year"], &self.text[..position]).is_none()
            && !self.text[..position].ends_with(number::is_numeral)
    }
}

fn whole(end: usize, value: Value, rule: &str) -> YearPart {
    YearPart { end, kind: YearKind::Whole(value), era: None, rule: RuleId::new(rule) }
}
