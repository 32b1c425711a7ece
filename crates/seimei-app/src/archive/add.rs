//! Adding: sources are read on a few threads, committed in batches, and acknowledged once they are kept.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::diagnostic::Diagnostic;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::NoteRecord;
use seimei_store::error::StoreError;

use crate::archive::Archive;
use crate::archive::batch::Batch;
use crate::archive::carry::Carried;
use crate::archive::intake::{self, Beforehand, Taken};
use crate::archive::reference::Reference;
use crate::files::{self, Problem, Source};
use crate::order;
use crate::worker::Worker;

/// The most threads that read at once.
const THREADS: usize = 4;

/// The most documents that wait, read, for their batch.
const WAITING: usize = 16;

/// What is to be added, and what a person says of it.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Files, folders, `-`.
    pub paths: Vec<PathBuf>,
    /// Files that somebody sent, after those: the name each had there, and where it is now.
    pub uploads: Vec<(String, PathBuf)>,
    /// What is known beforehand of all of them.
    pub beforehand: Beforehand,
    /// Which document they belong to.
    pub belongs: Belongs,
    /// Who adds.
    pub by: String,
}

/// Which document a file belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Belongs {
    /// That is to be found out.
    #[default]
    Unknown,
    /// To this one: a further version, or its first in its language.
    To(Reference),
    /// To this one, as its text in another language.
    TranslationOf(DocumentId),
}

/// What became of one source.
#[derive(Debug)]
pub struct Acknowledged {
    /// The source as named.
    pub source: String,
    /// What became of it.
    pub what: Became,
}

/// What became of a source.
#[derive(Debug)]
pub enum Became {
    /// It is kept.
    Kept(Kept),
    /// Its bytes are in the archive already.
    Unchanged(ExpressionId),
    /// Its bytes are in the archive already, in a document that lies in the bin.
    InBin(ExpressionId),
    /// It could not be read.
    Unread(Problem),
    /// The document that it was to be the translation for has a text in its language.
    HasLanguage(ExpressionId),
}

/// What is kept of a source.
#[derive(Debug)]
pub struct Kept {
    /// The expression, under the name it was given.
    pub expression: ExpressionId,
    /// The version, from 1.
    pub version: u32,
    /// How many provisions it has.
    pub provisions: usize,
    /// What became of the provisions of the version before.
    pub carried: Option<Carried>,
    /// Notes that lost their place.
    pub displaced: Vec<NoteRecord>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a reading thread hands over.
pub(super) enum Come {
    /// A source that was read.
    Read(Box<Taken>),
    /// One whose bytes are there already, in a document that lies in the bin or not.
    Known(ExpressionId, bool),
    /// One that could not be read.
    Unread(Problem),
    /// The archive could not be asked.
    Failed(StoreError),
}

impl Archive {
    /// Adds sources; `acknowledge` is told of each, in order and once it is kept, with how many there are in all, and says
    /// whether to go on. What was acknowledged outlives whatever happens afterwards.
    pub fn add(
        &self,
        order: &Order,
        lexicon: &Lexicon,
        worker: &Worker,
        mut acknowledge: impl FnMut(Acknowledged, usize) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let uploads = order.uploads.iter().map(|(name, path)| Ok(Source::uploaded(name.clone(), path.clone())));
        let sources = files::gather(&order.paths).into_iter().chain(uploads);
        let sources: Vec<_> = sources.map(|one| Mutex::new(Some(one))).collect();
        let all = sources.len();
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        let batch = Batch::new(self, order, lexicon);
        thread::scope(|scope| {
            let sources = &sources;
            scope.spawn(move || {
                let work = |number: usize| {
                    let source = sources[number].lock().unwrap_or_else(PoisonError::into_inner).take();
                    source.map(|source| self.come(source, order, lexicon, worker))
                };
                order::in_order(all, threads, work, |_, come| match come.map(|come| sender.send(come)) {
                    // Whoever waited for it has given up.
                    Some(Err(_)) => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                });
            });
            batch.run(receiver, &mut |acknowledged| acknowledge(acknowledged, all))
        })
    }

    /// Opens and reads a source, unless its bytes are known.
    fn come(
        &self,
        source: Result<Source, Problem>,
        order: &Order,
        lexicon: &Lexicon,
        worker: &Worker,
    ) -> (String, Come) {
        let source = match source {
            Ok(source) => source,
            Err(problem) => return (problem.file.clone(), Come::Unread(problem)),
        };
        let name = source.name.clone();
        let opened = match files::open(&source) {
            Ok(opened) => opened,
            Err(problem) => return (name, Come::Unread(problem)),
        };
        // Told which document it belongs to, an earlier version's bytes may come again; the store decides.
        if order.belongs == Belongs::Unknown {
            match self.store().known(&[intake::hash(&opened.bytes)]) {
                Err(error) => return (name, Come::Failed(error)),
                Ok(known) => {
                    if let Some((expression, is_removed)) = known.into_iter().flatten().next() {
                        return (name, Come::Known(expression, is_removed));
                    }
                }
            }
        }
        let origin = if source.is_uploaded() { format!("{}{name}", intake::UPLOAD) } else { intake::origin(&name) };
        let come = match intake::take(&name, origin, opened, &order.beforehand, lexicon, worker) {
            Ok(taken) => Come::Read(Box::new(taken)),
            Err(problem) => Come::Unread(problem),
        };
        (name, come)
    }
}
