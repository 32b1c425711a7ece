//! Reading records: documents with their expressions, notes, changes.

use std::collections::BTreeMap;

use seimei_model::document::Translation;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, DocumentRecord, ExpressionRecord, Hash, NoteRecord, StoredReading};
use smol_str::SmolStr;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::change::Entry;
use crate::fault::Fault;
use crate::filter::Filter;
use crate::packing;

/// So many documents are asked for in one query.
const PAGE: usize = 500;

/// Returns a value that must be readable, since this program wrote it.
pub(crate) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| illegible(text))
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(Box::new(error)).into())
}

fn illegible(text: &str) -> Fault {
    sqlx::Error::Decode(format!("{text:?} is not what should stand here").into()).into()
}

pub(crate) fn number<T: TryFrom<i64>>(row: &AnyRow, column: &str) -> Result<T, Fault> {
    let value: i64 = row.try_get(column)?;
    value.try_into().map_err(|_| illegible(&value.to_string()))
}

/// Returns the document a name leads to: its own or an alias.
pub(crate) async fn resolve(db: &mut AnyConnection, name: &DocumentId) -> Result<Option<DocumentId>, Fault> {
    let sql = "SELECT id FROM document WHERE id = $1 UNION ALL SELECT document FROM alias WHERE name = $1";
    let row = sqlx::query_scalar::<_, String>(sql).bind(name.as_str()).fetch_optional(db).await?;
    row.map(|id| parsed(&id)).transpose()
}

/// Returns the names of the documents that a filter asks for.
pub(crate) async fn names(db: &mut AnyConnection, filter: &Filter) -> Result<Vec<String>, Fault> {
    let mut sql = "SELECT id FROM document d WHERE is_removed = $1".to_owned();
    let mut values = Vec::new();
    let mut asks = |condition: &str, value: String| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace("$n", &format!("${}", values.len() + 1)));
    };
    for party in &filter.parties {
        asks("EXISTS (SELECT 1 FROM party WHERE document = d.id AND code = $n)", party.to_string());
    }
    if let Some(kind) = filter.kind {
        asks("kind = $n", kind.word().to_owned());
    }
    if let Some(language) = filter.language {
        asks("EXISTS (SELECT 1 FROM expression WHERE document = d.id AND language = $n)", language.tag().to_owned());
    }
    // A date that is no date asks for none.
    let bound = |date: &seimei_model::date::Edtf| date.period().unwrap_or(("x".to_owned(), String::new()));
    if let Some(date) = &filter.date {
        let (first, last) = bound(date);
        asks("date_first = $n", first);
        asks("date_last = $n", last);
    }
    if let Some(since) = &filter.since {
        asks("date_last >= $n", bound(since).0);
    }
    if let Some(until) = &filter.until {
        asks("date_first <= $n", bound(until).1);
    }
    if let Some(after) = &filter.after {
        asks("id > $n", after.to_string());
    }
    sql.push_str(" ORDER BY id");
    if filter.limit > 0 {
        sql.push_str(" LIMIT ");
        sql.push_str(&filter.limit.to_string());
    }
    let mut query = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).bind(i64::from(filter.removed));
    for value in values {
        query = query.bind(value);
    }
    Ok(query.fetch_all(db).await?)
}

/// Returns documents by their own names, in that order.
pub(crate) async fn documents(db: &mut AnyConnection, names: &[String]) -> Result<Vec<DocumentRecord>, Fault> {
    let mut documents = Vec::with_capacity(names.len());
    for names in names.chunks(PAGE) {
        let places: Vec<String> = (1..=names.len()).map(|place| format!("${place}")).collect();
        let places = places.join(", ");
        let rows = |columns: &str, table: &str, more: &str, order: &str| {
            let column = if table == "document" { "id" } else { "document" };
            let sql = format!("SELECT {columns} FROM {table} WHERE {column} IN ({places}) {more} ORDER BY {order}");
            names.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, name| query.bind(name.clone()))
        };
        let mut expressions: BTreeMap<String, Vec<ExpressionRecord>> = BTreeMap::new();
        let more = "AND is_present = 1";
        for row in rows("*", "expression", more, "document, position").fetch_all(&mut *db).await? {
            expressions.entry(row.try_get("document")?).or_default().push(expression(&row)?);
        }
        let mut aliases: BTreeMap<String, Vec<DocumentId>> = BTreeMap::new();
        for row in rows("name, document", "alias", "", "name").fetch_all(&mut *db).await? {
            let name: String = row.try_get("name")?;
            aliases.entry(row.try_get("document")?).or_default().push(parsed(&name)?);
        }
        for row in rows("*", "document", "", "id").fetch_all(&mut *db).await? {
            let id: String = row.try_get("id")?;
            let said: Description = json(&row.try_get::<String, _>("said")?)?;
            let read: Description = json(&row.try_get::<String, _>("read")?)?;
            documents.push(DocumentRecord {
                description: over(&said, read),
                said,
                expressions: expressions.remove(&id).unwrap_or_default(),
                is_removed: number::<i64>(&row, "is_removed")? != 0,
                added_at: row.try_get("added_at")?,
                changed: number(&row, "changed")?,
                aliases: aliases.remove(&id).unwrap_or_default(),
                id: parsed(&id)?,
            });
        }
    }
    Ok(documents)
}

/// Lays what persons said over what was read.
pub(crate) fn over(said: &Description, mut read: Description) -> Description {
    read.lay(said);
    read
}

pub(crate) fn expression(row: &AnyRow) -> Result<ExpressionRecord, Fault> {
    let translation: Option<String> = row.try_get("translation")?;
    let word = |column: &str| -> Result<SmolStr, Fault> { Ok(SmolStr::from(row.try_get::<String, _>(column)?)) };
    Ok(ExpressionRecord {
        id: expression_id(row)?,
        version: number(row, "version")?,
        title: row.try_get("title")?,
        translation: translation.as_deref().and_then(Translation::from_word),
        original: parsed(&row.try_get::<String, _>("original")?)?,
        size: number(row, "size")?,
        format: word("format")?,
        encoding: word("encoding")?,
        origin: row.try_get("origin")?,
        added_at: row.try_get("added_at")?,
        provisions: number(row, "provisions")?,
        lexicon: row.try_get("lexicon")?,
        program: word("program")?,
    })
}

pub(crate) fn expression_id(row: &AnyRow) -> Result<ExpressionId, Fault> {
    let (document, language): (String, String) = (row.try_get("document")?, row.try_get("language")?);
    parsed(&format!("{document}/{language}"))
}

/// Returns the expression that has or had these original bytes in any version, and whether its document is in the bin.
pub(crate) async fn holder(db: &mut AnyConnection, original: Hash) -> Result<Option<(ExpressionId, bool)>, Fault> {
    let sql = "SELECT e.document, e.language, d.is_removed FROM expression e JOIN document d ON d.id = e.document \
               WHERE e.original = $1 ORDER BY e.document, e.language LIMIT 1";
    let row = sqlx::query(sql).bind(original.to_string()).fetch_optional(db).await?;
    row.map(|row| Ok((expression_id(&row)?, number::<i64>(&row, "is_removed")? != 0))).transpose()
}

/// Returns the expressions that came from an origin in any version.
pub(crate) async fn of_origin(db: &mut AnyConnection, origin: &str) -> Result<Vec<ExpressionId>, Fault> {
    let sql = "SELECT DISTINCT document, language FROM expression \
               WHERE substr(origin, 1, 600) = substr($1, 1, 600) AND origin = $1 ORDER BY document, language";
    let rows = sqlx::query(sql).bind(storable(origin)).fetch_all(db).await?;
    rows.iter().map(expression_id).collect()
}

/// Returns the reading of a version, or of the present one; the inner error says why it cannot be read.
pub(crate) async fn reading(
    db: &mut AnyConnection,
    id: &ExpressionId,
    version: Option<u32>,
) -> Result<Option<Result<StoredReading, String>>, Fault> {
    let sql = match version {
        Some(_) => "SELECT format, content FROM reading WHERE document = $1 AND language = $2 AND version = $3",
        None => {
            "SELECT r.format, r.content FROM reading r JOIN expression e \
             ON e.document = r.document AND e.language = r.language AND e.version = r.version \
             WHERE e.document = $1 AND e.language = $2 AND e.is_present = 1"
        }
    };
    let mut query = sqlx::query(sql).bind(id.document.as_str()).bind(id.language.tag());
    if let Some(version) = version {
        query = query.bind(i64::from(version));
    }
    let Some(row) = query.fetch_optional(db).await? else { return Ok(None) };
    let content: Vec<u8> = row.try_get("content")?;
    Ok(Some(packing::unpack(row.try_get("format")?, &content)))
}

/// Returns the notes on an expression, by provision and then by time.
pub(crate) async fn notes(db: &mut AnyConnection, id: &ExpressionId) -> Result<Vec<NoteRecord>, Fault> {
    let sql = "SELECT * FROM note WHERE document = $1 AND language = $2 ORDER BY provision, id";
    let rows = sqlx::query(sql).bind(id.document.as_str()).bind(id.language.tag()).fetch_all(db).await?;
    rows.iter().map(note).collect()
}

pub(crate) fn note(row: &AnyRow) -> Result<NoteRecord, Fault> {
    Ok(NoteRecord {
        id: number(row, "id")?,
        expression: expression_id(row)?,
        provision: number(row, "provision")?,
        text: row.try_get("text")?,
        wording: row.try_get("wording")?,
        by: row.try_get("by_whom")?,
        at: row.try_get("at")?,
        has_place: number::<i64>(row, "has_place")? != 0,
    })
}

/// Returns the number of the last change.
pub(crate) async fn last_change(db: &mut AnyConnection) -> Result<u64, Fault> {
    let last: i64 = sqlx::query_scalar("SELECT value FROM counter WHERE name = 'change'").fetch_one(db).await?;
    u64::try_from(last).map_err(|_| illegible(&last.to_string()))
}

/// Returns at most `limit` changes after a number, in order.
pub(crate) async fn changes(db: &mut AnyConnection, after: u64, limit: usize) -> Result<Vec<Entry>, Fault> {
    let (after, limit) = (i64::try_from(after).unwrap_or(i64::MAX), i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = "SELECT number, at, by_whom, content FROM change WHERE number > $1 ORDER BY number LIMIT $2";
    let rows = sqlx::query(sql).bind(after).bind(limit).fetch_all(db).await?;
    rows.iter().map(entry).collect()
}

/// Returns the names of the documents that changes after a number touched.
pub(crate) async fn touched(db: &mut AnyConnection, after: u64) -> Result<Vec<DocumentId>, Fault> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let sql = "SELECT DISTINCT document FROM touched WHERE number > $1 ORDER BY document";
    let names: Vec<String> = sqlx::query_scalar(sql).bind(after).fetch_all(db).await?;
    names.iter().map(|name| parsed(name)).collect()
}

/// Returns the changes that touched a document under any of its names.
pub(crate) async fn history(db: &mut AnyConnection, id: &DocumentId) -> Result<Vec<Entry>, Fault> {
    let sql = "SELECT number, at, by_whom, content FROM change WHERE number IN (SELECT number FROM touched \
               WHERE document = $1 OR document IN (SELECT name FROM alias WHERE document = $1)) ORDER BY number";
    let rows = sqlx::query(sql).bind(id.as_str()).fetch_all(db).await?;
    rows.iter().map(entry).collect()
}

pub(crate) fn entry(row: &AnyRow) -> Result<Entry, Fault> {
    Ok(Entry {
        number: number(row, "number")?,
        at: row.try_get("at")?,
        by: row.try_get("by_whom")?,
        change: json(&row.try_get::<String, _>("content")?)?,
    })
}

/// Returns text as both databases keep it: PostgreSQL takes no NUL.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
