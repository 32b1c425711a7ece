//! Who is named in a line that stands alone, such as a title.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::{self, LanguageLexicon};
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;

use crate::actors::items::add;
use crate::context::{Context, Discourse};
use crate::finding::MentionKind;
use crate::language::Language;
use crate::sentence::Sentence;

/// Returns the codes of those whom `text` names, in order of appearance: by names, short names in
/// compounds, and offices. `text` must be folded.
pub fn named_in(text: &str, language: &dyn Language, words: &LanguageLexicon) -> Vec<ActorCode> {
    let context = Context {
        lexicon: words,
        kind: DocumentKind::News,
        date: None,
        parties: Vec::new(),
        persons: BTreeMap::new(),
        counterparts: Vec::new(),
        issuer: None,
    };
    let lower = lexicon::lower(text);
    let hits = words.scan(&lower);
    let sentence = Sentence {
        text,
        lower: &lower,
        hits: &hits,
        number: 0,
        opens_paragraph: true,
        is_list_item: false,
        section: None,
    };
    let mut codes = Vec::new();
    let mentions = language.actors(&sentence, &context, &mut Discourse::default());
    // A capital beside states by name is where they met: the Selm Statement on Arvania-Hartia-Norland Partnership.
    let is_place = mentions
        .iter()
        .filter(|mention| mention.kind != MentionKind::Capital)
        .flat_map(|mention| &mention.codes)
        .count()
        > 1;
    for mention in mentions.into_iter().filter(|mention| !(is_place && mention.kind == MentionKind::Capital)) {
        add(&mut codes, &mention.codes);
    }
    codes
}
