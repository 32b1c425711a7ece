//! What belongs to the site or the printed page: menus, page numbers, running heads, what stands below the text.

use std::hash::{DefaultHasher, Hasher as _};

use super::notes::is_bracketed;
use super::{Fate, Look, Settler};
use crate::block::{BlockKind, FieldKey};
use crate::draft::{Draft, Shape};
use crate::forms::{LONGEST, Role};
use crate::plain::ends_sentence;

impl Settler<'_> {
    pub(super) fn drop_furniture(&mut self) {
        let mut key = String::new();
        let mut word_key = String::new();
        for index in 0..self.drafts.len() {
            let text = self.drafts[index].text.as_str();
            if index >= 12 && text.len() >= 40 && ends_sentence(text) && !is_bracketed(text) {
                // No form is a sentence, but a row of signs may end like one.
                self.looks.push(Look::default());
                if text.len() <= LONGEST && !text.chars().any(char::is_alphanumeric) {
                    self.fates[index] = Fate::Dropped;
                }
                continue;
            }
            let keyed = self.forms.key_into(text, &mut key);
            let look = if keyed { Look { hash: hash_of(&key), role: self.forms.role(&key) } } else { Look::default() };
            self.looks.push(look);
            let key = key.as_str();
            let empty = keyed && !key.chars().any(char::is_alphanumeric);
            let page = self.drafts[index].shape != Shape::Numbered && (is_page_number(key) || is_bare_number(key));
            let furniture = self.role(index) == Some(Role::Furniture) && !ends_sentence(self.text(index));
            let links =
                self.drafts[index].linked >= 90 && self.text(index).len() < 240 && !ends_sentence(self.text(index));
            let furniture = furniture || self.is_menu(index, &mut word_key);
            if self.role(index) == Some(Role::Publisher) && index < 12 {
                self.add_field(FieldKey::Source, index);
                self.fates[index] = Fate::Dropped;
            }
            let end_mark = self.role(index) == Some(Role::End);
            if (empty && !end_mark) || page || furniture || links {
                self.fates[index] = Fate::Dropped;
            }
        }
    }

    /// Returns whether a line is a row of links or buttons: words parted by bars, or known ones by spaces.
    pub(super) fn is_menu(&self, index: usize, key: &mut String) -> bool {
        let text = self.text(index);
        if text.len() > 300 || ends_sentence(text) || self.drafts[index].shape == Shape::Numbered {
            return false;
        }
        // Every line is looked at: how many bars it has is counted only where there is one.
        let mut bars = text.char_indices().filter(|(_, c)| matches!(c, '|' | '｜' | '＞' | '>' | '»' | '/' | '／'));
        let can_hold = |byte: &u8| matches!(byte, b'|' | b'>' | b'/' | 0xc2 | 0xef);
        if text.as_bytes().iter().any(can_hold)
            && bars.nth(1).is_some()
            && text.split(['|', '｜', '＞', '>', '»', '/', '／']).all(|part| part.chars().count() <= 16)
            && !text.contains(|c: char| c.is_ascii_digit())
        {
            return true;
        }
        let mut words = text.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|word| self.forms.key_into(word, key) && self.forms.role(key) == Some(Role::Furniture))
    }

    /// Drops lines that stand again and again: running heads and feet.
    pub(super) fn drop_running_heads(&mut self) {
        // A line whose key has up to 150 bytes; its text, with spaces, may have more.
        let is_line = |index: usize, draft: &Draft| {
            let look = self.looks[index];
            draft.shape == Shape::Line
                && !draft.strong
                && look.hash != 0
                && (draft.text.as_str().len() < 150 || self.key(index).len() < 150)
        };
        let mut hashes: Vec<u64> = (0..self.drafts.len())
            .filter(|&index| is_line(index, &self.drafts[index]))
            .map(|index| self.looks[index].hash)
            .collect();
        hashes.sort_unstable();
        let frequent: Vec<u64> =
            hashes.chunk_by(|a, b| a == b).filter(|same| same.len() >= 3).map(|same| same[0]).collect();
        if frequent.is_empty() {
            return;
        }
        let mut seen: Vec<u64> = Vec::new();
        for index in 0..self.drafts.len() {
            let hash = self.looks[index].hash;
            if frequent.binary_search(&hash).is_ok() && !ends_sentence(self.text(index)) {
                if seen.contains(&hash) || seen.len() > 32 {
                    self.fates[index] = Fate::Dropped;
                } else {
                    seen.push(hash);
                }
            }
        }
    }

    /// Drops what stands below the text: link lists and legal lines.
    pub(super) fn cut_tail(&mut self) {
        let sizes: Vec<usize> = self.drafts.iter().map(|draft| draft.text.as_str().len()).collect();
        let total: usize = sizes.iter().sum();
        let mut before = 0;
        let mut last_title = None;
        for (index, &size) in sizes.iter().enumerate() {
            let role = if self.is_open(index) { self.role(index) } else { None };
            let after = total - before - size;
            let short = size < 120 && !ends_sentence(self.text(index));
            if role == Some(Role::Tail) && short && before > 0 {
                let last = if after <= before { self.drafts.len() } else { index + 1 };
                self.fates[index..last].fill(Fate::Dropped);
            } else if role == Some(Role::End) && (short || size < 20) {
                self.fates[index] = Fate::Kept(BlockKind::Note);
                // The last title is looked for once: a text may end again and again.
                let second = after * 4 <= before
                    && *last_title.get_or_insert_with(|| {
                        (0..self.drafts.len())
                            .rfind(|&later| self.forms.is_title(&self.key(later)) && !ends_sentence(self.text(later)))
                    }) > Some(index);
                if after * 4 <= before && !second {
                    self.fates[index + 1..].fill(Fate::Dropped);
                    return;
                }
            }
            before += size;
        }
    }
}

/// Returns the hash of `key`, never 0. The same on every run.
fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(key.as_bytes());
    hasher.finish() | 1
}

/// Returns whether `key` is the number of a paragraph that stands alone: 12., (a), iv).
fn is_bare_number(key: &str) -> bool {
    if key.len() > 6 {
        return false;
    }
    let bare = key.trim_matches(['(', ')', '.']);
    key.ends_with(['.', ')'])
        && !bare.is_empty()
        && (bare.bytes().all(|byte| byte.is_ascii_digit())
            || bare.len() == 1
            || bare.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
}

/// Returns whether `key` is the number of a page: 12, - 12 -, 3/12, p.3.
fn is_page_number(key: &str) -> bool {
    if key.len() > 24 {
        return false;
    }
    let bare = key
        .trim_start_matches("page")
        .trim_start_matches("p.")
        .trim_matches(['-', '–', '—', '−', '‐', '(', ')', '[', ']', '|', '~', '〜', '頁']);
    let mut parts = bare.split("of").flat_map(|part| part.split('/'));
    !bare.is_empty()
        && parts.all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
        && bare.len() <= 9
}
