//! A register that follows the log: drawn again only as far as something changed, and the same as one drawn from nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::identity::DocumentId;
use seimei_register::entry::Undertaking;
use seimei_register::grounds::{Grounds, Place};
use seimei_register::reading::Corrections;
use seimei_register::undertaking::undertakings_in;
use seimei_store::change::Change;
use seimei_store::error::StoreError;
use seimei_wording::lineage::PassageId;

use crate::archive::Archive;
use crate::archive::register::basis::Before;
use crate::archive::register::{Drawn, Registry};
use crate::archive::trace::{Followed, News, Taken};

impl Archive {
    /// Returns the register as it is now, or `None` where nothing happened since `registry` was drawn. What was not touched
    /// is taken over: a decision costs laying decisions anew, a document its reading and a comparison of formulas. The
    /// result is the one that [`Self::registry`] would draw.
    pub fn follow<'l>(&self, registry: &Registry<'l>) -> Result<Option<Registry<'l>>, StoreError> {
        let last = self.store().last_change()?;
        if last == registry.followed {
            return Ok(None);
        }
        let decisions = self.store().decisions()?;
        let corrections = Corrections::new(&decisions);
        let mut touched = self.store().touched(registry.followed)?;
        let corrected = corrected_after(registry.followed, &decisions);
        for name in &corrected {
            if !touched.contains(name) {
                touched.push(name.clone());
            }
        }
        let mut records = Vec::with_capacity(touched.len());
        for name in &touched {
            records.extend(self.store().document(name)?.map(|record| (name, record)));
        }
        // After the records, so that nothing that made them otherwise is missed.
        let mut altered = self.altered_after(registry.followed)?;
        altered.extend(corrected);
        let mut news = News::default();
        let mut taken = Taken::clone(&registry.taken);
        taken.extend(self.taken_after(registry.followed)?);
        for (name, record) in records {
            if !altered.contains(name) && !altered.contains(&record.id) {
                news.noted.push(record);
                continue;
            }
            news.gone.extend([name.clone(), record.id.clone()]);
            if !record.is_removed && news.come.iter().all(|(known, _)| known.id != record.id) {
                let texts = self.texts_of(&record, &corrections, &taken)?;
                news.come.push((record, texts));
            }
        }
        Ok(Some(registry.following(news, decisions, Arc::new(taken), last)))
    }

    /// Returns the documents whose texts may be otherwise since a change: all but remarks and decisions alter them.
    fn altered_after(&self, number: u64) -> Result<BTreeSet<DocumentId>, StoreError> {
        let mut altered = BTreeSet::new();
        self.each_change_after(number, |_, change| match change {
            Change::Added { expression, .. }
            | Change::Revised { expression, .. }
            | Change::Reread { expression, .. } => _ = altered.insert(expression.document.clone()),
            Change::Described { document, .. }
            | Change::Withdrawn { document, .. }
            | Change::Removed { document }
            | Change::Restored { document } => {
                altered.insert(document.clone());
            }
            Change::Joined { document, other } => altered.extend([document.clone(), other.clone()]),
            Change::KeptApart { .. } | Change::Noted { .. } | Change::Decided { .. } => {}
        })?;
        Ok(altered)
    }
}

/// Returns the documents of which somebody corrected a reading since a change, or undid or did again a correction.
fn corrected_after(number: u64, decisions: &[DecisionRecord]) -> BTreeSet<DocumentId> {
    decisions.iter().filter(|record| record.number > number).filter_map(|record| corrects(record, decisions)).collect()
}

/// Returns the document whose reading a decision corrects; of one that undoes others, what it all comes down to.
fn corrects(record: &DecisionRecord, decisions: &[DecisionRecord]) -> Option<DocumentId> {
    match &record.decision {
        Decision::ReadingCorrected { provision, .. } => Some(provision.document.clone()),
        // What is undone is earlier, so this ends.
        Decision::Undone { number } => {
            let undone = decisions.iter().find(|known| known.number == *number && *number < record.number)?;
            corrects(undone, decisions)
        }
        _ => None,
    }
}

impl Registry<'_> {
    /// Returns the number of the last change that it knows of.
    pub fn followed(&self) -> u64 {
        self.followed
    }

    /// Returns whether it is drawn from the very texts that another is: what rests on texts alone is the same.
    pub fn has_texts_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tracing, &other.tracing)
    }

    fn following(&self, news: News, decisions: Vec<DecisionRecord>, taken: Arc<Taken>, followed: u64) -> Self {
        if news.is_empty() {
            return Self::laid(Arc::clone(&self.tracing), Arc::clone(&self.drawn), decisions, taken, followed);
        }
        let is_drawn = news.alters_nothing();
        let first = PassageId(self.tracing.searched().1 as u32);
        let next = self.tracing.following(news);
        let drawn = if is_drawn { Arc::clone(&self.drawn) } else { Arc::new(self.drawn.following(&next, first)) };
        Self::laid(Arc::new(next.tracing), drawn, decisions, taken, followed)
    }
}

impl<'l> Drawn<'l> {
    /// Draws what these texts give, where some of them were drawn before; `first` is the first passage that was not.
    fn following(&self, next: &Followed<'l>, first: PassageId) -> Self {
        let Followed { tracing, was: texts, is_appended, is_continued } = next;
        // By the place of a text then: where it is now.
        let mut now = vec![None; texts.iter().flatten().max().map_or(0, |last| last + 1)];
        for (number, was) in texts.iter().enumerate().filter_map(|(number, was)| Some((number, (*was)?))) {
            now[was] = Some(number as u32);
        }
        let moved = |place: Place| Some(Place { text: (*now.get(place.text as usize)?)?, ..place });
        let is_new = |text: usize| texts.get(text).is_none_or(Option::is_none);
        let kept = self.counterparts.iter().filter_map(|(one, other)| Some((moved(*one)?, moved(*other)?)));
        let mut counterparts = tracing.counterparts_in(&is_new);
        counterparts.extend(kept);
        counterparts.sort_unstable();
        let mut undertakings: Vec<(Arc<Undertaking>, Option<u32>)> = {
            let texts = tracing.register_texts();
            let grounds = Grounds { texts: &texts, families: &[], counterparts: &counterparts };
            let new = undertakings_in(&grounds, tracing.lexicon(), &|text| is_new(text as usize));
            new.into_iter().map(|one| (one, None)).collect()
        };
        let kept = self.undertakings.iter().enumerate().filter_map(|(position, one)| {
            let place = moved(one.place)?;
            let is_there = place == one.place;
            let one = if is_there { Arc::clone(one) } else { Arc::new(Undertaking { place, ..(**one).clone() }) };
            Some((one, Some(position as u32)))
        });
        undertakings.extend(kept);
        undertakings.sort_by(|(one, _), (other, _)| one.place.cmp(&other.place).then(one.id.act.cmp(&other.id.act)));
        let (undertakings, was): (Vec<_>, Vec<_>) = undertakings.into_iter().unzip();
        // All texts that were there are, where it is asked.
        let moved = |place: Place| moved(place).unwrap_or(place);
        let before = Before {
            is_appended: *is_appended,
            is_continued: *is_continued,
            basis: &self.basis,
            letters: &self.letters,
            reads: &self.reads,
            texts,
            was,
            moved: &moved,
            first,
        };
        tracing.drawn_of(undertakings, counterparts, Some(&before))
    }
}
