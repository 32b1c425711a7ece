//! The kind of a document.

use seimei_ingest::block::FieldKey;
use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::document::DocumentKind;

use super::Reader;

/// Judges the kind from the title, else from a byline, else from how the text opens, else takes
/// it for a report.
pub(super) fn judge(reader: &Reader, title: &str, opening: &[String]) -> DocumentKind {
    let of_title = of_title(title, reader.words);
    let carried = matches!(
        of_title,
        Some(
            DocumentKind::JointStatement
                | DocumentKind::Declaration
                | DocumentKind::Communique
                | DocumentKind::PressRelease
        )
    );
    // A newspaper's story on an agreement is news; one that carries a full statement takes its kind.
    if !carried && has_masthead(reader) {
        return DocumentKind::News;
    }
    if let Some(kind) = of_title {
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

/// How many lines of a page can be its masthead.
const HEAD: usize = 4;

/// Returns whether a note or the source is the name of a newspaper or agency.
fn has_masthead(reader: &Reader) -> bool {
    let mut names: Vec<String> = reader.notes().collect();
    names.extend(
        reader
            .ingested
            .source
            .lines()
            .take(HEAD)
            .map(|line| reader.fold(line.get(..120).unwrap_or(if line.len() < 120 { line } else { "" }))),
    );
    names.extend(super::field(reader.ingested, FieldKey::Source));
    names.iter().any(|name| {
        let name = name.trim().to_lowercase();
        let short = name.chars().count() <= 24;
        short && reader.family("masthead").any(|entry| entry.forms.iter().any(|form| name.ends_with(form.as_str())))
    })
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
