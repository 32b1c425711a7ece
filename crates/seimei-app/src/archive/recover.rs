//! Making a damaged database again out of the journal and the originals.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, StoredReading};
use seimei_model::undertaking::EvidenceId;
use seimei_store::change::{Change, Entry, Version};
use seimei_store::error::StoreError;
use seimei_store::recover::Recovery;
use seimei_store::replay::{Renames, Replay, Replayed};
use seimei_store::store::Store;

use crate::archive::intake::{self, Beforehand};
use crate::files::Opened;
use crate::order;
use crate::worker::Worker;

/// How many changes are made again in one transaction.
const BATCH: usize = 64;

/// What was recovered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recovered {
    /// How many changes were made again.
    pub changes: usize,
    /// Expressions whose original is not there or was altered, and evidence (`e-131`) whose attached file is so; what was
    /// decided with such a file stands.
    pub missing: Vec<String>,
    /// Expressions whose original could not be read.
    pub unread: Vec<String>,
    /// Expressions that are read otherwise now than then, so that their provisions got new numbers.
    pub renumbered: Vec<String>,
    /// Numbers of changes that nothing tells any more, or that do not fit the others.
    pub lost: Vec<u64>,
    /// Where the old database is, if there was one.
    pub aside: Option<PathBuf>,
}

impl Recovered {
    /// Returns whether nothing was lost.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.unread.is_empty() && self.lost.is_empty()
    }
}

/// Makes the database of the archive in `folder` again; the old one is kept beside it. `progress` is told how many changes
/// of how many are made. Killed in between, the archive is as it was.
pub fn recover(
    folder: &Path,
    lexicon: &Lexicon,
    worker: &Worker,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Recovered, StoreError> {
    let recovery = Recovery::begin(folder)?;
    let logged = recovery.logged();
    let entries = &logged.entries;
    let mut recovered = Recovered { lost: logged.lost.clone(), ..Recovered::default() };
    let said = said_before(entries);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
    let mut renames = Renames::default();
    let mut replays: Vec<Replay> = Vec::new();
    let mut failure = None;
    let store = recovery.store();
    let work = |index: usize| again(&entries[index], &said[index], store, lexicon, worker);
    order::in_order(entries.len(), threads, work, |index, again| {
        match again {
            Ok(Again::Made { replay, is_renumbered, lost }) => {
                recovered.missing.extend(lost.map(|lost| lost.to_string()));
                if let (true, Some((expression, _))) = (is_renumbered, version_of(&replay.entry.change)) {
                    recovered.renumbered.push(expression.to_string());
                }
                replays.push(*replay);
            }
            Ok(Again::Missing(expression)) => recovered.missing.push(expression.to_string()),
            Ok(Again::Unread(expression)) => recovered.unread.push(expression.to_string()),
            Err(error) => failure = Some(error),
        }
        if failure.is_none() && (replays.len() >= BATCH || index + 1 == entries.len()) {
            failure = replay(store, &mut replays, &mut renames, &mut recovered).err();
        }
        progress(index + 1, entries.len());
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Some(error) = failure {
        return Err(error);
    }
    recovered.aside = recovery.finish()?;
    Ok(recovered)
}

/// A change that is to be made again.
enum Again {
    Made {
        replay: Box<Replay>,
        is_renumbered: bool,
        /// Evidence whose file was lost.
        lost: Option<EvidenceId>,
    },
    Missing(ExpressionId),
    Unread(ExpressionId),
}

/// Reads the original of a change again, if it has one.
fn again(
    entry: &Entry,
    said: &Description,
    store: &Store,
    lexicon: &Lexicon,
    worker: &Worker,
) -> Result<Again, StoreError> {
    let mut entry = entry.clone();
    let Some((expression, version)) = version_of(&entry.change) else {
        let file = entry.change.original().map(|(hash, _)| hash);
        let is_lost = match file.map(|hash| store.original(hash)) {
            Some(Ok(None) | Err(StoreError::AlteredOriginal(_) | StoreError::File { .. })) => true,
            Some(Err(error)) => return Err(error),
            Some(Ok(Some(_))) | None => false,
        };
        let lost = is_lost.then_some(EvidenceId::Attached(entry.number));
        let replay = Box::new(Replay { entry, reading: None, original: None });
        return Ok(Again::Made { replay, is_renumbered: false, lost });
    };
    let (expression, version) = (expression.clone(), version.clone());
    let bytes = match store.original(version.original) {
        Ok(Some(bytes)) => bytes,
        Ok(None) | Err(StoreError::AlteredOriginal(_)) => return Ok(Again::Missing(expression)),
        Err(error) => return Err(error),
    };
    let opened = Opened { bytes, format: intake::format_of(&version.format) };
    let beforehand = Beforehand { said: said.clone(), language: Some(expression.language) };
    let name = expression.to_string();
    let Ok(taken) = intake::take(&name, version.origin.clone(), opened, &beforehand, lexicon, worker) else {
        return Ok(Again::Unread(expression));
    };
    let mut reading: StoredReading = taken.stored;
    let count = reading.reading.provisions.len();
    // Read as it was then, a text has its provisions where they were. Read otherwise, nobody can tell which is which any
    // more: then numbers that were never given are the honest ones.
    let is_renumbered = version.numbers.len() != count;
    let numbers = if is_renumbered {
        let highest = version.numbers.iter().copied().max().unwrap_or(0);
        (highest + 1..).take(count).collect()
    } else {
        version.numbers.clone()
    };
    reading.numbers.clone_from(&numbers);
    if let Change::Added { version, .. } | Change::Revised { version, .. } | Change::Reread { version, .. } =
        &mut entry.change
    {
        version.numbers = numbers;
        version.lexicon.clone_from(&taken.version.lexicon);
        version.program.clone_from(&taken.version.program);
    }
    let replay = Box::new(Replay { entry, reading: Some(reading), original: None });
    Ok(Again::Made { replay, is_renumbered, lost: None })
}

/// Makes changes again in one transaction.
fn replay(
    store: &Store,
    replays: &mut Vec<Replay>,
    renames: &mut Renames,
    recovered: &mut Recovered,
) -> Result<(), StoreError> {
    let numbers: Vec<u64> = replays.iter().map(|replay| replay.entry.number).collect();
    for (number, replayed) in numbers.into_iter().zip(store.replay(std::mem::take(replays), renames)?) {
        match replayed {
            Replayed::Refused(_) => recovered.lost.push(number),
            Replayed::Done(_) | Replayed::Logged => recovered.changes += 1,
        }
    }
    Ok(())
}

fn version_of(change: &Change) -> Option<(&ExpressionId, &Version)> {
    match change {
        Change::Added { expression, version, .. }
        | Change::Revised { expression, version }
        | Change::Reread { expression, version } => Some((expression, version)),
        _ => None,
    }
}

/// Returns for each change what persons had said of its document by then.
fn said_before(entries: &[Entry]) -> Vec<Description> {
    let mut known: BTreeMap<DocumentId, Description> = BTreeMap::new();
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        let at_that_time = match &entry.change {
            Change::Added { expression, said, .. } => over(&mut known, &expression.document, said),
            Change::Described { document, said } => over(&mut known, document, said),
            Change::Withdrawn { document, fields } => {
                let before = known.entry(document.clone()).or_default();
                before.withdraw(fields);
                before.clone()
            }
            Change::Joined { document, other } => {
                let said = known.get(document).cloned().unwrap_or_default();
                let mut joined = known.get(other).cloned().unwrap_or_default();
                joined.lay(&said);
                known.insert(document.clone(), joined.clone());
                joined
            }
            change => version_of(change).and_then(|(id, _)| known.get(&id.document).cloned()).unwrap_or_default(),
        };
        all.push(at_that_time);
    }
    all
}

fn over(known: &mut BTreeMap<DocumentId, Description>, document: &DocumentId, said: &Description) -> Description {
    let before = known.entry(document.clone()).or_default();
    before.lay(said);
    before.clone()
}
