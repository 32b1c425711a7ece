//! Pages of positioned text (PDF) to a document.
//!
//! What a page says is only where its glyphs stand. Each step makes one thing of that: lines (`layout_lines`),
//! what belongs to the paper and not to the text (`layout_furniture`), the order of columns
//! (`layout_columns`), paragraphs (`layout_paragraphs`).

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::diagnostic::{Diagnostic, Severity};
use serde::{Deserialize, Serialize};

use crate::block::Ingested;
use crate::forms::Forms;
use crate::layout_columns::{self, Region};
use crate::layout_lines::{self, Run};
use crate::{ingest, layout_furniture, layout_paragraphs};

/// A document as pages of positioned text.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// How many of them could not be read and are empty here.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// One page as it is looked at: turned upright. All measures are in points.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The text on it, in any order.
    pub spans: Vec<Span>,
}

/// A run of text in one line and one type.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Left edge, from the left of the page; of vertical text the column's place.
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
    /// Whether a space was drawn before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spaced: bool,
    /// Whether it runs downwards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vertical: bool,
}

/// Turns pages into a document. Never fails and never panics, whatever the measures say. The source is the text in
/// reading order, one line of the page a line, pages parted by a form feed.
pub fn ingest_pages(pages: &Pages, lexicon: &Lexicon) -> Ingested {
    let forms = Forms::of(lexicon);
    let mut sheets: Vec<Sheet> = pages.pages.iter().map(Sheet::of).collect();
    let em = body_size(&sheets);
    for sheet in &mut sheets {
        layout_lines::settle_small(&mut sheet.runs);
    }
    layout_furniture::set_apart(&mut sheets, em);
    for sheet in &mut sheets {
        sheet.regions = layout_columns::order(std::mem::take(&mut sheet.runs), em, forms);
    }
    let assembled = layout_paragraphs::assemble(&sheets, em, forms, lexicon);
    let mut ingested = ingest::finish(assembled.source, assembled.drafts, Vec::new(), forms);
    ingested.pages = assembled.pages;
    if pages.unread > 0 {
        let (count, all) = (pages.unread.to_string(), pages.pages.len().to_string());
        ingested.diagnostics.push(Diagnostic {
            code: "unread-pages".into(),
            severity: Severity::Warning,
            message: format!("{count} of {all} pages could not be read"),
            values: vec![count, all],
            range: None,
        });
    }
    ingested
}

/// A page on the way to text.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Height along which lines follow one another.
    pub(crate) height: f32,
    /// What is not settled yet.
    pub(crate) runs: Vec<Run>,
    /// Running heads, before the text.
    pub(crate) head: Vec<Run>,
    /// Page numbers and running feet, after the text.
    pub(crate) foot: Vec<Run>,
    /// The text in reading order.
    pub(crate) regions: Vec<Region>,
}

impl Sheet {
    /// Lays a page so that its lines run to the right and follow one another downwards.
    fn of(page: &Page) -> Self {
        let is_sound = |span: &&Span| {
            let measures = [span.x, span.y, span.length, span.size];
            measures.iter().all(|measure| measure.is_finite() && measure.abs() < 1e6)
                && span.size > 0.0
                && !span.text.trim().is_empty()
        };
        let spans: Vec<&Span> = page.spans.iter().filter(is_sound).collect();
        let weigh = |vertical: bool| -> usize {
            spans.iter().filter(|span| span.vertical == vertical).map(|span| span.text.chars().count()).sum()
        };
        let (width, height) = (page.width.clamp(0.0, 1e6), page.height.clamp(0.0, 1e6));
        let is_vertical = weigh(true) > weigh(false);
        let mut sheet = Self { height: if is_vertical { width } else { height }, ..Self::default() };
        for span in spans {
            let run = Run::of(span);
            if span.vertical == is_vertical {
                // Columns of vertical text follow one another from the right.
                sheet.runs.push(if is_vertical { Run { x: span.y, y: width - span.x, ..run } } else { run });
            } else if span.y < height / 8.0 {
                // What lies across the text is no part of it: a page's number, a note along the margin.
                sheet.head.push(run);
            } else {
                sheet.foot.push(run);
            }
        }
        sheet
    }
}

/// Returns the size of type that most of the text is set in.
#[expect(clippy::cast_precision_loss, reason = "quarters of a point are few")]
fn body_size(sheets: &[Sheet]) -> f32 {
    let mut sizes: Vec<(i32, usize)> = sheets
        .iter()
        .flat_map(|sheet| &sheet.runs)
        .map(|run| ((run.size * 4.0).round() as i32, run.text.chars().count()))
        .collect();
    sizes.sort_unstable();
    let weigh = |same: &[(i32, usize)]| (same.iter().map(|(_, count)| count).sum::<usize>(), same[0].0);
    let most = sizes.chunk_by(|a, b| a.0 == b.0).map(weigh).max();
    most.map_or(10.0, |(_, size)| size as f32 / 4.0).max(0.25)
}
