//! Cuts a text into words: the units in which two wordings are compared, so that a difference never cuts inside a word.
//!
//! ```
//! # use seimei_lexicon::builtin;
//! # use seimei_model::code::Lang;
//! use seimei_wording::words::Cutter;
//!
//! let lexicon = builtin::lexicon();
//! let cut = Cutter::new(&lexicon, Lang::Ja).cut("我々は、基本的な立場を再確認した。");
//! let words: Vec<&str> = cut.words().iter().map(|word| cut.text_of(word)).collect();
//! assert_eq!(words, ["我々", "は", "、", "基本的な", "立場", "を", "再確認", "した", "。"]);
//! ```
//!
//! No morphological dictionary: the words of the lexicon, the scripts, and a table of particles, endings and affixes
//! (`morphemes`) tell where a word ends. Japanese keeps an ending with its stem (強く, 高める) and parts する from a noun,
//! so that 強調する and 再確認する differ in the noun. English keeps numbers, abbreviations and hyphens whole and parts the
//! possessive. White space belongs to the word before it.
//!
//! Words are cut on the folded text in small letters ([`Cut::small`]): what is equal there is equal. Their ranges are
//! bytes of the text as given, in order and without gaps.

mod english;
mod japanese;
#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::{Hit, LanguageLexicon, Lexicon, lower};
use seimei_model::code::Lang;
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

/// What sort of word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WordKind {
    /// A word with a meaning of its own.
    Content,
    /// A particle, preposition, auxiliary or ending: no meaning of its own.
    Function,
    /// A number with what it counts (三か国, 2,500, 2031年5月20日).
    Number,
    /// A punctuation mark.
    Mark,
}

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Where it stands in the text as given, in bytes, with the white space behind it.
    pub range: TextRange,
    /// Where it stands in [`Cut::small`], without that white space; never empty.
    pub small: TextRange,
    /// What sort of word it is.
    pub kind: WordKind,
}

/// A text cut into words.
#[derive(Debug)]
pub struct Cut {
    folded: MappedText,
    small: String,
    hits: Vec<Hit>,
    words: Vec<Word>,
    lang: Lang,
}

/// Cuts texts of one language.
#[derive(Debug)]
pub struct Cutter<'l> {
    lexicon: &'l Lexicon,
    language: Option<&'l LanguageLexicon>,
    lang: Lang,
}

impl<'l> Cutter<'l> {
    /// Makes ready to cut texts of `lang`; those of no known language are cut as English ones.
    pub fn new(lexicon: &'l Lexicon, lang: Lang) -> Self {
        let lang = if lang == Lang::Und { Lang::En } else { lang };
        Self { lexicon, language: lexicon.language(lang), lang }
    }

    /// Cuts a text. About linear.
    pub fn cut(&self, text: &str) -> Cut {
        let folded = fold(text, self.lexicon.glyphs());
        let small = lower(folded.as_str());
        let mut hits = Vec::new();
        let mut pieces = Vec::new();
        if let Some(language) = self.language {
            language.scan_wording_into(&small, &mut hits);
            pieces = match self.lang {
                Lang::Ja => japanese::pieces(&small, &hits, language),
                _ => english::pieces(folded.as_str(), &small, &hits, language),
            };
        }
        let words = in_text(&pieces, &folded, text.len());
        Cut { folded, small, hits, words, lang: self.lang }
    }

    /// Returns the tables of the language, if it has any.
    pub fn language(&self) -> Option<&'l LanguageLexicon> {
        self.language
    }

    /// Returns the lexicon.
    pub fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }
}

impl Cut {
    /// Returns the words, in order; their ranges together are the whole text.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns a word as it is compared: folded, in small letters, without white space around it.
    pub fn text_of(&self, word: &Word) -> &str {
        &self.small[word.small]
    }

    /// Returns the folded text in small letters.
    pub fn small(&self) -> &str {
        &self.small
    }

    /// Returns the words of the lexicon in [`Self::small`], of all tables that are looked for and those of wording; by end
    /// and then from long to short.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns the stretch of the text as given that a range of [`Self::small`] stands for.
    pub fn under(&self, small: TextRange) -> TextRange {
        self.folded.under(small)
    }

    /// Returns the folded text, letters as they are written.
    pub fn folded(&self) -> &str {
        self.folded.as_str()
    }

    /// Returns the language it was cut by.
    pub fn lang(&self) -> Lang {
        self.lang
    }
}

/// A word in the folded text.
type Piece = (TextRange, WordKind);

/// Returns a word as it is when its ending and its spelling are left aside: condemned and condemns, 促す and 促した, recognise
/// and recognize, like-minded and likeminded are one. For comparing, not for showing.
pub fn stem(word: &str) -> SmolStr {
    if !word.is_ascii() {
        let bare = word.trim_end_matches(|c| matches!(c, 'ぁ'..='ゖ'));
        return SmolStr::new(if bare.is_empty() { word } else { bare });
    }
    let is_plain = word.len() <= 3 || word.bytes().any(|byte| byte.is_ascii_digit());
    if is_plain {
        return SmolStr::new(word);
    }
    // British and American spelling meet where z is written s, our or, tre ter.
    let spelled: String = word.replace('z', "s").replace("our", "or").replace('-', "");
    let spelled = spelled.strip_suffix("tre").map_or(spelled.clone(), |base| format!("{base}ter"));
    let endings = ["ing", "ed", "es", "s", "d", "e"];
    let cut = endings.iter().find_map(|ending| spelled.strip_suffix(ending).filter(|stem| stem.len() > 3));
    SmolStr::new(cut.unwrap_or(&spelled))
}

/// Puts the pieces of the folded text into the text as given. Where one cannot be cut there (one character was folded to
/// several), the pieces become one word.
fn in_text(pieces: &[Piece], folded: &MappedText, length: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(pieces.len());
    // One past the last byte that the word before stands for.
    let mut covered = 0;
    for &(small, kind) in pieces {
        let under = folded.under(small);
        match words.last_mut() {
            Some(last) if under.start < covered || under.start <= last.range.start => {
                last.small.end = small.end;
                if last.kind == WordKind::Function {
                    last.kind = kind;
                }
            }
            _ => {
                let start = if words.is_empty() { 0 } else { under.start };
                if let Some(last) = words.last_mut() {
                    last.range.end = start;
                }
                words.push(Word { range: TextRange { start, end: start }, small, kind });
            }
        }
        covered = covered.max(under.end);
    }
    if let Some(last) = words.last_mut() {
        last.range.end = length as u32;
    }
    words
}
