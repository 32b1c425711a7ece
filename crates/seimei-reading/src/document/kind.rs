//! The kind of a document.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::document::DocumentKind;

use super::Reader;

/// Judges the kind from the title, else from a byline, else from how the text opens, else takes
/// it for a report.
pub(super) fn judge(reader: &Reader, title: &str, opening: &[String]) -> DocumentKind {
    if let Some(kind) = of_title(title, reader.words) {
        return kind;
    }
    let notes = reader.notes().collect::<Vec<_>>().join("\n").to_lowercase();
    let opening = opening.join("\n").to_lowercase();
    let said = |family, place: &str| {
        let mut entries = reader.family(family);
        let entry = entries.find(|entry| entry.forms.iter().any(|form| place.contains(form.as_str())))?;
        DocumentKind::from_word(&entry.value)
    };
    said("byline", &notes).or_else(|| said("body", &opening)).unwrap_or(DocumentKind::Report)
}

/// Returns the kind that a title (or a heading that is a title) tells, by the first family of the
/// lexicon that has a word in it.
pub(crate) fn of_title(title: &str, words: &LanguageLexicon) -> Option<DocumentKind> {
    let title = title.to_lowercase();
    let mut entries = words.table(TableName::Documents).iter().filter(|entry| entry.family == "title");
    // A closing quotation names the theme, brackets hold remarks: the kind stands before them.
    let bare = title.split(['(', '「', '"', '[']).next().unwrap_or(&title).trim_end();
    let entry = entries.find(|entry| {
        let ends = entry.kind == "end";
        entry.forms.iter().any(|form| if ends { bare.ends_with(form.as_str()) } else { title.contains(form.as_str()) })
    })?;
    DocumentKind::from_word(&entry.value)
}
