//! The kind of a document.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::document::DocumentKind;

use super::Reader;

/// Judges the kind from the title, else from how the text opens, else takes it for a report.
pub(super) fn judge(reader: &Reader, title: &str, opening: &[String]) -> DocumentKind {
    if let Some(kind) = of_title(title, reader.words) {
        return kind;
    }
    let opening = opening.join("\n").to_lowercase();
    reader
        .family("body")
        .find(|entry| entry.forms.iter().any(|form| opening.contains(form.as_str())))
        .and_then(|entry| DocumentKind::from_word(&entry.value))
        .unwrap_or(DocumentKind::Report)
}

/// Returns the kind that a title (or a heading that is a title) tells, by the first family of the
/// lexicon that has a word in it.
pub(crate) fn of_title(title: &str, words: &LanguageLexicon) -> Option<DocumentKind> {
    let title = title.to_lowercase();
    let mut entries = words.table(TableName::Documents).iter().filter(|entry| entry.family == "title");
    let entry = entries.find(|entry| entry.forms.iter().any(|form| title.contains(form.as_str())))?;
    DocumentKind::from_word(&entry.value)
}
