//! The search index of an archive: brought level with the log of changes before it is asked, made again where it is
//! missing or unsound.

use std::any::Any;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use seimei_model::code::Lang;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_model::record::{DocumentRecord, StoredReading};
use seimei_search::alike::{Like, LikeRequest, Neighbours};
use seimei_search::index::Plan;
pub use seimei_search::index::{Index, IndexError};
use seimei_search::search::{Answer, Request};
use seimei_search::writer::{Pace, Writer};
use seimei_store::change::{Change, Entry};
use seimei_store::damage::Damage;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_store::store::{Place, Store};
use seimei_text::glyphs::Glyphs;
use sha2::{Digest, Sha256};

use crate::archive::Archive;
use crate::archive::correct::Corrections;

/// Why nothing can be searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The archive refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index cannot be used, nor made again.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Where the index of an archive lies and how its words are folded.
#[derive(Clone, Debug)]
pub struct IndexPlace {
    /// Its folder.
    pub folder: PathBuf,
    /// What folding knows.
    pub glyphs: Arc<Glyphs>,
}

/// Tells where the index of the archive at `place` lies: what was named, else what the environment names, else in the
/// archive's folder, or for a server in `cache`, the folder for what programs can make again.
pub fn folder(place: &Place, named: Option<&Path>, environment: Option<&str>, cache: &Path) -> PathBuf {
    let told = named.map(Path::to_owned).or(environment.filter(|told| !told.is_empty()).map(PathBuf::from));
    told.unwrap_or_else(|| match place {
        Place::Folder(folder) => folder.join("index"),
        Place::Postgres(address) => {
            let hash = Sha256::digest(address.as_bytes());
            let name = hash.iter().take(8).fold(0_u64, |name, byte| name << 8 | u64::from(*byte));
            cache.join("seimei").join("index").join(format!("{name:016x}"))
        }
    })
}

/// An index that is open for searching.
#[derive(Debug)]
pub struct Searching<'a> {
    store: &'a Store,
    folder: PathBuf,
    plan: Plan,
    index: Index,
    /// Whether the newest changes are not in it, since another process is writing it or its folder refuses writing.
    pub is_behind: bool,
}

/// Called with how many documents are done, and how many there are.
pub type Progress<'p> = &'p mut (dyn FnMut(usize, usize) + Send);

/// How many changes are read at once.
const CHANGES: usize = 500;
/// An index that is so many changes behind, and more than it has, is made again rather than brought level.
const FAR: u64 = 200;
/// How long another process that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long another process that makes the whole index again is waited for.
const LONG_PATIENCE: Duration = Duration::from_mins(2);
/// How often is looked whether it is done.
const PAUSE: Duration = Duration::from_millis(25);
/// Threads that read from the store while an index is made.
const READERS: usize = 2;

impl Archive {
    /// Opens the search index, level with the archive: what changed since is put in; an index that is missing, unsound,
    /// another archive's, or made in another way is made again.
    pub fn searching(&self, place: &IndexPlace, progress: Progress) -> Result<Searching<'_>, SearchError> {
        let plan = self.plan(place)?;
        let store = self.store();
        let opened = Index::open(&place.folder, &plan);
        let (index, is_behind) = match opened {
            Ok(index) => follow(store, &place.folder, &plan, index, progress)?,
            Err(error @ (IndexError::File { .. } | IndexError::Busy(_))) => return Err(error.into()),
            Err(_) => (make(store, &place.folder, &plan, progress)?, false),
        };
        Ok(Searching { store, folder: place.folder.clone(), plan, index, is_behind })
    }

    /// Makes the search index again. Returns how many provisions and titles it holds.
    pub fn reindex(&self, place: &IndexPlace, progress: Progress) -> Result<u64, SearchError> {
        Ok(make(self.store(), &place.folder, &self.plan(place)?, progress)?.size())
    }

    /// Looks whether the search index is damaged. Reads all of it. One that is missing, behind, or made in another way is
    /// sound: the next search sees to it.
    pub fn check_index(&self, place: &IndexPlace) -> Result<Option<Damage>, SearchError> {
        let checked = Index::open(&place.folder, &self.plan(place)?).and_then(|index| index.check());
        match checked {
            Err(IndexError::Damaged { what, .. }) => Ok(Some(Damage::Index { what })),
            Err(error @ IndexError::File { .. }) => Err(error.into()),
            _ => Ok(None),
        }
    }

    fn plan(&self, place: &IndexPlace) -> Result<Plan, StoreError> {
        Ok(Plan { archive: self.store().identity()?, glyphs: Arc::clone(&place.glyphs) })
    }
}

impl Searching<'_> {
    /// Answers a request. An index that turns out to be damaged is made again first.
    pub fn search(&mut self, request: &Request) -> Result<Answer, SearchError> {
        let index = &self.index;
        match sheltered(|| index.search(request)) {
            Some(Ok(answer)) => return Ok(answer),
            Some(Err(error @ (IndexError::File { .. } | IndexError::Busy(_)))) => return Err(error.into()),
            Some(Err(_)) | None => {}
        }
        self.index = make(self.store, &self.folder, &self.plan, &mut |_, _| {})?;
        Ok(self.index.search(request)?)
    }

    /// Returns the codes that are in use for parties, actors and targets.
    pub fn actors(&mut self) -> Result<Vec<String>, SearchError> {
        let index = &self.index;
        if let Some(Ok(codes)) = sheltered(|| index.actors()) {
            return Ok(codes);
        }
        self.index = make(self.store, &self.folder, &self.plan, &mut |_, _| {})?;
        Ok(self.index.actors()?)
    }
}

impl Searching<'_> {
    /// Returns the provisions that are worded like a text. An index that turns out to be damaged is made again first.
    pub fn like(&mut self, request: &LikeRequest) -> Result<Vec<Like>, SearchError> {
        let index = &self.index;
        match sheltered(|| index.like(request)) {
            Some(Ok(found)) => return Ok(found),
            Some(Err(error @ (IndexError::File { .. } | IndexError::Busy(_)))) => return Err(error.into()),
            Some(Err(_)) | None => {}
        }
        self.index = make(self.store, &self.folder, &self.plan, &mut |_, _| {})?;
        Ok(self.index.like(request)?)
    }

    /// Returns provisions that were found by this index, with `reach` others before and behind each.
    pub fn neighbours(&self, found: &[Like], reach: u32) -> Result<Vec<Neighbours>, SearchError> {
        Ok(self.index.neighbours(found, reach)?)
    }
}

/// Runs what reads the index. `None` if the library gave up on what it read: a damaged file.
fn sheltered<T>(work: impl FnOnce() -> T) -> Option<T> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result: Result<T, Box<dyn Any + Send>> = panic::catch_unwind(AssertUnwindSafe(work));
    panic::set_hook(hook);
    result.ok()
}

/// Puts in what changed since. Returns the index and whether it stayed behind.
fn follow(
    store: &Store,
    folder: &Path,
    plan: &Plan,
    index: Index,
    progress: Progress,
) -> Result<(Index, bool), SearchError> {
    let (last, known) = (store.last_change()?, index.last_change()?);
    if last == known {
        return Ok((index, false));
    }
    // The archive is an older copy of itself, or has become another one many times over.
    if last < known || last - known > FAR.max(known) {
        drop(index);
        return Ok((make(store, folder, plan, progress)?, false));
    }
    let mut writer = match patiently(PATIENCE, || index.writer(Pace::Few)) {
        Ok(writer) => writer,
        Err(IndexError::Busy(_)) => {
            index.refresh()?;
            let is_behind = index.last_change()? < last;
            return Ok((index, is_behind));
        }
        // What is there can be searched all the same.
        Err(IndexError::File { source, .. }) if is_refusal(&source) => return Ok((index, true)),
        Err(error) => return Err(error.into()),
    };
    // Another process may have come before.
    let mut known = index.last_change()?;
    let mut done = 0;
    loop {
        let entries = store.changes(known, CHANGES)?;
        let Some(newest) = entries.last() else { break };
        known = newest.number;
        // Fetched after the changes, so none of them is missing.
        let corrections = Corrections::new(&store.decisions()?);
        for document in touched(&entries) {
            put(store, &writer, &document, &corrections)?;
            done += 1;
            progress(done, done.max((last.saturating_sub(known)) as usize + done));
        }
    }
    writer.commit(known)?;
    writer.finish()?;
    index.refresh()?;
    Ok((index, false))
}

fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Tries until it is no longer refused for another process's sake.
fn patiently<T>(patience: Duration, mut attempt: impl FnMut() -> Result<T, IndexError>) -> Result<T, IndexError> {
    let start = Instant::now();
    loop {
        match attempt() {
            Err(IndexError::Busy(_)) if start.elapsed() < patience => thread::sleep(PAUSE),
            result => return result,
        }
    }
}

/// Returns the documents that changes touched, each once, in order.
fn touched(entries: &[Entry]) -> BTreeSet<DocumentId> {
    let mut touched = BTreeSet::new();
    for entry in entries {
        match &entry.change {
            Change::Added { expression, .. }
            | Change::Revised { expression, .. }
            | Change::Reread { expression, .. } => {
                touched.insert(expression.document.clone());
            }
            Change::Described { document, .. }
            | Change::Withdrawn { document, .. }
            | Change::Removed { document }
            | Change::Restored { document } => {
                touched.insert(document.clone());
            }
            Change::Joined { document, other } => {
                touched.extend([document.clone(), other.clone()]);
            }
            // A corrected reading is searched as it was corrected, or as it was read where that was undone.
            Change::Decided { subjects, .. } => {
                let provisions = subjects.iter().filter_map(|subject| subject.parse::<ProvisionId>().ok());
                touched.extend(provisions.map(|provision| provision.document));
            }
            // Neither what is not one document nor what persons remarked is searched.
            Change::KeptApart { .. } | Change::Noted { .. } => {}
        }
    }
    touched
}

/// Puts a document in as it is now, or takes it out.
fn put(store: &Store, writer: &Writer, id: &DocumentId, corrections: &Corrections) -> Result<(), SearchError> {
    match store.document(id)? {
        Some(record) if !record.is_removed && record.id == *id => put_record(store, writer, &record, corrections),
        Some(record) if !record.is_removed => {
            // Joined to another since: that one has its text now.
            writer.remove(id);
            put_record(store, writer, &record, corrections)
        }
        _ => {
            writer.remove(id);
            Ok(())
        }
    }
}

fn put_record(
    store: &Store,
    writer: &Writer,
    record: &DocumentRecord,
    corrections: &Corrections,
) -> Result<(), SearchError> {
    let mut readings: Vec<(Lang, StoredReading)> = Vec::new();
    for expression in &record.expressions {
        if let Some(mut reading) = store.reading(&expression.id, None)? {
            corrections.lay_over(&mut reading, record);
            readings.push((expression.id.language, reading));
        }
    }
    let readings: Vec<(Lang, &StoredReading)> =
        readings.iter().map(|(language, reading)| (*language, reading)).collect();
    Ok(writer.put(record, &readings)?)
}

/// Makes the index from nothing, beside the old one, and then puts it in its place: who searches meanwhile is not
/// disturbed, and a process that dies leaves the old one.
fn make(store: &Store, folder: &Path, plan: &Plan, progress: Progress) -> Result<Index, SearchError> {
    let beside = |ending: &str| {
        let mut name = folder.file_name().map_or_else(|| OsString::from("index"), OsString::from);
        name.push(ending);
        folder.with_file_name(name)
    };
    let (new, old) = (beside(".new"), beside(".old"));
    let file = |source| IndexError::File { folder: folder.to_owned(), source };
    fs::create_dir_all(folder.parent().unwrap_or(folder)).map_err(file)?;
    // One process at a time makes it; the lock ends with the process.
    let lock = File::create(beside(".lock")).map_err(file)?;
    let mut has_waited = false;
    patiently(LONG_PATIENCE, || match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            has_waited = true;
            Err(IndexError::Busy(folder.to_owned()))
        }
        Err(TryLockError::Error(error)) => Err(file(error)),
    })?;
    if has_waited && let Ok(index) = Index::open(folder, plan) {
        drop(lock);
        return Ok(follow(store, folder, plan, index, progress)?.0);
    }
    let index = Index::create(&new, plan)?;
    let mut writer = index.writer(Pace::Bulk)?;
    let last = store.last_change()?;
    put_all(store, &writer, progress)?;
    writer.commit(last)?;
    writer.finish()?;
    drop(index);
    if old.exists() {
        fs::remove_dir_all(&old).map_err(file)?;
    }
    if folder.exists() {
        fs::rename(folder, &old).map_err(file)?;
    }
    fs::rename(&new, folder).map_err(file)?;
    // What was there before only takes room; where it cannot be removed, the next time will.
    let _ = fs::remove_dir_all(&old);
    Ok(Index::open(folder, plan)?)
}

/// Puts all documents of the archive in.
fn put_all(store: &Store, writer: &Writer, progress: Progress) -> Result<(), SearchError> {
    let records = store.documents(&Filter::default())?;
    let corrections = Corrections::new(&store.decisions()?);
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let failure: Mutex<Option<SearchError>> = Mutex::new(None);
    let progress = Mutex::new(progress);
    let work = || {
        while let Some(record) = records.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = put_record(store, writer, record, &corrections) {
                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                next.store(records.len(), Ordering::Relaxed);
                return;
            }
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress.lock().unwrap_or_else(PoisonError::into_inner)(done, records.len());
        }
    };
    thread::scope(|scope| {
        (1..READERS).for_each(|_| {
            scope.spawn(work);
        });
        work();
    });
    match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}
