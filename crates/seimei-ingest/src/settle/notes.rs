//! Lines about the document: dates, places, remarks, captions; and the fields that they give.

use seimei_model::code::Lang;
use seimei_text::range::TextRange;

use super::{Fate, Settler};
use crate::block::{BlockKind, Field, FieldKey};
use crate::draft::Shape;
use crate::forms::Role;

impl Settler<'_> {
    /// Keeps as notes the lines about the document, and takes fields from them.
    pub(super) fn keep_notes(&mut self) {
        let running: Vec<usize> =
            (0..self.drafts.len()).filter(|&index| self.is_open(index) && self.is_running(index)).collect();
        let first = running.first().copied().unwrap_or(self.drafts.len());
        let last = running.last().copied().unwrap_or(0);
        for index in 0..self.drafts.len() {
            if !self.is_open(index) {
                continue;
            }
            if self.drafts[index].shape == Shape::Note {
                self.fates[index] = Fate::Kept(BlockKind::Note);
                continue;
            }
            let text = self.text(index).trim();
            let bracketed = is_bracketed(text);
            let running = !bracketed && self.is_running(index);
            if running || !self.has_key(index) {
                continue;
            }
            let key = self.key(index);
            // Only so many lines frame a text; a long list without a sentence is no frame.
            let framing = (index < first && index < 80) || (index > last && index + 80 > self.drafts.len());
            let role = self.role(index);
            let plain_date = self.forms.is_date(&key, 0);
            let place =
                if framing { self.forms.place_beside_date(&key).or_else(|| self.forms.place_line(&key)) } else { None };
            let place = if place.is_none()
                && index < first
                && self.drafts[index].shape == Shape::Line
                && self.is_place(index)
            {
                Some(key.as_str())
            } else {
                place
            };
            let dated = plain_date || place.is_some() && self.forms.is_date(&key, 48);
            let signed = matches!(role, Some(Role::Remark | Role::Caption | Role::Byline));
            // A bracketed line above or below the text is about it; amid the text it may be a heading.
            let aside = bracketed
                && !text.contains('。')
                && text.len() < 300
                && !self.drafts[index].strong
                && (framing || text.chars().count() > 12 || text.contains(|c: char| c.is_numeric()));
            if !(signed || dated || place.is_some() || aside) {
                continue;
            }
            self.fates[index] = Fate::Kept(BlockKind::Note);
            if dated || (aside && framing && self.forms.is_date(&key, 120)) {
                self.add_field(FieldKey::Date, index);
            }
            if let Some(place) = place.filter(|place| !place.is_empty()) {
                let place = self.as_written(index, place);
                let range = self.drafts[index].text.under(TextRange::new(0, self.text(index).len()));
                self.fields.push(Field { key: FieldKey::Place, value: place, range });
            }
            if role == Some(Role::Remark) {
                self.add_field(FieldKey::Remarks, index);
            }
        }
    }

    /// Returns the words of the draft that `part` of its key was made from, or `part` itself.
    fn as_written(&self, index: usize, part: &str) -> String {
        let text = self.text(index);
        for (start, _) in text.char_indices() {
            let mut wanted = part.chars().peekable();
            for (at, c) in text[start..].char_indices() {
                if c.is_whitespace() {
                    continue;
                }
                if wanted.peek().copied() != c.to_lowercase().next() {
                    break;
                }
                wanted.next();
                if wanted.peek().is_none() {
                    return text[start..start + at + c.len_utf8()].trim().to_owned();
                }
            }
        }
        part.to_owned()
    }

    /// Returns whether a line above the text names a place and nothing else ("North City, Aldia").
    fn is_place(&self, index: usize) -> bool {
        let text = self.text(index);
        self.language == Lang::En
            && text.len() <= 48
            && matches!(text.matches(',').count(), 1 | 2)
            && text.split_whitespace().count() <= 5
            && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '\u{a0}' | '-'))
    }

    pub(super) fn add_field(&mut self, key: FieldKey, index: usize) {
        let text = &self.drafts[index].text;
        let value = text.as_str().trim_matches(|c: char| c.is_whitespace() || "()（）[]［］【】*".contains(c));
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let range = text.under(TextRange::new(0, text.as_str().len()));
        self.fields.push(Field { key, value, range });
    }
}

/// Returns whether the whole of `text` stands in one pair of brackets.
pub(super) fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    if !text.starts_with(['(', '（', '[', '［', '【', '〔']) {
        return false;
    }
    let pairs = [('(', ')'), ('（', '）'), ('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕')];
    pairs.iter().any(|&(open, close)| {
        text.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.is_empty() && !inner.contains(close))
    }) || text.starts_with(['(', '（']) && text.ends_with([')', '）']) && balanced(text)
}

/// Returns whether the bracket that opens `text` is closed only at its end.
fn balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        if depth == 0 && at + c.len_utf8() < text.len() {
            return false;
        }
    }
    depth == 0
}
