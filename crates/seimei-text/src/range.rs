//! Ranges: byte ranges within one text, and character ranges for output.

use std::fmt;
use std::ops::{Index, Range};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open byte range `start..end` within one text, on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never below `start`.
    pub end: u32,
}

impl TextRange {
    /// Returns the range of bytes from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the range as `usize` bounds, to slice a `str` with.
    pub fn bounds(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether `other` lies wholly within this range.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two ranges share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the range moved `by` bytes to the right.
    #[must_use]
    pub fn shifted_right(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Returns the range moved `by` bytes to the left; `by` is at most `start`.
    #[must_use]
    pub fn shifted_left(self, by: u32) -> Self {
        Self { start: self.start - by, end: self.end - by }
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Index<TextRange> for str {
    type Output = Self;

    fn index(&self, range: TextRange) -> &Self {
        &self[range.bounds()]
    }
}

impl Index<TextRange> for String {
    type Output = str;

    fn index(&self, range: TextRange) -> &str {
        &self.as_str()[range.bounds()]
    }
}

/// A half-open range in Unicode scalar values of a decoded source. Printed as `[start, end]`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CharRange {
    /// First scalar value, counted from 0.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Serialize for CharRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for CharRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [start, end] = Deserialize::deserialize(deserializer)?;
        Ok(Self { start, end })
    }
}

/// Translates byte offsets of one text into scalar-value offsets in O(1) plus a short scan.
#[derive(Debug)]
pub struct CharIndex {
    /// Scalar values before each block of `BLOCK` bytes.
    before: Vec<u32>,
}

const BLOCK: usize = 128;

impl CharIndex {
    /// Builds the index of `text`. O(bytes).
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(count);
            count += leading_bytes(block);
        }
        before.push(count);
        Self { before }
    }

    /// Returns `range` of `text` (the text the index was built from) in scalar values.
    pub fn chars(&self, text: &str, range: TextRange) -> CharRange {
        CharRange { start: self.offset(text, range.start), end: self.offset(text, range.end) }
    }

    fn offset(&self, text: &str, byte: u32) -> u32 {
        let block = byte as usize / BLOCK;
        let within = byte as usize % BLOCK;
        let before = self.before[block];
        // A whole block of ASCII need not be counted.
        if within == 0 || self.before[block + 1] - before == BLOCK as u32 {
            return before + within as u32;
        }
        before + leading_bytes(&text.as_bytes()[block * BLOCK..byte as usize])
    }
}

/// Counts the bytes that begin a scalar value, in [`BLOCK`] bytes at most: so the count fits a byte, and many bytes are
/// counted at once.
fn leading_bytes(bytes: &[u8]) -> u32 {
    u32::from(bytes.iter().fold(0_u8, |count, &byte| count.wrapping_add(u8::from(byte & 0xc0 != 0x80))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_counts_scalar_values_not_bytes() {
        let text = "声明 of 声".repeat(100);
        let index = CharIndex::new(&text);
        for (at, _) in text.char_indices() {
            let got = index.chars(&text, TextRange::new(0, at)).end as usize;
            assert_eq!(got, text[..at].chars().count());
        }
        assert_eq!(index.chars(&text, TextRange::new(0, text.len())).end as usize, text.chars().count());
    }
}
