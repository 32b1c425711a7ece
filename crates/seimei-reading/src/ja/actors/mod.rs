//! Words that name or stand for actors, in Japanese.
//!
//! `compounds` reads short names (日米韓, 対露, 米大統領), `offices` persons by their office;
//! here the words are chosen and put together.

mod compounds;
mod offices;
#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::Hit;
use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use crate::actors::items::{self, Item, Role, Roles, add, sorted};
use crate::actors::{memory, resolve};
use crate::context::{Context, Discourse};
use crate::finding::{ActorMention, MentionKind};
use crate::sentence::Sentence;

/// Finds the mentions of actors in a sentence.
pub fn find(sentence: &Sentence, context: &Context, discourse: &mut Discourse) -> Vec<ActorMention> {
    let items = choose(sentence, context);
    let mut mentions: Vec<ActorMention> = Vec::with_capacity(items.len());
    let mut at = 0;
    while at < items.len() {
        let (mut mention, mut used) = mention(&items[at..], sentence, context, discourse, memory::latest(&mentions));
        if let Some(mention) = &mut mention {
            used += reach(mention, &items[(at + used.max(1)).min(items.len())..], sentence);
        }
        if let Some(mention) = mention
            && mentions.last().is_none_or(|last| last.range.end <= mention.range.start)
        {
            mentions.push(mention);
        }
        at += used.max(1);
    }
    memory::note(&mentions, discourse);
    mentions
}

/// Lets a body reach over the office that speaks for it (中国外務省の報道官, 国務省報道官); returns how
/// many items that takes.
fn reach(mention: &mut ActorMention, next: &[Item], sentence: &Sentence) -> usize {
    if !matches!(mention.kind, MentionKind::Person | MentionKind::Modifier) || mention.codes.len() != 1 {
        return 0;
    }
    let Some(office) = next.first() else { return 0 };
    let fits = office.role == Role::Office && office.entry.kind == "any";
    let between = sentence.text.get(mention.range.end as usize..office.range.start as usize);
    if !fits || !matches!(between, Some("" | "の")) || (between == Some("の") && mention.kind == MentionKind::Modifier)
    {
        return 0;
    }
    mention.range = mention.range.cover(office.range);
    mention.kind = modifier_or(MentionKind::Person, sentence, mention.range);
    1
}

/// Chooses the words of the lexicon that count, compounds of short names among them.
fn choose<'l>(sentence: &Sentence, context: &Context<'l>) -> Vec<Item<'l>> {
    let roles = Roles::of(context.lexicon);
    let mut candidates = compounds::candidates(sentence, roles, context);
    for hit in sentence.hits {
        let Some((rank, item)) = candidate(hit, roles, context, sentence.text) else { continue };
        candidates.push((rank, item));
    }
    let mut chosen = items::longest(candidates);
    // Compounds know their codes; a word of its own gives those of its entry.
    for item in chosen.iter_mut().filter(|item| item.role != Role::Compound && item.range == item.hit.range) {
        item.codes = items::codes_of(item.entry);
    }
    compounds::join_names(chosen, sentence, roles, context)
}

/// Returns a hit as an item, its codes not filled in yet, if its table names actors and it stands at the edges of a word.
fn candidate<'l>(hit: &Hit, roles: &Roles, context: &Context<'l>, text: &str) -> Option<(u8, Item<'l>)> {
    use seimei_lexicon::table::TableName;
    let rank = match hit.table {
        TableName::Actors => 0,
        TableName::Titles => 1,
        TableName::Collectives => 2,
        _ => return None,
    };
    let words = context.lexicon;
    let entry = words.entry(hit);
    if roles.is_short(hit) {
        return None;
    }
    let role = roles.role(hit)?;
    if goes_on(text, hit.range) || (role == Role::Name && is_of_its_people(text, hit.range)) {
        return None;
    }
    if !stands_alone(text, hit.range) || !same_case(&entry.forms[hit.form as usize], &text[hit.range]) {
        return None;
    }
    let rank = if role == Role::Mask { 0 } else { rank + 1 };
    Some((rank, Item { range: hit.range, role, codes: Vec::new(), entry, hit: *hit }))
}

/// Returns whether a word in capitals is in capitals in the text.
fn same_case(form: &str, text: &str) -> bool {
    form.bytes().zip(text.bytes()).all(|(form, text)| !form.is_ascii_uppercase() || text.is_ascii_uppercase())
}

/// Returns whether the last character of the word at `range` belongs to the next word (米軍事力, 日本側面).
pub(super) fn goes_on(text: &str, range: TextRange) -> bool {
    let next = text[range.end as usize..].chars().next();
    match text[range].chars().next_back() {
        Some('軍') => matches!(next, Some('事' | '備' | '縮' | '拡' | '需' | '用')),
        Some('側') => next == Some('面'),
        Some('国') => matches!(next, Some('際' | '連' | '家' | '境' | '土' | '籍')),
        _ => false,
    }
}

/// Returns whether the 国 that ends a name begins 国民 (ウクライナ国民 is ウクライナ and 国民).
fn is_of_its_people(text: &str, range: TextRange) -> bool {
    text[range].ends_with('国') && text[range].len() > "米国".len() && text[range.end as usize..].starts_with('民')
}

/// Returns whether the word at `range` is not a part of a longer katakana or Latin word.
fn stands_alone(text: &str, range: TextRange) -> bool {
    let word = &text[range];
    let joined = |inside: Option<char>, outside: Option<char>| match (inside, outside) {
        (Some(inside), Some(outside)) => {
            (is_katakana(inside) && is_katakana(outside))
                || (inside.is_ascii_alphanumeric() && outside.is_ascii_alphanumeric())
        }
        _ => false,
    };
    !joined(word.chars().next(), text[..range.start as usize].chars().next_back())
        && !joined(word.chars().next_back(), text[range.end as usize..].chars().next())
}

/// Returns whether `c` is a katakana letter or the long mark; the middle dot is none.
pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// Returns whether `c` is a Han character.
pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '々')
}

/// Returns the mention that begins with the first of `items`, and how many items it takes.
fn mention(
    items: &[Item],
    sentence: &Sentence,
    context: &Context,
    discourse: &mut Discourse,
    so_far: &[ActorMention],
) -> (Option<ActorMention>, usize) {
    let item = &items[0];
    let floor = so_far.last().map_or(0, |last| last.range.end);
    let rule = || items::rule_of(item, context.lexicon);
    let made = |range: TextRange, codes: Vec<ActorCode>, kind: MentionKind, used: usize| {
        let codes = sorted(codes);
        if codes.is_empty() && kind != MentionKind::Abstract {
            return (None, used);
        }
        (Some(ActorMention { range, codes, kind, rule: rule() }), used)
    };
    match item.role {
        Role::Mask => (None, 1),
        Role::Nobody => made(item.range, Vec::new(), MentionKind::Abstract, 1),
        Role::Name | Role::Compound | Role::Capital | Role::Adjective => named(items, floor, sentence, discourse, made),
        Role::Office | Role::Offices => {
            let found = offices::without_state(item, items.get(1), floor, sentence, context, discourse);
            made(found.range, found.codes, modifier_or(MentionKind::Person, sentence, found.range), found.used)
        }
        Role::Noun | Role::Address => match offices::of_known_person(item, floor, sentence, context, discourse) {
            Some((range, codes)) => made(range, codes, MentionKind::Person, 1),
            None => (None, 1),
        },
        Role::Body => {
            let kind = modifier_or(MentionKind::Person, sentence, item.range);
            made(item.range, item.codes.clone(), kind, 1)
        }
        Role::Collective => {
            let codes = collective(item, sentence, context, so_far, discourse);
            made(item.range, codes, MentionKind::Collective, 1)
        }
        Role::Pronoun => {
            let codes = pronoun(item, sentence, context, so_far, discourse);
            made(item.range, codes, MentionKind::Pronoun, 1)
        }
    }
}

/// Reads what follows the name of a state or organisation: a body, an office, a count.
fn named(
    items: &[Item],
    floor: u32,
    sentence: &Sentence,
    discourse: &mut Discourse,
    made: impl Fn(TextRange, Vec<ActorCode>, MentionKind, usize) -> (Option<ActorMention>, usize),
) -> (Option<ActorMention>, usize) {
    let item = &items[0];
    let codes = item.codes.clone();
    let limit = items.get(2).map_or(sentence.text.len() as u32, |third| third.range.start);
    let gap = |next: &Item| &sentence.text[item.range.end as usize..next.range.start as usize];
    if let Some(next) = items.get(1) {
        let range = item.range.cover(next.range);
        let between = gap(next);
        let holds = matches!(between, "" | "の" | "・");
        match next.role {
            Role::Noun if between.is_empty() => {
                return offices::held(item, next, floor..limit, sentence, discourse, made);
            }
            // 中国外務省; 中国の外務省, where the ministry alone would be the home one.
            Role::Body
                if between.is_empty() || (between == "の" && next.codes != codes && next.entry.value == "JPN") =>
            {
                return offices::held(item, next, floor..limit, sentence, discourse, made);
            }
            Role::Collective if between.is_empty() && next.entry.kind == "plain" => {
                return made(range, codes, modifier_or(MentionKind::Person, sentence, range), 2);
            }
            Role::Office | Role::Offices if holds => {
                return offices::held(item, next, floor..limit, sentence, discourse, made);
            }
            Role::Collective if matches!(between, "" | "の") && fits_count(next, &codes) => {
                if let Some(third) = items.get(2)
                    && matches!(third.role, Role::Office | Role::Noun | Role::Collective)
                    && matches!(&sentence.text[next.range.end as usize..third.range.start as usize], "" | "の")
                {
                    return made(range.cover(third.range), codes, MentionKind::Person, 3);
                }
                let kind = if next.entry.family == "states" { MentionKind::Name } else { MentionKind::Person };
                return made(range, codes, modifier_or(kind, sentence, range), 2);
            }
            Role::Office | Role::Noun
                if offices::is_name_between(between)
                    && item.role != Role::Capital
                    && (next.role == Role::Office || sentence.at(next.range).ends_with("政権")) =>
            {
                return offices::held(item, next, floor..limit, sentence, discourse, made);
            }
            _ => {}
        }
    }
    let kind = match item.role {
        Role::Capital if is_followed_by_noun(sentence.text, item.range.end) => return (None, 1),
        Role::Capital => MentionKind::Capital,
        Role::Compound if compounds::has_prefix(item, sentence.text) => MentionKind::Modifier,
        _ => modifier_or(MentionKind::Name, sentence, item.range),
    };
    made(item.range, codes, kind, 1)
}

/// Returns whether a collective after names may count them (日米両国, not 日本とNATO各国の三か国).
fn fits_count(item: &Item, codes: &[ActorCode]) -> bool {
    match item.entry.value.parse::<usize>() {
        Ok(count) => count == codes.len(),
        Err(_) => item.entry.value == "parties",
    }
}

/// Returns `kind`, or `MentionKind::Modifier` if a noun follows without a particle (日本企業).
fn modifier_or(kind: MentionKind, sentence: &Sentence, range: TextRange) -> MentionKind {
    if is_followed_by_noun(sentence.text, range.end) { MentionKind::Modifier } else { kind }
}

/// Returns whether a noun follows at `end` without a particle.
fn is_followed_by_noun(text: &str, end: u32) -> bool {
    const JOINING: &[&str] = &[
        "及び",
        "及",
        "並び",
        "並",
        "等",
        "両",
        "自身",
        "自ら",
        "共に",
        "間",
        "以外",
        "側",
        "は",
        "が",
        "ほか",
        "他",
        "各",
        "又は",
        "若しくは",
        "若し",
        "閣下",
        "陛下",
        "殿下",
        "氏",
    ];
    let rest = &text[end as usize..];
    let Some(next) = rest.chars().next() else { return false };
    let noun = is_kanji(next) || is_katakana(next) || next.is_ascii_alphanumeric();
    noun && !JOINING.iter().any(|word| rest.starts_with(word))
}

/// Returns whom a collective stands for.
fn collective(
    item: &Item,
    sentence: &Sentence,
    context: &Context,
    so_far: &[ActorMention],
    discourse: &Discourse,
) -> Vec<ActorCode> {
    match item.entry.kind.as_str() {
        "home" => vec![ActorCode::new(&item.entry.value)],
        "members" => resolve::members(context, so_far, discourse),
        "issuer" => match context.parties.as_slice() {
            [only] => vec![only.clone()],
            _ => Vec::new(),
        },
        "number" => match item.entry.value.parse::<usize>() {
            Ok(count) => counted(count, item, sentence, context, so_far, discourse),
            Err(_) => Vec::new(),
        },
        "plain" => {
            let before = sentence.text[..item.range.start as usize].chars().next_back();
            if before.is_some_and(|c| c == 'の' || is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric())
                || is_followed_by_noun(sentence.text, item.range.end)
            {
                return Vec::new();
            }
            resolve::everyone(context)
        }
        _ if item.entry.family == "we" => context.parties.clone(),
        _ => resolve::everyone(context),
    }
}

/// Returns whom a count stands for: none where it counts something else (原子炉の双方, バルカン三国).
fn counted(
    count: usize,
    item: &Item,
    sentence: &Sentence,
    context: &Context,
    so_far: &[ActorMention],
    discourse: &Discourse,
) -> Vec<ActorCode> {
    let ahead = &sentence.text[..item.range.start as usize];
    let last = so_far.last();
    let of_mention = |ahead: &str| last.is_some_and(|last| last.range.end as usize == ahead.len());
    if let Some(owner) = ahead.strip_suffix('の')
        && item.entry.family == "sides"
        && !of_mention(owner)
    {
        return Vec::new();
    }
    if ahead.chars().next_back().is_some_and(is_katakana) && !of_mention(ahead) {
        return Vec::new();
    }
    if context.parties.is_empty()
        && let Some(group) = resolve::joined_last(count, so_far, sentence.text, &["と", "・", "や", "及び", "、"])
    {
        return group;
    }
    resolve::number(count, context, so_far, discourse)
}

/// Returns whom a pronoun stands for.
fn pronoun(
    item: &Item,
    sentence: &Sentence,
    context: &Context,
    so_far: &[ActorMention],
    discourse: &Discourse,
) -> Vec<ActorCode> {
    let words = context.lexicon;
    match item.entry.kind.as_str() {
        "same-state" => {
            let addressed = so_far.iter().rev().find(|mention| {
                mention.codes.len() == 1 && sentence.text[mention.range.end as usize..].starts_with("に対し")
            });
            match addressed {
                Some(mention) => mention.codes.clone(),
                None => {
                    memory::last_named(so_far, discourse, |code| memory::is_state(code, words)).into_iter().collect()
                }
            }
        }
        "same-body" => {
            memory::last_named(so_far, discourse, |code| !memory::is_state(code, words)).into_iter().collect()
        }
        "same-person" => memory::last_person(so_far, discourse),
        _ if discourse.last_subject.len() > 1 => discourse.last_subject.clone(),
        _ => resolve::everyone(context),
    }
}

/// Adds the codes of `more` to `codes` (both languages' way, under the name used here).
pub(super) fn join_codes(codes: &mut Vec<ActorCode>, more: &[ActorCode]) {
    add(codes, more);
}
