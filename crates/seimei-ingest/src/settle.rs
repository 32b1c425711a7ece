//! From drafts to blocks: what is title, heading, text, note, and what belongs to the site.

use std::hash::{DefaultHasher, Hasher as _};

use seimei_model::code::Lang;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::{Block, BlockKind, Field, FieldKey};
use crate::draft::{Draft, Shape};
use crate::forms::{Forms, LONGEST, Role};
use crate::plain::{ends_sentence, with_mark};

/// What has been settled of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Not settled yet.
    Open,
    /// Left out.
    Dropped,
    /// Becomes a block of this kind.
    Kept(BlockKind),
}

/// What the key of a draft says ([`Forms::key`]).
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    /// Hash of the key; 0 for a draft that is too long to have one, and for a sentence.
    hash: u64,
    /// What a line of this form is.
    role: Option<Role>,
}

struct Settler<'s> {
    forms: &'s Forms,
    language: Lang,
    drafts: Vec<Draft>,
    /// What the keys say; the keys themselves are made anew where one is needed.
    looks: Vec<Look>,
    fates: Vec<Fate>,
    fields: Vec<Field>,
}

/// Settles `drafts`. Returns the blocks and the fields, those found here after those given.
pub(crate) fn settle(
    drafts: Vec<Draft>,
    fields: Vec<Field>,
    forms: &Forms,
    language: Lang,
) -> (Vec<Block>, Vec<Field>) {
    let fates = vec![Fate::Open; drafts.len()];
    let looks = Vec::with_capacity(drafts.len());
    let mut settler = Settler { forms, language, drafts, looks, fates, fields };
    settler.drop_furniture();
    settler.drop_running_heads();
    settler.cut_tail();
    settler.keep_notes();
    settler.find_title();
    settler.find_headings();
    settler.blocks()
}

impl Settler<'_> {
    fn key(&self, index: usize) -> String {
        self.forms.key(self.text(index)).unwrap_or_default()
    }

    fn has_key(&self, index: usize) -> bool {
        self.text(index).len() <= LONGEST
    }

    fn text(&self, index: usize) -> &str {
        self.drafts[index].text.as_str()
    }

    fn is_open(&self, index: usize) -> bool {
        self.fates[index] == Fate::Open
    }

    fn role(&self, index: usize) -> Option<Role> {
        self.looks[index].role
    }

    /// Returns whether the draft is running text by its form.
    fn is_running(&self, index: usize) -> bool {
        let draft = &self.drafts[index];
        match draft.shape {
            Shape::Heading(_) | Shape::Note => false,
            Shape::Paragraph => true,
            Shape::Item | Shape::Numbered | Shape::Line => {
                ends_sentence(self.text(index)) || self.text(index).len() > 400
            }
        }
    }

    fn drop_furniture(&mut self) {
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
    fn is_menu(&self, index: usize, key: &mut String) -> bool {
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
    fn drop_running_heads(&mut self) {
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
    fn cut_tail(&mut self) {
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

    /// Keeps as notes the lines about the document, and takes fields from them.
    fn keep_notes(&mut self) {
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

    fn add_field(&mut self, key: FieldKey, index: usize) {
        let text = &self.drafts[index].text;
        let value = text.as_str().trim_matches(|c: char| c.is_whitespace() || "()（）[]［］【】*".contains(c));
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let range = text.under(TextRange::new(0, text.as_str().len()));
        self.fields.push(Field { key, value, range });
    }

    fn find_title(&mut self) {
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

    fn find_headings(&mut self) {
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

    fn blocks(self) -> (Vec<Block>, Vec<Field>) {
        drop(self.looks);
        let kept = self.fates.iter().filter(|fate| matches!(fate, Fate::Kept(_))).count();
        let mut blocks = Vec::with_capacity(kept);
        for (draft, fate) in self.drafts.into_iter().zip(&self.fates) {
            let Fate::Kept(kind) = *fate else { continue };
            let text: MappedText = match kind {
                BlockKind::Heading(_) | BlockKind::Title => with_mark(&draft),
                _ => draft.text,
            };
            blocks.push(Block { kind, text: without_soft_hyphens(text) });
        }
        (blocks, self.fields)
    }
}

/// Returns `text` without soft hyphens: they say where a line may end, not what is written.
fn without_soft_hyphens(text: MappedText) -> MappedText {
    if text.as_str().is_ascii() || !text.as_str().contains('\u{ad}') {
        return text;
    }
    let mut out = MappedText::with_capacity(text.as_str().len());
    let mut at = 0;
    for part in text.as_str().split('\u{ad}') {
        out.push_mapped(&text.slice(TextRange::new(at, at + part.len())));
        at += part.len() + '\u{ad}'.len_utf8();
    }
    out
}

/// Returns the hash of `key`, never 0. The same on every run.
fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(key.as_bytes());
    hasher.finish() | 1
}

/// Returns the form of a number: its signs, with the number itself left out.
fn mark_form(mark: &str) -> String {
    mark.trim().chars().filter(|c| !c.is_alphanumeric()).map(crate::marks::half_width).collect()
}

/// Returns whether the whole of `text` stands in one pair of brackets.
fn is_bracketed(text: &str) -> bool {
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
