//! Dates and periods, in Japanese.
//!
//! Finds: numerals with 年, 月, 日, 年度, 年代, 世紀; eras; words counted from the document's date (昨年) or the
//! date last told (同年); seasons, half years, times; ranges, lists and shared units (2015、16年).
//! Does not find: durations, ages, vague periods, years inside the name of an instrument.
//! Known misses: 年明け, 週末, and days without a month written in Han numerals.

pub(super) mod number;
mod point;
mod words;
mod year;

#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_model::code::RuleId;
use seimei_text::range::TextRange;

use crate::context::{Context, Discourse};
use crate::dates::frame::{Frame, Side};
use crate::dates::value::{Point, Value};
use crate::dates::words::{DateWords, begins, ends, last_of};
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Finds the dates and periods that a sentence names.
pub fn find(sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<DateFinding> {
    let mut frame = Frame::new(context, discourse);
    let found = read(sentence.text, sentence.hits, context.lexicon, &mut frame);
    if frame.last_is_near {
        discourse.last_date = frame.last;
    }
    found
}

/// Finds the dates in `text`, in which `hits` were found, counting from `frame`.
pub fn read(text: &str, hits: &[Hit], lexicon: &LanguageLexicon, frame: &mut Frame) -> Vec<DateFinding> {
    let words = DateWords::new(hits, lexicon);
    let mut reader = Reader { text, words, lexicon, frame: *frame, found: Vec::new() };
    reader.run();
    *frame = reader.frame;
    reader.found
}

/// How many bytes back a quotation may have begun.
const FAR: usize = 6000;

/// One pass over a sentence.
struct Reader<'t, 'l> {
    text: &'t str,
    words: DateWords<'l>,
    lexicon: &'l LanguageLexicon,
    frame: Frame,
    found: Vec<DateFinding>,
}

/// A date as read, before it is taken up.
#[derive(Clone, Debug)]
struct Read {
    start: usize,
    end: usize,
    value: Value,
    rule: RuleId,
    /// Gregorian year before the first of the era it is counted in.
    era: Option<i32>,
    /// The largest unit that it names itself.
    names: Unit,
}

/// The units of a date, from large to small.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Unit {
    Year,
    Month,
    Day,
}

impl<'l> Reader<'_, 'l> {
    fn run(&mut self) {
        let mut position = 0;
        // The date just read, as long as nothing but the mark of a list stands after it.
        let mut before: Option<Read> = None;
        while let Some(next) = self.next_candidate(position) {
            if let Some(last) = &before
                && !self.is_joint(last.end, next)
            {
                before = None;
            }
            let Some(mut read) = self.point(next, before.as_ref()) else {
                position = self.after_candidate(next);
                continue;
            };
            let first = read.clone();
            if let Some(end) = self.range_end(&read) {
                read.value = read.value.to(end.value);
                read.end = end.end;
            }
            position = read.end.max(next + 1);
            self.take_up(&read);
            before = Some(if read.end == first.end { first } else { read });
        }
    }

    /// Returns where the next numeral or date word begins.
    fn next_candidate(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let word = self.words.next_start(from);
        let limit = word.map_or(rest.len(), |at| at - from);
        let numeral = rest[..limit].find(number::is_numeral).map(|at| from + at);
        numeral.or(word)
    }

    /// Returns where to go on after a candidate that is no date.
    fn after_candidate(&self, position: usize) -> usize {
        let end = number::run_end(self.text, position);
        if end > position { end } else { position + self.text[position..].chars().next().map_or(1, char::len_utf8) }
    }

    /// Returns whether only the mark of a list or of a range stands between `from` and `to`.
    fn is_joint(&self, from: usize, to: usize) -> bool {
        let gap = self.text.get(from..to).unwrap_or_default();
        begins(self.lexicon, &["list", "range"], gap).is_some_and(|(_, length)| length == gap.len())
    }

    /// Reads the end of a range that begins with `first`.
    fn range_end(&self, first: &Read) -> Option<Read> {
        let (_, length) = begins(self.lexicon, &["range"], &self.text[first.end..])?;
        let mut inner = self.frame;
        if let Some(date) = first.value.first().calendar() {
            inner.tell(date);
        }
        let second = self.with_frame(inner).point(first.end + length, Some(first))?;
        let value = forward(first.value, second.value, second.names)?;
        Some(Read { value, ..second })
    }

    /// Returns a reader of the same text that counts from `frame`.
    fn with_frame(&self, frame: Frame) -> Reader<'_, 'l> {
        let words = self.words.clone();
        Reader { text: self.text, words, lexicon: self.lexicon, frame, found: Vec::new() }
    }

    /// Keeps a date, and counts later ones from it where the text goes on from it.
    fn take_up(&mut self, read: &Read) {
        self.found.push(DateFinding {
            range: TextRange::new(read.start, read.end),
            edtf: read.value.edtf(),
            rule: read.rule.clone(),
        });
        let Some(date) = read.value.last().calendar() else { return };
        let rest = &self.text[read.end..];
        let is_limit = begins(self.lexicon, &["open"], rest).is_some();
        let is_ahead = self.frame.document.is_some_and(|document| date.year > document.year);
        let is_quoted = self.frame.narrates && self.is_quoted(read.start);
        if !(self.frame.narrates && (is_limit || is_ahead || is_quoted)) {
            self.frame.tell(date);
        }
    }

    /// Returns whether a quotation that began in this sentence is open at `position`.
    fn is_quoted(&self, position: usize) -> bool {
        let before = last_of(&self.text[..position], FAR);
        match (before.rfind('「'), before.rfind('」')) {
            (Some(open), Some(close)) => open > close,
            (open, _) => open.is_some(),
        }
    }

    /// Returns on which side of the document's date a date at `start..end` lies, by the words about it.
    fn side(&self, start: usize, end: usize) -> Side {
        match ends(self.lexicon, &["before-past", "before-future"], &self.text[..start]) {
            Some((entry, _)) if entry.family == "before-past" => return Side::Past,
            Some(_) => return Side::Future,
            None => {}
        }
        let rest = &self.text[end..];
        let window = &rest[..rest.char_indices().nth(60).map_or(rest.len(), |(at, _)| at)];
        let first = |family: &str| {
            let entries = self.lexicon.table(seimei_lexicon::table::TableName::DateNeighbours).iter();
            let forms = entries.filter(|entry| entry.family == family).flat_map(|entry| &entry.forms);
            forms.filter_map(|form| window.find(form.as_str())).min()
        };
        match (first("past"), first("future")) {
            (Some(past), Some(future)) if past <= future => Side::Past,
            (Some(_), None) => Side::Past,
            (_, Some(_)) => Side::Future,
            (None, None) => Side::Unsaid,
        }
    }
}

/// Returns `second` moved on by a year if it comes before `first` and does not name its year;
/// `None` if it comes before `first` all the same.
fn forward(first: Value, second: Value, names: Unit) -> Option<Value> {
    let key = |point: Point| match point {
        Point::Century(century) => Some((century * 100, 0, 0)),
        Point::Decade(decade) => Some((decade * 10, 0, 0)),
        Point::Season(year, _) => Some((year, 0, 0)),
        point => {
            let date = point.calendar()?;
            Some((date.year, date.month.unwrap_or(0), date.day.unwrap_or(0)))
        }
    };
    let (from, to) = (key(first.first())?, key(second.last())?);
    if to >= from || (to.0 == from.0 && (to.1 == 0 || from.1 == 0)) {
        return Some(second);
    }
    if names == Unit::Year {
        return None;
    }
    Some(match second {
        Value::At(Point::Month(year, month)) => Value::At(Point::Month(year + 1, month)),
        Value::At(Point::Day(year, month, day)) if names == Unit::Month => Value::At(Point::Day(year + 1, month, day)),
        Value::At(Point::Day(year, month, day)) => {
            let (year, month) = crate::dates::calendar::shift_months(year, month, 1);
            Value::At(Point::Day(year, month, day))
        }
        _ => return None,
    })
}
