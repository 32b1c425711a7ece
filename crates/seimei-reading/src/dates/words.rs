//! The date words of a sentence, by where they begin; and words that matter only beside a number.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::RuleId;

/// The words of the table `dates` in a text, in order of their beginnings, the longest first.
#[derive(Clone, Debug)]
pub struct DateWords<'l> {
    hits: Vec<Hit>,
    lexicon: &'l LanguageLexicon,
}

impl<'l> DateWords<'l> {
    /// Takes the date words out of `hits`.
    pub fn new(hits: &[Hit], lexicon: &'l LanguageLexicon) -> Self {
        let mut hits: Vec<Hit> = hits.iter().filter(|hit| hit.table == TableName::Dates).copied().collect();
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        Self { hits, lexicon }
    }

    /// Returns whether the text holds no date word.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// Returns where the first word at or after `position` begins.
    pub fn next_start(&self, position: usize) -> Option<usize> {
        let at = self.hits.partition_point(|hit| (hit.range.start as usize) < position);
        self.hits.get(at).map(|hit| hit.range.start as usize)
    }

    /// Returns the words that begin at `position`, the longest first, with their ends.
    pub fn at(&self, position: usize) -> impl Iterator<Item = (&'l Entry, usize, &Hit)> {
        let first = self.hits.partition_point(|hit| (hit.range.start as usize) < position);
        self.hits[first..]
            .iter()
            .take_while(move |hit| hit.range.start as usize == position)
            .map(|hit| (self.lexicon.entry(hit), hit.range.end as usize, hit))
    }

    /// Returns the longest word of `family` that begins at `position`, with its end.
    pub fn of_family(&self, position: usize, family: &str) -> Option<(&'l Entry, usize, &Hit)> {
        self.at(position).find(|(entry, _, _)| entry.family == family)
    }

    /// Returns the rule of a word.
    pub fn rule(&self, hit: &Hit) -> RuleId {
        self.lexicon.rule(hit)
    }
}

/// Returns the last `limit` bytes of `text` at most, so that a sentence of any length is read in linear time.
pub fn last_of(text: &str, limit: usize) -> &str {
    let mut start = text.len().saturating_sub(limit);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// Returns the first `limit` bytes of `text` at most.
pub fn first_of(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns the entry of the unscanned table `date-neighbours`, of one of its `families`, with the
/// longest form that `text` begins with, and that form's length.
pub fn begins<'l>(lexicon: &'l LanguageLexicon, families: &[&str], text: &str) -> Option<(&'l Entry, usize)> {
    begins_in(lexicon, TableName::DateNeighbours, families, text)
}

/// Returns the same for what `text` ends with.
pub fn ends<'l>(lexicon: &'l LanguageLexicon, families: &[&str], text: &str) -> Option<(&'l Entry, usize)> {
    ends_in(lexicon, TableName::DateNeighbours, families, text)
}

/// Returns the entry of `table`, of one of its `families`, with the longest form that `text` begins
/// with, and that form's length.
pub fn begins_in<'l>(
    lexicon: &'l LanguageLexicon,
    table: TableName,
    families: &[&str],
    text: &str,
) -> Option<(&'l Entry, usize)> {
    longest(lexicon, table, families, |form| {
        // Most forms differ in their last byte already.
        let last = form.len().saturating_sub(1);
        text.as_bytes().get(last) == form.as_bytes().last() && text.starts_with(form)
    })
}

/// Returns the same for what `text` ends with.
pub fn ends_in<'l>(
    lexicon: &'l LanguageLexicon,
    table: TableName,
    families: &[&str],
    text: &str,
) -> Option<(&'l Entry, usize)> {
    longest(lexicon, table, families, |form| {
        // Most forms differ in the last byte of their first character already.
        let looked_at = form.len().saturating_sub(1).min(2);
        let Some(start) = text.len().checked_sub(form.len()) else { return false };
        text.as_bytes().get(start + looked_at) == form.as_bytes().get(looked_at) && text.ends_with(form)
    })
}

/// Returns whether `text` holds a form of `family` of `table`.
pub fn holds_in(lexicon: &LanguageLexicon, table: TableName, family: &str, text: &str) -> bool {
    let own = lexicon.table(table).iter().filter(|entry| entry.family == family);
    own.flat_map(|entry| &entry.forms).any(|form| text.contains(form.as_str()))
}

fn longest<'l>(
    lexicon: &'l LanguageLexicon,
    table: TableName,
    families: &[&str],
    matches: impl Fn(&str) -> bool,
) -> Option<(&'l Entry, usize)> {
    let own = lexicon.table(table).iter();
    own.flat_map(|entry| entry.forms.iter().map(move |form| (entry, form)))
        .filter(|(entry, form)| matches(form) && families.contains(&entry.family.as_str()))
        .max_by_key(|(_, form)| form.len())
        .map(|(entry, form)| (entry, form.len()))
}
