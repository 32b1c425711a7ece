//! Looking for damage: in the database, the originals, the readings, the records, the journal.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::identity::ExpressionId;
use seimei_model::record::{Hash, NoteRecord, StoredReading};
use sqlx::Row as _;

use crate::commit::numbers_fit;
use crate::damage::Damage;
use crate::database::Dialect;
use crate::error::StoreError;
use crate::ledger::{Account, Ledger};
use crate::originals::hash_of;
use crate::rows;
use crate::store::Store;

/// So many records are looked at in one query.
const STEP: usize = 500;

/// A version as the tables have it.
struct Held {
    id: ExpressionId,
    version: u32,
    is_present: bool,
    original: Hash,
    provisions: usize,
}

/// Looks for damage. Calls `progress` with the number of versions and attached files looked at, and of all.
pub(crate) fn check(store: &Store, progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<Damage>, StoreError> {
    let mut damage = Vec::new();
    // What is too damaged to be asked is damage found, not a failure of the search for it.
    let mut try_on = |part: &mut dyn FnMut(&mut Vec<Damage>) -> Result<(), StoreError>| {
        let mut found = Vec::new();
        match part(&mut found) {
            Ok(()) => {}
            Err(StoreError::Damaged { what, .. }) => found.push(Damage::Database { what }),
            Err(other) => return Err(other),
        }
        for one in found {
            if !damage.contains(&one) {
                damage.push(one);
            }
        }
        Ok(())
    };
    try_on(&mut |damage| database(store, damage))?;
    let mut ledger = Ledger::default();
    try_on(&mut |damage| log_and_journal(store, &mut ledger, damage))?;
    let mut held = Vec::new();
    try_on(&mut |_| {
        held = versions(store)?;
        Ok(())
    })?;
    try_on(&mut |damage| records(store, &ledger, &held, damage))?;
    try_on(&mut |damage| decisions(store, &ledger, damage))?;
    let files = ledger.decisions.iter().filter_map(|(number, (_, file))| Some((*number, (*file)?)));
    let files: Vec<(u64, Hash)> = files.collect();
    let all = held.len() + files.len();
    for (done, one) in held.iter().enumerate() {
        progress(done, all);
        try_on(&mut |damage| version(store, one, damage))?;
    }
    for (done, (number, original)) in (held.len()..).zip(files) {
        progress(done, all);
        try_on(&mut |damage| attachment(store, number, original, damage))?;
    }
    progress(all, all);
    Ok(damage)
}

/// Asks the database about itself.
fn database(store: &Store, damage: &mut Vec<Damage>) -> Result<(), StoreError> {
    if store.database.dialect == Dialect::Postgres {
        // A server looks after its pages by itself, and refuses what it finds damaged when it is read.
        return Ok(());
    }
    let told: Vec<String> =
        store.database.read(async |db| Ok(sqlx::query_scalar("PRAGMA integrity_check(20)").fetch_all(db).await?))?;
    damage.extend(told.into_iter().filter(|what| what != "ok").map(|what| Damage::Database { what }));
    let strays: Vec<String> = store.database.read(async |db| {
        Ok(sqlx::query_scalar("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check").fetch_all(db).await?)
    })?;
    let what = |table| format!("a row of {table} belongs to nothing");
    damage.extend(strays.into_iter().map(|table| Damage::Record { what: what(table) }));
    Ok(())
}

/// Reads the log, compares the journal with it, and enters it in the ledger.
fn log_and_journal(store: &Store, ledger: &mut Ledger, damage: &mut Vec<Damage>) -> Result<(), StoreError> {
    let journal = match &store.folder {
        Some(folder) => match folder.journal.contents() {
            Ok(contents) => Some(contents),
            Err(error) => {
                damage.push(Damage::Journal { what: error.to_string() });
                None
            }
        },
        None => None,
    };
    if let Some(journal) = &journal {
        let lines = journal.illegible.iter().map(|line| format!("line {line} cannot be read"));
        damage.extend(lines.map(|what| Damage::Journal { what }));
    }
    let copies: Option<BTreeMap<u64, _>> =
        journal.map(|journal| journal.entries.into_iter().map(|entry| (entry.number, entry)).collect());
    let mut last = 0;
    loop {
        let entries = store.changes(last, STEP)?;
        let Some(end) = entries.last().map(|entry| entry.number) else { break };
        for entry in &entries {
            if entry.number != last + 1 {
                damage
                    .push(Damage::Record { what: format!("changes {} to {} are missing", last + 1, entry.number - 1) });
            }
            last = entry.number;
            if let Err(what) = ledger.enter(entry) {
                damage.push(Damage::Record { what });
            }
            match copies.as_ref().map(|copies| copies.get(&entry.number)) {
                Some(None) => damage.push(Damage::Journal { what: format!("change {} is missing", entry.number) }),
                Some(Some(copy)) if copy != entry => {
                    damage.push(Damage::Journal { what: format!("change {} is another one", entry.number) });
                }
                _ => {}
            }
        }
        last = end;
    }
    let counted = store.last_change()?;
    // Changes that others commit meanwhile are not damage.
    if counted < last && store.last_change()? < last {
        damage.push(Damage::Record { what: format!("the last change is {last}, the counter says {counted}") });
    }
    if let Some(surplus) = copies.iter().flat_map(BTreeMap::keys).find(|number| **number > counted) {
        damage.push(Damage::Journal { what: format!("change {surplus} is not in the database") });
    }
    Ok(())
}

fn versions(store: &Store) -> Result<Vec<Held>, StoreError> {
    store.database.read(async |db| {
        let sql = "SELECT document, language, version, is_present, original, provisions FROM expression \
                   ORDER BY document, position, version";
        let rows = sqlx::query(sql).fetch_all(db).await?;
        rows.iter()
            .map(|row| {
                Ok(Held {
                    id: rows::expression_id(row)?,
                    version: rows::number(row, "version")?,
                    is_present: rows::number::<i64>(row, "is_present")? != 0,
                    original: rows::parsed(&row.try_get::<String, _>("original")?)?,
                    provisions: rows::number(row, "provisions")?,
                })
            })
            .collect()
    })
}

/// Compares the records with what the log comes to.
fn records(store: &Store, ledger: &Ledger, held: &[Held], damage: &mut Vec<Damage>) -> Result<(), StoreError> {
    let mut complain = |what: String| damage.push(Damage::Record { what });
    let mut of: BTreeMap<&ExpressionId, Vec<&Held>> = BTreeMap::new();
    for one in held {
        of.entry(&one.id).or_default().push(one);
    }
    let mut names: Vec<String> = Vec::new();
    let mut notes: Vec<NoteRecord> = Vec::new();
    let mut apart = Vec::new();
    store
        .database
        .read(async |db| {
            let names: Vec<String> =
                sqlx::query_scalar("SELECT id FROM document ORDER BY id").fetch_all(&mut *db).await?;
            let rows = sqlx::query("SELECT * FROM note ORDER BY id").fetch_all(&mut *db).await?;
            let notes: Vec<NoteRecord> = rows.iter().map(rows::note).collect::<Result<_, _>>()?;
            let rows = sqlx::query("SELECT one, other FROM apart ORDER BY one, other").fetch_all(db).await?;
            let pair = |row: &sqlx::any::AnyRow| Ok((row.try_get("one")?, row.try_get("other")?));
            let apart: Vec<(String, String)> = rows.iter().map(pair).collect::<Result<_, sqlx::Error>>()?;
            Ok((names, notes, apart))
        })
        .map(|found| (names, notes, apart) = found)?;
    for names in names.chunks(STEP) {
        for record in store.database.read(async |db| rows::documents(db, names).await)? {
            let id = &record.id;
            let Some(account) = ledger.documents.get(id) else {
                complain(format!("the log does not know {id}"));
                continue;
            };
            let aliases = ledger.aliases.iter().filter(|(_, leads_to)| *leads_to == id).map(|(name, _)| name);
            let is_same = record.is_removed == account.is_removed
                && record.said == account.said
                && record.changed == account.changed
                && aliases.eq(&record.aliases);
            if !is_same {
                complain(format!("{id} is not what the log says"));
            }
            expressions(account, &of, id, &mut complain);
        }
    }
    let known = |id: &&seimei_model::identity::DocumentId| names.binary_search(&id.to_string()).is_ok();
    for lost in ledger.documents.keys().filter(|id| !known(id)) {
        complain(format!("{lost} is missing"));
    }
    let numbers: Vec<u64> = notes.iter().map(|note| note.id).collect();
    for note in &notes {
        let told = ledger.notes.get(&note.id);
        let is_same = told.is_some_and(|told| {
            told.expression == note.expression
                && told.provision == note.provision
                && told.text == note.text
                && ledger.has_place(told) == note.has_place
        });
        if !is_same {
            complain(format!("note {} on {}#p{} is not what the log says", note.id, note.expression, note.provision));
        }
    }
    for lost in ledger.notes.keys().filter(|number| numbers.binary_search(number).is_err()) {
        complain(format!("note {lost} is missing"));
    }
    let told = ledger.apart.iter().map(|(one, other)| (one.to_string(), other.to_string()));
    if !told.eq(apart) {
        complain("the pairs kept apart are not those of the log".to_owned());
    }
    Ok(())
}

/// Compares a document's expressions with the log.
fn expressions(
    account: &Account,
    of: &BTreeMap<&ExpressionId, Vec<&Held>>,
    document: &seimei_model::identity::DocumentId,
    complain: &mut impl FnMut(String),
) {
    for (language, editions) in &account.expressions {
        let id = ExpressionId { document: document.clone(), language: *language };
        let held = of.get(&id).map_or(&[][..], Vec::as_slice);
        let told = editions.iter().map(|edition| (edition.original, edition.numbers.len()));
        if !held.iter().map(|one| (one.original, one.provisions)).eq(told) {
            complain(format!("the versions of {id} are not those of the log"));
        }
        let is_in_order = (1..)
            .zip(held)
            .all(|(number, one)| one.version == number && one.is_present == (one.version as usize == held.len()));
        if !is_in_order {
            complain(format!("the versions of {id} are not in order"));
        }
    }
}

/// Compares the tables of the register with what the log comes to.
fn decisions(store: &Store, ledger: &Ledger, damage: &mut Vec<Damage>) -> Result<(), StoreError> {
    if !store.has_register()? {
        return Ok(());
    }
    let (held, changed) = store.database.read(async |db| {
        let sql = "SELECT number, word, original FROM decision ORDER BY number";
        let mut held: BTreeMap<u64, (String, Option<String>)> = BTreeMap::new();
        for row in sqlx::query(sql).fetch_all(&mut *db).await? {
            held.insert(rows::number(&row, "number")?, (row.try_get("word")?, row.try_get("original")?));
        }
        let mut changed: BTreeMap<String, u64> = BTreeMap::new();
        for row in sqlx::query("SELECT name, changed FROM subject ORDER BY name").fetch_all(db).await? {
            changed.insert(row.try_get("name")?, rows::number(&row, "changed")?);
        }
        Ok((held, changed))
    })?;
    let mut complain = |what: String| damage.push(Damage::Record { what });
    for (number, (word, file)) in &ledger.decisions {
        let told = ((*word).to_owned(), file.map(|file| file.to_string()));
        match held.get(number) {
            None => complain(format!("decision {number} is missing")),
            Some(held) if *held != told => complain(format!("decision {number} is not what the log says")),
            Some(_) => {}
        }
    }
    for surplus in held.keys().filter(|number| !ledger.decisions.contains_key(number)) {
        complain(format!("the log does not know decision {surplus}"));
    }
    let is_other = |name: &&String| ledger.subjects.get(*name) != changed.get(*name);
    for name in ledger.subjects.keys().chain(changed.keys()).filter(is_other).collect::<BTreeSet<_>>() {
        complain(format!("when {name} was last decided on is not what the log says"));
    }
    Ok(())
}

/// How the bytes of an original are.
enum Kept {
    Whole,
    Missing,
    Altered,
}

fn kept(store: &Store, original: Hash) -> Result<Kept, StoreError> {
    match store.raw_original(original) {
        // A bad block of the disk is as good as nothing.
        Ok(None) | Err(StoreError::File { .. }) => Ok(Kept::Missing),
        Ok(Some(bytes)) if hash_of(&bytes) != original => Ok(Kept::Altered),
        Ok(Some(_)) => Ok(Kept::Whole),
        Err(other) => Err(other),
    }
}

/// Looks at a file that a change attached.
fn attachment(store: &Store, number: u64, original: Hash, damage: &mut Vec<Damage>) -> Result<(), StoreError> {
    match kept(store, original)? {
        Kept::Missing => damage.push(Damage::AttachmentMissing { original, number }),
        Kept::Altered => damage.push(Damage::AttachmentAltered { original, number }),
        Kept::Whole => {}
    }
    Ok(())
}

/// Looks at the original and the reading of a version.
fn version(store: &Store, held: &Held, damage: &mut Vec<Damage>) -> Result<(), StoreError> {
    let (original, expression) = (held.original, held.id.clone());
    match kept(store, original)? {
        Kept::Missing => damage.push(Damage::OriginalMissing { original, expression }),
        Kept::Altered => damage.push(Damage::OriginalAltered { original, expression }),
        Kept::Whole => {}
    }
    let reading = store.database.read(async |db| rows::reading(db, &held.id, Some(held.version)).await)?;
    let wrong = match reading {
        None => Err("it is missing".to_owned()),
        Some(Err(what)) => Err(what),
        Some(Ok(reading)) => fits(&reading, held.provisions),
    };
    if let Err(what) = wrong {
        damage.push(Damage::Reading { expression: held.id.clone(), version: held.version, what });
    }
    Ok(())
}

/// Says what does not fit between a reading, its record and its source.
fn fits(stored: &StoredReading, provisions: usize) -> Result<(), String> {
    numbers_fit(stored)?;
    if stored.numbers.len() != provisions {
        return Err(format!("{} provisions, the record says {provisions}", stored.numbers.len()));
    }
    let length = stored.source.chars().count();
    let is_inside = |range: &seimei_text::range::CharRange| range.start <= range.end && range.end as usize <= length;
    match stored.reading.provisions.iter().find(|provision| !provision.range.iter().all(is_inside)) {
        Some(provision) => Err(format!("provision {} stands outside the source", provision.number)),
        None => Ok(()),
    }
}
