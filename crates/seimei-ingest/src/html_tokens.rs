//! HTML to tokens, each with its place in the source.
//!
//! A small tokenizer of our own because the known ones give no byte offsets, or none inside
//! attributes. It follows the HTML standard where documents need it, and never looks back: linear.

use seimei_text::range::TextRange;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A start tag: its name, and what stands between name and `>`.
    Start { name: Name, attributes: TextRange },
    /// An end tag.
    End { name: Name },
    /// Text, with character references as written.
    Text(TextRange),
}

/// The name of an element in lower case; longer ones are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    letters: [u8; 12],
    length: u8,
}

impl Name {
    fn new(name: &str) -> Self {
        let mut letters = [0; 12];
        let length = name.len().min(12);
        for (to, from) in letters.iter_mut().zip(name.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        Self { letters, length: length as u8 }
    }

    /// Returns the name as text.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.length as usize]).unwrap_or_default()
    }
}

/// What a `<` turned out to begin.
enum Markup {
    /// A tag.
    Tag(Token),
    /// A comment, declaration or raw element: nothing to be read.
    Nothing,
}

/// Elements whose content is text, whatever it looks like, and is no text of the document.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "noscript", "script", "style", "template", "textarea", "xmp"];

/// Longest quoted attribute value; what is longer was never closed.
const LONGEST_VALUE: usize = 1 << 16;

/// Goes through the tokens of a source.
#[derive(Debug)]
pub(crate) struct Tokens<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Tokens<'s> {
    /// Returns the tokens of `source`.
    pub(crate) fn new(source: &'s str) -> Self {
        Self { source, at: 0 }
    }

    /// Reads the markup that begins with `<` at `at`; `None` if it is text.
    fn markup(&mut self, at: usize) -> Option<Markup> {
        let rest = &self.source[at..];
        let bytes = rest.as_bytes();
        match bytes.get(1)? {
            b'!' if rest.starts_with("<!--") => {
                self.at = at + rest[4..].find("-->").map_or(rest.len(), |end| end + 7);
                Some(Markup::Nothing)
            }
            b'!' | b'?' => {
                self.at = at + rest.find('>').map_or(rest.len(), |end| end + 1);
                Some(Markup::Nothing)
            }
            b'/' if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let name = Name::new(name_at(&rest[2..]));
                self.at = at + rest.find('>').map_or(rest.len(), |end| end + 1);
                Some(Markup::Tag(Token::End { name }))
            }
            byte if byte.is_ascii_alphabetic() => {
                let written = name_at(&rest[1..]);
                let name = Name::new(written);
                let start = at + 1 + written.len();
                let end = self.tag_end(start);
                self.at = (end + 1).min(self.source.len());
                if RAW.contains(&name.as_str()) {
                    self.at = self.raw_end(self.at, name.as_str());
                    return Some(Markup::Nothing);
                }
                Some(Markup::Tag(Token::Start { name, attributes: TextRange::new(start, end) }))
            }
            _ => None,
        }
    }

    /// Returns the offset of the `>` that ends the tag, quoted values passed over.
    fn tag_end(&self, start: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = start;
        while at < bytes.len() {
            match bytes[at] {
                b'>' => return at,
                quote @ (b'"' | b'\'') if bytes[at - 1] == b'=' || bytes[at - 1] == b' ' => {
                    let window = &bytes[at + 1..bytes.len().min(at + 1 + LONGEST_VALUE)];
                    match window.iter().position(|&byte| byte == quote) {
                        Some(length) => at += length + 2,
                        None => at += 1,
                    }
                }
                _ => at += 1,
            }
        }
        bytes.len()
    }

    /// Returns where the raw element `name` that begins at `from` ends, its end tag included.
    fn raw_end(&self, from: usize, name: &str) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        while let Some(found) = self.source[at..].find("</") {
            let start = at + found + 2;
            let end = start + name.len();
            if bytes.get(start..end).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes())) {
                return self.source[end..].find('>').map_or(bytes.len(), |close| end + close + 1);
            }
            at = start;
        }
        bytes.len()
    }
}

fn name_at(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':').unwrap_or(text.len())]
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while self.at < self.source.len() {
            let start = self.at;
            if self.source.as_bytes()[start] == b'<' {
                match self.markup(start) {
                    Some(Markup::Tag(token)) => return Some(token),
                    Some(Markup::Nothing) => continue,
                    None => self.at = start + 1,
                }
            }
            let end = self.source[self.at..].find('<').map_or(self.source.len(), |end| self.at + end);
            self.at = end;
            return Some(Token::Text(TextRange::new(start, end)));
        }
        None
    }
}

/// Returns the value of the attribute `wanted`, as a range of `source`.
pub(crate) fn attribute(source: &str, attributes: TextRange, wanted: &str) -> Option<TextRange> {
    let text = &source[attributes];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
            at += 1;
        }
        let name_start = at;
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() && bytes[at] != b'=' {
            at += 1;
        }
        let name = &bytes[name_start..at];
        while at < bytes.len() && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        if at >= bytes.len() || bytes[at] != b'=' {
            continue;
        }
        at += 1;
        while at < bytes.len() && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let (start, end) = if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
            let start = at + 1;
            let end =
                bytes[start..].iter().position(|&byte| byte == quote).map_or(bytes.len(), |length| start + length);
            at = end + 1;
            (start, end)
        } else {
            let start = at;
            while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            (start, at)
        };
        if name.eq_ignore_ascii_case(wanted.as_bytes()) {
            let base = attributes.start as usize;
            return Some(TextRange::new(base + start, base + end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let got: Vec<String> = Tokens::new(source)
            .map(|token| match token {
                Token::Start { name, attributes } => format!("<{}{}>", name.as_str(), &source[attributes]),
                Token::End { name } => format!("</{}>", name.as_str()),
                Token::Text(range) => source[range].to_owned(),
            })
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn markup_is_parted_from_text() {
        check("<P class=\"a>b\">声明<br/>a < b</p>", &["<p class=\"a>b\">", "声明", "<br/>", "a ", "< b", "</p>"]);
        check("a<!-- <p> -->b<!doctype html><script>if (a<b) {}</SCRIPT >c", &["a", "b", "c"]);
        check("a<", &["a", "<"]);
        check("<p", &["<p>"]);
        check("<!-- open", &[]);
    }

    #[test]
    fn attributes_are_found_in_place() {
        let source = "<meta CONTENT='声 明' name=title checked x=1>";
        let Some(Token::Start { attributes, .. }) = Tokens::new(source).next() else { panic!("a start tag") };
        let value = |name: &str| attribute(source, attributes, name).map(|range| &source[range]);
        assert_eq!(
            (value("content"), value("name"), value("x"), value("y")),
            (Some("声 明"), Some("title"), Some("1"), None)
        );
    }
}
