//! PDF to positioned text, by `pdf_oxide`: its characters, none of its order.

use std::collections::HashSet;

use pdf_oxide::PdfDocument;
use pdf_oxide::error::Error;
use pdf_oxide::extractors::SpanMergingConfig;
use seimei_ingest::layout::{Page, Pages};

use crate::error::ExtractError;
use crate::pdf_spans::{Frame, characters_of, spans};

/// The most pages that are read.
pub const MOST_PAGES: u32 = 10_000;

/// Takes a PDF apart. Linear in the text; pictures are not looked into.
///
/// # Errors
///
/// Every variant of [`ExtractError`] but those of zip files.
pub fn extract(bytes: &[u8]) -> Result<Pages, ExtractError> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|error| judge(&error))?;
    if document.is_encrypted() && !document.is_authenticated() {
        // Many are encrypted with an empty password, only to forbid printing.
        match document.authenticate(b"") {
            Ok(true) => {}
            _ => return Err(ExtractError::Encrypted),
        }
    }
    let count = u32::try_from(document.page_count().map_err(|error| judge(&error))?).unwrap_or(u32::MAX);
    if count == 0 {
        return Err(damaged("it has no page"));
    }
    if count > MOST_PAGES {
        return Err(ExtractError::TooManyPages { pages: count, limit: MOST_PAGES });
    }
    let mut pages = Pages { pages: Vec::with_capacity(count as usize), unread: 0 };
    let mut unread = 0;
    for index in 0..count as usize {
        let page = page(&document, index).unwrap_or_else(|| {
            unread += 1;
            Page::default()
        });
        pages.pages.push(page);
    }
    if pages.pages.iter().any(|page| !page.spans.is_empty()) {
        pages.unread = unread;
        return Ok(pages);
    }
    Err(if unread == count {
        damaged("none of its pages can be read")
    } else if (0..count.min(8) as usize).any(|index| has_pictures(&document, index)) {
        ExtractError::ImageOnly { pages: count }
    } else {
        ExtractError::NoText
    })
}

/// Returns a page, or `None` where the file does not hold what it promises.
fn page(document: &PdfDocument, index: usize) -> Option<Page> {
    let (left, bottom, right, top) = document.get_page_visible_box(index).ok()?;
    let turn = document.get_page_rotation(index).ok()?;
    let characters = document.extract_chars_filtered(index, HashSet::new(), HashSet::new()).ok()?;
    let frame = Frame { left, bottom, right, top, turn };
    // Where a page says what its glyphs stand for (`/ActualText`), the library's characters do not, but its runs do.
    let says_more = || document.get_page_content_data(index).is_ok_and(|data| holds(&data, b"/ActualText"));
    if characters.iter().any(|character| character.char == '\u{fffd}') || says_more() {
        let runs = document.extract_spans_with_config(index, SpanMergingConfig::default()).ok()?;
        return Some(spans(runs.iter().flat_map(characters_of), frame));
    }
    Some(spans(characters.into_iter(), frame))
}

fn holds(data: &[u8], word: &[u8]) -> bool {
    data.windows(word.len()).any(|window| window == word)
}

fn has_pictures(document: &PdfDocument, index: usize) -> bool {
    document.page_image_handles(index).is_ok_and(|handles| !handles.is_empty())
}

fn damaged(reason: &str) -> ExtractError {
    ExtractError::Damaged { reason: reason.to_owned() }
}

fn judge(error: &Error) -> ExtractError {
    match error {
        Error::EncryptedPdf => ExtractError::Encrypted,
        error => damaged(&error.to_string()),
    }
}
