//! Pages of positioned text (PDF) to a document: lines, columns, reading order, furniture, paragraphs.

use seimei_lexicon::lexicon::Lexicon;
use serde::{Deserialize, Serialize};

use crate::block::Ingested;

/// A document as pages of positioned text.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// One page as it is looked at: turned upright. All measures are in points.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The text on it, in the order it was drawn.
    pub spans: Vec<Span>,
    /// Whether pictures stand on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pictures: bool,
}

/// A run of text in one line and one size, without white space inside where none was drawn.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Left edge, from the left of the page.
    pub x: f32,
    /// Baseline, from the top of the page; of vertical text its upper edge.
    pub y: f32,
    /// Advance along the line: to the right, or downwards for vertical text.
    pub length: f32,
    /// Size of the type.
    pub size: f32,
    /// Whether it is bold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Whether it runs downwards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vertical: bool,
}

/// Turns pages into a document.
pub fn ingest_pages(pages: &Pages, lexicon: &Lexicon) -> Ingested {
    let forms = crate::forms::Forms::of(lexicon);
    let mut source = String::new();
    let mut starts = Vec::new();
    for page in &pages.pages {
        starts.push(source.len() as u32);
        for span in &page.spans {
            source.push_str(&span.text);
            source.push('\n');
        }
    }
    let (drafts, fields) = crate::plain::parse(&source, &forms);
    let mut ingested = crate::ingest::finish(source, drafts, fields, &forms);
    ingested.pages = starts;
    ingested
}
