//! The page as DOCX: heading styles, tables with repeated heads, charts as SVG with a picture for programs that show none.
//!
//! Put together with `zip` and by hand, not with `docx-rs`, which knows neither SVG in pictures nor the description of a
//! picture, and takes an image library along.
//!
//! # Source
//! ECMA-376 Part 1 (`WordprocessingML`, `DrawingML`); for SVG the extension `svgBlip` of MS-ODRAWXML 2.3.3.

mod body;
mod parts;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::Picture;
use super::page::Page;
use body::Body;

/// Why no DOCX came about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// The container refused a part.
    #[error("the parts of the DOCX could not be packed")]
    Zip(#[from] zip::result::ZipError),
    /// A part could not be written.
    #[error("a part of the DOCX could not be written")]
    Write(#[from] std::io::Error),
}

/// Stands in for a drawing where no picture can be made: one white dot.
const BLANK: &[u8] = include_bytes!("blank.png");

/// Writes the page.
pub(crate) fn write(page: &Page, picture: Option<Picture>) -> Result<Vec<u8>, DocxError> {
    let body = Body::of(page);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day gets in: the same page gives the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut put = |name: &str, bytes: &[u8]| -> Result<(), DocxError> {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
        Ok(())
    };
    put("[Content_Types].xml", parts::CONTENT_TYPES.as_bytes())?;
    put("_rels/.rels", parts::RELATIONSHIPS.as_bytes())?;
    put("docProps/core.xml", parts::core(page).as_bytes())?;
    put("word/document.xml", body.xml.as_bytes())?;
    put("word/_rels/document.xml.rels", body.relationships().as_bytes())?;
    put("word/styles.xml", parts::styles(page.lang).as_bytes())?;
    put("word/settings.xml", parts::SETTINGS.as_bytes())?;
    put("word/footer1.xml", parts::footer(page).as_bytes())?;
    for (at, drawing) in body.drawings.iter().enumerate() {
        let made = picture.and_then(|make| make(&drawing.svg));
        put(&format!("word/media/chart{}.png", at + 1), made.as_deref().unwrap_or(BLANK))?;
        let svg = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", drawing.svg);
        put(&format!("word/media/chart{}.svg", at + 1), svg.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
