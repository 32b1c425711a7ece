//! Which passage is asked for: by the name of a document and how its provision begins.

use seimei_text::fold::fold;
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

    fn bare(&self, text: &str) -> String {
        let folded = fold(text, self.lexicon.glyphs());
        folded.as_str().chars().filter(|c| !c.is_whitespace() && !matches!(c, '\\' | '*' | '_')).collect()
    }
}
