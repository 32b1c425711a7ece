//! The key of a text: what is compared of it, with the way back to the text as written.
//!
//! Not compared are white space between lines and beside East Asian characters, quotation marks, and which of two
//! spellings, widths or glyph variants is used. Punctuation of either script is one: 、 and a comma, 。 and a full stop.

use seimei_text::fold::{fold, is_east_asian};
use seimei_text::glyphs::Glyphs;
use seimei_text::range::{CharIndex, CharRange, TextRange};

/// The characters that are compared, each with the scalar values of the text that it stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    pub(super) chars: Vec<char>,
    /// Where in the text as written each stands.
    pub(super) under: Vec<CharRange>,
}

impl Key {
    /// Makes the key of a text. Linear.
    pub(super) fn new(text: &str, glyphs: &Glyphs) -> Self {
        let folded = fold(text, glyphs);
        let index = CharIndex::new(text);
        let mut key =
            Self { chars: Vec::with_capacity(folded.as_str().len()), under: Vec::with_capacity(folded.as_str().len()) };
        let mut chars = folded.as_str().char_indices().peekable();
        let mut space: Option<CharRange> = None;
        while let Some((at, c)) = chars.next() {
            let under = index.chars(text, folded.under(TextRange::new(at, at + c.len_utf8())));
            if c.is_whitespace() {
                space = space.or(Some(under));
                continue;
            }
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            let before = key.chars.last().copied();
            let Some(plain) = plain(c, before.filter(|_| space.is_none()), next) else { continue };
            if let Some(space) = space.take()
                && before.is_some_and(|before| is_parted(before) && is_parted(plain))
            {
                key.chars.push(' ');
                key.under.push(space);
            }
            key.chars.push(plain);
            key.under.push(under);
        }
        key
    }

    /// Drops full stops at the end: whether a quotation has one says nothing.
    pub(super) fn without_final_stop(mut self) -> Self {
        while self.chars.last().is_some_and(|last| matches!(last, '.' | ' ')) {
            self.chars.pop();
            self.under.pop();
        }
        self
    }

    /// Returns how many characters are compared.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }
}

/// Returns the one character for all its variants; `None` for what is not compared.
fn plain(c: char, before: Option<char>, next: char) -> Option<char> {
    Some(match c {
        '"' | '«' | '»' | '‹' | '›' | '„' | '‚' | '`' | '´' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '｢'
        | '｣' => {
            return None;
        }
        // An apostrophe stands inside a word.
        '\'' | '′' if !(before.is_some_and(char::is_alphanumeric) && next.is_alphanumeric()) => return None,
        '′' => '\'',
        '、' | '，' => ',',
        '。' | '．' | '｡' => '.',
        '–' | '—' | '―' | '─' | '−' | '‐' | '‑' => '-',
        '〜' | '～' | '∼' => '~',
        _ => c,
    })
}

/// Returns whether a space beside the character says that words are parted there.
fn is_parted(c: char) -> bool {
    !is_east_asian(c) && c != '-'
}

/// Returns whether two characters are the same letter, whatever their case.
pub(super) fn same_letter(one: char, other: char) -> bool {
    one == other || one.to_lowercase().eq(other.to_lowercase())
}

/// Returns whether the character is no word's: punctuation, a space, a sign between words.
pub(super) fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '%' | '$' | '€' | '£' | '¥' | '+' | '=' | '<' | '>' | 'ー' | '々' | '&')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let key = Key::new(text, &Glyphs::from([('國', '国')]));
        assert_eq!(key.chars.iter().collect::<String>(), expected);
        let count = text.chars().count() as u32;
        let mut last = 0;
        for under in &key.under {
            assert!(under.start >= last && under.end <= count && under.start <= under.end, "{text} {under:?}");
            last = under.start;
        }
    }

    #[test]
    fn what_is_not_compared_is_left_out() {
        check("“We  welcome\nthe leaders’ visit,” Arvenia’s", "We welcome the leaders visit, Arvenia's");
        check("「兩國」は、２０２６ 年に\n協力した。", "兩国は,2026年に協力した.");
        check("ports — and cables", "ports-and cables");
        check("", "");
    }

    #[test]
    fn the_way_back_counts_scalar_values() {
        let key = Key::new("『ＡＢ』か\u{3099}", &Glyphs::new());
        assert_eq!(key.chars, ['A', 'B', 'が']);
        let under: Vec<(u32, u32)> = key.under.iter().map(|range| (range.start, range.end)).collect();
        assert_eq!(under, [(1, 2), (2, 3), (4, 6)]);
    }
}
