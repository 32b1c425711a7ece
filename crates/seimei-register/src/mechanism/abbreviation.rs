//! Abbreviations that brackets introduce: the mentions they stand for, in their document and, where no other name has
//! them, in the archive.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use seimei_model::code::Lang;
use seimei_model::provision::Provision;
use seimei_text::range::TextRange;

use super::mention::{Body, Called, Mention, Tools, body};
use super::reads::{Abbreviated, ProvisionRead, Sentence, plain};
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

    /// Finds the abbreviations in a provision beside the mentions it has, and adds them to them; `None` where it has neither.
    /// Returns with it what each of them stands for, by their places among the mentions.
    pub(super) fn find(
        &self,
        place: Place,
        read: &ProvisionRead,
        grounds: &Grounds,
        tools: &Tools,
        union: &Union,
    ) -> Option<(Sentence, Vec<(TextRange, usize)>)> {
        let stands_for = |short: &String| self.stands_for(place.text, tools.language, short, union);
        let wanted: BTreeMap<&String, usize> =
            read.shorts.iter().filter_map(|short| Some((short, stands_for(short)?))).collect();
        if wanted.is_empty() {
            let body = Arc::clone(read.own.as_ref()?);
            return Some((Sentence { place, body }, Vec::new()));
        }
        let shorts = || wanted.keys().map(|short| (*short).clone()).collect::<Vec<_>>();
        let look = || abbreviated(read, shorts(), grounds.provision(place), tools);
        let known = read.abbreviated.get_or_init(look);
        let is_same = known.shorts.len() == wanted.len() && known.shorts.iter().eq(wanted.keys().copied());
        let found = if is_same { known } else { &look() };
        let added = found.added.iter().filter_map(|(range, short)| Some((*range, *wanted.get(short)?))).collect();
        Some((Sentence { place, body: Arc::clone(&found.body) }, added))
    }
}

/// Finds where these abbreviations stand in a provision, other names aside.
fn abbreviated(read: &ProvisionRead, shorts: Vec<String>, provision: &Provision, tools: &Tools) -> Abbreviated {
    let mut body = read.own.as_ref().map_or_else(|| body(provision, tools), |own| Body::clone(own));
    let mut added = Vec::new();
    for short in &shorts {
        for (start, _) in body.text.clone().match_indices(short.as_str()) {
            let range = TextRange::new(start, start + short.len());
            let taken = body.mentions.iter().any(|of| of.range.start <= range.start && range.end <= of.end);
            let known = tools.speller.known(&tools.speller.name(short)).is_some();
            if taken || known || !is_whole(&body.text, range) {
                continue;
            }
            added.push((range, short.clone()));
            body.mentions.push(Mention::abbreviated(&body.text, range, short, tools));
        }
    }
    body.mentions.sort_by_key(|mention| mention.range.start);
    // What is said of a name may be told by what stands beside it.
    body.mentions.iter_mut().for_each(|mention| mention.told = Default::default());
    Abbreviated { shorts, body: Arc::new(body), added }
}

/// Returns the words of a key.
fn words_of(key: &str) -> &str {
    let words = key.splitn(3, ':').last().unwrap_or(key);
    words.split('@').next().unwrap_or(words)
}
