//! How text is cut into the terms of the index: pairs of characters where at least one is East Asian, and words.
//!
//! `日NATO協力` gives `日n`, `o協`, `協力`, `力` and the word `nato`. Every run of two or more characters with an East
//! Asian one among them is so a run of pairs, whatever a dictionary would make of it; a single character is the
//! beginning of a pair, or stands alone where the text ends.

use std::sync::Arc;

use seimei_text::fold::is_east_asian;
use seimei_text::glyphs::Glyphs;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::spelling::{Spelled, has_east_asian, words};

/// Cuts texts for the index.
#[derive(Clone)]
pub(crate) struct Cutter {
    glyphs: Arc<Glyphs>,
}

impl Cutter {
    /// Makes a cutter that folds by `glyphs`.
    pub(crate) fn new(glyphs: Arc<Glyphs>) -> Self {
        Self { glyphs }
    }
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cuts;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cuts {
        let text = Spelled::new(text, &self.glyphs).into_string();
        let pairs_at = if has_east_asian(&text) { 0 } else { text.len() };
        Cuts { text, words_at: 0, pairs_at, token: Token::default() }
    }
}

/// The terms of one text: its words, and then its pairs.
pub(crate) struct Cuts {
    text: String,
    /// Before this, words were cut.
    words_at: usize,
    /// Before this, pairs were cut.
    pairs_at: usize,
    token: Token,
}

impl Cuts {
    fn give(&mut self, from: usize, to: usize) -> bool {
        self.token.text.clear();
        self.token.text.push_str(&self.text[from..to]);
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }
}

impl TokenStream for Cuts {
    fn advance(&mut self) -> bool {
        let word = words(&self.text[self.words_at..]).next().map(|(range, _)| range);
        if let Some(range) = word {
            let (from, to) = (self.words_at + range.start, self.words_at + range.end);
            self.words_at = to;
            return self.give(from, to);
        }
        self.words_at = self.text.len();
        let Some((from, to, next)) = next_pair(&self.text, self.pairs_at) else { return false };
        self.pairs_at = next;
        self.give(from, to)
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Returns the first pair at or after `at` that has an East Asian character, and where to look for the next one.
fn next_pair(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let mut characters = text[at..].char_indices();
    let (mut from, mut first) = characters.next()?;
    for (next, second) in characters {
        if is_east_asian(first) || is_east_asian(second) {
            return Some((at + from, at + next + second.len_utf8(), at + next));
        }
        (from, first) = (next, second);
    }
    is_east_asian(first).then(|| (at + from, text.len(), text.len()))
}

/// Returns the pairs of a spelled text in order, each with its place in bytes.
pub(crate) fn placed_pairs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (from, to, next) = next_pair(text, at)?;
        at = next;
        Some((from, &text[from..to]))
    })
}

/// Returns the pairs inside a spelled run, each once, in order of appearance: the terms that any text with this run has.
pub(crate) fn pairs(run: &str) -> Vec<&str> {
    let mut pairs: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some((from, to, next)) = next_pair(run, at) {
        let pair = &run[from..to];
        if pair.chars().nth(1).is_some() && !pairs.contains(&pair) {
            pairs.push(pair);
        }
        at = next;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut cutter = Cutter::new(Arc::new(Glyphs::new()));
        let mut stream = cutter.token_stream(text);
        let mut cuts = Vec::new();
        while let Some(token) = stream.next() {
            cuts.push(token.text.clone());
        }
        cuts
    }

    #[test]
    fn text_is_cut_to_pairs_and_words() {
        assert_eq!(cut("日 NATO 協力"), ["nato", "日n", "o協", "協力", "力"]);
        assert_eq!(cut("The U.S.-Japan alliance"), ["the", "u", "s", "japan", "alliance"]);
        assert_eq!(cut("2023年G7"), ["2023", "g7", "3年", "年g"]);
        assert_eq!(cut("日"), ["日"]);
        assert_eq!(cut(""), [""; 0]);
        assert_eq!(pairs("g7広島サミ"), ["7広", "広島", "島サ", "サミ"]);
        assert_eq!(pairs("日"), [""; 0]);
        assert_eq!(pairs("日日日"), ["日日"]);
    }
}
