//! Differences on a terminal: what went stands in [-…-], what came in {+…+}, so that nothing depends on colour.

use seimei_app::compare::{Change, Segment, SegmentKind, Turn};

use super::{Table, matter, sides, slice, turn};
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};

/// Returns one text with what went and what came in it.
pub(crate) fn inline(a: &str, b: &str, segments: &[Segment]) -> Rich {
    let mut rich = Rich::default();
    for segment in segments {
        if segment.kind == SegmentKind::Kept {
            rich.push(Tone::Plain, printable(slice(b, segment, false)));
            continue;
        }
        marked(&mut rich, Tone::Gone, "[-", slice(a, segment, true), "-]");
        marked(&mut rich, Tone::Come, "{+", slice(b, segment, false), "+}");
    }
    rich
}

/// Appends marked words; the white space behind them stays outside the mark.
pub(crate) fn marked(rich: &mut Rich, tone: Tone, begin: &str, words: &str, end: &str) {
    let bare = words.trim_end();
    if !bare.is_empty() {
        rich.push(tone, format!("{begin}{}{end}", printable(bare)));
    }
    if bare.len() < words.len() {
        rich.push(Tone::Plain, " ");
    }
}

/// Returns the line that tells a change in words.
pub(crate) fn change(look: &Look, change: &Change, table: Table, indent: usize) -> String {
    let [a, b] = sides(look, change);
    let mut line = Rich::new(Tone::Faint, "· ");
    line.push(Tone::Heading, matter(look, change));
    line.push(Tone::Plain, format!(" {}: ", turn(look, change, table)));
    let words = match change.turn {
        Turn::Dropped => a,
        Turn::Added => b,
        Turn::Replaced => format!("{a} → {b}"),
    };
    line.push(Tone::Plain, words);
    look.lines(&line, indent, indent + 2)
}
