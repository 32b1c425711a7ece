//! A stocktake for readers: as terminal text, Markdown, HTML and DOCX, in Japanese and in English, with its charts as SVG.
//!
//! `told` and its neighbours say everything once, in the reader's words, as a page (`page::Page`); each form is written from that.
//! Nothing here counts anew: the numbers are those of the stocktake, but for the parts of the charts (`tally`).

mod charts;
mod direction;
mod docx;
mod html;
mod lines;
mod markdown;
mod page;
pub mod raster;
mod sections;
mod tally;
mod text;
mod told;
mod words;

use seimei_model::code::Lang;
use seimei_register::stocktake::Stocktake;

pub use docx::DocxError;

use crate::labels::Labels;

/// Returns the address that the name of a provision or an entry leads to, on a server that has pages for them.
pub type Address<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Makes a picture (PNG) of a drawing (SVG), for programs that show no SVG. `None` where it cannot.
pub type Picture<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// How a stocktake is to be told.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The reader's language; English for every language but Japanese.
    pub lang: Lang,
    /// Names of actors and topics.
    pub labels: &'a dyn Labels,
    /// Columns of a line of terminal text; at least 40 are taken.
    pub columns: usize,
    /// The most lines that terminal text shows of a section; the other forms show all.
    pub most: usize,
    /// Makes the pictures that stand in for drawings in DOCX.
    pub picture: Option<Picture<'a>>,
    /// Where the names of provisions and entries lead; without it, to the list of sources at the end.
    pub address: Option<Address<'a>>,
}

impl<'a> Look<'a> {
    /// Takes a language and names; 80 columns, 20 lines, no pictures.
    pub fn new(lang: Lang, labels: &'a dyn Labels) -> Self {
        Self { lang, labels, columns: 80, most: 20, picture: None, address: None }
    }
}

impl std::fmt::Debug for Look<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (columns, most) = (self.columns, self.most);
        f.debug_struct("Look")
            .field("lang", &self.lang)
            .field("columns", &columns)
            .field("most", &most)
            .finish_non_exhaustive()
    }
}

/// A form of the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// Plain text for a terminal.
    Text,
    /// Markdown with the charts as SVG in it.
    Markdown,
    /// One HTML file that needs nothing else.
    Html,
    /// A document for word processors.
    Docx,
}

impl Form {
    /// All forms.
    pub const ALL: &[Self] = &[Self::Text, Self::Markdown, Self::Html, Self::Docx];

    /// Returns the word for the form, which is also the ending of its files but for Markdown (`md`) and text (`txt`).
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }

    /// Returns the ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }

    /// Returns the form for a `word` or an ending, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.word() == word || form.ending() == word)
    }
}

/// Returns the stocktake in a form; all but DOCX are UTF-8.
pub fn render(stocktake: &Stocktake, look: &Look, form: Form) -> Result<Vec<u8>, DocxError> {
    Ok(match form {
        Form::Text => text(stocktake, look).into_bytes(),
        Form::Markdown => markdown(stocktake, look).into_bytes(),
        Form::Html => html(stocktake, look).into_bytes(),
        Form::Docx => docx(stocktake, look)?,
    })
}

/// Returns the stocktake as plain text for a terminal, in lines of the given columns.
pub fn text(stocktake: &Stocktake, look: &Look) -> String {
    text::write(&told::page(stocktake, look), look)
}

/// Returns the stocktake as Markdown; the charts are SVG in it, and their numbers follow as tables.
pub fn markdown(stocktake: &Stocktake, look: &Look) -> String {
    markdown::write(&told::page(stocktake, look))
}

/// Returns the stocktake as one HTML file: no script, no request; light and dark, wide and narrow, and for print.
pub fn html(stocktake: &Stocktake, look: &Look) -> String {
    html::write(&told::page(stocktake, look))
}

/// The style of what a stocktake is made of, the same in its file and as a part of a page (CSS, no `@import`, no address).
///
/// The page around it says its colours, as custom properties: `--text`, `--faint`, `--page`, `--line`, `--band`, `--link`, and
/// those of the charts: `--done`, `--over`, `--over-ground`, `--under-ground`, `--closed`, `--judged`, `--due`.
pub const STYLE: &str = include_str!("body.css");

/// A stocktake as a part of an HTML page that has its own head, style and navigation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// The title.
    pub title: String,
    /// The day it is made for, in words.
    pub as_of: String,
    /// Sum, sections and notes, as HTML without any style of its own; see [`STYLE`].
    pub html: String,
}

/// Returns the stocktake as a part of an HTML page.
pub fn body(stocktake: &Stocktake, look: &Look) -> Body {
    let page = told::page(stocktake, look);
    Body { html: html::body(&page), title: page.title, as_of: page.as_of }
}

/// Returns the stocktake as DOCX. The same stocktake gives the same bytes.
pub fn docx(stocktake: &Stocktake, look: &Look) -> Result<Vec<u8>, DocxError> {
    docx::write(&told::page(stocktake, look), look.picture)
}
