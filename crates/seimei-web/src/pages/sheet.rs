//! Rows as a file for a spreadsheet.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use seimei_export::csv::{Line, MARK};

/// Returns rows below the names of their columns as a file for a spreadsheet.
pub(crate) fn sheet(name: &str, columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Response {
    let mut out = MARK.as_bytes().to_vec();
    let mut write = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = Line::default();
        for cell in cells {
            line.cell(cell);
        }
        // Writing to memory does not fail.
        let _ = line.write(&mut out);
    };
    write(&mut columns.iter().copied());
    for row in rows {
        write(&mut row.iter().map(String::as_str));
    }
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], out)
        .into_response()
}
