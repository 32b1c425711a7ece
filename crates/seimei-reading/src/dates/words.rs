//! The date words of a sentence, by where they begin; and words that matter only beside a number.

use std::cmp::Reverse;

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::RuleId;
use smol_str::SmolStr;

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
        hits.sort_by_key(|hit| (hit.range.start, Reverse(hit.range.end)));
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
    let edges = Edges::of(lexicon);
    let mut own = Edges::at(&edges.first, table, text.chars().next()?);
    own.find_map(|edge| edge.entry(lexicon, families, text.starts_with(edge.form.as_str())))
}

/// Returns the same for what `text` ends with.
pub fn ends_in<'l>(
    lexicon: &'l LanguageLexicon,
    table: TableName,
    families: &[&str],
    text: &str,
) -> Option<(&'l Entry, usize)> {
    let edges = Edges::of(lexicon);
    let mut own = Edges::at(&edges.last, table, text.chars().next_back()?);
    own.find_map(|edge| edge.entry(lexicon, families, text.ends_with(edge.form.as_str())))
}

/// A form of an unscanned table, by a character at its edge.
struct Edge {
    table: TableName,
    character: char,
    form: SmolStr,
    /// The entry's place in the table.
    entry: usize,
}

impl Edge {
    /// Returns the entry with the form's length if the form `matches` and the entry is of one of `families`.
    fn entry<'l>(&self, lexicon: &'l LanguageLexicon, families: &[&str], matches: bool) -> Option<(&'l Entry, usize)> {
        if !matches {
            return None;
        }
        let entry = lexicon.table(self.table).get(self.entry)?;
        families.contains(&entry.family.as_str()).then_some((entry, self.form.len()))
    }
}

/// The forms of the unscanned tables by the characters at their edges.
struct Edges {
    first: Vec<Edge>,
    last: Vec<Edge>,
}

impl Edges {
    /// The tables that are asked for.
    const TABLES: &[TableName] = &[TableName::DateNeighbours, TableName::EventNeighbours];

    /// Returns those of `lexicon`, worked out once.
    fn of(lexicon: &LanguageLexicon) -> &Self {
        lexicon.derived(|lexicon| {
            let mut edges = Self { first: Vec::new(), last: Vec::new() };
            for &table in Self::TABLES {
                for (entry, of) in lexicon.table(table).iter().enumerate() {
                    for form in &of.forms {
                        let edge = |character| Edge { table, character, form: form.clone(), entry };
                        edges.first.extend(form.chars().next().map(edge));
                        edges.last.extend(form.chars().next_back().map(edge));
                    }
                }
            }
            // Of one form in several entries, the last entry counts.
            let order = |edge: &Edge| (edge.table, edge.character, Reverse((edge.form.len(), edge.entry)));
            edges.first.sort_by_key(order);
            edges.last.sort_by_key(order);
            edges
        })
    }

    /// Returns the forms of `table` with `character` at the edge, long ones first.
    fn at(edges: &[Edge], table: TableName, character: char) -> impl Iterator<Item = &Edge> {
        debug_assert!(Self::TABLES.contains(&table), "{table:?} is not among the tables of edges");
        let key = (table, character);
        let from = edges.partition_point(|edge| (edge.table, edge.character) < key);
        edges[from..].iter().take_while(move |edge| (edge.table, edge.character) == key)
    }
}

/// Returns whether `text` holds a form of `family` of `table`.
pub fn holds_in(lexicon: &LanguageLexicon, table: TableName, family: &str, text: &str) -> bool {
    let own = lexicon.table(table).iter().filter(|entry| entry.family == family);
    own.flat_map(|entry| &entry.forms).any(|form| text.contains(form.as_str()))
}
