//! Alignments as printed; the keys are described in `docs/alignment.md`.

use serde::Serialize;

use crate::align::{Alignment, Ground};
use crate::compare::Text;

/// A group as printed.
#[derive(Debug, Serialize)]
pub struct PrintedGroup<'a> {
    a: Vec<&'a str>,
    b: Vec<&'a str>,
    a_numbers: Vec<u32>,
    b_numbers: Vec<u32>,
    score: f64,
    moved: bool,
    rests_on: &'a [Ground],
}

/// Returns the groups of an alignment as printed, in order.
pub fn groups<'a>(a: &'a Text, b: &'a Text, alignment: &'a Alignment) -> Vec<PrintedGroup<'a>> {
    let groups = alignment.groups.iter().map(|group| PrintedGroup {
        a: words(a, &group.a),
        b: words(b, &group.b),
        a_numbers: numbers(a, &group.a),
        b_numbers: numbers(b, &group.b),
        score: group.score,
        moved: group.is_moved,
        rests_on: &group.rests_on,
    });
    groups.collect()
}

/// Returns the words of provisions, by their positions.
pub fn words<'t>(text: &'t Text, positions: &[usize]) -> Vec<&'t str> {
    positions.iter().map(|position| text.reading.provisions[*position].text.as_str()).collect()
}

/// Returns the numbers of provisions, by their positions.
pub fn numbers(text: &Text, positions: &[usize]) -> Vec<u32> {
    positions.iter().map(|position| text.numbers[*position]).collect()
}
