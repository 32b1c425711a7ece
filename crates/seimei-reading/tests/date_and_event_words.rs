//! What the tables of date and event words must find, as `lexicon/*.tests.tsv` beside them says.

use seimei_ingest::block::{Block, BlockKind, Ingested};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::reading::Reading;
use seimei_reading::read::read_as;
use seimei_text::mapped::MappedText;

/// Reads `text` as a joint statement of Japan and NATO of 2025-09-24.
fn read(text: &str, language: Lang, lexicon: &Lexicon) -> Reading {
    let document = Document {
        title: None,
        kind: DocumentKind::JointStatement,
        date: Some(Edtf::new("2025-09-24")),
        language,
        parties: vec![ActorCode::new("JPN"), ActorCode::new("NATO")],
        place: None,
        translation: None,
        issuer: None,
    };
    let block = Block { kind: BlockKind::Paragraph, text: MappedText::identity(text) };
    let ingested = Ingested {
        source: text.to_owned(),
        encoding: "UTF-8",
        language,
        blocks: vec![block],
        fields: Vec::new(),
        diagnostics: Vec::new(),
    };
    read_as(document, &ingested, lexicon)
}

fn check(table: &str, language: Lang, found: impl Fn(&Reading) -> Vec<String>) {
    let lexicon = Lexicon::compile(&builtin::files()).0;
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [text, expect, _] = columns.as_slice() else { panic!("three columns: {line}") };
        let got = found(&read(text, language, &lexicon)).join("|");
        assert_eq!(if got.is_empty() { "-" } else { &got }, *expect, "{text}");
    }
}

fn dates(reading: &Reading) -> Vec<String> {
    reading.provisions.iter().flat_map(|provision| &provision.dates).map(|date| date.edtf.to_string()).collect()
}

fn events(reading: &Reading) -> Vec<String> {
    reading.events.iter().map(|event| format!("{} {}", event.date, event.event_type.word())).collect()
}

#[test]
fn date_words_find_what_their_tables_say() {
    check(include_str!("../../../lexicon/dates.ja.tests.tsv"), Lang::Ja, dates);
    check(include_str!("../../../lexicon/dates.en.tests.tsv"), Lang::En, dates);
}

#[test]
fn event_words_find_what_their_tables_say() {
    check(include_str!("../../../lexicon/events.ja.tests.tsv"), Lang::Ja, events);
    check(include_str!("../../../lexicon/events.en.tests.tsv"), Lang::En, events);
}
