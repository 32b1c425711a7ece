//! Is a quotation real: how it stands in the record, character by character.
//!
//! A quotation is compared with passages that the caller found for it. `key` says what is compared of a text, `elision`
//! finds the marks that say something was left out, `splice` finds the cheapest way to make the quotation out of the
//! passages, `judge` reads the verdict off that way.

#![expect(clippy::cast_precision_loss, reason = "lengths of quotations are far below 2^23")]

mod change;
mod elision;
mod judge;
mod key;
mod splice;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::fold::is_east_asian;
use seimei_text::glyphs::Glyphs;
use seimei_text::range::CharRange;
use serde::Serialize;
use smol_str::SmolStr;

use crate::changes::{Change, Comparer};
use key::Key;
use splice::{Board, Run, Token};

/// What became of a quotation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stands so.
    Verbatim,
    /// It stands so but for parts left out, each with a mark.
    Elided,
    /// It stands so but for parts left out without a mark.
    Truncated,
    /// Words were changed or added, or left out so that the rest says the opposite.
    Altered,
    /// It is made of stretches that do not follow each other.
    Stitched,
    /// It stands so, with or without parts left out, but in another document than claimed.
    OtherDocument,
    /// Nothing accounts for most of it.
    NotFound,
}

impl Verdict {
    /// All of them, in the order in which documentation tells them.
    pub const ALL: &[Self] = &[
        Self::Verbatim,
        Self::Elided,
        Self::Truncated,
        Self::Altered,
        Self::Stitched,
        Self::OtherDocument,
        Self::NotFound,
    ];

    /// Returns the word for the verdict in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Elided => "elided",
            Self::Truncated => "truncated",
            Self::Altered => "altered",
            Self::Stitched => "stitched",
            Self::OtherDocument => "other_document",
            Self::NotFound => "not_found",
        }
    }

    /// Returns whether the quotation can be printed as it is.
    pub fn is_faithful(self) -> bool {
        matches!(self, Self::Verbatim | Self::Elided)
    }
}

/// Provisions of one document that follow each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The document, by a number of the caller's.
    pub document: usize,
    /// The language of the expression.
    pub language: Lang,
    /// Its provisions in order: lasting number and text as written.
    pub provisions: Vec<(u32, String)>,
}

/// A stretch of a provision that the quotation repeats, exactly or with edits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The passage, by its place in what was given.
    pub passage: usize,
    /// The provision, by its place in the passage.
    pub provision: usize,
    /// Where in the provision, in scalar values.
    pub range: CharRange,
    /// Where in the quotation as written, in scalar values.
    pub quoted: CharRange,
}

/// One place where quotation and source differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The passage and the provision in it; where something was added, of the word before.
    pub place: Option<(usize, usize)>,
    /// The words of the provision that the quotation has not, in its scalar values; empty where something was added.
    pub range: CharRange,
    /// The words of the quotation that the source has not, in scalar values; empty where something was left out.
    pub quoted: CharRange,
    /// What sort of difference it is.
    pub sort: EditSort,
}

/// What sort of difference an edit is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EditSort {
    /// Other words stand in place of words.
    Replaced,
    /// Words were added.
    Added,
    /// Words were left out without a mark.
    Removed,
    /// Words were left out and marked.
    Elided,
    /// Only punctuation differs, which is no change of words.
    Punctuation,
}

/// The finding on one quotation, as far as the passages go.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The verdict; never [`Verdict::OtherDocument`], which the caller sees from the documents of the stretches.
    pub verdict: Verdict,
    /// What the quotation was made of, in its order.
    pub stretches: Vec<Stretch>,
    /// The differences, in the order of the quotation: applied to the stretches they give the quotation, but for what
    /// is not compared.
    pub edits: Vec<Edit>,
    /// What was changed, word by word: A is the source, B the quotation. The weightiest first; none of what was left out
    /// and marked, unless the rest says the opposite without it.
    pub changes: Vec<Change>,
    /// The share of the quotation that stands in the stretches, in runs long enough to be no chance; from 0 to 1.
    pub accounted: f32,
    /// The stretches of the quotation that nothing accounts for, each long enough to be from elsewhere, in scalar values:
    /// what is worth looking for by itself.
    pub open: Vec<CharRange>,
    /// What the way costs in characters: 1 for one put in, taken out or replaced.
    pub cost: f32,
}

impl Finding {
    /// Counts passages from another one on.
    fn shift(&mut self, by: usize) {
        self.stretches.iter_mut().for_each(|stretch| stretch.passage += by);
        self.edits.iter_mut().filter_map(|edit| edit.place.as_mut()).for_each(|(passage, _)| *passage += by);
    }
}

/// The longest quotation that is compared as one, in characters that are compared; what is longer is compared by its
/// first part.
pub const LONGEST: usize = 6000;

/// Compares quotations with passages, by a lexicon.
#[derive(Debug)]
pub struct Verifier<'l> {
    lexicon: &'l Lexicon,
    /// Words that in brackets mark that something was left out.
    elisions: Vec<SmolStr>,
    japanese: OnceCell<Comparer<'l>>,
    english: OnceCell<Comparer<'l>>,
}

impl<'l> Verifier<'l> {
    /// Makes ready to compare.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let words =
            |lang| lexicon.entries(lang, TableName::Reporting).into_iter().filter(|entry| entry.value == ELISION);
        let elisions = [Lang::Ja, Lang::En].into_iter().flat_map(words).flat_map(|entry| entry.forms).collect();
        Self { lexicon, elisions, japanese: OnceCell::new(), english: OnceCell::new() }
    }

    /// Compares a quotation with passages. Passages of one document stand together, in their order. Ties go to the first.
    ///
    /// Deterministic; time and memory grow with the length of the quotation times that of the passages.
    pub fn verify(&self, quotation: &str, passages: &[Passage]) -> Finding {
        let glyphs = self.lexicon.glyphs();
        let quoted = Quoted::new(quotation, glyphs, &self.elisions);
        let keys: Vec<Vec<Key>> = passages
            .iter()
            .map(|passage| passage.provisions.iter().map(|(_, text)| Key::new(text, glyphs)).collect())
            .collect();
        // Where one provision has it word for word there is no cheaper way.
        let first = keys.iter().position(|keys| keys.iter().any(|key| quoted.stands_in(&key.chars)));
        let looked_at = first.map_or(0..passages.len(), |first| first..first + 1);
        let keys = &keys[looked_at.clone()];
        let runs: Vec<Run> = passages[looked_at.clone()]
            .iter()
            .zip(keys)
            .map(|(passage, keys)| Run {
                document: passage.document,
                provisions: keys.iter().map(|key| key.chars.as_slice()).collect(),
                is_spaced: passage.language != Lang::Ja,
            })
            .collect();
        let board = Board::new(&runs, quoted.tokens.len());
        let (steps, cost) = board.path(&quoted.tokens);
        let mut finding = judge::judge(&quoted, &board, keys, &steps, cost);
        finding.shift(looked_at.start);
        change::tell(&mut finding, quotation, passages, self);
        finding
    }

    /// Returns whether a text marks something as left out.
    pub fn marks_elision(&self, text: &str) -> bool {
        !elision::marks(text, &self.elisions).is_empty()
    }

    /// Returns whether a text has the quotation word for word.
    pub fn holds(&self, text: &str, quotation: &str) -> bool {
        let glyphs = self.lexicon.glyphs();
        Quoted::new(quotation, glyphs, &self.elisions).stands_in(&Key::new(text, glyphs).chars)
    }

    /// Returns what compares texts of a language word by word.
    fn comparer(&self, language: Lang) -> &Comparer<'l> {
        let cell = if language == Lang::En { &self.english } else { &self.japanese };
        cell.get_or_init(|| Comparer::new(self.lexicon, if language == Lang::En { Lang::En } else { Lang::Ja }))
    }
}

/// The value of words that mark an elision, in the table `reporting`.
const ELISION: &str = "elision";

/// A quotation as it is compared.
#[derive(Debug)]
struct Quoted {
    tokens: Vec<Token>,
    /// Where in the quotation as written each token stands.
    under: Vec<CharRange>,
    /// Whether most of it is in East Asian characters, of which few make a phrase.
    is_dense: bool,
}

impl Quoted {
    fn new(text: &str, glyphs: &Glyphs, elisions: &[SmolStr]) -> Self {
        let marks = elision::marks(text, elisions);
        let mut parts = Vec::new();
        let mut at = 0;
        for mark in &marks {
            parts.push((at..mark.start, Some(mark.clone())));
            at = mark.end;
        }
        parts.push((at..text.len(), None));
        let mut quoted = Self { tokens: Vec::new(), under: Vec::new(), is_dense: false };
        let mut pending: Option<CharRange> = None;
        for (part, mark) in parts {
            let before = text[..part.start].chars().count() as u32;
            let key = Key::new(&text[part.clone()], glyphs).without_final_stop();
            let mut letters = key.chars.iter().enumerate().filter(|(_, c)| c.is_alphanumeric());
            // Punctuation beside a mark is the quoting writer's.
            let is_cut_before = part.start > 0;
            let first = letters.clone().next().map(|(at, _)| at);
            let last = letters.next_back().map(|(at, _)| at);
            if let (Some(first), Some(last)) = (first, last) {
                if let Some(mark) = pending.take().filter(|_| !quoted.tokens.is_empty()) {
                    quoted.tokens.push(Token::Mark);
                    quoted.under.push(mark);
                }
                let from = if is_cut_before { first } else { 0 };
                let to = if mark.is_some() { last + 1 } else { key.len() };
                for at in from..to {
                    quoted.tokens.push(Token::Char { c: key.chars[at], any_case: at == first });
                    let CharRange { start, end } = key.under[at];
                    quoted.under.push(CharRange { start: before + start, end: before + end });
                }
            }
            if let Some(mark) = mark {
                let count = |text: &str| text.chars().count() as u32;
                let start = count(&text[..mark.start]);
                pending = Some(CharRange { start, end: start + count(&text[mark]) });
            }
        }
        quoted.unbracket();
        quoted.tokens.truncate(LONGEST);
        quoted.under.truncate(LONGEST);
        let dense = quoted.tokens.iter().filter(|token| matches!(token, Token::Char { c, .. } if is_east_asian(*c)));
        quoted.is_dense = dense.count() * 2 > quoted.tokens.len();
        quoted
    }

    /// Returns whether a key has the quotation word for word.
    fn stands_in(&self, key: &[char]) -> bool {
        let Some(Token::Char { c: first, any_case }) = self.tokens.first().copied() else { return false };
        let fits = |window: &[char]| {
            window.iter().zip(&self.tokens).all(|(known, token)| match *token {
                Token::Char { c, any_case } => *known == c || (any_case && key::same_letter(*known, c)),
                Token::Mark => false,
            })
        };
        let may_begin = |known: char| known == first || (any_case && key::same_letter(known, first));
        // Not from inside a word to inside another.
        let joins = |one: Option<&char>, other: Option<&char>| {
            let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() && !is_east_asian(*c));
            is_letter(one) && is_letter(other)
        };
        let count = self.tokens.len();
        let is_whole = |at: usize| {
            let begins_inside = at.checked_sub(1).is_some_and(|before| joins(key.get(before), key.get(at)));
            !begins_inside && !joins(key.get(at + count - 1), key.get(at + count))
        };
        let mut windows = key.windows(count).enumerate();
        windows.any(|(at, window)| may_begin(window[0]) && fits(window) && is_whole(at))
    }

    /// Returns how many characters are compared.
    fn letters(&self) -> usize {
        self.tokens.iter().filter(|token| matches!(token, Token::Char { .. })).count()
    }

    /// Takes the brackets from a single letter whose case the quoting writer changed: `[t]he`.
    fn unbracket(&mut self) {
        let char = |token: Option<&Token>| match token {
            Some(Token::Char { c, .. }) => *c,
            _ => '\0',
        };
        let mut at = 0;
        while at + 2 < self.tokens.len() {
            let inner = char(self.tokens.get(at + 1));
            let is_bracketed = char(self.tokens.get(at)) == '[' && char(self.tokens.get(at + 2)) == ']';
            if is_bracketed && inner.is_alphabetic() && !is_east_asian(inner) {
                self.tokens[at] = Token::Char { c: inner, any_case: true };
                self.under[at].end = self.under[at + 2].end;
                self.tokens.drain(at + 1..at + 3);
                self.under.drain(at + 1..at + 3);
            }
            at += 1;
        }
    }
}
