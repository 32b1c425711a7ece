//! Provisions that are worded alike: those that share the rarest terms of a text.
//!
//! The text is cut into windows that overlap by half, each a phrase or two long, and each window asks for its own rarest
//! terms. So a text that was put together from two documents leads to both, and a change in one place does not hide the
//! rest.

use std::cmp::Ordering;

use seimei_model::code::Lang;
use seimei_model::identity::DocumentId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet as _, Searcher, SegmentOrdinal, TERMINATED, TantivyError, Term};

use crate::columns::Columns;
use crate::cutting::placed_pairs;
use crate::index::{Index, IndexError, failure};
use crate::scorers::StoredUnit;
use crate::spelling::{Spelled, has_east_asian, words};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct LikeRequest<'t> {
    /// The text; a few characters or a whole page.
    pub text: &'t str,
    /// How many provisions are wanted for the text as a whole.
    pub limit: usize,
    /// How many are wanted for each window at least.
    pub each: usize,
    /// Only provisions in this language.
    pub language: Option<Lang>,
    /// Only provisions of this document.
    pub document: Option<&'t DocumentId>,
    /// Whether titles count too; they have the number 0.
    pub titles: bool,
}

/// A provision that is worded alike.
#[derive(Clone, PartialEq, Debug)]
pub struct Like {
    /// The document.
    pub document: DocumentId,
    /// The language of the expression.
    pub language: Lang,
    /// The lasting number; 0 for a title.
    pub provision: u32,
    /// How much is shared: the sum of what its terms are worth (the logarithm of their rarity), over all windows.
    pub score: f32,
    address: DocAddress,
}

/// Provisions of one expression that follow each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Neighbours {
    /// The document.
    pub document: DocumentId,
    /// The language of the expression.
    pub language: Lang,
    /// Lasting number and text as written, in the order of the document.
    pub provisions: Vec<(u32, String)>,
}

/// Terms in a window: pairs of characters.
const PAIRS: usize = 24;
/// Terms in a window: words.
const WORDS: usize = 10;
/// How many terms a window asks for.
const ASKED: usize = 7;
/// How many units the terms of a window may have together, beyond the two rarest.
const UNITS: u64 = 40_000;
/// The longest text that is looked at, in terms; what is beyond is passed over.
const LONGEST: usize = 20_000;

/// A term that is asked for.
struct Asked {
    term: Term,
    worth: f32,
}

impl Index {
    /// Returns the provisions that share the rarest terms of a text, the best first; equal ones by document, language and
    /// number. Terms that nothing has are no hindrance.
    pub fn like(&self, request: &LikeRequest) -> Result<Vec<Like>, IndexError> {
        self.find_like(request).map_err(|error| failure(&self.folder, error))
    }

    /// Returns provisions that were found, each with `reach` before and behind it, joined where they meet: documents in the
    /// order in which `found` has them first, provisions in the order of the document.
    pub fn neighbours(&self, found: &[Like], reach: u32) -> Result<Vec<Neighbours>, IndexError> {
        self.find_neighbours(found, reach).map_err(|error| failure(&self.folder, error))
    }

    fn find_like(&self, request: &LikeRequest) -> tantivy::Result<Vec<Like>> {
        let searcher = self.reader.searcher();
        let windows = self.windows(&searcher, request.text)?;
        let columns = searcher.segment_readers().iter().map(Columns::new).collect::<tantivy::Result<Vec<_>>>()?;
        let mut best = Best { each: request.each, limit: request.limit, ..Best::default() };
        best.of_window.resize(windows.len(), Vec::new());
        for (segment, columns) in columns.iter().enumerate() {
            self.score_segment(&searcher, segment as SegmentOrdinal, columns, &windows, request, &mut best)?;
        }
        let found = best.taken().into_iter().map(|one| {
            let of = &columns[one.segment as usize];
            let known = of.matching(one.unit, one.score, one.segment);
            let name = of.document_name(known.document);
            let document = name.parse().map_err(|_| TantivyError::InternalError(format!("{name:?} is no name")))?;
            let address = DocAddress::new(one.segment, one.unit);
            Ok(Like { document, language: known.language, provision: known.number, score: one.score, address })
        });
        let mut found = found.collect::<tantivy::Result<Vec<Like>>>()?;
        let place = |one: &Like| (one.document.clone(), one.language, one.provision);
        found.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| place(one).cmp(&place(other))));
        Ok(found)
    }

    /// Cuts a text into windows, each with the terms it asks for.
    fn windows(&self, searcher: &Searcher, text: &str) -> tantivy::Result<Vec<Vec<Asked>>> {
        let spelled = Spelled::new(text, &self.plan.glyphs).into_string();
        let is_dense = has_east_asian(&spelled);
        let mut terms: Vec<(usize, &str)> = words(&spelled).map(|(range, word)| (range.start, word)).collect();
        if is_dense {
            terms.extend(placed_pairs(&spelled));
            terms.sort_unstable();
        }
        terms.truncate(LONGEST);
        #[expect(clippy::cast_precision_loss, reason = "rarity need not be exact")]
        let worth = |frequency: u64| ((searcher.num_docs() + 1) as f32 / frequency as f32).ln().max(0.01);
        let mut known: Vec<(u64, &str)> = Vec::with_capacity(terms.len());
        for (_, term) in &terms {
            let frequency = match known.iter().rev().take(2 * PAIRS).find(|(_, known)| known == term) {
                Some((frequency, _)) => *frequency,
                None => searcher.doc_freq(&Term::from_field_text(self.fields.text, term))?,
            };
            known.push((frequency, *term));
        }
        let size = if is_dense { PAIRS } else { WORDS };
        let mut windows = Vec::new();
        for start in (0..known.len()).step_by(size / 2) {
            // A last window that lies wholly in the one before says nothing new.
            if start > 0 && start + size / 2 >= known.len() {
                break;
            }
            let mut window: Vec<(u64, &str)> = known[start..known.len().min(start + size)].to_vec();
            window.sort_unstable();
            window.dedup();
            let mut units = 0;
            let asked = window.into_iter().filter(|(frequency, _)| *frequency > 0).enumerate();
            let asked = asked.take(ASKED).take_while(|(index, (frequency, _))| {
                units += frequency;
                *index < 2 || units <= UNITS
            });
            windows.push(
                asked
                    .map(|(_, (frequency, term))| Asked {
                        term: Term::from_field_text(self.fields.text, term),
                        worth: worth(frequency),
                    })
                    .collect(),
            );
        }
        Ok(windows)
    }

    fn score_segment(
        &self,
        searcher: &Searcher,
        segment: SegmentOrdinal,
        columns: &Columns,
        windows: &[Vec<Asked>],
        request: &LikeRequest,
        best: &mut Best,
    ) -> tantivy::Result<()> {
        let reader = searcher.segment_reader(segment);
        let inverted = reader.inverted_index(self.fields.text)?;
        let Some(within) = self.within(searcher, segment, request.document)? else { return Ok(()) };
        let alive = reader.alive_bitset();
        let is_wanted = |unit: DocId| {
            let one = columns.matching(unit, 0.0, segment);
            alive.is_none_or(|alive| alive.is_alive(unit))
                && request.language.is_none_or(|language| language == one.language)
                && (request.titles || one.number > 0)
        };
        let mut sums = Sums::new(reader.max_doc());
        let mut totals = Sums::new(reader.max_doc());
        let mut kept: Vec<(&Term, Vec<DocId>)> = Vec::new();
        for (number, window) in windows.iter().enumerate() {
            for asked in window {
                if kept.iter().all(|(term, _)| **term != asked.term) {
                    let mut units = Vec::new();
                    if let Some(mut postings) = inverted.read_postings(&asked.term, IndexRecordOption::Basic)? {
                        units.reserve(postings.doc_freq() as usize);
                        let mut unit = postings.doc();
                        if unit < within.start {
                            unit = postings.seek(within.start);
                        }
                        while unit != TERMINATED && unit < within.end {
                            units.push(unit);
                            unit = postings.advance();
                        }
                    }
                    kept.push((&asked.term, units));
                }
                let units = kept.iter().find(|(term, _)| **term == asked.term).map_or(&[][..], |(_, units)| units);
                for unit in units {
                    sums.add(*unit, asked.worth);
                }
            }
            let scored = sums.taken();
            for (unit, score) in &scored {
                totals.add(*unit, *score);
            }
            best.offer(number, segment, scored, &is_wanted);
            // The next windows share terms with this one and the one before only.
            let next = windows.get(number + 1).map_or(&[][..], Vec::as_slice);
            kept.retain(|(term, _)| next.iter().any(|asked| asked.term == **term));
        }
        best.offer_whole(segment, totals.taken(), &is_wanted);
        Ok(())
    }

    /// Returns the units of a segment among which is looked: all, or those of a document, which lie side by side. `None`
    /// where the segment has none.
    fn within(
        &self,
        searcher: &Searcher,
        segment: SegmentOrdinal,
        document: Option<&DocumentId>,
    ) -> tantivy::Result<Option<std::ops::Range<DocId>>> {
        let reader = searcher.segment_reader(segment);
        let Some(document) = document else { return Ok(Some(0..reader.max_doc())) };
        let term = Term::from_field_text(self.fields.document, document.as_str());
        let inverted = reader.inverted_index(self.fields.document)?;
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { return Ok(None) };
        let (mut first, mut last) = (None, 0);
        while postings.doc() != TERMINATED {
            first = first.or(Some(postings.doc()));
            last = postings.doc();
            postings.advance();
        }
        Ok(first.map(|first| first..last + 1))
    }

    fn find_neighbours(&self, found: &[Like], reach: u32) -> tantivy::Result<Vec<Neighbours>> {
        let searcher = self.reader.searcher();
        let columns = searcher.segment_readers().iter().map(Columns::new).collect::<tantivy::Result<Vec<_>>>()?;
        let mut expressions: Vec<(&DocumentId, Lang, Vec<DocAddress>)> = Vec::new();
        for one in found {
            let reader = searcher.segment_reader(one.address.segment_ord);
            let of = &columns[one.address.segment_ord as usize];
            let centre = of.matching(one.address.doc_id, 0.0, one.address.segment_ord);
            let first = one.address.doc_id.saturating_sub(reach);
            let last = one.address.doc_id.saturating_add(reach).min(reader.max_doc().saturating_sub(1));
            let is_near = |unit: &DocId| {
                let other = of.matching(*unit, 0.0, one.address.segment_ord);
                *unit == one.address.doc_id
                    || (other.document == centre.document
                        && other.language == centre.language
                        && other.number > 0
                        && centre.number > 0
                        && reader.alive_bitset().is_none_or(|alive| alive.is_alive(*unit)))
            };
            let near = (first..=last).filter(is_near).map(|unit| DocAddress::new(one.address.segment_ord, unit));
            match expressions.iter_mut().find(|(id, lang, _)| **id == one.document && *lang == one.language) {
                Some((_, _, units)) => units.extend(near),
                None => expressions.push((&one.document, one.language, near.collect())),
            }
        }
        let mut neighbours: Vec<Neighbours> = Vec::new();
        for (document, language, mut units) in expressions {
            units.sort_unstable();
            units.dedup();
            let mut before: Option<DocAddress> = None;
            let mut was_title = false;
            for unit in units {
                let stored: StoredUnit = searcher.doc(unit)?;
                let number = columns[unit.segment_ord as usize].matching(unit.doc_id, 0.0, unit.segment_ord).number;
                let follows = before.is_some_and(|before| {
                    before.segment_ord == unit.segment_ord && before.doc_id + 1 == unit.doc_id && !was_title
                });
                match neighbours.last_mut() {
                    Some(last) if follows => last.provisions.push((number, stored.text)),
                    _ => neighbours.push(Neighbours {
                        document: document.clone(),
                        language,
                        provisions: vec![(number, stored.text)],
                    }),
                }
                (before, was_title) = (Some(unit), number == 0);
            }
        }
        Ok(neighbours)
    }
}

/// Scores of the units of a segment, and which units have any.
struct Sums {
    of: Vec<f32>,
    touched: Vec<DocId>,
}

impl Sums {
    fn new(units: DocId) -> Self {
        Self { of: vec![0.0; units as usize], touched: Vec::new() }
    }

    fn add(&mut self, unit: DocId, worth: f32) {
        let Some(sum) = self.of.get_mut(unit as usize) else { return };
        if *sum == 0.0 {
            self.touched.push(unit);
        }
        *sum += worth;
    }

    /// Returns the scores and forgets them.
    fn taken(&mut self) -> Vec<(DocId, f32)> {
        let taken = self.touched.iter().map(|unit| (*unit, std::mem::take(&mut self.of[*unit as usize]))).collect();
        self.touched.clear();
        taken
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Scored {
    score: f32,
    segment: SegmentOrdinal,
    unit: DocId,
}

/// The best units of each window and of the whole.
#[derive(Default)]
struct Best {
    each: usize,
    limit: usize,
    of_window: Vec<Vec<Scored>>,
    of_whole: Vec<Scored>,
    /// Scores over all windows of the units that a window took.
    totals: Vec<Scored>,
}

fn better(one: &Scored, other: &Scored) -> Ordering {
    other.score.total_cmp(&one.score).then_with(|| (one.segment, one.unit).cmp(&(other.segment, other.unit)))
}

/// Keeps the best so many that are wanted.
fn keep(list: &mut Vec<Scored>, most: usize, new: Vec<Scored>, is_wanted: &dyn Fn(DocId) -> bool) {
    let mut new = new;
    new.sort_unstable_by(better);
    list.extend(new.into_iter().filter(|one| is_wanted(one.unit)).take(most));
    list.sort_unstable_by(better);
    list.truncate(most);
}

impl Best {
    fn offer(
        &mut self,
        window: usize,
        segment: SegmentOrdinal,
        scored: Vec<(DocId, f32)>,
        is_wanted: &dyn Fn(DocId) -> bool,
    ) {
        let list = &mut self.of_window[window];
        let least = if list.len() >= self.each { list.last().map_or(0.0, |last| last.score) } else { 0.0 };
        let new = scored.into_iter().map(|(unit, score)| Scored { score, segment, unit });
        keep(list, self.each, new.filter(|one| one.score >= least).collect(), is_wanted);
    }

    fn offer_whole(&mut self, segment: SegmentOrdinal, scored: Vec<(DocId, f32)>, is_wanted: &dyn Fn(DocId) -> bool) {
        let new: Vec<Scored> = scored.into_iter().map(|(unit, score)| Scored { score, segment, unit }).collect();
        let of_windows = self.of_window.iter().flatten();
        let taken: Vec<(SegmentOrdinal, DocId)> = of_windows.map(|one| (one.segment, one.unit)).collect();
        self.totals.extend(new.iter().filter(|one| taken.contains(&(one.segment, one.unit))));
        keep(&mut self.of_whole, self.limit, new, is_wanted);
    }

    /// Returns the best of the whole and of each window, each once, with its score over all windows.
    fn taken(self) -> Vec<Scored> {
        let mut taken = self.of_whole;
        for one in self.of_window.into_iter().flatten() {
            let is_same = |other: &&Scored| (other.segment, other.unit) == (one.segment, one.unit);
            if taken.iter().find(is_same).is_none() {
                taken.push(self.totals.iter().find(is_same).copied().unwrap_or(one));
            }
        }
        taken
    }
}
