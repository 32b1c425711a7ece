//! Drafts: what a format's parser gives before it is settled what each stretch is.

use seimei_text::mapped::MappedText;

/// A stretch of text with what its form alone says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// What its form says it is.
    pub(crate) shape: Shape,
    /// Its text, without mark.
    pub(crate) text: MappedText,
    /// The number or mark before it, with the white space after it.
    pub(crate) mark: Option<MappedText>,
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
