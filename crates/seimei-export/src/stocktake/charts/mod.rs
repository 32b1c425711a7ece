//! The charts of a stocktake: bars of how commitments stand, and the timeline.
//!
//! Drawn by the few functions of `svg`, not by a library: `plotters` draws without titles, roles or patterns and measures
//! text with fonts it has to find; `charming` needs a JavaScript engine to give SVG. What is wanted here is little: bars,
//! lanes, labels that are cut by the columns they take, shapes and patterns that can be told apart without colour.

mod bars;
mod svg;
mod timeline;

use super::page::Block;
use super::told::Told;

/// How wide a drawing is and where its labels stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// The width, in pixels of a screen.
    pub(crate) width: u32,
    /// The width kept for labels left of what is drawn; 0 where they stand above it.
    pub(crate) label: u32,
    /// What makes the names of its patterns its own on a page.
    pub(crate) prefix: &'static str,
}

/// For wide pages, print and word processors.
pub(crate) const WIDE: Layout = Layout { width: 900, label: 270, prefix: "w" };

/// For screens of 360 pixels.
pub(crate) const NARROW: Layout = Layout { width: 328, label: 0, prefix: "n" };

/// Returns the charts, with the numbers behind them.
pub(crate) fn blocks(told: &Told) -> Vec<Block> {
    [bars::chart(told), timeline::chart(told)]
        .into_iter()
        .flatten()
        .map(|chart| Block::Chart(Box::new(chart)))
        .collect()
}
