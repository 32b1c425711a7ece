//! XML as the parts of a package use it: elements with their namespace, text, and nothing that could call for more.
//!
//! A document type declaration is refused: no such part has one, and it is how a file makes a parser open other files
//! or swell a few bytes to gigabytes. Depth is bounded; nothing here recurses.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use crate::error::{ExtractError, Outside};

/// Deepest nesting of elements that is read. Word itself stops at tables in tables of a few dozen levels.
const DEPTH: usize = 1_000;

/// Whose word an element is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// The word processor's, in the transitional or the strict namespace.
    Word,
    /// That of formulas.
    Math,
    /// That of alternatives for older and newer programs.
    Compatibility,
    /// Any other.
    Other,
}

/// An element that begins.
#[derive(Debug)]
pub(super) struct Element<'x> {
    pub(super) space: Space,
    start: BytesStart<'x>,
}

impl Element<'_> {
    /// Returns the name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Returns the value of the attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.start.attributes().with_checks(false).flatten().find_map(|attribute| {
            if attribute.key.local_name().into_inner() != name {
                return None;
            }
            attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()
        })
    }

    /// Returns the value of `val`.
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// Returns the number that `val` holds.
    pub(super) fn number(&self) -> Option<u32> {
        self.value()?.trim().parse().ok()
    }

    /// Returns whether a property that is on by its mere presence is on.
    pub(super) fn is_on(&self) -> bool {
        !self.value().is_some_and(|value| matches!(value.as_ref(), "0" | "false" | "off" | "none"))
    }
}

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element begins.
    Start(Element<'x>),
    /// The last element that began ends.
    End,
    /// Text.
    Text(Cow<'x, str>),
}

/// The nodes of a part.
pub(super) struct Nodes<'x> {
    reader: NsReader<&'x [u8]>,
    depth: usize,
}

impl<'x> Nodes<'x> {
    /// Begins with `part`.
    pub(super) fn new(part: &'x str) -> Self {
        let mut reader = NsReader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// Returns the next node, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'x>>, ExtractError> {
        loop {
            let position = self.reader.buffer_position();
            let (space, event) = self.reader.read_resolved_event().map_err(|error| damaged(position, &error))?;
            match event {
                Event::Start(start) => {
                    let space = space_of(&space);
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(ExtractError::Damaged { reason: format!("elements nested deeper than {DEPTH}") });
                    }
                    return Ok(Some(Node::Start(Element { space, start })));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.into_inner()))),
                Event::CData(data) => return Ok(Some(Node::Text(data.into_inner()))),
                Event::GeneralRef(reference) => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(character)) => character.to_string(),
                        Ok(None) => match &*reference {
                            "amp" => "&".to_owned(),
                            "lt" => "<".to_owned(),
                            "gt" => ">".to_owned(),
                            "quot" => "\"".to_owned(),
                            "apos" => "'".to_owned(),
                            name => {
                                let reason = format!("the entity {} is not defined", name.escape_debug());
                                return Err(ExtractError::Damaged { reason });
                            }
                        },
                        Err(error) => return Err(damaged(position, &error)),
                    };
                    return Ok(Some(Node::Text(character.into())));
                }
                Event::DocType(_) => {
                    return Err(ExtractError::Outside { what: Outside::Declaration, target: String::new() });
                }
                Event::Eof if self.depth > 0 => {
                    return Err(ExtractError::Damaged { reason: "an XML part ends in its middle".to_owned() });
                }
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Passes over all that the element that began last holds.
    pub(super) fn skip(&mut self) -> Result<(), ExtractError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

fn damaged(position: u64, error: &dyn std::fmt::Display) -> ExtractError {
    ExtractError::Damaged { reason: format!("XML at byte {position}: {error}") }
}

fn space_of(space: &ResolveResult) -> Space {
    let ResolveResult::Bound(namespace) = space else { return Space::Other };
    match namespace.0 {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        _ => Space::Other,
    }
}

/// Decodes a part: UTF-8, or UTF-16 with its mark or without.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, ExtractError> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    let decoded = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [b'<', 0, ..] => wide(&bytes, u16::from_le_bytes),
        [0, b'<', ..] => wide(&bytes, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => String::from_utf8(bytes).ok(),
    };
    decoded.ok_or_else(|| ExtractError::Damaged { reason: "an XML part is neither UTF-8 nor UTF-16".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(part: &str) -> Result<String, ExtractError> {
        let mut nodes = Nodes::new(part);
        let mut out = String::new();
        while let Some(node) = nodes.next()? {
            match node {
                Node::Start(element) => out.extend(["<", &format!("{:?}", element.space), " ", element.name(), ">"]),
                Node::End => out += "</>",
                Node::Text(text) => out += &text,
            }
        }
        Ok(out)
    }

    #[test]
    fn both_namespaces_are_the_word_processors() {
        for namespace in [
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ] {
            let part = format!("<?xml version='1.0'?><a:t xmlns:a='{namespace}'>x &amp;&#x3042;<b/></a:t>");
            assert_eq!(read(&part).expect("sound"), "<Word t>x &あ<Other b></></>");
        }
    }

    #[test]
    fn nothing_outside_is_called_for() {
        let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><d>&b;</d>";
        assert!(matches!(read(laughs), Err(ExtractError::Outside { .. })));
        assert!(matches!(read("<d>&b;</d>"), Err(ExtractError::Damaged { .. })));
        assert!(matches!(read("<d>&#0;</d>"), Err(ExtractError::Damaged { .. })));
        assert!(matches!(read("<d><e></d>"), Err(ExtractError::Damaged { .. })));
        assert!(matches!(read("<d>"), Err(ExtractError::Damaged { .. })));
        assert!(matches!(read(&"<d>".repeat(1_000_000)), Err(ExtractError::Damaged { .. })));
    }

    #[test]
    fn utf_16_is_decoded() {
        let wide: Vec<u8> = "<d>声明</d>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(wide.clone()).expect("sound"), "<d>声明</d>");
        assert_eq!(decode([&[0xff, 0xfe][..], &wide].concat()).expect("sound"), "<d>声明</d>");
        assert!(decode(b"<d>\xff</d>".to_vec()).is_err());
    }
}
