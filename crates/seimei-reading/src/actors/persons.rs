//! Persons: how a document introduces those who act for states, and how it calls them later.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::ActorCode;

use crate::actors::items::add;
use crate::context::{Context, Discourse};
use crate::finding::MentionKind;
use crate::language::Language;
use crate::ready::{Beginning, LOOKED_THROUGH, Ready};
use crate::sentence::Sentence;

/// How many blocks of running text tell with whom the document deals.
const OPENING: usize = 2;

/// Those whom a document introduces.
#[derive(Debug, Default)]
pub struct Introduced {
    /// How the text calls a person, with the codes the person acts for.
    pub persons: BTreeMap<String, Vec<ActorCode>>,
    /// Those beside the parties whom title and opening name, in order.
    pub counterparts: Vec<ActorCode>,
}

/// Looks through the title and the first blocks for persons named with their office, and for
/// those with whom the parties deal.
pub fn persons(
    beginning: &Beginning,
    context: &Context,
    lexicon: &Lexicon,
    language: &dyn Language,
    title: &str,
) -> Introduced {
    let mut discourse = Discourse { introducing: Some(Vec::new()), ..Discourse::default() };
    let mut persons_named = Vec::new();
    let mut all_named = Vec::new();
    let mut left = LOOKED_THROUGH;
    let mut opening = 0;
    let mut titled = Ready::default();
    titled.refill(title, lexicon, context.lexicon);
    let blocks = std::iter::once((true, &titled)).chain(beginning.iter().map(|block| (false, block)));
    for (number, (is_title, block)) in blocks.enumerate() {
        let text = block.folded.as_str();
        if text.len() > left {
            break;
        }
        left -= text.len();
        let sentence = Sentence {
            text,
            lower: &block.lower,
            hits: &block.hits,
            number: number as u32,
            opens_paragraph: true,
            is_list_item: false,
            section: None,
        };
        let mentions = language.actors(&sentence, context, &mut discourse);
        if is_title || opening < OPENING {
            for mention in &mentions {
                match mention.kind {
                    MentionKind::Person => add(&mut persons_named, &mention.codes),
                    MentionKind::Name | MentionKind::Modifier if is_title => add(&mut all_named, &mention.codes),
                    _ => {}
                }
            }
        }
        opening += usize::from(!is_title);
    }
    let mut counterparts = persons_named;
    add(&mut counterparts, &all_named);
    counterparts.retain(|code| !context.parties.contains(code));
    Introduced { persons: discourse.persons, counterparts }
}

/// Returns the codes that a person's name is known for.
pub fn known<'d>(name: &str, context: &'d Context, discourse: &'d Discourse) -> &'d [ActorCode] {
    discourse.persons.get(name).or_else(|| context.persons.get(name)).map_or(&[], Vec::as_slice)
}

/// Notes that `name` acts for `codes`, unless it is known for somebody already.
pub fn learn(name: &str, codes: &[ActorCode], discourse: &mut Discourse) {
    if name.is_empty() || codes.is_empty() || discourse.persons.len() >= 4096 || discourse.persons.contains_key(name) {
        return;
    }
    discourse.persons.insert(name.to_owned(), codes.to_vec());
}
