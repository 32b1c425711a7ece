//! What fields and values may be called in a query: the English words of the data, the labels of both languages, the
//! names of actors.

use seimei_app::lexicon::Lexicon;
use seimei_app::names::{Names, TOPICS};
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::Lang;
use seimei_model::document::DocumentKind;
use seimei_search::fields::{NO, YES};
use seimei_search::query::Field;
use seimei_search::vocabulary::Vocabulary;

use crate::messages::Messages;

/// Returns the vocabulary of queries over an archive that names these actors. Words of both languages are known, those
/// of the reader's first.
pub fn vocabulary(messages: &Messages, lexicon: &Lexicon, actors: &[String]) -> Vocabulary {
    let mut vocabulary = Vocabulary::new();
    let other = Messages::new(if messages.lang == Lang::Ja { Lang::En } else { Lang::Ja });
    for messages in [messages, &other] {
        for field in Field::ALL {
            let names = messages.label("search-field", field.word());
            for name in names.split_whitespace() {
                vocabulary.name_field(*field, name);
            }
        }
        let mut name = |field: Field, family: &str, code: &str| {
            vocabulary.name_value(field, messages.label(family, code), code);
        };
        for kind in ActKind::ALL {
            name(Field::Act, "act", kind.word());
        }
        for kind in DocumentKind::ALL {
            name(Field::Kind, "kind", kind.word());
        }
        for topic in TOPICS {
            name(Field::Topic, "topic", topic);
        }
        for lang in &[Lang::Ja, Lang::En, Lang::Und] {
            name(Field::Lang, "language", lang.tag());
        }
        for strength in [Strength::Plain, Strength::Strong, Strength::Strongest] {
            let label = messages.label("search-strength", strength.word());
            vocabulary.name_value(Field::Strength, label, strength.word());
        }
        for answer in [YES, NO] {
            vocabulary.name_value(Field::Commitment, messages.label("search-answer", answer), answer);
        }
    }
    let mut code = |field: Field, code: &str| vocabulary.name_value(field, code, code);
    for kind in ActKind::ALL {
        code(Field::Act, kind.word());
    }
    for kind in DocumentKind::ALL {
        code(Field::Kind, kind.word());
    }
    for topic in TOPICS {
        code(Field::Topic, topic);
    }
    for one in &[Strength::Plain, Strength::Strong, Strength::Strongest] {
        code(Field::Strength, one.word());
    }
    for lang in &[Lang::Ja, Lang::En, Lang::Und] {
        code(Field::Lang, lang.tag());
    }
    for answer in &[YES, NO] {
        code(Field::Commitment, answer);
    }
    for field in [Field::Party, Field::Actor, Field::Target] {
        for actor in actors {
            vocabulary.name_value(field, actor, actor);
        }
        for lang in [messages.lang, other.lang] {
            for (code, name) in Names::forms(lexicon, lang) {
                vocabulary.name_value(field, &name, &code);
                vocabulary.name_value(field, &code, &code);
            }
        }
    }
    vocabulary
}
