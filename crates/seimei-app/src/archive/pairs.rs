//! Pairs: documents of the archive that may be one document in two languages, and what a person says of them.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{DocumentRecord, StoredReading};
use seimei_store::change::Change;
pub use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_wording::align::{self, Likeness, Nearness};

use crate::archive::Archive;

/// Two documents that may be one.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The one that was there first; it would keep its name.
    pub document: DocumentRecord,
    /// The other one.
    pub other: DocumentRecord,
    /// How likely it is, and why.
    pub likeness: Likeness,
}

/// The least score of a pair that is proposed.
pub const LEAST: f64 = 0.5;

impl Archive {
    /// Returns the documents that may be one with another, the likeliest pairs first, each document in one pair at
    /// most. Only documents of near dates or the same parties are compared. `progress` is called with (done, all).
    pub fn proposals(
        &self,
        lexicon: &Lexicon,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Proposal>, StoreError> {
        let documents = self.store().documents(&Filter::default())?;
        let candidates = candidates(&documents);
        let mut readings = Readings { archive: self, kept: None };
        let mut proposals = Vec::new();
        for (done, &(one, other)) in candidates.iter().enumerate() {
            progress(done, candidates.len());
            proposals.extend(self.judge(&documents[one], &documents[other], lexicon, &mut readings)?);
        }
        progress(candidates.len(), candidates.len());
        Ok(each_once(proposals))
    }

    /// Returns the document that may be one with `document`, the likeliest.
    pub fn counterpart_of(&self, document: &DocumentId, lexicon: &Lexicon) -> Result<Option<Proposal>, StoreError> {
        let Some(own) = self.store().document(document)? else { return Ok(None) };
        let mut readings = Readings { archive: self, kept: None };
        let mut proposals = Vec::new();
        for other in self.store().documents(&Filter::default())? {
            if other.id != own.id && may_be_one(&own, &other) {
                proposals.extend(self.judge(&own, &other, lexicon, &mut readings)?);
            }
        }
        Ok(each_once(proposals).into_iter().next())
    }

    /// Makes two documents one: the expressions of `other` move to `document`, its name leads there.
    pub fn join(&self, document: &DocumentId, other: &DocumentId, by: &str) -> Result<(), StoreError> {
        self.change(vec![Change::Joined { document: document.clone(), other: other.clone() }], by)
    }

    /// Keeps in mind that two documents are not one.
    pub fn keep_apart(&self, document: &DocumentId, other: &DocumentId, by: &str) -> Result<(), StoreError> {
        self.change(vec![Change::KeptApart { document: document.clone(), other: other.clone() }], by)
    }

    fn judge(
        &self,
        one: &DocumentRecord,
        other: &DocumentRecord,
        lexicon: &Lexicon,
        readings: &mut Readings,
    ) -> Result<Option<Proposal>, StoreError> {
        if self.store().are_kept_apart(&one.id, &other.id)? {
            return Ok(None);
        }
        let (document, other) = if (&one.added_at, one.changed, &one.id) <= (&other.added_at, other.changed, &other.id)
        {
            (one, other)
        } else {
            (other, one)
        };
        let (Some(first), Some(second)) = (document.expressions.first(), other.expressions.first()) else {
            return Ok(None);
        };
        // The pairs come by their first document, whose reading is kept for the next one.
        let (Some(a), Some(b)) = (readings.take(&first.id)?, readings.take(&second.id)?) else { return Ok(None) };
        let alignment = align::align(&a.reading, &b.reading, lexicon);
        let likeness = align::likeness(&described(&a, document), &described(&b, other), &alignment);
        readings.kept = Some((first.id.clone(), a));
        let proposal = Proposal { document: document.clone(), other: other.clone(), likeness };
        Ok(Some(proposal).filter(|proposal| proposal.likeness.score >= LEAST))
    }
}

/// Returns a reading with what persons said of the document in place of what was read.
fn described(stored: &StoredReading, document: &DocumentRecord) -> seimei_model::reading::Reading {
    let mut reading = stored.reading.clone();
    let said = &document.said;
    if let Some(date) = &said.date {
        reading.document.date = Some(date.clone());
    }
    if let Some(parties) = &said.parties {
        reading.document.parties.clone_from(parties);
    }
    if let Some(kind) = said.kind {
        reading.document.kind = kind;
    }
    reading
}

/// Fetches readings; the last one asked for first is often asked for again.
struct Readings<'a> {
    archive: &'a Archive,
    kept: Option<(ExpressionId, StoredReading)>,
}

impl Readings<'_> {
    fn take(&mut self, id: &ExpressionId) -> Result<Option<StoredReading>, StoreError> {
        match self.kept.take_if(|(kept, _)| kept == id) {
            Some((_, reading)) => Ok(Some(reading)),
            None => self.archive.store().reading(id, None),
        }
    }
}

/// Returns the pairs of documents worth comparing, by position. About linear where most documents have a date.
fn candidates(documents: &[DocumentRecord]) -> Vec<(usize, usize)> {
    let mut by_date: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut undated = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        match document.description.date.as_ref().map(seimei_model::date::Edtf::as_str).filter(|date| is_day(date)) {
            Some(date) => by_date.entry(&date[..10]).or_default().push(index),
            None => undated.push(index),
        }
    }
    let days: Vec<(&str, &Vec<usize>)> = by_date.iter().map(|(day, indexes)| (*day, indexes)).collect();
    let mut pairs = BTreeSet::new();
    let mut add = |one: usize, other: usize| {
        if one != other && may_be_one(&documents[one], &documents[other]) {
            pairs.insert((one.min(other), one.max(other)));
        }
    };
    for (place, (day, here)) in days.iter().enumerate() {
        let near = days[place..].iter().take_while(|(other, _)| {
            align::nearness(&seimei_model::date::Edtf::new(day), &seimei_model::date::Edtf::new(other)) != Nearness::Far
        });
        for (_, there) in near {
            here.iter().for_each(|one| there.iter().for_each(|other| add(*one, *other)));
        }
    }
    for one in undated {
        (0..documents.len()).for_each(|other| add(one, other));
    }
    pairs.into_iter().collect()
}

fn is_day(date: &str) -> bool {
    date.len() >= 10
        && date.is_char_boundary(10)
        && date.as_bytes()[..10].iter().all(|byte| byte.is_ascii_digit() || *byte == b'-')
}

/// Returns whether two documents are worth comparing: no language in common, dates that may be one, a party in common
/// where both have some.
fn may_be_one(one: &DocumentRecord, other: &DocumentRecord) -> bool {
    let speaks_alike = one
        .expressions
        .iter()
        .any(|expression| other.expressions.iter().any(|second| second.id.language == expression.id.language));
    let (parties, others) = (one.description.parties.as_deref(), other.description.parties.as_deref());
    let (parties, others) = (parties.unwrap_or_default(), others.unwrap_or_default());
    let meets = parties.iter().any(|party| others.contains(party));
    let says_nothing = parties.is_empty() || others.is_empty();
    match (&one.description.date, &other.description.date) {
        _ if speaks_alike => false,
        (Some(date), Some(second)) => align::nearness(date, second) != Nearness::Far && (meets || says_nothing),
        // Without a date only those of exactly the same parties: an archive may hold hundreds of one partnership.
        _ => meets && parties == others,
    }
}

/// Leaves each document its likeliest partner.
fn each_once(mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    proposals.sort_by(|one, other| {
        let by_score = other.likeness.score.total_cmp(&one.likeness.score);
        by_score.then_with(|| (&one.document.id, &one.other.id).cmp(&(&other.document.id, &other.other.id)))
    });
    let mut taken: BTreeSet<DocumentId> = BTreeSet::new();
    proposals.retain(|proposal| {
        let (one, other) = (&proposal.document.id, &proposal.other.id);
        let is_free = !taken.contains(one) && !taken.contains(other);
        if is_free {
            taken.extend([one.clone(), other.clone()]);
        }
        is_free
    });
    proposals
}
