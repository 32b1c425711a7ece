//! The built-in examples: documents about invented states and an invented alliance, with the tables of their names.

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, File, Lexicon};
use seimei_reading::read::read;

use crate::read::ReadDocument;

macro_rules! examples {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../examples/", $folder, $name)))),*]
    };
}

/// The documents, in the order of their dates.
const DOCUMENTS: &[(&str, &str)] = examples!("":
    "2024-05-14-joint-statement.ja.md"
    "2025-03-21-cooperation-programme.en.md"
    "2025-05-21-joint-statement.en.md"
    "2025-05-21-joint-statement.ja.txt"
    "2026-05-20-joint-statement.ja.md"
    "2026-05-20-readout.ja.md"
    "2026-05-21-news-page.ja.html"
);

/// The yearly series among them.
const SERIES: &[&str] =
    &["2024-05-14-joint-statement.ja.md", "2025-05-21-joint-statement.ja.txt", "2026-05-20-joint-statement.ja.md"];

/// The tables of the invented names.
const LEXICON: &[(&str, &str)] = examples!("lexicon/":
    "actors.en.tsv"
    "actors.ja.tsv"
    "mechanisms.en.tsv"
    "mechanisms.ja.tsv"
    "offices.tsv"
    "titles.en.tsv"
    "titles.ja.tsv"
);

/// Returns the built-in lexicon with the names of the examples.
pub fn example_lexicon() -> Lexicon {
    let own = LEXICON.iter().map(|(name, text)| File { name: (*name).to_owned(), text: (*text).to_owned() });
    Lexicon::take(lexicon::overlay(builtin::files(), own.collect()))
}

/// Reads the examples, in the order of their dates.
pub fn read_examples(lexicon: &Lexicon) -> Vec<ReadDocument> {
    DOCUMENTS
        .iter()
        .map(|(name, text)| {
            let format = match name.rsplit('.').next() {
                Some("md") => Format::Markdown,
                Some("html") => Format::Html,
                _ => Format::Text,
            };
            let ingested = ingest(text.as_bytes(), format, lexicon);
            let reading = read(&ingested, lexicon);
            ReadDocument { file: format!("examples/{name}"), encoding: ingested.encoding, reading, explanation: None }
        })
        .collect()
}

/// Returns the documents of the yearly series among those of [`read_examples`].
pub fn series(documents: &[ReadDocument]) -> Vec<&ReadDocument> {
    let is_of_series = |document: &&ReadDocument| SERIES.iter().any(|name| document.file.ends_with(name));
    documents.iter().filter(is_of_series).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
        let names = |folder: &str| -> Vec<String> {
            let entries = std::fs::read_dir(folder).expect("the examples").flatten();
            let files = entries.filter(|entry| entry.path().is_file());
            let mut names: Vec<String> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.retain(|name| !name.ends_with(".tests.tsv"));
            names.sort();
            names
        };
        assert_eq!(names(folder), DOCUMENTS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let tables = format!("{folder}/lexicon");
        assert_eq!(names(&tables), LEXICON.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn the_examples_read_as_what_they_are() {
        let lexicon = example_lexicon();
        let documents = read_examples(&lexicon);
        let told: Vec<String> = documents
            .iter()
            .map(|document| {
                let fields = &document.reading.document;
                let date = fields.date.as_ref().map_or("-", |date| date.as_str());
                let parties: Vec<&str> = fields.parties.iter().map(seimei_model::code::ActorCode::as_str).collect();
                format!("{} {date} {} {}", fields.kind.word(), fields.language.tag(), parties.join(","))
            })
            .collect();
        assert_eq!(told[0], "joint_statement 2024-05-14 ja ARV,HTA");
        assert_eq!(told[1], "programme 2025-03-21 en ARV,HTA");
        assert_eq!(told[2], "joint_statement 2025-05-21 en ARV,HTA");
        assert_eq!(told[3], "joint_statement 2025-05-21 ja ARV,HTA");
        assert_eq!(told[4], "joint_statement 2026-05-20 ja ARV,HTA");
        assert_eq!(told[5], "readout 2026-05-20 ja ARV");
        assert!(told[6].starts_with("joint_statement 2026-05-2"), "{}", told[6]);
        assert_eq!(series(&documents).len(), 3);
    }

    #[test]
    fn the_tables_of_the_examples_have_no_fault() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/lexicon");
        let faults = crate::lexicon::check(&folder).expect("a readable folder");
        assert_eq!(faults, [], "{faults:#?}");
    }
}
