//! Persons by their office: Prime Minister Kishida of Japan, the President of the Republic.

use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::{names, words};
use crate::actors::items::{Item, Role, add};
use crate::actors::{persons, resolve};
use crate::context::{Context, Discourse};
use crate::sentence::Sentence;

/// A person found.
pub(super) struct Person {
    /// State, office and name.
    pub(super) range: TextRange,
    /// Whom the person acts for; empty if the text does not tell.
    pub(super) codes: Vec<ActorCode>,
    /// How many items it takes, from the office on.
    pub(super) used: usize,
}

/// Returns the state or organisation after "of" at `end`: its index among `items` and the range.
fn of_state<'i>(items: &'i [Item<'i>], from: usize, end: u32, text: &str) -> Option<&'i Item<'i>> {
    let next = items.get(from)?;
    let between = text.get(end as usize..next.range.start as usize)?;
    let is_of = matches!(between, " of " | " of the " | " from " | " from the ");
    (is_of && matches!(next.role, Role::Name | Role::Compound)).then_some(next)
}

/// Returns whether an office after `ahead` only says whom another serves (Assistant to the President).
fn is_part_of_a_title(ahead: &str) -> bool {
    const SERVING: &[&str] =
        &["Assistant", "Advisor", "Adviser", "Counselor", "Counsellor", "Deputy", "Envoy", "advisor", "adviser"];
    let Some(ahead) = ahead.strip_suffix(" to the ").or_else(|| ahead.strip_suffix(" to ")) else { return false };
    SERVING.iter().any(|word| ahead.ends_with(word))
}

/// Reads the office at `at`, with the state before it (if the caller found one), the state after
/// "of", and the person's name.
pub(super) fn read(
    items: &[Item],
    at: usize,
    state: Option<&Item>,
    sentence: &Sentence,
    context: &Context,
    discourse: &mut Discourse,
) -> Person {
    let text = sentence.text;
    let office = &items[at];
    if is_part_of_a_title(&text[..office.range.start as usize]) {
        return Person { range: office.range, codes: Vec::new(), used: 1 };
    }
    let mut range = state.map_or(office.range, |state| state.range.cover(office.range));
    let mut codes = state.map(|state| state.codes.clone()).unwrap_or_default();
    let mut used = 1;
    let mut name = None;
    let mut end = office.range.end;
    // Deputy Prime Minister and Foreign Minister NAME: the second office takes the name.
    if let Some(state) = of_state(items, at + used, end, text) {
        if codes.is_empty() {
            codes.clone_from(&state.codes);
        }
        end = state.range.end;
        used += 1;
    }
    let limit = items.get(at + used).map_or(text.len() as u32, |next| next.range.start);
    let after = &text[end as usize..];
    let comma = used > 1 && after.starts_with(", ");
    let start = end + if comma { 2 } else { 1 };
    if (after.starts_with(' ') || comma)
        && let Some(found) = names::name_at(text, start, limit.max(start))
        && (!comma || text[found].contains(' '))
    {
        name = Some(found);
        end = found.end;
        if let Some(state) = of_state(items, at + used, end, text) {
            if codes.is_empty() {
                codes.clone_from(&state.codes);
            }
            end = state.range.end;
            used += 1;
        }
    }
    range = range.cover(TextRange::new(office.range.start as usize, end as usize));
    if name.is_none() {
        let ahead = text[..range.start as usize].trim_end_matches("the ");
        if let Some(ahead) = ahead.strip_suffix(", ") {
            let found = names::name_before(text, ahead.len() as u32);
            if let Some(found) = found.filter(|_| !codes.is_empty() || !office.codes.is_empty()) {
                name = Some(found);
                range = range.cover(found);
            }
        }
    }
    if codes.is_empty() {
        codes.clone_from(&office.codes);
    }
    let words = name.map(|name| &text[name]);
    if codes.is_empty()
        && let Some(words) = words
    {
        codes = names::known(words, context, discourse);
    }
    if codes.is_empty() {
        codes = unnamed(office, words.is_some(), sentence, context, discourse);
    }
    if !codes.is_empty() {
        if let Some(words) = words {
            if persons::known(words, context, discourse).is_empty() {
                learn_as(&named_key(office), &codes, discourse);
            }
            names::learn(words, &codes, discourse);
        }
        learn_office(office, &codes, discourse);
    }
    Person { range, codes, used }
}

/// Returns whom an office stands for when neither a state nor a known name tells.
fn unnamed(
    office: &Item,
    has_name: bool,
    sentence: &Sentence,
    context: &Context,
    discourse: &mut Discourse,
) -> Vec<ActorCode> {
    if !has_name {
        let form = office.entry.forms[office.hit.form as usize].as_str();
        let known = persons::known(form, context, discourse);
        if known.len() == 1 {
            return known.to_vec();
        }
    }
    if has_name {
        let taken = persons::known(&named_key(office), context, discourse);
        let free = resolve::free_holder(&office.entry.family, taken, sentence.number, context);
        return if free.is_empty() { resolve::issuers_own(&office.entry.family, context, discourse) } else { free };
    }
    let only = resolve::only_holder(&office.entry.family, context);
    if !only.is_empty() {
        return only;
    }
    let definite = words::ends_with_word(sentence.text[..office.range.start as usize].trim_end(), "the");
    match context.parties.as_slice() {
        [one] if definite && office.entry.family == "office" => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// Returns under what the holders of an office who were named with it are remembered.
fn named_key(office: &Item) -> String {
    format!("{} NAMED", office.entry.forms[office.hit.form as usize])
}

/// Notes who holds an office, so that the bare office can be read; two holders undo each other.
fn learn_office(office: &Item, codes: &[ActorCode], discourse: &mut Discourse) {
    learn_as(&office.entry.forms[office.hit.form as usize], codes, discourse);
}

/// Adds `codes` to what is known under `key`.
fn learn_as(key: &str, codes: &[ActorCode], discourse: &mut Discourse) {
    match discourse.persons.get_mut(key) {
        Some(known) => add(known, codes),
        None => persons::learn(key, codes, discourse),
    }
}

/// Reads a plural office or a governmental noun with the states after "of" (the Foreign Ministers
/// of Japan and France, the people of Ukraine): the range, the codes, the items taken.
pub(super) fn of_names(items: &[Item], at: usize, text: &str) -> Option<(TextRange, Vec<ActorCode>, usize)> {
    // the government and people of Ukraine
    if items[at].role == Role::Noun
        && let Some(next) = items.get(at + 1)
        && next.role == Role::Noun
        && items.get(at + 2).is_some_and(|third| third.role == Role::Name)
        && matches!(&text[items[at].range.end as usize..next.range.start as usize], " and " | " and the " | ", ")
    {
        let (range, codes, used) = of_names(items, at + 1, text)?;
        return Some((items[at].range.cover(range), codes, used + 1));
    }
    let first = of_state(items, at + 1, items[at].range.end, text)?;
    let mut range = items[at].range.cover(first.range);
    let mut codes = first.codes.clone();
    let mut used = 2;
    while let Some(next) = items.get(at + used)
        && (matches!(next.role, Role::Name | Role::Compound | Role::Mask) || next.entry.family == "territory")
        && (items[at].role != Role::Noun || text[items[at].range].ends_with('s'))
        && words::is_listing(&text[range.end as usize..next.range.start as usize])
    {
        add(&mut codes, &next.codes);
        range = range.cover(next.range);
        used += 1;
    }
    Some((range, codes, used))
}
