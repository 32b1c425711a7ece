//! Dates and periods, in English.
//!
//! Finds: days, months and years in all orders, alone, in ranges and in lists that share a month or a
//! year (in July and September 2023); decades, centuries, seasons, half years, quarters, fiscal years; times;
//! words counted from the document's date (next year, on Tuesday) or from the date last told (that year).
//! Does not find: durations, ages, vague periods (today's world), years inside a name (2030 Agenda).
//! Known misses: weekends, "the end of the year" without its year.

mod part;
mod period;
pub(super) mod text;
mod word;
mod year;

#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::RuleId;
use seimei_text::range::TextRange;

use crate::context::{Context, Discourse};
use crate::dates::calendar;
use crate::dates::frame::{Frame, Side};
use crate::dates::value::{Point, Value};
use crate::dates::words::{DateWords, begins, ends};
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Finds the dates and periods that a sentence names.
pub fn find(sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<DateFinding> {
    let mut frame = Frame::new(context, discourse);
    let found = read(sentence.text, sentence.lower, sentence.hits, context.lexicon, &mut frame);
    if frame.last_is_near {
        discourse.last_date = frame.last;
    }
    found
}

/// Finds the dates in `text`, in which `hits` were found, counting from `frame`.
pub fn read(text: &str, lower: &str, hits: &[Hit], lexicon: &LanguageLexicon, frame: &mut Frame) -> Vec<DateFinding> {
    let words = DateWords::new(hits, lexicon);
    let mut reader = Reader { text, lower, words, lexicon, frame: *frame, found: Vec::new() };
    reader.run();
    *frame = reader.frame;
    reader.found
}

/// One pass over a sentence.
struct Reader<'t, 'l> {
    text: &'t str,
    lower: &'t str,
    words: DateWords<'l>,
    lexicon: &'l LanguageLexicon,
    frame: Frame,
    found: Vec<DateFinding>,
}

/// A part of a date expression, before its year and month are known.
#[derive(Clone, Debug)]
struct Part {
    start: usize,
    end: usize,
    shape: Shape,
    year: Option<i32>,
    /// Hour and minute.
    time: Option<(u32, u32)>,
    rule: RuleId,
}

/// What a part names itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// The year alone.
    Year,
    Month(u32),
    Day(u32, u32),
    /// A day that takes its month from its neighbour (7-8 March; June 28-30).
    DayOnly(u32),
    Season(u32),
    /// Something complete.
    Whole(Value),
    /// A fiscal year by its number.
    Fiscal,
}

/// How a part goes on to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joint {
    Range,
    List,
}

/// The most parts of one expression.
const LONGEST: usize = 8;

impl<'l> Reader<'_, 'l> {
    fn run(&mut self) {
        let mut position = 0;
        while let Some(next) = self.next_candidate(position) {
            let chain = self.chain(next);
            position = if let Some((last, _)) = chain.last() {
                last.end.max(next + 1)
            } else {
                let digits = text::digits_end(self.text, next);
                let one = || self.text[next..].chars().next().map_or(1, char::len_utf8);
                if digits > next { digits } else { next + one() }
            };
            self.settle(chain);
        }
    }

    /// Returns where the next number or date word begins.
    fn next_candidate(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?.as_bytes();
        let word = self.words.next_start(from);
        let limit = word.map_or(rest.len(), |at| at - from);
        rest[..limit].iter().position(u8::is_ascii_digit).map(|at| from + at).or(word)
    }

    /// Reads the parts of one expression, each with its joint to the next. Empty if there is no date.
    fn chain(&self, position: usize) -> Vec<(Part, Option<Joint>)> {
        let mut parts: Vec<(Part, Option<Joint>)> = Vec::new();
        let Some(mut part) = self.first_part(position) else { return parts };
        while parts.len() < LONGEST {
            let next = self.joint(part.end).and_then(|(joint, at)| Some((joint, self.next_part(&part, joint, at)?)));
            match next {
                Some((joint, next)) => {
                    parts.push((part, Some(joint)));
                    part = next;
                }
                None => break,
            }
        }
        parts.push((part, None));
        // A list whose parts do not lean on one another is several dates; the first stands for itself.
        if parts.last().is_some_and(|(last, _)| matches!(last.shape, Shape::DayOnly(_)))
            && !parts.iter().any(|(part, _)| matches!(part.shape, Shape::Day(..)))
        {
            parts.clear();
        }
        parts
    }

    /// Reads what joins two parts at `end`, and where the next one may begin.
    fn joint(&self, end: usize) -> Option<(Joint, usize)> {
        let mut at = text::skip_spaces(self.lower, end);
        // Only a comma may follow without a space; a word needs one.
        let (entry, length) = begins(self.lexicon, &["range", "list"], &self.lower[at..])?;
        let is_word = self.lower[at..].starts_with(|c: char| c.is_ascii_alphabetic());
        if is_word && at == end {
            return None;
        }
        let joint = if entry.family == "range" { Joint::Range } else { Joint::List };
        at += length;
        if is_word && !self.lower[at..].starts_with(' ') {
            return None;
        }
        let at = text::skip_spaces(self.lower, at);
        // "from 1 to the 3rd of May", "from March to in May"
        let at = ["the ", "in ", "on "]
            .iter()
            .find(|word| self.lower[at..].starts_with(**word))
            .map_or(at, |word| at + word.len());
        Some((joint, at))
    }

    /// Reads the part at `position` that goes on `before`; in a list only one that shares with it.
    fn next_part(&self, before: &Part, joint: Joint, position: usize) -> Option<Part> {
        if matches!(before.shape, Shape::Whole(_)) {
            return None;
        }
        if let Some(part) = self.elliptic(before, joint, position) {
            return Some(part);
        }
        let part = self.part(position)?;
        let leans = before.year.is_none() && part.year.is_some();
        let fits = match (before.shape, part.shape) {
            (Shape::DayOnly(_), Shape::Day(..) | Shape::DayOnly(_)) => true,
            (Shape::Month(_) | Shape::Day(..), Shape::Month(_) | Shape::Day(..))
            | (Shape::Season(_), Shape::Season(_)) => {
                joint == Joint::Range || leans || (before.year.is_none() && part.year.is_none())
            }
            (Shape::Year, Shape::Year) | (Shape::Fiscal, Shape::Fiscal | Shape::Year) => joint == Joint::Range,
            _ => false,
        };
        fits.then_some(part)
    }

    /// Turns the parts of one expression into findings.
    fn settle(&mut self, mut chain: Vec<(Part, Option<Joint>)>) {
        share_backward(&mut chain);
        share_forward(&mut chain);
        let mut index = 0;
        let mut before: Option<Part> = None;
        while let Some((part, joint)) = chain.get(index) {
            let Some(value) = self.value(part, before.as_ref()) else {
                index += 1;
                continue;
            };
            let second = match joint {
                Some(Joint::Range) => chain.get(index + 1),
                _ => None,
            };
            let span = second.and_then(|(second, _)| {
                let end = self.value(second, Some(part))?;
                forward(value, end, second).map(|end| (value.to(end), second.end))
            });
            index += if span.is_some() { 2 } else { 1 };
            let (value, end) = span.unwrap_or((value, part.end));
            before = Some(part.clone());
            let (range, rule) = (TextRange::new(part.start, end), part.rule.clone());
            self.take_up(range, value, rule);
        }
    }

    /// Keeps a date, and counts later ones from it where the text goes on from it.
    fn take_up(&mut self, range: TextRange, value: Value, rule: RuleId) {
        self.found.push(DateFinding { range, edtf: value.edtf(), rule });
        let Some(date) = value.last().calendar() else { return };
        let is_ahead = self.frame.document.is_some_and(|document| date.year > document.year);
        if !(self.frame.narrates && is_ahead) {
            self.frame.tell(date);
        }
    }

    /// Returns what a part means, its year filled in from the context.
    fn value(&self, part: &Part, before: Option<&Part>) -> Option<Value> {
        let near = before.and_then(|before| before.year);
        let year_of = |month: u32| {
            part.year.or(near).or_else(|| {
                let side = self.side(part.start, part.end);
                let frame = Frame { last_is_near: false, ..self.frame };
                frame.year_of_month(month, side)
            })
        };
        Some(match part.shape {
            Shape::Year => Value::At(Point::Year(part.year?)),
            Shape::Month(month) => Value::At(Point::Month(year_of(month)?, month)),
            Shape::Season(season) => Value::At(Point::Season(part.year.or(near)?, season)),
            Shape::Day(month, day) => {
                let year = year_of(month)?;
                if !calendar::exists(year, month, day) {
                    return None;
                }
                match part.time {
                    Some((hour, minute)) => Value::At(Point::Minute((year, month, day), hour, minute)),
                    None => Value::At(Point::Day(year, month, day)),
                }
            }
            Shape::Whole(value) => value,
            Shape::Fiscal => self.fiscal_year(part.year?),
            Shape::DayOnly(_) => return None,
        })
    }

    /// Returns on which side of the document's date a month without its year lies.
    fn side(&self, start: usize, end: usize) -> Side {
        let before = text::window_before(self.lower, start, 90);
        let after = text::window_after(self.lower, end, 40);
        let has = |family: &str, window: &str| {
            let entries = self.lexicon.table(TableName::DateNeighbours).iter();
            let own = entries.filter(|entry| entry.family == family);
            own.flat_map(|entry| &entry.forms).any(|form| text::holds(window, form))
        };
        let is_past = has("past", text::window_before(self.lower, start, 60))
            || before.split(' ').rev().take(9).any(|word| word.len() > 3 && word.ends_with("ed"));
        if has("future", before) || (!is_past && has("future", after)) {
            Side::Future
        } else if is_past {
            Side::Past
        } else {
            Side::Unsaid
        }
    }

    /// Returns the words of `family` that begin at `position` as whole words, the longest first.
    fn word(&self, position: usize, family: &str) -> Option<(&'l Entry, usize, RuleId)> {
        let whole = |end: usize| text::is_edge(self.text, position) && text::is_edge(self.text, end);
        self.words
            .at(position)
            .find(|(entry, end, _)| entry.family == family && whole(*end))
            .map(|(entry, end, hit)| (entry, end, self.words.rule(hit)))
    }

    /// Returns whether the text before `position` ends with a whole word of one of `families`.
    fn follows(&self, families: &[&str], position: usize) -> bool {
        let before = self.lower[..position].trim_end_matches([' ', '(']);
        ends(self.lexicon, families, before).is_some_and(|(_, length)| text::is_edge(before, before.len() - length))
    }

    /// Returns whether a whole word of one of `families` begins after the space at `position`.
    fn precedes(&self, families: &[&str], position: usize) -> bool {
        let at = text::skip_spaces(self.lower, position);
        begins(self.lexicon, families, &self.lower[at..])
            .is_some_and(|(_, length)| text::is_edge(self.lower, at + length))
    }
}

/// Gives parts without a year or month those of the part after them (7-8 March; July and September 2023).
fn share_backward(chain: &mut [(Part, Option<Joint>)]) {
    for index in (0..chain.len().saturating_sub(1)).rev() {
        let (next_shape, next_year) = (chain[index + 1].0.shape, chain[index + 1].0.year);
        let part = &mut chain[index].0;
        if let (Shape::DayOnly(day), Shape::Day(month, _)) = (part.shape, next_shape) {
            part.shape = Shape::Day(month, day);
        }
        if let (None, Some(year)) = (part.year, next_year)
            && !matches!(part.shape, Shape::Whole(_))
        {
            let goes_over_new_year = match (part.shape, next_shape) {
                (Shape::Month(from) | Shape::Day(from, _), Shape::Month(to) | Shape::Day(to, _)) => {
                    from > to && chain[index].1 == Some(Joint::Range)
                }
                _ => false,
            };
            chain[index].0.year = Some(year - i32::from(goes_over_new_year));
        }
    }
}

/// Gives a day alone the month of the part before it (March 7 and 8).
fn share_forward(chain: &mut [(Part, Option<Joint>)]) {
    for index in 1..chain.len() {
        let (shape, year) = (chain[index - 1].0.shape, chain[index - 1].0.year);
        let part = &mut chain[index].0;
        if let (Shape::DayOnly(day), Shape::Day(month, _)) = (part.shape, shape) {
            part.shape = Shape::Day(month, day);
            part.year = part.year.or(year);
        }
    }
    // A year that stands after the last day holds for those before it.
    share_backward(chain);
}

/// Returns `second` moved on by a year if it comes before `first` and does not name its year; `None`
/// if it comes before `first` all the same.
fn forward(first: Value, second: Value, part: &Part) -> Option<Value> {
    let key = |point: Point| match point {
        Point::Century(century) => Some((century * 100, 0, 0)),
        Point::Decade(decade) => Some((decade * 10, 0, 0)),
        point => point.calendar().map(|date| (date.year, date.month.unwrap_or(0), date.day.unwrap_or(0))),
    };
    let (from, to) = (key(first.first())?, key(second.last())?);
    if to >= from || (to.0 == from.0 && (to.1 == 0 || from.1 == 0)) {
        return Some(second);
    }
    if part.year.is_some() {
        return None;
    }
    match second {
        Value::At(Point::Month(year, month)) => Some(Value::At(Point::Month(year + 1, month))),
        Value::At(Point::Day(year, month, day)) => Some(Value::At(Point::Day(year + 1, month, day))),
        _ => None,
    }
}
