//! What every fuzz target asserts. The targets only hand their bytes on.

use std::io::{Cursor, Write as _};
use std::sync::OnceLock;

use seimei_extract::docx;
use seimei_ingest::block::Ingested;
use seimei_ingest::flow::ingest_flow;
use seimei_ingest::ingest::{Format, ingest};
use seimei_ingest::layout::{Page, Pages, Span, ingest_pages};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_reading::read::read;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::compile(&builtin::files()).0)
}

/// Ingests `bytes` and checks that every block maps onto the source, in order, on character boundaries.
pub fn ingest_holds(bytes: &[u8], format: Format) {
    blocks_hold(&ingest(bytes, format, lexicon()));
}

fn blocks_hold(ingested: &Ingested) {
    for block in &ingested.blocks {
        let whole = seimei_text::range::TextRange::new(0, block.text.as_str().len());
        let mut last = 0;
        for piece in block.text.pieces(whole) {
            assert!(piece.start >= last, "pieces out of order");
            assert!(ingested.source.get(piece.bounds()).is_some(), "a piece cuts a character");
            last = piece.end;
        }
    }
}

/// Reads `text` and checks that every provision's ranges lie within the source, in order.
pub fn reading_holds(text: &str) {
    let ingested = ingest(text.as_bytes(), Format::Text, lexicon());
    let length = ingested.source.chars().count() as u32;
    let reading = read(&ingested, lexicon());
    for provision in &reading.provisions {
        assert!(!provision.text.is_empty(), "an empty provision");
        for range in &provision.range {
            assert!(range.start <= range.end && range.end <= length, "a range outside the source");
        }
    }
}

/// Takes `bytes` for pages of runs, and checks what comes out as for any format, and that pages begin in order on
/// character boundaries.
pub fn pages_hold(bytes: &[u8]) {
    let mut pages = Pages { pages: vec![Page { width: 595.0, height: 842.0, ..Page::default() }], unread: 0 };
    let mut rest = bytes;
    while let [x, y, length, size, look, count, more @ ..] = rest {
        let (text, after) = more.split_at(usize::from(*count).min(more.len()));
        rest = after;
        if look & 0x10 != 0 {
            pages.pages.push(Page { width: 595.0, height: 842.0, ..Page::default() });
        }
        let wild = |measure: f32| match look >> 5 {
            7 => f32::NAN,
            6 => -measure,
            5 => measure * 1e30,
            _ => measure,
        };
        let span = Span {
            text: String::from_utf8_lossy(text).into_owned(),
            x: wild(f32::from(*x) * 2.5),
            y: f32::from(*y) * 3.4,
            length: f32::from(*length) * 2.0,
            size: wild(f32::from(*size) / 8.0),
            bold: look & 1 != 0,
            spaced: look & 2 != 0,
            vertical: look & 4 != 0,
        };
        if let Some(page) = pages.pages.last_mut() {
            page.spans.push(span);
        }
    }
    let ingested = ingest_pages(&pages, lexicon());
    blocks_hold(&ingested);
    assert!(ingested.pages.is_sorted() && ingested.pages.len() == pages.pages.len(), "pages out of order");
    assert!(ingested.pages.iter().all(|&at| ingested.source.is_char_boundary(at as usize)), "a page cuts a character");
    read(&ingested, lexicon());
}

/// Takes `bytes` apart as a DOCX, or, where they do not begin as one, as the body of one; checks what comes out as for
/// any format, and that pages begin in order on character boundaries.
pub fn docx_holds(bytes: &[u8]) {
    let flow = if bytes.starts_with(b"PK") { docx::extract(bytes) } else { docx::extract(&around(bytes)) };
    let Ok(flow) = flow else { return };
    let ingested = ingest_flow(&flow, lexicon());
    blocks_hold(&ingested);
    assert!(ingested.pages.is_sorted(), "pages out of order");
    assert!(ingested.pages.iter().all(|&at| ingested.source.is_char_boundary(at as usize)), "a page cuts a character");
}

/// Returns a DOCX whose body is `bytes`.
fn around(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let space = "http://schemas.openxmlformats.org";
    let parts: [(&str, Vec<u8>); 2] = [
        (
            "word/document.xml",
            [
                format!(
                    "<w:document xmlns:w=\"{space}/wordprocessingml/2006/main\" \
                     xmlns:m=\"{space}/officeDocument/2006/math\" \
                     xmlns:mc=\"{space}/markup-compatibility/2006\"><w:body>"
                )
                .as_bytes(),
                bytes,
                b"</w:body></w:document>",
            ]
            .concat(),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering xmlns:w=\"{space}/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\">\
                 <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
                 <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            )
            .into_bytes(),
        ),
    ];
    for (name, content) in parts {
        zip.start_file(name, stored).expect("a name of ours");
        zip.write_all(&content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}
