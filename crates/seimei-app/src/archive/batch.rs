//! What waits to be committed together: each commit costs the disk a wait, a document alone need not pay it.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, DocumentRecord, Hash};
use seimei_store::change::{Change, Receipt, Write};
use seimei_store::error::StoreError;

use crate::archive::add::{Acknowledged, Became, Belongs, Come, Kept, Order};
use crate::archive::belong::{self, Organisations};
use crate::archive::intake::{self, Taken};
use crate::archive::{Archive, now};

/// The most documents of a batch.
const MOST: usize = 64;

/// The most bytes of a batch.
const MOST_BYTES: usize = 8 << 20;

/// How long a document that was read may wait for others to be committed with.
const PATIENCE: Duration = Duration::from_millis(200);

/// Documents that were read and wait to be committed; sources that wait to be acknowledged behind them.
pub(super) struct Batch<'a> {
    archive: &'a Archive,
    order: &'a Order,
    lexicon: &'a Lexicon,
    organisations: Organisations,
    writes: Vec<Write>,
    bytes: usize,
    /// Sources in order, each with how many of the writes are its own.
    waiting: Vec<(Acknowledged, usize)>,
    pending: Pending,
    since: Option<Instant>,
    /// Whether no more is wanted.
    has_stopped: bool,
}

/// What a later source could go on or clash with before the batch is committed.
#[derive(Default)]
struct Pending {
    originals: BTreeSet<Hash>,
    origins: BTreeSet<String>,
    names: Vec<(DocumentId, DocumentKind)>,
    fields: Vec<Document>,
}

impl Pending {
    /// Returns whether a source may be about a document that waits.
    fn touches(&self, taken: &Taken) -> bool {
        let fields = &taken.stored.reading.document;
        let is_same = |other: &Document| {
            !fields.parties.is_empty()
                && fields.date.is_some()
                && (&other.parties, &other.date, other.kind) == (&fields.parties, &fields.date, fields.kind)
                && other.language == fields.language
        };
        self.originals.contains(&taken.version.original)
            || (intake::is_a_place(&taken.version.origin) && self.origins.contains(&taken.version.origin))
            || self.fields.iter().any(is_same)
    }
}

impl<'a> Batch<'a> {
    pub(super) fn new(archive: &'a Archive, order: &'a Order, lexicon: &'a Lexicon) -> Self {
        let organisations = Organisations::of(lexicon);
        let (writes, waiting, pending) = (Vec::new(), Vec::new(), Pending::default());
        Self {
            archive,
            order,
            lexicon,
            organisations,
            writes,
            bytes: 0,
            waiting,
            pending,
            since: None,
            has_stopped: false,
        }
    }

    /// Takes what comes until nothing comes any more, or whoever is told has had enough. The receiver goes with it, so
    /// that those who read learn of it.
    #[expect(clippy::needless_pass_by_value, reason = "whoever sends learns by its end that nobody listens")]
    pub(super) fn run(
        mut self,
        receiver: Receiver<(String, Come)>,
        acknowledge: &mut dyn FnMut(Acknowledged) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        loop {
            let patience = self.since.map_or(Duration::MAX, |since| PATIENCE.saturating_sub(since.elapsed()));
            let next = if patience == Duration::MAX {
                receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                receiver.recv_timeout(patience)
            };
            match next {
                Ok((source, come)) => self.take(source, come, acknowledge)?,
                Err(RecvTimeoutError::Timeout) => self.commit(acknowledge)?,
                Err(RecvTimeoutError::Disconnected) => return self.commit(acknowledge),
            }
            if self.writes.len() >= MOST || self.waiting.len() >= 4 * MOST || self.bytes >= MOST_BYTES {
                self.commit(acknowledge)?;
            }
            if self.has_stopped {
                return Ok(());
            }
        }
    }

    fn take(
        &mut self,
        source: String,
        come: Come,
        acknowledge: &mut dyn FnMut(Acknowledged) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let taken = match come {
            Come::Failed(error) => return Err(error),
            Come::Unread(problem) => {
                self.wait(source, Became::Unread(problem), 0);
                return Ok(());
            }
            Come::Known(expression, is_removed) => {
                self.wait(source, known(expression, is_removed), 0);
                return Ok(());
            }
            Come::Read(taken) => *taken,
        };
        // What is decided next must see what waits, where it may be about the same document.
        let is_told = self.order.belongs != Belongs::Unknown;
        if !self.writes.is_empty() && (is_told || self.pending.touches(&taken)) {
            self.commit(acknowledge)?;
            if !is_told
                && let Some((expression, is_removed)) =
                    self.archive.store().known(&[taken.version.original])?.into_iter().flatten().next()
            {
                self.wait(source, known(expression, is_removed), 0);
                return Ok(());
            }
        }
        self.keep(source, taken)
    }

    /// Decides which document a source belongs to and puts its writes into the batch.
    fn keep(&mut self, source: String, taken: Taken) -> Result<(), StoreError> {
        let Taken { original, mut version, mut stored } = taken;
        let fields = stored.reading.document.clone();
        let language = fields.language;
        let wording = intake::wordings(&stored.reading, self.lexicon);
        let document = self.document(&version.origin, &fields, &wording)?;
        let present = document
            .as_ref()
            .and_then(|document| document.expressions.iter().find(|expression| expression.id.language == language));
        if let (Belongs::TranslationOf(_), Some(present)) = (&self.order.belongs, present) {
            self.wait(source, Became::HasLanguage(present.id.clone()), 0);
            return Ok(());
        }
        let carried = match present {
            Some(present) => Some(belong::carried(self.archive, &present.id, &wording, self.lexicon)?),
            None => None,
        };
        let provisions = stored.reading.provisions.len();
        stored.numbers = match &carried {
            Some(carried) => carried.numbers.clone(),
            None => (1..=provisions as u32).collect(),
        };
        version.numbers.clone_from(&stored.numbers);
        let name = match &document {
            Some(document) => document.id.clone(),
            None => belong::new_name(&fields, &self.organisations, |name| self.kind_of(name))?,
        };
        let expression = ExpressionId { document: name, language };
        let kept = Kept {
            expression: expression.clone(),
            version: present.map_or(1, |present| present.version + 1),
            provisions,
            carried,
            displaced: Vec::new(),
            diagnostics: stored.reading.diagnostics.clone(),
        };
        self.pending.originals.insert(version.original);
        self.pending.origins.insert(version.origin.clone());
        self.pending.names.push((expression.document.clone(), fields.kind));
        self.pending.fields.push(fields);
        self.bytes += original.len() + 2 * stored.source.len();
        let (said, is_revised, is_further) = (&self.order.beforehand.said, present.is_some(), document.is_some());
        let described = (document.is_some() && *said != Description::default())
            .then(|| Change::Described { document: expression.document.clone(), said: said.clone() });
        let change = if is_revised {
            Change::Revised { expression, version }
        } else {
            let said = if is_further { Description::default() } else { said.clone() };
            Change::Added { expression, version, said, is_further }
        };
        self.writes.push(Write { change, reading: Some(stored), original: Some(original) });
        let own = 1 + usize::from(described.is_some());
        self.writes.extend(described.map(|change| Write { change, reading: None, original: None }));
        self.wait(source, Became::Kept(kept), own);
        Ok(())
    }

    /// Returns the document that a text belongs to, if it is there.
    fn document(
        &self,
        origin: &str,
        fields: &Document,
        wording: &[crate::archive::carry::Wording],
    ) -> Result<Option<DocumentRecord>, StoreError> {
        let name = match &self.order.belongs {
            Belongs::To(reference) => reference.document.clone(),
            Belongs::TranslationOf(document) => document.clone(),
            Belongs::Unknown => match belong::known_expression(self.archive, origin, fields, wording, self.lexicon)? {
                Some(known) => known.document,
                None => return Ok(None),
            },
        };
        let document = self.archive.store().document(&name)?;
        document.map(Some).ok_or(StoreError::NoDocument(name))
    }

    /// Returns the kind of the document that has a name already, in the archive or in the batch.
    fn kind_of(&self, name: &DocumentId) -> Result<Option<DocumentKind>, StoreError> {
        if let Some((_, kind)) = self.pending.names.iter().find(|(known, _)| known == name) {
            return Ok(Some(*kind));
        }
        Ok(self.archive.store().document(name)?.and_then(|document| document.description.kind))
    }

    fn wait(&mut self, source: String, what: Became, own: usize) {
        self.since.get_or_insert_with(Instant::now);
        self.waiting.push((Acknowledged { source, what }, own));
    }

    /// Commits what waits, and acknowledges it.
    fn commit(&mut self, acknowledge: &mut dyn FnMut(Acknowledged) -> ControlFlow<()>) -> Result<(), StoreError> {
        let writes = std::mem::take(&mut self.writes);
        let mut receipts =
            if writes.is_empty() { Vec::new() } else { self.archive.store().commit(writes, &now(), &self.order.by)? }
                .into_iter();
        for (mut acknowledged, own) in self.waiting.drain(..) {
            if let Some(receipt) = receipts.by_ref().take(own).collect::<Vec<_>>().into_iter().next() {
                acknowledged.what = received(acknowledged.what, receipt);
            }
            self.has_stopped |= acknowledge(acknowledged).is_break();
        }
        (self.bytes, self.since, self.pending) = (0, None, Pending::default());
        Ok(())
    }
}

fn known(expression: ExpressionId, is_removed: bool) -> Became {
    if is_removed { Became::InBin(expression) } else { Became::Unchanged(expression) }
}

/// Fills in what the store decided.
fn received(what: Became, receipt: Receipt) -> Became {
    match (what, receipt) {
        (Became::Kept(mut kept), Receipt::Made { document, displaced, .. }) => {
            if let Some(document) = document {
                kept.expression.document = document;
            }
            kept.displaced = displaced;
            Became::Kept(kept)
        }
        (_, Receipt::Known { expression, is_removed }) => known(expression, is_removed),
        (what, Receipt::Made { .. }) => what,
    }
}
