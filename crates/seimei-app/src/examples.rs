//! Runs the tests that stand beside the tables of a lexicon.
//!
//! Each text is read as a paragraph of its own, of a joint statement of Japan and the United States of 20 May 2031
//! unless the file's first line says otherwise (`note parties=JPN,NATO date=2025-09-24 kind=readout`).
//! What counts as found depends on the table: acts, strengths, codes of actors, EDTF dates, topics, mechanisms,
//! types of events, the kind of the document, the text in one spelling, or that a line is left out.

use std::collections::BTreeSet;

use seimei_ingest::block::{Block, BlockKind};
use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::check::Example;
use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::{Fault, TableName};
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::explanation::FindingKind;
use seimei_reading::read;
use seimei_register::{mechanism, undertaking};
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;
use seimei_wording::verify::Verifier;
use seimei_wording::words::{Cutter, Word, WordKind};
use seimei_wording::{align, changes, draft, quotations};

/// Runs a test. Returns a fault if it fails.
pub(crate) fn run(example: &Example, lexicon: &Lexicon) -> Option<Fault> {
    let found = found(example, lexicon);
    let told =
        || if found.is_empty() { "nothing".to_owned() } else { found.iter().cloned().collect::<Vec<_>>().join(", ") };
    let what = if example.expect == "-" {
        (!found.is_empty()).then(|| format!("expected nothing in this text, found {}", told()))
    } else {
        // Names may hold spaces and commas; lists of codes and words are parted by them.
        let is_found =
            |wanted: &str| found.contains(wanted) || wanted.split([',', ';', ' ']).all(|one| found.contains(one));
        let missing = example.expect.split('|').find(|wanted| !is_found(wanted));
        missing.map(|wanted| format!("expected {wanted} in this text, found {}", told()))
    };
    what.map(|what| Fault { file: example.file.clone(), line: example.line, what })
}

/// Returns what a table's entries find in a text.
fn found(example: &Example, lexicon: &Lexicon) -> BTreeSet<String> {
    let table = example.table;
    if matches!(table, TableName::Glyphs | TableName::Spellings) {
        let folded = fold(&example.text, lexicon.glyphs());
        let is_changed = folded.as_str() != example.text;
        return is_changed.then(|| folded.as_str().to_owned()).into_iter().collect();
    }
    if table == TableName::Furniture {
        return left_out(example, lexicon);
    }
    if table == TableName::Terms {
        let language = example.lang.unwrap_or(Lang::Und);
        return align::terms(&example.text, language, lexicon).iter().map(ToString::to_string).collect();
    }
    if table == TableName::Reporting {
        return reported(example, lexicon);
    }
    if let TableName::Bases | TableName::Modals | TableName::Negations | TableName::Qualifiers = table {
        let matter = match table {
            TableName::Bases => "basis",
            TableName::Modals => "modality",
            TableName::Negations => "negation",
            _ => "qualifier",
        };
        let all = changes::found(&example.text, example.lang.unwrap_or(Lang::Und), lexicon);
        return all.into_iter().filter(|(of, _)| *of == matter).map(|(_, value)| value).collect();
    }
    if table == TableName::Drafting {
        return draft::found(&example.text, example.lang.unwrap_or(Lang::Und), lexicon).into_iter().collect();
    }
    if let TableName::Rhythm | TableName::MechanismWords = table {
        return mechanism::told(&example.text, example.lang.unwrap_or(Lang::Und), lexicon);
    }
    if table == TableName::Morphemes {
        let cut = Cutter::new(lexicon, example.lang.unwrap_or(Lang::Und)).cut(&example.text);
        let means = |word: &&Word| matches!(word.kind, WordKind::Content | WordKind::Number);
        return cut.words().iter().filter(means).map(|word| cut.text_of(word).to_owned()).collect();
    }
    if table == TableName::Documents {
        // The text is the title of a document whose own text tells nothing.
        let body = if example.lang == Some(Lang::En) { "The sea was calm." } else { "海は穏やかだった。" };
        let page = format!("# {}\n\n{body}\n", example.text);
        let ingested = ingest(page.as_bytes(), Format::Markdown, lexicon);
        return judged(&read::read(&ingested, lexicon).document);
    }
    let mut ingested = ingest(example.text.as_bytes(), Format::Text, lexicon);
    ingested.language = example.lang.unwrap_or(ingested.language);
    ingested.source.clone_from(&example.text);
    ingested.blocks = vec![Block { kind: BlockKind::Paragraph, text: MappedText::identity(&example.text) }];
    let document = document(&example.setting, ingested.language);
    let (reading, explanation) = read::explain_as(document, &ingested, lexicon, 1);
    let mut found = BTreeSet::new();
    let acts = || reading.provisions.iter().flat_map(|provision| &provision.acts);
    match table {
        TableName::Acts | TableName::Words | TableName::Grammar => {
            found.extend(acts().filter(|act| act.act != ActKind::State).map(|act| act.act.word().to_owned()));
        }
        TableName::Undertakings => found.extend(undertaking::told(&reading, lexicon)),
        TableName::Intensifiers => {
            let strengths = acts().map(|act| act.strength).filter(|strength| *strength != Strength::Plain);
            found.extend(strengths.map(|strength| strength.word().to_owned()));
        }
        TableName::Actors | TableName::Collectives | TableName::Titles | TableName::Offices => {
            let fired = explanation.iter().flat_map(|explanation| &explanation.fired);
            let actors = fired.filter(|fired| fired.finding == FindingKind::Actor && !fired.value.is_empty());
            found.extend(actors.flat_map(|fired| fired.value.split(", ").map(str::to_owned)));
        }
        TableName::Dates | TableName::DateNeighbours => {
            let dates = reading.provisions.iter().flat_map(|provision| &provision.dates);
            found.extend(dates.map(|date| date.edtf.to_string()));
        }
        TableName::Topics => {
            found.extend(reading.provisions.iter().flat_map(|provision| &provision.topics).map(ToString::to_string));
        }
        TableName::Mechanisms | TableName::MechanismEdges | TableName::MechanismHeads => {
            let mechanisms = reading.provisions.iter().flat_map(|provision| &provision.mechanisms);
            found.extend(mechanisms.map(|mechanism| mechanism.text.clone()));
        }
        _ => found.extend(
            reading.events.iter().flat_map(|event| [event.event_type.word().to_owned(), event.date.to_string()]),
        ),
    }
    found
}

/// Returns whose words the quotations of a text are said to be, and `elision` where something is marked as left out.
fn reported(example: &Example, lexicon: &Lexicon) -> BTreeSet<String> {
    let quotations = quotations::find(&example.text, lexicon).quotations;
    let voices =
        quotations.iter().filter_map(|one| one.reported.as_ref()).map(|reported| reported.voice.word().to_owned());
    let elided = quotations.iter().any(|one| Verifier::new(lexicon).marks_elision(&one.text));
    voices.chain(elided.then(|| "elision".to_owned())).collect()
}

/// Returns `left-out` if a line (or an element of HTML) beside running text is no part of the document.
fn left_out(example: &Example, lexicon: &Lexicon) -> BTreeSet<String> {
    let text = if example.lang == Some(Lang::En) {
        "We welcome the progress made. We will continue to cooperate."
    } else {
        "我々は、これまでの進展を歓迎する。我々は、今後も協力していく。"
    };
    let (page, format) = if example.lang.is_none() {
        (format!("<html><body><p>{text}</p>{}<p>{text}</p></body></html>", example.text), Format::Html)
    } else {
        (format!("{text}\n\n{text}\n\n{}\n", example.text), Format::Text)
    };
    let ingested = ingest(page.as_bytes(), format, lexicon);
    let kept = ingested.blocks.iter().filter(|block| block.kind != BlockKind::Note && block.text.as_str() != text);
    if kept.count() == 0 { BTreeSet::from(["left-out".to_owned()]) } else { BTreeSet::new() }
}

/// Returns the fields of the document that a text is taken to stand in.
fn document(setting: &str, language: Lang) -> Document {
    let mut document = Document {
        title: None,
        kind: DocumentKind::JointStatement,
        date: Some(Edtf::new("2031-05-20")),
        language,
        parties: vec![ActorCode::new("JPN"), ActorCode::new("USA")],
        place: None,
        translation: None,
        issuer: None,
    };
    for (key, value) in setting.split_whitespace().filter_map(|word| word.split_once('=')) {
        match key {
            "kind" => document.kind = DocumentKind::from_word(value).unwrap_or(document.kind),
            "date" => document.date = Some(Edtf::new(value)),
            "parties" => document.parties = value.split(',').map(ActorCode::new).collect(),
            _ => {}
        }
    }
    document
}

/// Returns what a document was judged to be, apart from what is so where nothing tells.
fn judged(document: &Document) -> BTreeSet<String> {
    let kind = (document.kind != DocumentKind::Report || document.language == Lang::Und).then(|| document.kind.word());
    let mut found: BTreeSet<String> = kind.into_iter().map(str::to_owned).collect();
    found.extend(document.translation.map(|status| status.word().to_owned()));
    found.extend(document.issuer.clone());
    found.extend(document.place.clone());
    found
}
