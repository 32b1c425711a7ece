//! Drafts: what a format's parser gives before it is settled what each stretch is.

use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::lines::Line;

/// How many drafts a source is parted into before the rest is taken in bulk: no document has that many
/// paragraphs, and each costs memory beyond its text.
pub(crate) const MOST: usize = 150_000;
/// Bytes that a stretch taken in bulk has at least, and at most before it is cut at any line.
const BULK: std::ops::Range<usize> = 4_000..64_000;

/// A stretch of text with what its form alone says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// What its form says it is.
    pub(crate) shape: Shape,
    /// Its text, without mark.
    pub(crate) text: MappedText,
    /// The number or mark before it, with the white space after it.
    pub(crate) mark: Option<Box<MappedText>>,
    /// Whether all of it is emphasised (bold, underlined).
    pub(crate) strong: bool,
    /// Whether it is the only thing between two gaps (blank lines, or a block element's ends).
    pub(crate) alone: bool,
    /// Whether a gap stands before it.
    pub(crate) gap: bool,
    /// Share of the text that is links, in percent (HTML only).
    pub(crate) linked: u8,
}

/// What a stretch of text is, by form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Marked as a heading, with its level from 1.
    Heading(u8),
    /// Marked as running text.
    Paragraph,
    /// An item of a list with a bullet.
    Item,
    /// A stretch that begins with a number.
    Numbered,
    /// A line or short paragraph: text or heading, still open.
    #[default]
    Line,
    /// About the document, not of it.
    Note,
}

/// Takes `lines` of `source` as they stand, in stretches that end at a blank line where there is one.
pub(crate) fn take_in_bulk(source: &str, lines: &[Line], drafts: &mut Vec<Draft>) {
    let mut open = TextRange::default();
    let mut take = |range: TextRange| {
        if !range.is_empty() {
            let mut draft = Draft { shape: Shape::Paragraph, gap: true, ..Draft::default() };
            draft.text.push_verbatim(source, range);
            drafts.push(draft);
        }
    };
    for line in lines {
        if line.is_blank() && open.len() < BULK.start {
            continue;
        }
        if line.is_blank() || open.len() >= BULK.end {
            take(std::mem::take(&mut open));
        }
        if !line.is_blank() {
            open = if open.is_empty() { line.range } else { open.cover(line.range) };
        }
    }
    take(open);
}

/// Appends `draft`; where there are too many, only its text, to a stretch that maps as a whole.
pub(crate) fn push(drafts: &mut Vec<Draft>, draft: Draft) {
    if drafts.len() < MOST {
        return drafts.push(draft);
    }
    let text = draft.text.as_str();
    let under = draft.text.under(TextRange::new(0, text.len()));
    match drafts.last_mut() {
        Some(last) if last.gap && last.shape == Shape::Paragraph && last.text.as_str().len() < BULK.start => {
            last.text.widen("\n", under);
            last.text.widen(text, under);
        }
        _ => {
            let mut bulk = Draft { shape: Shape::Paragraph, gap: true, ..Draft::default() };
            bulk.text.push_replaced(text, under);
            drafts.push(bulk);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;

    #[test]
    fn lines_in_bulk_keep_all_of_the_text() {
        let source = "One line.\n\n".repeat(2_000) + &"Another line\n".repeat(10_000);
        let mut drafts = Vec::new();
        take_in_bulk(&source, &lines::split(&source), &mut drafts);
        assert!((4..20).contains(&drafts.len()), "{}", drafts.len());
        let text: String = drafts.iter().map(|draft| draft.text.as_str().to_owned() + "\n").collect();
        let bare = |text: &str| text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        assert_eq!(bare(&text), bare(&source));
    }
}
