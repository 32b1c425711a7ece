//! Folding: one spelling for what the wild writes in many, with the way back.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::mapped::MappedText;
use crate::range::TextRange;

/// Which characters to replace beyond Unicode's own compatibility forms (兩 -> 両).
pub type Glyphs = BTreeMap<char, char>;

/// Returns `text` folded: NFKC, glyph variants replaced, typographic quotation marks, hyphens
/// and spaces made plain, soft hyphens dropped, spaces between East Asian characters (and
/// between them and digits) dropped. The result maps onto `text`.
pub fn fold(text: &str, glyphs: &Glyphs) -> MappedText {
    let mut out = MappedText::default();
    let mut plain_from = 0;
    let mut chars = text.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        if c.is_ascii() && c != ' ' {
            previous = c;
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(mark_at, mark)) = chars.peek() {
            if !is_combining(mark) {
                break;
            }
            end = mark_at + mark.len_utf8();
            chars.next();
        }
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let composed: String;
        let replacement: &str = match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{200c}' | '\u{200d}' => "",
            ' ' | '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {
                if drops_space(previous, next) {
                    ""
                } else {
                    " "
                }
            }
            '\u{2018}' | '\u{2019}' => "'",
            '\u{201c}' | '\u{201d}' => "\"",
            '\u{2010}'..='\u{2012}' => "-",
            _ => {
                composed = text[at..end].nfkc().map(|c| glyphs.get(&c).copied().unwrap_or(c)).collect();
                &composed
            }
        };
        previous = replacement.chars().next_back().unwrap_or(previous);
        if replacement == &text[at..end] {
            continue;
        }
        out.push_verbatim(text, TextRange::new(plain_from, at));
        out.push_replaced(replacement, TextRange::new(at, end));
        plain_from = end;
    }
    out.push_verbatim(text, TextRange::new(plain_from, text.len()));
    out
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}' | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}')
}

/// A space is layout where it stands beside an East Asian character.
fn drops_space(previous: char, next: char) -> bool {
    is_east_asian(previous) || is_east_asian(next)
}

/// Returns whether `c` is kana, a Han character, or East Asian punctuation.
pub fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let glyphs = Glyphs::from([('兩', '両')]);
        assert_eq!(fold(input, &glyphs).as_str(), expected, "{}", input.escape_unicode());
    }

    #[test]
    fn wild_forms_fold_to_one() {
        check("か\u{3099}く", "がく");
        check("ﾊﾞｲﾃﾞﾝ", "バイデン");
        check("２０３０ 年までに", "2030年までに");
        check("日 NATO協力", "日NATO協力");
        check("兩岸", "両岸");
        check("⼈⽇", "人日");
        check("Leaders\u{2019}\u{a0}Statement", "Leaders' Statement");
        check("plain text", "plain text");
    }
}
