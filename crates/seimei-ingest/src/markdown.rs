//! Markdown to drafts: the marks that documents use, read tolerantly.
//!
//! Not a parser of `CommonMark`: what matters is that no text is lost, that paragraphs, headings and
//! items come out whole, and that every byte can be traced back.

use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::Field;
use crate::draft::{self, Draft, Shape};
use crate::forms::Forms;
use crate::head;
use crate::inline::{self, Piece};
use crate::join::{Between, join};
use crate::lines::{self, Line};
use crate::marks::{self, MarkKind};
use crate::plain::verbatim;

/// Parses `source`. Returns its drafts and the fields of its head.
pub(crate) fn parse(source: &str, forms: &Forms) -> (Vec<Draft>, Vec<Field>) {
    let all = lines::split(source);
    let (fields, taken) = head::read(source, &all);
    let mut parser = Parser {
        source,
        forms,
        drafts: Vec::new(),
        open: Vec::new(),
        shape: Shape::Line,
        mark: None,
        list_indent: None,
        gap: true,
        bold_open: false,
    };
    // Lines of a few letters cost more to join than they hold: a text of nothing else is taken as it is.
    let most = (source.len() / 32).max(draft::MOST).max(taken).min(all.len());
    parser.lines(&all[taken..most]);
    draft::take_in_bulk(source, &all[most..], &mut parser.drafts);
    (parser.drafts, fields)
}

struct Parser<'s> {
    source: &'s str,
    forms: &'s Forms,
    drafts: Vec<Draft>,
    /// Lines of the paragraph that is being read.
    open: Vec<Line>,
    /// What that paragraph is.
    shape: Shape,
    /// The number before it.
    mark: Option<Box<MappedText>>,
    /// Column of the text of the list item that is being read.
    list_indent: Option<u16>,
    /// Whether a gap stands before the next draft.
    gap: bool,
    /// Whether the last paragraph began a bold stretch and did not end it.
    bold_open: bool,
}

impl Parser<'_> {
    fn lines(&mut self, lines: &[Line]) {
        let mut fenced = false;
        let mut index = 0;
        while index < lines.len() {
            let line = lines[index];
            if self.drafts.len() >= draft::MOST {
                self.close();
                draft::take_in_bulk(self.source, &lines[index..], &mut self.drafts);
                return;
            }
            index += 1;
            if line.is_blank() {
                self.close();
                self.gap = true;
                continue;
            }
            let mut line = self.without_quote_marks(line);
            if self.bold_open && self.open.is_empty() && self.source[line.range].starts_with("**") {
                // The bold stretch of the paragraph above ends only here.
                let start = line.range.start as usize + 2;
                line.range = lines::trimmed(self.source, start, line.range.end as usize).range;
            }
            self.bold_open &= !self.open.is_empty();
            let text = &self.source[line.range];
            if line.is_blank() {
                self.close();
                self.gap = true;
            } else if text.starts_with("```") || text.starts_with("~~~") {
                self.close();
                fenced = !fenced;
            } else if fenced {
                self.open.push(line);
            } else if text.starts_with("<!--") {
                self.close();
                while !self.source[lines[index - 1].range].contains("-->") && index < lines.len() {
                    index += 1;
                }
            } else {
                self.line(line, text);
            }
        }
        self.close();
    }

    /// Returns `line` without the marks of a block quotation.
    fn without_quote_marks(&self, line: Line) -> Line {
        let text = &self.source[line.range];
        if !text.starts_with('>') {
            return line;
        }
        let rest = text.trim_start_matches(['>', ' ']);
        let start = line.range.end as usize - rest.len();
        Line { trailing_blanks: line.trailing_blanks, ..lines::trimmed(self.source, start, line.range.end as usize) }
    }

    fn line(&mut self, line: Line, text: &str) {
        if let Some(level) = rule(text) {
            // A rule under a single line makes it a heading.
            if self.open.len() == 1 && self.shape == Shape::Line && level > 0 && !text.contains(' ') {
                self.shape = Shape::Heading(level);
            }
            self.close();
            self.gap = true;
            self.list_indent = None;
        } else if let Some((level, range)) = heading(line, text) {
            self.close();
            self.gap = true;
            self.list_indent = None;
            if !range.is_empty() {
                self.shape = Shape::Heading(level);
                self.open.push(Line { range, ..line });
                self.close();
            }
        } else if text.starts_with('|') && text.len() > 1 {
            self.close();
            self.row(line, text);
        } else if text.starts_with('[') && is_definition(text) {
            self.close();
            if text.starts_with("[^") {
                self.shape = Shape::Note;
                self.open.push(line);
            }
        } else if let Some(mark) = self.mark(line, text) {
            self.close();
            let start = line.range.start as usize + mark.length;
            self.shape = if mark.kind == MarkKind::Bullet { Shape::Item } else { Shape::Numbered };
            self.mark = Some(Box::new(verbatim(self.source, line.range.start as usize, start)));
            self.list_indent = Some(line.indent.saturating_add(2));
            self.open.push(Line { range: TextRange::new(start, line.range.end as usize), ..line });
        } else {
            if self.open.is_empty() {
                match self.list_indent {
                    // A further paragraph of the item.
                    Some(indent) if line.indent >= indent => self.shape = Shape::Paragraph,
                    _ => self.list_indent = None,
                }
            }
            self.open.push(line);
        }
    }

    /// Returns the mark of a list item or numbered paragraph at the beginning of `line`.
    fn mark(&self, line: Line, text: &str) -> Option<marks::Mark> {
        let inside_paragraph = !self.open.is_empty() && self.list_indent.is_none();
        if let Some(mark) = marks::bullet(text) {
            // A dash at the beginning of a wrapped line is punctuation.
            let sign = text.chars().next().unwrap_or(' ');
            let wrapped = !self.open.is_empty() && !matches!(sign, '-' | '*' | '+' | '•' | '●' | '○');
            return (!wrapped).then_some(mark);
        }
        let mark = marks::number(text, self.forms)?;
        if mark.kind == MarkKind::Division {
            return None;
        }
        let wrapped = !self.open.is_empty()
            && (inside_paragraph || self.list_indent.is_some_and(|indent| line.indent >= indent))
            && !text.starts_with("1.");
        (!wrapped).then_some(mark)
    }

    /// Emits the cells of a table's row.
    fn row(&mut self, line: Line, text: &str) {
        if text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'+')) {
            // What stood above the rule was the table's head.
            if let Some(last) = self.drafts.iter().rposition(|draft| draft.shape != Shape::Item || draft.gap) {
                for draft in &mut self.drafts[last..] {
                    if draft.shape == Shape::Item {
                        draft.shape = Shape::Note;
                    }
                }
            }
            return;
        }
        let mut start = line.range.start as usize + 1;
        let mut escaped = false;
        let mut first = true;
        for (at, c) in text.char_indices().skip(1).chain(std::iter::once((text.len(), '|'))) {
            if c == '|' && !escaped {
                let end = line.range.start as usize + at;
                let cell = lines::trimmed(self.source, start, end.max(start));
                if !cell.is_blank() {
                    self.gap = first;
                    first = false;
                    self.shape = Shape::Item;
                    self.open.push(cell);
                    self.close();
                }
                start = (end + 1).min(line.range.end as usize);
            }
            escaped = c == '\\' && !escaped;
        }
    }

    /// Turns the open lines into drafts.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let shape = std::mem::take(&mut self.shape);
        let mut mark = self.mark.take();
        if lines.is_empty() {
            return;
        }
        let source = self.source;
        let joined = join(source, &lines, |line| {
            if line.trailing_blanks || ends_with_backslash(source, *line) { Between::Break } else { Between::Wrap }
        });
        self.bold_open = joined.as_str().starts_with("**") && joined.as_str().matches("**").count() % 2 == 1;
        let pieces = inline::strip(joined);
        let gap = std::mem::take(&mut self.gap);
        push_pieces(pieces, shape, mark.take(), gap, self.forms, &mut self.drafts);
    }
}

/// Turns the pieces of a paragraph of `shape`, with the `mark` that stood before it, into drafts. `gap` says whether
/// a gap stands before it.
pub(crate) fn push_pieces(
    pieces: Vec<Piece>,
    shape: Shape,
    mut mark: Option<Box<MappedText>>,
    gap: bool,
    forms: &Forms,
    drafts: &mut Vec<Draft>,
) {
    let groups = part(pieces, forms);
    let alone = groups.len() == 1;
    for (place, piece) in groups.into_iter().enumerate() {
        let (mark, text) =
            if place == 0 && mark.is_some() { (mark.take(), piece.text) } else { split_mark(piece.text, shape, forms) };
        // A line in italics above a text is a heading; so is an item's bold first line.
        let short = text.as_str().len() < 120 && !text.as_str().ends_with(['.', ',', ';', '。']);
        let strong = piece.strong || piece.emphasised && (alone || place == 0 && short);
        let titled = shape == Shape::Item && place == 0 && piece.strong && !alone && short;
        let mark = mark.filter(|_| !titled);
        let own = if titled {
            Shape::Line
        } else if shape == Shape::Line && mark.is_some() {
            Shape::Numbered
        } else if place == 0 || shape == Shape::Note {
            shape
        } else if shape == Shape::Line {
            Shape::Line
        } else {
            Shape::Paragraph
        };
        let lead_in = piece.lead_in;
        let heads = own == Shape::Line && mark.is_none() && (4..90).contains(&lead_in);
        if heads && text.as_str().get(lead_in..).is_some_and(opens_sentence) {
            // Bold words with a colon before a paragraph head it.
            let heading = text.as_str()[..lead_in].trim_end_matches([':', ' ', '\u{a0}']).len();
            let rest = text.slice(TextRange::new(lead_in, text.as_str().len()));
            drafts.push(Draft {
                shape: Shape::Heading(3),
                text: text.slice(TextRange::new(0, heading)),
                strong: true,
                gap: gap && place == 0,
                ..Draft::default()
            });
            drafts.push(Draft { shape: Shape::Paragraph, text: inline::trimmed(&rest), ..Draft::default() });
            continue;
        }
        drafts.push(Draft { shape: own, text, mark, strong, alone, gap: gap && place == 0, linked: 0 });
    }
}

/// Parts a number that stood inside emphasis from the text after it.
fn split_mark(text: MappedText, shape: Shape, forms: &Forms) -> (Option<Box<MappedText>>, MappedText) {
    if !matches!(shape, Shape::Line | Shape::Paragraph) {
        return (None, text);
    }
    let whole = text.as_str().len();
    match marks::number(text.as_str(), forms).filter(|mark| mark.kind == MarkKind::Number) {
        Some(mark) => {
            (Some(Box::new(text.slice(TextRange::new(0, mark.length)))), text.slice(TextRange::new(mark.length, whole)))
        }
        None => (None, text),
    }
}

/// Returns whether a sentence can begin with `text`.
fn opens_sentence(text: &str) -> bool {
    text.trim_start()
        .starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '「') || seimei_text::fold::is_east_asian(c))
}

fn ends_with_backslash(source: &str, line: Line) -> bool {
    source[line.range].ends_with('\\')
}

/// Joins the pieces between hard breaks where the break is only layout: the piece before it does
/// not end, is no heading, and fills its line.
fn part(pieces: Vec<Piece>, forms: &Forms) -> Vec<Piece> {
    let mut parted: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let Some(last) = parted.last_mut() {
            let text = last.text.as_str();
            let ends = text.ends_with(['.', '?', '!', ':', ';', '。', '”', '"', '：', '」']);
            let goes_on = piece.text.as_str().starts_with(|c: char| {
                c.is_lowercase() || c.is_ascii_digit() || forms.goes_on(c.encode_utf8(&mut [0; 4]))
            });
            let last_word = text.rsplit(' ').next().unwrap_or_default();
            let open = last.strong && forms.is_function_word(last_word);
            let joins = !ends
                && last.strong == piece.strong
                && (goes_on || open || (!last.strong && text.chars().count() > 60));
            if joins {
                let space = TextRange::default();
                let under = last.text.under(TextRange::new(0, text.len())).end;
                last.text.push_replaced(" ", TextRange { start: under, end: under.max(space.end) });
                last.text.push_mapped(&piece.text);
                continue;
            }
        }
        parted.push(piece);
    }
    parted
}

/// Returns the level and content of an ATX heading; an empty content for bare number signs.
fn heading(line: Line, text: &str) -> Option<(u8, TextRange)> {
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    if level == 0 || line.indent > 3 {
        return None;
    }
    let rest = &text[level..];
    if level > 6 || !(rest.is_empty() || rest.starts_with(char::is_whitespace) || level >= 2) {
        return None;
    }
    let mut content = rest.trim();
    content = content.trim_end_matches('#').trim_end();
    if content.ends_with('}')
        && let Some(at) = content.rfind("{#")
    {
        content = content[..at].trim_end();
    }
    let start = line.range.start as usize + level + (rest.len() - rest.trim_start().len());
    Some((
        level as u8,
        TextRange::new(start.min(line.range.end as usize), (start + content.len()).min(line.range.end as usize)),
    ))
}

/// Returns the level that a rule gives to the line above it (`=` 1, `-` 2, others 0).
fn rule(text: &str) -> Option<u8> {
    let mut signs = text.bytes().filter(|byte| *byte != b' ');
    let first = signs.next().filter(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_'))?;
    let mut count = 1;
    for byte in signs {
        if byte != first {
            return None;
        }
        count += 1;
    }
    (count >= 3).then_some(match first {
        b'=' => 1,
        b'-' => 2,
        _ => 0,
    })
}

/// Returns whether the line defines a footnote or a link's address.
fn is_definition(text: &str) -> bool {
    text.find("]:").is_some_and(|at| {
        at < 40
            && !text[1..at].contains([']', '['])
            && (text.starts_with("[^") || text[at + 2..].trim_start().starts_with("http"))
    })
}
