//! Markdown's marks inside a paragraph: taken out, with the way back kept.

use std::collections::BTreeMap;

use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::entities;

/// A stretch of a paragraph between two hard breaks, without marks.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    /// The text.
    pub(crate) text: MappedText,
    /// Whether all of its letters are bold or underlined.
    pub(crate) strong: bool,
    /// Whether all of its letters are emphasised in whatever way.
    pub(crate) emphasised: bool,
    /// Bytes of the bold words and colon that it begins with, if other words follow.
    pub(crate) lead_in: usize,
}

/// Longest tag, address or entity that is looked for, in bytes. Bounds the work at each opening sign.
const REACH: usize = 2000;

/// Which bytes can begin a mark.
const IS_MARK: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = b"\\*_`~<&\n![]";
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

/// Takes the marks out of `joined`, whose line feeds are hard breaks.
pub(crate) fn strip(joined: MappedText) -> Vec<Piece> {
    let text = joined.as_str();
    if !text.bytes().any(|byte| IS_MARK[byte as usize] || byte == b'{') {
        return vec![Piece { text: joined, ..Piece::default() }];
    }
    let mut walk = Walk {
        joined: &joined,
        text,
        kept: 0,
        links: links(text),
        bold: false,
        italic: false,
        underline: 0,
        counts: Counts::default(),
        lead_in: 0,
        out: MappedText::default(),
        pieces: Vec::new(),
    };
    walk.run();
    walk.end_piece();
    walk.pieces
}

#[derive(Default)]
struct Counts {
    all: usize,
    strong: usize,
    emphasised: usize,
}

struct Walk<'t> {
    joined: &'t MappedText,
    text: &'t str,
    /// Everything before this offset was copied or dropped.
    kept: usize,
    links: Links,
    bold: bool,
    italic: bool,
    underline: usize,
    counts: Counts,
    lead_in: usize,
    out: MappedText,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !IS_MARK[bytes[at] as usize] {
                at += 1;
                continue;
            }
            at = match bytes[at] {
                b'\\' => self.escape(at),
                b'*' | b'_' => self.emphasis(at),
                b'`' => self.drop(at, at + 1),
                b'~' if bytes.get(at + 1) == Some(&b'~') => self.drop(at, at + 2),
                b'<' => self.tag(at),
                b'&' => self.entity(at),
                b'\n' => {
                    let next = self.drop(at, at + 1);
                    self.end_piece();
                    next
                }
                b'!' if bytes.get(at + 1) == Some(&b'[') => match self.links.close.get(&(at + 1)) {
                    Some(&(_, end)) => self.drop(at, end),
                    None => at + 1,
                },
                b'[' if bytes.get(at + 1) == Some(&b'^') => match self.text[at..].find(']') {
                    Some(end) if end < 20 => self.drop(at, at + end + 1),
                    _ => at + 1,
                },
                b'[' if self.links.close.contains_key(&at) => self.drop(at, at + 1),
                b']' if self.links.end.contains_key(&at) => {
                    let end = self.links.end[&at];
                    self.drop(at, end)
                }
                _ => at + 1,
            };
        }
        self.copy(self.text.len());
    }

    /// Copies what was not dropped up to `to`.
    fn copy(&mut self, to: usize) {
        if self.kept >= to {
            return;
        }
        let strong = self.bold || self.underline > 0;
        if !strong && self.counts.all > 0 && self.counts.strong == self.counts.all && self.lead_in == 0 {
            // The first words that are not bold: the colon may stand on either side of the mark.
            let colon = self.text[self.kept..to].starts_with(':');
            if colon || self.out.as_str().trim_end().ends_with(':') {
                self.lead_in = self.out.as_str().len() + usize::from(colon);
            }
        }
        let range = TextRange::new(self.kept, to);
        let letters = self.text[range].chars().filter(|c| c.is_alphanumeric()).count();
        self.counts.all += letters;
        if self.bold || self.underline > 0 {
            self.counts.strong += letters;
        }
        if self.bold || self.italic || self.underline > 0 {
            self.counts.emphasised += letters;
        }
        self.out.push_mapped(&self.joined.slice(range));
        self.kept = to;
    }

    fn drop(&mut self, from: usize, to: usize) -> usize {
        self.copy(from);
        self.kept = to;
        to
    }

    fn end_piece(&mut self) {
        self.copy(self.kept);
        let counts = std::mem::take(&mut self.counts);
        let lead_in = std::mem::take(&mut self.lead_in);
        let lead_in = if self.out.as_str().starts_with(char::is_whitespace) { 0 } else { lead_in };
        let text = trimmed(&std::mem::take(&mut self.out));
        if !text.is_empty() {
            self.pieces.push(Piece {
                text,
                strong: counts.all > 0 && counts.strong == counts.all,
                emphasised: counts.all > 0 && counts.emphasised == counts.all,
                lead_in,
            });
        }
    }

    fn escape(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(next) if next.is_ascii_punctuation() => {
                self.drop(at, at + 1);
                at + 2
            }
            None => self.drop(at, at + 1),
            _ => at + 1,
        }
    }

    fn emphasis(&mut self, at: usize) -> usize {
        let mark = self.text.as_bytes()[at];
        let run = self.text.as_bytes()[at..].iter().take_while(|&&byte| byte == mark).count();
        let before = self.text[..at].chars().next_back().unwrap_or(' ');
        let after = self.text[at + run..].chars().next().unwrap_or(' ');
        let inside_word = before.is_alphanumeric() && after.is_alphanumeric();
        let closes = (run >= 2 && self.bold) || (run == 1 && self.italic);
        if mark == b'_' && inside_word || (before.is_whitespace() && after.is_whitespace() && !closes) {
            return at + run;
        }
        let next = self.drop(at, at + run);
        // Four marks in a row close one stretch and open the next.
        if run == 2 || run == 3 {
            self.bold = !self.bold;
        }
        if run == 1 || run == 3 {
            self.italic = !self.italic;
        }
        next
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            return self.drop(at, at + end);
        }
        let reach = floor(rest, REACH);
        let Some(end) = rest[..reach].find('>') else { return at + 1 };
        let inner = &rest[1..end];
        let name = inner.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return at + 1;
        }
        if inner.contains("://") && !inner.contains(['"', '\'', ' ']) {
            self.drop(at, at + 1);
            self.copy(at + end);
            return self.drop(at + end, at + end + 1);
        }
        if name.eq_ignore_ascii_case("sup") && !inner.starts_with('/') {
            let close = rest[..floor(rest, 60)].find("</sup>");
            let is_mark = |inside: &str| {
                inside.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation()) && !inside.is_empty()
            };
            if let Some(close) = close
                && is_mark(&rest[end + 1..close.max(end + 1)])
            {
                return self.drop(at, at + close + 6);
            }
        }
        let next = self.drop(at, at + end + 1);
        let opens = !inner.starts_with('/');
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "br" | "p" | "div" => self.end_piece(),
            "u" | "b" | "strong" | "ins" | "span" => {
                let counts = lower != "span" || inner.contains("underline") || inner.contains("bold") || !opens;
                if counts && opens {
                    self.underline += 1;
                } else if !opens {
                    self.underline = self.underline.saturating_sub(1);
                }
            }
            _ => {}
        }
        next
    }

    fn entity(&mut self, at: usize) -> usize {
        let Some((decoded, length)) = entities::decode(&self.text[at..]) else { return at + 1 };
        self.drop(at, at + length);
        let under = self.joined.under(TextRange::new(at, at + length));
        self.out.push_replaced(&decoded, under);
        self.counts.all += 1;
        self.counts.strong += usize::from(self.bold || self.underline > 0);
        self.counts.emphasised += usize::from(self.bold || self.italic || self.underline > 0);
        at + length
    }
}

/// Brackets of links: by opening bracket its closing one and the end of the address after it, and
/// by closing bracket that end.
#[derive(Default)]
struct Links {
    close: BTreeMap<usize, (usize, usize)>,
    end: BTreeMap<usize, usize>,
}

fn links(text: &str) -> Links {
    let mut found = Links::default();
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop()
                    && let Some(end) = address_end(text, at + 1)
                {
                    found.close.insert(start, (at, end));
                    found.end.insert(at, end);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Returns the end of `(address)`, `[reference]` or `{attributes}` that begins at `at`.
fn address_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (open, close) = match bytes.get(at)? {
        b'(' => (b'(', b')'),
        b'[' => (b'[', b']'),
        b'{' => (b'{', b'}'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (index, &byte) in bytes.iter().enumerate().skip(at).take(REACH) {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(index + 1);
            }
        }
    }
    None
}

/// Returns the largest character boundary of `text` up to `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// Returns `text` without white space around it.
pub(crate) fn trimmed(text: &MappedText) -> MappedText {
    let whole = text.as_str();
    let start = whole.len() - whole.trim_start_matches(crate::lines::is_blank_char).len();
    let end = whole.trim_end_matches(crate::lines::is_blank_char).len();
    if start == 0 && end == whole.len() {
        return text.clone();
    }
    if start >= end { MappedText::default() } else { text.slice(TextRange::new(start, end)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[(&str, bool)]) {
        let pieces = strip(MappedText::identity(input));
        let got: Vec<(&str, bool)> = pieces.iter().map(|piece| (piece.text.as_str(), piece.strong)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn marks_are_taken_out() {
        check("we *stand* **firm**", &[("we stand firm", false)]);
        check("**Aurora Compact**", &[("Aurora Compact", true)]);
        check("***<u>Aurora Compact</u>***", &[("Aurora Compact", true)]);
        check("**Aurora Compact**\nWe agree.", &[("Aurora Compact", true), ("We agree.", false)]);
        check("a senior-level** Experts Group**, we", &[("a senior-level Experts Group, we", false)]);
        check("snake_case and 5 * 3", &[("snake_case and 5 * 3", false)]);
        check("1\\. \\[sic\\] \\#", &[("1. [sic] #", false)]);
        check("the [Compact](https://a.example/b_(c)) of 2030", &[("the Compact of 2030", false)]);
        check("![seal](a.png) the text[^3] &amp; more<sup>1</sup>", &[("the text & more", false)]);
        check("the 22<sup>nd</sup> [draft", &[("the 22nd [draft", false)]);
        check("a <b", &[("a <b", false)]);
    }
}
