//! The best way through both texts, step by step: a dynamic programme over the kinds of steps, in a band around where
//! both have come equally far. The band is widened until the way keeps off its edges.

use std::ops::Range;

use crate::align::weight::{Weights, Worth};

/// One step: provisions of A and of B, one of the two possibly empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    pub(super) is_moved: bool,
}

/// How many provisions to each side of the middle are looked at first.
const BAND: usize = 48;

/// Below every worth that a way can have.
const NOWHERE: Worth = Worth::MIN / 2;

/// Finds the best way. Where several are equally good: the one whose steps take one and one the latest.
pub(super) fn best(weights: &Weights) -> Vec<Step> {
    let (count_a, count_b) = weights.sizes();
    let mut band = BAND;
    loop {
        let rows = rows(weights, band);
        let (steps, touches) = way(&rows, count_a, count_b);
        if !touches {
            return in_canon(steps);
        }
        band *= 2;
    }
}

/// What is known of one provision of A (or the end): the columns looked at, and for each the best worth with the kind of
/// step that led there.
struct Row {
    from: usize,
    cells: Vec<(Worth, u8)>,
}

impl Row {
    fn at(&self, column: usize) -> Option<(Worth, u8)> {
        self.cells.get(column.checked_sub(self.from)?).copied().filter(|(worth, _)| *worth > NOWHERE)
    }
}

fn rows(weights: &Weights, band: usize) -> Vec<Row> {
    let (count_a, count_b) = weights.sizes();
    let mut rows: Vec<Row> = Vec::with_capacity(count_a + 1);
    for at_a in 0..=count_a {
        let middle = weights.at_progress(weights.progress(at_a));
        let from = if at_a == 0 { 0 } else { middle.saturating_sub(band) };
        let to = if at_a == count_a { count_b } else { (middle + band).min(count_b) };
        let mut row = Row { from, cells: Vec::with_capacity(to + 1 - from) };
        for at_b in from..=to {
            let mut best = if at_a == 0 && at_b == 0 { (0, u8::MAX) } else { (NOWHERE, u8::MAX) };
            for (kind, size_a, size_b) in Weights::kinds() {
                if size_a > at_a || size_b > at_b {
                    continue;
                }
                let (a, b) = (at_a - size_a, at_b - size_b);
                let before = if size_a == 0 { row.at(b) } else { rows[a].at(b) };
                if let Some((before, _)) = before {
                    let worth = before + weights.step(kind, a, b);
                    if worth > best.0 {
                        best = (worth, kind as u8);
                    }
                }
            }
            row.cells.push(best);
        }
        rows.push(row);
    }
    rows
}

/// Follows the best way back. Tells too whether it touches an edge of the band that is no edge of the texts.
fn way(rows: &[Row], count_a: usize, count_b: usize) -> (Vec<Step>, bool) {
    let kinds: Vec<(usize, usize, usize)> = Weights::kinds().collect();
    let (mut a, mut b) = (count_a, count_b);
    let mut steps = Vec::new();
    let mut touches = false;
    while (a, b) != (0, 0) {
        let row = &rows[a];
        let last = row.from + row.cells.len() - 1;
        touches |= (b == row.from && row.from > 0) || (b == last && last < count_b);
        let Some((_, kind)) = row.at(b) else { return (steps, true) };
        let Some((number, size_a, size_b)) = kinds.get(usize::from(kind)).copied() else { return (steps, true) };
        if number == Weights::CROSSED {
            // The way back goes by A: its second provision has the first of B.
            steps.push(Step { a: a - 1..a, b: b - 2..b - 1, is_moved: true });
            steps.push(Step { a: a - 2..a - 1, b: b - 1..b, is_moved: true });
        } else {
            steps.push(Step { a: a - size_a..a, b: b - size_b..b, is_moved: false });
        }
        (a, b) = (a - size_a, b - size_b);
    }
    steps.reverse();
    (steps, touches)
}

/// Between two links those without counterpart come in one order: first those of A.
fn in_canon(mut steps: Vec<Step>) -> Vec<Step> {
    let is_link = |step: &Step| !step.a.is_empty() && !step.b.is_empty();
    for run in steps.chunk_by_mut(|one, other| !is_link(one) && !is_link(other)) {
        run.sort_by_key(|step| step.a.is_empty());
    }
    steps
}
