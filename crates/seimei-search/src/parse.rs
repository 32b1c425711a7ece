//! The query language, parsed. Every mistake has its place and what may have been meant; no text makes this panic.

use std::mem;

use seimei_text::fold::is_east_asian;
use seimei_text::range::CharRange;

use crate::days;
use crate::query::{Condition, Days, Field, Form, Query, Text, Value};
use crate::vocabulary::Vocabulary;

/// Why a text is no query. Front ends translate by variant.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{what} at {}..{}", range.start, range.end)]
pub struct Mistake {
    /// What is wrong.
    #[source]
    pub what: Wrong,
    /// Where, in scalar values of the query; never empty but at its end.
    pub range: CharRange,
}

/// What may be wrong with a query.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// Nothing is asked for.
    #[error("nothing is asked for")]
    Empty,
    /// A quotation mark is not closed.
    #[error("the quotation mark is not closed")]
    UnclosedQuote,
    /// A bracket is not closed.
    #[error("the bracket is not closed")]
    UnclosedBracket,
    /// A bracket is closed that was not opened.
    #[error("the bracket was not opened")]
    UnopenedBracket,
    /// Nothing stands between brackets or quotation marks, or they hold only signs.
    #[error("no letter, digit or character to look for")]
    NothingToFind,
    /// Brackets inside brackets, too many.
    #[error("too many brackets inside each other")]
    TooDeep,
    /// An AND, OR or NOT lacks what it joins.
    #[error("nothing to look for beside {operator}")]
    Dangling {
        /// The operator.
        operator: &'static str,
    },
    /// A field lacks its value.
    #[error("{} lacks a value", field.word())]
    NoValue {
        /// The field.
        field: Field,
    },
    /// No such field.
    #[error("no field {name}")]
    UnknownField {
        /// The name.
        name: String,
        /// The field that may have been meant.
        nearest: Option<Field>,
    },
    /// No such value.
    #[error("no {} {value}", field.word())]
    UnknownValue {
        /// The field.
        field: Field,
        /// The value.
        value: String,
        /// The names of values that may have been meant, the nearest first.
        nearest: Vec<String>,
    },
    /// Not a date or a stretch of time.
    #[error("{value} is no date")]
    NoDate {
        /// What was written.
        value: String,
    },
    /// A stretch of time that ends before it begins.
    #[error("the end lies before the beginning")]
    Backwards,
    /// Only what is not to be found is named.
    #[error("NOT alone")]
    NotAlone,
}

/// How deep brackets may stand inside each other.
const DEEPEST: u32 = 50;

/// Parses a query. Fields and values are looked up in `vocabulary`.
///
/// # Errors
/// The first mistake, with its place.
pub fn parse(query: &str, vocabulary: &Vocabulary) -> Result<Query, Mistake> {
    let characters: Vec<char> = query.chars().map(plain).collect();
    let mut parser = Parser { characters: &characters, at: 0, depth: 0, field: None, vocabulary };
    let parsed = parser.any()?;
    if parser.peek().is_some() {
        return Err(parser.wrong(Wrong::UnopenedBracket, parser.at, parser.at + 1));
    }
    let parsed = parsed.ok_or_else(|| parser.wrong(Wrong::Empty, 0, characters.len()))?;
    parser.refuse_not_alone(&parsed)?;
    Ok(parsed.query)
}

/// Returns the plain form of the signs that queries are written with.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{201c}'..='\u{201f}' => '"',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Returns the mark that closes what `c` opens.
fn closing_mark(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

/// Part of a query with its place.
struct Parsed {
    query: Query,
    start: usize,
    end: usize,
}

struct Parser<'a> {
    /// The query, its signs made plain, one for one.
    characters: &'a [char],
    at: usize,
    depth: u32,
    /// The field whose values are listed in brackets here.
    field: Option<Field>,
    vocabulary: &'a Vocabulary,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn wrong(&self, what: Wrong, start: usize, end: usize) -> Mistake {
        let end = end.min(self.characters.len());
        Mistake { what, range: CharRange { start: start.min(end) as u32, end: end as u32 } }
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.characters[start..end].iter().collect()
    }

    /// Returns where a bare word that begins here ends.
    fn word_end(&self) -> usize {
        let is_end = |c: &char| matches!(c, ' ' | '(' | ')') || closing_mark(*c).is_some();
        self.characters[self.at..].iter().position(is_end).map_or(self.characters.len(), |length| self.at + length)
    }

    /// Passes over the operator `word`. Returns where it stood.
    fn operator(&mut self, word: &str) -> Option<(usize, usize)> {
        self.skip_spaces();
        let (start, end) = (self.at, self.word_end());
        if self.characters[start..end].iter().copied().eq(word.chars()) {
            self.at = end;
            return Some((start, end));
        }
        None
    }

    /// Parses alternatives. `None` where nothing stands.
    fn any(&mut self) -> Result<Option<Parsed>, Mistake> {
        let mut alternatives = Vec::new();
        loop {
            let one = self.all()?;
            let Some(one) = one else {
                return match self.operator("OR") {
                    Some((start, end)) => Err(self.wrong(Wrong::Dangling { operator: "OR" }, start, end)),
                    None => Ok(None),
                };
            };
            alternatives.push(one);
            let Some((start, end)) = self.operator("OR") else { break };
            self.refuse_end(start, end, "OR")?;
        }
        Ok(joined(alternatives, Query::Any))
    }

    /// Parses what must hold together. `None` where nothing stands.
    fn all(&mut self) -> Result<Option<Parsed>, Mistake> {
        let mut parts = Vec::new();
        loop {
            if let Some((start, end)) = self.operator("AND") {
                if parts.is_empty() {
                    return Err(self.wrong(Wrong::Dangling { operator: "AND" }, start, end));
                }
                self.refuse_end(start, end, "AND")?;
                continue;
            }
            match self.one()? {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        Ok(joined(parts, Query::All))
    }

    /// Refuses an operator that nothing follows.
    fn refuse_end(&mut self, start: usize, end: usize, operator: &'static str) -> Result<(), Mistake> {
        self.skip_spaces();
        let here = self.at;
        let follows = match self.peek() {
            None | Some(')') => false,
            Some(_) => self.operator("AND").is_none() && self.operator("OR").is_none(),
        };
        self.at = here;
        if follows { Ok(()) } else { Err(self.wrong(Wrong::Dangling { operator }, start, end)) }
    }

    /// Parses one part. `None` at the end, before a closing bracket and before OR.
    fn one(&mut self) -> Result<Option<Parsed>, Mistake> {
        self.skip_spaces();
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        if let Some(closing) = closing_mark(first) {
            return self.quoted(closing).map(Some);
        }
        let is_or = self.operator("OR").is_some();
        self.at = start;
        if first == ')' || is_or {
            return Ok(None);
        }
        let next = self.characters.get(start + 1).copied().unwrap_or(' ');
        let minus = first == '-' && (!matches!(next, ' ' | '-') || closing_mark(next).is_some());
        if minus {
            self.at += 1;
            return self.not(start, start + 1);
        }
        if let Some((start, end)) = self.operator("NOT") {
            return self.not(start, end);
        }
        if first == '(' {
            return self.bracketed().map(Some);
        }
        if first == '=' && closing_mark(next).is_some() {
            self.at += 1;
            return self.one();
        }
        self.word().map(Some)
    }

    fn not(&mut self, start: usize, end: usize) -> Result<Option<Parsed>, Mistake> {
        self.refuse_end(start, end, "NOT")?;
        self.deeper(start)?;
        let inner = self.one()?;
        self.depth -= 1;
        let Some(inner) = inner else { return Err(self.wrong(Wrong::Dangling { operator: "NOT" }, start, end)) };
        Ok(Some(Parsed { query: Query::Not(Box::new(inner.query)), start, end: inner.end }))
    }

    fn deeper(&mut self, start: usize) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(Wrong::TooDeep, start, start + 1));
        }
        Ok(())
    }

    fn bracketed(&mut self) -> Result<Parsed, Mistake> {
        let start = self.at;
        self.deeper(start)?;
        self.at += 1;
        let inner = self.any()?;
        if self.peek() != Some(')') {
            return Err(self.wrong(Wrong::UnclosedBracket, start, start + 1));
        }
        self.at += 1;
        self.depth -= 1;
        let inner = inner.ok_or_else(|| self.wrong(Wrong::NothingToFind, start, self.at))?;
        // What stands in brackets stays together, also where the bracket is all there is: see `Request::documents`.
        let query = if matches!(inner.query, Query::All(_)) { Query::All(vec![inner.query]) } else { inner.query };
        Ok(Parsed { query, start, end: self.at })
    }

    /// Reads what stands between quotation marks. Returns it with its place without the marks.
    fn quotation(&mut self, closing: char) -> Result<(String, usize, usize), Mistake> {
        let start = self.at;
        let rest = &self.characters[start + 1..];
        let Some(length) = rest.iter().position(|c| *c == closing) else {
            return Err(self.wrong(Wrong::UnclosedQuote, start, start + 1));
        };
        self.at = start + length + 2;
        Ok((self.text(start + 1, start + 1 + length), start + 1, start + 1 + length))
    }

    fn quoted(&mut self, closing: char) -> Result<Parsed, Mistake> {
        let start = self.at;
        let (text, from, to) = self.quotation(closing)?;
        let query = match self.field {
            Some(field) => self.condition(field, &text, true, from, to)?,
            None => self.words(&text, Form::Phrase, start, self.at)?,
        };
        Ok(Parsed { query, start, end: self.at })
    }

    /// Parses a bare word: a word, the beginning of one, a field with its value.
    fn word(&mut self) -> Result<Parsed, Mistake> {
        let (start, end) = (self.at, self.word_end());
        if let Some(colon) = (start..end).find(|at| self.characters[*at] == ':')
            && let Some(field) = self.field_named(start, colon)?
        {
            self.at = colon + 1;
            let query = self.value(field, start)?;
            return Ok(Parsed { query, start, end: self.at });
        }
        self.at = end;
        let text = self.text(start, end);
        let query = match self.field {
            Some(field) => self.condition(field, &text, false, start, end)?,
            None => match (text.strip_prefix('='), text.strip_suffix('*')) {
                (Some(exact), _) => self.words(exact, Form::Phrase, start, end)?,
                (None, Some(beginning)) => self.words(beginning, Form::Prefix, start, end)?,
                (None, None) => self.words(&text, Form::Word, start, end)?,
            },
        };
        Ok(Parsed { query, start, end })
    }

    /// Returns the field whose name stands before a colon. What is not written in Latin letters and names no field is
    /// text: a colon is at home in running text too.
    fn field_named(&self, start: usize, colon: usize) -> Result<Option<Field>, Mistake> {
        let name = self.text(start, colon);
        if let Some(field) = self.vocabulary.field(&name) {
            return Ok(Some(field));
        }
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_')) {
            return Ok(None);
        }
        let nearest = self.vocabulary.nearest_field(&name);
        Err(self.wrong(Wrong::UnknownField { name, nearest }, start, colon))
    }

    /// Parses the value of a field: a word, a quotation, or a bracket that holds several.
    fn value(&mut self, field: Field, start: usize) -> Result<Query, Mistake> {
        self.skip_spaces();
        match self.peek() {
            None | Some(')') => Err(self.wrong(Wrong::NoValue { field }, start, self.at)),
            Some('(') => {
                let outer = self.field.replace(field);
                let inner = self.bracketed()?;
                self.field = outer;
                Ok(inner.query)
            }
            Some(first) => {
                if let Some(closing) = closing_mark(first) {
                    let (text, from, to) = self.quotation(closing)?;
                    return self.condition(field, &text, true, from, to);
                }
                let (from, to) = (self.at, self.word_end());
                self.at = to;
                self.condition(field, &self.text(from, to), false, from, to)
            }
        }
    }

    fn condition(&self, field: Field, value: &str, is_quoted: bool, from: usize, to: usize) -> Result<Query, Mistake> {
        let range = CharRange { start: from as u32, end: to as u32 };
        let value = match field {
            Field::Mechanism | Field::Section => {
                let (form, text) = match value.strip_suffix('*') {
                    _ if is_quoted => (Form::Phrase, value),
                    Some(beginning) => (Form::Prefix, beginning),
                    None => (Form::Word, value),
                };
                Value::Text(self.asked(text, form, from, to)?)
            }
            Field::Date | Field::Due => Value::Between(self.days(value, from, to)?),
            Field::Doc => {
                let name = value.to_lowercase();
                match name.strip_suffix('*') {
                    Some(beginning) => Value::Beginning(beginning.to_owned()),
                    None => Value::Code(name),
                }
            }
            _ => {
                let Some(code) = self.vocabulary.value(field, value) else {
                    let nearest = self.vocabulary.nearest_values(field, value);
                    let value = value.to_owned();
                    return Err(self.wrong(Wrong::UnknownValue { field, value, nearest }, from, to));
                };
                Value::Code(code.to_owned())
            }
        };
        Ok(Query::Field(Condition { field, value, range }))
    }

    fn days(&self, value: &str, from: usize, to: usize) -> Result<Days, Mistake> {
        let no_date = || self.wrong(Wrong::NoDate { value: value.to_owned() }, from, to);
        let days = days::asked(value).ok_or_else(no_date)?;
        match (days.from, days.to) {
            (Some(first), Some(last)) if first > last => Err(self.wrong(Wrong::Backwards, from, to)),
            _ => Ok(days),
        }
    }

    fn words(&self, text: &str, form: Form, start: usize, end: usize) -> Result<Query, Mistake> {
        self.asked(text, form, start, end).map(Query::Text)
    }

    fn asked(&self, text: &str, form: Form, start: usize, end: usize) -> Result<Text, Mistake> {
        if !text.chars().any(|c| c.is_alphanumeric() || is_east_asian(c)) {
            return Err(self.wrong(Wrong::NothingToFind, start, end));
        }
        let range = CharRange { start: start as u32, end: end as u32 };
        Ok(Text { text: text.to_owned(), form, range })
    }

    /// Refuses a query that only says what is not to be found, in the whole or in an alternative.
    fn refuse_not_alone(&self, parsed: &Parsed) -> Result<(), Mistake> {
        if asks_for_something(&parsed.query) {
            Ok(())
        } else {
            Err(self.wrong(Wrong::NotAlone, parsed.start, parsed.end))
        }
    }
}

/// Returns whether every alternative of a query names something to find.
fn asks_for_something(query: &Query) -> bool {
    match query {
        Query::Text(_) | Query::Field(_) => true,
        Query::Not(_) => false,
        Query::Any(alternatives) => alternatives.iter().all(asks_for_something),
        Query::All(parts) => {
            let inside = |part: &Query| match part {
                Query::Not(inner) => asks_for_something(inner),
                part => asks_for_something(part),
            };
            parts.iter().any(asks_for_something) && parts.iter().all(inside)
        }
    }
}

/// Joins parts; one alone stays as it is.
fn joined(mut parts: Vec<Parsed>, join: fn(Vec<Query>) -> Query) -> Option<Parsed> {
    let (start, end) = (parts.first()?.start, parts.last()?.end);
    let query = if parts.len() == 1 {
        parts.pop()?.query
    } else {
        join(parts.iter_mut().map(|part| mem::replace(&mut part.query, Query::All(Vec::new()))).collect())
    };
    Some(Parsed { query, start, end })
}
