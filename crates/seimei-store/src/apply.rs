//! Making one change inside a transaction.

use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, NoteRecord, StoredReading};
use sqlx::{AnyConnection, Row as _};

use crate::change::{Change, Version};
use crate::decide::{self, Decided, Guard};
use crate::error::StoreError;
use crate::fault::Fault;
use crate::packing;
use crate::rows::{self, storable};

/// A change with its reading as it is kept.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) change: Change,
    pub(crate) reading: Option<StoredReading>,
    pub(crate) content: Option<Vec<u8>>,
}

/// When, by whom, under which number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment<'a> {
    pub(crate) number: i64,
    pub(crate) at: &'a str,
    pub(crate) by: &'a str,
    /// What stands against a decision.
    pub(crate) guard: Guard<'a>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was made.
    Made {
        /// The change with the names it really touched.
        change: Box<Change>,
        /// The documents that it touched, the one that it is about first.
        documents: Vec<DocumentId>,
        displaced: Vec<NoteRecord>,
    },
    /// The bytes were there already.
    Known { expression: ExpressionId, is_removed: bool },
}

/// Makes a change.
pub(crate) async fn apply(db: &mut AnyConnection, prepared: &Prepared, moment: Moment<'_>) -> Result<Outcome, Fault> {
    match prepared.change.clone() {
        Change::Added { expression, is_further, version, said } => {
            if let Some((expression, is_removed)) = rows::holder(db, version.original).await? {
                return Ok(Outcome::Known { expression, is_removed });
            }
            let (reading, content) = kept(prepared)?;
            let document = if is_further {
                existing(db, &expression.document).await?
            } else {
                free(db, expression.document).await?
            };
            let expression = ExpressionId { document: document.clone(), language: expression.language };
            if is_further {
                if present(db, &expression).await?.is_some() {
                    return Err(StoreError::HasLanguage(expression).into());
                }
                let (before, _) = descriptions(db, &document).await?;
                insert_version(db, &expression, 1, &version, reading, content, moment).await?;
                describe(db, &document, rows::over(&said, before)).await?;
            } else {
                let sql = "INSERT INTO document (id, read, said, is_removed, added_at, changed) \
                           VALUES ($1, '{}', '{}', 0, $2, $3)";
                sqlx::query(sql).bind(document.as_str()).bind(moment.at).bind(moment.number).execute(&mut *db).await?;
                insert_version(db, &expression, 1, &version, reading, content, moment).await?;
                set_descriptions(db, &document, &read_off(reading), &said).await?;
            }
            let change = Change::Added { expression, is_further, version, said };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document], displaced: Vec::new() })
        }
        Change::Revised { expression, version } => {
            let document = existing(db, &expression.document).await?;
            let expression = ExpressionId { document: document.clone(), language: expression.language };
            let Some(before) = present(db, &expression).await? else {
                return Err(StoreError::NoExpression(expression).into());
            };
            if let Some((holder, is_removed)) = rows::holder(db, version.original).await?
                && (holder != expression || before.original == version.original.to_string())
            {
                return Ok(Outcome::Known { expression: holder, is_removed });
            }
            let (reading, content) = kept(prepared)?;
            let sql = "UPDATE expression SET is_present = 0 WHERE document = $1 AND language = $2 AND is_present = 1";
            sqlx::query(sql).bind(document.as_str()).bind(expression.language.tag()).execute(&mut *db).await?;
            insert_version(db, &expression, before.version + 1, &version, reading, content, moment).await?;
            reread_description(db, &expression, before.position, reading).await?;
            let displaced = place_notes(db, &expression, &version.numbers).await?;
            Ok(Outcome::Made {
                change: Box::new(Change::Revised { expression, version }),
                documents: vec![document],
                displaced,
            })
        }
        Change::Reread { expression, version } => {
            let document = existing(db, &expression.document).await?;
            let expression = ExpressionId { document: document.clone(), language: expression.language };
            let Some(before) = present(db, &expression).await? else {
                return Err(StoreError::NoExpression(expression).into());
            };
            if before.original != version.original.to_string() {
                return Err(contradiction(format!("{expression} has another original than what was read again")));
            }
            let (reading, content) = kept(prepared)?;
            update_version(db, &expression, before.version, &version, reading, content).await?;
            reread_description(db, &expression, before.position, reading).await?;
            let displaced = place_notes(db, &expression, &version.numbers).await?;
            Ok(Outcome::Made {
                change: Box::new(Change::Reread { expression, version }),
                documents: vec![document],
                displaced,
            })
        }
        Change::Described { document, said } => {
            let document = existing(db, &document).await?;
            let (before, _) = descriptions(db, &document).await?;
            describe(db, &document, rows::over(&said, before)).await?;
            let change = Change::Described { document: document.clone(), said };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document], displaced: Vec::new() })
        }
        Change::Withdrawn { document, fields } => {
            let document = existing(db, &document).await?;
            let (mut said, _) = descriptions(db, &document).await?;
            said.withdraw(&fields);
            describe(db, &document, said).await?;
            let change = Change::Withdrawn { document: document.clone(), fields };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document], displaced: Vec::new() })
        }
        Change::Removed { document } => {
            let document = existing(db, &document).await?;
            set_removed(db, &document, true).await?;
            let change = Change::Removed { document: document.clone() };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document], displaced: Vec::new() })
        }
        Change::Restored { document } => {
            let document = existing(db, &document).await?;
            set_removed(db, &document, false).await?;
            let change = Change::Restored { document: document.clone() };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document], displaced: Vec::new() })
        }
        Change::Joined { document, other } => {
            let (document, other) = (existing(db, &document).await?, existing(db, &other).await?);
            join(db, &document, &other).await?;
            let change = Change::Joined { document: document.clone(), other: other.clone() };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document, other], displaced: Vec::new() })
        }
        Change::KeptApart { document, other } => {
            let (document, other) = (existing(db, &document).await?, existing(db, &other).await?);
            if document == other {
                return Err(contradiction(format!("{document} cannot be kept apart from itself")));
            }
            let sql = "INSERT INTO apart (one, other) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            let (one, two) = (document.as_str().min(other.as_str()), document.as_str().max(other.as_str()));
            sqlx::query(sql).bind(one).bind(two).execute(&mut *db).await?;
            let change = Change::KeptApart { document: document.clone(), other: other.clone() };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document, other], displaced: Vec::new() })
        }
        Change::Noted { expression, provision, text, wording } => {
            let document = existing(db, &expression.document).await?;
            let expression = ExpressionId { document: document.clone(), language: expression.language };
            if present(db, &expression).await?.is_none() {
                return Err(StoreError::NoExpression(expression).into());
            }
            let reading = rows::reading(db, &expression, None).await?;
            let has_place = match reading {
                Some(Ok(reading)) => reading.position(provision).is_some(),
                // Whatever became of the reading, what a person says is kept.
                _ => false,
            };
            if !has_place && i64::from(provision) > highest(db, &expression).await? {
                return Err(StoreError::NoProvision(expression, provision).into());
            }
            let sql = "INSERT INTO note (id, document, language, provision, text, wording, by_whom, at, has_place) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            sqlx::query(sql)
                .bind(moment.number)
                .bind(document.as_str())
                .bind(expression.language.tag())
                .bind(i64::from(provision))
                .bind(storable(&text))
                .bind(storable(&wording))
                .bind(storable(moment.by))
                .bind(moment.at)
                .bind(i64::from(has_place))
                .execute(&mut *db)
                .await?;
            let change = Change::Noted { expression, provision, text, wording };
            Ok(Outcome::Made { change: Box::new(change), documents: vec![document], displaced: Vec::new() })
        }
        Change::Decided { decision, subjects, seen, reason } => {
            let decided = decide::look(db, decision, &subjects, seen, moment).await?;
            let Decided { decision, subjects, documents } = decided;
            let change = Change::Decided { decision, subjects, seen, reason };
            Ok(Outcome::Made { change: Box::new(change), documents, displaced: Vec::new() })
        }
    }
}

/// Enters a change in the log.
pub(crate) async fn log(
    db: &mut AnyConnection,
    moment: Moment<'_>,
    change: &Change,
    documents: &[DocumentId],
) -> Result<(), Fault> {
    let content = serde_json::to_string(change).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let sql = "INSERT INTO change (number, at, by_whom, content) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(moment.number)
        .bind(moment.at)
        .bind(storable(moment.by))
        .bind(content)
        .execute(&mut *db)
        .await?;
    for document in documents {
        let sql = "INSERT INTO touched (document, number) VALUES ($1, $2)";
        sqlx::query(sql).bind(document.as_str()).bind(moment.number).execute(&mut *db).await?;
        let sql = "UPDATE document SET changed = $1 WHERE id = $2";
        sqlx::query(sql).bind(moment.number).bind(document.as_str()).execute(&mut *db).await?;
    }
    if let Change::Decided { decision, subjects, .. } = change {
        decide::enter(db, moment.number, decision, subjects).await?;
    }
    Ok(())
}

fn contradiction(what: String) -> Fault {
    StoreError::Contradiction { what }.into()
}

fn kept(prepared: &Prepared) -> Result<(&StoredReading, &[u8]), Fault> {
    match (&prepared.reading, &prepared.content) {
        (Some(reading), Some(content)) => Ok((reading, content)),
        _ => Err(contradiction("a version without its reading".to_owned())),
    }
}

/// Returns the document that a name leads to.
async fn existing(db: &mut AnyConnection, name: &DocumentId) -> Result<DocumentId, Fault> {
    rows::resolve(db, name).await?.ok_or_else(|| StoreError::NoDocument(name.clone()).into())
}

/// Returns the name itself where it is free, else with the next free suffix.
async fn free(db: &mut AnyConnection, name: DocumentId) -> Result<DocumentId, Fault> {
    if rows::resolve(db, &name).await?.is_none() {
        return Ok(name);
    }
    let last = sqlx::query_scalar::<_, i64>("SELECT last FROM suffix WHERE name = $1");
    let last = last.bind(name.as_str()).fetch_optional(&mut *db).await?;
    let mut suffix = last.unwrap_or(1) + 1;
    let mut given = name.with_suffix(&suffix.to_string());
    while rows::resolve(db, &given).await?.is_some() {
        suffix += 1;
        given = name.with_suffix(&suffix.to_string());
    }
    // Remembered, so that the thousandth document of a name is as quick as the second.
    let sql = "INSERT INTO suffix (name, last) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET last = $2";
    sqlx::query(sql).bind(name.as_str()).bind(suffix).execute(&mut *db).await?;
    Ok(given)
}

/// The present version of an expression.
struct Present {
    version: i64,
    position: i64,
    original: String,
}

async fn present(db: &mut AnyConnection, id: &ExpressionId) -> Result<Option<Present>, Fault> {
    let sql = "SELECT version, position, original FROM expression \
               WHERE document = $1 AND language = $2 AND is_present = 1";
    let row = sqlx::query(sql).bind(id.document.as_str()).bind(id.language.tag()).fetch_optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    let (version, position, original) = (row.try_get("version")?, row.try_get("position")?, row.try_get("original")?);
    Ok(Some(Present { version, position, original }))
}

/// Returns the highest provision number that any version of an expression had.
pub(crate) async fn highest(db: &mut AnyConnection, id: &ExpressionId) -> Result<i64, Fault> {
    let sql = "SELECT MAX(highest) FROM expression WHERE document = $1 AND language = $2";
    let highest = sqlx::query_scalar::<_, Option<i64>>(sql).bind(id.document.as_str()).bind(id.language.tag());
    Ok(highest.fetch_one(db).await?.unwrap_or_default())
}

async fn insert_version(
    db: &mut AnyConnection,
    id: &ExpressionId,
    number: i64,
    version: &Version,
    reading: &StoredReading,
    content: &[u8],
    moment: Moment<'_>,
) -> Result<(), Fault> {
    // A new expression stands after the others; a new version where the one before it stood.
    let sql = "SELECT CAST(COALESCE((SELECT MAX(position) FROM expression WHERE document = $1 AND language = $2), \
               (SELECT MAX(position) + 1 FROM expression WHERE document = $1), 0) AS BIGINT)";
    let position = sqlx::query_scalar::<_, i64>(sql).bind(id.document.as_str()).bind(id.language.tag());
    let position = position.fetch_one(&mut *db).await?;
    let sql = "INSERT INTO expression (document, language, version, is_present, position, title, translation, \
               original, size, format, encoding, origin, added_at, provisions, highest, lexicon, program) \
               VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    sqlx::query(sql)
        .bind(id.document.as_str())
        .bind(id.language.tag())
        .bind(number)
        .bind(position)
        .bind(reading.reading.document.title.as_deref().map(storable))
        .bind(reading.reading.document.translation.map(|translation| translation.word().to_owned()))
        .bind(version.original.to_string())
        .bind(i64::try_from(version.size).unwrap_or(i64::MAX))
        .bind(storable(&version.format))
        .bind(storable(&version.encoding))
        .bind(storable(&version.origin))
        .bind(moment.at)
        .bind(count(&version.numbers))
        .bind(largest(&version.numbers))
        .bind(storable(&version.lexicon))
        .bind(storable(&version.program))
        .execute(&mut *db)
        .await?;
    let sql = "INSERT INTO reading (document, language, version, format, content) VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(id.document.as_str())
        .bind(id.language.tag())
        .bind(number)
        .bind(packing::FORMAT)
        .bind(content)
        .execute(db)
        .await?;
    Ok(())
}

async fn update_version(
    db: &mut AnyConnection,
    id: &ExpressionId,
    number: i64,
    version: &Version,
    reading: &StoredReading,
    content: &[u8],
) -> Result<(), Fault> {
    let sql = "UPDATE expression SET title = $4, translation = $5, format = $6, encoding = $7, provisions = $8, \
               highest = CASE WHEN highest > $9 THEN highest ELSE $9 END, lexicon = $10, program = $11 \
               WHERE document = $1 AND language = $2 AND version = $3";
    sqlx::query(sql)
        .bind(id.document.as_str())
        .bind(id.language.tag())
        .bind(number)
        .bind(reading.reading.document.title.as_deref().map(storable))
        .bind(reading.reading.document.translation.map(|translation| translation.word().to_owned()))
        .bind(storable(&version.format))
        .bind(storable(&version.encoding))
        .bind(count(&version.numbers))
        .bind(largest(&version.numbers))
        .bind(storable(&version.lexicon))
        .bind(storable(&version.program))
        .execute(&mut *db)
        .await?;
    let sql = "UPDATE reading SET format = $4, content = $5 WHERE document = $1 AND language = $2 AND version = $3";
    sqlx::query(sql)
        .bind(id.document.as_str())
        .bind(id.language.tag())
        .bind(number)
        .bind(packing::FORMAT)
        .bind(content)
        .execute(db)
        .await?;
    Ok(())
}

fn count(numbers: &[u32]) -> i64 {
    i64::try_from(numbers.len()).unwrap_or(i64::MAX)
}

fn largest(numbers: &[u32]) -> i64 {
    numbers.iter().copied().max().map_or(0, i64::from)
}

/// Returns what a reading says of the document.
fn read_off(reading: &StoredReading) -> Description {
    let document = &reading.reading.document;
    Description {
        title: document.title.clone(),
        kind: Some(document.kind),
        date: document.date.clone(),
        parties: Some(document.parties.clone()),
        place: document.place.clone(),
        source: document.issuer.clone(),
        note: None,
    }
}

/// Returns what was said and what was read.
async fn descriptions(db: &mut AnyConnection, id: &DocumentId) -> Result<(Description, Description), Fault> {
    let row = sqlx::query("SELECT said, read FROM document WHERE id = $1").bind(id.as_str()).fetch_one(db).await?;
    let parse = |column: &str| -> Result<Description, Fault> {
        let text: String = row.try_get(column)?;
        serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(Box::new(error)).into())
    };
    Ok((parse("said")?, parse("read")?))
}

async fn describe(db: &mut AnyConnection, id: &DocumentId, said: Description) -> Result<(), Fault> {
    let (_, read) = descriptions(db, id).await?;
    set_descriptions(db, id, &read, &said).await
}

/// Takes over what a new reading of the document's first expression says.
async fn reread_description(
    db: &mut AnyConnection,
    id: &ExpressionId,
    position: i64,
    reading: &StoredReading,
) -> Result<(), Fault> {
    if position > 0 {
        return Ok(());
    }
    let (said, _) = descriptions(db, &id.document).await?;
    set_descriptions(db, &id.document, &read_off(reading), &said).await
}

async fn set_descriptions(
    db: &mut AnyConnection,
    id: &DocumentId,
    read: &Description,
    said: &Description,
) -> Result<(), Fault> {
    let both = rows::over(said, read.clone());
    let (first, last) = both.date.and_then(|date| date.period()).unzip();
    let json = |description| serde_json::to_string(description).map_err(|error| sqlx::Error::Encode(Box::new(error)));
    let sql = "UPDATE document SET read = $2, said = $3, kind = $4, date_first = $5, date_last = $6 WHERE id = $1";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(json(read)?)
        .bind(json(said)?)
        .bind(both.kind.map(|kind| kind.word().to_owned()))
        .bind(first)
        .bind(last)
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM party WHERE document = $1").bind(id.as_str()).execute(&mut *db).await?;
    for party in both.parties.unwrap_or_default() {
        let sql = "INSERT INTO party (document, code) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        sqlx::query(sql).bind(id.as_str()).bind(storable(party.as_str())).execute(&mut *db).await?;
    }
    Ok(())
}

async fn set_removed(db: &mut AnyConnection, id: &DocumentId, is_removed: bool) -> Result<(), Fault> {
    let sql = "UPDATE document SET is_removed = $1 WHERE id = $2";
    sqlx::query(sql).bind(i64::from(is_removed)).bind(id.as_str()).execute(db).await?;
    Ok(())
}

/// Gives notes their place or takes it from them, as a new version has their provisions or not. Returns those that lost it.
async fn place_notes(db: &mut AnyConnection, id: &ExpressionId, numbers: &[u32]) -> Result<Vec<NoteRecord>, Fault> {
    let mut displaced = Vec::new();
    for mut note in rows::notes(db, id).await? {
        let has_place = numbers.contains(&note.provision);
        if has_place == note.has_place {
            continue;
        }
        let number = i64::try_from(note.id).unwrap_or(i64::MAX);
        let sql = "UPDATE note SET has_place = $1 WHERE id = $2";
        sqlx::query(sql).bind(i64::from(has_place)).bind(number).execute(&mut *db).await?;
        if !has_place {
            note.has_place = false;
            displaced.push(note);
        }
    }
    Ok(displaced)
}

/// Moves everything of `other` to `document`.
async fn join(db: &mut AnyConnection, document: &DocumentId, other: &DocumentId) -> Result<(), Fault> {
    let sql = "SELECT 1 FROM expression a JOIN expression b ON a.language = b.language \
               WHERE a.document = $1 AND b.document = $2 LIMIT 1";
    let shared = sqlx::query(sql).bind(document.as_str()).bind(other.as_str()).fetch_optional(&mut *db).await?;
    if shared.is_some() {
        return Err(StoreError::SameLanguage(document.clone(), other.clone()).into());
    }
    let (said, _) = descriptions(db, document).await?;
    let (said_of_other, _) = descriptions(db, other).await?;
    let statements = [
        "UPDATE expression SET document = $1, position = position + 1 + \
         (SELECT MAX(position) FROM expression WHERE document = $1) WHERE document = $2",
        "UPDATE note SET document = $1 WHERE document = $2",
        "UPDATE alias SET document = $1 WHERE document = $2",
        "INSERT INTO alias (name, document) VALUES ($2, $1)",
        // Whoever is kept apart from the one is kept apart from both, in the order of names; the two no longer are.
        "INSERT INTO apart (one, other) SELECT CASE WHEN a.x < $1 THEN a.x ELSE $1 END, \
         CASE WHEN a.x < $1 THEN $1 ELSE a.x END FROM (SELECT other AS x FROM apart WHERE one = $2 \
         UNION SELECT one AS x FROM apart WHERE other = $2) a WHERE a.x <> $1 ON CONFLICT DO NOTHING",
        "DELETE FROM apart WHERE $1 <> $2 AND (one = $2 OR other = $2)",
        // In the bin only where both were.
        "UPDATE document SET is_removed = is_removed * (SELECT is_removed FROM document WHERE id = $2) WHERE id = $1",
        "DELETE FROM document WHERE $1 <> $2 AND id = $2",
    ];
    for sql in statements {
        sqlx::query(sql).bind(document.as_str()).bind(other.as_str()).execute(&mut *db).await?;
    }
    describe(db, document, rows::over(&said, said_of_other)).await
}
