//! Text from elsewhere, made safe to show in one line.

/// Returns text from a document made safe for a terminal: control characters shown as such, white space folded.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' | '\u{3000}' => {
                if !out.ends_with(' ') {
                    out.push(if c == '\u{3000}' { c } else { ' ' });
                }
            }
            // Direction marks could make a line read as something else than it says.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if c.is_control() => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_shown_as_such() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}b\nc"), "a\u{fffd}[31mb c");
    }
}
