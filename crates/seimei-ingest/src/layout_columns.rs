//! The order in which a page is read: columns one after another, tables row by row.
//!
//! A gutter is a strip that no run crosses over several rows, with text on both sides. Rows that cross it stand
//! between the bands that it parts. Whether a band is columns or a table its cells tell: prose fills its column.

use seimei_text::fold::is_east_asian;

use crate::forms::Forms;
use crate::layout_lines::{Line, Run, rows};
use crate::marks;

/// A part of a page whose lines follow one another.
#[derive(Debug, Default)]
pub(crate) struct Region {
    /// The lines, from top to bottom.
    pub(crate) lines: Vec<Line>,
    /// Whether each line is a cell of a table.
    pub(crate) is_table: bool,
    /// How many gutters stand between it and the left edge of its page, and how many the page has there.
    pub(crate) column: (u8, u8),
}

/// Gap within a row that can be a gutter, as a share of the type's size.
const GUTTER: f32 = 0.95;
/// Rows that a gutter passes at least on each side.
const FEWEST: usize = 3;
/// Narrowest column of prose, as a multiple of the type's size.
const NARROWEST: f32 = 8.0;
/// How deep columns are looked for within columns.
const DEEPEST: u8 = 6;

/// Puts the runs of a page into reading order. `em` is the size of the document's text.
pub(crate) fn order(runs: Vec<Run>, em: f32, forms: &Forms) -> Vec<Region> {
    let mut regions = Vec::new();
    let rows = rows(runs).into_iter().map(|row| segments(row, em, forms)).collect();
    Order { em }.cut(rows, (0, 0), 0, &mut regions);
    regions
}

/// A row, cut at its wide gaps.
type Row = Vec<Line>;

/// Cuts a row at gaps that can be gutters. The mark of a list's item stays with its text.
fn segments(row: Line, em: f32, forms: &Forms) -> Row {
    let mut segments: Row = Vec::new();
    for run in row.runs {
        if let Some(last) = segments.last_mut() {
            let gap = run.x - last.end();
            let wide = GUTTER * em.max(run.size.min(2.0 * em));
            let is_mark = last.runs.len() == 1 && gap < 4.0 * em && is_mark_alone(&last.runs[0].text, forms);
            if gap < wide || is_mark || run.is_mark {
                last.runs.push(run);
                continue;
            }
        }
        segments.push(Line { y: run.y, runs: vec![run] });
    }
    segments
}

/// Returns whether `text` is the mark or number of an item and nothing else.
fn is_mark_alone(text: &str, forms: &Forms) -> bool {
    if text.chars().count() > 6 {
        return false;
    }
    ["\u{3000}あ", " A"].iter().any(|rest| {
        let whole = format!("{text}{rest}");
        let mark = marks::bullet(&whole).or_else(|| marks::number(&whole, forms));
        mark.is_some_and(|mark| mark.length >= text.len())
    }) || is_private_bullet(text)
}

/// Returns whether `text` is one sign of a symbol font, as word processors use them for bullets.
pub(crate) fn is_private_bullet(text: &str) -> bool {
    let mut signs = text.chars();
    matches!((signs.next(), signs.next()), (Some('\u{f000}'..='\u{f0ff}'), None))
}

struct Order {
    em: f32,
}

/// A stretch of rows at one gutter.
struct Band {
    rows: std::ops::Range<usize>,
    /// Whether the gutter parts it.
    is_parted: bool,
}

impl Order {
    fn cut(&self, rows: Vec<Row>, column: (u8, u8), depth: u8, regions: &mut Vec<Region>) {
        let gutter = if depth < DEEPEST { self.gutter(&rows) } else { None };
        let Some((gutter, bands)) = gutter else {
            let lines = rows.into_iter().filter_map(join).collect();
            return regions.push(Region { lines, is_table: false, column });
        };
        let mut rows = rows.into_iter();
        for band in bands {
            let own: Vec<Row> = rows.by_ref().take(band.rows.len()).collect();
            if !band.is_parted {
                self.cut(own, column, depth + 1, regions);
                continue;
            }
            let (left, right) = part(own, gutter);
            if self.is_prose(&left) && self.is_prose(&right) && !self.is_ruled(&left, &right) {
                self.cut(left, (column.0, column.1 + 1), depth + 1, regions);
                self.cut(right, (column.0 + 1, column.1 + 1), depth + 1, regions);
            } else {
                let lines = self.cells(left, right);
                regions.push(Region { lines, is_table: true, column });
            }
        }
    }

    /// Returns the gutter that parts most rows, with the bands above, at, and below it.
    fn gutter(&self, rows: &[Row]) -> Option<(f32, Vec<Band>)> {
        let all = || rows.iter().flatten();
        let first = all().map(Line::start).fold(f32::INFINITY, f32::min);
        let mut starts: Vec<f32> = all().map(Line::start).filter(|start| *start > first + 2.0 * self.em).collect();
        starts.sort_by(f32::total_cmp);
        let mut edges: Vec<(usize, f32)> = starts
            .chunk_by(|a, b| b - a < 0.3 * self.em)
            .filter(|same| same.len() >= FEWEST)
            .map(|same| (same.len(), same[0]))
            .collect();
        edges.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
        let weigh =
            |bands: &[Band]| -> usize { bands.iter().filter(|band| band.is_parted).map(|band| band.rows.len()).sum() };
        edges
            .into_iter()
            .take(12)
            .map(|(_, edge)| edge - 0.25 * self.em)
            .map(|gutter| (gutter, self.bands(rows, gutter)))
            .filter(|(_, bands)| weigh(bands) > 0)
            .max_by(|a, b| weigh(&a.1).cmp(&weigh(&b.1)).then(b.0.total_cmp(&a.0)))
    }

    /// Cuts rows into bands at a gutter.
    fn bands(&self, rows: &[Row], gutter: f32) -> Vec<Band> {
        let crosses =
            |row: &Row| row.iter().any(|segment| segment.start() < gutter && segment.end() > gutter - 0.5 * self.em);
        let mut bands: Vec<Band> = Vec::new();
        let mut from = 0;
        for same in rows.chunk_by(|a, b| crosses(a) == crosses(b)) {
            let heading = if crosses(&same[0]) { 0 } else { self.heading(same, gutter) };
            if heading > 0 {
                match bands.last_mut() {
                    Some(last) if !last.is_parted => last.rows.end += heading,
                    _ => bands.push(Band { rows: from..from + heading, is_parted: false }),
                }
                from += heading;
            }
            let same = &same[heading..];
            if same.is_empty() {
                continue;
            }
            let range = from..from + same.len();
            from = range.end;
            let is_parted = !crosses(&same[0]) && self.is_parted(same, gutter);
            match bands.last_mut() {
                Some(last) if !last.is_parted && !is_parted => last.rows.end = range.end,
                _ => bands.push(Band { rows: range, is_parted }),
            }
        }
        bands
    }

    /// Returns how many rows at the beginning are a heading over all columns, though short enough for the first.
    fn heading(&self, rows: &[Row], gutter: f32) -> usize {
        let is_heading = |row: &&Row| {
            row.iter().all(|segment| {
                segment.start() < gutter && segment.size() >= crate::layout_paragraphs::HEADING * self.em
            })
        };
        rows.iter().take_while(is_heading).count()
    }

    /// Returns whether text stands side by side over several rows.
    fn is_parted(&self, rows: &[Row], gutter: f32) -> bool {
        let side = |is_left: bool| {
            let own = rows.iter().filter_map(|row| row.iter().find(|segment| (segment.start() < gutter) == is_left));
            own.fold((0_usize, f32::INFINITY, f32::NEG_INFINITY), |(count, top, bottom), segment| {
                (count + 1, top.min(segment.y), bottom.max(segment.y))
            })
        };
        let ((left, left_top, left_bottom), (right, right_top, right_bottom)) = (side(true), side(false));
        let shared = left_bottom.min(right_bottom) - left_top.max(right_top);
        let lesser = (left_bottom - left_top).min(right_bottom - right_top);
        left >= FEWEST && right >= FEWEST && shared >= 0.5 * lesser && shared > self.em
    }

    /// Returns whether a side of a band is set as prose: lines that fill a column of some width.
    fn is_prose(&self, rows: &[Row]) -> bool {
        let all = || rows.iter().flatten();
        let start = all().map(Line::start).fold(f32::INFINITY, f32::min);
        let end = all().map(Line::end).fold(0.0, f32::max);
        let width = end - start;
        let mut fills: Vec<f32> =
            rows.iter().filter_map(|row| Some((row.last()?.end() - row.first()?.start()) / width)).collect();
        fills.sort_by(f32::total_cmp);
        width >= NARROWEST * self.em && fills.get(fills.len() / 2).is_some_and(|middle| *middle > 0.7)
    }

    /// Returns whether the lines of two sides stand in common rows with white space between them, as cells do.
    fn is_ruled(&self, left: &[Row], right: &[Row]) -> bool {
        let heads = |rows: &[Row]| -> Vec<f32> {
            let places: Vec<f32> = rows.iter().filter_map(|row| row.first()).map(|segment| segment.y).collect();
            let mut gaps: Vec<f32> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
            gaps.sort_by(f32::total_cmp);
            let usual = gaps.get(gaps.len() / 4).copied().unwrap_or(0.0);
            let after_gap = places.windows(2).filter(|pair| pair[1] - pair[0] > 1.15 * usual + 0.1 * self.em);
            after_gap.map(|pair| pair[1]).collect()
        };
        let (left, right) = (heads(left), heads(right));
        let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let common = few.iter().filter(|y| many.iter().any(|other| (*y - other).abs() < 0.3 * self.em)).count();
        few.len() >= 2 && common * 10 >= few.len() * 9
    }

    /// Puts the cells of a table in order: row by row, the lines of a cell joined.
    fn cells(&self, left: Vec<Row>, right: Vec<Row>) -> Vec<Line> {
        let mut segments: Vec<Line> = left.into_iter().chain(right).flatten().collect();
        segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.start().total_cmp(&b.start())));
        // A row of the table begins where its first column has a line that does not follow another closely.
        let first = segments.iter().map(Line::start).fold(f32::INFINITY, f32::min);
        let is_head = |line: &Line| line.start() < first + 1.5 * self.em;
        let mut heads: Vec<f32> = segments.iter().filter(|line| is_head(line)).map(|line| line.y).collect();
        heads.dedup_by(|later, earlier| *later - *earlier < 0.3 * self.em);
        let mut gaps: Vec<f32> = heads.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_by(f32::total_cmp);
        let close = gaps.first().copied().unwrap_or(0.0) * 1.1;
        let is_wrapped = gaps.last().is_some_and(|widest| *widest > 1.25 * close);
        let mut begins: Vec<f32> = Vec::new();
        for (index, y) in heads.iter().enumerate() {
            if index == 0 || !is_wrapped || y - heads[index - 1] > close {
                begins.push(*y);
            }
        }
        let row_of = |line: &Line| begins.partition_point(|y| *y <= line.y + 0.3 * self.em);
        let mut cells: Vec<(usize, Line)> = Vec::new();
        for segment in segments {
            let row = row_of(&segment);
            let own = cells.iter_mut().rev().take_while(|(of, _)| *of == row);
            let under = own.into_iter().find(|(_, cell)| (cell.start() - segment.start()).abs() < 1.5 * self.em);
            match under {
                Some((_, cell)) => {
                    let mut runs = segment.runs;
                    let (end, y) = (cell.end(), cell.y);
                    let by = end - runs.first().map_or(0.0, |run| run.x);
                    let wraps_words = runs.first().is_some_and(|run| !run.text.starts_with(is_east_asian));
                    // The lines of a cell are strung together: its place on the page is no longer needed.
                    for run in &mut runs {
                        (run.x, run.y) = (run.x + by + if wraps_words { 0.3 * run.size } else { 0.0 }, y);
                    }
                    cell.runs.extend(runs);
                }
                None => cells.push((row, segment)),
            }
        }
        cells.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.runs[0].x.total_cmp(&b.1.runs[0].x)));
        cells.into_iter().map(|(_, cell)| cell).collect()
    }
}

/// Parts rows at a gutter.
fn part(rows: Vec<Row>, gutter: f32) -> (Vec<Row>, Vec<Row>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        let (own, other): (Row, Row) = row.into_iter().partition(|segment| segment.start() < gutter);
        left.extend((!own.is_empty()).then_some(own));
        right.extend((!other.is_empty()).then_some(other));
    }
    (left, right)
}

/// Joins the segments of a row into one line.
fn join(row: Row) -> Option<Line> {
    let mut segments = row.into_iter();
    let mut line = segments.next()?;
    line.runs.extend(segments.flat_map(|segment| segment.runs));
    Some(line)
}
