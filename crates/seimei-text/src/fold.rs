//! Folding: one spelling for what the wild writes in many, with the way back.

use unicode_normalization::UnicodeNormalization;

use crate::glyphs::{Glyphs, is_combining};
use crate::mapped::MappedText;
use crate::range::TextRange;

/// Returns `text` folded: NFKC, glyph variants and older spellings replaced, typographic quotation
/// marks, hyphens and spaces made plain, invisible characters dropped, spaces beside East Asian
/// characters and inside their numbers dropped, runs of spaces made one. The result maps onto `text`.
///
/// Linear. Text that needs no change is copied in runs.
pub fn fold(text: &str, glyphs: &Glyphs) -> MappedText {
    let mut folder = Folder { text, glyphs, out: MappedText::with_capacity(text.len()), copied: 0 };
    folder.run();
    folder.out
}

struct Folder<'t> {
    text: &'t str,
    glyphs: &'t Glyphs,
    out: MappedText,
    /// Everything before this offset was copied or replaced.
    copied: usize,
}

impl Folder<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let lead = bytes[at];
            if lead < 0x80 {
                at = self.ascii(at);
                continue;
            }
            let (code, length) = decode(bytes, at, lead);
            if self.glyphs.is_plain(code) {
                at += length;
                continue;
            }
            at = self.close(at, code, length);
        }
        self.copy(self.text.len());
    }

    /// Passes over ASCII from `at`, dropping spaces beside East Asian characters and doubled ones.
    fn ascii(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let end = ascii_end(bytes, at);
        let mut from = at;
        if bytes[at] == b' ' {
            let before = self.text[..at].chars().next_back().unwrap_or('a');
            if is_east_asian(before) {
                from = at + spaces(bytes, at, end);
                self.replace("", at, from);
            }
        }
        let next = self.text[end..].chars().next().unwrap_or('a');
        let beside = is_east_asian(next);
        let mut until = end;
        if beside {
            while until > from && bytes[until - 1] == b' ' {
                until -= 1;
            }
        }
        self.doubled_spaces(from, until);
        if beside && until > from {
            self.spaced_number(from, until);
        }
        if until < end {
            self.replace("", until, end);
        }
        end
    }

    /// Makes runs of spaces in the ASCII stretch `from..until` one space.
    fn doubled_spaces(&mut self, from: usize, until: usize) {
        let bytes = self.text.as_bytes();
        if !has_doubled_space(&bytes[from..until]) {
            return;
        }
        let mut at = from;
        while at < until {
            if bytes[at] == b' ' {
                let count = spaces(bytes, at, until);
                if count > 1 {
                    self.replace("", at + 1, at + count);
                }
                at += count;
            } else {
                at += 1;
            }
        }
    }

    /// Drops the spaces between single digits that an East Asian character follows (2 0 3 1 年).
    fn spaced_number(&mut self, from: usize, until: usize) {
        let bytes = self.text.as_bytes();
        let mut at = until;
        while at >= from + 3
            && bytes[at - 1].is_ascii_digit()
            && bytes[at - 2] == b' '
            && bytes[at - 3].is_ascii_digit()
        {
            at -= 2;
        }
        let single =
            at == from + 1 || !(at >= from + 2 && (bytes[at - 2].is_ascii_alphanumeric() || bytes[at - 2] == b'.'));
        if at == until || !single || at - 1 < self.copied {
            return;
        }
        while at < until {
            self.replace("", at, at + 1);
            at += 2;
        }
    }

    /// Handles a character that needs care. Returns where to go on.
    fn close(&mut self, at: usize, code: u32, length: usize) -> usize {
        if !self.glyphs.is_slow(code) {
            if let Some((from, to)) = self.glyphs.spelling(&self.text[at..]) {
                let end = at + from.len();
                self.replace(to, at, end);
                return end;
            }
            return at + length;
        }
        let Some(mut c) = char::from_u32(code) else { return at + length };
        let mut start = at;
        if is_combining(c) {
            // The base stands before; it is folded together with its marks if it was not yet.
            let base = self.text[..at].char_indices().next_back().filter(|(base, _)| *base >= self.copied);
            let Some((base_at, base)) = base else {
                self.replace("", at, at + length);
                return at + length;
            };
            (start, c) = (base_at, base);
        }
        let mut end = start + c.len_utf8();
        for mark in self.text[end..].chars() {
            if !is_combining(mark) {
                break;
            }
            end += mark.len_utf8();
        }
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => self.replace("", start, end),
            '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{1680}' => {
                return self.space(start);
            }
            '\u{2018}'..='\u{201b}' => self.replace("'", start, end),
            '\u{201c}'..='\u{201f}' => self.replace("\"", start, end),
            '\u{2010}'..='\u{2012}' => self.replace("-", start, end),
            _ if end == start + c.len_utf8() && self.glyphs.plain(c) != c => {
                let plain = self.glyphs.plain(c);
                self.replace(plain.encode_utf8(&mut [0; 4]), start, end);
            }
            _ => {
                let composed: String = self.text[start..end]
                    .nfkc()
                    .filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'))
                    .map(|c| self.glyphs.plain(c))
                    .collect();
                if composed == self.text[start..end] {
                    return end;
                }
                self.replace(&composed, start, end);
            }
        }
        end
    }

    /// Folds a run of spaces that begins with another than the plain one. Returns its end.
    fn space(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut start = start;
        while start > self.copied && bytes[start - 1] == b' ' {
            start -= 1;
        }
        let rest = &self.text[start..];
        let end = start + (rest.len() - rest.trim_start_matches(is_space).len());
        let before = self.text[..start].chars().next_back().unwrap_or(' ');
        let after = self.text[end..].chars().next().unwrap_or(' ');
        let emitted = start == self.copied && self.out.as_str().ends_with(' ');
        let dropped = is_east_asian(before) || is_east_asian(after) || emitted;
        self.replace(if dropped { "" } else { " " }, start, end);
        end
    }

    fn copy(&mut self, to: usize) {
        if self.copied < to {
            self.out.push_verbatim(self.text, TextRange::new(self.copied, to));
            self.copied = to;
        }
    }

    fn replace(&mut self, with: &str, from: usize, to: usize) {
        self.copy(from);
        self.out.push_replaced(with, TextRange::new(from, to));
        self.copied = to;
    }
}

/// Decodes the character at `at`, whose first byte is `lead` (not ASCII).
fn decode(bytes: &[u8], at: usize, lead: u8) -> (u32, usize) {
    let part = |offset: usize| u32::from(bytes[at + offset] & 0x3f);
    if lead >= 0xf0 {
        (u32::from(lead & 0x07) << 18 | part(1) << 12 | part(2) << 6 | part(3), 4)
    } else if lead >= 0xe0 {
        (u32::from(lead & 0x0f) << 12 | part(1) << 6 | part(2), 3)
    } else {
        (u32::from(lead & 0x1f) << 6 | part(1), 2)
    }
}

/// Returns the end of the ASCII stretch that begins at `at`.
fn ascii_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(chunk) = bytes.get(end..end + 32) {
        if chunk.iter().fold(0, |all, byte| all | byte) >= 0x80 {
            break;
        }
        end += 32;
    }
    end + bytes[end..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Returns whether two spaces stand side by side in `bytes`.
fn has_doubled_space(bytes: &[u8]) -> bool {
    let after = bytes.get(1..).unwrap_or_default();
    // Without branches, so that the compiler makes vector code of it.
    #[expect(clippy::needless_bitwise_bool, reason = "a branch a byte is several times slower")]
    let found =
        bytes.iter().zip(after).fold(false, |found, (&first, &second)| found | ((first == b' ') & (second == b' ')));
    found
}

/// Counts the spaces from `at`.
fn spaces(bytes: &[u8], at: usize, end: usize) -> usize {
    bytes[at..end].iter().take_while(|&&byte| byte == b' ').count()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{1680}')
}

/// Returns whether `c` is kana, a Han character, or East Asian punctuation.
pub fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let mut glyphs = Glyphs::from([('兩', '両'), ('國', '国'), ('⻑', '長')]);
        glyphs.add_spelling("行な", "行");
        glyphs.add_spelling("によつて", "によって");
        let folded = fold(input, &glyphs);
        assert_eq!(folded.as_str(), expected, "{}", input.escape_unicode());
        // The way back: pieces in order, on character boundaries, and verbatim where they should be.
        let mut last = 0;
        for (at, c) in folded.as_str().char_indices() {
            let under = folded.under(TextRange::new(at, at + c.len_utf8()));
            assert!(under.start >= last && input.get(under.bounds()).is_some(), "{input:?} {at} {under:?}");
            last = under.start;
        }
        // Folding what is folded changes nothing.
        assert_eq!(fold(folded.as_str(), &glyphs).as_str(), folded.as_str());
    }

    #[test]
    fn wild_forms_fold_to_one() {
        check("か\u{3099}く", "がく");
        check("協力て\u{3099}ある、ハ\u{309a}ス", "協力である、パス");
        check("ﾊﾞｲﾃﾞﾝ", "バイデン");
        check("兩岸と両岸、兩國", "両岸と両岸、両国");
        check("⼈⽇⻑", "人日長");
        check("\u{fa19}\u{fe00}社", "神社");
        check("葛\u{e0100}城", "葛城");
        check("cafe\u{301}", "café");
        check("Leaders\u{2019}\u{a0}Statement", "Leaders' Statement");
        check("plain text", "plain text");
        check("", "");
    }

    #[test]
    fn spaces_are_layout_beside_east_asian_characters() {
        check("２０３０ 年までに", "2030年までに");
        check("2030 年", "2030年");
        check("2 0 3 0 年 1 月", "2030年1月");
        check("日 NATO 協力", "日NATO協力");
        check("　我々は　歓迎", "我々は歓迎");
        check("a  b \u{a0} c\u{a0}\u{a0}d\u{a0} e", "a b c d e");
        check("of\u{2009}10\u{202f}000 km", "of 10 000 km");
    }

    #[test]
    fn older_spellings_become_modern() {
        check("会談を行なつた", "会談を行つた");
        check("会談を行なう", "会談を行う");
        check("これによつて生ずる", "これによって生ずる");
    }
}
