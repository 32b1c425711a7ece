//! The YAML head of a Markdown file: the small subset that such heads use.
//!
//! Read: `key: value` at the beginning of a line, with plain, single-quoted and double-quoted
//! scalars (all escapes of YAML 1.2, folded over indented lines), block scalars `>` and `|`, and
//! comments. Nested mappings and sequences are passed over.

use seimei_text::range::TextRange;

use crate::block::{Field, FieldKey};
use crate::lines::Line;

/// Returns the fields of the head and the number of lines it takes; nothing and 0 if there is none.
pub(crate) fn read(source: &str, lines: &[Line]) -> (Vec<Field>, usize) {
    let Some(first) = lines.iter().position(|line| !line.is_blank()) else { return (Vec::new(), 0) };
    let text = |line: &Line| &source[line.range];
    if text(&lines[first]) != "---" || lines[first].indent > 0 {
        return (Vec::new(), 0);
    }
    let Some(length) = lines[first + 1..].iter().position(|line| matches!(text(line), "---" | "...")) else {
        return (Vec::new(), 0);
    };
    let head = &lines[first + 1..first + 1 + length];
    // A rule at the top of a text is not a head: a head's first line is a key or a comment.
    if head
        .iter()
        .find(|line| !line.is_blank())
        .is_some_and(|line| !text(line).contains(':') && !text(line).starts_with('#'))
    {
        return (Vec::new(), 0);
    }
    let mut fields = Vec::new();
    let mut index = 0;
    while index < head.len() {
        let line = head[index];
        index += 1;
        let Some((name, _)) = text(&line).split_once(':').filter(|_| line.indent == 0) else { continue };
        let after = line.range.start as usize + name.len() + 1;
        let start = after
            + (source[after..line.range.end as usize].len()
                - source[after..line.range.end as usize].trim_start().len());
        let mut end = line.range.end as usize;
        while index < head.len() && (head[index].indent > 0 || head[index].is_blank()) {
            end = end.max(head[index].range.end as usize);
            index += 1;
        }
        let value = scalar(&source[start.min(end)..end]);
        let key = match name.trim().to_ascii_lowercase().as_str() {
            "title" => FieldKey::Title,
            "date" | "published" | "published_time" => FieldKey::Date,
            "place" | "location" => FieldKey::Place,
            "source" | "publisher" | "issuer" => FieldKey::Source,
            "remarks" | "note" | "translation" => FieldKey::Remarks,
            "url" | "source_url" | "link" => FieldKey::Url,
            _ => continue,
        };
        // The date of issue stands before the times of publication and change, whatever their order.
        let place = if name.trim() == "date" { 0 } else { fields.len() };
        if !value.is_empty() {
            fields.insert(place, Field { key, value, range: TextRange::new(start.min(end), end) });
        }
    }
    (fields, first + length + 2)
}

/// Decodes one scalar; white space is folded.
fn scalar(written: &str) -> String {
    let written = written.trim();
    let decoded = if let Some(rest) = written.strip_prefix('"') {
        double_quoted(rest)
    } else if let Some(rest) = written.strip_prefix('\'') {
        rest.strip_suffix('\'').unwrap_or(rest).replace("''", "'")
    } else if let Some(rest) = written.strip_prefix(['>', '|']) {
        rest.trim_start_matches(['-', '+']).to_owned()
    } else {
        written.split(" #").next().unwrap_or_default().to_owned()
    };
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn double_quoted(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => {
                let Some(escape) = chars.next() else { break };
                let mut code = |digits: usize| {
                    let hex: String = chars.by_ref().take(digits).collect();
                    u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
                };
                match escape {
                    'x' => out.push(code(2)),
                    'u' => out.push(code(4)),
                    'U' => out.push(code(8)),
                    '_' => out.push('\u{a0}'),
                    'n' | 't' | 'r' | 'N' | 'L' | 'P' => out.push(' '),
                    // An escaped line end joins without a space: drop the indentation after it.
                    '\n' | '\r' => {
                        let rest = chars.as_str().trim_start();
                        chars = rest.chars();
                    }
                    '0' | 'a' | 'b' | 'e' | 'f' | 'v' => {}
                    other => out.push(other),
                }
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(FieldKey, &str)], lines: usize) {
        let (fields, taken) = read(source, &crate::lines::split(source));
        let got: Vec<(FieldKey, &str)> = fields.iter().map(|field| (field.key, field.value.as_str())).collect();
        assert_eq!((got.as_slice(), taken), (expected, lines));
        for field in fields {
            assert!(source.get(field.range.bounds()).is_some());
        }
    }

    #[test]
    fn heads_give_fields() {
        let source = "---\ntags: a\nmodified_time: 2031-01-02 10:00\npublished_time: 2031-01-02 09:00\ndate: '2031-01-02'\ntitle: \"Joint\\_Statement of Aldia\\\n  \\ and Borea\\u2019s\\_Leaders\"\n---\nText";
        let fields = [
            (FieldKey::Date, "2031-01-02"),
            (FieldKey::Date, "2031-01-02 09:00"),
            (FieldKey::Title, "Joint Statement of Aldia and Borea\u{2019}s Leaders"),
        ];
        check(source, &fields, 8);
        check("---\ntitle: A: B # c\n...\n", &[(FieldKey::Title, "A: B")], 3);
        check("---\ntitle: >\n  A long\n  title\n---\n", &[(FieldKey::Title, "A long title")], 5);
    }

    #[test]
    fn a_rule_is_no_head() {
        check("---\nText without a colon\n---\n", &[], 0);
        check("Text\n---\na: b\n---\n", &[], 0);
        check("---\na: b\n", &[], 0);
        check("", &[], 0);
    }
}
