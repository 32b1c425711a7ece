//! Years alone, and numbers that are none: quantities, numbers of resolutions, years inside a name.

use seimei_model::code::RuleId;

use super::text::{self, number, skip_spaces};
use super::{Part, Reader, Shape};
use crate::dates::value::{Point, Value};
use crate::dates::words::begins;

impl Reader<'_, '_> {
    /// Reads what a number begins that is longer than a year: 1990s, 21st century, 2022-2023 fiscal year.
    pub(super) fn numbered_period(&self, position: usize) -> Option<Part> {
        let digits = text::digits_end(self.text, position);
        let count: i32 = self.text.get(position..digits).filter(|run| run.len() <= 4)?.parse().ok()?;
        let rest = &self.lower[digits..];
        let rule = |name: &str| RuleId::new(name);
        let whole = |end: usize, value: Value, name: &str| {
            Some(Part { start: position, end, shape: Shape::Whole(value), year: None, time: None, rule: rule(name) })
        };
        if digits - position == 4 && count % 10 == 0 {
            let end = digits + ["'s", "s"].iter().find(|s| rest.starts_with(**s)).map_or(0, |s| s.len());
            if end > digits && text::is_edge(self.text, end) {
                return whole(end, Value::At(Point::Decade(count / 10)), "en.decade");
            }
        }
        let ordinal = ["st", "nd", "rd", "th"].iter().find(|ordinal| rest.starts_with(**ordinal));
        if let Some(ordinal) = ordinal
            && (1..=30).contains(&count)
        {
            let end = self.century_word(digits + ordinal.len())?;
            return whole(end, Value::At(Point::Century(count - 1)), "en.century");
        }
        None
    }

    /// Returns the end of "century" after an ordinal that ends at `end`.
    pub(super) fn century_word(&self, end: usize) -> Option<usize> {
        let at = end + usize::from(self.lower[end..].starts_with([' ', '-']));
        let rest = &self.lower[at..];
        let length = ["century", "centuries"].iter().find(|word| rest.starts_with(**word))?.len();
        (at > end && text::is_edge(self.lower, at + length)).then_some(at + length)
    }

    /// Reads a year that stands alone.
    pub(super) fn bare_year(&self, position: usize) -> Option<Part> {
        let (year, end) = number(self.text, position).filter(|(_, end)| end - position == 4)?;
        let is_plausible = (1600..=2150).contains(&year) && !self.text[end..].starts_with(char::is_alphanumeric);
        if !is_plausible || self.is_numbered(position) || self.is_quantity(end) || self.is_in_name(position, end) {
            return None;
        }
        let rule = RuleId::new("en.year");
        if let Some((end, last)) = self.fiscal_years(end, year) {
            let value = match last {
                Some(last) => Value::Span(Point::Year(year), Point::Year(last)),
                None => self.fiscal_year(year),
            };
            return Some(Part { start: position, end, shape: Shape::Whole(value), year: None, time: None, rule });
        }
        Some(Part { start: position, end, shape: Shape::Year, year: Some(year), time: None, rule })
    }

    /// Reads `-2023 fiscal year` or ` fiscal year` after a year.
    fn fiscal_years(&self, end: usize, year: i32) -> Option<(usize, Option<i32>)> {
        let second = self.joint(end).and_then(|(_, at)| {
            let (last, end) = number(self.text, at)?;
            let last = if last < 100 { year - year.rem_euclid(100) + last } else { last };
            (last > year).then_some((last, end))
        });
        let (last, end) = second.map_or((None, end), |(last, end)| (Some(last), end));
        let at = skip_spaces(self.lower, end);
        let (_, end, _) = self.word(at, "fiscal")?;
        // "2024 fiscal year 2025" is two expressions.
        let followed = number(self.text, skip_spaces(self.text, end)).is_some();
        (!followed).then_some((end, last))
    }

    /// Returns whether a number at `position` counts resolutions and the like: resolutions 1718, 1874 and 2397.
    fn is_numbered(&self, position: usize) -> bool {
        let before = &self.lower[..position];
        // The year of a resolution in brackets after its number belongs to its name.
        let bracketed = before.strip_suffix('(').map(str::trim_end);
        if let Some(before) = bracketed
            && before.ends_with(|c: char| c.is_ascii_digit())
        {
            return true;
        }
        let mut rest = before;
        for _ in 0..12 {
            let trimmed = rest.trim_end_matches([' ', ',', '(', ')', ';']);
            let trimmed = trimmed.strip_suffix(" and").or_else(|| trimmed.strip_suffix(" or")).unwrap_or(trimmed);
            let trimmed = trimmed.trim_end_matches([' ', ',', '(', ')', ';']);
            let digits = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
            if digits.len() == trimmed.len() {
                rest = trimmed;
                break;
            }
            rest = digits;
        }
        self.follows(&["numbered"], rest.len())
    }

    /// Returns whether what follows makes the number a quantity.
    fn is_quantity(&self, end: usize) -> bool {
        self.precedes(&["not-after-year"], end)
    }

    /// Returns whether a year at `position..end` stands inside a name: Vision 2030, 2030 Agenda, 2023 Joint Statement.
    fn is_in_name(&self, position: usize, end: usize) -> bool {
        let (before, start) = text::word_before(self.text, position);
        let touches = start + before.len() + 1 >= position && !before.is_empty();
        if touches && before.starts_with(|c: char| c.is_uppercase()) && !before.contains('-') {
            let lower = &self.lower[start..start + before.len()];
            let is_open =
                begins(self.lexicon, &["before-year"], lower).is_some_and(|(_, length)| length == lower.len());
            let is_possessive = lower.ends_with("'s") || lower.ends_with('\'');
            if !is_open && !is_possessive && self.word(start, "month-name").is_none() {
                return true;
            }
        }
        self.begins_an_instrument(end)
    }

    /// Returns whether words with capitals after a year end in the noun of an instrument.
    fn begins_an_instrument(&self, end: usize) -> bool {
        let mut at = end;
        let mut ends_in_noun = false;
        for _ in 0..14 {
            let start = skip_spaces(self.text, at);
            let rest = &self.text[start..];
            if start == at || rest.is_empty() {
                break;
            }
            let length = rest
                .char_indices()
                .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '.' | '&' | '/' | '–')))
                .map_or(rest.len(), |(at, _)| at);
            if length == 0 {
                break;
            }
            let word = &self.lower[start..start + length];
            let is = |family: &str| {
                begins(self.lexicon, &[family], word.trim_end_matches('.'))
                    .is_some_and(|(_, found)| found == word.trim_end_matches('.').len())
            };
            if rest.starts_with(|c: char| c.is_uppercase()) {
                // "the 2021 Summit" tells a year; "the 2021 Arden Summit" has a name.
                ends_in_noun |= is("instrument") || (at > end && is("named-occasion"));
            } else if !is("name-joint") || at == end {
                break;
            }
            at = start + length;
            if ends_in_noun || self.text[at..].starts_with([',', ';', '.']) {
                break;
            }
        }
        ends_in_noun
    }
}
