//! Taking a stream in: what it logs is made again, with its own times and names.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::ControlFlow;
use std::thread;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::Description;
use seimei_store::change::{Change, Entry, Receipt, Version};
use seimei_store::error::StoreError;
use seimei_store::replay::{Renames, Replay, Replayed};

use super::TransferError;
use super::unpacked::Unpacked;
use crate::archive::carry::{self, Wording};
use crate::archive::intake::{self, Beforehand, Taken};
use crate::archive::{Archive, belong};
use crate::files::Opened;
use crate::order;
use crate::worker::Worker;

/// The most changes of a transaction.
const BATCH: usize = 64;

/// The most bytes of originals of a transaction.
const BATCH_BYTES: usize = 8 << 20;

/// The most threads that read at once.
const THREADS: usize = 4;

/// What came of an import.
#[derive(Debug, Default)]
pub struct Imported {
    /// Changes that the stream has.
    pub all: usize,
    /// Changes that were made.
    pub made: usize,
    /// Changes that were there already.
    pub there: usize,
    /// Documents that came in.
    pub documents: BTreeSet<DocumentId>,
    /// Documents that got another name since theirs was taken: theirs, and the one they have here.
    pub renamed: Vec<(DocumentId, DocumentId)>,
    /// Texts whose bytes the archive had already, by their names here.
    pub known: BTreeSet<ExpressionId>,
    /// Originals that this program could not read; they are kept, without provisions.
    pub unread: Vec<ExpressionId>,
    /// Texts whose provisions were found anew, since lexicon or program are others here.
    pub reread: BTreeSet<ExpressionId>,
    /// What was left out, and why.
    pub left: Vec<Left>,
}

/// A change that was left out.
#[derive(Debug)]
pub struct Left {
    /// Its number in the stream.
    pub number: u64,
    /// The document, by its name in the stream; of a decision the first of its subjects.
    pub about: String,
    /// Why the archive refused it; `None` where the archive had the document on its own, and so keeps its own record of it.
    pub why: Option<StoreError>,
}

/// What stands before every version in the log.
#[derive(Clone, Debug, Default)]
struct Before {
    /// What persons had said of the document.
    said: Description,
    /// The highest number that a provision of the expression had.
    highest: u32,
    /// The last change that read the version, whose wording the stream has.
    last: u64,
}

impl Archive {
    /// Takes in the stream of a whole archive. All of it is unpacked and checked before anything is changed. A text is read
    /// again from its original, with `lexicon`; its provisions keep their numbers. Breaking off and repeating does no harm.
    /// `progress` is told how many changes of how many are done.
    pub fn import(
        &self,
        stream: impl Read,
        lexicon: &Lexicon,
        worker: &Worker,
        mut progress: impl FnMut(usize, usize) + Send,
    ) -> Result<Imported, TransferError> {
        let unpacked = Unpacked::of(stream)?;
        let befores = befores(&unpacked.entries);
        let is_empty = self.store().last_change()? == 0;
        let mut batch = Batch::new(self, lexicon, is_empty, unpacked.entries.len());
        let mut failure = None;
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let work = |number: usize| {
            let entry = &unpacked.entries[number];
            (entry.change.version())
                .map(|version| read_again(entry, version, &befores[&entry.number], &unpacked, lexicon, worker))
                .transpose()
        };
        order::in_order(unpacked.entries.len(), threads, work, |number, again| {
            let result = again.and_then(|again| batch.take(&unpacked.entries[number], again, &unpacked));
            progress(number + 1, unpacked.entries.len());
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        match failure {
            Some(error) => Err(error),
            None => batch.end(),
        }
    }
}

/// A version that was read again.
struct Again {
    taken: Taken,
    /// Whether it could not be read.
    is_unread: bool,
    /// Whether lexicon, program or provisions are others than the log has.
    is_other: bool,
}

/// Goes over the log and tells what stood before each version.
fn befores(entries: &[Entry]) -> BTreeMap<u64, Before> {
    let mut said: BTreeMap<DocumentId, Description> = BTreeMap::new();
    let mut highest: BTreeMap<ExpressionId, u32> = BTreeMap::new();
    let mut latest: BTreeMap<ExpressionId, Vec<u64>> = BTreeMap::new();
    let mut befores: BTreeMap<u64, Before> = BTreeMap::new();
    for entry in entries {
        match &entry.change {
            Change::Added { expression, said: words, .. } => {
                said.entry(expression.document.clone()).or_default().lay(words);
            }
            Change::Described { document, said: words } => said.entry(document.clone()).or_default().lay(words),
            Change::Withdrawn { document, fields } => said.entry(document.clone()).or_default().withdraw(fields),
            Change::Joined { document, other } => {
                let moved: Vec<ExpressionId> =
                    latest.keys().filter(|expression| expression.document == *other).cloned().collect();
                for old in moved {
                    let new = ExpressionId { document: document.clone(), language: old.language };
                    latest.remove(&old).map(|changes| latest.insert(new.clone(), changes));
                    highest.remove(&old).map(|number| highest.insert(new, number));
                }
                let words = said.remove(other).unwrap_or_default();
                let own = said.entry(document.clone()).or_default();
                let before = own.clone();
                *own = words;
                own.lay(&before);
            }
            _ => {}
        }
        let (Some(version), Some(expression)) = (entry.change.version(), expression(&entry.change)) else { continue };
        let highest = highest.entry(expression.clone()).or_default();
        let said = said.get(&expression.document).cloned().unwrap_or_default();
        befores.insert(entry.number, Before { said, highest: *highest, last: entry.number });
        *highest = version.numbers.iter().copied().max().unwrap_or_default().max(*highest);
        let changes = latest.entry(expression.clone()).or_default();
        if !matches!(entry.change, Change::Reread { .. }) {
            changes.clear();
        }
        changes.push(entry.number);
        for earlier in changes.iter() {
            if let Some(before) = befores.get_mut(earlier) {
                before.last = entry.number;
            }
        }
    }
    befores
}

fn expression(change: &Change) -> Option<&ExpressionId> {
    match change {
        Change::Added { expression, .. }
        | Change::Revised { expression, .. }
        | Change::Reread { expression, .. }
        | Change::Noted { expression, .. } => Some(expression),
        _ => None,
    }
}

/// Returns the document that a change is about; of two the one that stays.
fn document(change: &Change) -> Option<&DocumentId> {
    match change {
        Change::Described { document, .. }
        | Change::Withdrawn { document, .. }
        | Change::Removed { document }
        | Change::Restored { document }
        | Change::Joined { document, .. }
        | Change::KeptApart { document, .. } => Some(document),
        change => expression(change).map(|expression| &expression.document),
    }
}

/// Returns what a change is about, as it is named to whoever imports.
fn about(change: &Change) -> String {
    match (document(change), change) {
        (Some(document), _) => document.to_string(),
        (None, Change::Decided { decision, subjects, .. }) => {
            subjects.first().map_or_else(|| decision.word().to_owned(), ToString::to_string)
        }
        (None, _) => String::new(),
    }
}

/// Reads a version again and gives its provisions their numbers.
fn read_again(
    entry: &Entry,
    logged: &Version,
    before: &Before,
    unpacked: &Unpacked,
    lexicon: &Lexicon,
    worker: &Worker,
) -> Result<Again, TransferError> {
    let bytes = unpacked.original(logged.original)?;
    let language = expression(&entry.change).map(|expression| expression.language);
    let beforehand = Beforehand { said: before.said.clone(), language };
    let opened = |bytes, format: &str| Opened { bytes, format: intake::format_of(format) };
    let name = logged.origin.as_str();
    let origin = || logged.origin.clone();
    let whole = intake::take(name, origin(), opened(bytes.clone(), &logged.format), &beforehand, lexicon, worker);
    let is_unread = whole.is_err();
    let mut taken = match whole {
        Ok(taken) => taken,
        // Nothing is lost: the original is kept, and a later program may read it.
        Err(_) => intake::take(name, origin(), opened(Vec::new(), "text"), &beforehand, lexicon, worker)
            .map_err(|problem| TransferError::Damaged(problem.to_string()))?,
    };
    let (new_lexicon, new_program) = (taken.version.lexicon.clone(), taken.version.program.clone());
    taken.version = Version { lexicon: new_lexicon, program: new_program, ..logged.clone() };
    taken.original = bytes;
    let read = intake::wordings(&taken.stored.reading, lexicon);
    let numbers = if read.len() == logged.numbers.len() && is_current(logged, &taken.version) {
        logged.numbers.clone()
    } else {
        match unpacked.wordings(before.last)? {
            Some(had) => {
                let old = had.provisions.iter();
                let old: Vec<Wording> =
                    old.map(|(text, section)| intake::wording(text, section.as_deref(), lexicon)).collect();
                let highest = had.numbers.iter().copied().max().unwrap_or_default().max(before.highest);
                carry::carry(&old, &had.numbers, &read, highest).numbers
            }
            None if read.len() == logged.numbers.len() => logged.numbers.clone(),
            None => {
                let highest = logged.numbers.iter().copied().max().unwrap_or_default().max(before.highest);
                logged.numbers.iter().copied().chain(highest + 1..).take(read.len()).collect()
            }
        }
    };
    let is_other = numbers != logged.numbers || !is_current(logged, &taken.version);
    taken.stored.numbers.clone_from(&numbers);
    taken.version.numbers = numbers;
    Ok(Again { taken, is_unread, is_other })
}

/// Tells whether a version was read by this lexicon and program.
fn is_current(logged: &Version, now: &Version) -> bool {
    logged.lexicon == now.lexicon && logged.program == now.program
}

/// Changes on their way into the archive.
struct Batch<'a> {
    archive: &'a Archive,
    lexicon: &'a Lexicon,
    /// Whether the archive had nothing.
    is_empty: bool,
    replays: Vec<Replay>,
    bytes: usize,
    /// Documents that came with the changes that wait.
    waiting: BTreeSet<DocumentId>,
    /// Changes of which the text could not be read (true) or is read otherwise than there (false).
    odd: BTreeMap<u64, bool>,
    /// Documents, by their names in the stream, that the archive had on its own.
    own: BTreeSet<DocumentId>,
    renames: Renames,
    imported: Imported,
}

impl<'a> Batch<'a> {
    fn new(archive: &'a Archive, lexicon: &'a Lexicon, is_empty: bool, all: usize) -> Self {
        Self {
            archive,
            lexicon,
            is_empty,
            replays: Vec::new(),
            bytes: 0,
            waiting: BTreeSet::new(),
            odd: BTreeMap::new(),
            own: BTreeSet::new(),
            renames: Renames::default(),
            imported: Imported { all, ..Imported::default() },
        }
    }

    /// Takes the next change.
    fn take(&mut self, entry: &Entry, again: Option<Again>, unpacked: &Unpacked) -> Result<(), TransferError> {
        let Some(about) = document(&entry.change).cloned() else { return self.take_decision(entry, unpacked) };
        // Whether the archive had a document is known once its first text went in.
        if !self.is_empty && self.waiting.contains(&about) {
            self.commit()?;
        }
        if self.own.contains(&about) && self.is_its_own(entry, &about) {
            return Ok(());
        }
        let mut entry = entry.clone();
        let mut replay = Replay { entry: entry.clone(), reading: None, original: None };
        if let Some(mut again) = again {
            if self.own.contains(&about)
                && let Change::Revised { expression, .. } = &entry.change
            {
                self.number_anew(expression, &mut again)?;
            }
            if again.is_unread || again.is_other {
                self.odd.insert(entry.number, again.is_unread);
            }
            self.bytes += again.taken.original.len() + again.taken.stored.source.len();
            if let Some(version) = version_mut(&mut entry.change) {
                *version = again.taken.version;
            }
            let original = (!matches!(entry.change, Change::Reread { .. })).then_some(again.taken.original);
            replay = Replay { entry, reading: Some(again.taken.stored), original };
        }
        if matches!(replay.entry.change, Change::Added { .. }) {
            self.waiting.insert(about);
        }
        self.replays.push(replay);
        if self.replays.len() >= BATCH || self.bytes >= BATCH_BYTES { self.commit() } else { Ok(()) }
    }

    /// Takes a decision on the register, with the file that it attaches. Whether this archive decided otherwise, its store
    /// tells.
    fn take_decision(&mut self, entry: &Entry, unpacked: &Unpacked) -> Result<(), TransferError> {
        let original = entry.change.original().map(|(hash, _)| unpacked.original(hash)).transpose()?;
        self.bytes += original.as_ref().map_or(0, Vec::len);
        self.replays.push(Replay { entry: entry.clone(), reading: None, original });
        if self.replays.len() >= BATCH || self.bytes >= BATCH_BYTES { self.commit() } else { Ok(()) }
    }

    /// Tells whether a change is left out since the archive keeps its own record of the document: what was said of it,
    /// whether it lies in the bin, how it was read. Notes and further texts are taken over.
    fn is_its_own(&mut self, entry: &Entry, about: &DocumentId) -> bool {
        let is_own = matches!(
            entry.change,
            Change::Described { .. }
                | Change::Withdrawn { .. }
                | Change::Removed { .. }
                | Change::Restored { .. }
                | Change::Reread { .. }
                | Change::Joined { .. }
        );
        if is_own {
            self.imported.left.push(Left { number: entry.number, about: about.to_string(), why: None });
        }
        is_own
    }

    /// Numbers the provisions of a new version after those that the archive itself gave.
    fn number_anew(&self, theirs: &ExpressionId, again: &mut Again) -> Result<(), TransferError> {
        let document = self.renames.name(&theirs.document);
        let here = ExpressionId { document, language: theirs.language };
        if self.archive.store().reading(&here, None)?.is_none() {
            return Ok(());
        }
        let read = intake::wordings(&again.taken.stored.reading, self.lexicon);
        let carried = belong::carried(self.archive, &here, &read, self.lexicon)?;
        again.taken.stored.numbers.clone_from(&carried.numbers);
        again.taken.version.numbers = carried.numbers;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), TransferError> {
        self.waiting.clear();
        self.bytes = 0;
        let replays = std::mem::take(&mut self.replays);
        let told: Vec<(u64, Change)> =
            replays.iter().map(|replay| (replay.entry.number, bare(&replay.entry.change))).collect();
        let replayed = self.archive.store().replay(replays, &mut self.renames)?;
        for ((number, change), replayed) in told.into_iter().zip(replayed) {
            match replayed {
                Replayed::Done(Receipt::Made { document, .. }) => {
                    self.imported.made += 1;
                    let here = expression(&change).zip(document.as_ref()).map(|(theirs, document)| ExpressionId {
                        document: document.clone(),
                        language: theirs.language,
                    });
                    match self.odd.remove(&number) {
                        Some(true) => self.imported.unread.extend(here),
                        Some(false) => self.imported.reread.extend(here),
                        None => {}
                    }
                    if matches!(change, Change::Added { .. }) {
                        self.imported.documents.extend(document);
                    }
                }
                Replayed::Done(Receipt::Known { expression, .. }) => {
                    self.imported.known.insert(expression);
                    if matches!(change, Change::Added { is_further: false, .. }) {
                        self.own.extend(document(&change).cloned());
                    }
                }
                Replayed::Logged => self.imported.there += 1,
                Replayed::Refused(why) => {
                    self.imported.left.push(Left { number, about: about(&change), why: Some(why) });
                }
            }
        }
        Ok(())
    }

    fn end(mut self) -> Result<Imported, TransferError> {
        self.commit()?;
        let renamed = self.renames.iter().filter(|(_, here)| self.imported.documents.contains(*here));
        self.imported.renamed = renamed.map(|(theirs, here)| (theirs.clone(), here.clone())).collect();
        Ok(self.imported)
    }
}

fn version_mut(change: &mut Change) -> Option<&mut Version> {
    match change {
        Change::Added { version, .. } | Change::Revised { version, .. } | Change::Reread { version, .. } => {
            Some(version)
        }
        _ => None,
    }
}

/// A change without what is large.
fn bare(change: &Change) -> Change {
    let mut change = change.clone();
    if let Some(version) = version_mut(&mut change) {
        version.numbers = Vec::new();
    }
    change
}
