//! Words that name or stand for actors, in English.
//!
//! `words` chooses the words of the lexicon that count, `offices` reads persons by their
//! office; here names, adjectives, collectives and pronouns are put together.

mod names;
mod offices;
#[cfg(test)]
mod tests;
mod words;

use seimei_model::code::{ActorCode, RuleId};
use seimei_text::range::TextRange;

use crate::actors::items::{self, Item, Role, add, sorted};
use crate::actors::{memory, persons, resolve};
use crate::context::{Context, Discourse};
use crate::finding::{ActorMention, MentionKind};
use crate::sentence::Sentence;

/// Most adjectives listed before one noun (American, Japanese and Korean officials).
const MOST_LISTED: usize = 8;

/// Finds the mentions of actors in a sentence.
pub fn find(sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<ActorMention> {
    let items = words::choose(sentence, context);
    let mut mentions: Vec<ActorMention> = Vec::with_capacity(items.len());
    let mut at = 0;
    let mut read_to = 0;
    while at < items.len() {
        let item = &items[at];
        if item.range.start < read_to {
            at += 1;
            continue;
        }
        names::bare(read_to, item.range.start, sentence, context, discourse, &mut mentions);
        let found = read_item(&items, at, sentence, context, discourse, memory::latest(&mentions));
        at += found.used.max(1);
        read_to = item.range.end.max(read_to);
        if let Some(mention) = found.mention {
            read_to = read_to.max(mention.range.end);
            while mentions.last().is_some_and(|last| last.range.end > mention.range.start) {
                mentions.pop();
            }
            mentions.push(mention);
        }
    }
    names::bare(read_to, sentence.text.len() as u32, sentence, context, discourse, &mut mentions);
    memory::note(&mentions, discourse);
    mentions
}

/// What was read at an item.
struct Read {
    mention: Option<ActorMention>,
    /// How many items it takes.
    used: usize,
}

/// Returns a mention unless it has no code and is not abstract.
fn made(range: TextRange, codes: Vec<ActorCode>, kind: MentionKind, rule: RuleId, used: usize) -> Read {
    let codes = sorted(codes);
    let mention =
        (!codes.is_empty() || kind == MentionKind::Abstract).then_some(ActorMention { range, codes, kind, rule });
    Read { mention, used }
}

/// Reads what begins at the item at `at`.
fn read_item(
    items: &[Item],
    at: usize,
    sentence: &Sentence,
    context: &Context,
    discourse: &mut Discourse,
    so_far: &[ActorMention],
) -> Read {
    let item = &items[at];
    let rule = items::rule_of(item, context.lexicon);
    let nothing = Read { mention: None, used: 1 };
    match item.role {
        Role::Mask | Role::Address => nothing,
        Role::Nobody => made(item.range, Vec::new(), MentionKind::Abstract, rule, 1),
        Role::Name | Role::Compound | Role::Adjective => named(items, at, sentence, context, discourse, rule),
        Role::Capital => {
            if words::is_followed_by_capital(sentence.text, item.range.end) {
                return nothing;
            }
            made(item.range, item.codes.clone(), MentionKind::Capital, rule, 1)
        }
        Role::Body => {
            let kind = body_kind(sentence.text, item.range.end);
            made(item.range, item.codes.clone(), kind, rule, 1)
        }
        Role::Office => {
            let person = offices::read(items, at, None, sentence, context, discourse);
            made(person.range, person.codes, MentionKind::Person, rule, person.used)
        }
        Role::Offices | Role::Noun => match offices::of_names(items, at, sentence.text) {
            Some((range, codes, used)) => made(range, codes, MentionKind::Person, rule, used),
            // Ministers, our Health Ministers: those of the document.
            None if item.role == Role::Offices && words::ends_a_phrase(sentence.text, item.range.end) => {
                made(item.range, resolve::everyone(context), MentionKind::Collective, rule, 1)
            }
            None => nothing,
        },
        Role::Collective => {
            if let Some((range, codes, used)) = offices::of_names(items, at, sentence.text) {
                return made(range, codes, MentionKind::Person, rule, used);
            }
            if item.entry.family == "alone" && !words::is_followed_by_verb(sentence.text, item.range.end) {
                return nothing;
            }
            let codes = collective(item, context, so_far, discourse);
            made(item.range, codes, MentionKind::Collective, rule, 1)
        }
        Role::Pronoun => {
            let codes = pronoun(item, context, so_far, discourse);
            made(item.range, codes, MentionKind::Pronoun, rule, 1)
        }
    }
}

/// A body before a capitalised noun or a hyphen is used as an adjective (Kremlin-backed).
fn body_kind(text: &str, end: u32) -> MentionKind {
    if text[end as usize..].starts_with('-') { MentionKind::Modifier } else { MentionKind::Person }
}

/// Reads a name or adjective with the office, body or count that follows it.
fn named(
    items: &[Item],
    at: usize,
    sentence: &Sentence,
    context: &Context,
    discourse: &mut Discourse,
    rule: RuleId,
) -> Read {
    let text = sentence.text;
    let mut range = items[at].range;
    let mut codes = items[at].codes.clone();
    let mut last = at;
    // American and Japanese people; U.S., Japanese, and ROK officials.
    let mut ahead = at;
    let mut ahead_codes = codes.clone();
    while ahead - at < MOST_LISTED
        && let Some(next) = items.get(ahead + 1)
        && matches!(next.role, Role::Adjective | Role::Compound | Role::Name)
        && words::is_listing(&text[items[ahead].range.end as usize..next.range.start as usize])
        && words::is_modifying(&items[ahead], text)
    {
        add(&mut ahead_codes, &next.codes);
        ahead += 1;
    }
    if ahead > at
        && let Some(noun) = items.get(ahead + 1)
        && matches!(noun.role, Role::Noun | Role::Offices)
        && words::is_possession(&text[items[ahead].range.end as usize..noun.range.start as usize])
        && words::is_modifying(&items[ahead], text)
    {
        return made(range.cover(noun.range), ahead_codes, MentionKind::Person, rule, ahead + 2 - at);
    }
    if let Some(next) = items.get(last + 1) {
        let between = &text[range.end as usize..next.range.start as usize];
        match next.role {
            Role::Noun | Role::Offices if words::is_possession(between) => {
                return made(range.cover(next.range), codes, MentionKind::Person, rule, 2);
            }
            Role::Office if words::is_possession(between) || words::is_former(between) => {
                let person = offices::read(items, at + 1, Some(&items[at]), sentence, context, discourse);
                return made(person.range, person.codes, MentionKind::Person, rule, person.used + 1);
            }
            Role::Body if between == " " && next.codes == codes => {
                range = range.cover(next.range);
                last += 1;
                return made(range, codes, MentionKind::Person, rule, last + 1 - at);
            }
            Role::Address if words::is_possession(between) => {}
            _ => {}
        }
    }
    if let Some(person) = names::after_state(range.end, &codes, sentence, context, discourse) {
        return made(range.cover(person), codes, MentionKind::Person, rule, 1);
    }
    let kind = match items[at].role {
        Role::Name if !words::modifies(range, text) => MentionKind::Name,
        _ => MentionKind::Modifier,
    };
    codes.dedup();
    made(range, codes, kind, rule, 1)
}

/// Returns whom a collective stands for.
fn collective(item: &Item, context: &Context, so_far: &[ActorMention], discourse: &Discourse) -> Vec<ActorCode> {
    match item.entry.kind.as_str() {
        "members" => resolve::members(context, so_far, discourse),
        "issuer" => match context.parties.as_slice() {
            [only] => vec![only.clone()],
            _ => Vec::new(),
        },
        "number" => match item.entry.value.parse::<usize>() {
            Ok(count) => resolve::number(count, context, so_far, discourse),
            Err(_) => Vec::new(),
        },
        _ if matches!(item.entry.family.as_str(), "leaders" | "ministers" | "sides") => resolve::everyone(context),
        _ => context.parties.clone(),
    }
}

/// Returns whom a pronoun stands for.
fn pronoun(item: &Item, context: &Context, so_far: &[ActorMention], discourse: &Discourse) -> Vec<ActorCode> {
    match item.entry.kind.as_str() {
        "he" => memory::last_person(so_far, discourse),
        "it" => memory::last_named(so_far, discourse, |_| true).into_iter().collect(),
        _ => {
            let plural = so_far.iter().rev().find(|mention| {
                mention.codes.len() > 1 && matches!(mention.kind, MentionKind::Collective | MentionKind::Person)
            });
            if let Some(mention) = plural {
                return mention.codes.clone();
            }
            // Japan and the United States ... their
            let mut together = Vec::new();
            for mention in so_far.iter().filter(|mention| {
                matches!(mention.kind, MentionKind::Name | MentionKind::Person) && mention.codes.len() == 1
            }) {
                add(&mut together, &mention.codes);
            }
            if together.len() > 1 {
                return together;
            }
            if discourse.last_subject.len() > 1 {
                return discourse.last_subject.clone();
            }
            let all = resolve::everyone(context);
            if all.len() > 1 || !persons::known("", context, discourse).is_empty() { all } else { together }
        }
    }
}
