//! Texts and lineages that follow the archive: what was not touched is taken over as it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use seimei_model::identity::DocumentId;
use seimei_model::record::DocumentRecord;
use seimei_wording::lineage::{PassageId, Step};

use crate::archive::trace::{Text, Tracing, in_time, passage};

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
        texts.sort_by(|(one, _), (other, _)| in_time(one, other));
        let (mut texts, was): (Vec<Text>, Vec<Option<usize>>) = texts.into_iter().unzip();
        let lexicon = self.lexicon;
        if is_as_it_was {
            let (lineages, places) = (Arc::clone(&self.lineages), Arc::clone(&self.places));
            let across = Arc::clone(&self.across);
            let (bare, alignments) = (Arc::clone(&self.bare), Arc::clone(&self.alignments));
            let tracing = Self { lexicon, lineages, texts, places, documents, across, bare, alignments };
            return Followed { tracing, was };
        }
        let mut places = Vec::with_capacity(self.places.len());
        for (number, text) in texts.iter_mut().enumerate() {
            text.first = PassageId(places.len() as u32);
            places.extend((0..text.reading.provisions.len()).map(|place| (number, place)));
        }
        let step = |&(number, place): &(usize, usize)| {
            let document = number as u32;
            match was[number] {
                Some(was) => Step::Kept { passage: PassageId(self.texts[was].first.0 + place as u32), document },
                None => Step::New(passage(number, &texts[number], &texts[number].reading.provisions[place])),
            }
        };
        let lineages = Arc::new(self.lineages.following(places.iter().map(step)));
        let (places, across) = (Arc::new(places), Arc::default());
        let (bare, alignments) = (Arc::default(), Arc::default());
        let tracing = Self { lexicon, lineages, texts, places, documents, across, bare, alignments };
        Followed { tracing, was }
    }
}
