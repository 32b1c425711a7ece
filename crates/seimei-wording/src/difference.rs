//! What differs between two texts, word by word.
//!
//! ```
//! # use seimei_lexicon::builtin;
//! # use seimei_model::code::Lang;
//! use seimei_wording::difference::{SegmentKind, difference};
//! use seimei_wording::words::Cutter;
//!
//! let lexicon = builtin::lexicon();
//! let cutter = Cutter::new(&lexicon, Lang::En);
//! let (a, b) = ("We strongly oppose the toll.", "We oppose the toll.");
//! let difference = difference(&cutter.cut(a), &cutter.cut(b));
//! let gone = difference.segments.iter().find(|segment| segment.kind == SegmentKind::Deleted).unwrap();
//! assert_eq!(&a[gone.a.bounds()], "strongly ");
//! ```
//!
//! Compared are folded words in small letters: what is equal after folding is equal. The crate `similar` finds the words in
//! common (Histogram, which anchors on rare words); then chance matches go: a particle or an article that alone stands
//! between two changed stretches belongs to the change. Segments come in order and together are both texts.

use std::collections::HashMap;
use std::ops::Range;

use seimei_text::range::TextRange;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::words::{Cut, Word, WordKind};

/// What became of a stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SegmentKind {
    /// It stands in both.
    Kept,
    /// Other words stand in its place.
    Replaced,
    /// It stands in B alone; its range in A is empty.
    Inserted,
    /// It stands in A alone; its range in B is empty.
    Deleted,
}

/// A stretch of both texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// What became of it.
    pub kind: SegmentKind,
    /// Where it stands in A as given, in bytes, with the white space behind it.
    pub a: TextRange,
    /// Where it stands in B as given.
    pub b: TextRange,
    /// Its words in A, by their places in [`Cut::words`].
    pub a_words: Range<usize>,
    /// Its words in B.
    pub b_words: Range<usize>,
}

/// The difference of two texts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// In order; the ranges of A together are A, those of B are B. No two neighbours are of one kind.
    pub segments: Vec<Segment>,
}

impl Difference {
    /// Returns whether both texts are the same words.
    pub fn is_none(&self) -> bool {
        self.segments.iter().all(|segment| segment.kind == SegmentKind::Kept)
    }

    /// Returns the segments that changed.
    pub fn changed(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().filter(|segment| segment.kind != SegmentKind::Kept)
    }

    /// Returns how much of both texts is kept, by words that mean something: from 0 to 1; 1 where neither has any.
    pub fn likeness(&self, a: &Cut, b: &Cut) -> f64 {
        let weight = |words: &[Word]| words.iter().map(|word| weight(word.kind)).sum::<usize>();
        let kept = self.segments.iter().filter(|segment| segment.kind == SegmentKind::Kept);
        let kept: usize = kept.map(|segment| 2 * weight(&a.words()[segment.a_words.clone()])).sum();
        let all = weight(a.words()) + weight(b.words());
        #[expect(clippy::cast_precision_loss, reason = "counts of a text's words are far below 2^52")]
        let share = if all == 0 { 1.0 } else { kept as f64 / all as f64 };
        share
    }
}

/// What a word counts beside others.
fn weight(kind: WordKind) -> usize {
    match kind {
        WordKind::Content | WordKind::Number => 3,
        WordKind::Function | WordKind::Mark => 1,
    }
}

/// Finds what differs between two texts. About linear for texts that have much in common.
pub fn difference(a: &Cut, b: &Cut) -> Difference {
    // Numbers in place of words: cheap to compare.
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut ids_a = Vec::with_capacity(a.words().len());
    let mut ids_b = Vec::with_capacity(b.words().len());
    for (cut, ids) in [(a, &mut ids_a), (b, &mut ids_b)] {
        for word in cut.words() {
            let next = numbers.len() as u32;
            ids.push(*numbers.entry(cut.text_of(word)).or_insert(next));
        }
    }
    let steps = if ids_a == ids_b {
        vec![Step { is_kept: true, a: 0..ids_a.len(), b: 0..ids_b.len() }]
    } else {
        let ops = capture_diff_slices(Algorithm::Histogram, &ids_a, &ids_b);
        let mut steps = joined(ops.iter().map(step).collect());
        slide(&mut steps, &ids_a, &ids_b, a, b);
        without_chance(steps, a, b)
    };
    Difference { segments: steps.into_iter().filter_map(|step| segment(step, a, b)).collect() }
}

/// A run of words, kept or changed.
#[derive(Clone, Debug)]
struct Step {
    is_kept: bool,
    a: Range<usize>,
    b: Range<usize>,
}

fn step(op: &DiffOp) -> Step {
    let (_, a, b) = op.as_tag_tuple();
    Step { is_kept: matches!(op, DiffOp::Equal { .. }), a, b }
}

/// Makes neighbours of one kind one.
fn joined(steps: Vec<Step>) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        match out.last_mut() {
            Some(last) if last.is_kept == step.is_kept => (last.a.end, last.b.end) = (step.a.end, step.b.end),
            _ => out.push(step),
        }
    }
    out.retain(|step| !(step.a.is_empty() && step.b.is_empty()));
    out
}

/// Moves an insertion or deletion that could as well stand some words before, so that it begins or ends with a mark or
/// ends with a particle: `、検証可能な` rather than `な、検証可能`.
fn slide(steps: &mut [Step], ids_a: &[u32], ids_b: &[u32], a: &Cut, b: &Cut) {
    for index in 1..steps.len() {
        let changed = steps[index].clone();
        if changed.is_kept || !steps[index - 1].is_kept || steps.get(index + 1).is_some_and(|next| !next.is_kept) {
            continue;
        }
        let (ids, cut, range) = match (changed.a.is_empty(), changed.b.is_empty()) {
            (false, true) => (ids_a, a, changed.a.clone()),
            (true, false) => (ids_b, b, changed.b.clone()),
            _ => continue,
        };
        let room = steps[index - 1].a.len();
        let has_next = index + 1 < steps.len();
        let mut best = (shape(cut, &range), 0);
        let mut by = 0;
        while has_next && by < room && ids[range.start - by - 1] == ids[range.end - by - 1] {
            by += 1;
            let moved = shape(cut, &(range.start - by..range.end - by));
            if moved > best.0 {
                best = (moved, by);
            }
        }
        let by = best.1;
        if by == 0 {
            continue;
        }
        let shift = |range: &Range<usize>| range.start - by..range.end - by;
        steps[index - 1].a.end -= by;
        steps[index - 1].b.end -= by;
        (steps[index].a, steps[index].b) = (shift(&changed.a), shift(&changed.b));
        steps[index + 1].a.start -= by;
        steps[index + 1].b.start -= by;
    }
}

/// How well a run of words stands for itself: a phrase with its comma, or with its particle.
fn shape(cut: &Cut, range: &Range<usize>) -> usize {
    let kind = |index: usize| cut.words()[index].kind;
    let before = range.start.checked_sub(1).map(kind);
    let (first, last) = (kind(range.start), kind(range.end - 1));
    let is_japanese = cut.lang() == seimei_model::code::Lang::Ja;
    match (before, first, last) {
        (_, WordKind::Mark, WordKind::Mark) => 0,
        (Some(WordKind::Mark) | None, _, WordKind::Mark) => 4,
        (_, WordKind::Mark, _) => 3,
        (_, _, WordKind::Function) if is_japanese => 2,
        (_, WordKind::Function, _) if !is_japanese => 2,
        _ => 1,
    }
}

/// Takes chance matches back: function words and marks that alone stand between two stretches which both have other words
/// in their place.
fn without_chance(steps: Vec<Step>, a: &Cut, b: &Cut) -> Vec<Step> {
    let light = |step: &Step| {
        let words = &a.words()[step.a.clone()];
        words.iter().all(|word| matches!(word.kind, WordKind::Function | WordKind::Mark)) && words.len() <= 2
    };
    let sum = |cut: &Cut, range: &Range<usize>| -> usize {
        cut.words()[range.clone()].iter().map(|word| weight(word.kind)).sum()
    };
    let sums = |step: &Step| (sum(a, &step.a), sum(b, &step.b));
    let mut steps = steps;
    loop {
        let chance = (1..steps.len().saturating_sub(1)).find(|&index| {
            let (before, here, after) = (&steps[index - 1], &steps[index], &steps[index + 1]);
            if !here.is_kept || !light(here) {
                return false;
            }
            let ((gone_before, come_before), (gone_after, come_after)) = (sums(before), sums(after));
            // Both sides have another content on either side of the match, or the content changed its place around it.
            let own = sum(a, &here.a);
            let replaced = |gone: usize, come: usize| gone.min(come) > own;
            let both = replaced(gone_before, come_before) && replaced(gone_after, come_after);
            let swapped = (gone_before > own && come_before == 0 && gone_after == 0 && come_after > own)
                || (come_before > own && gone_before == 0 && come_after == 0 && gone_after > own);
            // One word for one word, twice, is told apart; longer stretches are not.
            let is_long = gone_before.max(come_before) + gone_after.max(come_after) > 8 * own;
            (both && is_long) || swapped
        });
        let Some(index) = chance else { return steps };
        steps[index].is_kept = false;
        steps = joined(steps);
    }
}

fn segment(step: Step, a: &Cut, b: &Cut) -> Option<Segment> {
    let kind = match (step.is_kept, step.a.is_empty(), step.b.is_empty()) {
        (_, true, true) => return None,
        (true, ..) => SegmentKind::Kept,
        (false, false, false) => SegmentKind::Replaced,
        (false, true, false) => SegmentKind::Inserted,
        (false, false, true) => SegmentKind::Deleted,
    };
    Some(Segment { kind, a: range(a, &step.a), b: range(b, &step.b), a_words: step.a, b_words: step.b })
}

/// Returns where words stand in the text as given; of none, the place.
fn range(cut: &Cut, words: &Range<usize>) -> TextRange {
    let all = cut.words();
    let start =
        all.get(words.start).map_or_else(|| all.last().map_or(0, |last| last.range.end), |word| word.range.start);
    let end = if words.is_empty() { start } else { all[words.end - 1].range.end };
    TextRange { start, end }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use seimei_lexicon::builtin;
    use seimei_lexicon::lexicon::Lexicon;
    use seimei_model::code::Lang;

    use super::*;
    use crate::words::Cutter;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin::lexicon);

    /// Returns the difference with `[-gone-]` and `{+come+}`.
    fn told(lang: Lang, a: &str, b: &str) -> String {
        let cutter = Cutter::new(&LEXICON, lang);
        let difference = difference(&cutter.cut(a), &cutter.cut(b));
        let mut out = String::new();
        for segment in &difference.segments {
            if segment.kind == SegmentKind::Kept {
                out += &b[segment.b.bounds()];
                continue;
            }
            if !segment.a.is_empty() {
                let _ = write!(out, "[-{}-]", &a[segment.a.bounds()]);
            }
            if !segment.b.is_empty() {
                let _ = write!(out, "{{+{}+}}", &b[segment.b.bounds()]);
            }
        }
        out
    }

    fn check(lang: Lang, a: &str, b: &str, expected: &str) {
        assert_eq!(told(lang, a, b), expected);
    }

    #[test]
    fn words_stay_whole_in_japanese() {
        check(
            Lang::Ja,
            "我々は、この水路の重要性を強調する。",
            "両首脳は、この水路の重要性を再確認する。",
            "[-我々-]{+両首脳+}は、この水路の重要性を[-強調-]{+再確認+}する。",
        );
        check(
            Lang::Ja,
            "完全な、検証可能な、かつ、不可逆的な廃棄を求める。",
            "完全な廃棄を求める。",
            "完全な[-、検証可能な、かつ、不可逆的な-]廃棄を求める。",
        );
        check(
            Lang::Ja,
            "岬に関する基本的な立場に変更はない。",
            "岬に対する立場に変更はない。",
            "岬[-に関する基本的な-]{+に対する+}立場に変更はない。",
        );
    }

    #[test]
    fn words_stay_whole_in_english() {
        check(
            Lang::En,
            "We strongly oppose any unilateral attempt to close the strait.",
            "We oppose attempts to close the strait.",
            "We [-strongly -]oppose [-any unilateral attempt -]{+attempts +}to close the strait.",
        );
        check(Lang::En, "The \u{201c}open\u{201d} port", "the \"open\" port", "the \"open\" port");
    }

    #[test]
    fn a_lone_article_is_no_match() {
        check(
            Lang::En,
            "We welcome the entry of Selmark into the forum.",
            "We regret recent losses at the northern harbour.",
            "We [-welcome the entry of Selmark into the forum-]{+regret recent losses at the northern harbour+}.",
        );
    }

    proptest! {
        #[test]
        fn segments_are_both_texts(a in "[我々は強く反対するの。、]{0,24}", b in "[我々は強く反対するの。、]{0,24}") {
            let cutter = Cutter::new(&LEXICON, Lang::Ja);
            let (cut_a, cut_b) = (cutter.cut(&a), cutter.cut(&b));
            let difference = difference(&cut_a, &cut_b);
            let (mut at_a, mut at_b) = (0, 0);
            for segment in &difference.segments {
                prop_assert_eq!((segment.a.start, segment.b.start), (at_a, at_b));
                if segment.kind == SegmentKind::Kept {
                    let texts = |cut: &Cut, words: &Range<usize>| -> Vec<String> {
                        cut.words()[words.clone()].iter().map(|word| cut.text_of(word).to_owned()).collect()
                    };
                    prop_assert_eq!(texts(&cut_a, &segment.a_words), texts(&cut_b, &segment.b_words));
                }
                (at_a, at_b) = (segment.a.end, segment.b.end);
            }
            prop_assert_eq!((at_a as usize, at_b as usize), (a.len(), b.len()));
            prop_assert!((0.0..=1.0).contains(&difference.likeness(&cut_a, &cut_b)));
        }
    }
}
