//! Topics and mechanisms, read by the whole pipeline from single sentences.

use seimei_ingest::block::{Block, BlockKind, Ingested};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::{Document, DocumentKind};
use seimei_model::reading::Reading;
use seimei_reading::read::read_as;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

/// Reads paragraphs, the first a heading where it begins with `# `.
fn read(language: Lang, parties: &[&str], paragraphs: &[&str]) -> Reading {
    let (lexicon, faults) = Lexicon::compile(&builtin::files());
    assert!(faults.is_empty(), "{faults:?}");
    let mut source = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        let (kind, words) = match paragraph.strip_prefix("# ") {
            Some(heading) => (BlockKind::Heading(2), heading),
            None => (BlockKind::Paragraph, *paragraph),
        };
        let range = TextRange::new(source.len(), source.len() + words.len());
        source.push_str(words);
        source.push('\n');
        blocks.push((kind, range));
    }
    let blocks = blocks
        .into_iter()
        .map(|(kind, range)| {
            let mut text = MappedText::default();
            text.push_verbatim(&source, range);
            Block { kind, text }
        })
        .collect();
    let document = Document {
        title: None,
        kind: DocumentKind::JointStatement,
        date: None,
        language,
        parties: parties.iter().map(ActorCode::new).collect(),
        place: None,
        translation: None,
        issuer: None,
    };
    let ingested = Ingested {
        source,
        encoding: "UTF-8",
        language,
        blocks,
        fields: Vec::new(),
        diagnostics: Vec::new(),
        pages: Vec::new(),
    };
    read_as(document, &ingested, &lexicon)
}

/// Returns the topics of each provision, parted by commas.
fn topics(reading: &Reading) -> Vec<String> {
    let mut found = Vec::new();
    for provision in &reading.provisions {
        let topics: Vec<&str> = provision.topics.iter().map(seimei_model::code::TopicId::as_str).collect();
        found.push(topics.join(","));
    }
    found
}

#[test]
fn a_sentence_that_carries_on_keeps_the_topic() {
    let reading = read(
        Lang::En,
        &["FRA"],
        &["We urge all countries to stop the cyber-attacks.", "We will be vigilant in that matter."],
    );
    assert_eq!(topics(&reading), ["cyber", "cyber"]);
}

#[test]
fn a_heading_speaks_where_the_sentence_does_not() {
    let reading = read(Lang::Ja, &[], &["# 半導体及び半導体の供給", "双方は、引き続き努力する。"]);
    assert_eq!(topics(&reading), ["semiconductors"]);
}

#[test]
fn the_name_of_a_party_says_who_speaks() {
    let sentence = "China will strengthen its partnership with all sides.";
    assert_eq!(topics(&read(Lang::En, &["CHN", "KEN"], &[sentence])), ["partnership"]);
    assert_eq!(topics(&read(Lang::En, &["USA"], &[sentence])), ["china,partnership"]);
}

#[test]
fn topic_words_stand_in_the_source() {
    let reading = read(Lang::Ja, &[], &["双方は、宇宙について協議した。"]);
    let words: Vec<&str> = reading.provisions[0].topic_words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(words, ["宇宙"]);
}
