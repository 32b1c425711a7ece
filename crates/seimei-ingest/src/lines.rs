//! Lines of a source, trimmed, with what their white space says.

use seimei_text::range::TextRange;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The content, white space trimmed on both sides.
    pub(crate) range: TextRange,
    /// Columns before the content; a tab stops every four, a full-width space is two.
    pub(crate) indent: u16,
    /// Whether two or more blanks stand after the content (a hard break in Markdown).
    pub(crate) trailing_blanks: bool,
    /// Whether a form feed stands in the white space around the content.
    pub(crate) breaks_page: bool,
}

impl Line {
    /// Returns whether the line has no content.
    pub(crate) fn is_blank(self) -> bool {
        self.range.is_empty()
    }
}

/// Returns whether `c` is white space or invisible.
pub(crate) fn is_blank_char(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Splits `source` into lines at LF, CR, CRLF, form feed and the Unicode separators.
pub(crate) fn split(source: &str) -> Vec<Line> {
    let bytes = source.as_bytes();
    let mut lines = Vec::with_capacity(memchr::memchr_iter(b'\n', bytes).count() + 1);
    let mut at = 0;
    while at < bytes.len() {
        let end = memchr::memchr3(b'\n', b'\r', 0x0c, &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let mut next = (end + 1).min(bytes.len());
        if bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n') {
            next += 1;
        }
        let mut line = trimmed(source, at, end);
        line.breaks_page = bytes.get(end) == Some(&0x0c);
        lines.push(line);
        at = next;
    }
    lines
}

/// Returns the line that `start..end` of `source` holds.
pub(crate) fn trimmed(source: &str, start: usize, end: usize) -> Line {
    let whole = &source[start..end];
    let content = whole.trim_start_matches(is_blank_char);
    let left = start + (whole.len() - content.len());
    let content = content.trim_end_matches(is_blank_char);
    let right = left + content.len();
    let indent = source[start..left].chars().fold(0_u16, |column, c| match c {
        '\t' => (column / 4).saturating_add(1).saturating_mul(4),
        '\u{3000}' => column.saturating_add(2),
        c if c.is_control() => column,
        _ => column.saturating_add(1),
    });
    let range = TextRange::new(left, right);
    Line { range, indent, trailing_blanks: end - right >= 2, breaks_page: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_every_kind_of_break() {
        let source = "a\r\n\u{3000}声明 \n\nb  \rc\u{0c}d";
        let lines = split(source);
        let got: Vec<(&str, u16, bool)> =
            lines.iter().map(|line| (&source[line.range], line.indent, line.trailing_blanks)).collect();
        assert_eq!(
            got,
            [("a", 0, false), ("声明", 2, false), ("", 0, false), ("b", 0, true), ("c", 0, false), ("d", 0, false)]
        );
        assert!(lines[4].breaks_page);
        assert!(split("").is_empty());
    }
}
