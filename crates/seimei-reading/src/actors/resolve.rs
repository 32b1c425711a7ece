//! Whom words for all the parties or for some number of them stand for.

use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;

use crate::actors::items::{add, sorted};
use crate::actors::memory::is_state;
use crate::context::{Context, Discourse};
use crate::finding::{ActorMention, MentionKind};

/// Returns those in whose name or about whom the document speaks together: the parties, and
/// in a readout by one side those whom it met.
pub fn everyone(context: &Context) -> Vec<ActorCode> {
    let mut all = context.parties.clone();
    if let [only] = context.parties.as_slice()
        && is_one_sided(context.kind)
        && is_state(only, context.lexicon)
    {
        add(&mut all, &context.counterparts);
    }
    sorted(all)
}

/// Returns whether documents of `kind` are issued by one side about dealings with others.
fn is_one_sided(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::Readout | DocumentKind::PressRelease | DocumentKind::FactSheet | DocumentKind::News)
}

/// Returns the `count` actors that a sentence speaks of together.
pub fn number(count: usize, context: &Context, so_far: &[ActorMention], discourse: &Discourse) -> Vec<ActorCode> {
    if context.parties.len() == count {
        return context.parties.clone();
    }
    if let [only] = context.parties.as_slice()
        && is_one_sided(context.kind)
        && is_state(only, context.lexicon)
        && context.counterparts.len() + 1 >= count
    {
        let mut all = vec![only.clone()];
        all.extend(context.counterparts.iter().take(count - 1).cloned());
        return sorted(all);
    }
    let mut last = Vec::new();
    for mention in so_far.iter().rev() {
        if mention.kind != MentionKind::Abstract {
            add(&mut last, &mention.codes);
        }
    }
    add(&mut last, &discourse.recent);
    if last.len() >= count && count > 0 {
        last.truncate(count);
        return sorted(last);
    }
    if context.parties.len() > 1 { context.parties.clone() } else { Vec::new() }
}

/// Returns the only one among those of the document who has the office, by the table of offices.
pub fn only_holder(office: &str, context: &Context) -> Vec<ActorCode> {
    let Some(entry) = context.lexicon.table(TableName::Offices).iter().find(|entry| entry.value == office) else {
        return Vec::new();
    };
    let has = |code: &&ActorCode| entry.forms.iter().any(|form| form == code.as_str());
    let only = |codes: &[ActorCode]| {
        let mut found = codes.iter().filter(has);
        match (found.next(), found.next()) {
            (Some(one), None) => Some(vec![one.clone()]),
            _ => None,
        }
    };
    only(&context.parties).unwrap_or_default()
}
