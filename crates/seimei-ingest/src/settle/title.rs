//! The title: which of the lines above the text it is, and how far it goes.

use seimei_text::range::TextRange;

use super::notes::is_bracketed;
use super::{Fate, Settler};
use crate::block::{BlockKind, FieldKey};
use crate::draft::Shape;
use crate::forms::Role;

impl Settler<'_> {
    pub(super) fn find_title(&mut self) {
        let first = (0..self.drafts.len()).find(|&index| self.is_open(index) && self.is_running(index));
        let Some(first) = first else { return };
        let known = self
            .fields
            .iter()
            .find(|field| field.key == FieldKey::Title)
            .and_then(|field| self.forms.key(&field.value));
        if let Some(known) = known {
            // The text repeats the title that its head gives.
            for index in 0..first {
                if self.is_open(index) && self.has_key(index) && self.key(index) == known {
                    self.fates[index] = Fate::Kept(BlockKind::Title);
                    break;
                }
            }
            return;
        }
        let sites: Vec<String> = (0..first)
            .filter(|&index| is_bracketed(self.text(index)))
            .take(80)
            .map(|index| self.key(index).trim_matches(['[', ']', '(', ')']).to_owned())
            .collect();
        let mut candidates: Vec<usize> = (0..first)
            .filter(|&index| {
                self.is_open(index)
                    && matches!(self.drafts[index].shape, Shape::Line | Shape::Heading(_))
                    && !sites.contains(&self.key(index))
            })
            .take(24)
            .collect();
        // The title stands below the site's menu.
        let last_candidate = candidates.last().copied().unwrap_or(0);
        let mut word_key = String::new();
        let after_menu = (0..last_candidate).rev().find(|&index| {
            self.fates[index] == Fate::Dropped && self.role(index) == Some(Role::Furniture)
                || self.is_menu(index, &mut word_key)
        });
        if let Some(menu) = after_menu {
            candidates.retain(|&index| index > menu);
        }
        // The first of the best: the others are the site's and the section's names, or headings.
        let Some(title) =
            candidates.iter().copied().max_by_key(|&index| (self.title_score(index, first), std::cmp::Reverse(index)))
        else {
            return;
        };
        let mut title = title;
        let mut last = title;
        // A title set on several lines.
        while after_menu.is_none()
            && title > 0
            && last - title < 2
            && candidates.contains(&(title - 1))
            && !self.drafts[title].gap
            && self.text(title - 1).chars().count() >= 8
            && !self.key(last).contains(&self.key(title - 1))
        {
            title -= 1;
        }
        while last + 1 < first
            && last - title < 3
            && candidates.contains(&(last + 1))
            && self.drafts[title].shape == Shape::Line
            && self.drafts[last + 1].shape == Shape::Line
            && self.drafts[last + 1].mark.is_none()
            && !self.drafts[last + 1].gap
        {
            last += 1;
        }
        for index in 0..title {
            if self.is_open(index) {
                self.fates[index] = Fate::Dropped;
            }
        }
        self.fates[title] = Fate::Kept(BlockKind::Title);
        // A heading right above the text is no part of the title, unless the title has no other line.
        for index in title + 1..=last {
            let more = self.drafts[index].text.clone();
            let text = &mut self.drafts[title].text;
            let end = text.under(TextRange::new(0, text.as_str().len())).end;
            let start = more.under(TextRange::new(0, more.as_str().len())).start;
            text.push_replaced(" ", TextRange { start: end, end: start.max(end) });
            text.push_mapped(&more);
            self.fates[index] = Fate::Dropped;
        }
        let title_hash = self.looks[title].hash;
        for index in title + 1..first {
            let again = self.is_open(index) && title_hash != 0 && self.looks[index].hash == title_hash;
            let category =
                self.is_open(index) && self.drafts[index].shape == Shape::Item && self.text(index).len() < 60;
            if again || category {
                self.fates[index] = Fate::Dropped;
            }
        }
    }

    /// Returns how much the line looks like the document's title.
    fn title_score(&self, index: usize, first: usize) -> usize {
        let key = self.key(index);
        let followed = (index + 1..=first).find(|&next| self.fates[next] != Fate::Dropped);
        let framed = followed.is_some_and(|next| self.fates[next] == Fate::Kept(BlockKind::Note));
        let marked = usize::from(matches!(self.drafts[index].shape, Shape::Heading(1..=2)));
        let length = key.chars().count().min(40);
        length / 3 + 6 * usize::from(self.forms.is_title(&key)) + 5 * usize::from(framed) + 8 * marked
    }
}
