//! Searching: what is asked of the index, and what it answers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use seimei_model::code::Lang;
use seimei_model::identity::DocumentId;
use seimei_text::range::{CharIndex, CharRange, TextRange};
use serde::Serialize;
use tantivy::query::{EnableScoring, Query as _};
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal};

use crate::columns::Columns;
use crate::facets::{self, Counted, Counts};
use crate::index::{Index, IndexError, failure};
use crate::needle::{self, Needle};
use crate::passage;
use crate::planning::{self, Planner};
use crate::query::Query;
use crate::scorers::StoredUnit;
use crate::unit::UnitAct;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// What is looked for.
    pub query: Query,
    /// Whether documents are to be found, and not provisions. Then what stands side by side in the query may be met by
    /// different provisions of an expression; what stands in brackets, and what is asked of an act, by one.
    pub documents: bool,
    /// What comes first.
    pub order: Order,
    /// How many hits are passed over.
    pub offset: usize,
    /// How many are wanted.
    pub limit: usize,
    /// Whether hits are to be counted by facets.
    pub facets: bool,
    /// How long a passage may be, in bytes.
    pub room: usize,
}

/// What comes first. What is equal comes by date, name of the document, language and number, so that the order is
/// always the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// What fits best (BM25), then the newest.
    #[default]
    Relevance,
    /// The newest document.
    Newest,
    /// The oldest document; those without a date last.
    Oldest,
}

/// What was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// How many provisions or documents were found.
    pub total: usize,
    /// Those that were wanted, in order.
    pub hits: Vec<Hit>,
    /// How many there are of each, where that was asked: most first.
    pub facets: Vec<Counts>,
}

/// A provision or a document that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The document.
    pub document: DocumentId,
    /// The language of the expression that fits best.
    pub language: Lang,
    /// How well it fits; more is better.
    pub score: f32,
    /// How many provisions of the document fit; 1 where provisions were asked for.
    pub provisions: usize,
    /// The provision; of a document the best ones, in their order in it.
    pub passages: Vec<Passage>,
}

/// A provision, with what was looked for in it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Passage {
    /// The lasting number of the provision; 0 for the title of the expression.
    pub provision: u32,
    /// The heading above.
    pub section: Option<String>,
    /// What it does.
    #[serde(skip)]
    pub acts: Vec<UnitAct>,
    /// The whole text as written.
    pub text: String,
    /// The stretch that shows most of what was looked for, in scalar values of the text.
    pub best: CharRange,
    /// Where what was looked for stands, in scalar values of the text, in order.
    pub marks: Vec<CharRange>,
}

/// How many passages a document is shown with.
const PASSAGES: usize = 3;

/// A unit that fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub(crate) score: f32,
    /// First day of the document's date; 0 without one.
    pub(crate) day: u32,
    /// Lasting number; 0 for a title.
    pub(crate) number: u32,
    pub(crate) segment: SegmentOrdinal,
    pub(crate) unit: DocId,
    /// The document, as numbered in the segment. All units of a document lie in one segment, side by side.
    pub(crate) document: u32,
    pub(crate) language: Lang,
}

/// A document with its matches.
struct Group {
    /// The best match of it, with the score of the whole.
    best: Match,
    provisions: usize,
    shown: Vec<Match>,
}

impl Index {
    /// Answers a request.
    pub fn search(&self, request: &Request) -> Result<Answer, IndexError> {
        self.answer(request).map_err(|error| failure(&self.folder, error))
    }

    /// Returns the codes that are in use for parties, actors and targets, in order.
    pub fn actors(&self) -> Result<Vec<String>, IndexError> {
        let searcher = self.reader.searcher();
        let mut codes = BTreeSet::new();
        for column in [self.fields.party, self.fields.actor, self.fields.target] {
            let terms = Planner::new(self, &searcher).beginning_with(column, "");
            let terms = terms.map_err(|error| failure(&self.folder, error))?;
            codes.extend(terms.iter().filter_map(|term| term.value().as_str().map(str::to_owned)));
        }
        Ok(codes.into_iter().collect())
    }

    fn answer(&self, request: &Request) -> tantivy::Result<Answer> {
        let searcher = self.reader.searcher();
        let planner = Planner::new(self, &searcher);
        let columns = searcher.segment_readers().iter().map(Columns::new).collect::<tantivy::Result<Vec<_>>>()?;
        let mut needles = Vec::new();
        gather_needles(&request.query, &mut |text| needles.extend(Needle::new(text, &self.plan.glyphs)));
        let show = |one: &Match| self.passage(&searcher, one, &needles, request.room);
        if !request.documents {
            let mut found = matches(&searcher, &planner, &columns, &request.query)?;
            found.retain(|one| one.number > 0);
            let total = found.len();
            let facets = if request.facets {
                facets::count(&searcher, &columns, &found, Counted::Provisions)?
            } else {
                Vec::new()
            };
            keep_page(&mut found, request, |one, other| compare(one, other, request.order, &columns));
            let mut hits = Vec::new();
            for one in &found {
                hits.push(hit(one, 1, vec![show(one)?], &columns)?);
            }
            return Ok(Answer { total, hits, facets });
        }
        let (mut found, counted) = groups(&searcher, &planner, &columns, &request.query)?;
        let total = found.len();
        let facets =
            if request.facets { facets::count(&searcher, &columns, &counted, Counted::Documents)? } else { Vec::new() };
        keep_page(&mut found, request, |one, other| compare(&one.best, &other.best, request.order, &columns));
        let mut hits = Vec::new();
        for group in &mut found {
            group.shown.sort_by_key(|one| one.number);
            let passages = group.shown.iter().map(show).collect::<tantivy::Result<_>>()?;
            hits.push(hit(&group.best, group.provisions, passages, &columns)?);
        }
        Ok(Answer { total, hits, facets })
    }

    /// Reads a match and marks in it what was looked for.
    fn passage(&self, searcher: &Searcher, one: &Match, needles: &[Needle], room: usize) -> tantivy::Result<Passage> {
        let stored: StoredUnit = searcher.doc(DocAddress::new(one.segment, one.unit))?;
        let unit =
            stored.unit().ok_or_else(|| tantivy::TantivyError::InternalError("a unit cannot be read".to_owned()))?;
        let text = stored.text;
        let marks = needle::marks(&text, needles, &self.plan.glyphs);
        let best = passage::best(&text, &marks, room);
        let index = CharIndex::new(&text);
        let chars = |range: &Range<usize>| index.chars(&text, TextRange::new(range.start, range.end));
        let (best, marks) = (chars(&best), marks.iter().map(|(mark, _)| chars(mark)).collect());
        Ok(Passage { provision: one.number, section: unit.section, acts: unit.acts, text, best, marks })
    }
}

fn hit(best: &Match, provisions: usize, passages: Vec<Passage>, columns: &[Columns]) -> tantivy::Result<Hit> {
    let name = columns[best.segment as usize].document_name(best.document);
    let document = name.parse().map_err(|_| tantivy::TantivyError::InternalError(format!("{name:?} is no name")))?;
    Ok(Hit { document, language: best.language, score: best.score, provisions, passages })
}

/// Finds the documents that fit, and the units that count for their facets.
fn groups(
    searcher: &Searcher,
    planner: &Planner,
    columns: &[Columns],
    query: &Query,
) -> tantivy::Result<(Vec<Group>, Vec<Match>)> {
    type Expression = (SegmentOrdinal, u32, Lang);
    let (asked, refused) = planning::apart(query);
    let mut held: Option<BTreeMap<Expression, (f32, Vec<Match>)>> = None;
    for part in &asked {
        let mut of_part: BTreeMap<Expression, (f32, Vec<Match>)> = BTreeMap::new();
        for one in matches(searcher, planner, columns, part)? {
            let (best, matches) = of_part.entry((one.segment, one.document, one.language)).or_default();
            *best = best.max(one.score);
            matches.push(one);
        }
        held = Some(match held.take() {
            None => of_part,
            Some(mut held) => {
                held.retain(|expression, (score, matches)| {
                    let Some((best, more)) = of_part.get_mut(expression) else { return false };
                    *score += *best;
                    matches.append(more);
                    true
                });
                held
            }
        });
    }
    let mut held = held.unwrap_or_default();
    for part in &refused {
        for one in matches(searcher, planner, columns, part)? {
            held.remove(&(one.segment, one.document, one.language));
        }
    }
    let mut groups: BTreeMap<(SegmentOrdinal, u32), Group> = BTreeMap::new();
    let mut counted = Vec::new();
    for ((segment, document, _), (score, matches)) in held {
        let found = telling(matches);
        counted.extend_from_slice(&found);
        let shown: Vec<Match> = found.iter().take(PASSAGES).copied().collect();
        let Some(first) = shown.first() else { continue };
        let provisions = found.iter().filter(|one| one.number > 0).count();
        let best = Match { score, ..*first };
        match groups.entry((segment, document)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(Group { best, provisions, shown });
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                let group = entry.get_mut();
                group.provisions += provisions;
                if best.score > group.best.score {
                    (group.best, group.shown) = (best, shown);
                }
            }
        }
    }
    Ok((groups.into_values().collect(), counted))
}

/// Finds the units that fit.
fn matches(searcher: &Searcher, planner: &Planner, columns: &[Columns], query: &Query) -> tantivy::Result<Vec<Match>> {
    let weight = planner.plan(query)?.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut matches = Vec::new();
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let (alive, columns) = (reader.alive_bitset(), &columns[segment]);
        weight.for_each(reader, &mut |unit, score| {
            if alive.is_none_or(|alive| alive.is_alive(unit)) {
                matches.push(columns.matching(unit, score, segment as SegmentOrdinal));
            }
        })?;
    }
    Ok(matches)
}

/// Returns the matches of an expression that tell why it was found, the best first, each unit once: where words were
/// looked for, those with words; else all but the title.
fn telling(mut matches: Vec<Match>) -> Vec<Match> {
    matches
        .sort_by(|one, other| (one.unit, other.score).partial_cmp(&(other.unit, one.score)).unwrap_or(Ordering::Equal));
    matches.dedup_by_key(|one| one.unit);
    let has_words = matches.iter().any(|one| one.score > 0.0);
    if has_words {
        matches.retain(|one| one.score > 0.0);
    } else if matches.iter().any(|one| one.number > 0) {
        matches.retain(|one| one.number > 0);
    }
    matches.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.number.cmp(&other.number)));
    matches
}

/// Calls `take` with the words that a query looks for; not with those it refuses.
fn gather_needles(query: &Query, take: &mut dyn FnMut(&crate::query::Text)) {
    match query {
        Query::Text(text) => take(text),
        Query::All(parts) | Query::Any(parts) => parts.iter().for_each(|part| gather_needles(part, take)),
        Query::Not(_) | Query::Field(_) => {}
    }
}

/// Keeps the page that was asked for, in order.
fn keep_page<T>(found: &mut Vec<T>, request: &Request, compare: impl Fn(&T, &T) -> Ordering) {
    let end = request.offset.saturating_add(request.limit);
    if end < found.len() {
        if end > 0 {
            found.select_nth_unstable_by(end, &compare);
        }
        found.truncate(end);
    }
    found.sort_by(compare);
    found.drain(..request.offset.min(found.len()));
}

fn compare(one: &Match, other: &Match, order: Order, columns: &[Columns]) -> Ordering {
    let by_score = || other.score.total_cmp(&one.score);
    let newest = || other.day.cmp(&one.day);
    // Without a date, the last.
    let oldest = || (one.day == 0, one.day).cmp(&(other.day == 0, other.day));
    let by_document = || {
        if one.segment == other.segment {
            return one.document.cmp(&other.document);
        }
        let name = |of: &Match| columns[of.segment as usize].document_name(of.document);
        name(one).cmp(&name(other))
    };
    let by_place = || by_document().then_with(|| (one.language, one.number).cmp(&(other.language, other.number)));
    match order {
        Order::Relevance => by_score().then_with(newest).then_with(by_place),
        Order::Newest => newest().then_with(by_place),
        Order::Oldest => oldest().then_with(by_place),
    }
}
