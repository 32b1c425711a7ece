//! Whom words for all the parties or for some number of them stand for.

use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;

use crate::actors::items::{add, sorted};
use crate::actors::memory::{is_state, last_named};
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

/// Returns the organisation whose member states are meant: the one that speaks, else the one
/// named last, else the parties.
pub fn members(context: &Context, so_far: &[ActorMention], discourse: &Discourse) -> Vec<ActorCode> {
    let is_body = |code: &ActorCode| !is_state(code, context.lexicon);
    match context.parties.as_slice() {
        [one] if is_body(one) => vec![one.clone()],
        parties => match last_named(so_far, discourse, is_body) {
            Some(body) => vec![body],
            None if parties.len() > 4 => parties.to_vec(),
            None => Vec::new(),
        },
    }
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
    if let Some(group) = so_far.iter().rev().find(|mention| mention.codes.len() == count && count > 1) {
        return group.codes.clone();
    }
    let mut last = Vec::new();
    for mention in so_far.iter().rev() {
        if mention.kind != MentionKind::Abstract {
            add(&mut last, &mention.codes);
        }
    }
    if last.len() == count {
        return sorted(last);
    }
    if context.parties.len() > 1 {
        return context.parties.clone();
    }
    if context.parties.is_empty() && context.counterparts.len() == count {
        return sorted(context.counterparts.clone());
    }
    // A pair carries on from sentence to sentence; more than two are counted afresh.
    add(&mut last, &discourse.recent);
    if count == 2 && last.len() >= count {
        last.truncate(count);
        return sorted(last);
    }
    Vec::new()
}

/// Returns the `count` single actors that were named last one after the other, joined by one of
/// `joints`.
pub fn joined_last(count: usize, so_far: &[ActorMention], text: &str, joints: &[&str]) -> Option<Vec<ActorCode>> {
    let fits = |group: &[ActorMention]| {
        group.iter().all(|mention| mention.codes.len() == 1 && mention.kind != MentionKind::Pronoun)
            && group
                .windows(2)
                .all(|pair| joints.contains(&text[pair[0].range.end as usize..pair[1].range.start as usize].trim()))
    };
    let group = so_far.windows(count.max(1)).rev().find(|group| fits(group))?;
    let codes = sorted(group.iter().flat_map(|mention| mention.codes.iter().cloned()).collect());
    (codes.len() == count).then_some(codes)
}

/// How many sentences count as the beginning of a document, where its own leaders are introduced.
const EARLY: u32 = 12;

/// Returns the only party who has the office, by the table of offices.
pub fn only_holder(office: &str, context: &Context) -> Vec<ActorCode> {
    let Some(entry) = office_entry(office, context) else { return Vec::new() };
    only(&context.parties, |code| entry.forms.iter().any(|form| form == code.as_str()))
}

/// Returns the only one beside `home` with whom the document deals and who can hold the office,
/// for a holder introduced without a state. In a joint document only where the name stands near
/// its beginning: who first comes up later is as likely somebody whom the parties talk about.
pub fn only_counterpart(office: &str, home: Option<&ActorCode>, number: u32, context: &Context) -> Vec<ActorCode> {
    let is_joint = context.parties.len() > 1;
    if is_joint && number >= EARLY {
        return Vec::new();
    }
    let entry = office_entry(office, context);
    let among = if is_joint { &context.parties } else { &context.counterparts };
    only(among, |code| {
        Some(code) != home && entry.is_none_or(|entry| entry.forms.iter().any(|form| form == code.as_str()))
    })
}

/// Returns who holds an office under a name that no state is told for, when those `taken` have
/// other holders: the side that speaks in a one-sided document, else the only one left of those
/// with whom the document deals.
pub fn free_holder(office: &str, taken: &[ActorCode], number: u32, context: &Context) -> Vec<ActorCode> {
    let entry = office_entry(office, context);
    let fits = |code: &ActorCode| {
        !taken.contains(code) && entry.is_none_or(|entry| entry.forms.iter().any(|form| form == code.as_str()))
    };
    match context.parties.as_slice() {
        [one] if fits(one) => vec![one.clone()],
        [] if entry.is_none() => Vec::new(),
        [] | [_] => only(&context.counterparts, fits),
        _ if number >= EARLY || entry.is_none() => Vec::new(),
        parties => match only(parties, fits) {
            // All have a holder: another name of the only one who can have one.
            none if none.is_empty() => only_holder(office, context),
            found => found,
        },
    }
}

/// Returns the issuer for an office holder introduced by name without a state. A head is taken
/// once: the next one introduced so is another's (a President at war, a Prime Minister in the news).
pub fn issuers_own(office: &str, context: &Context, discourse: &mut Discourse) -> Vec<ActorCode> {
    let (Some(issuer), Some(introduced)) = (&context.issuer, &mut discourse.introducing) else { return Vec::new() };
    if !context.parties.is_empty() && !context.parties.contains(issuer) {
        return Vec::new();
    }
    if let Some(entry) = office_entry(office, context) {
        let holds = entry.forms.iter().any(|form| form == issuer.as_str());
        if !holds || introduced.iter().any(|family| family == office) {
            return Vec::new();
        }
        introduced.push(office.into());
    }
    vec![issuer.clone()]
}

/// Returns the only one of `codes` that `fits`.
fn only(codes: &[ActorCode], fits: impl Fn(&ActorCode) -> bool) -> Vec<ActorCode> {
    let mut found = codes.iter().filter(|code| fits(code));
    match (found.next(), found.next()) {
        (Some(one), None) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// Returns who has the office, by the table of offices.
fn office_entry<'l>(office: &str, context: &Context<'l>) -> Option<&'l Entry> {
    context.lexicon.table(TableName::Offices).iter().find(|entry| entry.value == office)
}
