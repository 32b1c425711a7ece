//! Persons' names: how they are read after an office, and found again alone.

use seimei_model::code::{ActorCode, RuleId};
use seimei_text::range::TextRange;

use crate::actors::persons;
use crate::context::{Context, Discourse};
use crate::finding::{ActorMention, MentionKind};
use crate::sentence::Sentence;

/// Words inside a name that are not capitalised.
const PARTICLES: &[&str] =
    &["de", "der", "van", "von", "bin", "bint", "al", "da", "di", "del", "dos", "el", "ibn", "ter", "den", "la", "le"];
/// Capitalised words that end a name.
const NO_NAME: &[&str] = &[
    "The",
    "In",
    "On",
    "At",
    "And",
    "We",
    "Our",
    "They",
    "He",
    "She",
    "It",
    "I",
    "This",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Summit",
    "Meeting",
    "Council",
    "Statement",
    "Dialogue",
    "Conference",
    "Office",
    "Joint",
];
/// Most words in a name.
const MOST_WORDS: usize = 6;

/// Returns the name that begins at `start` (after a space), up to `limit`: capitalised words,
/// initials and particles.
pub(super) fn name_at(text: &str, start: u32, limit: u32) -> Option<TextRange> {
    let rest = &text[start as usize..limit.max(start) as usize];
    let mut end = 0;
    let mut at = 0;
    for _ in 0..MOST_WORDS {
        let word_end = rest[at..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '\'')))
            .map_or(rest.len(), |length| at + length);
        let mut word = &rest[at..word_end];
        let possessive = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
        let is_last = possessive.is_some();
        word = possessive.unwrap_or(word);
        let is_initial = word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase);
        let ends_sentence = word.ends_with('.') && !is_initial && !matches!(word, "Jr." | "Sr." | "St.");
        if ends_sentence {
            word = word.trim_end_matches('.');
        }
        let capitalised = word.starts_with(char::is_uppercase) && !NO_NAME.contains(&word);
        if !(capitalised || (PARTICLES.contains(&word) && word_end < rest.len())) || word.is_empty() {
            break;
        }
        if capitalised {
            end = at + word.len();
        }
        if is_last || ends_sentence {
            break;
        }
        if rest[word_end..].starts_with(", Jr.") {
            end = word_end + ", Jr.".len();
            break;
        }
        if !rest[word_end..].starts_with(' ') {
            break;
        }
        at = word_end + 1;
    }
    (end > 0).then(|| TextRange::new(start as usize, start as usize + end))
}

/// Returns the name of at least two words that ends at `end`.
pub(super) fn name_before(text: &str, end: u32) -> Option<TextRange> {
    let ahead = &text[..end as usize];
    let mut start = ahead.len();
    let mut words = 0;
    while words < MOST_WORDS {
        let rest = &ahead[..start];
        let rest = if words == 0 { rest } else { rest.strip_suffix(' ')? };
        let word_start = rest.rfind([' ', ',', '(', '"']).map_or(0, |at| at + 1);
        let word = &rest[word_start..];
        if !word.starts_with(char::is_uppercase) || NO_NAME.contains(&word) {
            break;
        }
        start = word_start;
        words += 1;
        if word_start == 0 || !ahead[..word_start].ends_with(' ') {
            break;
        }
        if !ahead[..word_start - 1].ends_with(|c: char| c.is_alphanumeric() || c == '.') {
            break;
        }
    }
    (words >= 2).then(|| TextRange::new(start, ahead.len()))
}

/// Notes a person by full name and by surname.
pub(super) fn learn(name: &str, codes: &[ActorCode], discourse: &mut Discourse) {
    persons::learn(name, codes, discourse);
    let plain = name.strip_suffix(", Jr.").or_else(|| name.strip_suffix(" Jr.")).unwrap_or(name);
    let mut parts = plain.split(' ').filter(|part| part.len() > 2 && !part.ends_with('.'));
    let first = parts.next();
    let last = parts.next_back().or(first);
    if let Some(last) = last {
        persons::learn(last, codes, discourse);
    }
    // KISHIDA Fumio is Kishida later.
    for family in plain.split(' ').filter(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase())) {
        let (initial, rest) = family.split_at(1);
        persons::learn(&format!("{initial}{}", rest.to_ascii_lowercase()), codes, discourse);
    }
    // Names whose first word is the family's.
    if let Some(first) = first
        && codes
            .iter()
            .any(|code| matches!(code.as_str(), "JPN" | "KOR" | "PRK" | "CHN" | "TWN" | "VNM" | "KHM" | "SGP"))
    {
        persons::learn(first, codes, discourse);
    }
}

/// Returns the codes known for any word of a name.
pub(super) fn known(name: &str, context: &Context, discourse: &Discourse) -> Vec<ActorCode> {
    let whole = persons::known(name, context, discourse);
    if !whole.is_empty() {
        return whole.to_vec();
    }
    name.split(' ')
        .rev()
        .map(|word| persons::known(word.trim_matches(','), context, discourse))
        .find(|codes| !codes.is_empty())
        .map(<[ActorCode]>::to_vec)
        .unwrap_or_default()
}

/// Returns the known name right after a state (Japan's Kishida), if it is a person's of that state.
pub(super) fn after_state(
    end: u32,
    codes: &[ActorCode],
    sentence: &Sentence,
    context: &Context,
    discourse: &Discourse,
) -> Option<TextRange> {
    let rest = &sentence.text[end as usize..];
    let start = end
        + if rest.starts_with("'s ") {
            3
        } else if rest.starts_with(' ') {
            1
        } else {
            return None;
        };
    let name = name_at(sentence.text, start, sentence.text.len() as u32)?;
    (persons::known(&sentence.text[name], context, discourse) == codes).then_some(name)
}

/// Finds known surnames that stand alone between `start` and `end`.
pub(super) fn bare(
    start: u32,
    end: u32,
    sentence: &Sentence,
    context: &Context,
    discourse: &Discourse,
    mentions: &mut Vec<ActorMention>,
) {
    if start >= end || (context.persons.is_empty() && discourse.persons.is_empty()) {
        return;
    }
    let text = &sentence.text[start as usize..end as usize];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_uppercase() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        if !begins {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80 || **b == b'-').count();
        let word = text.get(at..at + length).unwrap_or_default();
        let codes = if length > 2 { persons::known(word, context, discourse) } else { &[] };
        if !codes.is_empty() {
            let range = TextRange::new(start as usize + at, start as usize + at + length);
            mentions.push(ActorMention {
                range,
                codes: codes.to_vec(),
                kind: MentionKind::Person,
                rule: RuleId::new("en.known-person"),
            });
        }
        at += length.max(1);
    }
}
