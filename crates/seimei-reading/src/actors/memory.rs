//! What a sentence leaves for the next about who was named.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;
use smol_str::SmolStr;

use crate::context::Discourse;
use crate::finding::{ActorMention, MentionKind};

/// How many of the actors named last are kept.
const KEPT: usize = 8;

/// How far back in a sentence a word looks for what it stands for, in mentions.
const LOOKED_BACK: usize = 48;

/// Returns the last of the mentions of a sentence so far.
pub fn latest(so_far: &[ActorMention]) -> &[ActorMention] {
    &so_far[so_far.len().saturating_sub(LOOKED_BACK)..]
}

/// Notes in `discourse` whom `mentions` name.
pub fn note(mentions: &[ActorMention], discourse: &mut Discourse) {
    for mention in mentions {
        let together = mention.kind == MentionKind::Modifier && mention.codes.len() > 1;
        if !together && !matches!(mention.kind, MentionKind::Name | MentionKind::Person | MentionKind::Capital) {
            continue;
        }
        for code in &mention.codes {
            named(code, discourse);
        }
        if let [code] = mention.codes.as_slice() {
            discourse.last_named = Some(code.clone());
            if mention.kind == MentionKind::Person {
                discourse.last_person.clone_from(&mention.codes);
            }
        }
    }
}

/// Puts `code` first among those named last.
fn named(code: &ActorCode, discourse: &mut Discourse) {
    if discourse.recent.first() == Some(code) {
        return;
    }
    discourse.recent.retain(|other| other != code);
    discourse.recent.insert(0, code.clone());
    discourse.recent.truncate(KEPT);
}

/// Returns the last state or organisation named in the sentence so far, else before it.
pub fn last_named(
    so_far: &[ActorMention],
    discourse: &Discourse,
    fits: impl Fn(&ActorCode) -> bool,
) -> Option<ActorCode> {
    so_far
        .iter()
        .rev()
        .filter(|mention| matches!(mention.kind, MentionKind::Name | MentionKind::Person | MentionKind::Capital))
        .filter(|mention| mention.codes.len() == 1)
        .flat_map(|mention| &mention.codes)
        .chain(&discourse.last_named)
        .chain(&discourse.recent)
        .find(|code| fits(code))
        .cloned()
}

/// Returns the codes of the last single person named in the sentence so far, else before it.
pub fn last_person(so_far: &[ActorMention], discourse: &Discourse) -> Vec<ActorCode> {
    so_far
        .iter()
        .rev()
        .find(|mention| mention.kind == MentionKind::Person && mention.codes.len() == 1)
        .map_or_else(|| discourse.last_person.clone(), |mention| mention.codes.clone())
}

/// The codes of states, in order.
struct States(Vec<SmolStr>);

/// Returns whether `code` is the code of a state, and not of an organisation.
pub fn is_state(code: &ActorCode, words: &LanguageLexicon) -> bool {
    let states = words.derived(|words| {
        let entries = words.table(TableName::Actors).iter();
        let mut codes: Vec<SmolStr> =
            entries.filter(|entry| entry.family == "state").map(|entry| entry.value.clone()).collect();
        codes.sort_unstable();
        codes.dedup();
        States(codes)
    });
    states.0.binary_search_by(|state| state.as_str().cmp(code.as_str())).is_ok()
}
