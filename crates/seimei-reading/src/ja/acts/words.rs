//! The words that the grammar of acts asks for, by family, and lookups among the lexicon's hits.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_text::range::TextRange;

use super::inflection::Class;
use super::layout::Layout;
use crate::sentence::Sentence;

/// A sentence with the means to ask what words stand where.
#[derive(Clone, Copy)]
pub(super) struct Words<'t> {
    pub(super) sentence: &'t Sentence<'t>,
    pub(super) lexicon: &'t LanguageLexicon,
    pub(super) layout: &'t Layout<'t>,
}

/// What the `kind` column of an entry says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the data file")]
pub(super) struct Kind {
    /// Decides the act of a general verb after it.
    pub(super) noun: bool,
    /// Its act is decided by what stands before it.
    pub(super) express: bool,
    /// Counts only when negated.
    pub(super) negative: bool,
    /// Is an action rather than a thing said.
    pub(super) deed: bool,
    /// Binds the doer.
    pub(super) instructs: bool,
    /// Counts only of a meeting.
    pub(super) meeting: bool,
    /// Decides only the act of a verb of sharing.
    pub(super) shared: bool,
}

/// Returns the classes and the flags of an entry's kind.
pub(super) fn kind(entry: &Entry) -> (impl Iterator<Item = Class> + '_, Kind) {
    let mut parts = entry.kind.split(',');
    let classes = parts.next().unwrap_or_default();
    let mut kind = Kind { noun: classes.split('+').any(|class| class == "noun"), ..Kind::default() };
    for flag in parts {
        match flag {
            "express" => kind.express = true,
            "negative" => kind.negative = true,
            "deed" => kind.deed = true,
            "instructs" => kind.instructs = true,
            "meeting" => kind.meeting = true,
            "shared" => kind.shared = true,
            _ => {}
        }
    }
    (classes.split('+').filter_map(Class::from_word), kind)
}

impl<'t> Words<'t> {
    /// Returns the text of the sentence.
    pub(super) fn text(&self) -> &'t str {
        self.sentence.text
    }

    /// Returns the text between two places; nothing if they stand the other way round.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.sentence.text.get(start..end).unwrap_or_default()
    }

    /// Returns whether one of `needles` stands between two places, outside quotations and brackets.
    pub(super) fn holds(&self, start: usize, end: usize, needles: &'static [&'static str]) -> bool {
        self.layout.holds(start, end, needles)
    }

    /// Returns the hits of `table` that end at `end`, from long to short.
    pub(super) fn ending_at(&self, table: TableName, end: usize) -> impl Iterator<Item = &'t Hit> + 't {
        let hits = self.sentence.hits;
        let from = hits.partition_point(|hit| (hit.range.end as usize) < end);
        hits[from..].iter().take_while(move |hit| hit.range.end as usize == end).filter(move |hit| hit.table == table)
    }

    /// Returns the longest word of `family` (of the table of words) that ends at `end`.
    pub(super) fn word_before(&self, family: &str, end: usize) -> Option<TextRange> {
        self.ending_at(TableName::Words, end).find(|hit| self.lexicon.entry(hit).family == family).map(|hit| hit.range)
    }

    /// Returns the words of `family` inside `range`.
    pub(super) fn words_in(&self, family: &'static str, range: TextRange) -> impl Iterator<Item = TextRange> + 't {
        let lexicon = self.lexicon;
        self.hits_in(TableName::Words, range)
            .filter(move |hit| lexicon.entry(hit).family == family)
            .map(|hit| hit.range)
    }

    /// Returns the hits of `table` inside `range`.
    pub(super) fn hits_in(&self, table: TableName, range: TextRange) -> impl Iterator<Item = &'t Hit> + 't {
        let hits = self.sentence.hits;
        let from = hits.partition_point(|hit| hit.range.end <= range.start);
        hits[from..]
            .iter()
            .take_while(move |hit| hit.range.end <= range.end)
            .filter(move |hit| hit.table == table && hit.range.start >= range.start)
    }

    /// Returns where the adverbs before `at` begin: `を改めて強く|表明`.
    pub(super) fn before_adverbs(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let adverb = self.word_before("repeat", at).or_else(|| {
                self.ending_at(TableName::Intensifiers, at)
                    .find(|hit| self.lexicon.entry(hit).kind == "adverb")
                    .map(|hit| hit.range)
            });
            match adverb {
                Some(range) => at = range.start as usize,
                None => return at,
            }
        }
    }
}
