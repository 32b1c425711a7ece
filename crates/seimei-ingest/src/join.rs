//! Joining lines into running text.

use seimei_text::fold::is_east_asian;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::hyphens::Hyphens;
use crate::lines::Line;

/// What stands between a line and the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Between {
    /// A line end that the writer did not mean: a space, or nothing where the script uses none.
    Wrap,
    /// A line end that the writer meant, kept as a line feed.
    Break,
}

/// Appends `line` of `source` to `text`, parted from what stands there already by `between`.
pub(crate) fn push(text: &mut MappedText, source: &str, line: TextRange, between: Between) {
    if line.is_empty() {
        return;
    }
    if let Some(last) = text.as_str().chars().next_back() {
        let gap = TextRange { start: text.under(TextRange::new(0, text.as_str().len())).end, end: line.start };
        let first = source[line].chars().next().unwrap_or(' ');
        match between {
            Between::Break => text.push_replaced("\n", gap),
            Between::Wrap if needs_space(text.as_str(), last, first) => text.push_replaced(" ", gap),
            Between::Wrap => {}
        }
    }
    text.push_verbatim(source, line);
}

/// Appends `line` of `source` to `text` as the next line of running text: a word that the line end broke is whole again.
pub(crate) fn push_line(text: &mut MappedText, source: &str, line: TextRange, hyphens: &Hyphens) {
    match hyphens.to_drop(text.as_str(), &source[line]) {
        None => push(text, source, line, Between::Wrap),
        Some(length) => {
            text.truncate(text.as_str().len() - length);
            text.push_verbatim(source, line);
        }
    }
}

/// Returns whether words on two sides of a line end are parted by a space.
fn needs_space(text: &str, last: char, first: char) -> bool {
    if is_east_asian(last) || is_east_asian(first) {
        return false;
    }
    // "rules-" + "based", "Indo-" + "Pacific": the hyphen joins, unless a space stands before it.
    let joins = matches!(last, '-' | '\u{2010}' | '\u{2011}' | '\u{2014}')
        && text[..text.len() - last.len_utf8()].ends_with(char::is_alphanumeric)
        && first.is_alphanumeric();
    !joins
}

/// Joins the contents of `lines`, each parted from the one before by what `between` says of it.
pub(crate) fn join(source: &str, lines: &[Line], between: impl Fn(&Line) -> Between) -> MappedText {
    let length = lines.iter().map(|line| line.range.len() + 1).sum();
    let mut text = MappedText::with_capacity(length);
    let mut before: Option<&Line> = None;
    for line in lines {
        push(&mut text, source, line.range, before.map_or(Between::Wrap, &between));
        before = Some(line);
    }
    text
}
