//! What the directory keeps of texts, so that one that is drawn later does not read them again: the mentions in their
//! provisions, the abbreviations, the words that are written small.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_text::range::TextRange;

use super::mention::{Body, Tools, body, is_abbreviation};
use super::names::singular;
use crate::grounds::{Grounds, Place, Text};

/// What was read of all texts. It holds as long as texts stand as they were, with the same lexicon.
pub struct Reads<'l> {
    /// What they were read with.
    pub(super) tools: Arc<[Tools<'l>; 2]>,
    /// In the order of the texts.
    pub(super) texts: Vec<Arc<TextRead>>,
    pub(super) small: Small,
}

/// What was read of a text: its provisions that name something or hold an abbreviation.
#[derive(Debug, Default)]
pub(super) struct TextRead {
    pub(super) provisions: Vec<ProvisionRead>,
}

#[derive(Debug)]
pub(super) struct ProvisionRead {
    /// Its place in the text.
    pub(super) number: u32,
    /// The provision with its mentions; where it has none, only with what is found later.
    pub(super) own: Option<Arc<Body>>,
    /// What may be abbreviations in it, as they stand there without the s of the plural; sorted, each once.
    pub(super) shorts: Vec<String>,
    /// The same with the abbreviations that were known to stand for something when it was first looked at with any.
    pub(super) abbreviated: OnceLock<Abbreviated>,
}

/// A provision with abbreviations among its mentions.
#[derive(Clone, Debug)]
pub(super) struct Abbreviated {
    /// Those that were looked for.
    pub(super) shorts: Vec<String>,
    pub(super) body: Arc<Body>,
    /// Where they stand.
    pub(super) added: Vec<(TextRange, String)>,
}

/// A provision at its place among the texts.
pub(super) struct Sentence {
    pub(super) place: Place,
    pub(super) body: Arc<Body>,
}

impl Deref for Sentence {
    type Target = Body;

    fn deref(&self) -> &Body {
        &self.body
    }
}

/// The words that English texts write with a small letter, in the singular too.
#[derive(Clone, Debug, Default)]
pub(super) struct Small {
    /// Those of the texts that were there first; shared with what followed.
    settled: Arc<HashSet<String>>,
    later: HashSet<String>,
}

impl Small {
    pub(super) fn contains(&self, word: &str) -> bool {
        self.settled.contains(word) || self.later.contains(word)
    }

    fn take(&mut self, text: &Text) {
        for provision in &text.reading.provisions {
            for word in provision.text.split(|c: char| !c.is_ascii_alphabetic()) {
                if word.starts_with(|c: char| c.is_ascii_lowercase()) && !self.contains(word) {
                    self.later.insert(word.to_owned());
                    self.later.extend(singular(word));
                }
            }
        }
    }
}

impl fmt::Debug for Reads<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reads").field("texts", &self.texts.len()).finish_non_exhaustive()
    }
}

impl<'l> Reads<'l> {
    /// Reads texts; those that `before` read, at the places that it tells, are taken over. All that it read must be among
    /// them.
    pub(super) fn new(grounds: &Grounds, lexicon: &'l Lexicon, before: Option<(&Self, &[Option<usize>])>) -> Self {
        let make = || Arc::new([Lang::Ja, Lang::En].map(|language| Tools::new(lexicon, language)));
        let tools = before.map_or_else(make, |(before, _)| Arc::clone(&before.tools));
        let mut small = before.map(|(before, _)| before.small.clone()).unwrap_or_default();
        let mut texts = Vec::with_capacity(grounds.texts.len());
        for (number, text) in grounds.texts.iter().enumerate() {
            let known = before.and_then(|(before, was)| before.texts.get((*was.get(number)?)?));
            if let Some(known) = known {
                texts.push(Arc::clone(known));
                continue;
            }
            if text.id.language == Lang::En {
                small.take(text);
            }
            let of_language = tools.iter().find(|tools| tools.language == text.id.language);
            texts.push(Arc::new(of_language.map(|tools| TextRead::of(text, tools)).unwrap_or_default()));
        }
        if before.is_none() {
            small.settled = Arc::new(std::mem::take(&mut small.later));
        }
        Self { tools, texts, small }
    }
}

impl TextRead {
    fn of(text: &Text, tools: &Tools) -> Self {
        let read = |(number, provision): (usize, &seimei_model::provision::Provision)| {
            let own = (!provision.mechanisms.is_empty()).then(|| Arc::new(body(provision, tools)));
            let tokens = provision.text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '&')));
            let shorts = tokens.map(plain).filter(|token| is_abbreviation(token));
            let mut shorts: Vec<String> = shorts.map(str::to_owned).collect();
            shorts.sort_unstable();
            shorts.dedup();
            let is_empty = own.is_none() && shorts.is_empty();
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            (!is_empty).then_some(ProvisionRead { number, own, shorts, abbreviated: OnceLock::new() })
        };
        Self { provisions: text.reading.provisions.iter().enumerate().filter_map(read).collect() }
    }
}

/// Returns an abbreviation without the s of the plural.
pub(super) fn plain(short: &str) -> &str {
    short.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(short)
}
