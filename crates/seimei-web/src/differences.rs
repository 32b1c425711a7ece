//! Two wordings of one thing as HTML: what went in `del`, what came in `ins`.

use std::fmt::Write as _;

use askama::filters::{Html, escape};
use seimei_app::archive::verify::CharRange;
use seimei_app::compare::{Change, Segment, SegmentKind, slice};
use seimei_locale::wording::{self, Table};

use crate::marks::Words;

/// Returns text such that HTML shows it as it is.
pub(crate) fn escaped(text: &str) -> String {
    let Ok(safe) = escape(text, Html);
    safe.to_string()
}

/// Returns one side of a difference, with what the other side lacks marked.
pub(crate) fn side(words: &str, segments: &[Segment], is_a: bool) -> String {
    if segments.is_empty() {
        return escaped(words);
    }
    let tag = if is_a { "del" } else { "ins" };
    let mut out = String::with_capacity(words.len() * 2);
    for segment in segments {
        let words = slice(words, segment, is_a);
        out += &if segment.kind == SegmentKind::Kept { escaped(words) } else { marked(tag, words) };
    }
    out
}

/// Returns one text with what went and what came in it.
pub(crate) fn inline(a: &str, b: &str, segments: &[Segment]) -> String {
    let mut out = String::with_capacity(b.len() * 2);
    for segment in segments {
        if segment.kind == SegmentKind::Kept {
            out += &escaped(slice(b, segment, false));
        } else {
            out += &marked("del", slice(a, segment, true));
            out += &marked("ins", slice(b, segment, false));
        }
    }
    out
}

/// Returns words in an element; the white space behind them stays outside.
pub(crate) fn marked(tag: &str, words: &str) -> String {
    let bare = words.trim_end();
    if bare.is_empty() {
        return escaped(words);
    }
    format!("<{tag}>{}</{tag}>{}", escaped(bare), escaped(&words[bare.len()..]))
}

/// Returns a text with stretches marked, by scalar values; what lies outside `used` is faint.
pub(crate) fn ranges(text: &str, used: Option<CharRange>, marks: &[CharRange], tag: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let end = u32::try_from(characters.len()).unwrap_or(u32::MAX);
    let used = used.unwrap_or(CharRange { start: 0, end });
    let words = |from: u32, to: u32| -> String { characters[from as usize..to.max(from) as usize].iter().collect() };
    let mut out = String::with_capacity(text.len() * 2);
    let plain = |out: &mut String, from: u32, to: u32| {
        let faint = |out: &mut String, from: u32, to: u32| {
            if from < to {
                let _ = write!(out, "<span class=\"faint\">{}</span>", escaped(&words(from, to)));
            }
        };
        faint(out, from, to.min(used.start));
        let (start, stop) = (from.max(used.start), to.min(used.end));
        if start < stop {
            *out += &escaped(&words(start, stop));
        }
        faint(out, from.max(used.end), to);
    };
    let mut marks = marks.to_vec();
    marks.sort_by_key(|range| (range.start, range.end));
    let mut at = 0;
    for range in marks {
        let (start, stop) = (range.start.max(at).min(end), range.end.min(end));
        if start < stop {
            plain(&mut out, at, start);
            out += &marked(tag, &words(start, stop));
            at = stop;
        }
    }
    plain(&mut out, at, end);
    out
}

/// A change that is more than other words, as it is listed.
pub(crate) struct Told {
    /// The class of its chip: what became of the words.
    pub(crate) class: &'static str,
    /// What it is about.
    pub(crate) matter: String,
    /// Which way it went.
    pub(crate) turn: String,
    /// Both sides; either may be empty.
    pub(crate) a: String,
    pub(crate) b: String,
}

/// Returns a change as it is listed.
pub(crate) fn told(change: &Change, table: Table, words: &Words) -> Told {
    let t = words.t;
    let [a, b] = wording::sides(t, change, &|codes| words.actors(codes));
    let class = match change.turn {
        seimei_app::compare::Turn::Dropped => "dropped",
        seimei_app::compare::Turn::Added => "new",
        seimei_app::compare::Turn::Replaced => "altered",
    };
    Told { class, matter: wording::matter(t, change), turn: wording::turn(t, change, table), a, b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_marked_once_and_safely() {
        let range = |start, end| CharRange { start, end };
        let all = ranges("声<明>だ", None, &[range(2, 3), range(1, 3)], "ins");
        assert_eq!(all, "声<ins>&#60;明</ins>&#62;だ");
        let used = ranges("abcdef", Some(range(2, 4)), &[range(3, 99)], "del");
        assert_eq!(used, "<span class=\"faint\">ab</span>c<del>def</del>");
    }

    #[test]
    fn space_stays_outside() {
        assert_eq!(marked("ins", "a & b "), "<ins>a &#38; b</ins> ");
        assert_eq!(marked("ins", " "), " ");
    }
}
