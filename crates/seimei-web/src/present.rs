//! What is in memory of an archive at one change: the register with all readings, and what pages look up in it.
//!
//! A value of this kind never changes; when the archive does, a new one takes its place, so that a page is made of one
//! state of the archive whatever happens meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use seimei_app::align::Alignment;
use seimei_app::archive::Archive;
use seimei_app::archive::register::Registry;
use seimei_app::archive::register::chronology::Happening;
use seimei_app::archive::trace::Text;
use seimei_app::positions::Positions;
use seimei_locale::messages::Messages;
use seimei_model::code::{Lang, TopicId};
use seimei_model::identity::{DocumentId, ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::record::DocumentRecord;
use seimei_register::entry::Entry;
use seimei_search::vocabulary::Vocabulary;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;

use crate::formulas::Formulas;
use crate::ledger::Ledger;
use crate::marks::{Mark, Marker};

/// What is in memory at one change.
pub(crate) struct Present {
    /// The number of the archive's last change.
    pub(crate) change: u64,
    /// The register, with the texts it is drawn from.
    pub(crate) registry: Registry<'static>,
    /// All documents outside the bin, the newest first; those without a date last.
    pub(crate) documents: Vec<DocumentRecord>,
    texts: BTreeMap<ExpressionId, usize>,
    /// The entries that a provision is an undertaking of, by their places in the register.
    entries: BTreeMap<ProvisionId, Vec<usize>>,
    /// How many entries stand in a document.
    commitments: BTreeMap<DocumentId, usize>,
    marks: Mutex<BTreeMap<usize, Arc<Vec<Vec<Mark>>>>>,
    kin: Mutex<BTreeMap<usize, Arc<Vec<usize>>>>,
    vocabularies: Mutex<BTreeMap<Lang, Arc<Vocabulary>>>,
    happenings: OnceLock<Arc<Vec<Happening>>>,
    topics: OnceLock<Arc<BTreeMap<DocumentId, BTreeSet<TopicId>>>>,
    positions: OnceLock<Arc<Positions>>,
    /// Formulas that were traced.
    pub(crate) formulas: Arc<Formulas>,
    /// What pages of the register look up; every decision may change it.
    pub(crate) ledger: Ledger,
}

impl Present {
    /// Takes a register, and the documents of the archive it was drawn from. What was found for `before` and rests on the
    /// same texts is taken over.
    pub(crate) fn new(
        registry: Registry<'static>,
        archive: &Archive,
        before: Option<&Self>,
    ) -> Result<Self, StoreError> {
        let mut documents = archive.store().documents(&Filter::default())?;
        documents.sort_by_key(newest_first);
        let texts = registry.tracing().texts().iter().enumerate();
        let texts = texts.map(|(place, text)| (text.expression.id.clone(), place)).collect();
        let mut entries: BTreeMap<ProvisionId, Vec<usize>> = BTreeMap::new();
        let mut commitments: BTreeMap<DocumentId, usize> = BTreeMap::new();
        for (place, entry) in registry.register().entries.iter().enumerate() {
            let of: BTreeSet<_> = entry.undertakings.iter().map(|one| &one.id.provision.document).collect();
            for document in of {
                *commitments.entry(document.clone()).or_default() += 1;
            }
            for undertaking in &entry.undertakings {
                let places = entries.entry(undertaking.id.provision.clone()).or_default();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        let before = before.filter(|before| registry.has_texts_of(&before.registry));
        Ok(Self {
            change: registry.followed(),
            registry,
            documents,
            texts,
            entries,
            commitments,
            marks: before.map(|before| copy(&before.marks)).unwrap_or_default(),
            kin: before.map(|before| copy(&before.kin)).unwrap_or_default(),
            vocabularies: before.map(|before| copy(&before.vocabularies)).unwrap_or_default(),
            happenings: before.map(|before| before.happenings.clone()).unwrap_or_default(),
            topics: before.map(|before| before.topics.clone()).unwrap_or_default(),
            positions: before.map(|before| before.positions.clone()).unwrap_or_default(),
            formulas: before.map(|before| Arc::clone(&before.formulas)).unwrap_or_default(),
            ledger: Ledger::default(),
        })
    }

    /// Returns the document of a name, or the one that was joined with another of that name.
    pub(crate) fn document(&self, id: &DocumentId) -> Option<&DocumentRecord> {
        let by_name = self.documents.iter().find(|document| document.id == *id);
        by_name.or_else(|| self.documents.iter().find(|document| document.aliases.contains(id)))
    }

    /// Returns the place of a text in [`Self::text_at`].
    pub(crate) fn place(&self, id: &ExpressionId) -> Option<usize> {
        self.texts.get(id).copied()
    }

    /// Returns the text of an expression.
    pub(crate) fn text(&self, id: &ExpressionId) -> Option<&Text> {
        self.place(id).and_then(|place| self.text_at(place))
    }

    /// Returns the text at a place.
    pub(crate) fn text_at(&self, place: usize) -> Option<&Text> {
        self.registry.tracing().texts().get(place)
    }

    /// Returns a provision with its text; of a name without a language that of the document's first.
    pub(crate) fn provision(&self, id: &ProvisionId) -> Option<(&Text, &Provision)> {
        let document = self.document(&id.document)?;
        let first = document.expressions.first().map(|first| first.id.language);
        let language = id.language.or(first)?;
        let text = self.text(&ExpressionId { document: document.id.clone(), language })?;
        let provision = text.reading.provisions.iter().find(|one| one.number == id.number)?;
        Some((text, provision))
    }

    /// Returns the entries that a provision is an undertaking of.
    pub(crate) fn entries_of(&self, provision: &ProvisionId) -> impl Iterator<Item = &Entry> {
        let places = self.entries.get(provision).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.registry.register().entries.get(*place))
    }

    /// Returns in how many other texts each provision of a text is said again, by the provisions' order. Kept once asked;
    /// about 0.3 ms a provision.
    pub(crate) fn said_elsewhere(&self, place: usize) -> Arc<Vec<usize>> {
        if let Some(known) = self.kin.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Arc::clone(known);
        }
        let tracing = self.registry.tracing();
        let count = |passage| {
            let mut texts: Vec<usize> = tracing.kin(passage).iter().map(|kin| tracing.text_of(kin.passage)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.retain(|text| *text != place);
            texts.len()
        };
        let counts: Arc<Vec<usize>> = Arc::new(tracing.passages(place).map(count).collect());
        let mut kin = self.kin.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(kin.entry(place).or_insert(counts))
    }

    /// Returns what is marked in each provision of a text, by the provisions' order. Kept once asked; about 0.1 ms a
    /// provision.
    pub(crate) fn marks(&self, place: usize) -> Arc<Vec<Vec<Mark>>> {
        if let Some(known) = self.marks.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Arc::clone(known);
        }
        let made = self.text_at(place).map(|text| {
            let marker = Marker::new(self.registry.lexicon(), text.expression.id.language);
            text.reading.provisions.iter().map(|provision| marker.marks(provision)).collect()
        });
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(marks.entry(place).or_insert(Arc::new(made.unwrap_or_default())))
    }

    /// Returns how many entries of the register stand in a document.
    pub(crate) fn commitments(&self, document: &DocumentId) -> usize {
        self.commitments.get(document).copied().unwrap_or(0)
    }

    /// Returns how two texts of a document answer to each other. Kept once asked; some milliseconds.
    pub(crate) fn aligned(&self, a: usize, b: usize) -> Option<Arc<Alignment>> {
        self.text_at(a).and(self.text_at(b))?;
        Some(self.registry.tracing().aligned(a, b))
    }

    /// Returns what queries may be written with, in the language of `messages`; made by `make` when it is first asked for.
    pub(crate) fn vocabulary<E>(
        &self,
        messages: &Messages,
        make: impl FnOnce() -> Result<Vocabulary, E>,
    ) -> Result<Arc<Vocabulary>, E> {
        let mut known = self.vocabularies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&messages.lang) {
            return Ok(Arc::clone(known));
        }
        let fresh = Arc::new(make()?);
        known.insert(messages.lang, Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Returns all that happened, in order of time. Kept once asked.
    pub(crate) fn happenings(&self) -> &[Happening] {
        self.happenings.get_or_init(|| Arc::new(self.registry.chronology()))
    }

    /// Returns what a document is about; nothing for one in the bin. Kept once asked.
    pub(crate) fn topics(&self, document: &DocumentId) -> &BTreeSet<TopicId> {
        static NONE: BTreeSet<TopicId> = BTreeSet::new();
        let topics = self.topics.get_or_init(|| {
            let mut topics: BTreeMap<DocumentId, BTreeSet<TopicId>> = BTreeMap::new();
            for text in self.registry.tracing().texts() {
                let of = topics.entry(text.document.id.clone()).or_default();
                of.extend(text.reading.provisions.iter().flat_map(|provision| provision.topics.iter().cloned()));
            }
            Arc::new(topics)
        });
        topics.get(document).unwrap_or(&NONE)
    }

    /// Returns what every party did on every topic in every year. Kept once asked.
    pub(crate) fn positions(&self) -> &Positions {
        self.positions.get_or_init(|| Arc::new(Positions::new(self.registry.tracing())))
    }

    /// Makes what pages would otherwise wait for at their first call.
    pub(crate) fn warm(&self) {
        self.happenings();
        self.positions();
        self.registry.tracing().warm();
        self.formulas.families(self.registry.tracing());
        for place in 0..self.registry.tracing().texts().len() {
            self.said_elsewhere(place);
            self.marks(place);
        }
    }
}

fn copy<K: Clone, V: Clone>(known: &Mutex<BTreeMap<K, V>>) -> Mutex<BTreeMap<K, V>> {
    Mutex::new(known.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// Returns the title of a document in a language, else the one it has.
pub(crate) fn title(document: &DocumentRecord, language: Lang) -> Option<&str> {
    let own = document.expressions.iter().find(|expression| expression.id.language == language);
    let said = document.said.title.as_deref();
    said.or(own.and_then(|own| own.title.as_deref())).or(document.description.title.as_deref())
}

fn newest_first(document: &DocumentRecord) -> (bool, std::cmp::Reverse<String>, DocumentId) {
    let day = document.description.date.as_ref().and_then(seimei_model::date::Edtf::period).map(|(first, _)| first);
    (day.is_none(), std::cmp::Reverse(day.unwrap_or_default()), document.id.clone())
}
