//! From drafts to blocks: what is title, heading, text, note, and what belongs to the site.

mod furniture;
mod headings;
mod notes;
mod title;

use seimei_model::code::Lang;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::{Block, BlockKind, Field};
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
