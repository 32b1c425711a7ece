//! Which language a text is written in, by its letters and commonest words.

use seimei_model::code::Lang;

use crate::forms::Forms;

/// How many characters are looked at.
const SAMPLE: usize = 100_000;

/// Judges the language of a document's `texts`: kana means Japanese; Latin letters with enough of a language's
/// function words (the lexicon's) mean that language; all else is unknown.
pub(crate) fn judge<'t>(texts: impl Iterator<Item = &'t str> + Clone, forms: &Forms) -> Lang {
    let (mut kana, mut han, mut latin, mut other) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in texts.clone().flat_map(str::chars).take(SAMPLE) {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            '\u{3041}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            c if c.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    // Modern Japanese has more kana than Han; a title alone may have few.
    if kana * 10 > han && kana * 8 > latin && kana >= other {
        return Lang::Ja;
    }
    if latin <= (kana + han + other) * 4 {
        return Lang::Und;
    }
    let (mut words, mut known) = (0_usize, 0_usize);
    let all = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    for word in all.filter(|word| !word.is_empty()).take(SAMPLE / 8) {
        if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            words += 1;
            known += usize::from(forms.is_function_word(word));
        }
    }
    // Running English has a third or more; a bare list of headings still has a tenth.
    if known * 8 >= words && known > 0 { Lang::En } else { Lang::Und }
}
