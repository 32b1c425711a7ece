//! Invented documents, and archives of both kinds to put them into.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::sync::atomic::{AtomicU32, Ordering};

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::decision::{AttachedFile, Attachment, Correction, Decision};
use seimei_model::document::{Document, DocumentKind};
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::record::{Description, Hash, StoredReading};
use seimei_model::undertaking::EntryId;
use seimei_store::change::{Change, Receipt, Version, Write};
use seimei_store::store::{Place, Store};
use seimei_text::range::CharRange;
use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use tempfile::TempDir;

pub(crate) const AT: &str = "2026-05-20T09:00:00Z";
pub(crate) const BY: &str = "葵";

/// A place for an archive that goes when this is dropped.
pub(crate) struct Ground {
    pub(crate) place: Place,
    pub(crate) folder: TempDir,
}

impl Ground {
    pub(crate) fn folder() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { place: Place::Folder(folder.path().join("声明 100%")), folder }
    }

    /// A schema of its own, where a server is given.
    pub(crate) fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(url) = std::env::var("SEIMEI_TEST_POSTGRES") else {
            println!("skipped: SEIMEI_TEST_POSTGRES names no server");
            return None;
        };
        let schema = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let sign = if url.contains('?') { '&' } else { '?' };
        let place = Place::Postgres(format!("{url}{sign}schema={schema}"));
        Some(Self { place, folder: tempfile::tempdir().expect("a temporary folder") })
    }

    pub(crate) fn create(&self) -> Store {
        Store::create(self.place.clone()).expect("a new archive")
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(self.place.clone()).expect("an archive")
    }

    /// Returns the file that holds original bytes, where the archive is a folder.
    pub(crate) fn original(&self, bytes: &[u8]) -> Option<std::path::PathBuf> {
        let hash = hash(bytes).to_string();
        match &self.place {
            Place::Folder(path) => Some(path.join("originals").join(&hash[..2]).join(hash)),
            Place::Postgres(_) => None,
        }
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        match &self.place {
            Place::Folder(path) => path,
            Place::Postgres(_) => panic!("not a folder"),
        }
    }
}

pub(crate) fn document(name: &str) -> DocumentId {
    name.parse().expect("a name")
}

pub(crate) fn expression(name: &str) -> ExpressionId {
    name.parse().expect("an expression")
}

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    Hash::new(Sha256::digest(bytes).into())
}

/// Reads a text, one provision a line; the first line is the title.
pub(crate) fn read(text: &str, lang: Lang, numbers: &[u32]) -> StoredReading {
    let mut provisions = Vec::new();
    let mut start = 0;
    for (number, line) in (1..).zip(text.lines()) {
        let end = start + line.chars().count() as u32;
        provisions.push(Provision {
            number,
            text: line.to_owned(),
            range: vec![CharRange { start, end }],
            pages: None,
            section: None,
            part: None,
            acts: Vec::new(),
            topics: Vec::new(),
            topic_words: Vec::new(),
            dates: Vec::new(),
            mechanisms: Vec::new(),
        });
        start = end + 1;
    }
    let numbers = if numbers.is_empty() { (1..=provisions.len() as u32).collect() } else { numbers.to_vec() };
    let reading = Reading {
        lexicon: "lexicon-1".to_owned(),
        program: "0.1.0".into(),
        document: Document {
            title: text.lines().next().map(str::to_owned),
            kind: DocumentKind::JointStatement,
            date: Some(Edtf::new("2026-05-20")),
            language: lang,
            parties: vec![ActorCode::new("ARV"), ActorCode::new("HTA")],
            place: None,
            translation: None,
            issuer: None,
        },
        parts: Vec::new(),
        pages: Vec::new(),
        provisions,
        events: Vec::new(),
        diagnostics: Vec::new(),
    };
    StoredReading { source: text.to_owned(), reading, numbers }
}

pub(crate) fn version(text: &str, reading: &StoredReading) -> Version {
    Version {
        original: hash(text.as_bytes()),
        size: text.len() as u64,
        format: "text".into(),
        encoding: "UTF-8".into(),
        origin: "/desk/statement.txt".to_owned(),
        lexicon: reading.reading.lexicon.clone(),
        program: reading.reading.program.clone(),
        numbers: reading.numbers.clone(),
    }
}

/// Adds a text as a new document.
pub(crate) fn add(name: &str, text: &str) -> Write {
    let expression = expression(name);
    let reading = read(text, expression.language, &[]);
    let version = version(text, &reading);
    let change = Change::Added { expression, is_further: false, version, said: Description::default() };
    Write { change, reading: Some(reading), original: Some(text.as_bytes().to_vec()) }
}

/// Adds a text as a further language of a document.
pub(crate) fn add_further(name: &str, text: &str) -> Write {
    let mut write = add(name, text);
    if let Change::Added { is_further, .. } = &mut write.change {
        *is_further = true;
    }
    write
}

/// Gives an expression a new version.
pub(crate) fn revise(name: &str, text: &str, numbers: &[u32]) -> Write {
    let expression = expression(name);
    let reading = read(text, expression.language, numbers);
    let version = version(text, &reading);
    let change = Change::Revised { expression, version };
    Write { change, reading: Some(reading), original: Some(text.as_bytes().to_vec()) }
}

pub(crate) fn bare(change: Change) -> Write {
    Write { change, reading: None, original: None }
}

pub(crate) fn note(name: &str, provision: u32, text: &str) -> Write {
    let wording = "港の安全を歓迎した。".to_owned();
    bare(Change::Noted { expression: expression(name), provision, text: text.to_owned(), wording })
}

pub(crate) fn entry(name: &str) -> EntryId {
    name.parse().expect("an entry")
}

/// Decides something.
pub(crate) fn decide(decision: Decision, subjects: &[&str], seen: u64) -> Write {
    let subjects = subjects.iter().map(SmolStr::new).collect();
    bare(Change::Decided { decision, subjects, seen, reason: "会議録で確かめた".to_owned() })
}

/// Confirms an entry.
pub(crate) fn confirm(name: &str, seen: u64) -> Write {
    decide(Decision::Confirmed { entry: entry(name) }, &[name], seen)
}

/// Undoes a decision on a subject.
pub(crate) fn undo(number: u64, subject: &str, seen: u64) -> Write {
    decide(Decision::Undone { number }, &[subject], seen)
}

/// Adds an entry by hand.
pub(crate) fn add_entry(what: &str, source: Option<&str>) -> Write {
    let commitment =
        Correction { what: Some(what.to_owned()), by: Some(vec![ActorCode::new("ARV")]), ..Correction::default() };
    let source = source.map(|source| source.parse().expect("a provision"));
    decide(Decision::Added { commitment, source }, &[], 0)
}

/// Attaches a file to an entry.
pub(crate) fn attach(name: &str, file: &[u8], seen: u64) -> Write {
    let file_of = AttachedFile { original: hash(file), size: file.len() as u64, name: "議事録.pdf".to_owned() };
    let attachment = Attachment { text: "議事録".to_owned(), date: None, link: None, file: Some(file_of) };
    let mut write = decide(Decision::EvidenceAttached { entry: entry(name), attachment }, &[name], seen);
    write.original = Some(file.to_vec());
    write
}

pub(crate) fn make(store: &Store, write: Write) -> Receipt {
    store.commit(vec![write], AT, BY).expect("a commit").pop().expect("a receipt")
}

/// Returns what came of a change: `number document` or `known expression`.
pub(crate) fn told(receipt: &Receipt) -> String {
    match receipt {
        Receipt::Made { number, document, displaced } => {
            let document = document.as_ref().map_or("-", DocumentId::as_str);
            let notes: Vec<String> = displaced.iter().map(|note| format!("p{}", note.provision)).collect();
            let lost = if notes.is_empty() { String::new() } else { format!(" displaced {}", notes.join(",")) };
            format!("{number} {document}{lost}")
        }
        Receipt::Known { expression, is_removed } => {
            format!("known {expression}{}", if *is_removed { " in the bin" } else { "" })
        }
    }
}

pub(crate) const JA: &str = "アルヴェニアと港湾条約同盟の共同声明\n港の安全を歓迎した。\n両者は協力を確認した。\n";
pub(crate) const EN: &str =
    "Joint statement of Arvenia and the Harbour Treaty Alliance\nWe welcome the safety of the port.\n";
