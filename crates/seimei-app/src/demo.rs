//! The built-in examples: documents about invented states and an invented alliance, with the tables of their names; and an
//! archive made of them.

use std::ops::ControlFlow;
use std::path::Path;
use std::{fs, io};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, File, Lexicon};
use seimei_model::decision::{Decision, Judgement, Standpoint, Status};
use seimei_model::identity::DocumentId;
use seimei_model::undertaking::EvidenceId;
use seimei_reading::read::read;
use seimei_register::programme::edit::Edited;
use seimei_store::error::StoreError;
use seimei_store::store::Place;

use crate::archive::Archive;
use crate::archive::add::{Acknowledged, Became, Belongs, Order};
use crate::archive::register::{ProgrammeForm, Refused, Registry, Request, read_programme};
use crate::lexicon::LexiconError;
use crate::read::ReadDocument;
use crate::worker::Worker;

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

/// The programmes.
const PROGRAMMES: &[(&str, &str)] = examples!("programmes/": "arv-hta-2021.toml" "arv-hta-2025.toml");

/// The text that is another one's original, and that other one.
const PAIR: [&str; 2] = ["2025-05-21-joint-statement.en.md", "2025-05-21-joint-statement.ja.txt"];

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

/// Why the archive of the examples could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The archive refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The tables could not be read again.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// A decision was refused.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// What is given as reasons for the decisions of the demo, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Reasons<'a> {
    /// Why a commitment is confirmed.
    pub confirmed: &'a str,
    /// Why evidence is accepted.
    pub accepted: &'a str,
    /// Why a commitment is judged so.
    pub assessed: &'a str,
}

/// Makes an archive of the examples in a folder that is there and empty: documents, tables, programmes, and a few decisions
/// in the name of `by` on the day `today`, so that every page has something to show.
pub fn archive(folder: &Path, by: &str, today: &str, reasons: Reasons) -> Result<(Archive, Lexicon), DemoError> {
    let place = folder.join("archive");
    let archive = Archive::create(Place::Folder(place.clone()))?;
    fs::create_dir_all(place.join("lexicon"))?;
    for (name, text) in LEXICON {
        fs::write(place.join("lexicon").join(name), text)?;
    }
    let lexicon = archive.lexicon(&[])?;
    let mut original = None;
    for (name, text) in DOCUMENTS {
        let path = folder.join(name);
        fs::write(&path, text)?;
        let belongs = match &original {
            Some(original) if *name == PAIR[1] => Belongs::TranslationOf(DocumentId::clone(original)),
            _ => Belongs::Unknown,
        };
        let uploads = vec![((*name).to_owned(), path)];
        let order = Order { uploads, belongs, by: by.to_owned(), ..Order::default() };
        archive.add(&order, &lexicon, &Worker::of_this_program(), |Acknowledged { what, .. }, _| {
            if let (Became::Kept(kept), true) = (what, *name == PAIR[0]) {
                original = Some(kept.expression.document);
            }
            ControlFlow::Continue(())
        })?;
    }
    let registry = archive.registry(&lexicon, &mut |_, _| {})?;
    for (_, text) in PROGRAMMES {
        let Ok(programme) = read_programme(text, ProgrammeForm::Toml) else { continue };
        let kept = registry.keeping(&Edited { programme, renamed: Vec::new() });
        archive.decide(&registry, kept.into_iter().map(|decision| request(decision, "")).collect(), by)?;
    }
    let decisions = decisions(&registry, reasons);
    archive.decide(&registry, decisions, by)?;
    let registry = archive.registry(&lexicon, &mut |_, _| {})?;
    archive.decide(&registry, judgements(&registry, by, today, reasons), by)?;
    drop(registry);
    Ok((archive, lexicon))
}

fn request(decision: Decision, reason: &str) -> Request {
    Request { decision, reason: reason.to_owned(), seen: None, file: None }
}

/// Returns decisions on some of what the examples promise: the likeliest evidence of every second entry that has any is
/// accepted.
fn decisions(registry: &Registry, reasons: Reasons) -> Vec<Request> {
    let offered = registry.register().entries.iter().filter(|entry| !entry.offers.is_empty()).step_by(2);
    let mut requests = Vec::new();
    for entry in offered.take(4) {
        if let Some(EvidenceId::Provision(provision)) = entry.offers.first().map(|offer| &offer.id) {
            let decision = Decision::EvidenceAccepted { entry: entry.id.clone(), provision: provision.clone() };
            requests.push(request(decision, reasons.accepted));
        }
    }
    let others = registry.register().entries.iter().filter(|entry| entry.offers.is_empty() && entry.due.is_some());
    for entry in others.step_by(3).take(3) {
        requests.push(request(Decision::Confirmed { entry: entry.id.clone() }, reasons.confirmed));
    }
    requests
}

/// Returns judgements of the entries with accepted evidence.
fn judgements(registry: &Registry, by: &str, today: &str, reasons: Reasons) -> Vec<Request> {
    let proven = registry.register().entries.iter().filter(|entry| !entry.evidence.is_empty());
    let statuses = [Status::Complete, Status::Substantial, Status::Complete];
    let judged = proven.zip(statuses).map(|(entry, status)| {
        let judgement = Judgement {
            status,
            standpoint: Standpoint::Own,
            assessor: by.to_owned(),
            day: today.to_owned(),
            evidence: entry.evidence.iter().map(|one| one.id.clone()).collect(),
        };
        request(Decision::Assessed { entry: entry.id.clone(), judgement }, reasons.assessed)
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_made_of_the_examples() {
        let folder = tempfile::tempdir().expect("a writable folder");
        let reasons = Reasons { confirmed: "c", accepted: "a", assessed: "s" };
        let (archive, lexicon) = archive(folder.path(), "desk", "2026-06-01", reasons).expect("an archive");
        let registry = archive.registry(&lexicon, &mut |_, _| {}).expect("a register");
        assert_eq!(registry.tracing().searched().0, 6, "the original and its translation are one document");
        assert_eq!(registry.programmes().count(), 2);
        let judged = registry.register().entries.iter().filter(|entry| !entry.assessments.is_empty()).count();
        assert_eq!(judged, 3);
    }

    #[test]
    fn every_example_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
        let names = |folder: &str| -> Vec<String> {
            let entries = fs::read_dir(folder).expect("the examples").flatten();
            let files = entries.filter(|entry| entry.path().is_file());
            let mut names: Vec<String> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.retain(|name| !name.ends_with(".tests.tsv"));
            names.sort();
            names
        };
        assert_eq!(names(folder), DOCUMENTS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let programmes = names(&format!("{folder}/programmes"));
        assert_eq!(programmes, PROGRAMMES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
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
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/lexicon");
        let faults = crate::lexicon::check(&folder).expect("a readable folder");
        assert_eq!(faults, [], "{faults:#?}");
    }
}
