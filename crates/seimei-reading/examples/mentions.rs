//! Prints the mentions of actors in the provisions of gold or prediction files, one JSON object a
//! provision, so that the actors' finders are measured apart from the acts:
//!
//! `cargo run -p seimei-reading --example mentions -- GOLD.json...`

use std::collections::BTreeMap;
use std::fs;

use seimei_ingest::block::{Block, BlockKind, Ingested};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, Lexicon};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::DocumentKind;
use seimei_reading::actors::persons::persons;
use seimei_reading::context::{Context, Discourse};
use seimei_reading::language::Language;
use seimei_reading::ready::Beginning;
use seimei_reading::sentence::Sentence;
use seimei_reading::{en, ja};
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;
use serde_json::{Value, json};

fn main() {
    let (lexicon, faults) = Lexicon::compile(&builtin::files());
    for fault in faults {
        eprintln!("{fault}");
    }
    for path in std::env::args().skip(1) {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path).expect("a file")).expect("JSON");
        let fields = &gold["document"];
        let (lang, language): (Lang, &dyn Language) =
            if fields["language"] == "ja" { (Lang::Ja, &ja::Japanese) } else { (Lang::En, &en::English) };
        let parties = fields["parties"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut context = Context {
            lexicon: lexicon.language(lang).expect("both languages are built in"),
            kind: DocumentKind::from_word(fields["kind"].as_str().unwrap_or_default()).unwrap_or(DocumentKind::Report),
            date: None,
            parties: parties.map(ActorCode::new).collect(),
            persons: BTreeMap::new(),
            counterparts: Vec::new(),
            issuer: None,
        };
        let mut source = String::new();
        let mut ranges = Vec::new();
        for provision in gold["provisions"].as_array().into_iter().flatten() {
            let words = provision["text"].as_str().unwrap_or_default();
            ranges.push(TextRange::new(source.len(), source.len() + words.len()));
            source.push_str(words);
            source.push('\n');
        }
        let blocks = ranges
            .iter()
            .map(|range| {
                let mut text = MappedText::default();
                text.push_verbatim(&source, *range);
                Block { kind: BlockKind::Paragraph, text }
            })
            .collect();
        let ingested = Ingested {
            source: source.clone(),
            encoding: "UTF-8",
            language: lang,
            blocks,
            fields: Vec::new(),
            diagnostics: Vec::new(),
            pages: Vec::new(),
        };
        let introduced = persons(
            &Beginning::of(&ingested, &lexicon),
            &context,
            &lexicon,
            language,
            fields["title"].as_str().unwrap_or_default(),
        );
        context.persons = introduced.persons;
        context.counterparts = introduced.counterparts;
        let mut discourse = Discourse::default();
        for (number, range) in ranges.iter().enumerate() {
            let folded = fold(&source[*range], lexicon.glyphs());
            let lower = lexicon::lower(folded.as_str());
            let hits = context.lexicon.scan(&lower);
            let sentence = Sentence {
                text: folded.as_str(),
                lower: &lower,
                hits: &hits,
                number: number as u32,
                opens_paragraph: true,
                is_list_item: false,
                section: None,
            };
            let mentions: Vec<Value> = language
                .actors(&sentence, &context, &mut discourse)
                .iter()
                .map(|mention| json!([sentence.at(mention.range), mention.codes, format!("{:?}", mention.kind)]))
                .collect();
            println!("{}", json!({ "file": path, "number": number, "mentions": mentions }));
        }
    }
}
