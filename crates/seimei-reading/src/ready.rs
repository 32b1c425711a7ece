//! Blocks made ready for the finders: folded, in small letters, with the lexicon's words found in them.
//!
//! The beginning of a document is looked at several times, so its blocks are made ready once.

use crate::read::words_of;
use seimei_ingest::block::{BlockKind, Ingested};
use seimei_lexicon::lexicon::{Hit, LanguageLexicon, Lexicon};
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;

/// How many bytes of a document are looked through for introductions before it is read; who
/// is introduced later is known from there on.
pub const LOOKED_THROUGH: usize = 32 * 1024;

/// How many bytes of a sentence are searched for the lexicon's words. No sentence that a person wrote is so long, and what
/// is found in one that nobody wrote must not fill memory.
pub(crate) const SEARCHED: usize = 1 << 17;

/// A block made ready.
#[derive(Debug, Default)]
pub struct Ready {
    /// The folded text.
    pub folded: MappedText,
    /// The same with ASCII letters in lower case.
    pub lower: String,
    /// The lexicon's words in it.
    pub hits: Vec<Hit>,
}

impl Ready {
    /// Takes `text` in the place of the text before.
    pub fn refill(&mut self, text: &str, lexicon: &Lexicon, words: &LanguageLexicon) {
        self.take(fold(text, lexicon.glyphs()), words);
    }

    /// Takes `text` in the place of the text before, but leaves its words to be looked for sentence by sentence.
    pub(crate) fn refill_unsearched(&mut self, text: &str, lexicon: &Lexicon) {
        self.folded = fold(text, lexicon.glyphs());
        self.lower.clear();
        self.lower.push_str(self.folded.as_str());
        self.lower.make_ascii_lowercase();
        self.hits.clear();
    }

    fn take(&mut self, folded: MappedText, words: &LanguageLexicon) {
        self.folded = folded;
        self.lower.clear();
        self.lower.push_str(self.folded.as_str());
        self.lower.make_ascii_lowercase();
        words.scan_into(&self.lower, &mut self.hits);
    }
}

/// The first blocks of a document made ready, by their places among its blocks; titles and notes are not.
#[derive(Debug, Default)]
pub struct Beginning(Vec<Option<Ready>>);

impl Beginning {
    /// Makes the first blocks ready, [`LOOKED_THROUGH`] bytes of folded text at most.
    pub fn of(ingested: &Ingested, lexicon: &Lexicon) -> Self {
        let Some(words) = words_of(ingested.language, lexicon) else { return Self::default() };
        let mut left = LOOKED_THROUGH;
        let mut blocks = Vec::new();
        for block in &ingested.blocks {
            if matches!(block.kind, BlockKind::Title | BlockKind::Note) {
                blocks.push(None);
                continue;
            }
            let folded = fold(block.text.as_str(), lexicon.glyphs());
            if folded.as_str().len() > left {
                break;
            }
            let mut ready = Ready::default();
            ready.take(folded, words);
            left -= ready.lower.len();
            blocks.push(Some(ready));
        }
        Self(blocks)
    }

    /// Returns the block at `index` among the document's, if it is ready.
    pub fn get(&self, index: usize) -> Option<&Ready> {
        self.0.get(index)?.as_ref()
    }

    /// Returns the blocks that are ready, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Ready> {
        self.0.iter().flatten()
    }
}
