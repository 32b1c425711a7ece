//! Reading again what is kept, under another lexicon or program: first what would change, then, if it is wanted, the
//! replacement.

use std::ops::ControlFlow;
use std::thread;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::identity::ExpressionId;
use seimei_model::record::{Description, DocumentRecord, ExpressionRecord, NoteRecord, StoredReading};
use seimei_store::change::{Change, Receipt, Write};
use seimei_store::error::StoreError;

use crate::archive::carry::Carried;
use crate::archive::counts::Counts;
use crate::archive::intake::{self, Beforehand, Taken};
use crate::archive::{Archive, belong, now};
use crate::files::{Opened, Problem};
use crate::order;
use crate::worker::Worker;

/// How many readings are replaced in one commit.
const BATCH: usize = 32;

/// How the reading of one expression would change.
#[derive(Clone, PartialEq, Debug)]
pub struct Rereading {
    /// The expression.
    pub expression: ExpressionId,
    /// What the present reading counts.
    pub before: Counts,
    /// What a new one counts.
    pub after: Counts,
    /// What would become of its provisions.
    pub carried: Carried,
    /// Notes that would lose their place.
    pub displaced: Vec<NoteRecord>,
    /// Whether the two readings say the same, word for word.
    pub is_same: bool,
    /// Whether lexicon and program are those of the present reading.
    pub is_current: bool,
}

/// Why an expression could not be read again.
#[derive(Debug)]
pub enum Unreadable {
    /// Its original is not there.
    NoOriginal(ExpressionId),
    /// The reading failed.
    Problem(Problem),
}

impl Archive {
    /// Tells how the present versions of `documents` would be read now. Nothing is changed. `progress` is told how many are
    /// done.
    pub fn compare_readings(
        &self,
        documents: &[DocumentRecord],
        lexicon: &Lexicon,
        worker: &Worker,
        mut progress: impl FnMut(usize) + Send,
    ) -> Result<Vec<Result<Rereading, Unreadable>>, StoreError> {
        let expressions = expressions(documents);
        let mut found = Vec::new();
        let mut failure = None;
        let work = |number: usize| {
            let (document, expression) = expressions[number];
            self.rereading(document, expression, lexicon, worker)
        };
        order::in_order(expressions.len(), threads(), work, |number, rereading| {
            progress(number + 1);
            match rereading {
                Ok(rereading) => found.push(rereading.map(|(rereading, _)| rereading)),
                Err(error) => {
                    failure = Some(error);
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        });
        failure.map_or(Ok(found), Err)
    }

    /// Reads the present versions of `documents` again and replaces the readings that are not of this lexicon and program or
    /// say something else. Returns how many were replaced.
    pub fn replace_readings(
        &self,
        documents: &[DocumentRecord],
        lexicon: &Lexicon,
        worker: &Worker,
        by: &str,
        mut progress: impl FnMut(usize) + Send,
    ) -> Result<usize, StoreError> {
        let expressions = expressions(documents);
        let mut writes = Vec::new();
        let mut replaced = 0;
        let mut failure = None;
        let mut commit = |writes: &mut Vec<Write>| -> Result<(), StoreError> {
            let receipts = self.store().commit(std::mem::take(writes), &now(), by)?;
            replaced += receipts.iter().filter(|receipt| matches!(receipt, Receipt::Made { .. })).count();
            Ok(())
        };
        let work = |number: usize| {
            let (document, expression) = expressions[number];
            self.rereading(document, expression, lexicon, worker)
        };
        order::in_order(expressions.len(), threads(), work, |number, rereading| {
            progress(number + 1);
            let result = match rereading {
                Ok(Ok((rereading, write))) => {
                    if !(rereading.is_same && rereading.is_current) {
                        writes.push(write);
                    }
                    if writes.len() >= BATCH { commit(&mut writes) } else { Ok(()) }
                }
                Ok(Err(_)) => Ok(()),
                Err(error) => Err(error),
            };
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        if let Some(error) = failure {
            return Err(error);
        }
        if !writes.is_empty() {
            commit(&mut writes)?;
        }
        Ok(replaced)
    }

    /// Reads one expression again.
    fn rereading(
        &self,
        document: &DocumentRecord,
        expression: &ExpressionRecord,
        lexicon: &Lexicon,
        worker: &Worker,
    ) -> Result<Result<(Rereading, Write), Unreadable>, StoreError> {
        let id = expression.id.clone();
        let Some(bytes) = self.store().original(expression.original)? else {
            return Ok(Err(Unreadable::NoOriginal(id)));
        };
        let taken = match again(bytes, expression, &document.said, lexicon, worker) {
            Ok(taken) => taken,
            Err(problem) => return Ok(Err(Unreadable::Problem(problem))),
        };
        let old = match self.store().reading(&id, None) {
            // A damaged reading is what reading again mends.
            Err(StoreError::Damaged { .. }) => None,
            old => old?,
        };
        let wording = intake::wordings(&taken.stored.reading, lexicon);
        let carried = match &old {
            Some(_) => belong::carried(self, &id, &wording, lexicon)?,
            None => self.carried_by_log(&id, wording.len())?,
        };
        let displaced = self.store().notes(&id)?;
        let displaced =
            displaced.into_iter().filter(|note| note.has_place && carried.lost.contains(&note.provision)).collect();
        let Taken { mut version, mut stored, .. } = taken;
        stored.numbers.clone_from(&carried.numbers);
        version.numbers.clone_from(&carried.numbers);
        let rereading = Rereading {
            before: old.as_ref().map(|old| Counts::of(&old.reading)).unwrap_or_default(),
            after: Counts::of(&stored.reading),
            is_same: old.as_ref().is_some_and(|old| says_the_same(old, &stored)),
            is_current: expression.lexicon == version.lexicon && expression.program == version.program,
            expression: id.clone(),
            carried,
            displaced,
        };
        let change = Change::Reread { expression: id, version };
        Ok(Ok((rereading, Write { change, reading: Some(stored), original: None })))
    }
}

impl Archive {
    /// Gives numbers where the old reading is damaged: those of the log, if there are as many provisions; else new ones.
    fn carried_by_log(&self, id: &ExpressionId, provisions: usize) -> Result<Carried, StoreError> {
        let logged = self.store().history(&id.document)?.into_iter().rev().find_map(|entry| match entry.change {
            Change::Added { expression, version, .. }
            | Change::Revised { expression, version }
            | Change::Reread { expression, version }
                if expression.language == id.language =>
            {
                Some(version.numbers)
            }
            _ => None,
        });
        let logged = logged.unwrap_or_default();
        if logged.len() == provisions {
            return Ok(Carried { numbers: logged.clone(), kept: logged, ..Carried::default() });
        }
        let next = self.store().highest_provision(id)? + 1;
        let numbers: Vec<u32> = (next..).take(provisions).collect();
        Ok(Carried { numbers: numbers.clone(), new: numbers, lost: logged, ..Carried::default() })
    }
}

/// Reads original bytes again as they were read before: in the same format and language, under what persons said.
pub(super) fn again(
    bytes: Vec<u8>,
    expression: &ExpressionRecord,
    said: &Description,
    lexicon: &Lexicon,
    worker: &Worker,
) -> Result<Taken, Problem> {
    let opened = Opened { bytes, format: intake::format_of(&expression.format) };
    let beforehand = Beforehand { said: said.clone(), language: Some(expression.id.language) };
    let name = expression.id.to_string();
    intake::take(&name, expression.origin.clone(), opened, &beforehand, lexicon, worker)
}

fn expressions(documents: &[DocumentRecord]) -> Vec<(&DocumentRecord, &ExpressionRecord)> {
    let of = |document| -> Vec<(&DocumentRecord, &ExpressionRecord)> {
        let document: &DocumentRecord = document;
        document.expressions.iter().map(|expression| (document, expression)).collect()
    };
    documents.iter().flat_map(of).collect()
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(4)
}

/// Returns whether two readings of one text say the same, but for who read it.
fn says_the_same(old: &StoredReading, new: &StoredReading) -> bool {
    let (one, other) = (&old.reading, &new.reading);
    old.numbers == new.numbers
        && old.source == new.source
        && one.document == other.document
        && one.parts == other.parts
        && one.provisions == other.provisions
        && one.events == other.events
        && one.diagnostics == other.diagnostics
}
