//! The fonts of this machine, for pictures of charts.

use std::fs;

use seimei_export::stocktake::raster::{Raster, USUAL_FONTS};

/// So many files are taken: a regular and a bold face are enough, and each is large.
const MOST: usize = 2;

/// Returns what makes pictures with the first fonts with Japanese characters that are found in the usual places; without any
/// it makes none.
pub fn raster() -> Raster {
    Raster::new(USUAL_FONTS.iter().filter_map(|path| fs::read(path).ok()).take(MOST))
}
