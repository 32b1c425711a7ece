//! The layout of a sentence: quotations and brackets, where the sentence proper ends, and which words stand where
//! outside them.

use std::cell::RefCell;

use seimei_text::range::TextRange;

/// What stands between quotation marks or brackets in a sentence.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    text: &'t str,
    /// Outermost quotations, marks included, in order.
    quotations: Vec<TextRange>,
    /// Outermost brackets, in order.
    brackets: Vec<TextRange>,
    /// Where the sentence ends: before its full stop and brackets at the end.
    pub(super) end: usize,
    /// A quotation that is not closed in this sentence begins here.
    pub(super) left_open: Option<usize>,
    /// A mark at this place closes a quotation that an earlier sentence opened.
    pub(super) closes: Option<usize>,
    /// The lists of words asked for so far, each with the places of its words outside quotations and brackets, by their
    /// beginnings: clauses ask for the same words again and again.
    found: RefCell<Vec<(&'static [&'static str], Vec<TextRange>)>>,
}

impl<'t> Layout<'t> {
    /// Finds the quotations and brackets of `text`.
    pub(super) fn of(text: &'t str) -> Self {
        let mut layout = Self {
            text,
            quotations: Vec::new(),
            brackets: Vec::new(),
            end: text.len(),
            left_open: None,
            closes: None,
            found: RefCell::default(),
        };
        let mut quotes: Vec<usize> = Vec::new();
        let mut brackets: Vec<usize> = Vec::new();
        let mut straight: Option<usize> = None;
        for (at, c) in text.char_indices() {
            match c {
                '「' | '『' => quotes.push(at),
                '」' | '』' => match quotes.pop() {
                    Some(start) if quotes.is_empty() => {
                        layout.quotations.push(TextRange::new(start, at + c.len_utf8()));
                    }
                    Some(_) => {}
                    None => layout.closes = layout.closes.or(Some(at)),
                },
                '"' => match straight.take() {
                    Some(start) => layout.quotations.push(TextRange::new(start, at + 1)),
                    None => straight = Some(at),
                },
                '(' | '〔' | '[' => brackets.push(at),
                ')' | '〕' | ']' => {
                    if let Some(start) = brackets.pop()
                        && brackets.is_empty()
                    {
                        layout.brackets.push(TextRange::new(start, at + c.len_utf8()));
                    }
                }
                _ => {}
            }
        }
        layout.left_open = quotes.first().copied();
        layout.quotations.sort();
        layout.end = layout.sentence_end();
        layout
    }

    fn sentence_end(&self) -> usize {
        let mut end = self.text.len();
        loop {
            let rest = self.text[..end].trim_end_matches(['。', '.', ' ', '、', '!', '?', '」', '』', '-', '―', '…']);
            end = rest.len();
            match self.brackets.iter().rev().find(|bracket| bracket.end as usize == end) {
                Some(bracket) if bracket.start > 0 => end = bracket.start as usize,
                _ => return end,
            }
        }
    }

    /// Returns whether one of `needles` stands between two places, outside quotations and brackets.
    pub(super) fn holds(&self, start: usize, end: usize, needles: &'static [&'static str]) -> bool {
        let mut found = self.found.borrow_mut();
        let known = found.iter().position(|(list, _)| std::ptr::eq(*list, needles));
        let place = known.unwrap_or_else(|| {
            found.push((needles, self.places(needles)));
            found.len() - 1
        });
        let places = &found[place].1;
        let first = places.partition_point(|range| (range.start as usize) < start);
        places[first..].iter().take_while(|range| (range.start as usize) < end).any(|range| range.end as usize <= end)
    }

    /// Returns where `needles` stand outside quotations and brackets, by their beginnings.
    fn places(&self, needles: &[&str]) -> Vec<TextRange> {
        let bytes = self.text.as_bytes();
        // A mark for each third byte of a needle: it tells Japanese characters apart best.
        let mark = |byte: Option<&u8>| byte.map_or(u64::MAX, |byte| 1 << (byte & 63));
        let marks = needles.iter().fold(0, |marks, needle| marks | mark(needle.as_bytes().get(2)));
        let mut places = Vec::new();
        let mut next = 0;
        while next < bytes.len() {
            let at = next;
            // To the next character; most have three bytes.
            next += if bytes[at] >= 0xe0 { 3 } else { 1 };
            while bytes.get(next).is_some_and(|byte| byte & 0xc0 == 0x80) {
                next += 1;
            }
            if mark(bytes.get(at + 2)) & marks == 0 {
                continue;
            }
            for needle in needles.iter().map(|needle| needle.as_bytes()) {
                let end = at + needle.len();
                if bytes.get(end - 1) == needle.last() && bytes[at..].starts_with(needle) && !self.is_enclosed(end - 1)
                {
                    places.push(TextRange::new(at, end));
                }
            }
        }
        places
    }

    /// Returns whether the byte at `at` stands inside a quotation or brackets.
    pub(super) fn is_enclosed(&self, at: usize) -> bool {
        holds(&self.quotations, at) || holds(&self.brackets, at)
    }

    /// Returns whether the byte at `at` stands inside a quotation.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        holds(&self.quotations, at)
    }

    /// Returns the place after brackets that begin at `at`, or `at`.
    pub(super) fn after_brackets(&self, at: usize) -> usize {
        let found = self.brackets.binary_search_by_key(&(at as u32), |bracket| bracket.start);
        found.map_or(at, |place| self.brackets[place].end as usize)
    }

    /// Returns the place before brackets that end at `at`, or `at`.
    pub(super) fn before_brackets(&self, at: usize) -> usize {
        let found = self.brackets.binary_search_by_key(&(at as u32), |bracket| bracket.end);
        found.map_or(at, |place| self.brackets[place].start as usize)
    }

    /// Returns the quotation that begins at `at`.
    pub(super) fn quotation_at(&self, at: usize) -> Option<TextRange> {
        self.quotations.iter().copied().find(|quotation| quotation.start as usize == at)
    }
}

fn holds(ranges: &[TextRange], at: usize) -> bool {
    let at = at as u32;
    let place = ranges.partition_point(|range| range.end <= at);
    ranges.get(place).is_some_and(|range| range.start < at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is enclosed, and the sentence proper.
    fn check(text: &str, expected: &str) {
        let layout = Layout::of(text);
        let outside: String = text.char_indices().filter(|(at, _)| !layout.is_enclosed(*at)).map(|(_, c)| c).collect();
        assert_eq!(format!("{outside} | {}", &text[..layout.end]), expected);
    }

    #[test]
    fn quotations_and_brackets_enclose() {
        check("甲は「乙を歓迎する」と述べた(別添)。", "甲は「と述べた(。 | 甲は「乙を歓迎する」と述べた");
        check("意思を確認した(ファクトシート(別添))。", "意思を確認した(。 | 意思を確認した");
    }

    #[test]
    fn marks_without_their_partner_are_told() {
        assert_eq!(Layout::of("「我々は進む。").left_open, Some(0));
        assert_eq!(Layout::of("進んだ。」").closes, Some("進んだ。".len()));
    }
}
