//! What belongs to the paper and not to the text: running heads and feet, numbers of pages.
//!
//! Known by what repeats from page to page in one place, figures aside, and by where it stands.

use crate::layout::Sheet;
use crate::layout_lines::{Line, rows};
use crate::plain::ends_sentence;

/// How many rows at the top and at the bottom of a page may be furniture.
const DEEPEST: usize = 3;

/// A row near an edge of a page.
struct Edge {
    page: usize,
    /// Rows between it and the edge.
    depth: usize,
    is_head: bool,
    y: f32,
    key: String,
    /// Whether white space parts it from the text.
    is_apart: bool,
    size: f32,
}

/// Moves the furniture of all pages to their heads and feet.
pub(crate) fn set_apart(sheets: &mut [Sheet], em: f32) {
    let mut pages: Vec<Vec<Line>> = sheets.iter_mut().map(|sheet| rows(std::mem::take(&mut sheet.runs))).collect();
    let mut edges: Vec<Edge> = Vec::new();
    for (page, rows) in pages.iter().enumerate() {
        for depth in 0..DEEPEST.min(rows.len()) {
            let last = rows.len() - 1;
            for (is_head, index, next) in
                [(true, depth, depth + 1), (false, last - depth, (last - depth).wrapping_sub(1))]
            {
                let row = &rows[index];
                let gap = rows.get(next).map_or(f32::INFINITY, |next| (next.y - row.y).abs());
                let text = row.text().0;
                // Sentences may differ in a figure only; heads and feet are no sentences.
                let key = if ends_sentence(&text) { text } else { key(&text) };
                edges.push(Edge { page, depth, is_head, y: row.y, key, is_apart: gap > 2.2 * em, size: row.size() });
            }
        }
    }
    let mut found: Vec<(usize, bool, usize)> = Vec::new();
    by_repetition(&mut edges, sheets.len(), &mut found);
    by_place(&mut edges, sheets.len(), em, &mut found);
    for edge in &edges {
        let height = sheets[edge.page].height;
        let is_outside = if edge.is_head { edge.y < 0.1 * height } else { edge.y > 0.88 * height };
        // What a program prints along the margin: an address, the time.
        let is_margin = (edge.y < 0.05 * height || edge.y > 0.95 * height) && edge.size < 0.85 * em;
        if edge.depth == 0 && (is_outside && is_page_number(&edge.key) || is_margin) {
            found.push((edge.page, edge.is_head, edge.depth));
        }
    }
    found.sort_unstable();
    found.dedup();
    // Furniture reaches from the edge inwards; a row behind text is text.
    for page in 0..sheets.len() {
        let depth = |is_head: bool| {
            (0..DEEPEST).take_while(|&depth| found.binary_search(&(page, is_head, depth)).is_ok()).count()
        };
        let (heads, feet) = (depth(true), depth(false));
        let mut rows = std::mem::take(&mut pages[page]);
        let foot = rows.split_off(rows.len() - feet.min(rows.len()));
        let text = rows.split_off(heads.min(rows.len()));
        let sheet = &mut sheets[page];
        sheet.head.extend(rows.into_iter().flat_map(|row| row.runs));
        sheet.foot.extend(foot.into_iter().flat_map(|row| row.runs));
        sheet.runs = text.into_iter().flat_map(|row| row.runs).collect();
    }
}

/// Finds rows that say the same in the same place on several pages.
fn by_repetition(edges: &mut [Edge], pages: usize, found: &mut Vec<(usize, bool, usize)>) {
    let wanted = if pages <= 5 { 2 } else { 3 };
    edges.sort_by(|a, b| {
        (a.is_head, &a.key).cmp(&(b.is_head, &b.key)).then(a.y.total_cmp(&b.y)).then(a.page.cmp(&b.page))
    });
    for same in edges.chunk_by(|a, b| a.is_head == b.is_head && a.key == b.key && (a.y - b.y).abs() <= 1.5) {
        if same.len() >= wanted && !same[0].key.is_empty() {
            found.extend(same.iter().map(|edge| (edge.page, edge.is_head, edge.depth)));
        }
    }
}

/// Finds rows that stand apart from the text in one place on most pages, whatever they say (names of chapters).
fn by_place(edges: &mut [Edge], pages: usize, em: f32, found: &mut Vec<(usize, bool, usize)>) {
    if pages < 4 {
        return;
    }
    let is_candidate = |edge: &&Edge| edge.depth == 0 && edge.is_apart && edge.size <= 1.05 * em && edge.page > 0;
    edges.sort_by(|a, b| a.is_head.cmp(&b.is_head).then(a.y.total_cmp(&b.y)).then(a.page.cmp(&b.page)));
    let candidates: Vec<&Edge> = edges.iter().filter(is_candidate).collect();
    for same in candidates.chunk_by(|a, b| a.is_head == b.is_head && (a.y - b.y).abs() <= 1.0) {
        if same.len() * 10 >= (pages - 1) * 7 && same.len() >= 3 {
            found.extend(same.iter().map(|edge| (edge.page, edge.is_head, edge.depth)));
        }
    }
}

/// Returns what two rows that differ in figures only have in common.
fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !key.ends_with('#') {
            key.push(c);
        }
    }
    key
}

/// Returns whether a row with this key is the number of a page and nothing else.
fn is_page_number(key: &str) -> bool {
    let lower = key.to_lowercase();
    let bare =
        lower.trim_start_matches("page").trim_start_matches("p.").trim_end_matches('頁').trim_end_matches("ページ");
    let bare = bare.replace("of", "/");
    let bare = bare.trim_matches(['-', '–', '—', '−', '‐', 'ー', '(', ')', '[', ']', '|', '~', '〜', '・', '.']);
    matches!(bare, "#" | "#/#" | "#／#")
        || !bare.is_empty() && bare.len() <= 6 && bare.bytes().all(|byte| b"ivxl".contains(&byte))
}
