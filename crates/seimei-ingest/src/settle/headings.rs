//! Headings between the parts of the text, told from its lines by form and by what follows.

use seimei_model::code::Lang;

use super::{Fate, Settler};
use crate::block::BlockKind;
use crate::draft::Shape;
use crate::plain::ends_sentence;

impl Settler<'_> {
    pub(super) fn find_headings(&mut self) {
        let first_running = (0..self.drafts.len()).find(|&index| self.is_open(index) && self.is_running(index));
        // From the end, so that what follows a line is settled before it.
        let mut running_follows = false;
        let mut heading_follows = false;
        for index in (0..self.drafts.len()).rev() {
            if !self.is_open(index) {
                continue;
            }
            let draft = &self.drafts[index];
            let level = match draft.shape {
                Shape::Heading(level) => Some(level),
                Shape::Item | Shape::Paragraph if !draft.strong || draft.shape == Shape::Item => None,
                _ if (running_follows || heading_follows) && self.has_heading_form(index) => {
                    Some(if draft.strong || draft.mark.is_some() { 2 } else { 3 })
                }
                _ => None,
            };
            let second = level.is_some()
                && heading_follows
                && self.forms.is_title(&self.key(index))
                && first_running.is_some_and(|first| first < index);
            self.fates[index] = Fate::Kept(match (level, draft.shape) {
                _ if second => BlockKind::Title,
                (Some(level), _) => BlockKind::Heading(level),
                (None, Shape::Item) => BlockKind::ListItem,
                (None, Shape::Line) if !running_follows && !heading_follows && self.is_signature(index) => {
                    BlockKind::Note
                }
                (None, _) => BlockKind::Paragraph,
            });
            match self.fates[index] {
                Fate::Kept(BlockKind::Note) => {}
                Fate::Kept(BlockKind::Heading(_) | BlockKind::Title) => {
                    heading_follows = true;
                    running_follows = false;
                }
                _ => {
                    heading_follows = false;
                    running_follows = true;
                }
            }
        }
    }

    /// Returns whether a line can be a heading by its form alone.
    fn has_heading_form(&self, index: usize) -> bool {
        let draft = &self.drafts[index];
        let text = self.text(index);
        let limit = if self.language == Lang::Ja { 70 } else { 150 };
        if text.chars().take(limit + 1).count() > limit {
            return false;
        }
        let last = text.chars().next_back().unwrap_or(' ');
        let first = text.chars().next().unwrap_or(' ');
        if matches!(last, '、' | ',' | '，' | ';' | '；' | '。' | '—') || first.is_lowercase() {
            return false;
        }
        if draft.strong {
            return !(last == '.' && text.split_whitespace().count() > 6);
        }
        if last == ':' && self.language == Lang::En {
            return draft.alone && self.is_title_case(text);
        }
        if matches!(last, ':' | '：') || ends_sentence(text) && !matches!(last, '?' | '？') {
            return false;
        }
        if draft.shape == Shape::Numbered {
            if self.has_sibling(index) {
                return false;
            }
            // A numbered item without a full stop is a heading if it stands alone.
            return draft.alone || self.language == Lang::Ja;
        }
        if self.language == Lang::Ja {
            let taken_up = self.drafts[index + 1..]
                .first()
                .is_some_and(|next| self.forms.takes_up(next.text.as_str()) && !next.gap);
            let long = text.chars().count() > 45 && text.contains('、');
            let unfinished =
                text.chars().count() >= 12 && (self.forms.carries_on(text) || self.forms.ends_with_predicate(text));
            return !(taken_up || long || unfinished);
        }
        draft.alone && text.split_whitespace().count() <= 16
    }

    /// Returns whether all words but the function words begin with a capital letter, as in a heading.
    fn is_title_case(&self, text: &str) -> bool {
        let words = text.split_whitespace();
        let count = words.clone().count();
        (2..=8).contains(&count)
            && words
                .skip(1)
                .all(|word| word.starts_with(|c: char| !c.is_lowercase()) || self.forms.is_function_word(word))
    }

    /// Returns whether the draft right before or after carries a number of the same form: items of a list.
    fn has_sibling(&self, index: usize) -> bool {
        let own = self.drafts[index].mark.as_ref().map(|mark| mark_form(mark.as_str()));
        let same = |other: usize| {
            self.drafts.get(other).is_some_and(|draft| {
                draft.shape == Shape::Numbered && draft.mark.as_ref().map(|mark| mark_form(mark.as_str())) == own
            })
        };
        let before = index > 0 && !self.drafts[index].gap && same(index - 1);
        let after = self.drafts.get(index + 1).is_some_and(|next| !next.gap) && same(index + 1);
        before || after
    }

    /// Returns whether a line at the end of the text is a name, an office, a place.
    fn is_signature(&self, index: usize) -> bool {
        !ends_sentence(self.text(index)) && self.text(index).len() < 120
    }
}

/// Returns the form of a number: its signs, with the number itself left out.
fn mark_form(mark: &str) -> String {
    mark.trim().chars().filter(|c| !c.is_alphanumeric()).map(crate::marks::half_width).collect()
}
