//! Dates written around a document: in a YAML head, a database header, a date line.

use seimei_lexicon::lexicon::{self, Lexicon};
use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_text::fold::fold;

use crate::context::CalendarDate;
use crate::dates::calendar;
use crate::dates::frame::Frame;
use crate::dates::value::{Point, Value};
use crate::{en, ja};

/// Reads a date as somebody wrote it (`2025年4月9日`, `'2022-05-23'`, `September 22, 2025`, `2025-9-25 11:30`,
/// `令和7年9月22日`, `2025.4.9`), in any language of the lexicon, to the day, month or year; the
/// first one if there are several, `None` if there is none. The time of day is left out.
pub fn written_date(text: &str, lexicon: &Lexicon) -> Option<Edtf> {
    // A date stands near the beginning of its line; what is longer is no date line.
    let end = text.char_indices().nth(300).map_or(text.len(), |(at, _)| at);
    let folded = fold(text[..end].trim(), lexicon.glyphs());
    let folded = folded.as_str();
    let point = numeric(folded)
        .map(Point::of)
        .or_else(|| [Lang::Ja, Lang::En].into_iter().find_map(|lang| in_language(folded, lang, lexicon)))?;
    Some(Value::At(point).edtf())
}

/// Reads the first date of `text` that names its year in words of `lang`.
fn in_language(text: &str, lang: Lang, lexicon: &Lexicon) -> Option<Point> {
    let words = lexicon.language(lang)?;
    let lower = lexicon::lower(text);
    let hits = words.scan(&lower);
    let mut frame = Frame::default();
    let found = match lang {
        Lang::Ja => ja::dates::read(text, &hits, words, &mut frame),
        Lang::En | Lang::Und => en::dates::read(text, &lower, &hits, words, &mut frame),
    };
    // A year beside other figures is a part of a date in an order nobody can be sure of.
    let found = found.iter().find(|date| !text[date.range.end as usize..].starts_with(['/', '-', '.']))?;
    let is_part = text[..found.range.start as usize].ends_with(['/', '.', '-']);
    (!is_part).then(|| CalendarDate::parse(found.edtf.as_str())).flatten().map(Point::of)
}

/// Reads year, month and day in figures parted by one of `-`, `/`, `.`, after quotation marks or
/// other signs: 2025-9-25, 2025/09/25, 20250925, and 25.9.2025 or 9/25/2025 where only one reading exists.
fn numeric(text: &str) -> Option<CalendarDate> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    if text[..first].chars().any(char::is_alphanumeric) {
        return None;
    }
    let run = &text[first..];
    let run = &run[..run.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))).unwrap_or(run.len())];
    let after = &text[first + run.len()..];
    if run.len() == 8 && run.bytes().all(|b| b.is_ascii_digit()) {
        return dated(run[..4].parse().ok()?, run[4..6].parse().ok(), run[6..].parse().ok());
    }
    let parts: Vec<u32> = run.split(['-', '/', '.']).map_while(|part| part.parse().ok()).collect();
    let is_year = |number: u32| (1000..=2999).contains(&number);
    match *parts.as_slice() {
        [year, month, day, ..] if is_year(year) => dated(year, Some(month), Some(day)),
        [year, month] if is_year(year) => dated(year, Some(month), None),
        [year] if is_year(year) && after.chars().all(|c| !c.is_alphanumeric()) => dated(year, None, None),
        [first, second, year] if is_year(year) && first > 12 => dated(year, Some(second), Some(first)),
        [first, second, year] if is_year(year) && (second > 12 || first == second) => {
            dated(year, Some(first), Some(second))
        }
        _ => None,
    }
}

fn dated(year: u32, month: Option<u32>, day: Option<u32>) -> Option<CalendarDate> {
    let year = i32::try_from(year).ok()?;
    let is_real = match (month, day) {
        (Some(month), Some(day)) => calendar::exists(year, month, day),
        (Some(month), None) => (1..=12).contains(&month),
        _ => true,
    };
    is_real.then_some(CalendarDate { year, month, day })
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;

    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let lexicon = Lexicon::compile(&builtin::files()).0;
        let read = written_date(text, &lexicon);
        assert_eq!(read.as_ref().map(Edtf::as_str), expected, "{text}");
    }

    #[test]
    fn figures_are_read_in_every_order_that_is_certain() {
        check("'2022-05-23'", Some("2022-05-23"));
        check("2025-9-25 11:30", Some("2025-09-25"));
        check("2024-10-27T09:00:00+09:00", Some("2024-10-27"));
        check("2025/4/9", Some("2025-04-09"));
        check("2025.04.09", Some("2025-04-09"));
        check("25.9.2025", Some("2025-09-25"));
        check("2025", Some("2025"));
        check("3/4/2025", None);
        check("2025-02-30", None);
    }

    #[test]
    fn dates_in_japanese_are_read() {
        check("2025年4月9日", Some("2025-04-09"));
        check("令和7年9月22日(月)", Some("2025-09-22"));
        check("令和７（２０２５）年９月２２日", Some("2025-09-22"));
        check("昭和四十七年九月二十九日", Some("1972-09-29"));
        check("千九百五十一年九月八日", Some("1951-09-08"));
        check("2023 年 1 月 31 日、東京", Some("2023-01-31"));
        check("(2024年10月21日、研究所)", Some("2024-10-21"));
        check("東京", None);
    }

    #[test]
    fn dates_in_english_are_read() {
        check("September 22, 2025", Some("2025-09-22"));
        check("22 September 2025", Some("2025-09-22"));
        check("Monday, 3 June 2024 10:00 a.m.", Some("2024-06-03"));
        check("Feb. 24, 2022", Some("2022-02-24"));
        check("March 2023", Some("2023-03"));
    }
}
