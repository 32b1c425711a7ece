//! Which passage is asked for: by its lasting name, by the name of a document and how its provision begins, or by words in it.

use seimei_model::code::Lang;
use seimei_model::identity::ExpressionId;
use seimei_text::fold::{fold, is_east_asian};
use seimei_wording::lineage::PassageId;

use crate::archive::trace::Tracing;

impl Tracing<'_> {
    /// Finds the provision of a document that begins with `text`: with all of it, else with its first forty characters.
    /// `document` is the name of the file without its folder, or the document's name. White space, and the marks by which
    /// Markdown sets words apart, do not count.
    pub fn beginning_with(&self, document: &str, text: &str) -> Option<PassageId> {
        let wanted = self.bare(text);
        let beginning: String = wanted.chars().take(40).collect();
        let named = |place: &usize| {
            let text = &self.texts[*place];
            text.file_name() == document || text.document.id.as_str() == document
        };
        let mut near = None;
        for place in (0..self.texts.len()).filter(named) {
            for passage in self.passages(place) {
                let bare = self.bare(&self.at(passage).1.text);
                if bare.starts_with(&wanted) {
                    return Some(passage);
                }
                if near.is_none() && !beginning.is_empty() && bare.starts_with(&beginning) {
                    near = Some(passage);
                }
            }
        }
        near
    }

    /// Finds a provision by its expression and its lasting number.
    pub fn numbered(&self, expression: &ExpressionId, number: u32) -> Option<PassageId> {
        let place = self.texts.iter().position(|text| text.expression.id == *expression)?;
        self.passages(place).find(|passage| self.at(*passage).1.number == number)
    }

    /// Finds the provisions of a language that hold these words, in order of time; none for no words. Width, glyph variants,
    /// white space and the case of letters do not count.
    pub fn holding(&self, words: &str, language: Lang) -> Vec<PassageId> {
        let wanted = self.bare(words).to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let places = (0..self.texts.len()).filter(|place| self.texts[*place].expression.id.language == language);
        let passages = places.flat_map(|place| self.passages(place));
        let bare = self.bare_texts();
        passages.filter(|passage| holds(&bare[passage.0 as usize], &wanted)).collect()
    }

    /// Returns the words of a passage as they are looked for: what is no difference of words is taken off them.
    pub fn bare_text(&self, passage: PassageId) -> &str {
        self.bare_texts().get(passage.0 as usize).map_or("", String::as_str)
    }

    /// Returns the words of every passage as they are looked for.
    pub(super) fn bare_texts(&self) -> &[String] {
        let bare = |(text, place): &(usize, usize)| {
            self.bare(&self.texts[*text].reading.provisions[*place].text).to_lowercase()
        };
        self.bare.get_or_init(|| self.places.iter().map(bare).collect())
    }

    fn bare(&self, text: &str) -> String {
        let folded = fold(text, self.lexicon.glyphs());
        let mut bare = String::with_capacity(folded.as_str().len());
        let mut is_apart = false;
        for c in folded.as_str().chars().filter(|c| !matches!(c, '\\' | '*' | '_')) {
            // two-state, two state; a comma more or less.
            if c.is_whitespace() || matches!(c, '-' | '‐' | '–' | ',') {
                is_apart = true;
                continue;
            }
            if is_apart && is_latin(c) && bare.ends_with(is_latin) {
                bare.push(' ');
            }
            is_apart = false;
            bare.push(c);
        }
        bare
    }
}

/// Returns whether a sign belongs to words that are written apart.
fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_east_asian(c)
}

/// Returns whether a text holds words as whole words: but for the ending of a plural, no letter stands beside them.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + words.len()..]);
        let behind = behind.strip_prefix("es").filter(|rest| !rest.starts_with(is_latin)).unwrap_or(behind);
        let behind = behind.strip_prefix('s').filter(|rest| !rest.starts_with(is_latin)).unwrap_or(behind);
        let is_start = !(words.starts_with(is_latin) && before.ends_with(is_latin));
        is_start && !(words.ends_with(is_latin) && behind.starts_with(is_latin))
    })
}
