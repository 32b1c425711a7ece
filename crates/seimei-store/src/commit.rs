//! Committing: what is prepared outside the transaction, the transaction, what follows it.

use std::collections::BTreeSet;

use seimei_model::record::{Hash, StoredReading};

use crate::apply::{self, Moment, Outcome, Prepared};
use crate::change::{Change, Receipt, Write};
use crate::decide::Guard;
use crate::error::StoreError;
use crate::fault::Fault;
use crate::originals::hash_of;
use crate::packing;
use crate::store::Store;

/// Makes writes in one transaction.
pub(crate) fn commit(store: &Store, writes: Vec<Write>, at: &str, by: &str) -> Result<Vec<Receipt>, StoreError> {
    if writes.is_empty() {
        return Ok(Vec::new());
    }
    let prepared = prepare(store, writes, Files::MustBeThere)?;
    let receipts = store.database.write(async |db| {
        let last = take_turn(db).await?;
        let mut number = last;
        let mut receipts = Vec::with_capacity(prepared.len());
        for one in &prepared {
            let moment = Moment { number: number + 1, at, by, guard: Guard::Commit { last } };
            receipts.push(match apply::apply(db, one, moment).await? {
                Outcome::Made { change, documents, displaced } => {
                    number += 1;
                    apply::log(db, moment, &change, &documents).await?;
                    let document = documents.into_iter().next();
                    Receipt::Made { number: number.unsigned_abs(), document, displaced }
                }
                Outcome::Known { expression, is_removed } => Receipt::Known { expression, is_removed },
            });
        }
        end_turn(db, number).await?;
        Ok(receipts)
    })?;
    follow(store);
    Ok(receipts)
}

/// Whether a file that a decision attaches must be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Files {
    MustBeThere,
    /// What was decided is kept where the file was lost since; `check` names it.
    MayBeLost,
}

/// Checks and packs writes, and keeps their originals. Whatever can be done outside the transaction is done here, since
/// others wait for it.
pub(crate) fn prepare(store: &Store, writes: Vec<Write>, files: Files) -> Result<Vec<Prepared>, StoreError> {
    if !store.is_writable() {
        return Err(StoreError::ReadOnly { place: store.database.shown().to_owned() });
    }
    for write in &writes {
        fits(write).map_err(|what| StoreError::Contradiction { what })?;
    }
    let originals: Vec<(Hash, &[u8])> =
        writes.iter().filter_map(|write| Some((write.change.original()?.0, write.original.as_deref()?))).collect();
    keep(store, &originals)?;
    writes
        .into_iter()
        .map(|Write { change, reading, original }| {
            if original.is_none() {
                is_kept(store, &change, files)?;
            }
            let content = reading.as_ref().map(packing::pack).transpose();
            let content = content.map_err(|what| StoreError::Contradiction { what })?;
            Ok(Prepared { change, reading, content })
        })
        .collect()
}

/// Looks whether the bytes that a change rests on, and does not bring, are there.
fn is_kept(store: &Store, change: &Change, files: Files) -> Result<(), StoreError> {
    let Some((original, size)) = change.original() else { return Ok(()) };
    let is_kept = match (change.version(), files) {
        (Some(_), _) => store.has_original(original)?,
        (None, Files::MustBeThere) => store.original(original)?.is_some_and(|bytes| bytes.len() as u64 == size),
        (None, Files::MayBeLost) => true,
    };
    if is_kept { Ok(()) } else { Err(StoreError::Contradiction { what: format!("no original {original}") }) }
}

fn keep(store: &Store, originals: &[(Hash, &[u8])]) -> Result<(), StoreError> {
    if let Some(folder) = &store.folder {
        return folder.originals.keep(originals);
    }
    if originals.is_empty() {
        return Ok(());
    }
    // Apart from the transaction of the change: an original that nothing leads to harms nobody.
    store.database.write(async |db| {
        for (hash, bytes) in originals {
            let sql = "INSERT INTO original (hash, content) VALUES ($1, $2) \
                       ON CONFLICT (hash) DO UPDATE SET content = $2 WHERE original.content <> $2";
            sqlx::query(sql).bind(hash.to_string()).bind(*bytes).execute(&mut *db).await?;
        }
        Ok(())
    })
}

/// Says what does not fit in a write.
fn fits(write: &Write) -> Result<(), String> {
    if let (Some(bytes), Some((original, size))) = (&write.original, write.change.original())
        && (hash_of(bytes) != original || bytes.len() as u64 != size)
    {
        return Err(format!("the bytes of {original} are others"));
    }
    let Some(version) = write.change.version() else { return Ok(()) };
    let Some(reading) = &write.reading else { return Err("a version without its reading".to_owned()) };
    if reading.numbers != version.numbers {
        return Err("the numbers of the reading are not those of the version".to_owned());
    }
    numbers_fit(reading)
}

/// Says what is wrong with the numbers of a reading's provisions.
pub(crate) fn numbers_fit(reading: &StoredReading) -> Result<(), String> {
    let (numbers, provisions) = (reading.numbers.len(), reading.reading.provisions.len());
    if numbers != provisions {
        return Err(format!("{numbers} numbers for {provisions} provisions"));
    }
    let mut seen = BTreeSet::new();
    match reading.numbers.iter().find(|number| **number == 0 || !seen.insert(**number)) {
        Some(number) => Err(format!("the number {number} is no number or stands twice")),
        None => Ok(()),
    }
}

/// Waits until no other commit is under way, and returns the number of the last change.
pub(crate) async fn take_turn(db: &mut sqlx::AnyConnection) -> Result<i64, Fault> {
    let sql = "UPDATE counter SET value = value WHERE name = 'change' RETURNING value";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

/// Notes the number of the last change.
pub(crate) async fn end_turn(db: &mut sqlx::AnyConnection, number: i64) -> Result<(), Fault> {
    sqlx::query("UPDATE counter SET value = $1 WHERE name = 'change'").bind(number).execute(db).await?;
    Ok(())
}

/// Brings the journal level after a commit.
pub(crate) fn follow(store: &Store) {
    if let Some(folder) = &store.folder {
        // The commit stands whatever becomes of its copy; the next call tries again, and `check` tells.
        let _ = folder.level(&store.database);
    }
}
