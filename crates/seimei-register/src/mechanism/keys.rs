//! By what key a mention is kept: names with one key are one mechanism's from the beginning.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use seimei_model::code::{ActorCode, Lang};
use smol_str::SmolStr;

use super::mention::{Called, Mention, Tools};
use super::names::{Known, codes};
use super::reads::{Sentence, Small};
use crate::grounds::Grounds;

/// A full name: the actors that open it, and its key.
type Full = (Vec<ActorCode>, String);

/// The words of a name behind its actors: language, words, the year that tells it from others.
type Tail = (Lang, String, Option<u16>);

/// Gives mentions their keys.
pub(super) struct Keys<'a> {
    grounds: &'a Grounds<'a>,
    tools: &'a [Tools<'a>],
    /// Full names by language and the words behind the actors, with the texts that name them.
    full: BTreeMap<Tail, BTreeMap<Full, BTreeSet<u32>>>,
    /// The years that name the editions of a known instrument.
    editions: BTreeMap<SmolStr, BTreeSet<u16>>,
    /// Whose a mechanism that each group of parties has one of is, in a text.
    holders: BTreeMap<(u32, SmolStr), BTreeSet<String>>,
    /// Names without actors that several pairs of parties use in documents of their own.
    shared: BTreeMap<(Lang, String), BTreeSet<Vec<ActorCode>>>,
    /// Words that English texts write with a small letter too, and how else those are spelt.
    small: &'a Small,
    spelt_otherwise: HashSet<SmolStr>,
}

impl<'a> Keys<'a> {
    /// Looks over all mentions.
    pub(super) fn new(
        grounds: &'a Grounds<'a>,
        sentences: &[Sentence],
        tools: &'a [Tools<'a>],
        small: &'a Small,
    ) -> Self {
        let (full, shared) = (BTreeMap::new(), BTreeMap::new());
        let spellings = tools.iter().flat_map(|tools| tools.speller.spellings());
        let is_small = |(form, _): &&(SmolStr, SmolStr)| small.contains(form.as_str());
        let spelt_otherwise = spellings.filter(is_small).map(|(_, canonical)| canonical.clone()).collect();
        let (editions, holders) = (BTreeMap::new(), BTreeMap::new());
        let mut keys = Self { grounds, tools, full, editions, holders, shared, small, spelt_otherwise };
        for sentence in sentences {
            for mention in &sentence.mentions {
                keys.look(sentence, mention);
            }
        }
        for sentence in sentences {
            let language = grounds.language(sentence.place);
            for mention in &sentence.mentions {
                if !mention.name.front.is_empty() {
                    let key = keys.own(sentence, mention);
                    let year = edition(mention);
                    let tail = keys.full.entry((language, mention.name.tail.clone(), year)).or_default();
                    let texts = tail.entry((mention.name.front.clone(), key)).or_default();
                    texts.insert(sentence.place.text);
                } else if mention.known.is_none() {
                    let holders = keys.holders(sentence, mention);
                    if holders.len() == 2 {
                        keys.shared.entry((language, mention.name.tail.clone())).or_default().insert(holders);
                    }
                }
            }
        }
        keys
    }

    /// Returns the key of a mention.
    pub(super) fn key(&self, sentence: &Sentence, mention: &Mention) -> String {
        if mention.name.front.is_empty()
            && mention.known.is_none()
            && let Some(full) = self.full_name(sentence, mention)
        {
            return full;
        }
        let key = self.own(sentence, mention);
        let is_open = mention.name.front.is_empty() && key.starts_with("n:");
        if is_open && (self.is_bare(sentence, mention) || self.is_shared(sentence, mention)) {
            let holders = self.holders(sentence, mention);
            if !holders.is_empty() {
                return format!("{key}@{}", codes(&holders));
            }
        }
        key
    }

    /// Returns the key by a mention's own words.
    fn own(&self, sentence: &Sentence, mention: &Mention) -> String {
        let by_brackets = mention.called.iter().find_map(|called| match called {
            Called::Known(known, _, _) => Some(known),
            Called::Short(_) => None,
        });
        let Some(known) = mention.known.as_ref().or(by_brackets) else {
            let language = self.grounds.language(sentence.place);
            // A year says which meeting or exercise it was; it tells two plans apart.
            let is_meeting = edition(mention).is_none();
            let name = if is_meeting { mention.name.whole() } else { mention.name.edited() };
            return format!("n:{}:{name}", language.tag());
        };
        if !known.each {
            let editions = self.editions.get(&known.value).map_or(0, BTreeSet::len);
            return match edition(mention) {
                Some(year) if editions > 1 => format!("v:{}-{year}", known.value),
                _ => format!("v:{}", known.value),
            };
        }
        if let Some(holders) = self.holders_of(sentence, mention, known) {
            return format!("v:{}@{holders}", known.value);
        }
        let mut told = self.holders.get(&(sentence.place.text, known.value.clone())).into_iter().flatten();
        match (told.next(), told.next()) {
            (Some(holders), None) => format!("v:{}@{holders}", known.value),
            _ => format!("v:{}", known.value),
        }
    }

    /// Returns whose a mechanism is that each has one of, as its name, the words before it or the document tell.
    fn holders_of(&self, sentence: &Sentence, mention: &Mention, known: &Known) -> Option<String> {
        let parties = self.grounds.text(sentence.place).parties;
        let is_of_one = matches!(known.family.as_str(), "strategy" | "plan" | "law");
        let count = if is_of_one { 1 } else { 2 };
        let holders = [&mention.name.front[..], &mention.owners[..], parties];
        let holders = holders.into_iter().find(|of| of.len() == count || (!is_of_one && of.len() > count))?;
        Some(codes(holders))
    }

    /// Takes up what a mention of a known mechanism tells of the others.
    fn look(&mut self, sentence: &Sentence, mention: &Mention) {
        let by_brackets = mention.called.iter().find_map(|called| match called {
            Called::Known(known, _, _) => Some(known),
            Called::Short(_) => None,
        });
        let Some(known) = mention.known.as_ref().or(by_brackets) else { return };
        if known.each {
            if let Some(holders) = self.holders_of(sentence, mention, known) {
                self.holders.entry((sentence.place.text, known.value.clone())).or_default().insert(holders);
            }
        } else if let Some(year) = edition(mention) {
            self.editions.entry(known.value.clone()).or_default().insert(year);
        }
    }

    /// Returns the key of the one full name that a mention is the end of.
    fn full_name(&self, sentence: &Sentence, mention: &Mention) -> Option<String> {
        let language = self.grounds.language(sentence.place);
        let tail = self.without_level(language, &mention.name.tail);
        let full = self.full.get(&(language, tail.to_owned(), edition(mention)))?;
        let only = |wanted: &dyn Fn(&Vec<ActorCode>, &BTreeSet<u32>) -> bool| {
            let mut keys = full.iter().filter(|((front, _), texts)| wanted(front, texts)).map(|((_, key), _)| key);
            let first = keys.next()?;
            keys.all(|key| key == first).then(|| first.clone())
        };
        let parties = self.grounds.text(sentence.place).parties;
        let owners = &mention.owners;
        if !owners.is_empty() {
            return only(&|front, _| front == owners);
        }
        let named = full.values().any(|texts| texts.contains(&sentence.place.text));
        if named {
            return only(&|_, texts| texts.contains(&sentence.place.text));
        }
        only(&|front, _| front.as_slice() == parties)
            .or_else(|| only(&|front, _| !front.is_empty() && front.iter().all(|one| parties.contains(one))))
    }

    /// Returns a name without a word of scope that opens it.
    fn without_level<'n>(&self, language: Lang, tail: &'n str) -> &'n str {
        let Some(tools) = self.tools.iter().find(|tools| tools.language == language) else { return tail };
        tools.words.levels().find_map(|level| tail.strip_prefix(level)?.strip_prefix(' ')).unwrap_or(tail)
    }

    /// Returns whose a name without actors is: its owners, else the parties of the document.
    fn holders(&self, sentence: &Sentence, mention: &Mention) -> Vec<ActorCode> {
        if mention.owners.len() > 1 {
            return mention.owners.clone();
        }
        self.grounds.text(sentence.place).parties.to_vec()
    }

    /// Returns whether a name holds only words that name nothing by themselves.
    fn is_bare(&self, sentence: &Sentence, mention: &Mention) -> bool {
        let language = self.grounds.language(sentence.place);
        let Some(Tools { generic, .. }) = self.tools.iter().find(|tools| tools.language == language) else {
            return false;
        };
        let tail = &mention.name.tail;
        if language == Lang::En {
            return tail.split(' ').all(|word| generic.contains(word));
        }
        let mut rest = tail.as_str();
        while !rest.is_empty() {
            let longest = (1..=rest.len())
                .rev()
                .filter_map(|end| rest.get(..end))
                .find(|head| generic.contains(*head))
                .map(str::len);
            let Some(length) = longest else { return false };
            rest = &rest[length..];
        }
        true
    }

    /// Returns whether several pairs of parties use a name of ordinary words in documents of their own.
    fn is_shared(&self, sentence: &Sentence, mention: &Mention) -> bool {
        let language = self.grounds.language(sentence.place);
        let is_open = matches!(mention.family.as_str(), "instrument" | "body" | "framework" | "plan");
        let tail = &mention.name.tail;
        let pairs = self.shared.get(&(language, tail.clone())).map_or(0, BTreeSet::len);
        let is_ordinary = match language {
            Lang::En => tail.split(' ').all(|word| self.small.contains(word) || self.spelt_otherwise.contains(word)),
            _ => !tail.chars().any(|c| matches!(c, '\u{30A1}'..='\u{30FA}')),
        };
        is_open && pairs > 1 && is_ordinary
    }
}

/// Returns the year that tells a mention from others of its name: of what meets a year only says which meeting it was.
fn edition(mention: &Mention) -> Option<u16> {
    let is_meeting = matches!(mention.family.as_str(), "exercise" | "body" | "framework");
    mention.name.edition.filter(|_| !is_meeting)
}
