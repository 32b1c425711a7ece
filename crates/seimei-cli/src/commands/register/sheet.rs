//! Rows for a spreadsheet, and a file put in its place whole. How cells are written stands in `seimei_export::csv`.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use seimei_app::archive::export::Whole;
pub(super) use seimei_app::printed::register::joined;
use seimei_export::csv::{Line, MARK};

use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::fail;
use crate::problem;
use crate::wrap::printable;

/// Prints rows below the names of their columns.
pub(super) fn print(names: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(MARK.as_bytes())?;
    let mut head = Line::default();
    for name in names {
        head.cell(name);
    }
    head.write(&mut out)?;
    for cells in rows {
        let mut line = Line::default();
        for cell in cells {
            line.cell(&cell);
        }
        line.write(&mut out)?;
    }
    out.flush()
}

/// Writes a file, which is there only once it is whole.
pub(super) fn write(path: &Path, bytes: &[u8], call: &Call) -> Result<(), Outcome> {
    let written = Whole::begin(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.keep()
    });
    written.map_err(|error| {
        let values =
            [("file", printable(&path.display().to_string())), ("reason", problem::reason(&error, call.messages))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        fail(&call.messages.fill("show.unwritable", &values))
    })
}
