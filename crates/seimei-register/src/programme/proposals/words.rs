//! Words of an area's titles that tell it from the other areas of its programme.

use std::collections::BTreeSet;

use seimei_model::programme::{Area, Programme};

/// Returns for each area the words of its titles that no other area has, the longest first.
pub(super) fn own_words(programme: &Programme) -> Vec<Vec<String>> {
    let texts: Vec<String> = programme.areas().map(|(_, area)| titles(area).to_lowercase()).collect();
    let all: Vec<BTreeSet<&str>> = texts.iter().map(|text| tokens(text)).collect();
    let is_elsewhere = |number: usize, word: &str| {
        let mut others = texts.iter().zip(&all).enumerate().filter(|(other, _)| *other != number);
        others.any(|(_, (text, tokens))| has_word(text, tokens, word))
    };
    let own = |(number, words): (usize, &BTreeSet<&str>)| {
        let mut own: Vec<String> =
            words.iter().filter(|word| !is_elsewhere(number, word)).map(|word| (*word).to_owned()).collect();
        own.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        own
    };
    all.iter().enumerate().map(own).collect()
}

/// Returns the titles of an area, its goals and activities, in every language.
fn titles(area: &Area) -> String {
    let parts = area
        .goals
        .iter()
        .flat_map(|goal| std::iter::once(&goal.title).chain(goal.activities.iter().map(|activity| &activity.title)));
    let names = std::iter::once(&area.title).chain(parts);
    names.flat_map(|names| [&names.ja, &names.en]).flatten().map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// What a character belongs to, where words are told by their script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Letters,
    Han,
    Katakana,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{30a1}'..='\u{30fa}' | 'ー' => Self::Katakana,
            '々' | '\u{3400}'..='\u{9fff}' => Self::Han,
            '\u{3040}'..='\u{309f}' => Self::Other,
            c if c.is_alphabetic() => Self::Letters,
            _ => Self::Other,
        }
    }

    /// Returns how many characters make a word that tells something.
    fn least(self) -> usize {
        match self {
            Self::Letters => 5,
            Self::Han | Self::Katakana => 2,
            Self::Other => usize::MAX,
        }
    }
}

/// Returns the words of a text: runs of one script that are long enough.
pub(super) fn tokens(text: &str) -> BTreeSet<&str> {
    let mut words = BTreeSet::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((place, c)) = characters.next() {
        let script = Script::of(c);
        if characters.peek().is_some_and(|(_, next)| Script::of(*next) == script) {
            continue;
        }
        let end = place + c.len_utf8();
        let word = &text[start..end];
        if word.chars().count() >= script.least() {
            words.insert(word);
        }
        start = end;
    }
    words
}

/// Returns those of the words, the longest first, that a text uses; a part of a longer one that it uses tells nothing more.
pub(super) fn shared(words: &[String], text: &str, tokens: &BTreeSet<&str>) -> Vec<String> {
    let mut shared: Vec<String> = Vec::new();
    for word in words.iter().filter(|word| has_word(text, tokens, word)) {
        if !shared.iter().any(|longer| longer.contains(word.as_str())) {
            shared.push(word.clone());
        }
    }
    shared
}

/// Tells whether a text uses a word: a word of letters as a whole, one of another script anywhere.
fn has_word(text: &str, tokens: &BTreeSet<&str>, word: &str) -> bool {
    let is_whole = word.chars().all(|c| Script::of(c) == Script::Letters);
    if is_whole { tokens.contains(word) } else { text.contains(word) }
}
