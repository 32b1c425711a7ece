//! The provisions that the examples read: JSON Lines of `{"document", "year", "language", "text", "acts", "topics", "parties"}`.

use seimei_model::act::Act;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_wording::lineage::Passage;
use serde::Deserialize;

/// A provision.
#[derive(Deserialize)]
pub(crate) struct Row {
    document: u32,
    year: Option<i32>,
    language: Lang,
    text: String,
    #[serde(default)]
    acts: Vec<Act>,
    #[serde(default)]
    topics: Vec<TopicId>,
    #[serde(default)]
    parties: Vec<ActorCode>,
}

impl Row {
    /// Returns it as it is traced.
    pub(crate) fn passage(&self) -> Passage<'_> {
        let Self { document, year, language, text, acts, topics, parties } = self;
        Passage { document: *document, year: *year, language: *language, text, acts, topics, parties }
    }
}
