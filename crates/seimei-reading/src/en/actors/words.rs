//! Which words of the lexicon count as names, and what joins them.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_text::range::TextRange;

use crate::actors::items::{self, Item, Role, Roles, add};
use crate::context::Context;
use crate::sentence::Sentence;

/// Short words after which a name is no modifier: what follows a whole noun phrase.
const AFTER_A_NOUN: &[&str] = &[
    "a",
    "about",
    "after",
    "against",
    "agree",
    "all",
    "along",
    "also",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "continue",
    "could",
    "did",
    "do",
    "does",
    "during",
    "for",
    "from",
    "had",
    "has",
    "have",
    "in",
    "including",
    "into",
    "is",
    "its",
    "itself",
    "may",
    "might",
    "must",
    "not",
    "of",
    "on",
    "or",
    "over",
    "remain",
    "remains",
    "share",
    "shall",
    "should",
    "since",
    "stand",
    "stands",
    "that",
    "the",
    "through",
    "to",
    "together",
    "toward",
    "towards",
    "under",
    "until",
    "via",
    "was",
    "we",
    "welcome",
    "welcomes",
    "were",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "within",
    "would",
    "intend",
    "intends",
    "plan",
    "plans",
    "commit",
    "commits",
    "reaffirm",
    "reaffirms",
    "reiterate",
    "reiterates",
    "commend",
    "commends",
    "recognize",
    "recognizes",
    "underscore",
    "underscored",
    "affirm",
    "affirms",
    "provided",
    "announced",
    "launched",
    "condemn",
    "condemns",
    "support",
    "supports",
    "urge",
    "urges",
    "our",
    "now",
    "today",
    "strongly",
    "further",
    "jointly",
    "again",
];

/// Verbs whose third person follows the short name of an actor (the EU supports).
const VERBS: &[&str] = &[
    "accept",
    "acknowledge",
    "affirm",
    "agree",
    "aim",
    "applaud",
    "appreciate",
    "believe",
    "call",
    "commend",
    "commit",
    "condemn",
    "congratulate",
    "consider",
    "continue",
    "demand",
    "denounce",
    "deplore",
    "emphasise",
    "emphasize",
    "encourage",
    "expect",
    "express",
    "hope",
    "intend",
    "join",
    "look",
    "need",
    "note",
    "offer",
    "oppose",
    "plan",
    "play",
    "pledge",
    "praise",
    "provide",
    "reaffirm",
    "recognise",
    "recognize",
    "reiterate",
    "reject",
    "remain",
    "resolve",
    "seek",
    "share",
    "stand",
    "strive",
    "stress",
    "support",
    "take",
    "thank",
    "underline",
    "underscore",
    "urge",
    "view",
    "want",
    "welcome",
    "work",
];

/// Chooses the words of the lexicon that count, hyphened compounds joined.
pub(super) fn choose<'l>(sentence: &Sentence, context: &Context<'l>) -> Vec<Item<'l>> {
    let roles = Roles::of(context.lexicon);
    let mut candidates = Vec::new();
    for hit in sentence.hits {
        if let Some(candidate) = candidate(hit, roles, context, sentence.text) {
            candidates.push(candidate);
        }
    }
    let mut chosen = items::longest(candidates);
    for item in &mut chosen {
        item.codes = items::codes_of(item.entry);
    }
    join(chosen, sentence.text)
}

/// Returns a hit as an item, its codes not filled in yet, if it is a whole word written as names are.
fn candidate<'l>(hit: &Hit, roles: &Roles, context: &Context<'l>, text: &str) -> Option<(u8, Item<'l>)> {
    if !matches!(hit.table, TableName::Actors | TableName::Titles | TableName::Collectives) {
        return None;
    }
    let before = text[..hit.range.start as usize].chars().next_back();
    let after = text[hit.range.end as usize..].chars().next();
    if before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let entry = context.lexicon.entry(hit);
    let form = entry.forms[hit.form as usize].as_str();
    let written = &text[hit.range];
    if !same_case(form, written) {
        return None;
    }
    let role = roles.role(hit)?;
    if before == Some('-') && ends_with_word(&text[..hit.range.start as usize], "non-") {
        return None;
    }
    if entry.kind == "prefix" && after != Some('-') {
        return None;
    }
    if role == Role::Nobody && entry.family != "territory" && shouts_inside(written) {
        return None;
    }
    if role == Role::Name && entry.family == "state" && is_another_name(written, &text[..hit.range.start as usize]) {
        return None;
    }
    let exact = u8::from(form != written);
    let rank = exact * 4
        + match hit.table {
            TableName::Actors => 0,
            TableName::Titles => 1,
            _ => 2,
        };
    Some((rank, Item { range: hit.range, role, codes: Vec::new(), entry, hit: *hit }))
}

/// Returns whether capitals of the form are capitals in the text, and a pronoun is not in
/// capitals (us, US).
fn same_case(form: &str, text: &str) -> bool {
    let capitals =
        form.bytes().zip(text.bytes()).all(|(form, text)| !form.is_ascii_uppercase() || text.is_ascii_uppercase());
    let shouted =
        text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) && form.bytes().all(|b| b.is_ascii_lowercase());
    capitals && !shouted
}

/// Returns whether a word after the first is capitalised (the World Food Programme is not "the world").
fn shouts_inside(written: &str) -> bool {
    written.split(' ').skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'S'))
}

/// Returns whether `name` after what stands `before` names a person or a place in the United
/// States (Michael Jordan; Atlanta, Georgia).
fn is_another_name(name: &str, before: &str) -> bool {
    if !matches!(name, "Georgia" | "Jordan" | "Chad" | "Israel" | "Cyprus" | "Lebanon") {
        return false;
    }
    let word = |text: &'_ str| text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_owned();
    if let Some(town) = before.strip_suffix(", ") {
        return name == "Georgia"
            && matches!(word(town).as_str(), "Atlanta" | "Savannah" | "Augusta" | "Island" | "Columbus" | "Brunswick");
    }
    let Some(first) = before.strip_suffix(' ') else { return false };
    matches!(
        word(first).as_str(),
        "Michael" | "Vernon" | "Frank" | "Peter" | "David" | "Hamilton" | "John" | "Steve" | "Barbara" | "Robert"
    )
}

/// Joins names set together with a hyphen, a dash or a slash (U.S.-Japan, Japan-ROK-U.S.).
fn join<'l>(items: Vec<Item<'l>>, text: &str) -> Vec<Item<'l>> {
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        if matches!(item.role, Role::Name | Role::Adjective)
            && let Some(last) = joined.last_mut()
            && matches!(last.role, Role::Name | Role::Adjective | Role::Compound)
            && matches!(
                &text[last.range.end as usize..item.range.start as usize],
                "-" | "–" | "/" | " - " | " – " | "—"
            )
        {
            let spaced = text[last.range.end as usize..item.range.start as usize].starts_with(' ');
            if !spaced || last.role == Role::Compound {
                add(&mut last.codes, &item.codes);
                last.range = last.range.cover(item.range);
                last.role = Role::Compound;
                continue;
            }
        }
        joined.push(item);
    }
    joined
}

/// Returns whether the words between two names list them (", ", " and ", ", and the ").
pub(super) fn is_listing(between: &str) -> bool {
    let rest = between.trim_end_matches(' ');
    let rest = rest.strip_suffix("the").map_or(rest, str::trim_end);
    matches!(
        rest.trim_start(),
        "," | ", and" | "and" | "&" | ", as well as" | "as well as" | "or" | "/" | ", or" | "and of" | ", and of"
    ) && !between.is_empty()
}

/// Returns whether the words between a name and a noun leave the noun the name's.
pub(super) fn is_possession(between: &str) -> bool {
    matches!(between, " " | "'s " | "' " | "-" | "'s own ")
}

/// Returns whether between a name and an office stands a word about the holder (former, then).
pub(super) fn is_former(between: &str) -> bool {
    let word = between.strip_prefix("'s").unwrap_or(between).trim();
    between.starts_with([' ', '\''])
        && matches!(
            word,
            "former" | "then" | "acting" | "new" | "then-" | "late" | "outgoing" | "incoming" | "Acting" | "Former"
        )
}

/// Returns whether a name may stand before a noun as it is (an adjective, or a name without ').
pub(super) fn is_modifying(item: &Item, _text: &str) -> bool {
    matches!(item.role, Role::Adjective | Role::Compound)
        || (item.role == Role::Name
            && item.entry.forms[item.hit.form as usize].bytes().all(|b| !b.is_ascii_lowercase()))
}

/// Returns whether a capitalised word follows.
pub(super) fn is_followed_by_capital(text: &str, end: u32) -> bool {
    let mut rest = text[end as usize..].chars();
    rest.next() == Some(' ') && rest.next().is_some_and(char::is_uppercase)
}

/// Returns whether the name at `range` is used as a modifier.
pub(super) fn modifies(range: TextRange, text: &str) -> bool {
    let rest = &text[range.end as usize..];
    if rest.starts_with('-') || text[..range.start as usize].ends_with('-') {
        return true;
    }
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if next.is_empty() || AFTER_A_NOUN.contains(&next) {
        return false;
    }
    if next.starts_with(char::is_uppercase) {
        return true;
    }
    let name = &text[range];
    let is_short = name.bytes().all(|b| b.is_ascii_uppercase() || b == b'.' || b.is_ascii_digit());
    is_short && !is_verb(next)
}

/// Returns whether a noun phrase ends at `end`: no possessive, no capitalised word, no meeting follows.
pub(super) fn ends_a_phrase(text: &str, end: u32) -> bool {
    let rest = &text[end as usize..];
    let Some(next) = rest.strip_prefix(' ') else { return !rest.starts_with(['\'', '-']) };
    !next.starts_with(char::is_uppercase) && !next.starts_with("meeting")
}

/// Returns whether a verb or its helper follows (both agreed, the two also discussed).
pub(super) fn is_followed_by_verb(text: &str, end: u32) -> bool {
    let Some(rest) = text[end as usize..].strip_prefix(' ') else { return false };
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_verb(next)
        || VERBS.contains(&next)
        || matches!(
            next,
            "also" | "have" | "had" | "will" | "are" | "were" | "would" | "discussed" | "then" | "further"
        )
}

/// Returns whether a lower-case word after a name is its verb, as far as its form tells.
fn is_verb(word: &str) -> bool {
    let stem = word.strip_suffix("es").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    (stem.len() < word.len() && VERBS.iter().any(|verb| *verb == stem || verb.strip_suffix('e') == Some(stem)))
        || (word.ends_with("ed") && !word.ends_with("-led"))
        || matches!(word, "led" | "held" | "took" | "met" | "made" | "said" | "began" | "sent" | "stood")
}

/// Returns whether `text` ends with the ASCII word `word`, in whatever case.
pub(super) fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    text.as_bytes()[start..].eq_ignore_ascii_case(word.as_bytes())
        && (start == 0 || !text.as_bytes()[start - 1].is_ascii_alphanumeric())
}
