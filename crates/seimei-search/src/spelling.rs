//! One spelling for texts and queries: folded, and in small letters, with the way back to the text as written.

use std::ops::Range;

use seimei_text::fold::{self, is_east_asian};
use seimei_text::glyphs::Glyphs;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

/// A text in the one spelling.
#[derive(Debug)]
pub(crate) struct Spelled {
    /// Folded, in small letters.
    text: String,
    /// The folded text; byte for byte as long as `text`.
    mapped: MappedText,
}

impl Spelled {
    /// Spells `text`. Linear.
    pub(crate) fn new(text: &str, glyphs: &Glyphs) -> Self {
        let mapped = fold::fold(text, glyphs);
        let mut text = mapped.as_str().to_owned();
        make_small(&mut text);
        Self { text, mapped }
    }

    /// Returns the text in the one spelling.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the text in the one spelling.
    pub(crate) fn into_string(self) -> String {
        self.text
    }

    /// Returns the stretch of the text as written that `range` stands for, in bytes.
    pub(crate) fn written(&self, range: Range<usize>) -> Range<usize> {
        self.mapped.under(TextRange::new(range.start, range.end)).bounds()
    }
}

/// Makes small letters of capital ones, those apart whose small letter has another length in bytes.
fn make_small(text: &mut String) {
    text.make_ascii_lowercase();
    // Capital letters beyond ASCII begin with these bytes in the scripts that have any (Latin, Greek, Cyrillic).
    let may_be_capital = |byte: &u8| (0xc3..=0xd6).contains(byte) || matches!(byte, 0xe1 | 0xf0);
    if !text.as_bytes().iter().any(may_be_capital) {
        return;
    }
    *text = text
        .chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect();
}

/// Returns whether `text` has a character that is searched for as a character and not as part of a word.
pub(crate) fn has_east_asian(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_east_asian)
}

/// Returns whether `c` is part of a word: a letter or digit of a script that parts its words.
pub(crate) fn is_of_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_east_asian(c) && c.is_alphanumeric() }
}

/// The words of a spelled text, with their places in bytes. A possessive 's is not a word.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_of_word)?;
            let rest = &text[start..];
            at = start + rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
            let word = &text[start..at];
            if word != "s" || !text[..start].ends_with('\'') {
                return Some((start..at, word));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<String> {
        let spelled = Spelled::new(text, &Glyphs::new());
        words(spelled.as_str()).map(|(_, word)| word.to_owned()).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words_of("Japan\u{2019}s F-35s, ÉLAN; ＮＡＴＯ加盟"), ["japan", "f", "35s", "élan", "nato"]);
        assert_eq!(words_of("'s"), [""; 0]);
        assert_eq!(words_of("İX ΣΑΣ"), ["İx", "σασ"]);
    }

    #[test]
    fn what_is_found_leads_back_to_the_text_as_written() {
        let spelled = Spelled::new("ＡＢ兩国か\u{3099}", &Glyphs::from([('兩', '両')]));
        assert_eq!(spelled.as_str(), "ab両国が");
        assert_eq!(spelled.written(0..2), 0..6);
        assert_eq!(spelled.written(2..8), 6..12);
        assert_eq!(spelled.written(8..11), 12..18);
    }
}
