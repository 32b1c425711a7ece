//! Lines in reading order to a source and its drafts: headings, paragraphs, items, cells, notes.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_text::fold::is_east_asian;
use seimei_text::range::TextRange;

use crate::draft::{self, Draft, Shape};
use crate::forms::Forms;
use crate::hyphens::Hyphens;
use crate::join::push_line;
use crate::layout::Sheet;
use crate::layout_columns::is_private_bullet;
use crate::layout_lines::{Line, rows};
use crate::marks::{self, MarkKind};
use crate::plain::{ends_sentence, verbatim};

/// What the lines of a document make.
pub(crate) struct Assembled {
    pub(crate) source: String,
    pub(crate) drafts: Vec<Draft>,
    /// Where each page begins, in bytes of `source`.
    pub(crate) pages: Vec<u32>,
}

/// A line with its place in the source and what its look says.
#[derive(Clone, Debug)]
struct Set {
    /// Where it stands in the source.
    range: TextRange,
    /// Where marks of notes stand in it, in the source.
    marks: Vec<TextRange>,
    /// Its region, counted through the document.
    region: usize,
    start: f32,
    end: f32,
    y: f32,
    size: f32,
    is_bold: bool,
    /// Whether it begins in bold.
    begins_bold: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Cell,
    /// At the foot of a page, in small type.
    Note,
}

/// Edges of a region's lines.
#[derive(Clone, Copy, Debug)]
struct Edges {
    start: f32,
    end: f32,
}

/// Type of notes at the foot, up to this share of the text's size.
const NOTE: f32 = 0.93;
/// Type of headings, from this share of the text's size.
pub(crate) const HEADING: f32 = 1.09;

/// Writes the source and finds its drafts. `em` is the size of the document's text.
pub(crate) fn assemble(sheets: &[Sheet], em: f32, forms: &Forms, lexicon: &Lexicon) -> Assembled {
    let mut source = String::new();
    let mut pages = Vec::with_capacity(sheets.len());
    let mut lines: Vec<Set> = Vec::new();
    let mut edges: Vec<Edges> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        if number > 0 {
            source.push('\u{c}');
        }
        pages.push(source.len() as u32);
        write_furniture(&mut source, &sheet.head);
        for region in &sheet.regions {
            let notes = notes_from(&region.lines, em, region.is_table);
            for (index, line) in region.lines.iter().enumerate() {
                let kind = match () {
                    () if region.is_table => Kind::Cell,
                    () if index >= notes => Kind::Note,
                    () => Kind::Text,
                };
                lines.push(write(&mut source, line, edges.len(), kind));
            }
            edges.push(Edges { start: 0.0, end: 0.0 });
        }
        write_furniture(&mut source, &sheet.foot);
    }
    measure(sheets, &mut edges, em);
    let hyphens = Hyphens::of(&source, forms, lexicon);
    let mut writer = Writer {
        source: &source,
        forms,
        em,
        edges: &edges,
        leadings: leadings(&lines),
        hyphens: &hyphens,
        levels: levels(&lines, em),
        drafts: Vec::new(),
        notes: Vec::new(),
    };
    writer.paragraphs(&lines);
    let drafts = writer.drafts;
    Assembled { source, drafts, pages }
}

fn write_furniture(source: &mut String, runs: &[crate::layout_lines::Run]) {
    for row in rows(runs.to_vec()) {
        source.push_str(&row.text().0);
        source.push('\n');
    }
}

fn write(source: &mut String, line: &Line, region: usize, kind: Kind) -> Set {
    let (text, marks) = line.text();
    let from = source.len();
    source.push_str(&text);
    let set = Set {
        range: TextRange::new(from, source.len()),
        marks: marks.into_iter().map(|(start, end)| TextRange::new(from + start, from + end)).collect(),
        region,
        start: line.start(),
        end: line.end(),
        y: line.y,
        size: line.size(),
        is_bold: line.is_bold(),
        begins_bold: line.runs.first().is_some_and(|run| run.bold),
        kind,
    };
    source.push(if kind == Kind::Cell { '\t' } else { '\n' });
    set
}

/// Returns the line from which on a region holds notes: small type at its end, from the first line with a mark.
fn notes_from(lines: &[Line], em: f32, is_table: bool) -> usize {
    let none = lines.len();
    if is_table {
        return none;
    }
    let small = lines.iter().rev().take_while(|line| line.size() <= NOTE * em).count();
    let from = none - small;
    let is_marked = |line: &Line| {
        let (text, marks) = line.text();
        let first = text.trim_start().chars().next().unwrap_or(' ');
        marks.first().is_some_and(|mark| mark.0 == 0)
            || first.is_numeric()
            || "*＊†‡§※注（([".contains(first)
            || line.runs.first().is_some_and(|run| run.size < 0.8 * line.size())
    };
    let first = (from..none).find(|&index| is_marked(&lines[index]));
    // A whole page of small type is an annex, unless it goes on from a note.
    first.filter(|_| from > 0 || small < 12).unwrap_or(none)
}

/// Measures the regions: those in one column of pages laid alike have common edges.
fn measure(sheets: &[Sheet], edges: &mut [Edges], em: f32) {
    let mut widest: BTreeMap<(u8, u8), Vec<(f32, f32)>> = BTreeMap::new();
    let regions = || sheets.iter().flat_map(|sheet| &sheet.regions);
    // A line in another size may stand beside the column: a heading over all of them, a line along the margin.
    let own = |region: &crate::layout_columns::Region| {
        let is_text = |line: &&Line| (line.size() - em).abs() < 0.06 * em;
        let edges = |lines: &mut dyn Iterator<Item = &Line>| {
            lines.fold((f32::INFINITY, 0.0_f32), |(start, end), line| (start.min(line.start()), end.max(line.end())))
        };
        let (start, end) = edges(&mut region.lines.iter().filter(is_text));
        if start.is_finite() { (start, end) } else { edges(&mut region.lines.iter()) }
    };
    for region in regions() {
        widest.entry(region.column).or_default().push(own(region));
    }
    for (region, edges) in regions().zip(edges.iter_mut()) {
        let (start, end) = own(region);
        // Pages of a book are laid left and right: those that begin alike are alike.
        let alike = || widest[&region.column].iter().filter(move |other| (other.0 - start).abs() < 4.0 * em).take(4000);
        edges.start = alike().map(|other| other.0).fold(start, f32::min);
        edges.end = alike().map(|other| other.1).fold(end, f32::max);
    }
}

#[expect(clippy::cast_precision_loss, reason = "halves of a point are few")]
/// Returns the usual distance of lines, by the size of their type in quarters of a point.
fn leadings(lines: &[Set]) -> BTreeMap<i32, f32> {
    let mut distances: Vec<(i32, i32)> = lines
        .windows(2)
        .filter(|pair| pair[0].region == pair[1].region && pair[1].y > pair[0].y && pair[1].kind != Kind::Cell)
        .filter(|pair| (pair[0].size - pair[1].size).abs() < 0.3)
        .map(|pair| (quarters(pair[1].size), ((pair[1].y - pair[0].y) * 2.0).round() as i32))
        .collect();
    distances.sort_unstable();
    let mut leadings: BTreeMap<i32, (usize, i32)> = BTreeMap::new();
    for same in distances.chunk_by(|a, b| a == b) {
        let most = leadings.entry(same[0].0).or_insert((0, 0));
        // The nearest of those that are about as frequent: paragraphs of one line make wide ones frequent too.
        if same.len() > most.0 * 2 || most.0 == 0 || same.len() > most.0 && same[0].1 * 4 < most.1 * 5 {
            *most = (same.len(), same[0].1);
        }
    }
    leadings.into_iter().map(|(size, (_, halves))| (size, halves as f32 / 2.0)).collect()
}

/// Returns the sizes of headings, in quarters of a point, the largest first.
fn levels(lines: &[Set], em: f32) -> Vec<i32> {
    let is_large = |line: &&Set| line.kind == Kind::Text && line.size >= HEADING * em;
    let mut sizes: Vec<i32> = lines.iter().filter(is_large).map(|line| quarters(line.size)).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    sizes
}

fn quarters(size: f32) -> i32 {
    (size * 4.0).round() as i32
}

struct Writer<'s> {
    source: &'s str,
    forms: &'s Forms,
    em: f32,
    edges: &'s [Edges],
    leadings: BTreeMap<i32, f32>,
    hyphens: &'s Hyphens<'s>,
    levels: Vec<i32>,
    drafts: Vec<Draft>,
    /// Notes that wait for the paragraph they stand in to end.
    notes: Vec<Draft>,
}

impl Writer<'_> {
    fn paragraphs(&mut self, lines: &[Set]) {
        let mut open: Vec<&Set> = Vec::new();
        let mut gap = true;
        let mut note: Vec<&Set> = Vec::new();
        for line in lines {
            match line.kind {
                Kind::Note => {
                    if note.last().is_some_and(|last| !self.goes_on(&note, last, line)) {
                        self.close_note(&mut note);
                    }
                    note.push(line);
                    continue;
                }
                Kind::Cell => {
                    self.close(&mut open, gap, true);
                    self.close(&mut vec![line], true, true);
                    gap = true;
                    continue;
                }
                Kind::Text => self.close_note(&mut note),
            }
            if let Some(last) = open.last() {
                if self.goes_on(&open, last, line) {
                    open.push(line);
                    continue;
                }
                let apart = self.is_apart(last, line);
                self.close(&mut open, gap, apart);
                gap = apart;
            }
            open.push(line);
        }
        self.close_note(&mut note);
        self.close(&mut open, gap, true);
    }

    /// Returns whether white space or another look parts two lines.
    fn is_apart(&self, last: &Set, next: &Set) -> bool {
        let is_alike = (last.size - next.size).abs() <= 0.05 * last.size && last.is_bold == next.is_bold;
        !is_alike || last.region == next.region && self.has_gap(last, next)
    }

    fn has_gap(&self, last: &Set, next: &Set) -> bool {
        let leading = self.leadings.get(&quarters(next.size)).copied().unwrap_or(1.6 * next.size);
        next.y - last.y > 1.18 * leading + 0.12 * next.size
    }

    /// Returns whether `next` goes on with the paragraph `open`, whose last line is `last`.
    fn goes_on(&self, open: &[&Set], last: &Set, next: &Set) -> bool {
        let (text, follower) = (&self.source[last.range], &self.source[next.range]);
        let is_alike = (last.size - next.size).abs() <= 0.05 * last.size.max(next.size);
        let (is_heading, is_next_heading) = (last.size >= HEADING * self.em, next.size >= HEADING * self.em);
        let is_same_region = last.region == next.region;
        let has_gap = is_same_region && (self.has_gap(last, next) || next.y < last.y - 0.3 * self.em);
        if has_gap || !follower.contains(char::is_alphanumeric) {
            return false;
        }
        let is_over = ends_sentence(text);
        if is_heading || is_next_heading {
            // A heading over several lines is set close.
            return is_alike && is_same_region && last.is_bold == next.is_bold && !is_over && !self.begins_item(next);
        }
        let is_short = self.is_short(last, next);
        if !is_alike && (is_over || is_short)
            || self.begins_item(next) && (is_over || is_short || self.is_sure_item(next))
        {
            return false;
        }
        if last.is_bold && !next.begins_bold && open.iter().all(|line| line.is_bold) && is_same_region {
            // A heading may fill its line; bold words that open a paragraph go on in small letters.
            let goes_on = follower.starts_with(|c: char| c.is_lowercase()) || text.ends_with([',', '、', ':', '：']);
            return goes_on && !is_short;
        }
        if next.is_bold && !last.is_bold && (is_short || is_over) || is_short && !is_within(text, follower) {
            return false;
        }
        let (last_edge, next_edge) = (self.edges[last.region].start, self.edges[next.region].start);
        let (last_indent, next_indent) = (last.start - last_edge, next.start - next_edge);
        let is_indented = next_indent - last_indent > 0.7 * next.size;
        if is_indented && !is_within(text, follower) {
            // The text of an item stands to the right of its mark; that of a paragraph does not.
            return open.len() == 1 && self.begins_item(open[0]) && (is_same_region || !is_over);
        }
        if last_indent - next_indent > 0.7 * next.size && open.len() > 1 && is_over {
            return false;
        }
        is_same_region || next_indent < 0.7 * next.size || !is_over
    }

    /// Returns whether a line leaves room for what the next one begins with.
    fn is_short(&self, last: &Set, next: &Set) -> bool {
        let edge = self.edges[last.region].end;
        let follower = &self.source[next.range];
        let first = follower.chars().next().unwrap_or(' ');
        let word = if is_east_asian(first) {
            // Signs that must not begin or end a line push others along.
            2.2 * next.size
        } else {
            let is_letter = |c: &char| (!c.is_whitespace() || *c == '\u{a0}') && !is_east_asian(*c);
            let wide = |c: char| if c.is_uppercase() || c.is_numeric() || "MWmw—".contains(c) { 0.8 } else { 0.5 };
            let own: f32 = follower.chars().take_while(is_letter).take(60).map(wide).sum();
            (own + 0.8) * next.size
        };
        edge - last.end > word
    }

    fn begins_item(&self, line: &Set) -> bool {
        let text = &self.source[line.range];
        self.is_sure_item(line) || marks::bullet(text).is_some() || marks::number(text, self.forms).is_some()
    }

    /// Returns whether a line begins with a sign that is nothing but a bullet.
    fn is_sure_item(&self, line: &Set) -> bool {
        let text = &self.source[line.range];
        let first = text.chars().next().unwrap_or(' ');
        is_private_bullet(first.encode_utf8(&mut [0; 4])) || "•‣▪▸►●○◯◎◆◇■□▶".contains(first)
    }

    fn close_note(&mut self, note: &mut Vec<&Set>) {
        if note.is_empty() {
            return;
        }
        let mut draft = self.draft(note);
        draft.shape = Shape::Note;
        note.clear();
        self.notes.push(draft);
    }

    /// Ends the paragraph `open`; `gap` says whether white space stands before it, `apart` whether it does after it.
    fn close(&mut self, open: &mut Vec<&Set>, gap: bool, apart: bool) {
        if open.is_empty() {
            return self.give_notes();
        }
        let mut draft = self.draft(open);
        (draft.gap, draft.alone) = (gap, gap && apart);
        let line = open[0];
        let level = self.levels.iter().position(|&size| size == quarters(line.size));
        let text = draft.text.as_str();
        let is_short = text.chars().take(200).count() < 200 && !text.ends_with(['。', '、', ',']);
        match (draft.shape, level) {
            (Shape::Line | Shape::Numbered, Some(level)) if is_short && line.kind == Kind::Text => {
                draft.shape = Shape::Heading((level + 1).min(6) as u8);
            }
            (Shape::Line, _) if open.len() > 2 => draft.shape = Shape::Paragraph,
            _ => {}
        }
        draft.strong = open.iter().all(|line| line.is_bold);
        open.clear();
        if !draft.text.is_empty() {
            draft::push(&mut self.drafts, draft);
        }
        self.give_notes();
    }

    fn give_notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            draft::push(&mut self.drafts, note);
        }
    }

    /// Joins lines to a draft: the mark before it, then its text.
    fn draft(&self, lines: &[&Set]) -> Draft {
        let mut draft = Draft::default();
        let mut skip = 0;
        let first = lines[0];
        let text = &self.source[first.range];
        let from = first.range.start as usize;
        let private = text.chars().next().filter(|c| is_private_bullet(c.encode_utf8(&mut [0; 4])));
        if let Some(c) = private {
            let rest = &text[c.len_utf8()..];
            skip = text.len() - rest.trim_start().len();
            draft.shape = Shape::Item;
        } else if let Some(mark) = marks::bullet(text) {
            draft.shape = Shape::Item;
            skip = mark.length;
        } else if let Some(mark) = marks::number(text, self.forms) {
            draft.shape = if mark.kind == MarkKind::Division { Shape::Line } else { Shape::Numbered };
            skip = mark.length;
        }
        if skip > 0 {
            draft.mark = Some(Box::new(verbatim(self.source, from, from + skip)));
        }
        for (index, line) in lines.iter().enumerate() {
            let start = line.range.start + if index == 0 { skip as u32 } else { 0 };
            let mut pieces = Vec::new();
            let mut at = start;
            for mark in line.marks.iter().filter(|mark| mark.start >= start) {
                pieces.push(TextRange { start: at, end: mark.start });
                at = mark.end;
            }
            pieces.push(TextRange { start: at, end: line.range.end });
            let mut is_first = true;
            for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
                if is_first {
                    push_line(&mut draft.text, self.source, piece, self.hyphens);
                } else {
                    draft.text.push_verbatim(self.source, piece);
                }
                is_first = false;
            }
        }
        draft
    }
}

/// Returns whether `text` breaks off within a sentence.
fn ends_in_midst(text: &str) -> bool {
    !ends_sentence(text) && !text.ends_with([':', '：'])
}

/// Returns whether a sentence plainly goes on from `text` to `follower`: a language with capitals begins no
/// paragraph with a small letter.
fn is_within(text: &str, follower: &str) -> bool {
    text.len() >= 40 && ends_in_midst(text) && follower.starts_with(|c: char| c.is_lowercase()) && !text.ends_with(';')
}
