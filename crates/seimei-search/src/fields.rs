//! The fields of the index.

use seimei_model::code::Lang;
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};

/// Changes whenever an index made before can no longer be used.
pub(crate) const VERSION: u32 = 1;

/// The name of the tokenizer that cuts running text.
pub(crate) const CUTTER: &str = "seimei";

/// What stands for yes in fields that say yes or no.
pub const YES: &str = "yes";
/// What stands for no.
pub const NO: &str = "no";

/// The fields of a unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The text as written; stored first, so that a candidate can be checked without reading the rest.
    pub(crate) text: Field,
    /// The rest of what is stored, a [`crate::unit::Unit`] in JSON.
    pub(crate) unit: Field,
    pub(crate) document: Field,
    /// Lasting number and language, as [`place`] puts them together.
    pub(crate) place: Field,
    pub(crate) language: Field,
    pub(crate) kind: Field,
    pub(crate) party: Field,
    /// First and last day of the document's date, `yyyymmdd`.
    pub(crate) from: Field,
    pub(crate) to: Field,
    pub(crate) section: Field,
    pub(crate) mechanism: Field,
    pub(crate) act: Field,
    pub(crate) topic: Field,
    pub(crate) actor: Field,
    pub(crate) target: Field,
    pub(crate) strength: Field,
    pub(crate) commitment: Field,
    pub(crate) due: Field,
}

impl Fields {
    /// Builds the schema.
    pub(crate) fn new() -> (Schema, Self) {
        let mut schema = Schema::builder();
        // No positions: candidates are checked on the text itself, which costs less than to write and keep positions.
        let cut = |option| TextFieldIndexing::default().set_tokenizer(CUTTER).set_index_option(option);
        let text = cut(IndexRecordOption::WithFreqs);
        let words = cut(IndexRecordOption::Basic).set_fieldnorms(false);
        let words = TextOptions::default().set_indexing_options(words);
        let term = || {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::Basic);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
        };
        let fields = Self {
            text: schema.add_text_field("text", TextOptions::default().set_indexing_options(text).set_stored()),
            unit: schema.add_text_field("unit", STORED),
            document: schema.add_text_field("document", term().set_fast("raw")),
            place: schema.add_u64_field("place", FAST),
            language: schema.add_text_field("language", term()),
            kind: schema.add_text_field("kind", term()),
            party: schema.add_text_field("party", term()),
            from: schema.add_u64_field("from", FAST),
            to: schema.add_u64_field("to", FAST),
            section: schema.add_text_field("section", words.clone()),
            mechanism: schema.add_text_field("mechanism", words),
            act: schema.add_text_field("act", term()),
            topic: schema.add_text_field("topic", term()),
            actor: schema.add_text_field("actor", term()),
            target: schema.add_text_field("target", term()),
            strength: schema.add_text_field("strength", term()),
            commitment: schema.add_text_field("commitment", term()),
            due: schema.add_text_field("due", term()),
        };
        (schema.build(), fields)
    }
}

/// The languages by their numbers in a place.
const LANGUAGES: [Lang; 3] = [Lang::Ja, Lang::En, Lang::Und];

/// Puts number and language of a unit into one column: an order by it is one by number and then by language.
pub(crate) fn place(number: u32, language: Lang) -> u64 {
    let language = LANGUAGES.iter().position(|one| *one == language).unwrap_or(0);
    u64::from(number) << 2 | language as u64
}

/// Takes a place apart.
pub(crate) fn unplace(place: u64) -> (u32, Lang) {
    ((place >> 2) as u32, LANGUAGES[(place & 3).min(2) as usize])
}
