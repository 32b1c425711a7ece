//! Two queries of our own for the library: terms that count as one word, and candidates that are checked on what is
//! stored of them.

use std::fmt;
use std::sync::Arc;

use seimei_text::glyphs::Glyphs;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use crate::needle::Needle;
use crate::spelling::Spelled;
use crate::unit::Unit;

/// Units that have one of some terms, which count as one word: its forms, the words that begin alike.
#[derive(Clone, Debug)]
pub(crate) struct AnyTerm {
    field: Field,
    terms: Arc<[Term]>,
}

impl AnyTerm {
    /// Makes the query. All terms are of `field`.
    pub(crate) fn new(field: Field, terms: Vec<Term>) -> Self {
        Self { field, terms: terms.into() }
    }
}

impl Query for AnyTerm {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = weight_of(scoring, self.field, |searcher| {
            // Few units have two forms of a word: the sum is near to the number of units that have any.
            self.terms.iter().try_fold(0, |sum, term| Ok(sum + searcher.doc_freq(term)?)).map(|sum| vec![sum])
        })?;
        Ok(Box::new(AnyTermWeight { query: self.clone(), weight }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms.iter().for_each(|term| visitor(term, false));
    }
}

/// Makes the weight of what has these numbers of units a term; `None` where nothing is scored.
fn weight_of(
    scoring: EnableScoring<'_>,
    field: Field,
    frequencies: impl Fn(&dyn Bm25StatisticsProvider) -> tantivy::Result<Vec<u64>>,
) -> tantivy::Result<Option<Bm25Weight>> {
    let EnableScoring::Enabled { statistics_provider, .. } = scoring else { return Ok(None) };
    let units = statistics_provider.total_num_docs()?;
    if units == 0 {
        return Ok(None);
    }
    #[expect(clippy::cast_precision_loss, reason = "an average length need not be exact")]
    let average = statistics_provider.total_num_tokens(field)? as Score / units as Score;
    // A run is as rare as its rarest part at least.
    let rarest = frequencies(statistics_provider)?.into_iter().min().unwrap_or(units).min(units);
    Ok(Some(Bm25Weight::for_one_term_without_explain(rarest, units, average)))
}

struct AnyTermWeight {
    query: AnyTerm,
    weight: Option<Bm25Weight>,
}

impl Weight for AnyTermWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inverted = reader.inverted_index(self.query.field)?;
        let mut units: Vec<(DocId, u32)> = Vec::new();
        for term in &*self.query.terms {
            let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? else { continue };
            while postings.doc() != TERMINATED {
                units.push((postings.doc(), postings.term_freq()));
                postings.advance();
            }
        }
        units.sort_unstable_by_key(|(unit, _)| *unit);
        units.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                kept.1 += later.1;
            }
            is_same
        });
        let scale = Scale::new(reader, self.query.field, self.weight.as_ref(), boost)?;
        Ok(Box::new(Listed { units, at: 0, scale }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("not explained".to_owned()))
    }
}

/// How a number of occurrences becomes a score.
struct Scale(Option<(Bm25Weight, FieldNormReader)>);

impl Scale {
    fn new(reader: &SegmentReader, field: Field, weight: Option<&Bm25Weight>, boost: Score) -> tantivy::Result<Self> {
        let Some(weight) = weight else { return Ok(Self(None)) };
        Ok(Self(Some((weight.boost_by(boost), reader.get_fieldnorms_reader(field)?))))
    }

    fn score(&self, unit: DocId, count: u32) -> Score {
        self.0.as_ref().map_or(0.0, |(weight, lengths)| weight.score(lengths.fieldnorm_id(unit), count))
    }
}

/// Units with the number of occurrences in each, in order.
struct Listed {
    units: Vec<(DocId, u32)>,
    at: usize,
    scale: Scale,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.units.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(unit, _)| *unit < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.units.get(self.at).map_or(TERMINATED, |(unit, _)| *unit)
    }

    fn size_hint(&self) -> u32 {
        self.units.len() as u32
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        self.units.get(self.at).map_or(0.0, |(unit, count)| self.scale.score(*unit, *count))
    }
}

/// What a candidate must hold.
#[derive(Clone)]
pub(crate) enum Check {
    /// Its text holds the needle.
    Text(Needle, Arc<Glyphs>),
    /// What is stored beside its text passes.
    Unit(Arc<dyn Fn(&Unit) -> bool + Send + Sync>),
}

/// Candidates that are checked one by one, each when it is come to.
pub(crate) struct Checked {
    candidates: Box<dyn Query>,
    /// The terms that every candidate has and the field they are of, where occurrences are to be scored.
    scored: Option<(Field, Arc<[Term]>)>,
    check: Check,
}

impl Checked {
    /// Makes the query. `scored` are terms of a field with lengths.
    pub(crate) fn new(candidates: Box<dyn Query>, scored: Option<(Field, Vec<Term>)>, check: Check) -> Self {
        let scored = scored.map(|(field, terms)| (field, terms.into()));
        Self { candidates, scored, check }
    }
}

impl Clone for Checked {
    fn clone(&self) -> Self {
        let (scored, check) = (self.scored.clone(), self.check.clone());
        Self { candidates: self.candidates.box_clone(), scored, check }
    }
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").field("candidates", &self.candidates).finish_non_exhaustive()
    }
}

impl Query for Checked {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = match &self.scored {
            None => None,
            Some((field, terms)) => {
                weight_of(scoring, *field, |searcher| terms.iter().map(|term| searcher.doc_freq(term)).collect())?
            }
        };
        let unscored = match scoring {
            EnableScoring::Enabled { searcher, .. } => EnableScoring::disabled_from_searcher(searcher),
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        let candidates = self.candidates.weight(unscored)?;
        Ok(Box::new(CheckedWeight { query: self.clone(), candidates, weight }))
    }
}

struct CheckedWeight {
    query: Checked,
    candidates: Box<dyn Weight>,
    weight: Option<Bm25Weight>,
}

/// Blocks of stored texts that are kept at hand: candidates come in the order in which they are stored.
const KEPT: usize = 2;

impl Weight for CheckedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scale = match &self.query.scored {
            Some((field, _)) => Scale::new(reader, *field, self.weight.as_ref(), boost)?,
            None => Scale(None),
        };
        let candidates = self.candidates.scorer(reader, boost)?;
        let store = reader.get_store_reader(KEPT)?;
        let mut scorer = Checking { candidates, store, check: self.query.check.clone(), count: 0, scale };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("not explained".to_owned()))
    }
}

struct Checking {
    candidates: Box<dyn Scorer>,
    store: StoreReader,
    check: Check,
    /// Occurrences in the unit it stands on.
    count: u32,
    scale: Scale,
}

impl Checking {
    /// Goes on to the next candidate that passes, if the one it stands on does not.
    fn settle(&mut self) -> DocId {
        loop {
            let unit = self.candidates.doc();
            if unit == TERMINATED {
                return unit;
            }
            self.count = self.occurrences(unit);
            if self.count > 0 {
                return unit;
            }
            self.candidates.advance();
        }
    }

    /// Returns how often the unit holds what is looked for; 0 if it does not pass, or cannot be read.
    fn occurrences(&self, unit: DocId) -> u32 {
        match &self.check {
            Check::Text(needle, glyphs) => {
                let text = self.store.get::<StoredText>(unit).map(|stored| stored.0).unwrap_or_default();
                needle.count(Spelled::new(&text, glyphs).as_str())
            }
            Check::Unit(passes) => {
                let stored = self.store.get::<StoredUnit>(unit).ok().and_then(|stored| stored.unit());
                u32::from(stored.is_some_and(|unit| passes(&unit)))
            }
        }
    }
}

impl DocSet for Checking {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
            return self.settle();
        }
        self.candidates.doc()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }
}

impl Scorer for Checking {
    fn score(&mut self) -> Score {
        self.scale.score(self.candidates.doc(), self.count)
    }
}

/// The text of a unit, which is stored first.
struct StoredText(String);

impl DocumentDeserialize for StoredText {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut stored: D) -> Result<Self, DeserializeError> {
        let text = stored.next_field::<StringValue>()?;
        Ok(Self(text.map(|(_, text)| text.0).unwrap_or_default()))
    }
}

/// All that is stored of a unit.
pub(crate) struct StoredUnit {
    /// The text as written.
    pub(crate) text: String,
    rest: String,
}

impl StoredUnit {
    /// Returns what is stored beside the text.
    pub(crate) fn unit(&self) -> Option<Unit> {
        serde_json::from_str(&self.rest).ok()
    }
}

impl DocumentDeserialize for StoredUnit {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut stored: D) -> Result<Self, DeserializeError> {
        let text = stored.next_field::<StringValue>()?.map(|(_, text)| text.0).unwrap_or_default();
        let rest = stored.next_field::<StringValue>()?.map(|(_, rest)| rest.0).unwrap_or_default();
        Ok(Self { text, rest })
    }
}

struct StringValue(String);

impl tantivy::schema::document::ValueDeserialize for StringValue {
    fn deserialize<'de, D>(value: D) -> Result<Self, DeserializeError>
    where
        D: tantivy::schema::document::ValueDeserializer<'de>,
    {
        value.deserialize_string().map(Self)
    }
}
