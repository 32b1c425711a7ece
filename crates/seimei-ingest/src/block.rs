//! What ingestion gives: a decoded source, its blocks, and the fields found around them.

use seimei_model::code::Lang;
use seimei_model::diagnostic::Diagnostic;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

/// A document as text and structure.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// The decoded source; every range of the program points into it.
    pub source: String,
    /// The character encoding it was decoded from, by its WHATWG name.
    pub encoding: &'static str,
    /// The language it is mostly written in.
    pub language: Lang,
    /// Title, headings, paragraphs and list items in reading order, furniture left out.
    pub blocks: Vec<Block>,
    /// Fields of a YAML head, a database header, a date line, HTML meta elements, in order.
    pub fields: Vec<Field>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
    /// Where each page of the source begins, in bytes, where the format has pages; else empty.
    pub pages: Vec<u32>,
}

/// A stretch of the document with one function.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text as written, lines joined and page breaks mended, mapped onto the source. The
    /// number of a numbered paragraph and the mark of a list item are left out.
    pub text: MappedText,
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// The title of the document (or of a second document on the same page).
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A line about the document: place, date, byline, caption, "(仮訳)", "(了)". No provision.
    Note,
}

/// A named value from around the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Which field.
    pub key: FieldKey,
    /// Its value, white space folded.
    pub value: String,
    /// Where the value stands in the source.
    pub range: TextRange,
}

/// The fields that ingestion can find without judging content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKey {
    /// Title (YAML `title`, `[文書名]`, HTML `og:title`/`title`).
    Title,
    /// Date as written (YAML `date`, `[年月日]`, a date line, HTML `article:published_time`).
    Date,
    /// Place (`[場所]`).
    Place,
    /// Publisher (`[出典]`, HTML `og:site_name`).
    Source,
    /// Remarks (`[備考]`, "(仮訳)", "Provisional translation").
    Remarks,
    /// Address of the page.
    Url,
}
