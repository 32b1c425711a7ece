//! Counts of what was found, by party, kind, language, act, topic and year.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED};

use crate::columns::Columns;
use crate::search::Match;

/// What hits are counted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Facet {
    /// In whose name the document speaks.
    Party,
    /// What sort of document it is.
    Kind,
    /// The language.
    Language,
    /// What is done.
    Act,
    /// What it is about.
    Topic,
    /// The year of the document's date.
    Year,
}

impl Facet {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Party, Self::Kind, Self::Language, Self::Act, Self::Topic, Self::Year];

    /// Returns the word for it in output; for most the word of the field that narrows a query to it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Act => "act",
            Self::Topic => "topic",
            Self::Year => "year",
        }
    }
}

/// How many hits each value of a facet has.
pub type Counts = (Facet, Vec<(String, usize)>);

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Counted {
    Provisions,
    Documents,
}

/// Counts matches, or the documents they are of; what there is most of first, then by code.
///
/// What has a value is read off the index of words, which knows the units of each: no column of values has to be kept.
pub(crate) fn count(
    searcher: &Searcher,
    columns: &[Columns],
    matches: &[Match],
    counted: Counted,
) -> tantivy::Result<Vec<Counts>> {
    let mut counts: BTreeMap<(Facet, String), usize> = BTreeMap::new();
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let mut is_match = vec![false; reader.max_doc() as usize];
        let of_segment = || matches.iter().filter(|one| one.segment as usize == segment);
        of_segment().for_each(|one| is_match[one.unit as usize] = true);
        let mut years: BTreeMap<u64, Tally> = BTreeMap::new();
        for one in of_segment() {
            let year = columns[segment].day.get_val(one.unit) / 10_000;
            years.entry(year).or_default().add(one.document, counted);
        }
        for (year, tally) in years.into_iter().filter(|(year, _)| *year > 0) {
            *counts.entry((Facet::Year, format!("{year:04}"))).or_default() += tally.count(counted);
        }
        for facet in Facet::ALL.iter().filter(|facet| **facet != Facet::Year) {
            let inverted = reader.inverted_index(reader.schema().get_field(facet.word())?)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                let mut postings = inverted.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                let mut tally = Tally::default();
                while postings.doc() != TERMINATED {
                    if is_match[postings.doc() as usize] {
                        tally.add(columns[segment].document(postings.doc()), counted);
                    }
                    postings.advance();
                }
                if tally.matches > 0 {
                    let value = String::from_utf8_lossy(stream.key()).into_owned();
                    *counts.entry((*facet, value)).or_default() += tally.count(counted);
                }
            }
        }
    }
    let mut all: Vec<Counts> = Facet::ALL.iter().map(|facet| (*facet, Vec::new())).collect();
    for ((facet, value), count) in counts {
        all.iter_mut().filter(|(of, _)| *of == facet).for_each(|(_, counts)| counts.push((value.clone(), count)));
    }
    for (_, counts) in &mut all {
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    Ok(all)
}

/// Matches with one value, and the documents they are of.
#[derive(Default)]
struct Tally {
    matches: usize,
    documents: BTreeSet<u32>,
}

impl Tally {
    fn add(&mut self, document: u32, counted: Counted) {
        self.matches += 1;
        if counted == Counted::Documents {
            self.documents.insert(document);
        }
    }

    fn count(&self, counted: Counted) -> usize {
        match counted {
            Counted::Provisions => self.matches,
            Counted::Documents => self.documents.len(),
        }
    }
}
