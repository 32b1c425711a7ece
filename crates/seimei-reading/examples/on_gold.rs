//! Reads the provisions of gold files as given, with the gold document fields, so that the
//! finders are measured apart from ingestion and segmentation:
//!
//! `cargo run -p seimei-reading --example on_gold -- OUT GOLD.json...`, then `score.py --pred OUT`.

use std::path::Path;
use std::{env, fs};

use seimei_ingest::block::{Block, BlockKind, Ingested};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{File, Lexicon};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind, Translation};
use seimei_reading::read::read_as;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;
use serde_json::Value;

fn main() {
    let mut args = env::args().skip(1);
    let out = args.next().expect("usage: on_gold OUT GOLD.json...");
    fs::create_dir_all(&out).expect("OUT can be made");
    let (lexicon, faults) = Lexicon::compile(&files());
    for fault in faults {
        eprintln!("{fault}");
    }
    for path in args {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path).expect("a gold file")).expect("JSON");
        if !gold["provisions"].is_array() {
            continue;
        }
        let (document, ingested) = given(&gold);
        let reading = read_as(document, &ingested, &lexicon);
        let name = Path::new(&path).file_name().expect("a file");
        fs::write(Path::new(&out).join(name), serde_json::to_string_pretty(&reading).expect("JSON"))
            .expect("OUT is writable");
    }
}

/// Returns the lexicon's files: those of the folder `SEIMEI_LEXICON`, else those built in.
fn files() -> Vec<File> {
    let Ok(folder) = env::var("SEIMEI_LEXICON") else { return builtin::files() };
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a readable entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let named = paths.into_iter().map(|path| (path.file_name().expect("a file").to_string_lossy().into_owned(), path));
    named
        .filter(|(name, _)| !name.contains(".tests."))
        .map(|(name, path)| File { name, text: fs::read_to_string(path).expect("UTF-8") })
        .collect()
}

/// Returns the gold document and a source that holds just its provisions and headings.
fn given(gold: &Value) -> (Document, Ingested) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let fields = &gold["document"];
    let language = if fields["language"] == "ja" { Lang::Ja } else { Lang::En };
    let document = Document {
        title: text(&fields["title"]),
        kind: DocumentKind::from_word(fields["kind"].as_str().unwrap_or_default()).expect("a kind"),
        date: fields["date"].as_str().map(Edtf::new),
        language,
        parties: fields["parties"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(ActorCode::new)
            .collect(),
        place: text(&fields["place"]),
        translation: fields["translation"].as_str().and_then(Translation::from_word),
        issuer: text(&fields["issuer"]),
    };
    let mut source = String::new();
    let mut blocks = Vec::new();
    let mut section = None;
    for provision in gold["provisions"].as_array().into_iter().flatten() {
        let mut add = |kind: BlockKind, words: &str| {
            let range = TextRange::new(source.len(), source.len() + words.len());
            source.push_str(words);
            source.push('\n');
            blocks.push((kind, range));
        };
        if provision["section"] != section.clone().unwrap_or(Value::Null) {
            section = Some(provision["section"].clone());
            if let Some(heading) = provision["section"].as_str() {
                add(BlockKind::Heading(2), heading);
            }
        }
        add(BlockKind::Paragraph, provision["text"].as_str().expect("a text"));
    }
    let blocks = blocks
        .into_iter()
        .map(|(kind, range)| {
            let mut text = MappedText::default();
            text.push_verbatim(&source, range);
            Block { kind, text }
        })
        .collect();
    (
        document,
        Ingested {
            source,
            encoding: "UTF-8",
            language,
            blocks,
            fields: Vec::new(),
            diagnostics: Vec::new(),
            pages: Vec::new(),
        },
    )
}
