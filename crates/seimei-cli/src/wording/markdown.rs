//! Differences in Markdown: what went is struck through, what came is underlined.

use std::fmt::Write as _;

use seimei_app::compare::{Change, Segment, SegmentKind};

use super::{Table, counting, matter, sides, slice, turn};
use crate::report::Look;
use crate::wrap::printable;

/// Returns one text with what went and what came in it.
pub(crate) fn inline(a: &str, b: &str, segments: &[Segment]) -> String {
    let mut out = String::new();
    for segment in segments {
        if segment.kind == SegmentKind::Kept {
            out += &escaped(&printable(slice(b, segment, false)));
            continue;
        }
        out += &marked("del", slice(a, segment, true));
        out += &marked("ins", slice(b, segment, false));
    }
    out
}

/// Returns words between HTML elements: Markdown's own marks want no space inside, and do not part East Asian text.
fn marked(tag: &str, words: &str) -> String {
    let bare = words.trim_end();
    if bare.is_empty() {
        return String::new();
    }
    let space = if bare.len() < words.len() { " " } else { "" };
    format!("<{tag}>{}</{tag}>{space}", escaped(&printable(bare)))
}

/// Returns the list of changes in words, with an empty line behind; nothing where none counts.
pub(crate) fn changes(look: &Look, changes: &[Change], table: Table) -> String {
    let mut out = String::new();
    for change in counting(changes) {
        let [a, b] = sides(look, change);
        let arrow = if a.is_empty() || b.is_empty() { "" } else { " → " };
        let (matter, turn) = (matter(look, change), turn(look, change, table));
        let _ = writeln!(out, "- {matter} {turn}: {}{arrow}{}", escaped(&a), escaped(&b));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Returns text such that Markdown shows it as it is.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
