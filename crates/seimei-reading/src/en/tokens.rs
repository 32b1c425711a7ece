//! Tokens of an English sentence, with their word classes.
//!
//! No token is decided for good here: a word may be of several classes, and the clauses decide.

use seimei_text::range::TextRange;

use crate::en::grammar::{Class, Grammar, Lemma, Word};
use crate::finding::{ActorMention, MentionKind};
use crate::sentence::Sentence;

/// More tokens than this a sentence does not have; what lies beyond is not parsed.
const MOST_TOKENS: usize = 2000;

/// A word or mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it may be.
    pub class: Class,
    /// The verb of its base, -s and -ing forms.
    pub lemma: Lemma,
    /// The verb of its past forms.
    pub past_of: Lemma,
    /// The actor mention it belongs to, an index into the mentions.
    pub mention: Option<u16>,
}

impl Token {
    /// Returns whether it may be one of `class`.
    pub fn is(&self, class: Class) -> bool {
        self.class.any(class)
    }

    /// Returns its place.
    pub fn range(&self) -> TextRange {
        TextRange { start: self.start, end: self.end }
    }
}

/// Splits a sentence into tokens.
pub fn tokenize(sentence: &Sentence, mentions: &[ActorMention], grammar: &Grammar) -> Vec<Token> {
    let text = sentence.text;
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 5 + 4);
    let mut at = 0;
    let mut mention = 0;
    let mut opens = true;
    while at < bytes.len() && tokens.len() < MOST_TOKENS {
        if bytes[at] == b' ' || bytes[at] == b'\n' || bytes[at] == b'\t' {
            at += 1;
            continue;
        }
        let (end, mark) = match mark_at(text, at) {
            Some((length, class)) => (at + length, Some(class)),
            None => (word_end(bytes, at), None),
        };
        while mentions.get(mention).is_some_and(|found| found.range.end as usize <= at) {
            mention += 1;
        }
        let inside = mentions.get(mention).filter(|found| (found.range.start as usize) < end);
        if let Some(class) = mark {
            let class = if inside.is_some() && class == Class::COMMA { Class::MARK } else { class };
            tokens.push(Token {
                start: at as u32,
                end: end as u32,
                class,
                lemma: Lemma(0),
                past_of: Lemma(0),
                mention: None,
            });
            opens |= class.any(Class::COLON | Class::QUOTE | Class::DASH) && tokens.len() < 12;
            at = end;
            continue;
        }
        let split = suffix_start(bytes, at, end);
        let lower = &sentence.lower[at..split];
        let capital = bytes[at].is_ascii_uppercase();
        let mut word = grammar.word(lower).unwrap_or_else(|| guess(lower));
        if capital {
            word.class |= Class::CAPITAL;
            if !opens {
                word = proper(word);
            }
        }
        let mut index = None;
        if let Some(found) = inside {
            index = u16::try_from(mention).ok();
            word.class |= Class::MENTION;
            if !matches!(found.kind, MentionKind::Pronoun | MentionKind::Collective | MentionKind::Abstract) {
                word = Word {
                    class: Class::NOUN | Class::NAME | Class::MENTION | Class(word.class.0 & Class::CAPITAL.0),
                    ..Word::default()
                };
            } else if found.range.end as usize <= split + 2
                && !word.class.any(Class::POSSESSIVE | Class::PRONOUN | Class::DETERMINER)
            {
                word.class = word.class.without(Class::VERB) | Class::NOUN;
            } else if found.range.end as usize == split
                && (found.range.start as usize) < at
                && found.kind == MentionKind::Collective
                && word.class.any(Class::DETERMINER)
            {
                // The two met: the number stands for a noun.
                word.class = Class::NOUN | Class::MENTION;
            }
        }
        tokens.push(Token {
            start: at as u32,
            end: split as u32,
            class: word.class,
            lemma: word.lemma,
            past_of: word.past_of,
            mention: index,
        });
        opens = false;
        if split < end {
            let class = grammar.word(&sentence.lower[split..end]).map_or(Class::GENITIVE, |word| word.class);
            tokens.push(Token {
                start: split as u32,
                end: end as u32,
                class,
                lemma: Lemma(0),
                past_of: Lemma(0),
                mention: None,
            });
        }
        at = end;
    }
    tokens
}

/// A capitalised word within a sentence names something.
fn proper(word: Word) -> Word {
    let keeps =
        word.class.any(Class::NOMINATIVE | Class::PREPOSITION | Class::CONJUNCTION | Class::TO | Class::DETERMINER);
    if keeps {
        return word;
    }
    let kept = word.class.0 & (Class::ANIMATE | Class::TEXT | Class::TIME | Class::ADJECTIVE | Class::CAPITAL).0;
    Word { class: Class(kept) | Class::NOUN | Class::PROPER, ..Word::default() }
}

/// Returns the length and class of the mark at `at`, or `None` for a word.
fn mark_at(text: &str, at: usize) -> Option<(usize, Class)> {
    let bytes = text.as_bytes();
    let byte = bytes[at];
    let class = match byte {
        b',' => Class::COMMA,
        b';' => Class::SEMICOLON,
        b':' => Class::COLON,
        b'(' | b'[' => Class::OPEN,
        b')' | b']' => Class::CLOSE,
        b'"' => Class::QUOTE,
        b'-' if bytes.get(at + 1) == Some(&b'-') => return Some((2, Class::DASH)),
        b'-' if bytes.get(at + 1).is_none_or(|&next| next == b' ') => Class::DASH,
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'$' | b'&' => return None,
        b'\'' => match bytes.get(at + 1) {
            Some(next) if next.is_ascii_alphabetic() => return None,
            _ => Class::GENITIVE,
        },
        0..=0x7f => Class::MARK,
        _ => {
            let letter = text[at..].chars().next()?;
            if letter.is_alphanumeric() {
                return None;
            }
            let class = match letter {
                '\u{2013}' | '\u{2014}' | '\u{2015}' => Class::DASH,
                '\u{201c}' | '\u{201d}' => Class::QUOTE,
                _ => Class::MARK,
            };
            return Some((letter.len_utf8(), class));
        }
    };
    Some((1, class))
}

/// Which bytes stand within words: ASCII letters and digits, and those of other letters.
const IS_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = byte < 0x80 && (byte as u8).is_ascii_alphanumeric();
        table[byte] = ascii || byte >= 0xc3 && byte != 0xe2 || byte >= 0x80 && byte < 0xc0;
        byte += 1;
    }
    table
};

/// Returns the end of the word that begins at `at`: letters, digits, and single marks between
/// them (U.S.-Japan, 1.5, cross-Strait).
fn word_end(bytes: &[u8], at: usize) -> usize {
    let is_part = |byte: u8| IS_PART[usize::from(byte)];
    let mut end = at + 1;
    while end < bytes.len() {
        let byte = bytes[end];
        if is_part(byte) {
            end += 1;
            continue;
        }
        let joins = match byte {
            b'-' | b'\'' | b'/' | b'&' => bytes.get(end + 1).is_some_and(|&next| is_part(next)),
            b'.' => {
                let next = bytes.get(end + 1);
                let letter_before = bytes[end - 1].is_ascii_alphabetic();
                let single = letter_before && (end < 2 || !bytes[end - 2].is_ascii_alphanumeric());
                next.is_some_and(|&next| is_part(next)) || (single && next.is_some())
            }
            b',' => bytes[end - 1].is_ascii_digit() && bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
            _ => false,
        };
        if !joins {
            break;
        }
        end += 1;
    }
    end
}

/// Returns where a possessive or contracted ending begins, or `end`.
fn suffix_start(bytes: &[u8], at: usize, end: usize) -> usize {
    let word = &bytes[at..end];
    let Some(mark) = word.iter().rposition(|&byte| byte == b'\'') else { return end };
    let (before, ending) = (mark, &word[mark + 1..]);
    if before == 0 {
        return end;
    }
    match ending {
        b"s" | b"S" | b"ll" | b"re" | b"ve" | b"d" => at + mark,
        _ => end,
    }
}

/// What the form of an unlisted word suggests.
fn guess(word: &str) -> Word {
    let class = match word.as_bytes() {
        bytes if bytes.iter().any(u8::is_ascii_digit) => Class::NUMBER,
        bytes if bytes.len() < 5 => Class::NONE,
        [.., b'l', b'y'] => Class::ADVERB,
        [.., b'i', b'n', b'g'] => Class::ING,
        [.., before, b'e', b'd'] if *before != b'e' => {
            if word.contains('-') {
                Class::ADJECTIVE
            } else {
                Class::PAST | Class::PARTICIPLE
            }
        }
        [.., b'a', b'l']
        | [.., b'o', b'u', b's']
        | [.., b'f', b'u', b'l']
        | [.., b'i', b'c']
        | [.., b'a' | b'i', b'b', b'l', b'e']
        | [.., b'i', b'v', b'e']
        | [.., b'l', b'e', b's', b's'] => Class::ADJECTIVE,
        _ => Class::NONE,
    };
    Word { class, ..Word::default() }
}
