//! Runs the tests that stand beside the tables of a lexicon.
//!
//! Each text is read as a document of its own: a joint statement of Japan and the United States of 20 May 2031.
//! What counts as found depends on the table: acts, strengths, codes of actors, EDTF dates, topics, mechanisms,
//! types of events, the kind of the document, or the text in one spelling.

use std::collections::BTreeSet;

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
use seimei_text::fold::fold;

/// Runs a test. Returns a fault if it fails.
pub(crate) fn run(example: &Example, lexicon: &Lexicon) -> Option<Fault> {
    let found = found(example, lexicon)?;
    let told =
        || if found.is_empty() { "nothing".to_owned() } else { found.iter().cloned().collect::<Vec<_>>().join(", ") };
    let what = if example.expect == "-" {
        (!found.is_empty()).then(|| format!("expected nothing in this text, found {}", told()))
    } else {
        let missing = example.expect.split('|').find(|wanted| !found.contains(*wanted));
        missing.map(|wanted| format!("expected {wanted} in this text, found {}", told()))
    };
    what.map(|what| Fault { file: example.file.clone(), line: example.line, what })
}

/// Returns what a table's entries find in a text; `None` for a table whose tests do not run here.
fn found(example: &Example, lexicon: &Lexicon) -> Option<BTreeSet<String>> {
    let table = example.table;
    if matches!(table, TableName::Glyphs | TableName::Spellings) {
        let folded = fold(&example.text, lexicon.glyphs());
        let is_changed = folded.as_str() != example.text;
        return Some(is_changed.then(|| folded.as_str().to_owned()).into_iter().collect());
    }
    if table == TableName::Furniture {
        return None;
    }
    let mut ingested = ingest(example.text.as_bytes(), Format::Text, lexicon);
    if table == TableName::Documents {
        return Some(judged(&read::read(&ingested, lexicon).document));
    }
    ingested.language = example.lang.unwrap_or(ingested.language);
    let document = Document {
        title: None,
        kind: DocumentKind::JointStatement,
        date: Some(Edtf::new("2031-05-20")),
        language: ingested.language,
        parties: vec![ActorCode::new("JPN"), ActorCode::new("USA")],
        place: None,
        translation: None,
        issuer: None,
    };
    let (reading, explanation) = read::explain_as(document, &ingested, lexicon, 1);
    let mut found = BTreeSet::new();
    let acts = || reading.provisions.iter().flat_map(|provision| &provision.acts);
    match table {
        TableName::Acts | TableName::Words | TableName::Grammar => {
            found.extend(acts().filter(|act| act.act != ActKind::State).map(|act| act.act.word().to_owned()));
        }
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
            let words = reading.provisions.iter().flat_map(|provision| &provision.topic_words);
            found.extend(words.map(|word| word.topic.to_string()));
        }
        TableName::Mechanisms | TableName::MechanismHeads => {
            let mechanisms = reading.provisions.iter().flat_map(|provision| &provision.mechanisms);
            found.extend(mechanisms.map(|mechanism| mechanism.text.clone()));
        }
        _ => found.extend(reading.events.iter().map(|event| event.event_type.word().to_owned())),
    }
    Some(found)
}

/// Returns what a document was judged to be, apart from what is so where nothing tells.
fn judged(document: &Document) -> BTreeSet<String> {
    let kind = (document.kind != DocumentKind::Report || document.language == Lang::Und).then(|| document.kind.word());
    let mut found: BTreeSet<String> = kind.into_iter().map(str::to_owned).collect();
    found.extend(document.translation.map(str::to_owned));
    found.extend(document.issuer.clone());
    found.extend(document.place.clone());
    found
}
