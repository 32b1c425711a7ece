//! What a paragraph's or a run's style says: heading, list, bold, hidden. Styles rest on others.

use std::collections::BTreeMap;

use super::numbering::ListPlace;
use super::xml::{Element, Node, Nodes, Space};
use crate::error::ExtractError;

/// How many styles one may rest on: a chain that is longer runs in a circle.
const CHAIN: usize = 32;

/// What a paragraph or run says of itself, or its style for it. `None` says nothing.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Level of the outline from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    pub(super) centred: Option<bool>,
    /// Whether a page begins with the paragraph.
    pub(super) page: Option<bool>,
    pub(super) list: Option<ListPlace>,
    /// White space above and below, in twentieths of a point.
    pub(super) above: Option<u32>,
    pub(super) below: Option<u32>,
}

impl Look {
    /// Takes in what a property says; returns whether it was one that matters here.
    pub(super) fn take(&mut self, element: &Element) -> bool {
        if element.space != Space::Word {
            return false;
        }
        match element.name() {
            "b" => self.bold = Some(element.is_on()),
            "u" => {
                if element.is_on() {
                    self.bold = Some(true);
                }
            }
            "i" => self.italic = Some(element.is_on()),
            "vanish" => self.hidden = Some(element.is_on()),
            "outlineLvl" => self.outline = element.number().map(|level| level.min(9) as u8),
            "jc" => self.centred = Some(element.value().is_some_and(|value| value == "center")),
            "pageBreakBefore" => self.page = Some(element.is_on()),
            "spacing" => {
                self.above = space(element, "before").or(self.above);
                self.below = space(element, "after").or(self.below);
            }
            "numId" => {
                let list = self.list.get_or_insert_default();
                list.list = Some(element.number().unwrap_or(0));
            }
            "ilvl" => {
                let list = self.list.get_or_insert_default();
                list.level = Some(element.number().unwrap_or(0).min(8) as u8);
            }
            _ => return false,
        }
        true
    }

    /// Fills in what `self` leaves open from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        let list = match (self.list, other.list) {
            (Some(own), Some(below)) => {
                Some(ListPlace { list: own.list.or(below.list), level: own.level.or(below.level) })
            }
            (own, below) => own.or(below),
        };
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            hidden: self.hidden.or(other.hidden),
            outline: self.outline.or(other.outline),
            centred: self.centred.or(other.centred),
            page: self.page.or(other.page),
            list,
            above: self.above.or(other.above),
            below: self.below.or(other.below),
        }
    }
}

/// Returns the white space on one `side` of a paragraph; lines count as twelve points each.
fn space(element: &Element, side: &str) -> Option<u32> {
    let number = |name: &str| element.attribute(name).and_then(|value| value.trim().parse::<u32>().ok());
    let automatic =
        element.attribute(&format!("{side}Autospacing")).is_some_and(|value| value == "1" || value == "true");
    if automatic {
        return Some(240);
    }
    number(&format!("{side}Lines"))
        .filter(|lines| *lines > 0)
        .map(|lines| lines.saturating_mul(12) / 5)
        .or_else(|| number(side))
}

/// What a built-in style is for, by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    /// A table of contents or index, a caption.
    Note,
}

#[derive(Clone, Default, Debug)]
struct Style {
    below: Option<String>,
    look: Look,
    purpose: Option<Purpose>,
    /// Whether a table's first row is set off.
    heads: bool,
}

/// The styles of a document, by identifier.
#[derive(Default, Debug)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    paragraph: Option<String>,
    /// What is said for all paragraphs and runs.
    usual: Look,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &str) -> Result<Self, ExtractError> {
        let mut nodes = Nodes::new(part);
        let mut all = Self::default();
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            if element.space == Space::Word && element.name() == "docDefaults" {
                all.usual = conditional(&mut nodes)?;
            } else if element.space == Space::Word && element.name() == "style" {
                let id = element.attribute("styleId").unwrap_or_default().into_owned();
                let paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
                if paragraph && element.attribute("default").is_some_and(|value| value != "0" && value != "false") {
                    all.paragraph = Some(id.clone());
                }
                let style = style(&mut nodes)?;
                all.by_id.insert(id, style);
            }
        }
        Ok(all)
    }

    /// Returns what the paragraph style `id` (the default one for none) and those below it say.
    pub(super) fn look(&self, id: Option<&str>) -> Look {
        self.chain(id).fold(Look::default(), |look, style| look.or(style.look)).or(self.usual)
    }

    /// Returns the look of a character style.
    pub(super) fn run_look(&self, id: &str) -> Look {
        self.chain(Some(id)).fold(Look::default(), |look, style| look.or(style.look))
    }

    /// Returns what the paragraph style `id` is for, by its own name or that of one below it.
    pub(super) fn purpose(&self, id: Option<&str>) -> Option<Purpose> {
        let known = self.chain(id).find_map(|style| style.purpose);
        // A style without an entry may still tell by its identifier.
        known.or_else(|| id.filter(|id| !self.by_id.contains_key(*id)).and_then(purpose))
    }

    /// Returns whether the table style `id` sets the first row off.
    pub(super) fn heads(&self, id: Option<&str>) -> bool {
        id.is_some() && self.chain(id).any(|style| style.heads)
    }

    /// Returns the list that the style `id` belongs to.
    pub(super) fn list_of(&self, id: &str) -> Option<ListPlace> {
        self.chain(Some(id)).find_map(|style| style.look.list)
    }

    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = id.or(self.paragraph.as_deref()).and_then(|id| self.by_id.get(id));
        std::iter::successors(first, |style| style.below.as_ref().and_then(|below| self.by_id.get(below))).take(CHAIN)
    }
}

/// Reads one style, whose element has just begun.
fn style(nodes: &mut Nodes) -> Result<Style, ExtractError> {
    let mut style = Style::default();
    let mut depth = 1;
    while depth > 0 {
        match nodes.next()? {
            None => break,
            Some(Node::End) => depth -= 1,
            Some(Node::Text(_)) => {}
            Some(Node::Start(element)) => {
                depth += 1;
                match element.name() {
                    "name" => style.purpose = element.value().and_then(|name| purpose(&name)),
                    "basedOn" => style.below = element.value().map(std::borrow::Cow::into_owned),
                    // What a table's style says of some of its rows is not said of its text at large.
                    "tblStylePr" => {
                        let first = element.attribute("type").is_some_and(|kind| kind == "firstRow");
                        let look = conditional(nodes)?;
                        style.heads |= first && look.bold == Some(true);
                        depth -= 1;
                    }
                    // What the style said before a change.
                    "pPrChange" | "rPrChange" => {
                        nodes.skip()?;
                        depth -= 1;
                    }
                    _ => {
                        style.look.take(&element);
                    }
                }
            }
        }
    }
    Ok(style)
}

/// Reads the properties of some rows of a table, or of all paragraphs, whose element has just begun.
fn conditional(nodes: &mut Nodes) -> Result<Look, ExtractError> {
    let mut look = Look::default();
    let mut depth = 1;
    while depth > 0 {
        match nodes.next()? {
            None => break,
            Some(Node::End) => depth -= 1,
            Some(Node::Text(_)) => {}
            Some(Node::Start(element)) => {
                depth += 1;
                look.take(&element);
            }
        }
    }
    Ok(look)
}

/// Tells what a style is for by its name. Names of built-in styles are English in the file whatever the language of
/// the program; other programs write them as they show them.
fn purpose(name: &str) -> Option<Purpose> {
    let half_width = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let name: String =
        name.chars().filter(|c| !c.is_whitespace() && *c != '_').map(half_width).flat_map(char::to_lowercase).collect();
    let level = |rest: &str| rest.parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    match name.as_str() {
        "title" | "表題" | "タイトル" => return Some(Purpose::Title),
        "caption" | "図表番号" | "tocheading" | "目次の見出し" | "tableoffigures" | "図表目次" => {
            return Some(Purpose::Note);
        }
        _ => {}
    }
    if let Some(level) = name.strip_prefix("heading").or_else(|| name.strip_prefix("見出し")).and_then(level) {
        return Some(Purpose::Heading(level));
    }
    let contents = ["toc", "目次", "contents", "index", "索引"];
    contents.iter().find_map(|prefix| name.strip_prefix(prefix).and_then(level)).map(|_| Purpose::Note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_are_told_by_name() {
        assert_eq!(purpose("heading 1"), Some(Purpose::Heading(1)));
        assert_eq!(purpose("見出し ２"), Some(Purpose::Heading(2)));
        assert_eq!(purpose("Title"), Some(Purpose::Title));
        assert_eq!(purpose("toc 3"), Some(Purpose::Note));
        assert_eq!(purpose("Heading"), None);
        assert_eq!(purpose("Body Text"), None);
    }

    #[test]
    fn styles_rest_on_others_and_circles_end() {
        let part = "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
            <w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>\
            <w:style w:styleId='b'><w:name w:val='heading 2'/><w:basedOn w:val='a'/><w:rPr><w:b/></w:rPr></w:style>\
            <w:style w:styleId='c'><w:basedOn w:val='b'/><w:rPr><w:b w:val='0'/></w:rPr></w:style></w:styles>";
        let styles = Styles::read(part).expect("sound");
        assert_eq!(styles.purpose(Some("a")), Some(Purpose::Heading(2)));
        assert_eq!(styles.look(Some("a")).bold, Some(true));
        assert_eq!(styles.look(Some("c")).bold, Some(false));
        assert_eq!(styles.look(Some("none")).bold, None);
        assert_eq!(styles.purpose(Some("Heading3")), Some(Purpose::Heading(3)));
    }
}
