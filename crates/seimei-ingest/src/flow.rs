//! A flow of paragraphs (DOCX) to a document.
//!
//! The word processor says which paragraphs are headings, items and notes; what it leaves open is judged as in
//! Markdown. The source is put together here: numbers that the word processor sets by itself are written out.

use seimei_lexicon::lexicon::Lexicon;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;
use serde::{Deserialize, Serialize};

use crate::block::{BlockKind, Field, FieldKey, Ingested};
use crate::draft::{self, Draft, Shape};
use crate::forms::Forms;
use crate::inline::{self, Piece};
use crate::marks::{self, MarkKind};
use crate::plain::{self, ends_sentence};
use crate::{ingest, lines, markdown};

/// Bytes of the source at most; what stands after them is left out, and said so.
const LIMIT: usize = 64 << 20;
/// Among how many paragraphs the title that the file's properties give is looked for.
const BEGINNING: usize = 24;
/// Characters beyond which a paragraph in a heading's style that ends as a sentence is none.
const LONGEST_HEADING: usize = 100;

/// A document as its word processor keeps it: paragraphs one after another.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Flow {
    /// The paragraphs in reading order, none of them empty.
    pub paragraphs: Vec<FlowParagraph>,
    /// The title that the file's properties give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether the file tells where its pages begin. The first begins with the first paragraph.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paged: bool,
}

/// A stretch of a paragraph's text: its first byte, and one past its last.
pub type Stretch = (u32, u32);

/// A paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FlowParagraph {
    /// What its style says it is.
    pub kind: FlowKind,
    /// The number or bullet that the word processor sets before it, with the white space between; mostly empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Its text; a line feed is a line break that the writer set.
    pub text: String,
    /// The bold and underlined stretches of the text, in bytes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bold: Vec<Stretch>,
    /// The stretches in italics, in bytes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub italic: Vec<Stretch>,
    /// Stretches that are no wording: the marks of footnotes. In bytes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asides: Vec<Stretch>,
    /// Where in the text a page begins, in bytes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
    /// Whether it goes with the paragraph before: the next item of a list, the next line of a title, a cell in a row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
    /// Whether it is set in the middle of the line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub centred: bool,
}

/// What a paragraph is by its style.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum FlowKind {
    /// Not said.
    #[default]
    Body,
    /// The title.
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    /// An item of a list with a bullet.
    Item,
    /// A paragraph with a number of its own.
    Numbered,
    /// A cell of a table.
    Cell,
    /// About the document: a note, a caption, the head of a table, a table of contents.
    Note,
}

/// Turns a flow into a document. Never fails.
pub fn ingest_flow(flow: &Flow, lexicon: &Lexicon) -> Ingested {
    let forms = Forms::of(lexicon);
    let mut source = String::new();
    let mut places = Vec::with_capacity(flow.paragraphs.len());
    let mut pages = Vec::new();
    for paragraph in &flow.paragraphs {
        if source.len() + paragraph.number.len() + paragraph.text.len() > LIMIT {
            break;
        }
        if !source.is_empty() {
            source.push_str(match (paragraph.together, paragraph.kind) {
                (true, FlowKind::Cell) => "\t",
                (true, _) => "\n",
                (false, _) => "\n\n",
            });
        }
        let start = source.len();
        if flow.paged && pages.is_empty() {
            pages.push(start as u32);
        }
        source.push_str(&paragraph.number);
        let text = source.len();
        source.push_str(&paragraph.text);
        places.push((start, text));
        if flow.paged {
            pages.extend(paragraph.pages.iter().map(|&at| if at == 0 { start as u32 } else { text as u32 + at }));
        }
    }
    let mut drafts = Vec::with_capacity(places.len());
    // A document copied out of a database keeps its header of fields.
    let lines = lines::split(&source);
    let (header, first) = plain::database_header(&source, &lines, forms);
    let after_header = lines.get(first).map_or(source.len(), |line| line.range.start as usize);
    drop(lines);
    let lowered = lowered(&flow.paragraphs);
    for (paragraph, &(start, text)) in flow.paragraphs.iter().zip(&places) {
        if first > 0 && start < after_header {
            continue;
        }
        let before = drafts.len();
        push(&Place { source: &source, forms, start, text }, paragraph, lowered, &mut drafts);
        if drafts.len() > draft::MOST {
            // So many that the rest is taken in bulk.
            for late in drafts.split_off(before) {
                draft::push(&mut drafts, late);
            }
        }
    }
    let given = flow.title.as_deref().map(str::trim).filter(|title| title.chars().count() >= 6);
    let repeated = given.and_then(|title| repeated(title, &flow.paragraphs, &places, forms));
    let mut fields = header;
    if !fields.iter().any(|field| field.key == FieldKey::Title) {
        fields.extend(repeated);
    }
    let mut ingested = ingest::finish(source, drafts, fields, forms);
    let untitled = !ingested.blocks.iter().any(|block| block.kind == BlockKind::Title)
        && !ingested.fields.iter().any(|field| field.key == FieldKey::Title);
    if let Some(title) = given.filter(|title| untitled && is_title(title)) {
        ingested.fields.push(Field { key: FieldKey::Title, value: title.to_owned(), range: TextRange::default() });
    }
    ingested.pages = pages;
    ingested
}

/// Returns whether the title in a file's properties was meant as one: most are the file's name, or of another document.
fn is_title(title: &str) -> bool {
    let name = title.rsplit_once('.').is_some_and(|(_, extension)| extension.len() <= 4 && !extension.contains(' '));
    !name
        && !title.starts_with("Microsoft ")
        && !title.starts_with("Document")
        && title.chars().any(char::is_alphabetic)
}

/// Returns the title of the file's properties as a field if one of the first paragraphs says the same.
fn repeated(title: &str, paragraphs: &[FlowParagraph], places: &[(usize, usize)], forms: &Forms) -> Option<Field> {
    let wanted = forms.key(title)?;
    let said = |paragraph: &FlowParagraph| forms.key(paragraph.text.trim()).is_some_and(|key| key == wanted);
    let at = paragraphs.iter().zip(places).take(BEGINNING).position(|(paragraph, _)| said(paragraph))?;
    let (_, start) = places[at];
    let value = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Field { key: FieldKey::Title, value, range: TextRange::new(start, start + paragraphs[at].text.len()) })
}

/// Returns by how many levels headings stand below what their styles say: the title, where it has a style of its own or
/// stands above them in the middle of the line, is above them all.
fn lowered(paragraphs: &[FlowParagraph]) -> u8 {
    if paragraphs.iter().any(|paragraph| paragraph.kind == FlowKind::Title) {
        return 1;
    }
    let Some(first) = paragraphs.iter().position(|paragraph| matches!(paragraph.kind, FlowKind::Heading(_))) else {
        return 0;
    };
    let is_title = |paragraph: &FlowParagraph| {
        let text = paragraph.text.trim();
        let whole = TextRange::new(0, paragraph.text.len());
        paragraph.kind == FlowKind::Body
            && (paragraph.centred || covered(&paragraph.text, whole, &paragraph.bold))
            && text.chars().count() >= 4
            && !text.starts_with(['(', '（', '['])
            && !ends_sentence(text)
    };
    // From the third level on, a heading is judged as a title no better than any other line.
    if paragraphs[..first.min(BEGINNING)].iter().any(is_title) { 2 } else { 0 }
}

/// Where a paragraph stands.
struct Place<'s> {
    source: &'s str,
    forms: &'s Forms,
    /// Where its number begins.
    start: usize,
    /// Where its text begins.
    text: usize,
}

/// Turns a paragraph into drafts.
fn push(place: &Place, paragraph: &FlowParagraph, lowered: u8, drafts: &mut Vec<Draft>) {
    let gap = !paragraph.together;
    let text = paragraph.text.as_str();
    let number = TextRange::new(place.start, place.text);
    let kind = match paragraph.kind {
        // Some documents number every paragraph with a heading's style.
        FlowKind::Heading(_) if text.chars().count() > LONGEST_HEADING && ends_sentence(text.trim_end()) => {
            if number.is_empty() { FlowKind::Body } else { FlowKind::Numbered }
        }
        kind => kind,
    };
    let mut groups = groups(place, paragraph);
    let shape = match kind {
        FlowKind::Title => Shape::Heading(1),
        FlowKind::Heading(level) => Shape::Heading(level.saturating_add(lowered)),
        FlowKind::Note => Shape::Note,
        FlowKind::Item => Shape::Item,
        FlowKind::Body | FlowKind::Cell | FlowKind::Numbered => Shape::Line,
    };
    if matches!(shape, Shape::Heading(_) | Shape::Note) {
        // A line break inside a heading only lays it out.
        let mut whole = MappedText::default();
        whole.push_verbatim(place.source, number);
        for piece in groups.iter().flatten() {
            if !whole.is_empty() && !whole.as_str().ends_with(char::is_whitespace) {
                let end = whole.under(TextRange::new(0, whole.as_str().len())).end;
                let next = piece.text.under(TextRange::new(0, piece.text.as_str().len())).start;
                let east = |c: Option<char>| c.is_some_and(seimei_text::fold::is_east_asian);
                let glued = east(whole.as_str().chars().next_back()) && east(piece.text.as_str().chars().next());
                whole.push_replaced(if glued { "" } else { " " }, TextRange { start: end, end: next.max(end) });
            }
            whole.push_mapped(&piece.text);
        }
        let whole = inline::trimmed(&whole);
        if !whole.is_empty() {
            drafts.push(Draft { shape, text: whole, alone: true, gap, ..Draft::default() });
        }
        return;
    }
    for (index, mut pieces) in groups.drain(..).enumerate() {
        let Some(first) = pieces.first_mut() else { continue };
        let (shape, mark) = if number.is_empty() || index > 0 {
            typed_mark(first, if index > 0 { Shape::Line } else { shape }, place.forms)
        } else {
            automatic_mark(place, first, number, shape)
        };
        let shape = if kind == FlowKind::Cell && shape == Shape::Line { Shape::Item } else { shape };
        markdown::push_pieces(pieces, shape, mark, gap || index > 0, place.forms, drafts);
    }
}

/// Takes a bullet or number that the writer typed off the first piece.
fn typed_mark(first: &mut Piece, shape: Shape, forms: &Forms) -> (Shape, Option<Box<MappedText>>) {
    if shape != Shape::Line && shape != Shape::Item {
        return (shape, None);
    }
    let text = first.text.as_str();
    let (length, shape) = match (marks::bullet(text), marks::number(text, forms)) {
        (Some(mark), _) => (mark.length, Shape::Item),
        (None, Some(mark)) if mark.kind == MarkKind::Number && shape == Shape::Line => (mark.length, Shape::Numbered),
        _ => return (shape, None),
    };
    let whole = text.len();
    let mark = first.text.slice(TextRange::new(0, length));
    first.text = first.text.slice(TextRange::new(length, whole));
    first.lead_in = first.lead_in.saturating_sub(length);
    (shape, Some(Box::new(mark)))
}

/// Puts the number that the word processor set where it belongs: before the text, or, where it names a division
/// ("Article 3", 第三条), into it.
fn automatic_mark(
    place: &Place,
    first: &mut Piece,
    number: TextRange,
    shape: Shape,
) -> (Shape, Option<Box<MappedText>>) {
    let mut mark = MappedText::default();
    mark.push_verbatim(place.source, number);
    let mut whole = mark.clone();
    whole.push_mapped(&first.text);
    if shape == Shape::Item || marks::bullet(whole.as_str()).is_some() {
        return (Shape::Item, Some(Box::new(mark)));
    }
    let found = marks::number(whole.as_str(), place.forms);
    let words = mark.as_str().split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 4)
        || mark.as_str().contains(['第', '条', '章', '節', '項', '号']);
    match found {
        Some(found) if found.kind == MarkKind::Division => {}
        None if words => {}
        _ => return (Shape::Numbered, Some(Box::new(mark))),
    }
    let added = mark.as_str().len();
    first.lead_in += if first.lead_in > 0 { added } else { 0 };
    first.text = whole;
    (Shape::Line, None)
}

/// Returns the lines of a paragraph, without asides and the white space around them, in the groups that a blank line
/// or a number parts: some writers make paragraphs of line breaks.
fn groups(place: &Place, paragraph: &FlowParagraph) -> Vec<Vec<Piece>> {
    let mut groups: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut numbered = !paragraph.number.is_empty();
    let mut start = 0;
    let mut blank = false;
    for line in paragraph.text.split('\n') {
        let range = TextRange::new(start, start + line.len());
        start += line.len() + 1;
        let piece = piece(place, paragraph, range);
        if piece.text.is_empty() {
            blank = true;
            continue;
        }
        let number = marks::number(piece.text.as_str(), place.forms).is_some_and(|mark| mark.kind == MarkKind::Number);
        match groups.last_mut() {
            Some(last) if last.is_empty() || !(blank || number && numbered) => last.push(piece),
            _ => groups.push(vec![piece]),
        }
        numbered |= number;
        blank = false;
    }
    groups
}

fn piece(place: &Place, paragraph: &FlowParagraph, line: TextRange) -> Piece {
    let text = paragraph.text.as_str();
    let mut out = MappedText::default();
    let mut kept = line.start;
    let mut copy = |from: u32, to: u32| {
        // A tab, with the spaces around it, is one space.
        let mut at = from;
        for stretch in text[from as usize..to as usize].split_inclusive('\t') {
            let words = stretch.strip_suffix('\t').unwrap_or(stretch);
            let under = place.text as u32 + at;
            out.push_verbatim(place.source, TextRange { start: under, end: under + words.len() as u32 });
            if words.len() < stretch.len() && !out.as_str().ends_with([' ', '\u{3000}']) {
                let end = under + stretch.len() as u32;
                out.push_replaced(" ", TextRange { start: end - 1, end });
            }
            at += stretch.len() as u32;
        }
    };
    for &(start, end) in &paragraph.asides {
        if start >= kept && end <= line.end && text.get(start as usize..end as usize).is_some() {
            copy(kept, start);
            kept = end;
        }
    }
    copy(kept, line.end);
    let bold = covered(text, line, &paragraph.bold);
    let italic = covered(text, line, &paragraph.italic);
    let blank = text[line].len() - text[line].trim_start().len();
    let lead_in = match paragraph.bold.first() {
        Some(&(start, end)) if !bold && start <= line.start + blank as u32 && end < line.end => {
            let words = text.get(line.start as usize + blank..end as usize).unwrap_or_default();
            let colon = text.get(end as usize..).is_some_and(|rest| rest.starts_with(':'));
            if colon || words.trim_end().ends_with(':') { words.len() + usize::from(colon) } else { 0 }
        }
        _ => 0,
    };
    let text = inline::trimmed(&out);
    // With an aside or tab inside the lead, its bytes are not those of the text.
    let lead_in =
        if text.as_str().get(..lead_in).is_some_and(|lead| lead.trim_end().ends_with(':')) { lead_in } else { 0 };
    Piece { text, strong: bold, emphasised: bold || italic, lead_in }
}

/// Returns whether `stretches` cover every letter of `line`, which has some.
fn covered(text: &str, line: TextRange, stretches: &[Stretch]) -> bool {
    let mut at = line.start as usize;
    let end = line.end as usize;
    let bare = |from: usize, to: usize| !text.get(from..to).unwrap_or_default().contains(char::is_alphanumeric);
    let mut any = false;
    for (start, stop) in stretches.iter().filter(|(start, stop)| *stop > line.start && *start < line.end) {
        any = true;
        if !bare(at, (*start as usize).max(at)) {
            return false;
        }
        at = at.max(*stop as usize);
    }
    any && (at >= end || bare(at, end))
}
