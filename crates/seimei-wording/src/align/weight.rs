//! What a step of the alignment is worth: how much more likely its provisions are as counterparts than side by side by
//! chance, in thousandths of a nat (the natural logarithm of a likelihood ratio). Whole numbers, so that sums do not
//! depend on their order and both directions give the same.

use std::ops::Range;

use crate::align::path::Step;
use crate::align::profile::{Side, Sides};

/// Thousandths of a nat.
pub(super) type Worth = i32;

/// How many provisions of A and of B a step takes, with how readily such a step is taken.
///
/// # Source
/// Those of one and one and of one and two are near Gale and Church 1993, table 5, which has 0.89 and 0.089 (of both).
/// Theirs of one and none (0.0099) is for translations sentence by sentence; readouts and statements of two governments
/// leave out and put in: 0.06 was found on texts made by leaving out, putting in and moving (see `docs/alignment.md`),
/// where all from 0.02 to 0.2 did nearly as well. Steps of two and two are taken only where nothing parts them.
const KINDS: [(usize, usize, f64); 9] = [
    (1, 1, 0.87),
    (1, 0, 0.06),
    (0, 1, 0.06),
    (1, 2, 0.045),
    (2, 1, 0.045),
    (2, 2, 0.002),
    (1, 3, 0.007),
    (3, 1, 0.007),
    // Two and two that changed places, see `CROSSED`.
    (2, 2, 0.003),
];

/// The most provisions of one text in a step.
pub(super) const MOST: usize = 3;

/// How far the clues of a provision speak for themselves: those of one provision go together (China and the topic
/// China), so that each adds less than it would alone.
const INDEPENDENCE: f64 = 0.6;

/// The variance of a counterpart's length for each character.
///
/// # Source
/// Gale and Church 1993, section 3.2.
const VARIANCE: f64 = 6.8;

/// What it costs to take provisions of two sections for one.
const ACROSS_SECTIONS: Worth = -4000;

/// What the steps through a pair of texts are worth.
pub(super) struct Weights<'s> {
    sides: &'s Sides,
    a: Runs,
    b: Runs,
    /// By clue and kind of step: what it adds to be in both rather than in one each.
    gain: Vec<[Worth; KINDS.len()]>,
    kind_worth: [Worth; KINDS.len()],
    lengths: Lengths,
}

/// The runs of one to [`MOST`] provisions of a text.
#[derive(Default)]
struct Runs {
    /// By size less one and beginning: the clues, ascending.
    clues: [Vec<Vec<u32>>; MOST],
    /// By kind of step and beginning: what it is worth that none of the clues is on the other side.
    missing: [Vec<Worth>; KINDS.len()],
    /// Lengths up to each provision, in the common measure.
    length_until: Vec<f64>,
    /// Sections begun up to each provision.
    sections_until: Vec<Worth>,
}

/// What lengths are worth.
#[derive(Debug, Default)]
struct Lengths {
    ratio: f64,
    mean: [f64; 2],
    variance: [f64; 2],
}

fn thousandths(nats: f64) -> Worth {
    (nats.clamp(-100.0, 100.0) * 1000.0).round() as Worth
}

impl<'s> Weights<'s> {
    pub(super) fn new(sides: &'s Sides) -> Self {
        let count = sides.vocabulary.len();
        let shares = |side: &Side| {
            let mut counts = vec![0_usize; count];
            side.provisions.iter().flat_map(|provision| &provision.clues).for_each(|(clue, _)| counts[*clue] += 1);
            // Half a provision more of each sort, so that nothing is certain in a short text.
            let all = side.provisions.len() as f64 + 1.0;
            counts.into_iter().map(|seen| (seen as f64 + 0.5) / all).collect::<Vec<_>>()
        };
        let (shares_a, shares_b) = (shares(&sides.a), shares(&sides.b));
        let mut gain = vec![[0; KINDS.len()]; count];
        let mut missing_a = vec![[0; KINDS.len()]; count];
        let mut missing_b = vec![[0; KINDS.len()]; count];
        for clue in 0..count {
            let reliability = sides.vocabulary[clue].kind.reliability();
            for (kind, (size_a, size_b, _)) in KINDS.into_iter().enumerate() {
                let any = |share: f64, size: usize| 1.0 - (0..size).fold(1.0, |none, _| none * (1.0 - share));
                let (a, b) = (any(shares_a[clue], size_a), any(shares_b[clue], size_b));
                if size_a == 0 || size_b == 0 {
                    continue;
                }
                // Counterparts share the clue as often as it is reliable, and else by chance.
                let both = reliability * a.min(b) + (1.0 - reliability) * a * b;
                let only = |one: f64, other: f64| ((one - both).max(1e-9) / (one * (1.0 - other))).min(1.0);
                let worth = |ratio: f64| thousandths(INDEPENDENCE * ratio.ln());
                missing_a[clue][kind] = worth(only(a, b));
                missing_b[clue][kind] = worth(only(b, a));
                gain[clue][kind] = worth(both / (a * b)) - missing_a[clue][kind] - missing_b[clue][kind];
            }
        }
        let lengths = Lengths::new(sides);
        let scale = lengths.ratio.sqrt();
        let a = Runs::new(&sides.a, &missing_a, |kind| kind.0, scale);
        let b = Runs::new(&sides.b, &missing_b, |kind| kind.1, if scale > 0.0 { 1.0 / scale } else { 0.0 });
        let kind_worth = KINDS.map(|(_, _, readily)| thousandths(readily.ln()));
        Self { sides, a, b, gain, kind_worth, lengths }
    }

    /// Returns how many provisions A and B have.
    pub(super) fn sizes(&self) -> (usize, usize) {
        (self.sides.a.provisions.len(), self.sides.b.provisions.len())
    }

    /// Returns the characters of B for one of A.
    pub(super) fn ratio(&self) -> f64 {
        self.lengths.ratio
    }

    /// Returns how far the texts have come, from 0 to 1, before provision `index` of A.
    pub(super) fn progress(&self, index: usize) -> f64 {
        let all = self.a.length_until.last().copied().unwrap_or(0.0);
        if all > 0.0 { self.a.length_until[index] / all } else { 0.0 }
    }

    /// Returns the provision of B at which it has come so far.
    pub(super) fn at_progress(&self, progress: f64) -> usize {
        let all = self.b.length_until.last().copied().unwrap_or(0.0);
        self.b.length_until.partition_point(|until| *until < progress * all)
    }

    /// Returns the kinds of steps: number, provisions of A, provisions of B.
    pub(super) fn kinds() -> impl Iterator<Item = (usize, usize, usize)> {
        KINDS.into_iter().enumerate().map(|(kind, (a, b, _))| (kind, a, b))
    }

    /// Returns the worth of a step of the kind that begins at `a` and `b`, with how often it occurs.
    pub(super) fn step(&self, kind: usize, a: usize, b: usize) -> Worth {
        self.kind_worth[kind] + self.evidence(kind, a, b)
    }

    /// The kind of step whose first provision of A answers to the second of B, and the second to the first.
    pub(super) const CROSSED: usize = KINDS.len() - 1;

    /// Returns the worth of what speaks for a step; 0 for one that leaves a provision alone.
    pub(super) fn evidence(&self, kind: usize, a: usize, b: usize) -> Worth {
        let (size_a, size_b, _) = KINDS[kind];
        if size_a == 0 || size_b == 0 {
            return 0;
        }
        if kind == Self::CROSSED {
            return self.evidence(0, a, b + 1) + self.evidence(0, a + 1, b);
        }
        let mut worth = self.a.missing[kind][a] + self.b.missing[kind][b];
        for clue in both(&self.a.clues[size_a - 1][a], &self.b.clues[size_b - 1][b]) {
            worth += self.gain[clue as usize][kind];
        }
        let across = self.a.sections_within(a, size_a) + self.b.sections_within(b, size_b);
        worth += ACROSS_SECTIONS * across;
        let (length_a, length_b) = (self.a.length(a, size_a), self.b.length(b, size_b));
        worth + self.lengths.worth(length_a, length_b, size_a, size_b)
    }

    fn kind_of(step: &Step) -> Option<usize> {
        KINDS.iter().position(|(a, b, _)| (*a, *b) == (step.a.len(), step.b.len()))
    }

    /// Returns the clues that both sides of a step have, the weightiest first.
    pub(super) fn shared(&self, step: &Step) -> Vec<usize> {
        let Some(kind) = Self::kind_of(step).filter(|_| !step.a.is_empty() && !step.b.is_empty()) else {
            return Vec::new();
        };
        let clues = both(&self.a.clues[step.a.len() - 1][step.a.start], &self.b.clues[step.b.len() - 1][step.b.start]);
        let mut shared: Vec<usize> =
            clues.map(|clue| clue as usize).filter(|clue| self.gain[*clue][kind] > 0).collect();
        shared.sort_by_key(|clue| (std::cmp::Reverse(self.gain[*clue][kind]), *clue));
        shared
    }

    /// Returns how sure a step is, from 0 to 1.
    pub(super) fn confidence(&self, step: &Step) -> f64 {
        let sure = |worth: Worth| 1.0 / (1.0 + (-f64::from(worth) / 2000.0).exp());
        let alone = |rivals: &mut dyn Iterator<Item = Worth>| 1.0 - sure(rivals.max().unwrap_or(Worth::MIN / 2));
        let near = |range: &Range<usize>, count: usize| range.start.saturating_sub(3)..(range.start + 3).min(count);
        let (count_a, count_b) = self.sizes();
        let sure = match Self::kind_of(step) {
            Some(_) if step.b.is_empty() => {
                alone(&mut near(&step.b, count_b).map(|b| self.evidence(0, step.a.start, b)))
            }
            Some(_) if step.a.is_empty() => {
                alone(&mut near(&step.a, count_a).map(|a| self.evidence(0, a, step.b.start)))
            }
            Some(kind) => sure(self.evidence(kind, step.a.start, step.b.start)),
            None => 0.0,
        };
        (sure * 1000.0).round() / 1000.0
    }
}

/// Returns what two ascending lists share.
fn both<'l>(one: &'l [u32], other: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    let (mut left, mut right) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    std::iter::from_fn(move || {
        loop {
            let (a, b) = (*left.peek()?, *right.peek()?);
            match a.cmp(&b) {
                std::cmp::Ordering::Less => left.next(),
                std::cmp::Ordering::Greater => right.next(),
                std::cmp::Ordering::Equal => {
                    left.next();
                    return right.next();
                }
            };
        }
    })
}

impl Runs {
    fn new(
        side: &Side,
        missing: &[[Worth; KINDS.len()]],
        size_of: impl Fn((usize, usize, f64)) -> usize,
        scale: f64,
    ) -> Self {
        let count = side.provisions.len();
        let mut runs = Self::default();
        for size in 1..=MOST.min(count) {
            let clues = |start: usize| {
                let within = side.provisions[start..start + size].iter().flat_map(|provision| &provision.clues);
                let mut clues: Vec<u32> = within.map(|(clue, _)| *clue as u32).collect();
                clues.sort_unstable();
                clues.dedup();
                clues
            };
            runs.clues[size - 1] = (0..=count - size).map(clues).collect();
        }
        for (kind, sizes) in KINDS.into_iter().enumerate() {
            if let Some(lists) = size_of(sizes).checked_sub(1).map(|size| &runs.clues[size]) {
                let worth = |clues: &Vec<u32>| clues.iter().map(|clue| missing[*clue as usize][kind]).sum();
                runs.missing[kind] = lists.iter().map(worth).collect();
            }
        }
        let (mut length, mut sections) = (0.0, 0);
        runs.length_until.push(0.0);
        for provision in &side.provisions {
            length += provision.length * scale;
            sections += Worth::from(provision.opens);
            runs.length_until.push(length);
            runs.sections_until.push(sections);
        }
        runs
    }

    fn length(&self, start: usize, size: usize) -> f64 {
        self.length_until[start + size] - self.length_until[start]
    }

    fn sections_within(&self, start: usize, size: usize) -> Worth {
        self.sections_until[start + size - 1] - self.sections_until[start]
    }
}

impl Lengths {
    fn new(sides: &Sides) -> Self {
        let total = |side: &Side| side.provisions.iter().map(|provision| provision.length).sum::<f64>();
        let (total_a, total_b) = (total(&sides.a), total(&sides.b));
        if total_a <= 0.0 || total_b <= 0.0 {
            return Self::default();
        }
        let ratio = total_b / total_a;
        // Both texts are measured in the geometric mean of their characters, so that none is the measure of the other.
        let spread = |side: &Side, scale: f64| {
            let lengths = || side.provisions.iter().map(|provision| provision.length * scale);
            let count = side.provisions.len() as f64;
            let mean = lengths().sum::<f64>() / count;
            (mean, lengths().map(|length| (length - mean).powi(2)).sum::<f64>() / count)
        };
        let (a, b) = (spread(&sides.a, ratio.sqrt()), spread(&sides.b, 1.0 / ratio.sqrt()));
        Self { ratio, mean: [a.0, b.0], variance: [a.1, b.1] }
    }

    /// Returns how much likelier the two lengths are of counterparts than of any provisions.
    fn worth(&self, a: f64, b: f64, size_a: usize, size_b: usize) -> Worth {
        let (size_a, size_b) = (size_a as f64, size_b as f64);
        let near = (VARIANCE * f64::midpoint(a, b)).max(1.0);
        let wide = (size_a * self.variance[0] + size_b * self.variance[1]).max(near);
        let apart = a - b;
        let usual = size_a * self.mean[0] - size_b * self.mean[1];
        let log = |apart: f64, variance: f64| -0.5 * (variance.ln() + apart * apart / variance);
        thousandths(log(apart, near) - log(apart - usual, wide))
    }
}
