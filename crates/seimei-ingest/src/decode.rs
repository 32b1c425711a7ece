//! Bytes to text: which encoding, and what could not be read.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to tell encodings apart.
const SAMPLE: usize = 1 << 16;

/// How many of a hundred units of UTF-16 are letters that occur in running text, at least.
const USUAL: usize = 40;

/// Text, and how it was obtained.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// WHATWG name of the encoding.
    pub(crate) encoding: &'static str,
    /// How many stretches of bytes were replaced by U+FFFD.
    pub(crate) replaced: usize,
    /// Byte offset in `text` of the first replacement.
    pub(crate) first_replaced: Option<usize>,
}

/// Decodes `bytes`, guessing the encoding. Never fails: what is invalid becomes U+FFFD.
pub(crate) fn decode(bytes: Cow<[u8]>) -> Decoded {
    match bytes {
        Cow::Owned(bytes) if Encoding::for_bom(&bytes).is_none() && !may_be_other(&bytes) => {
            match String::from_utf8(bytes) {
                Ok(text) => Decoded { text, encoding: UTF_8.name(), replaced: 0, first_replaced: None },
                Err(error) => decode_borrowed(error.as_bytes()),
            }
        }
        bytes => decode_borrowed(&bytes),
    }
}

/// Returns whether bytes that are valid UTF-8 may still be something else.
fn may_be_other(bytes: &[u8]) -> bool {
    is_iso_2022_jp(bytes) || utf_16_without_mark(bytes).is_some()
}

fn decode_borrowed(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if is_iso_2022_jp(bytes) {
        return decode_as(ISO_2022_JP, bytes);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: 0, first_replaced: None },
        Err(_) if is_damaged_utf_8(bytes) => decode_as(UTF_8, bytes),
        Err(_) => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(&bytes[..bytes.len().min(SAMPLE * 16)], true);
            decode_as(detector.guess(Some(b"jp"), Utf8Detection::Allow), bytes)
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let replaced = if had_errors { text.matches('\u{fffd}').count() } else { 0 };
    let first_replaced = if had_errors { text.find('\u{fffd}') } else { None };
    Decoded { text, encoding: encoding.name(), replaced, first_replaced }
}

/// Returns whether the bytes are seven-bit and hold an escape sequence that selects a Japanese set.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let selects = |tail: &[u8]| matches!(tail, [b'$', b'B' | b'@', ..] | [b'(', b'J' | b'I', ..]);
    if !bytes.contains(&0x1b) {
        return false;
    }
    let mut found = false;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x80 {
            return false;
        }
        found |= byte == 0x1b && selects(&bytes[at + 1..]);
    }
    found
}

/// Recognises UTF-16 without a mark: the sample decodes without fault, and mostly into letters
/// that occur in running text of this program's languages.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Each usual unit has such a byte; most text that is not UTF-16 has few.
    let halves: usize = sample.iter().map(|&byte| usize::from(byte == 0 || byte == 0x30)).sum();
    if halves * 100 < sample.len() / 2 * USUAL {
        return None;
    }
    let share = |encoding: &'static Encoding| {
        let (mut usual, mut odd, mut all) = (0_usize, 0_usize, 0_usize);
        for pair in sample.chunks_exact(2) {
            let unit = if encoding == UTF_16LE {
                u16::from_le_bytes([pair[0], pair[1]])
            } else {
                u16::from_be_bytes([pair[0], pair[1]])
            };
            all += 1;
            match unit {
                0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0x3001..=0x3002 | 0x3040..=0x30ff => usual += 1,
                0..=0x1f | 0x7f..=0x9f | 0xe000..=0xf8ff | 0xfff0..=0xffff => odd += 1,
                _ => {}
            }
        }
        if odd * 50 > all { 0 } else { usual * 100 / all }
    };
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    if little.max(big) < USUAL {
        return None;
    }
    Some(if little >= big { UTF_16LE } else { UTF_16BE })
}

/// Returns whether the bytes are UTF-8 with a few faults rather than another encoding.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut faults) = (0_usize, 0_usize);
    for chunk in bytes[..bytes.len().min(SAMPLE * 16)].utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    sound > faults * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "共同声明\r\n我々は、両国の協力を歓迎する。カタカナも、ひらがなも読む。\r\n";

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes.into());
        assert_eq!((decoded.encoding, decoded.text.as_str(), decoded.replaced), (encoding, text, 0));
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn encodings_are_recognised() {
        check(TEXT.as_bytes(), "UTF-8", TEXT);
        check(format!("\u{feff}{TEXT}").as_bytes(), "UTF-8", TEXT);
        for name in ["Shift_JIS", "EUC-JP", "ISO-2022-JP"] {
            let encoding = Encoding::for_label(name.as_bytes()).expect("a known name");
            check(&encoding.encode(TEXT).0, name, TEXT);
        }
        let english = "We reaffirm our commitment to peace.\n";
        for text in [TEXT, english] {
            check(&utf_16(text, u16::to_le_bytes), "UTF-16LE", text);
            check(&utf_16(text, u16::to_be_bytes), "UTF-16BE", text);
            check(&utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes), "UTF-16BE", text);
        }
        check(b"", "UTF-8", "");
    }

    #[test]
    fn invalid_bytes_are_replaced_and_counted() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.splice(12..12, [0xff, b'x', 0xfe]);
        let decoded = decode(bytes.into());
        assert_eq!((decoded.encoding, decoded.replaced, decoded.first_replaced), ("UTF-8", 2, Some(12)));
        decode(Cow::Borrowed(&[0xed, 0xa0, 0x80, 0, 0, 0x1b]));
    }
}
