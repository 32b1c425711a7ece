//! Abbreviations: used and not defined, defined twice, defined and not used.
//!
//! What the lexicon lists as a name of a state or organisation, what the table `drafting` lists as known to everybody, and
//! what several texts of the record use undefined, needs no definition.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::range::TextRange;

use super::page::Page;
use super::{Desk, Finding, FindingKind};

/// An abbreviation that so many texts of the record use undefined needs no definition.
const USUAL: usize = 2;
/// The most letters of an abbreviation.
const MOST: usize = 10;
/// From so many letters on, a third of them vowels, a word in capitals is a name (a family name, a firm).
const SPOKEN: usize = 6;

/// An abbreviation where it stands.
#[derive(Clone, Copy, Debug)]
struct Use {
    at: TextRange,
    /// Whether it stands alone in brackets, behind what it stands for or before it.
    is_definition: bool,
}

/// Finds what is to be said about abbreviations.
pub(super) fn findings(desk: &Desk) -> Vec<Finding> {
    let (known, recorded) = known(desk);
    let mut all: BTreeMap<String, Vec<(usize, Use)>> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        for one in uses(page) {
            let word = singular(&page.text()[one.at.bounds()]).to_owned();
            all.entry(word).or_default().push((provision, one));
        }
    }
    let mut findings = Vec::new();
    for (word, uses) in &all {
        let defined: Vec<&(usize, Use)> = uses.iter().filter(|(_, one)| one.is_definition).collect();
        let place = |(provision, one): &(usize, Use)| desk.place(*provision, one.at);
        if let Some(first) = defined.first() {
            let long = |(provision, one): &(usize, Use)| long_form(&desk.own[*provision], one.at, word);
            let first_long = long(first);
            let other = defined.iter().skip(1).find_map(|other| {
                let (one, other_long) = (first_long.clone()?, long(other)?);
                (!same_words(&one, &other_long)).then_some((one, other_long, *other))
            });
            if let Some((one, other_long, at)) = other {
                findings.push(Finding {
                    places: vec![place(first), place(at)],
                    written: other_long,
                    against: one,
                    ..Finding::new(FindingKind::DefinedTwice)
                });
            }
            // In Japanese the abbreviation beside a name is how the other side calls it, also where it stands once.
            if uses.len() == 1 && desk.language != Lang::Ja && !known.contains(word) && !recorded.contains(word) {
                let written = word.clone();
                findings.push(Finding {
                    places: vec![place(first)],
                    written,
                    against: first_long.unwrap_or_default(),
                    ..Finding::new(FindingKind::Unused)
                });
            }
        } else if !known.contains(word) && !known.contains(without_figure(word)) {
            let written = word.clone();
            let places = uses.iter().map(place).collect();
            findings.push(Finding { places, written, ..Finding::new(FindingKind::Undefined) });
        }
    }
    findings
}

/// Returns the abbreviations that need no definition, and all that the record has.
fn known(desk: &Desk) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut recorded = BTreeSet::new();
    let mut known: BTreeSet<String> = desk.words.known.iter().cloned().collect();
    for language in [Lang::En, Lang::Ja] {
        for entry in desk.lexicon.entries(language, TableName::Actors) {
            known.extend(entry.forms.iter().filter(|form| is_abbreviation(form)).map(ToString::to_string));
        }
    }
    let mut undefined: BTreeMap<String, usize> = BTreeMap::new();
    for pages in desk.record {
        let (mut used, mut defined) = (BTreeSet::new(), BTreeSet::new());
        for page in pages {
            for one in uses(page) {
                let word = singular(&page.text()[one.at.bounds()]).to_owned();
                if one.is_definition {
                    defined.insert(word)
                } else {
                    used.insert(word)
                };
            }
        }
        recorded.extend(used.iter().chain(&defined).cloned());
        used.difference(&defined).for_each(|word| *undefined.entry(word.clone()).or_default() += 1);
    }
    let usual = undefined.into_iter().filter(|(_, count)| *count >= USUAL).map(|(word, _)| word);
    known.extend(usual.flat_map(|word| [without_figure(&word).to_owned(), word]));
    (known, recorded)
}

/// An abbreviation without the number behind it: the thirtieth COP, five EUR.
fn without_figure(word: &str) -> &str {
    word.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// An abbreviation without the ending of its plural.
fn singular(word: &str) -> &str {
    let bare = word.strip_suffix("'s").unwrap_or(word);
    bare.strip_suffix('s').filter(|bare| bare.len() > 1).unwrap_or(bare)
}

/// Returns whether a word is an abbreviation: two capitals or more, nothing but capitals, digits and `&`; no Roman number.
fn is_abbreviation(word: &str) -> bool {
    let bare = singular(word);
    let capitals = bare.bytes().filter(u8::is_ascii_uppercase).count();
    let vowels = bare.bytes().filter(|byte| matches!(byte, b'A' | b'E' | b'I' | b'O' | b'U')).count();
    let is_spoken = bare.len() >= SPOKEN && vowels * 3 >= bare.len();
    let is_roman = bare.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    capitals >= 2
        && bare.len() <= MOST
        && bare.starts_with(|c: char| c.is_ascii_uppercase())
        && bare.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'&')
        && !is_roman
        && !is_spoken
}

/// Returns the abbreviations of a provision. In one that shouts (a heading in capitals) there are none.
fn uses(page: &Page) -> Vec<Use> {
    let text = page.text();
    let (mut capitals, mut small) = (0, 0);
    text.bytes().for_each(|byte| {
        capitals += usize::from(byte.is_ascii_uppercase());
        small += usize::from(byte.is_ascii_lowercase());
    });
    if text.is_ascii() && capitals > small {
        return Vec::new();
    }
    let mut found = Vec::new();
    for token in latin(text) {
        let mut from = token.start as usize;
        let parts: Vec<&str> = text[token.bounds()].split('-').collect();
        // Q-SHIELD is a name as it stands; HTA-Arvenia is two.
        if parts.len() > 1 && parts.iter().all(|part| part.bytes().all(|byte| !byte.is_ascii_lowercase())) {
            continue;
        }
        for part in parts {
            let at = TextRange::new(from, from + part.len());
            from += part.len() + 1;
            if !is_abbreviation(part) {
                continue;
            }
            // U.S.-HTA is a relation; COVID-19 and the like are one word.
            let goes_on = text[at.end as usize..]
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            if goes_on {
                continue;
            }
            let before = text[..at.start as usize].trim_end_matches(['"', '\'', '「', '『', ' ']);
            let behind = text[at.end as usize..].trim_start_matches(['"', '\'', '」', '』', ' ']);
            let in_brackets = before.ends_with('(') && behind.starts_with([')', ',', ';', ':', '、', 'と'])
                || before.ends_with("以下") && behind.starts_with("と");
            let explained = behind
                .strip_prefix('(')
                .and_then(|rest| rest.split_once(')'))
                .is_some_and(|(long, _)| explains(long, part));
            found.push(Use { at, is_definition: in_brackets || explained || is_in_brackets_with(before, behind) });
        }
    }
    found
}

/// `(the "HTA")`, `(hereinafter HTA)`, `(以下「HTA」という。)`: in brackets, with at most a few words beside it.
fn is_in_brackets_with(before: &str, behind: &str) -> bool {
    let Some(open) = before.rfind('(') else { return false };
    let inner = &before[open + 1..];
    let closes = behind.find(')').is_some_and(|at| behind[..at].chars().count() <= 12);
    !inner.contains(')') && inner.chars().count() <= 24 && inner.split_whitespace().count() <= 3 && closes && {
        // (the HTA and its members) defines nothing; （Hybrid HTA） behind a Japanese name does.
        let is_plain = |c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit();
        inner.chars().all(is_plain) || before[..open].ends_with(|c: char| !c.is_ascii())
    }
}

/// Returns whether a long form has the abbreviation's letters as first letters, or is in another script.
fn explains(long: &str, short: &str) -> bool {
    !long.is_ascii() || initials_of(long, short).is_some()
}

/// Runs of Latin letters, digits, `&`, hyphens and apostrophes.
fn latin(text: &str) -> Vec<TextRange> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '-' | '\'');
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        // A full stop between letters makes another word of it (U.S., e.g.).
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if c != '.' || !text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                    found.push(TextRange::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Returns the words before a definition whose first letters it is made of; in Japanese the run before the bracket.
fn long_form(page: &Page, at: TextRange, short: &str) -> Option<String> {
    let text = page.text();
    let before = text[..at.start as usize].rfind('(').map(|open| text[..open].trim_end())?;
    if before.ends_with(|c: char| !c.is_ascii()) {
        let run: usize = before
            .chars()
            .rev()
            .take_while(|c| (c.is_alphanumeric() || *c == '・') && !('ぁ'..='ゖ').contains(c))
            .map(char::len_utf8)
            .sum();
        return (run > 0).then(|| before[before.len() - run..].to_owned());
    }
    initials_of(before, short)
}

/// Returns the last words of `words` whose first letters make `short`, small words between them left out.
fn initials_of(words: &str, short: &str) -> Option<String> {
    let letters: Vec<char> = short.chars().filter(char::is_ascii_uppercase).collect();
    let mut left = letters.len();
    let mut start = None;
    let mut end = words.len();
    for (count, word) in words.rsplit([' ', '-', '/']).enumerate() {
        let from = end - word.len();
        let first = word.chars().next().map(|c| c.to_ascii_uppercase());
        if left > 0 && first == Some(letters[left - 1]) {
            left -= 1;
            start = Some(from);
        }
        end = from.saturating_sub(1);
        if left == 0 || count > letters.len() + 4 {
            break;
        }
    }
    (left == 0).then(|| words[start.unwrap_or_default()..].trim().to_owned())
}

/// Returns whether two long forms are the same but for letter case, hyphens and an article.
fn same_words(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.to_lowercase().replace(['-', ' '], "").trim_start_matches("the").to_owned();
    bare(one) == bare(other)
}
