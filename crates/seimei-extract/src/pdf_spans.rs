//! Characters of a page to runs of text: turned upright, spaces where there are any.
#![expect(clippy::cast_precision_loss, reason = "counts of characters in a line, and quarter turns, are small")]

use pdf_oxide::layout::{FontWeight, TextChar, TextSpan};
use seimei_ingest::layout::{Page, Span};
use seimei_text::fold::is_east_asian;

/// The part of a page that is seen, and how it is turned to be seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// Left edge in the file's own measure, in points.
    pub(crate) left: f32,
    /// Lower edge.
    pub(crate) bottom: f32,
    /// Right edge.
    pub(crate) right: f32,
    /// Upper edge.
    pub(crate) top: f32,
    /// Degrees clockwise: 0, 90, 180 or 270.
    pub(crate) turn: i32,
}

/// A character as it is seen: upright, measured from the upper left.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    c: char,
    x: f32,
    y: f32,
    advance: f32,
    size: f32,
    bold: bool,
    /// How it lies.
    lie: Lie,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lie {
    /// In a line.
    Upright,
    /// One under another.
    Vertical,
    /// On its right side: Latin letters amid vertical text, or a note along the margin.
    Clockwise,
    /// Any other way.
    Otherwise,
}

/// Type below this size, in points, is not meant to be read.
const SMALLEST: f32 = 1.0;
/// Share of the type's size by which baselines of one line may differ.
const SAME_LINE: f32 = 0.18;
/// Gap that ends a run, as a share of the type's size: wider than any space but those of a justified line.
const RUN_ENDS: f32 = 1.0;
/// Gap that parts words, as a share of the type's size, where the file draws no spaces; and where it does.
const WORD_ENDS: [f32; 2] = [0.16, 0.4];

/// Builds the runs of a page out of its characters.
pub(crate) fn spans(characters: impl Iterator<Item = TextChar>, frame: Frame) -> Page {
    let turned = frame.turn == 90 || frame.turn == 270;
    let (across, down) = ((frame.right - frame.left).abs(), (frame.top - frame.bottom).abs());
    let (width, height) = if turned { (down, across) } else { (across, down) };
    let mut page = Page { width, height, ..Page::default() };
    let mut glyphs: Vec<Glyph> = characters.filter_map(|character| glyph(&character, frame)).collect();
    tell_vertical(&mut glyphs);
    for lie in [Lie::Upright, Lie::Vertical, Lie::Clockwise] {
        let mut own: Vec<Glyph> = glyphs.iter().filter(|glyph| glyph.lie == lie).copied().collect();
        if lie != Lie::Upright {
            // Along its own line, as if that lay.
            for glyph in &mut own {
                (glyph.x, glyph.y) = (glyph.y, -glyph.x);
            }
        }
        let from = page.spans.len();
        runs(own, &mut page.spans);
        if lie != Lie::Upright {
            for span in &mut page.spans[from..] {
                (span.x, span.y) = (-span.y, span.x);
                span.vertical = true;
            }
        }
    }
    page
}

/// Takes a run of the library apart, its characters set side by side.
pub(crate) fn characters_of(run: &TextSpan) -> Vec<TextChar> {
    let count = run.text.chars().count();
    let even = run.bbox.width / count.max(1) as f32;
    let is_measured = run.char_widths.len() == count;
    let total: f32 = if is_measured { run.char_widths.iter().sum() } else { run.bbox.width };
    let scale = if total > 0.0 { run.bbox.width / total } else { 1.0 };
    let (sin, cos) = run.rotation_degrees.to_radians().sin_cos();
    let mut along = 0.0;
    let place = |(index, c): (usize, char)| {
        let advance = if is_measured { run.char_widths[index] * scale } else { even };
        let (x, y) = match run.wmode {
            1 => (run.bbox.x, run.bbox.y - index as f32 * run.font_size),
            _ => (run.bbox.x + along * cos, run.bbox.y + along * sin),
        };
        along += advance;
        TextChar {
            char: c,
            origin_x: x,
            origin_y: y,
            advance_width: advance,
            font_size: run.font_size,
            font_weight: run.font_weight,
            rotation_degrees: run.rotation_degrees,
            ..TextChar::default()
        }
    };
    run.text.chars().enumerate().map(place).collect()
}

fn glyph(character: &TextChar, frame: Frame) -> Option<Glyph> {
    let (x, y) = (character.origin_x, character.origin_y);
    let size = character.font_size.abs();
    let sound = [x, y, size, character.advance_width].iter().all(|measure| measure.is_finite() && measure.abs() < 1e5);
    if !sound || size < SMALLEST || character.char.is_control() && !character.char.is_whitespace() {
        return None;
    }
    let (x, y) = match frame.turn {
        90 => (y - frame.bottom, x - frame.left),
        180 => (frame.right - x, y - frame.bottom),
        270 => (frame.top - y, frame.right - x),
        _ => (x - frame.left, frame.top - y),
    };
    // The file counts angles against the clock, a page's turn with it.
    let angle = (character.rotation_degrees - frame.turn as f32).rem_euclid(360.0);
    let lie = match angle {
        angle if !(8.0..=352.0).contains(&angle) => Lie::Upright,
        angle if (268.0..=272.0).contains(&angle) => Lie::Clockwise,
        _ => Lie::Otherwise,
    };
    // Of turned type the library does not tell the advance.
    let usual = if is_east_asian(character.char) { size } else { size / 2.0 };
    let advance = if character.advance_width > 0.0 { character.advance_width.min(4.0 * size) } else { usual };
    Some(Glyph { c: character.char, x, y, advance, size, bold: character.font_weight == FontWeight::Bold, lie })
}

/// Tells the characters that stand one under another from those in a line: the neighbour below is as near as the
/// neighbour to the right would be.
fn tell_vertical(glyphs: &mut [Glyph]) {
    let mut order: Vec<usize> = (0..glyphs.len())
        .filter(|&index| glyphs[index].lie == Lie::Upright && !glyphs[index].c.is_whitespace())
        .collect();
    let column = |glyph: &Glyph| (glyph.x * 2.0).round() as i32;
    let line = |glyph: &Glyph| (glyph.y * 2.0).round() as i32;
    let is_near = |by: f32, size: f32| by > 0.7 * size && by < 1.3 * size;
    order.sort_by(|&a, &b| {
        let (a, b) = (&glyphs[a], &glyphs[b]);
        column(a).cmp(&column(b)).then(a.y.total_cmp(&b.y))
    });
    let is_pair = |a: &Glyph, b: &Glyph| is_east_asian(a.c) && is_east_asian(b.c) && (a.size - b.size).abs() < 0.5;
    let mut under: Vec<usize> = Vec::new();
    for pair in order.windows(2) {
        let (above, below) = (&glyphs[pair[0]], &glyphs[pair[1]]);
        if is_pair(above, below) && (above.x - below.x).abs() < 0.3 && is_near(below.y - above.y, above.size) {
            under.extend(pair);
        }
    }
    if under.is_empty() {
        return;
    }
    order.sort_by(|&a, &b| {
        let (a, b) = (&glyphs[a], &glyphs[b]);
        line(a).cmp(&line(b)).then(a.x.total_cmp(&b.x))
    });
    let beside = order
        .windows(2)
        .filter(|pair| {
            let (left, right) = (&glyphs[pair[0]], &glyphs[pair[1]]);
            is_pair(left, right) && line(left) == line(right) && is_near(right.x - left.x, left.size)
        })
        .count();
    if under.len() / 2 > beside * 3 / 2 {
        for index in under {
            glyphs[index].lie = Lie::Vertical;
        }
    }
}

/// Appends the runs of `glyphs`, which all lie in lines.
fn runs(mut glyphs: Vec<Glyph>, spans: &mut Vec<Span>) {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        // Baselines rise steadily, but type of another size may stand between two glyphs of one line.
        let same = |row: &&mut Vec<Glyph>| {
            row.last().is_some_and(|last| {
                (last.y - glyph.y).abs() <= SAME_LINE * glyph.size && (last.size - glyph.size).abs() <= 0.1 * glyph.size
            })
        };
        match rows.iter_mut().rev().take(4).find(same) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        cut(&row, spans);
    }
}

/// Cuts the glyphs of a line into runs.
fn cut(row: &[Glyph], spans: &mut Vec<Span>) {
    let draws_spaces = row.iter().any(|glyph| glyph.c.is_whitespace());
    let word_ends = WORD_ENDS[usize::from(draws_spaces)];
    let mut open: Option<Span> = None;
    let mut space: Option<char> = None;
    for glyph in row {
        if glyph.c.is_whitespace() {
            space = space.max(Some(if glyph.c == '\u{3000}' { glyph.c } else { ' ' }));
            continue;
        }
        let drawn = space.take();
        if let Some(span) = &mut open {
            let gap = (glyph.x - span.x - span.length) / glyph.size;
            if gap < RUN_ENDS && span.bold == glyph.bold {
                let last = span.text.chars().next_back().unwrap_or(' ');
                let is_wide = is_east_asian(last) || is_east_asian(glyph.c);
                let apart = drawn.filter(|_| gap > 0.05).or((!is_wide && gap > word_ends).then_some(' '));
                span.text.extend(apart);
                span.text.push(glyph.c);
                span.length = (glyph.x + glyph.advance - span.x).max(span.length);
                continue;
            }
        }
        spans.extend(open.take());
        open = Some(Span {
            text: glyph.c.to_string(),
            x: glyph.x,
            y: glyph.y,
            length: glyph.advance,
            size: glyph.size,
            bold: glyph.bold,
            // A word in bold goes on in the line; so does a line with a wide gap, but not as one word.
            spaced: drawn.is_some(),
            vertical: false,
        });
    }
    spans.extend(open);
}
