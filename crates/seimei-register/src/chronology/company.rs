//! Groups of states that act as their members: who meets as the Quad are the four.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;

use crate::grounds::Grounds;

/// Groups with their members.
pub(super) type Members = BTreeMap<ActorCode, Vec<ActorCode>>;

/// Returns the groups that the lexicon of the texts' languages knows to speak as their members.
pub(super) fn members(grounds: &Grounds, lexicon: &Lexicon) -> Members {
    let mut languages: Vec<_> = grounds.texts.iter().map(|text| text.id.language).collect();
    languages.sort_by_key(|language| language.tag());
    languages.dedup();
    let tables = languages.into_iter().filter_map(|language| lexicon.language(language));
    let entries = tables.flat_map(|words| words.table(TableName::Documents)).filter(|entry| entry.family == "members");
    entries.map(|entry| (ActorCode::new(&entry.value), entry.kind.split(',').map(ActorCode::new).collect())).collect()
}

/// Returns participants with the members of their groups beside these, ascending.
pub(super) fn with_members(codes: &[ActorCode], members: &Members) -> Vec<ActorCode> {
    let of_groups = codes.iter().filter_map(|code| members.get(code)).flatten();
    sorted(codes.iter().chain(of_groups).cloned().collect())
}

/// Returns participants with the members of their groups in place of these, ascending.
pub(super) fn without_groups(codes: &[ActorCode], members: &Members) -> Vec<ActorCode> {
    let (groups, others): (Vec<_>, Vec<_>) = codes.iter().partition(|code| members.contains_key(*code));
    sorted(groups.into_iter().filter_map(|group| members.get(group)).flatten().chain(others).cloned().collect())
}

fn sorted(mut codes: Vec<ActorCode>) -> Vec<ActorCode> {
    codes.sort();
    codes.dedup();
    codes
}
