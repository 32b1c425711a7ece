//! Which language a text is written in, by its letters and commonest words.

use seimei_model::code::Lang;

use crate::forms::Forms;

/// How many characters are looked at.
const SAMPLE: usize = 100_000;

/// Judges the language of a document's `texts`: kana means Japanese; Latin letters with enough of a language's
/// function words (the lexicon's) mean that language; all else is unknown.
pub(crate) fn judge<'t>(texts: impl Iterator<Item = &'t str> + Clone, forms: &Forms) -> Lang {
    let (mut kana, mut han, mut latin, mut other) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut left = SAMPLE;
    for text in texts.clone() {
        // Most of an English text is ASCII: its letters are counted many at a time.
        let mut rest = text.as_bytes();
        rest = &rest[..rest.len().min(left)];
        let ascii = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        latin += rest[..ascii].iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        left -= ascii;
        for c in text[ascii..].chars().take(left) {
            left -= 1;
            match c {
                'a'..='z' | 'A'..='Z' => latin += 1,
                '\u{3041}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}' => kana += 1,
                '\u{3400}'..='\u{9fff}' => han += 1,
                '、' | '。' | '「' | '」' => {}
                c if !c.is_ascii() && c.is_alphabetic() => other += 1,
                _ => {}
            }
        }
        if left == 0 {
            break;
        }
    }
    // Modern Japanese has more kana than Han; a title alone may have few.
    if kana * 10 > han && kana * 8 > latin && kana >= other {
        return Lang::Ja;
    }
    if latin <= (kana + han + other) * 4 {
        return Lang::Und;
    }
    let (mut words, mut known, mut looked_at) = (0_usize, 0_usize, 0_usize);
    for text in texts {
        for word in self::words(text) {
            // A word with other letters or digits counts as looked at only.
            if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                words += 1;
                known += usize::from(forms.is_function_word(word));
            }
            looked_at += 1;
            // However many words follow, these function words are enough.
            if looked_at == SAMPLE / 8 || known * 8 >= SAMPLE / 8 {
                return language_of(words, known);
            }
        }
    }
    language_of(words, known)
}

/// Returns the language of a text of Latin letters, `known` of whose `words` are function words of English.
fn language_of(words: usize, known: usize) -> Lang {
    // Running English has a third or more; a bare list of headings still has a tenth.
    if known * 8 >= words && known > 0 { Lang::En } else { Lang::Und }
}

/// Returns the runs of letters and digits in `text`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    // Returns the bytes of the letter or digit at `at`; 0 for anything else.
    let letter = |at: usize| match bytes[at] {
        byte if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        _ => text[at..].chars().next().filter(|c| c.is_alphanumeric()).map_or(0, char::len_utf8),
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && letter(at) == 0 {
            at += 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        let start = at;
        while at < bytes.len() {
            match letter(at) {
                0 => break,
                length => at += length,
            }
        }
        (start < at).then(|| &text[start..at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        for text in ["", " a-b ", "The caf\u{e9}\u{2019}s 3 rooms.", "\u{3000}日本 and", "x"] {
            let expected: Vec<&str> =
                text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
