//! A provision as the checks of words see it: folded, with the words of the lexicon, and cut at white space and marks.

use seimei_lexicon::lexicon::{Hit, Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

/// A provision, folded.
#[derive(Debug)]
pub(super) struct Page {
    given: String,
    folded: MappedText,
    /// The folded text in small letters, with the same places.
    pub(super) small: String,
    /// The names, titles and mechanisms of the lexicon in it, by end and then from long to short.
    pub(super) hits: Vec<Hit>,
}

impl Page {
    /// Folds a provision. Linear.
    pub(super) fn new(text: &str, language: Lang, lexicon: &Lexicon) -> Self {
        let folded = fold(text, lexicon.glyphs());
        let small = lower(folded.as_str());
        let mut hits = lexicon.language(language).map(|tables| tables.scan(&small)).unwrap_or_default();
        hits.retain(|hit| matches!(hit.table, TableName::Actors | TableName::Titles | TableName::Mechanisms));
        Self { given: text.to_owned(), folded, small, hits }
    }

    /// The folded text, letters as they are written.
    pub(super) fn text(&self) -> &str {
        self.folded.as_str()
    }

    /// The stretch of the text as given that a stretch of the folded one stands for.
    pub(super) fn under(&self, folded: TextRange) -> TextRange {
        self.folded.under(folded)
    }

    /// Words of the text as given.
    pub(super) fn given(&self, range: TextRange) -> &str {
        self.given.get(range.bounds()).unwrap_or_default()
    }

    /// The text as given.
    pub(super) fn whole(&self) -> &str {
        &self.given
    }

    /// Runs of letters, digits and what stands inside words (`Sea-Lantern`, `O'Brien`), in the folded text.
    pub(super) fn tokens(&self) -> Vec<TextRange> {
        tokens(self.text())
    }

    /// The longest words of a table, none inside another.
    pub(super) fn longest(&self, table: TableName) -> Vec<Hit> {
        let of_table: Vec<Hit> = self.hits.iter().filter(|hit| hit.table == table).copied().collect();
        let inside = |hit: &Hit| {
            of_table.iter().any(|other| other.range.contains(hit.range) && other.range.len() > hit.range.len())
        };
        of_table.iter().filter(|hit| !inside(hit)).copied().collect()
    }
}

/// Cuts at everything that is neither a letter nor a digit; keeps apostrophes, hyphens and full stops between letters.
fn tokens(text: &str) -> Vec<TextRange> {
    let mut tokens: Vec<TextRange> = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = matches!(c, '\'' | '-' | '&' | '.') && next.is_some_and(|next| next.is_ascii_alphanumeric());
        let is_part = c.is_alphanumeric() || (start.is_some() && joins);
        match (start, is_part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                tokens.push(TextRange::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        tokens.push(TextRange::new(from, text.len()));
    }
    tokens
}

/// Returns how many letters must be put in, left out, replaced or swapped with a neighbour to make one word of the other;
/// anything above 1 is told as 2.
pub(super) fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let back = one[front..].iter().rev().zip(other[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (&one[front..one.len() - back], &other[front..other.len() - back]);
    match (left, right) {
        ([], []) => 0,
        ([_], [] | [_]) | ([], [_]) => 1,
        ([a, b], [c, d]) if a == d && b == c => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_or_two_swapped() {
        for (one, other, expected) in [
            ("Brandt", "Brandt", 0),
            ("Brandt", "Brant", 1),
            ("Brandt", "Bradnt", 1),
            ("1718", "1781", 1),
            ("1718", "1817", 2),
            ("石波", "石破", 1),
            ("", "a", 1),
            ("ab", "cd", 2),
        ] {
            assert_eq!(slips(one, other), expected, "{one} {other}");
            assert_eq!(slips(other, one), expected, "{one} {other}");
        }
    }

    #[test]
    fn tokens_keep_what_stands_inside_words() {
        let text = "U.S.-Arvenia ties, O'Brien's (HTA). 2031";
        let words: Vec<&str> = tokens(text).iter().map(|range| &text[range.bounds()]).collect();
        assert_eq!(words, ["U.S", "Arvenia", "ties", "O'Brien's", "HTA", "2031"]);
    }
}
