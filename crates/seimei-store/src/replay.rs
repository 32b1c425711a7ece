//! Making logged changes again: in a new database (`recover`) or in another archive (import).

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::decision::Decision;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::StoredReading;
use smol_str::SmolStr;
use sqlx::{AnyConnection, Row as _};

use crate::apply::{self, Moment, Outcome};
use crate::change::{Change, Entry, Receipt, Write};
use crate::commit::{Files, end_turn, follow, prepare, take_turn};
use crate::decide::Guard;
use crate::error::StoreError;
use crate::fault::Fault;
use crate::mention::{self, Mention, Subject};
use crate::rows;
use crate::store::Store;

/// A logged change to be made again, with what goes with it.
#[derive(Clone, PartialEq, Debug)]
pub struct Replay {
    /// The change as logged. Its version may have been given other numbers, where the text was read anew.
    pub entry: Entry,
    /// The reading that a version comes with.
    pub reading: Option<StoredReading>,
    /// The original bytes, unless the archive has them.
    pub original: Option<Vec<u8>>,
}

/// What came of a logged change.
#[derive(Debug)]
pub enum Replayed {
    /// It was made, or its original bytes were known.
    Done(Receipt),
    /// The log has it already.
    Logged,
    /// It does not fit what the archive has; nothing was changed by it.
    Refused(StoreError),
}

/// Under which names documents went in, where theirs were taken. One for all batches of an import.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Renames {
    names: BTreeMap<DocumentId, DocumentId>,
    /// Numbers of decisions there and here.
    decisions: BTreeMap<u64, u64>,
    /// The last change before the import: what came later is no earlier import's.
    start: Option<i64>,
    /// Numbers of changes here that were found to be the same as theirs. Each is so once: a person may say a thing twice.
    found: BTreeSet<i64>,
}

impl Renames {
    /// Returns the name that a document of the other archive has here.
    pub fn name(&self, theirs: &DocumentId) -> DocumentId {
        self.names.get(theirs).unwrap_or(theirs).clone()
    }

    /// Returns the names that were changed, theirs first, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&DocumentId, &DocumentId)> {
        self.names.iter().filter(|(theirs, here)| theirs != here)
    }

    /// Returns a change under the names and numbers it has here.
    ///
    /// # Errors
    /// [`StoreError::NoDecision`] where it rests on a decision that did not come in.
    fn apply(&self, change: &Change) -> Result<Change, StoreError> {
        let mut change = change.clone();
        match &mut change {
            Change::Added { expression, .. }
            | Change::Revised { expression, .. }
            | Change::Reread { expression, .. }
            | Change::Noted { expression, .. } => expression.document = self.name(&expression.document),
            Change::Described { document, .. }
            | Change::Withdrawn { document, .. }
            | Change::Removed { document }
            | Change::Restored { document } => {
                *document = self.name(document);
            }
            Change::Joined { document, other } | Change::KeptApart { document, other } => {
                (*document, *other) = (self.name(document), self.name(other));
            }
            Change::Decided { decision, subjects, .. } => {
                let mut unknown = None;
                let mut renumber = |number: &mut u64| match self.decisions.get(number) {
                    Some(here) => *number = *here,
                    None => unknown = Some(*number),
                };
                mention::mentions(decision, &mut |mention| match mention {
                    Mention::Document(document) | Mention::Holder(document) => *document = self.name(document),
                    Mention::Decision(number, _) => renumber(number),
                });
                for name in subjects {
                    let mut subject = Subject::new(name);
                    if let Some(document) = subject.document().map(|document| self.name(document)) {
                        subject = subject.within(&document);
                    }
                    if let Subject::Added(number) = &mut subject {
                        renumber(number);
                    }
                    *name = SmolStr::new(subject.to_string());
                }
                if let Some(number) = unknown {
                    return Err(StoreError::NoDecision(number));
                }
            }
        }
        Ok(change)
    }

    /// Learns which number a decision has here.
    fn learn(&mut self, entry: &Entry, here: i64) {
        if matches!(entry.change, Change::Decided { .. }) {
            self.decisions.insert(entry.number, here.unsigned_abs());
        }
    }
}

impl Store {
    /// Makes logged changes again in order, in one transaction, with their own times and names of users.
    ///
    /// A change whose number is the next one is made whatever the log has: so a log makes the same archive again. Any other
    /// is made unless the log has the same one already, so an import that is repeated changes nothing; one that does not fit
    /// what the archive has is refused by itself, and the others are made. New documents whose names are taken get others,
    /// kept in `renames`, and what follows is told of those. A decision is refused where this archive decided on the same
    /// subject by itself ([`StoreError::Conflict`]); one whose attached file was lost is made all the same.
    pub fn replay(&self, replays: Vec<Replay>, renames: &mut Renames) -> Result<Vec<Replayed>, StoreError> {
        if replays.is_empty() {
            return Ok(Vec::new());
        }
        let mut entries = Vec::with_capacity(replays.len());
        let mut writes = Vec::with_capacity(replays.len());
        for Replay { entry, reading, original } in replays {
            writes.push(Write { change: entry.change.clone(), reading, original });
            entries.push(entry);
        }
        let mut prepared = prepare(self, writes, Files::MayBeLost)?;
        let (replayed, learned) = {
            let prepared = &mut prepared;
            let start = renames.clone();
            self.database.write(async |db| {
                let mut renames = start;
                let mut number = take_turn(db).await?;
                let start = *renames.start.get_or_insert(number);
                let mut replayed = Vec::with_capacity(prepared.len());
                for (entry, one) in entries.iter().zip(prepared) {
                    let is_next = i64::try_from(entry.number).is_ok_and(|entry| entry == number + 1);
                    one.change = match renames.apply(&entry.change) {
                        Ok(change) => change,
                        Err(error) => {
                            replayed.push(Replayed::Refused(error));
                            continue;
                        }
                    };
                    let logged =
                        if is_next { None } else { logged(db, entry, &one.change, start, &renames.found).await? };
                    if let Some(logged) = logged {
                        renames.found.insert(logged);
                        renames.learn(entry, logged);
                        if let (Change::Added { expression, is_further: false, .. }, Some(version)) =
                            (&entry.change, one.change.version())
                            && let Some((holder, _)) = rows::holder(db, version.original).await?
                        {
                            renames.names.insert(expression.document.clone(), holder.document);
                        }
                        replayed.push(Replayed::Logged);
                        continue;
                    }
                    if let Change::Decided { seen, .. } = &mut one.change
                        && !is_next
                    {
                        // What was seen there has other numbers here.
                        *seen = number.unsigned_abs();
                    }
                    let guard = Guard::Replay { last: start, same: &renames.found };
                    let moment = Moment { number: number + 1, at: &entry.at, by: &entry.by, guard };
                    let outcome = match known_version(db, one, is_next).await? {
                        Some(known) => Ok(known),
                        None => apply::apply(db, one, moment).await,
                    };
                    let receipt = match outcome {
                        Ok(Outcome::Made { change, documents, displaced }) => {
                            number += 1;
                            apply::log(db, moment, &change, &documents).await?;
                            renames.learn(entry, number);
                            let document = documents.into_iter().next();
                            Receipt::Made { number: number.unsigned_abs(), document, displaced }
                        }
                        Ok(Outcome::Known { expression, is_removed }) => Receipt::Known { expression, is_removed },
                        // Requests are looked at before anything is written, so the others can go on.
                        Err(Fault::Request(error)) => {
                            replayed.push(Replayed::Refused(error));
                            continue;
                        }
                        Err(fault) => return Err(fault),
                    };
                    if let Change::Added { expression, is_further: false, .. } = &entry.change {
                        let here = match &receipt {
                            Receipt::Made { document, .. } => document.as_ref(),
                            Receipt::Known { expression, .. } => Some(&expression.document),
                        };
                        if let Some(here) = here {
                            renames.names.insert(expression.document.clone(), here.clone());
                        }
                    }
                    replayed.push(Replayed::Done(receipt));
                }
                end_turn(db, number).await?;
                Ok((replayed, renames))
            })?
        };
        *renames = learned;
        follow(self);
        Ok(replayed)
    }
}

/// Returns the number of a change up to number `last`, not one of `found`, by the same person at the same time that says
/// the same.
async fn logged(
    db: &mut AnyConnection,
    entry: &Entry,
    change: &Change,
    last: i64,
    found: &BTreeSet<i64>,
) -> Result<Option<i64>, Fault> {
    let sql = "SELECT number, at, by_whom, content FROM change \
               WHERE at = $1 AND by_whom = $2 AND number <= $3 ORDER BY number";
    let rows = sqlx::query(sql).bind(entry.at.as_str()).bind(rows::storable(&entry.by)).bind(last);
    for row in rows.fetch_all(&mut *db).await? {
        let number = row.try_get("number")?;
        let known = rows::entry(&row)?.change;
        if !found.contains(&number) && says_the_same(&known, change) && is_of_the_same(db, &known, change).await? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// Compares changes but for the names of documents and what a later reading may have made of a version.
fn says_the_same(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (Change::Added { expression: e, version: v, .. }, Change::Added { expression: f, version: w, .. })
        | (Change::Revised { expression: e, version: v }, Change::Revised { expression: f, version: w }) => {
            // The same bytes from another place are another's doing, even in the same second.
            e.language == f.language && (v.original, &v.origin) == (w.original, &w.origin)
        }
        (Change::Reread { expression: e, version: v }, Change::Reread { expression: f, version: w }) => {
            e.language == f.language && (v.original, &v.lexicon, &v.program) == (w.original, &w.lexicon, &w.program)
        }
        (
            Change::Noted { expression, provision, text, .. },
            Change::Noted { expression: on, provision: number, text: remark, .. },
        ) => (expression.language, provision, text) == (on.language, number, remark),
        (Change::Described { said, .. }, Change::Described { said: other, .. }) => said == other,
        (Change::Withdrawn { fields, .. }, Change::Withdrawn { fields: other, .. }) => fields == other,
        (Change::Removed { .. }, Change::Removed { .. })
        | (Change::Restored { .. }, Change::Restored { .. })
        | (Change::Joined { .. }, Change::Joined { .. })
        | (Change::KeptApart { .. }, Change::KeptApart { .. }) => true,
        (
            Change::Decided { decision, subjects, reason, .. },
            Change::Decided { decision: other, subjects: about, reason: why, .. },
        ) => reason == why && decides_the_same((decision, subjects), (other, about)),
        _ => false,
    }
}

/// Compares decisions but for the names of documents.
fn decides_the_same(one: (&Decision, &[SmolStr]), other: (&Decision, &[SmolStr])) -> bool {
    // The other's documents are called as those of the one, in order.
    let names = mentioned(one.0, one.1);
    let mut names = names.iter();
    let mut decision = other.0.clone();
    mention::mentions(&mut decision, &mut |mention| {
        if let Mention::Document(document) | Mention::Holder(document) = mention
            && let Some(name) = names.next()
        {
            document.clone_from(name);
        }
    });
    let mut renamed = |name: &SmolStr| {
        let subject = Subject::new(name);
        match subject.document().and_then(|_| names.next()) {
            Some(name) => subject.within(name),
            None => subject,
        }
    };
    decision == *one.0 && other.1.iter().map(&mut renamed).eq(one.1.iter().map(|name| Subject::new(name)))
}

/// Returns the documents that a decision and its subjects mention, as often as they do.
fn mentioned(decision: &Decision, subjects: &[SmolStr]) -> Vec<DocumentId> {
    let mut documents = Vec::new();
    mention::mentions(&mut decision.clone(), &mut |mention| {
        if let Mention::Document(document) | Mention::Holder(document) = mention {
            documents.push(document.clone());
        }
    });
    documents.extend(subjects.iter().filter_map(|name| Subject::new(name).document().cloned()));
    documents
}

/// Compares the documents of two changes, whatever names they had then.
async fn is_of_the_same(db: &mut AnyConnection, one: &Change, other: &Change) -> Result<bool, Fault> {
    for (name, other) in documents(one).iter().zip(&documents(other)) {
        if name != other && rows::resolve(db, name).await? != rows::resolve(db, other).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the documents that a change is of.
fn documents(change: &Change) -> Vec<DocumentId> {
    match change {
        Change::Added { expression, .. }
        | Change::Revised { expression, .. }
        | Change::Reread { expression, .. }
        | Change::Noted { expression, .. } => vec![expression.document.clone()],
        Change::Described { document, .. }
        | Change::Withdrawn { document, .. }
        | Change::Removed { document }
        | Change::Restored { document } => {
            vec![document.clone()]
        }
        Change::Joined { document, other } | Change::KeptApart { document, other } => {
            vec![document.clone(), other.clone()]
        }
        Change::Decided { decision, subjects, .. } => mentioned(decision, subjects),
    }
}

/// Returns where the bytes of a revision are, if any version has them: an import does not go back to earlier ones.
async fn known_version(
    db: &mut AnyConnection,
    prepared: &apply::Prepared,
    is_next: bool,
) -> Result<Option<Outcome>, Fault> {
    let Change::Revised { expression, version } = &prepared.change else { return Ok(None) };
    if is_next {
        return Ok(None);
    }
    let sql = "SELECT d.is_removed FROM expression e JOIN document d ON d.id = e.document \
               WHERE e.document = $1 AND e.language = $2 AND e.original = $3 LIMIT 1";
    let row = sqlx::query(sql)
        .bind(expression.document.as_str())
        .bind(expression.language.tag())
        .bind(version.original.to_string())
        .fetch_optional(db)
        .await?;
    row.map(|row| {
        let is_removed = row.try_get::<i64, _>("is_removed")? != 0;
        let expression = ExpressionId::clone(expression);
        Ok(Outcome::Known { expression, is_removed })
    })
    .transpose()
}
