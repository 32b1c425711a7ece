//! What every format's writer does.

use std::io;

use crate::item::Item;

/// Takes documents one by one and writes them.
pub trait Writer {
    /// Writes what there is to write of a document.
    fn item(&mut self, item: &Item) -> io::Result<()>;

    /// Writes the end of the file. Without it the file is not whole.
    fn finish(self: Box<Self>) -> io::Result<Care>;
}

/// How many values a format could not take as they are. Whoever asked for the export is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Care {
    /// Cells that a spreadsheet would have taken for a formula and that begin with an apostrophe now.
    pub guarded: u64,
    /// Cells whose end was cut, since a spreadsheet's cells hold no more.
    pub cut: u64,
}

impl Care {
    /// Adds the counts of `other`.
    pub fn add(&mut self, other: Self) {
        self.guarded += other.guarded;
        self.cut += other.cut;
    }
}
