//! What codes are called, in both languages at once.

use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_export::labels::Labels;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::document::DocumentKind;

use crate::messages::Messages;

/// Names in both languages, out of the lexicon and the locales.
#[derive(Debug)]
pub struct Words {
    ja: Names,
    en: Names,
    messages_ja: Messages,
    messages_en: Messages,
}

impl Words {
    /// Takes the names of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let (ja, en) = (Names::new(lexicon, Lang::Ja), Names::new(lexicon, Lang::En));
        Self { ja, en, messages_ja: Messages::new(Lang::Ja), messages_en: Messages::new(Lang::En) }
    }

    /// Returns the names of actors in a language; the English ones for every language but Japanese.
    pub fn names(&self, lang: Lang) -> &Names {
        if lang == Lang::Ja { &self.ja } else { &self.en }
    }

    /// Returns the messages in a language; the English ones for every language but Japanese.
    pub fn messages(&self, lang: Lang) -> &Messages {
        if lang == Lang::Ja { &self.messages_ja } else { &self.messages_en }
    }
}

impl Labels for Words {
    fn actor<'a>(&'a self, actor: &'a ActorCode, lang: Lang) -> &'a str {
        self.names(lang).of(actor)
    }

    fn topic<'a>(&'a self, topic: &'a TopicId, lang: Lang) -> &'a str {
        self.messages(lang).label("topic", topic.as_str())
    }

    fn kind(&self, kind: DocumentKind, lang: Lang) -> &str {
        self.messages(lang).label("kind", kind.word())
    }
}
