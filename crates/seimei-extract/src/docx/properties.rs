//! Properties of paragraphs, runs, tables, content controls: each read to its end, what it said before a change left out.

use std::borrow::Cow;

use super::styles::Look;
use super::xml::{Element, Node, Nodes};
use crate::error::ExtractError;

/// Properties of a paragraph.
#[derive(Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    pub(super) look: Look,
    /// Whether the end of the paragraph was deleted.
    pub(super) deleted: bool,
    /// Whether it ends a section, and the next one begins a page.
    pub(super) ends_section: bool,
}

/// Properties of a run.
#[derive(Default)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    pub(super) look: Look,
    pub(super) font: Option<String>,
    pub(super) superscript: bool,
}

/// Properties of a table's row.
#[derive(Clone, Copy, Default)]
pub(super) struct RowProperties {
    /// Whether it is repeated at the head of each page.
    pub(super) is_head: bool,
    /// Whether it was deleted.
    pub(super) deleted: bool,
}

/// What a content control holds.
#[derive(Clone, Copy, Default)]
pub(super) struct Control {
    /// Only a prompt.
    pub(super) placeholder: bool,
    /// A table of contents.
    pub(super) contents: bool,
}

/// Goes through the elements below the one that has just begun; `take` is told each with its depth below, from 0.
/// What a property was before a tracked change is passed over.
fn each(nodes: &mut Nodes, mut take: impl FnMut(&Element, &[String])) -> Result<(), ExtractError> {
    let mut path: Vec<String> = Vec::new();
    loop {
        match nodes.next()? {
            None => return Ok(()),
            Some(Node::End) => {
                if path.pop().is_none() {
                    return Ok(());
                }
            }
            Some(Node::Text(_)) => {}
            Some(Node::Start(element)) => {
                if element.name().ends_with("Change") {
                    nodes.skip()?;
                } else {
                    take(&element, &path);
                    path.push(element.name().to_owned());
                }
            }
        }
    }
}

fn text(value: Option<Cow<str>>) -> Option<String> {
    value.map(Cow::into_owned)
}

/// Reads the properties of a paragraph.
pub(super) fn paragraph(nodes: &mut Nodes) -> Result<ParagraphProperties, ExtractError> {
    let mut found = ParagraphProperties::default();
    let mut section = None;
    each(nodes, |element, path| match path.first().map(String::as_str) {
        None => match element.name() {
            "pStyle" => found.style = text(element.value()),
            "sectPr" => section = Some(true),
            _ => {
                found.look.take(element);
            }
        },
        Some("numPr") => {
            found.look.take(element);
        }
        // These are of the paragraph's mark, not of its text.
        Some("rPr") if path.len() == 1 => found.deleted |= matches!(element.name(), "del" | "moveFrom"),
        Some("sectPr") if element.name() == "type" => {
            section = Some(!element.value().is_some_and(|kind| kind == "continuous" || kind == "nextColumn"));
        }
        _ => {}
    })?;
    found.ends_section = section.unwrap_or(false);
    Ok(found)
}

/// Reads the properties of a run.
pub(super) fn run(nodes: &mut Nodes) -> Result<RunProperties, ExtractError> {
    let mut found = RunProperties::default();
    each(nodes, |element, path| {
        if !path.is_empty() {
            return;
        }
        match element.name() {
            "rStyle" => found.style = text(element.value()),
            "rFonts" => found.font = text(element.attribute("ascii").or_else(|| element.attribute("hAnsi"))),
            "vertAlign" => found.superscript = element.value().is_some_and(|value| value == "superscript"),
            _ => {
                found.look.take(element);
            }
        }
    })?;
    Ok(found)
}

/// Reads the properties of a table. Returns its style, and whether it wants the first row set off.
pub(super) fn table(nodes: &mut Nodes) -> Result<(Option<String>, bool), ExtractError> {
    let mut style = None;
    let mut first_row = false;
    each(nodes, |element, _| match element.name() {
        "tblStyle" => style = text(element.value()),
        "tblLook" => {
            let bits = element.value().and_then(|value| u32::from_str_radix(&value, 16).ok()).unwrap_or(0);
            let said = element.attribute("firstRow").map(|value| value == "1" || value == "true" || value == "on");
            first_row = said.unwrap_or(bits & 0x20 != 0);
        }
        _ => {}
    })?;
    Ok((style, first_row))
}

/// Reads the properties of a table's row.
pub(super) fn row(nodes: &mut Nodes) -> Result<RowProperties, ExtractError> {
    let mut found = RowProperties::default();
    each(nodes, |element, path| match element.name() {
        "tblHeader" => found.is_head = element.is_on(),
        "del" if path.is_empty() => found.deleted = true,
        _ => {}
    })?;
    Ok(found)
}

/// Reads the properties of a cell. Returns whether it was deleted.
pub(super) fn cell_is_deleted(nodes: &mut Nodes) -> Result<bool, ExtractError> {
    let mut deleted = false;
    each(nodes, |element, _| deleted |= element.name() == "cellDel")?;
    Ok(deleted)
}

/// Reads the properties of a content control.
pub(super) fn control(nodes: &mut Nodes) -> Result<Control, ExtractError> {
    let mut found = Control::default();
    each(nodes, |element, _| match element.name() {
        "showingPlcHdr" => found.placeholder = element.is_on(),
        "docPartGallery" => found.contents = element.value().is_some_and(|name| name == "Table of Contents"),
        _ => {}
    })?;
    Ok(found)
}
