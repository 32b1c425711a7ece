//! Decisions inside a transaction: whether they rest on what stands now, and entering them.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::identity::DocumentId;
use smol_str::SmolStr;
use sqlx::{AnyConnection, Row as _};

use crate::apply::Moment;
use crate::change::{Change, Entry};
use crate::error::StoreError;
use crate::fault::Fault;
use crate::mention::{self, Mention, Sort, Subject};
use crate::rows::{self, storable};

/// The longest name of a subject, in bytes; an index of PostgreSQL takes little more than four times as much.
const LONGEST: usize = 600;

/// Which earlier decisions on the same subjects stand against one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Guard<'a> {
    /// Those that whoever decides has not seen, up to this change; those after it are of the same commit.
    Commit { last: i64 },
    /// Those that this archive made on its own: up to this change, and not the same as one that comes in.
    Replay { last: i64, same: &'a BTreeSet<i64> },
}

impl Guard<'_> {
    fn stands_against(self, changed: i64, seen: u64) -> bool {
        match self {
            Self::Commit { last } => changed <= last && changed.unsigned_abs() > seen,
            Self::Replay { last, same } => changed <= last && !same.contains(&changed),
        }
    }
}

/// A decision under the names that its documents have here.
pub(crate) struct Decided {
    pub(crate) decision: Decision,
    pub(crate) subjects: Vec<SmolStr>,
    /// The documents that it touches, that of the entry first.
    pub(crate) documents: Vec<DocumentId>,
}

/// Looks whether a decision can be made. Writes nothing.
pub(crate) async fn look(
    db: &mut AnyConnection,
    mut decision: Decision,
    subjects: &[SmolStr],
    seen: u64,
    moment: Moment<'_>,
) -> Result<Decided, Fault> {
    if let Guard::Commit { last } = moment.guard
        && seen > last.unsigned_abs()
    {
        return Err(contradiction(format!("change {seen} was seen, the last is {last}")));
    }
    if subjects.is_empty() && !matches!(decision, Decision::Added { .. }) {
        return Err(contradiction("a decision without subjects".to_owned()));
    }
    if let Some(name) = subjects.iter().find(|name| name.is_empty() || name.len() > LONGEST) {
        return Err(contradiction(format!("a subject has 1 to {LONGEST} bytes, this one {}", name.len())));
    }
    let mut here: BTreeMap<DocumentId, DocumentId> = BTreeMap::new();
    let mut documents = Vec::new();
    for (name, is_needed) in mention::documents(&decision, subjects) {
        match rows::resolve(db, &name).await? {
            Some(document) => {
                if !documents.contains(&document) {
                    documents.push(document.clone());
                }
                here.insert(name, document);
            }
            None if is_needed => return Err(StoreError::NoDocument(name).into()),
            None => {}
        }
    }
    let mut earlier: Vec<(u64, Sort)> = Vec::new();
    mention::mentions(&mut decision, &mut |mention| match mention {
        Mention::Document(name) | Mention::Holder(name) => {
            if let Some(document) = here.get(name) {
                name.clone_from(document);
            }
        }
        Mention::Decision(number, sort) => earlier.push((*number, sort)),
    });
    for (number, sort) in earlier {
        let query = sqlx::query_scalar::<_, String>("SELECT word FROM decision WHERE number = $1");
        let word = query.bind(i64::try_from(number).unwrap_or(i64::MAX)).fetch_optional(&mut *db).await?;
        if !word.is_some_and(|word| sort.is(&word)) {
            return Err(StoreError::NoDecision(number).into());
        }
    }
    let mut own: Vec<SmolStr> = Vec::with_capacity(subjects.len());
    for name in subjects {
        let subject = Subject::new(name);
        let document = subject.document().and_then(|document| here.get(document));
        let name = SmolStr::new(document.map_or_else(|| subject.clone(), |here| subject.within(here)).to_string());
        if !own.contains(&name) {
            own.push(name);
        }
    }
    for name in &own {
        let Some(last) = last_on(db, name).await? else { continue };
        if moment.guard.stands_against(last.number, seen) {
            let Last { number, at, by } = last;
            return Err(StoreError::Conflict { subject: name.clone(), number: number.unsigned_abs(), by, at }.into());
        }
    }
    Ok(Decided { decision, subjects: own, documents })
}

/// Notes that a change, which is in the log, is a decision.
pub(crate) async fn enter(
    db: &mut AnyConnection,
    number: i64,
    decision: &Decision,
    subjects: &[SmolStr],
) -> Result<(), Fault> {
    sqlx::query("INSERT INTO decision (number, word, original) VALUES ($1, $2, $3)")
        .bind(number)
        .bind(decision.word())
        .bind(decision.file().map(|file| file.original.to_string()))
        .execute(&mut *db)
        .await?;
    for name in subjects {
        let sql = "INSERT INTO subject (name, changed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET changed = $2";
        sqlx::query(sql).bind(storable(name)).bind(number).execute(&mut *db).await?;
    }
    Ok(())
}

/// The last decision on a subject.
struct Last {
    number: i64,
    at: String,
    by: String,
}

/// Returns the last decision on a subject, whatever name its document had then.
async fn last_on(db: &mut AnyConnection, name: &str) -> Result<Option<Last>, Fault> {
    let subject = Subject::new(name);
    let mut names = vec![subject.to_string()];
    if let Some(document) = subject.document()
        && let Some(document) = rows::resolve(db, document).await?
    {
        let sql = "SELECT name FROM alias WHERE document = $1 ORDER BY name";
        let aliases: Vec<String> = sqlx::query_scalar(sql).bind(document.as_str()).fetch_all(&mut *db).await?;
        names = vec![subject.within(&document).to_string()];
        for alias in aliases {
            names.push(subject.within(&rows::parsed(&alias)?).to_string());
        }
    }
    let mut last: Option<Last> = None;
    for name in names {
        let sql =
            "SELECT c.number, c.at, c.by_whom FROM subject s JOIN change c ON c.number = s.changed WHERE s.name = $1";
        let Some(row) = sqlx::query(sql).bind(storable(&name)).fetch_optional(&mut *db).await? else { continue };
        let number = row.try_get("number")?;
        if last.as_ref().is_none_or(|last| last.number < number) {
            last = Some(Last { number, at: row.try_get("at")?, by: row.try_get("by_whom")? });
        }
    }
    Ok(last)
}

/// Returns the number of the last decision on each subject; 0 where there is none.
pub(crate) async fn changed(db: &mut AnyConnection, subjects: &[SmolStr]) -> Result<Vec<u64>, Fault> {
    let mut changed = Vec::with_capacity(subjects.len());
    for name in subjects {
        changed.push(last_on(db, name).await?.map_or(0, |last| last.number.unsigned_abs()));
    }
    Ok(changed)
}

/// Returns all decisions, in order.
pub(crate) async fn all(db: &mut AnyConnection) -> Result<Vec<DecisionRecord>, Fault> {
    // The few decisions lead: SQLite keeps the order of a CROSS JOIN, so the log is not gone through.
    let sql = "SELECT c.number, c.at, c.by_whom, c.content FROM decision d CROSS JOIN change c \
               WHERE c.number = d.number ORDER BY d.number";
    let rows = sqlx::query(sql).fetch_all(db).await?;
    let mut decisions = Vec::with_capacity(rows.len());
    for row in &rows {
        let Entry { number, at, by, change } = rows::entry(row)?;
        // Anything else in the table contradicts the log: `check` names it.
        if let Change::Decided { decision, subjects, reason, .. } = change {
            decisions.push(DecisionRecord { number, at, by, reason, decision, subjects });
        }
    }
    Ok(decisions)
}

fn contradiction(what: String) -> Fault {
    StoreError::Contradiction { what }.into()
}
