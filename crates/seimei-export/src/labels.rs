//! What codes are called in words. The words stand in the lexicon and in the locales, which this crate does not read.

use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::document::DocumentKind;

/// Names codes in a language; gives the code itself where it has no name.
pub trait Labels {
    /// Returns the name of a state or organisation.
    fn actor<'a>(&'a self, actor: &'a ActorCode, lang: Lang) -> &'a str;

    /// Returns the name of a topic.
    fn topic<'a>(&'a self, topic: &'a TopicId, lang: Lang) -> &'a str;

    /// Returns the name of a kind of document.
    fn kind(&self, kind: DocumentKind, lang: Lang) -> &str;
}
