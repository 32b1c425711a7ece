//! What differs between two wordings, as HTML: `del` for what went, `ins` for what came.

use std::fmt::Write as _;

use askama::filters::{Html, escape};
use seimei_app::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_wording::difference::{SegmentKind, difference};
use seimei_wording::words::Cutter;

/// Returns a later wording, what differs from the earlier one marked; both are in one language.
pub(crate) fn html(earlier: &str, later: &str, language: Lang, lexicon: &Lexicon) -> String {
    let cutter = Cutter::new(lexicon, language);
    let difference = difference(&cutter.cut(earlier), &cutter.cut(later));
    let mut out = String::with_capacity(later.len() * 2);
    for segment in &difference.segments {
        let (a, b) = (&earlier[segment.a.bounds()], &later[segment.b.bounds()]);
        match segment.kind {
            SegmentKind::Kept => text(&mut out, b),
            SegmentKind::Deleted => marked(&mut out, "del", a),
            SegmentKind::Inserted => marked(&mut out, "ins", b),
            SegmentKind::Replaced => {
                marked(&mut out, "del", a);
                marked(&mut out, "ins", b);
            }
        }
    }
    out
}

/// Returns a text as HTML.
pub(crate) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    text(&mut out, words);
    out
}

fn marked(out: &mut String, element: &str, words: &str) {
    // The white space behind a stretch belongs to the line, not to the mark.
    let trimmed = words.trim_end();
    let _ = write!(out, "<{element}>");
    text(out, trimmed);
    let _ = write!(out, "</{element}>");
    text(out, &words[trimmed.len()..]);
}

fn text(out: &mut String, words: &str) {
    let Ok(safe) = escape(words, Html);
    let _ = write!(out, "{safe}");
}
