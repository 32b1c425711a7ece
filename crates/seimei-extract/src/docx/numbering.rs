//! The numbers that a word processor sets before paragraphs by itself, as it prints them.

use std::collections::BTreeMap;

use super::counters::{self, Format};
use super::styles::Styles;
use super::symbols;
use super::xml::{Element, Node, Nodes, Space};
use crate::error::ExtractError;

/// Levels of a list.
const LEVELS: usize = 9;

/// Where in a list a paragraph stands, as far as it is said.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct ListPlace {
    /// The list; 0 takes a paragraph out of its style's list.
    pub(super) list: Option<u32>,
    /// Its level, from 0.
    pub(super) level: Option<u8>,
}

/// A number or bullet as printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Printed {
    /// The number with the white space after it.
    pub(super) text: String,
    /// Whether it is a bullet.
    pub(super) is_bullet: bool,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: Format,
    /// The text around the numbers: %1 is the number of the first level.
    text: String,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
    /// The level that sets this one back when it counts, from 1; 0 for none.
    restart: Option<u32>,
    /// Whether all numbers in it are written in figures.
    legal: bool,
    /// What stands after it.
    suffix: &'static str,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: Format::Decimal,
            text: String::new(),
            style: None,
            restart: None,
            legal: false,
            suffix: " ",
        }
    }
}

#[derive(Clone, Default, Debug)]
struct Abstract {
    levels: [Level; LEVELS],
    /// A list style that holds the levels instead.
    style: Option<String>,
}

#[derive(Clone, Default, Debug)]
struct List {
    over: u32,
    starts: [Option<u32>; LEVELS],
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Default, Debug)]
pub(super) struct Numbering {
    abstracts: BTreeMap<u32, Abstract>,
    lists: BTreeMap<u32, List>,
    /// Of each abstract list the last number of each level.
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists whose own starts have been heeded, with the level.
    begun: std::collections::BTreeSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(part: &str, styles: &Styles) -> Result<Self, ExtractError> {
        let mut nodes = Nodes::new(part);
        let mut all = Self::default();
        let id = |element: &Element, name: &str| element.attribute(name).and_then(|id| id.trim().parse().ok());
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            match (element.space, element.name()) {
                (Space::Word, "abstractNum") => {
                    let id = id(&element, "abstractNumId").unwrap_or(u32::MAX);
                    let found = abstract_list(&mut nodes)?;
                    all.abstracts.insert(id, found);
                }
                (Space::Word, "num") => {
                    let id = id(&element, "numId").unwrap_or(u32::MAX);
                    let found = list(&mut nodes)?;
                    all.lists.insert(id, found);
                }
                _ => {}
            }
        }
        // A list that only names a style takes the levels of that style's list.
        let linked: Vec<(u32, u32)> = all
            .abstracts
            .iter()
            .filter_map(|(id, found)| {
                let list = styles.list_of(found.style.as_deref()?)?.list?;
                Some((*id, all.lists.get(&list)?.over))
            })
            .collect();
        for (id, from) in linked {
            if let Some(levels) = all.abstracts.get(&from).map(|found| found.levels.clone())
                && let Some(found) = all.abstracts.get_mut(&id)
            {
                found.levels = levels;
            }
        }
        Ok(all)
    }

    /// Counts on, and returns what is printed before a paragraph at `place` whose style is `style`.
    pub(super) fn next(&mut self, place: ListPlace, style: Option<&str>) -> Option<Printed> {
        let list_id = place.list.filter(|&list| list != 0)?;
        let list = self.lists.get(&list_id)?;
        let over = list.over;
        let found = self.abstracts.get(&over)?;
        let by_style =
            || found.levels.iter().position(|level| level.style.is_some() && level.style.as_deref() == style);
        let at = place.level.map(usize::from).or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        let level = |at: usize| list.levels.get(&at).unwrap_or(&found.levels[at]);
        let this = level(at);
        if this.format == Format::Bullet {
            let bullet: String = this.text.chars().filter_map(symbols::plain).collect();
            let bullet = if bullet.trim().is_empty() { "•" } else { bullet.trim() };
            return Some(Printed { text: format!("{bullet} "), is_bullet: true });
        }
        let numbers = self.counts.entry(over).or_default();
        let start = list.starts[at].unwrap_or(this.start);
        // A list that sets its own start begins anew where it is first used.
        let anew = list.starts[at].is_some() && self.begun.insert((list_id, at));
        let before = numbers[at].filter(|_| !anew);
        numbers[at] = Some(before.map_or(start, |before| before.saturating_add(1)));
        for (below, count) in numbers.iter_mut().enumerate().skip(at + 1) {
            // A level starts again after any above it, unless it names the one that sets it back, or none.
            if level(below).restart.is_none_or(|by| by != 0 && at < by as usize) {
                *count = None;
            }
        }
        let mut text = String::new();
        let mut signs = this.text.chars().peekable();
        while let Some(sign) = signs.next() {
            match (sign, signs.peek().and_then(|digit| digit.to_digit(10))) {
                ('%', Some(digit @ 1..=9)) => {
                    signs.next();
                    let named = digit as usize - 1;
                    let count = numbers[named].unwrap_or_else(|| list.starts[named].unwrap_or(level(named).start));
                    let format = if this.legal { Format::Decimal } else { level(named).format };
                    text += &counters::written(count, format);
                }
                _ => text.extend(symbols::plain(sign)),
            }
        }
        if text.trim().is_empty() {
            return None;
        }
        text += this.suffix;
        Some(Printed { text, is_bullet: false })
    }
}

fn abstract_list(nodes: &mut Nodes) -> Result<Abstract, ExtractError> {
    let mut found = Abstract::default();
    let mut depth = 1;
    while depth > 0 {
        match nodes.next()? {
            None => break,
            Some(Node::End) => depth -= 1,
            Some(Node::Text(_)) => {}
            Some(Node::Start(element)) => match element.name() {
                "lvl" => {
                    let at = level_of(&element);
                    let read = level(nodes)?;
                    if let Some(place) = at.and_then(|at| found.levels.get_mut(at)) {
                        *place = read;
                    }
                }
                name => {
                    if name == "numStyleLink" {
                        found.style = element.value().map(std::borrow::Cow::into_owned);
                    }
                    depth += 1;
                }
            },
        }
    }
    Ok(found)
}

fn list(nodes: &mut Nodes) -> Result<List, ExtractError> {
    let mut found = List::default();
    let mut at = None;
    let mut depth = 1;
    while depth > 0 {
        match nodes.next()? {
            None => break,
            Some(Node::End) => depth -= 1,
            Some(Node::Text(_)) => {}
            Some(Node::Start(element)) => {
                match element.name() {
                    "abstractNumId" => found.over = element.number().unwrap_or(u32::MAX),
                    "lvlOverride" => at = level_of(&element),
                    "startOverride" => {
                        if let Some(place) = at.and_then(|at: usize| found.starts.get_mut(at)) {
                            *place = element.number();
                        }
                    }
                    "lvl" => {
                        let read = level(nodes)?;
                        if let Some(at) = at.filter(|&at| at < LEVELS) {
                            found.levels.insert(at, read);
                        }
                        continue;
                    }
                    _ => {}
                }
                depth += 1;
            }
        }
    }
    Ok(found)
}

fn level_of(element: &Element) -> Option<usize> {
    element.attribute("ilvl").and_then(|level| level.trim().parse().ok())
}

fn level(nodes: &mut Nodes) -> Result<Level, ExtractError> {
    let mut found = Level::default();
    let mut depth = 1;
    while depth > 0 {
        match nodes.next()? {
            None => break,
            Some(Node::End) => depth -= 1,
            Some(Node::Text(_)) => {}
            Some(Node::Start(element)) => {
                depth += 1;
                match element.name() {
                    "start" => found.start = element.number().unwrap_or(0),
                    "numFmt" => found.format = element.value().map_or(Format::Decimal, |name| Format::of(&name)),
                    "lvlText" => found.text = element.value().unwrap_or_default().chars().take(64).collect(),
                    "pStyle" => found.style = element.value().map(std::borrow::Cow::into_owned),
                    "lvlRestart" => found.restart = element.number(),
                    "isLgl" => found.legal = element.is_on(),
                    "suff" => {
                        found.suffix = if element.value().is_some_and(|after| after == "nothing") { "" } else { " " };
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_count_and_start_again() {
        let part = "<w:numbering xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
            <w:abstractNum w:abstractNumId='4'>\
            <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>\
            <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/><w:isLgl/></w:lvl>\
            <w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/></w:lvl>\
            <w:lvl w:ilvl='3'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='第%4条'/>\
            <w:suff w:val='nothing'/></w:lvl></w:abstractNum>\
            <w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>\
            <w:num w:numId='2'><w:abstractNumId w:val='4'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/>\
            </w:lvlOverride></w:num></w:numbering>";
        let mut numbering = Numbering::read(part, &Styles::default()).expect("sound");
        let mut next = |list, level| {
            let place = ListPlace { list: Some(list), level: Some(level) };
            numbering.next(place, None).map(|printed| printed.text).unwrap_or_default()
        };
        let printed = [next(1, 0), next(1, 1), next(1, 1), next(1, 0), next(1, 1), next(1, 2), next(1, 3)];
        assert_eq!(printed, ["I. ", "1.1 ", "1.2 ", "II. ", "2.1 ", "• ", "第1条"]);
        assert_eq!([next(2, 0), next(2, 0), next(1, 0), next(9, 0), next(0, 0)], ["VII. ", "VIII. ", "IX. ", "", ""]);
    }
}
