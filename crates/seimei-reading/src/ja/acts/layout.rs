//! The layout of a sentence: quotations and brackets, and where the sentence proper ends.

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
}

impl<'t> Layout<'t> {
    /// Finds the quotations and brackets of `text`.
    pub(super) fn of(text: &'t str) -> Self {
        let mut layout =
            Self { text, quotations: Vec::new(), brackets: Vec::new(), end: text.len(), left_open: None, closes: None };
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
