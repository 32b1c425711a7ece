//! Differences in HTML, and the frame of a page that needs nothing else: no script, no picture, no request. Light and dark
//! as the reader's system is, and printable.

use std::fmt::Write as _;

use seimei_app::compare::{Change, Segment, SegmentKind};

use super::{Table, counting, matter, sides, slice, turn};
use crate::report::Look;
use crate::wrap::printable;

const STYLE: &str = include_str!("page.css");

/// Returns a whole page in the reader's language; `body` is HTML.
pub(crate) fn page(look: &Look, title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         {body}</body>\n</html>\n",
        look.messages.lang.tag(),
        escaped(title)
    )
}

/// Returns one side of a difference, with what the other side lacks marked.
pub(crate) fn side(words: &str, segments: &[Segment], is_a: bool) -> String {
    let mut out = String::new();
    for segment in segments {
        let words = slice(words, segment, is_a);
        match segment.kind {
            SegmentKind::Kept => out += &escaped(&printable(words)),
            _ => out += &marked(if is_a { "del" } else { "ins" }, words),
        }
    }
    out
}

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

/// Returns words in an element; the white space behind them stays outside.
pub(super) fn marked(tag: &str, words: &str) -> String {
    let bare = words.trim_end();
    if bare.is_empty() {
        return escaped(words);
    }
    let space = if bare.len() < words.len() { " " } else { "" };
    format!("<{tag}>{}</{tag}>{space}", escaped(&printable(bare)))
}

/// Returns the list of changes in words; nothing where none counts.
pub(crate) fn changes(look: &Look, changes: &[Change], table: Table) -> String {
    let lines: Vec<String> = counting(changes)
        .map(|change| {
            let [a, b] = sides(look, change);
            let arrow = if a.is_empty() || b.is_empty() { "" } else { " → " };
            let (matter, turn) = (matter(look, change), turn(look, change, table));
            format!("<li><b>{}</b> {}: {}{arrow}{}</li>", escaped(&matter), escaped(&turn), escaped(&a), escaped(&b))
        })
        .collect();
    let mut out = String::new();
    if !lines.is_empty() {
        let _ = writeln!(out, "<ul class=\"changes\">{}</ul>", lines.concat());
    }
    out
}

/// Returns text such that HTML shows it as it is, also inside attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
