//! Abbreviations that brackets introduce: the mentions they stand for, in their document and, where no other name has
//! them, in the archive.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::Lang;
use seimei_text::range::TextRange;

use super::mention::{Called, Mention, Sentence, Tools, is_abbreviation, sentence};
use super::union::Union;
use super::words::is_whole;
use crate::grounds::{Grounds, Place};

/// Shortest abbreviation that counts beyond the document that introduces it, in letters.
const SHORTEST: usize = 4;

/// The abbreviations of an archive.
#[derive(Default)]
pub(super) struct Abbreviations {
    /// What each stands for in a text.
    within: BTreeMap<(u32, String), usize>,
    /// What each stands for in a language; nothing where two names have it.
    across: BTreeMap<(Lang, String), BTreeSet<usize>>,
}

impl Abbreviations {
    /// Takes up those that brackets behind a mention introduce.
    pub(super) fn take(&mut self, place: Place, language: Lang, mention: &Mention, number: usize) {
        for called in &mention.called {
            let Called::Short(short) = called else { continue };
            let short = plain(short).to_owned();
            self.within.entry((place.text, short.clone())).or_insert(number);
            self.across.entry((language, short)).or_default().insert(number);
        }
    }

    /// Joins names that one abbreviation is introduced for and one of which ends the other.
    pub(super) fn join(&self, union: &mut Union) {
        for numbers in self.across.values() {
            let numbers: Vec<usize> = numbers.iter().copied().collect();
            for (at, &one) in numbers.iter().enumerate() {
                for &other in &numbers[at + 1..] {
                    let (left, right) = (words_of(union.name(one)), words_of(union.name(other)));
                    let ends = |whole: &str, end: &str| {
                        whole.strip_suffix(end).is_some_and(|head| head.is_empty() || head.ends_with(' '))
                            && end.split(' ').count() > 1
                    };
                    let is_open = !(union.name(one).contains('@') || union.name(other).contains('@'));
                    if numbers.len() == 2 && is_open && (ends(left, right) || ends(right, left)) {
                        union.join(one, other);
                    }
                }
            }
        }
    }

    /// Returns what an abbreviation stands for in a text.
    fn stands_for(&self, text: u32, language: Lang, short: &str, union: &Union) -> Option<usize> {
        if let Some(number) = self.within.get(&(text, short.to_owned())) {
            return Some(*number);
        }
        if short.len() < SHORTEST {
            return None;
        }
        let mut numbers = self.across.get(&(language, short.to_owned()))?.iter();
        let first = *numbers.next()?;
        numbers.all(|number| union.find(*number) == union.find(first)).then_some(first)
    }

    /// Finds the abbreviations in a provision beside the mentions it has, and adds them to them. Returns what each of them
    /// stands for, by their places among the mentions.
    pub(super) fn find(
        &self,
        place: Place,
        grounds: &Grounds,
        tools: &Tools,
        read: Option<Sentence>,
        union: &Union,
    ) -> (Option<Sentence>, Vec<(TextRange, usize)>) {
        let raw = &grounds.provision(place).text;
        let language = tools.language;
        let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
        for token in raw.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '&'))) {
            let short = plain(token);
            if is_abbreviation(short)
                && let Some(number) = self.stands_for(place.text, language, short, union)
            {
                wanted.insert(short.to_owned(), number);
            }
        }
        if wanted.is_empty() {
            return (read, Vec::new());
        }
        let mut read = read.unwrap_or_else(|| sentence(place, grounds, tools));
        let mut added = Vec::new();
        for (short, number) in wanted {
            for (start, _) in read.text.clone().match_indices(short.as_str()) {
                let range = TextRange::new(start, start + short.len());
                let taken = read.mentions.iter().any(|of| of.range.start <= range.start && range.end <= of.end);
                let known = tools.speller.known(&tools.speller.name(&short)).is_some();
                if taken || known || !is_whole(&read.text, range) {
                    continue;
                }
                added.push((range, number));
                read.mentions.push(Mention::abbreviated(&read.text, range, &short, tools));
            }
        }
        read.mentions.sort_by_key(|mention| mention.range.start);
        (Some(read), added)
    }
}

/// Returns an abbreviation without the s of the plural.
fn plain(short: &str) -> &str {
    short.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(short)
}

/// Returns the words of a key.
fn words_of(key: &str) -> &str {
    let words = key.splitn(3, ':').last().unwrap_or(key);
    words.split('@').next().unwrap_or(words)
}
