//! From a source's bytes to what the archive keeps of them: hash, format, reading.

use std::path;

use seimei_extract::Container;
use seimei_ingest::ingest::Format;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::reading::Reading;
use seimei_model::record::{Description, Hash, StoredReading};
use seimei_reading::read::{read, read_as};
use seimei_store::change::Version;
use seimei_text::fold::fold;
use sha2::{Digest as _, Sha256};

use crate::archive::carry::Wording;
use crate::files::{Opened, Problem};
use crate::formats::FileFormat;
use crate::read::ingest_opened;
use crate::worker::Worker;

/// The origin of what came through standard input.
pub const STANDARD_INPUT: &str = "-";

/// What the origin of a file that somebody sent begins with; the name it had there follows.
pub const UPLOAD: &str = "upload:";

/// Returns whether two sources of this origin are two versions of one thing: standard input may be anything, and many a
/// file that somebody sends is called `statement.pdf`.
pub(super) fn is_a_place(origin: &str) -> bool {
    origin != STANDARD_INPUT && !origin.starts_with(UPLOAD)
}

/// Words for the formats, as records have them.
const FORMATS: &[(&str, FileFormat)] = &[
    ("docx", FileFormat::Parsed(Container::Docx)),
    ("html", FileFormat::Text(Format::Html)),
    ("markdown", FileFormat::Text(Format::Markdown)),
    ("pdf", FileFormat::Parsed(Container::Pdf)),
    ("text", FileFormat::Text(Format::Text)),
];

/// What a person knows of a document beforehand.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Beforehand {
    /// What describes it.
    pub said: Description,
    /// The language of its text, where the program is not to judge.
    pub language: Option<Lang>,
}

/// A source that was read, not yet kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Taken {
    /// The original bytes.
    pub original: Vec<u8>,
    /// Everything of its version but the numbers.
    pub version: Version,
    /// Its reading, without numbers.
    pub stored: StoredReading,
}

/// Returns the hash that original bytes are kept under.
pub fn hash(bytes: &[u8]) -> Hash {
    Hash::new(Sha256::digest(bytes).into())
}

/// Returns where a source is, in a form that does not depend on the working folder.
pub fn origin(name: &str) -> String {
    if name == STANDARD_INPUT {
        return name.to_owned();
    }
    path::absolute(name).map_or_else(|_| name.to_owned(), |path| path.display().to_string())
}

/// Returns the word of a format in records.
pub fn format_word(format: FileFormat) -> &'static str {
    FORMATS.iter().find(|(_, known)| *known == format).map_or("text", |(word, _)| word)
}

/// Returns the format of a record's word; plain text for a word that is not known.
pub fn format_of(word: &str) -> FileFormat {
    FORMATS.iter().find(|(known, _)| *known == word).map_or(FileFormat::Text(Format::Text), |(_, format)| *format)
}

/// Reads a source that was opened. `origin` is where it was.
pub fn take(
    name: &str,
    origin: String,
    opened: Opened,
    beforehand: &Beforehand,
    lexicon: &Lexicon,
    worker: &Worker,
) -> Result<Taken, Problem> {
    let original = opened.bytes.clone();
    let format = format_word(opened.format);
    let mut ingested = ingest_opened(name, opened, lexicon, worker)?;
    if let Some(language) = beforehand.language {
        ingested.language = language;
    }
    let mut reading = read(&ingested, lexicon);
    // What a person said of parties and date changes who "we" is and what "next year" means.
    let mut fields = reading.document.clone();
    lay_over(&mut fields, &beforehand.said);
    if fields != reading.document {
        reading = read_as(fields, &ingested, lexicon);
    }
    let version = Version {
        original: hash(&original),
        size: original.len() as u64,
        format: format.into(),
        encoding: ingested.encoding.into(),
        origin,
        lexicon: reading.lexicon.clone(),
        program: reading.program.clone(),
        numbers: Vec::new(),
    };
    Ok(Taken { original, version, stored: StoredReading { source: ingested.source, reading, numbers: Vec::new() } })
}

/// Lays what a person said over fields that decide how the text is read.
fn lay_over(fields: &mut seimei_model::document::Document, said: &Description) {
    if let Some(kind) = said.kind {
        fields.kind = kind;
    }
    if let Some(date) = &said.date {
        fields.date = Some(date.clone());
    }
    if let Some(parties) = &said.parties {
        fields.parties.clone_from(parties);
    }
}

/// Returns the provisions of a reading as far as carrying their numbers needs them.
pub fn wordings(reading: &Reading, lexicon: &Lexicon) -> Vec<Wording> {
    reading.provisions.iter().map(|one| wording(&one.text, one.section.as_deref(), lexicon)).collect()
}

/// Returns a provision's text and section as far as carrying its number needs them.
pub fn wording(text: &str, section: Option<&str>, lexicon: &Lexicon) -> Wording {
    let folded = |text: &str| fold(text, lexicon.glyphs()).as_str().trim().to_owned();
    Wording { text: folded(text), section: section.map(folded) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_formats_lead_back_to_them() {
        for (word, format) in FORMATS {
            assert_eq!((format_word(*format), format_of(word)), (*word, *format));
        }
    }

    #[test]
    fn the_origin_does_not_depend_on_the_working_folder() {
        assert_eq!(origin("-"), "-");
        assert!(path::Path::new(&origin("a.txt")).is_absolute());
    }

    #[test]
    fn the_hash_is_sha_256() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hash(b"").to_string(), empty);
    }
}
