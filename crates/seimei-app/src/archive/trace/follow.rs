//! Texts and lineages that follow the archive: what was not touched is taken over as it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use seimei_model::identity::DocumentId;
use seimei_model::record::DocumentRecord;
use seimei_wording::lineage::{PassageId, Step};

use crate::archive::trace::{Text, Tracing, order_in_time, passage, taken};

/// What became of documents.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Those of which no text stands as it was.
    pub(crate) gone: BTreeSet<DocumentId>,
    /// Those that are there now, with their texts.
    pub(crate) come: Vec<(DocumentRecord, Vec<Text>)>,
    /// Those whose texts stand as they were, and of which something else was noted.
    pub(crate) noted: Vec<DocumentRecord>,
}

impl News {
    /// Returns whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.alters_nothing() && self.noted.is_empty()
    }

    /// Returns whether every text stands as it was.
    pub(crate) fn alters_nothing(&self) -> bool {
        self.gone.is_empty() && self.come.is_empty()
    }
}

/// Texts that followed others.
pub(crate) struct Followed<'l> {
    pub(crate) tracing: Tracing<'l>,
    /// By the place of a text now, where it was; `None` for those that are new.
    pub(crate) was: Vec<Option<usize>>,
    /// Whether all texts that were there are, and new ones came behind them: then every passage and word has the number it
    /// had.
    pub(crate) is_appended: bool,
    /// Whether words also weigh what they did: then everything that was found stands.
    pub(crate) is_continued: bool,
}

impl<'l> Tracing<'l> {
    /// Returns what reading all texts anew would give.
    pub(crate) fn following(&self, news: News) -> Followed<'l> {
        let News { gone, come, noted } = news;
        let mut documents = self.documents.clone();
        documents.retain(|document| !gone.contains(document));
        let mut texts: Vec<(Text, Option<usize>)> = Vec::with_capacity(self.texts.len() + come.len());
        let stays = |text: &&Text| !gone.contains(&text.document.id);
        for (number, text) in self.texts.iter().enumerate().filter(|(_, text)| stays(text)) {
            let mut text = text.clone();
            if let Some(record) = noted.iter().find(|record| record.id == text.document.id) {
                text.document.clone_from(record);
            }
            texts.push((text, Some(number)));
        }
        let is_as_it_was = come.is_empty() && texts.len() == self.texts.len();
        for (record, of_document) in come {
            documents.insert(record.id);
            texts.extend(of_document.into_iter().map(|text| (text, None)));
        }
        texts.sort_by(|(one, _), (other, _)| order_in_time(one, other));
        let (mut texts, was): (Vec<Text>, Vec<Option<usize>>) = texts.into_iter().unzip();
        let lexicon = self.lexicon;
        if is_as_it_was {
            let (lineages, places) = (Arc::clone(&self.lineages), Arc::clone(&self.places));
            let (across, order) = (Arc::clone(&self.across), self.order.clone());
            let (bare, alignments) = (Arc::clone(&self.bare), Arc::clone(&self.alignments));
            let tracing = Self { lexicon, lineages, texts, order, places, documents, across, bare, alignments };
            return Followed { tracing, was, is_appended: true, is_continued: true };
        }
        let order = taken::order(&texts);
        let places = taken::places(&mut texts, &order);
        let goes_on = || self.order.iter().zip(&order).all(|(before, now)| was[*now] == Some(*before));
        let is_appended = order.len() >= self.order.len() && goes_on();
        let is_continued = is_appended && taken::weighing(order.len()) == taken::weighing(self.order.len());
        let passages_of = |rank: usize, number: usize| {
            let text = &texts[number];
            text.reading.provisions.iter().map(move |provision| passage(rank, text, provision))
        };
        let lineages = if is_continued {
            let come = order.iter().enumerate().skip(self.order.len());
            self.lineages.with(come.flat_map(|(rank, number)| passages_of(rank, *number)))
        } else {
            let steps = order.iter().enumerate().flat_map(|(rank, number)| {
                let was = was[*number].map(|was| self.texts[was].first.0);
                passages_of(rank, *number).enumerate().map(move |(place, passage)| match was {
                    Some(first) => Step::Kept { passage: PassageId(first + place as u32), document: rank as u32 },
                    None => Step::New(passage),
                })
            });
            self.lineages.following(steps, taken::reference(&texts, &order))
        };
        let tracing = Self::of(lexicon, lineages, texts, order, places, documents);
        Followed { tracing, was, is_appended, is_continued }
    }
}
