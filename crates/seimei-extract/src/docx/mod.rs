//! DOCX to a flow of paragraphs: a zip file of XML, read within limits, nothing outside of it ever opened.
//!
//! Tracked changes are accepted, hidden text and field codes left out, readings over characters dropped. Headers and
//! footers, comments and macros are not read.

mod body;
mod counters;
mod fields;
mod numbering;
mod package;
mod paragraph;
mod properties;
mod styles;
mod symbols;
mod xml;

use seimei_ingest::flow::{Flow, FlowParagraph};

use crate::error::ExtractError;
use body::{Notes, Reader};
use numbering::Numbering;
use package::Package;
use paragraph::WRITTEN;
use styles::Styles;
use xml::{Node, Nodes};

/// First bytes of the container of older office programs, in which protected documents of newer ones are kept too.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Takes a DOCX apart. Needs no more memory than some times the unpacked text, which is bounded.
pub fn extract(bytes: &[u8]) -> Result<Flow, ExtractError> {
    if is_encrypted_office(bytes) {
        return Err(ExtractError::Encrypted);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(ExtractError::Other { name: "Word (DOC)".to_owned() });
    }
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let Some(body) = package.part(&main)? else { return Err(not_a_document(&package)) };
    let relationships = package.relationships(&main)?;
    package::refuse_outside(&relationships)?;
    for settings in relationships.iter().filter(|related| related.kind == "settings" && !related.external) {
        package::refuse_outside(&package.relationships(&settings.target)?)?;
    }
    let mut related = |kind: &str, usual: &str| -> Result<Option<String>, ExtractError> {
        let named = relationships.iter().find(|related| related.kind == kind && !related.external);
        package.part(named.map_or(usual, |related| &related.target))
    };
    let styles = related("styles", "word/styles.xml")?;
    let styles = styles.map(|part| Styles::read(&part)).transpose()?.unwrap_or_default();
    let numbering = related("numbering", "word/numbering.xml")?;
    let numbering = numbering.map(|part| Numbering::read(&part, &styles)).transpose()?.unwrap_or_default();
    let mut notes = Notes::new();
    for (kind, usual) in [("footnotes", "word/footnotes.xml"), ("endnotes", "word/endnotes.xml")] {
        if let Some(part) = related(kind, usual)? {
            let reader = Reader::new(&styles, Numbering::default(), &Notes::new()).read(&part)?;
            notes.extend(reader.1);
        }
    }
    // What is about the file may be damaged without harm to its text.
    let title = package.part("docProps/core.xml").ok().flatten().and_then(|part| element(&part, "title"));
    let count = package.part("docProps/app.xml").ok().flatten().and_then(|part| element(&part, "Pages"));
    let (mut paragraphs, _) = Reader::new(&styles, numbering, &notes).read(&body)?;
    let paged = keep_pages(&mut paragraphs, count.and_then(|count| count.parse().ok()));
    if paragraphs.is_empty() {
        return Err(ExtractError::NoText);
    }
    Ok(Flow { paragraphs, title, paged })
}

/// Returns whether `bytes` are an office document of whatever kind under a password.
pub fn is_encrypted_office(bytes: &[u8]) -> bool {
    // The name of the stream that holds the encrypted package, as the directory of the container writes it.
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(COMPOUND) && bytes.windows(name.len()).any(|window| window == name)
}

/// Returns the name of the part that holds the text.
fn main_part(package: &mut Package) -> Result<String, ExtractError> {
    let relationships = package.relationships("")?;
    let named = relationships.iter().find(|related| related.kind == "officeDocument" && !related.external);
    match named {
        Some(related) if related.target.to_lowercase().starts_with("xl/") => Err(other("Excel (XLSX)")),
        Some(related) if related.target.to_lowercase().starts_with("ppt/") => Err(other("PowerPoint (PPTX)")),
        Some(related) => Ok(related.target.clone()),
        None => Ok("word/document.xml".to_owned()),
    }
}

fn other(name: &str) -> ExtractError {
    ExtractError::Other { name: name.to_owned() }
}

/// Says what a zip file without a text part is.
fn not_a_document(package: &Package) -> ExtractError {
    if package.holds_folder("xl/") {
        other("Excel (XLSX)")
    } else if package.holds_folder("ppt/") {
        other("PowerPoint (PPTX)")
    } else if package.holds("content.xml") && package.holds("mimetype") {
        other("OpenDocument")
    } else if package.holds("meta-inf/container.xml") {
        other("EPUB")
    } else if package.holds("[content_types].xml") || package.holds_folder("word/") {
        ExtractError::Damaged { reason: "the part with the text is missing".to_owned() }
    } else {
        other("ZIP")
    }
}

/// Returns the text of the first element called `name`.
fn element(part: &str, name: &str) -> Option<String> {
    let mut nodes = Nodes::new(part);
    let mut text: Option<String> = None;
    loop {
        match nodes.next().ok()?? {
            Node::Start(element) if element.name() == name => text = Some(String::new()),
            Node::Start(_) => {}
            Node::Text(more) => {
                if let Some(text) = &mut text {
                    text.push_str(&more);
                }
            }
            Node::End => {
                if let Some(text) = text.take() {
                    return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
                }
            }
        }
    }
}

/// Keeps the beginnings of pages that can be believed: those that the word processor noted when it last laid the
/// document out; else those that the writer set, if they make as many pages as the file says it has. Returns whether
/// any can.
fn keep_pages(paragraphs: &mut [FlowParagraph], count: Option<usize>) -> bool {
    let all = || paragraphs.iter().flat_map(|paragraph| &paragraph.pages);
    let noted = all().filter(|at| *at & WRITTEN == 0).count();
    let written = all().filter(|at| *at & WRITTEN != 0).count();
    let (believed, flag) = match (noted, count) {
        (1.., _) => (true, 0),
        (0, Some(count)) => (count == written + 1, WRITTEN),
        (0, None) => (false, 0),
    };
    for paragraph in paragraphs.iter_mut() {
        paragraph.pages.retain(|at| believed && at & WRITTEN == flag);
        for at in &mut paragraph.pages {
            *at &= !WRITTEN;
        }
    }
    believed
}
