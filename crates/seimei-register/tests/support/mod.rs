//! Invented texts, read as an archive would.

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::identity::ExpressionId;
use seimei_model::reading::Reading;
use seimei_reading::read::read;
use seimei_register::grounds::{Place, Text};

/// The built-in lexicon.
pub(crate) fn lexicon() -> Lexicon {
    builtin::lexicon()
}

/// A text with what describes it.
pub(crate) struct Sample {
    id: ExpressionId,
    date: Edtf,
    parties: Vec<ActorCode>,
    reading: Reading,
}

/// Reads a text of that name (`doc/en`), day and parties (`JPN NATO`).
pub(crate) fn sample(id: &str, day: &str, parties: &str, text: &str, lexicon: &Lexicon) -> Sample {
    let id: ExpressionId = id.parse().expect("an expression");
    let parties: Vec<ActorCode> = parties.split_whitespace().map(ActorCode::new).collect();
    let mut ingested = ingest(text.as_bytes(), Format::Text, lexicon);
    ingested.language = id.language;
    let mut reading = read(&ingested, lexicon);
    reading.document.parties.clone_from(&parties);
    reading.document.kind = DocumentKind::JointStatement;
    Sample { id, date: Edtf::new(day), parties, reading }
}

/// Returns samples as the register takes them.
pub(crate) fn texts(samples: &[Sample]) -> Vec<Text<'_>> {
    fn text(sample: &Sample) -> Text<'_> {
        let Sample { id, date, parties, reading } = sample;
        Text {
            id,
            title: None,
            kind: reading.document.kind,
            date: Some(date),
            day: Some(date.as_str()),
            parties,
            translation: None,
            reading,
        }
    }
    samples.iter().map(text).collect()
}

/// Returns a place.
pub(crate) fn place(text: u32, provision: u32) -> Place {
    Place { text, provision }
}
