//! What is folded beyond Unicode's own rules: variant characters and older spellings.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// The character must be looked at closely when a text is folded.
const SLOW: u8 = 1;
/// An older spelling can begin with the character.
const START: u8 = 2;

/// Variant characters and older spellings with the form that replaces them.
#[derive(Clone)]
pub struct Glyphs {
    variants: BTreeMap<char, char>,
    /// By first character: old and new spelling, long ones first.
    spellings: BTreeMap<char, Vec<(String, String)>>,
    /// What the characters of the basic plane need.
    flags: Box<[u8]>,
    /// The first two characters of older spellings, by their mark in [`pair`]; others may share it.
    pairs: Box<[bool]>,
}

/// How many marks pairs of characters have.
const PAIRS: usize = 1 << 12;

/// Returns the mark of two characters.
fn pair(first: char, second: char) -> usize {
    (first as usize * 37 + second as usize) % PAIRS
}

/// Flags of the characters that Unicode itself or the plain rules of folding change.
static BASE: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut flags = vec![0_u8; 1 << 16];
    for code in 0x80..0x1_0000_u32 {
        // Plain kana and Han characters have no compatibility form.
        if matches!(code, 0x3041..=0x3096 | 0x3400..=0x9fff | 0xac00..=0xd7a3) {
            continue;
        }
        let Some(c) = char::from_u32(code) else { continue };
        let changes = matches!(c, '\u{2018}'..='\u{201f}' | '\u{2010}'..='\u{2012}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{3000}')
            || is_combining(c)
            || !std::iter::once(c).nfkc().eq(std::iter::once(c));
        if changes {
            flags[code as usize] = SLOW;
        }
    }
    flags.into_boxed_slice()
});

/// Returns whether `c` joins the character before it.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}' | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

impl Glyphs {
    /// Returns a table that holds nothing beyond Unicode's own rules.
    pub fn new() -> Self {
        Self {
            variants: BTreeMap::new(),
            spellings: BTreeMap::new(),
            flags: BASE.clone(),
            pairs: vec![false; PAIRS].into_boxed_slice(),
        }
    }

    /// Adds an older spelling. Nothing is added if `from` is a single character or empty.
    pub fn add_spelling(&mut self, from: &str, to: &str) {
        let Some(first) = from.chars().next().filter(|first| first.len_utf8() < from.len()) else { return };
        if let Some(flags) = self.flags.get_mut(first as usize) {
            *flags |= START;
        }
        if let Some(second) = from.chars().nth(1) {
            self.pairs[pair(first, second)] = true;
        }
        let list = self.spellings.entry(first).or_default();
        list.push((from.to_owned(), to.to_owned()));
        list.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    }

    /// Returns a number that differs where folding differs: whoever keeps folded text can tell that it is outdated.
    pub fn fingerprint(&self) -> u64 {
        let variants = self.variants.iter().flat_map(|(from, to)| [*from, *to, '\0']);
        let spellings = self.spellings.values().flatten();
        let spellings = spellings.flat_map(|(from, to)| from.chars().chain(['\0']).chain(to.chars()).chain(['\0']));
        // FNV-1a: the same on every machine and in every version of the compiler.
        variants
            .chain(spellings)
            .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3))
    }

    /// Returns the character that replaces `c`.
    pub fn plain(&self, c: char) -> char {
        self.variants.get(&c).copied().unwrap_or(c)
    }

    /// Returns whether folding must look at the character with this code closely.
    pub(crate) fn is_slow(&self, code: u32) -> bool {
        self.flags.get(code as usize).is_none_or(|flags| flags & SLOW != 0)
    }

    /// Returns whether folding leaves the character with this code alone, whatever follows it.
    pub(crate) fn is_plain(&self, code: u32) -> bool {
        self.flags.get(code as usize).is_some_and(|flags| *flags == 0)
    }

    /// Returns the older spelling at the beginning of `text`, with its modern form.
    pub(crate) fn spelling(&self, text: &str) -> Option<(&str, &str)> {
        let mut characters = text.chars();
        let first = characters.next()?;
        if !self.pairs[pair(first, characters.next()?)] {
            return None;
        }
        let list = self.spellings.get(&first)?;
        list.iter().find(|(from, _)| text.starts_with(from.as_str())).map(|(from, to)| (from.as_str(), to.as_str()))
    }
}

impl Default for Glyphs {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Glyphs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Glyphs")
            .field("variants", &self.variants.len())
            .field("spellings", &self.spellings.len())
            .finish_non_exhaustive()
    }
}

impl Extend<(char, char)> for Glyphs {
    fn extend<T: IntoIterator<Item = (char, char)>>(&mut self, variants: T) {
        for (from, to) in variants {
            if let Some(flags) = self.flags.get_mut(from as usize) {
                *flags |= SLOW;
            }
            self.variants.insert(from, to);
        }
    }
}

impl<const N: usize> From<[(char, char); N]> for Glyphs {
    fn from(variants: [(char, char); N]) -> Self {
        let mut glyphs = Self::new();
        glyphs.extend(variants);
        glyphs
    }
}
