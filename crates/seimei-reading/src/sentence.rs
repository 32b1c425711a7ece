//! A sentence as the finders see it.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_text::range::TextRange;

/// One sentence, folded, with the words of the lexicon found in it.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'t> {
    /// The folded text; all ranges of findings are bytes of it.
    pub text: &'t str,
    /// The same with ASCII letters in lower case; same offsets.
    pub lower: &'t str,
    /// The lexicon's words in it, overlapping ones too, by end and then from long to short.
    pub hits: &'t [Hit],
    /// Its number in the document, from 0.
    pub number: u32,
    /// Whether it is the first sentence of its paragraph.
    pub opens_paragraph: bool,
    /// Whether it is an item of a list.
    pub is_list_item: bool,
    /// The nearest heading above, folded.
    pub section: Option<&'t str>,
}

impl<'t> Sentence<'t> {
    /// Returns the hits of one table.
    pub fn hits_of(&self, table: TableName) -> impl Iterator<Item = &'t Hit> {
        self.hits.iter().filter(move |hit| hit.table == table)
    }

    /// Returns the text of a range.
    pub fn at(&self, range: TextRange) -> &'t str {
        &self.text[range]
    }
}
