//! CSL-JSON: one array of documents for reference managers and citation processors.
//!
//! # Source
//! The CSL-JSON schema of CSL 1.0.2 (citation-style-language/schema, `csl-data.json`).

use std::io::{self, Write};

use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use serde_json::{Map, Value, json};

use crate::citation::Citation;
use crate::edtf::{End, ends};
use crate::item::Item;
use crate::labels::Labels;
use crate::writer::{Care, Writer};

/// Writes CSL-JSON.
pub struct Csl<'l, W> {
    out: W,
    labels: &'l dyn Labels,
    is_begun: bool,
}

impl<'l, W: Write> Csl<'l, W> {
    /// Makes a writer to `out`.
    pub fn new(labels: &'l dyn Labels, out: W) -> Self {
        Self { out, labels, is_begun: false }
    }
}

impl<W: Write> Writer for Csl<'_, W> {
    fn item(&mut self, item: &Item) -> io::Result<()> {
        let Some(citation) = Citation::of(item, self.labels) else { return Ok(()) };
        self.out.write_all(if self.is_begun { b",\n" } else { b"[\n" })?;
        self.is_begun = true;
        serde_json::to_writer(&mut self.out, &entry(&citation, self.labels))?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Care> {
        self.out.write_all(if self.is_begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()?;
        Ok(Care::default())
    }
}

/// Returns the type of CSL. What CSL has no type for is a `document`, and its genre tells what it is.
fn type_of(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Agreement => "treaty",
        DocumentKind::Speech => "speech",
        DocumentKind::Report | DocumentKind::FactSheet | DocumentKind::Programme => "report",
        DocumentKind::News => "article-newspaper",
        DocumentKind::JointStatement
        | DocumentKind::Declaration
        | DocumentKind::Communique
        | DocumentKind::Readout
        | DocumentKind::PressRelease
        | DocumentKind::Resolution => "document",
    }
}

fn entry(citation: &Citation, labels: &dyn Labels) -> Value {
    let lang = citation.expression.language();
    let mut entry = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            entry.insert(key.to_owned(), value);
        }
    };
    let text = |value: Option<&str>| value.map(Value::from);
    put("id", text(Some(citation.key)));
    put("type", text(Some(type_of(citation.kind))));
    put("genre", text(Some(labels.kind(citation.kind, lang))));
    put("title", text(Some(citation.title)));
    put("original-title", text(citation.original_title));
    let authors: Vec<Value> = citation.authors.iter().map(|name| json!({ "literal": name })).collect();
    put("author", Some(Value::from(authors)).filter(|authors| authors != &json!([])));
    put("issued", citation.date.map(date));
    put("publisher", text(citation.publisher));
    put("publisher-place", text(citation.place));
    put("URL", text(citation.url));
    put("accessed", citation.accessed.filter(|_| citation.url.is_some()).map(|day| date(&Edtf::new(day))));
    put("source", text(citation.source));
    put("language", text(Some(lang.tag())));
    put("number", text(Some(citation.key)));
    put("note", text(Some(&citation.note)));
    if !citation.translated_titles.is_empty() {
        let titles = citation.translated_titles.iter();
        let titles: Map<String, Value> =
            titles.map(|(lang, title)| (format!("title-{}", lang.tag()), Value::from(*title))).collect();
        put("custom", Some(Value::from(titles)));
    }
    Value::from(entry)
}

/// Returns a date: its parts where CSL has a place for them, else as it stands, which processors print.
fn date(value: &Edtf) -> Value {
    let Some((from, to)) = ends(value) else { return json!({ "literal": value.as_str() }) };
    let parts = |end: End| -> Vec<i32> {
        let month = end.month.filter(|month| *month <= 12).map(i32::from);
        [Some(i32::from(end.year)), month, end.day.map(i32::from)].into_iter().flatten().collect()
    };
    let season = |end: End| end.month.filter(|month| *month > 12).map(|month| month - 20);
    match (to, season(from)) {
        (None, Some(season)) => json!({ "date-parts": [parts(from)], "season": season }),
        (None, None) => json!({ "date-parts": [parts(from)] }),
        (Some(to), None) if season(to).is_none() => json!({ "date-parts": [parts(from), parts(to)] }),
        (Some(_), _) => json!({ "literal": value.as_str() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Names};

    fn entries(items: &[Item]) -> Value {
        let text = sample::written_of(items, |out| Box::new(Csl::new(&Names, out)));
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn a_statement_is_cited_in_its_original_language() {
        let entries = entries(&[sample::item(), sample::item()]);
        assert_eq!(entries.as_array().map(Vec::len), Some(2));
        let entry = &entries[0];
        assert_eq!(entry["id"], "arv-hta-2025-05-21");
        assert_eq!((&entry["type"], &entry["genre"]), (&json!("document"), &json!("Joint statement")));
        assert_eq!(entry["title"], "Joint Statement {of} Arvenia & HTA");
        assert_eq!(entry["custom"]["title-ja"], "共同声明（仮訳）");
        assert_eq!(entry["author"], json!([{ "literal": "Arvenia" }, { "literal": "Harbour Treaty Alliance" }]));
        assert_eq!(entry["issued"], json!({ "date-parts": [[2025, 5, 21]] }));
        assert_eq!(entry["accessed"], json!({ "date-parts": [[2026, 11, 22]] }));
        assert_eq!(entry["URL"], "https://hta.example/statement");
    }

    #[test]
    fn a_translation_alone_is_cited_as_one() {
        let mut item = sample::item();
        item.expressions.remove(0);
        let entries = entries(&[item]);
        assert_eq!(entries[0]["title"], "共同声明（仮訳）");
        assert_eq!(entries[0]["author"][0]["literal"], "アルヴェニア");
        assert_eq!(entries[0]["note"], "Seimei arv-hta-2025-05-21/ja; provisional translation");
    }

    #[test]
    fn dates_are_parts_where_they_can_be() {
        let of = |text: &str| date(&Edtf::new(text));
        assert_eq!(of("2025-23"), json!({ "date-parts": [[2025]], "season": 3 }));
        assert_eq!(of("2023/2026-03"), json!({ "date-parts": [[2023], [2026, 3]] }));
        assert_eq!(of("199X"), json!({ "literal": "199X" }));
    }

    #[test]
    fn no_document_is_an_empty_array() {
        assert_eq!(entries(&[]), json!([]));
    }
}
