//! Plain text to drafts: lines, wrapped lines joined, marks taken off.

use seimei_lexicon::lexicon::Lexicon;
use seimei_text::fold::is_east_asian;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::{Field, FieldKey};
use crate::draft::{self, Draft, Shape};
use crate::forms::{Forms, Label};
use crate::hyphens::Hyphens;
use crate::join::push_line;
use crate::lines::{self, Line};
use crate::marks::{self, MarkKind};

/// Parses `source`. Returns its drafts and the fields of a database header.
pub(crate) fn parse(source: &str, forms: &Forms, lexicon: &Lexicon) -> (Vec<Draft>, Vec<Field>) {
    let lines = lines::split(source);
    let (fields, first) = database_header(source, &lines, forms);
    (drafts(source, &lines[first..], forms, lexicon), fields)
}

/// Turns lines into drafts.
pub(crate) fn drafts(source: &str, lines: &[Line], forms: &Forms, lexicon: &Lexicon) -> Vec<Draft> {
    let wrap = wrap_width(source, lines);
    let hyphens = Hyphens::of(source, forms, lexicon);
    let mut drafts: Vec<Draft> = Vec::with_capacity(lines.len().min(draft::MOST) / 2 + 1);
    let mut gap = true;
    let mut index = 0;
    while index < lines.len() {
        let line = lines[index];
        if drafts.len() >= draft::MOST {
            draft::take_in_bulk(source, &lines[index..], &mut drafts);
            break;
        }
        if line.is_blank() {
            gap = true;
            index += 1;
            continue;
        }
        let mut draft = begin(source, line, forms);
        draft.gap = gap;
        let mut last = index;
        while let Some(&next) = lines.get(last + 1)
            && !next.is_blank()
            && !lines[last].breaks_page
            && continues(source, lines[last], next, wrap, &draft, forms)
        {
            push_line(&mut draft.text, source, next.range, &hyphens);
            last += 1;
        }
        index = last + 1;
        let blank_after = lines.get(index).is_none_or(|next| next.is_blank());
        draft.alone = gap && blank_after;
        gap = false;
        if !draft.text.is_empty() {
            drafts.push(draft);
        }
    }
    drafts
}

/// Returns the draft that `line` opens.
fn begin(source: &str, line: Line, forms: &Forms) -> Draft {
    let text = &source[line.range];
    let mut draft = Draft::default();
    let mut start = line.range.start as usize;
    let mut end = line.range.end as usize;
    let signs = text.bytes().take_while(|&byte| byte == b'#').count();
    let after_signs = &text[signs..];
    if (1..=6).contains(&signs) && after_signs.starts_with(char::is_whitespace) {
        draft.shape = Shape::Heading(signs as u8);
        start = end - after_signs.trim_start().len();
    } else if let Some(mark) = marks::bullet(text) {
        draft.shape = Shape::Item;
        draft.mark = Some(Box::new(verbatim(source, start, start + mark.length)));
        start += mark.length;
    } else if let Some(mark) = marks::number(text, forms) {
        draft.shape = if mark.kind == MarkKind::Division { Shape::Line } else { Shape::Numbered };
        draft.mark = Some(Box::new(verbatim(source, start, start + mark.length)));
        start += mark.length;
    }
    let content = &source[start..end];
    for marks in ["***", "**", "__"] {
        if let Some(inner) = content.strip_prefix(marks).and_then(|inner| inner.strip_suffix(marks))
            && !inner.is_empty()
            && !inner.contains(marks)
        {
            start += marks.len();
            end -= marks.len();
            draft.strong = true;
            break;
        }
    }
    draft.text.push_verbatim(source, TextRange::new(start, end));
    draft
}

/// Returns whether `next` goes on with the paragraph that `line` belongs to.
fn continues(source: &str, line: Line, next: Line, wrap: Option<u32>, draft: &Draft, forms: &Forms) -> bool {
    let text = &source[line.range];
    let follower = &source[next.range];
    if matches!(draft.shape, Shape::Heading(_)) || follower.starts_with('#') || marks::bullet(follower).is_some() {
        return false;
    }
    // A remark in brackets over two lines.
    let opened = draft.text.as_str();
    if opened.len() < 600 && opened.starts_with(['(', '（']) && !opened.contains([')', '）']) && !opened.contains('。')
    {
        return true;
    }
    let Some(wrap) = wrap else { return false };
    if marks::number(follower, forms).is_some() && ends_sentence(text) {
        return false;
    }
    let filled = width(text) + u32::from(line.indent) + slack(source, next, wrap) >= wrap;
    let indented = next.indent > line.indent && starts_east_asian(follower);
    filled && !(indented && (ends_sentence(text) || next.indent <= 2))
}

fn starts_east_asian(text: &str) -> bool {
    text.chars().next().is_some_and(is_east_asian)
}

/// Returns how many columns a filled line may fall short of the full width: the word that did not
/// fit, or punctuation that must not begin a line.
fn slack(source: &str, next: Line, wrap: u32) -> u32 {
    let text = &source[next.range];
    if starts_east_asian(text) {
        return wrap / 8 + 4;
    }
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    width(word) + wrap / 10
}

/// Returns the columns of `text`, an East Asian character taking two. Counts no further than needed.
fn width(text: &str) -> u32 {
    if text.len() <= 400 && text.is_ascii() {
        return text.len() as u32;
    }
    // Below U+2E80 no character is wide.
    text.chars().take(400).map(|c| if c >= '\u{2e80}' && is_east_asian(c) { 2 } else { 1 }).sum()
}

/// Returns the width at which the text's lines were wrapped, or `None` if lines are paragraphs.
fn wrap_width(source: &str, lines: &[Line]) -> Option<u32> {
    let inner: Vec<u32> = lines
        .windows(2)
        .take(5000)
        .filter(|pair| !pair[0].is_blank() && !pair[1].is_blank())
        .map(|pair| width(&source[pair[0].range]) + u32::from(pair[0].indent))
        .collect();
    if inner.len() < 3 {
        return None;
    }
    let mut sorted = inner;
    sorted.sort_unstable();
    let full = sorted[sorted.len() * 9 / 10];
    let filled = sorted.iter().filter(|&&width| width * 10 >= full * 8 && width <= full + 8).count();
    // Wrapped text is narrow, and most lines that another follows are full.
    ((40..=140).contains(&full) && sorted[sorted.len() - 1] <= full * 5 / 4 && filled * 10 >= sorted.len() * 6)
        .then_some(full)
}

/// Returns whether `text` ends as a sentence does, closing brackets and quotation marks aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    match text.as_bytes().last() {
        None => return false,
        Some(last) if last.is_ascii_alphanumeric() => return false,
        Some(b'.') => return true,
        Some(_) => {}
    }
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "」』）)]】”’\"'*_".contains(c));
    bare.ends_with(['。', '．', '.', '!', '?', '！', '？', '…', '｡'])
}

/// Reads a header of bracketed fields. Returns them, and the first line of the text after them.
pub(crate) fn database_header(source: &str, lines: &[Line], forms: &Forms) -> (Vec<Field>, usize) {
    let mut fields = Vec::new();
    let mut labels = 0;
    let mut first_line = 0;
    let mut open: Option<(FieldKey, TextRange)> = None;
    for (index, line) in lines.iter().enumerate().take(200) {
        let text = &source[line.range];
        let Some((label, length)) = label(text, forms) else {
            if let Some((_, range)) = &mut open
                && !line.is_blank()
                && (index - first_line) < 60
            {
                // A value may run over several lines.
                *range = if range.is_empty() { line.range } else { range.cover(line.range) };
            }
            continue;
        };
        close_field(source, &mut open, &mut fields);
        labels += 1;
        let value = lines::trimmed(source, line.range.start as usize + length, line.range.end as usize).range;
        let Label::Field(key) = label else {
            // One bracketed word is no header.
            return if labels < 2 { (Vec::new(), 0) } else { (fields, index + 1) };
        };
        open = Some((key, value));
        if labels == 1 {
            first_line = index;
        }
    }
    (Vec::new(), 0)
}

fn close_field(source: &str, open: &mut Option<(FieldKey, TextRange)>, fields: &mut Vec<Field>) {
    let Some((key, range)) = open.take() else { return };
    let value = source[range].split_whitespace().collect::<Vec<_>>().join(" ");
    if !value.is_empty() {
        fields.push(Field { key, value, range });
    }
}

/// Returns the field that `text` labels in brackets, with the bytes of the label.
fn label(text: &str, forms: &Forms) -> Option<(Label, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '[' => ']',
        '［' => '］',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    };
    let rest = &text[open.len_utf8()..];
    let end = rest.char_indices().take(12).find(|(_, c)| *c == close)?.0;
    let key = forms.label(&rest[..end])?;
    Some((key, open.len_utf8() + end + close.len_utf8()))
}

/// Returns the whole of `draft` with its mark, as a heading shows it.
pub(crate) fn with_mark(draft: &Draft) -> MappedText {
    let Some(mark) = &draft.mark else { return draft.text.clone() };
    let mut text = MappedText::clone(mark);
    text.push_mapped(&draft.text);
    text
}

/// Returns `start..end` of `source` as a text of its own.
pub(crate) fn verbatim(source: &str, start: usize, end: usize) -> MappedText {
    let mut text = MappedText::default();
    text.push_verbatim(source, TextRange::new(start, end));
    text
}
