//! Provisions that changed their place: of those that the way leaves alone, some answer to each other across it.

use crate::align::Group;
use crate::align::path::Step;
use crate::align::weight::{Weights, Worth};

/// How far a provision may have moved, in steps.
const FARTHEST: usize = 40;

/// What must speak for it at least: more than for neighbours, since any provision near could be the one.
const LEAST: Worth = 4500;

/// Links provisions left alone that answer to each other, the best pairs first.
pub(super) fn relink(mut steps: Vec<Step>, weights: &Weights) -> Vec<Step> {
    let alone_a: Vec<usize> = (0..steps.len()).filter(|index| steps[*index].b.is_empty()).collect();
    let alone_b: Vec<usize> = (0..steps.len()).filter(|index| steps[*index].a.is_empty()).collect();
    let mut pairs: Vec<(Worth, usize, usize)> = Vec::new();
    for &a in &alone_a {
        let first = alone_b.partition_point(|b| b + FARTHEST < a);
        for &b in alone_b[first..].iter().take_while(|b| **b <= a + FARTHEST) {
            let worth = weights.evidence(0, steps[a].a.start, steps[b].b.start);
            if worth >= LEAST {
                pairs.push((worth, a, b));
            }
        }
    }
    pairs.sort_by_key(|(worth, a, b)| (std::cmp::Reverse(*worth), a.abs_diff(*b), *a.min(b)));
    let mut taken = vec![false; steps.len()];
    for (_, a, b) in pairs {
        if !taken[a] && !taken[b] {
            (taken[a], taken[b]) = (true, true);
            steps[a].b = steps[b].b.clone();
            steps[a].is_moved = true;
            steps[b].b = 0..0;
        }
    }
    steps.retain(|step| !step.a.is_empty() || !step.b.is_empty());
    steps
}

/// What must speak for a pair at least where nothing is known of the order: of statements of different years and partners
/// nearly all pairs above were right, and hardly half of those a little below.
const LEAST_ANYWHERE: Worth = 2500;

/// Links what answers to each other in texts that do not run side by side; what is left stands alone.
pub(super) fn anywhere(weights: &Weights) -> Vec<Step> {
    let (count_a, count_b) = weights.sizes();
    let mut pairs: Vec<(Worth, usize, usize)> = Vec::new();
    for a in 0..count_a {
        let of_b = (0..count_b).map(|b| (weights.evidence(0, a, b), a, b));
        pairs.extend(of_b.filter(|(worth, ..)| *worth >= LEAST_ANYWHERE));
    }
    pairs.sort_by_key(|(worth, a, b)| (std::cmp::Reverse(*worth), *a, *b));
    let (mut taken_a, mut taken_b) = (vec![false; count_a], vec![false; count_b]);
    let mut steps: Vec<Step> = Vec::new();
    for (_, a, b) in pairs {
        if !taken_a[a] && !taken_b[b] {
            (taken_a[a], taken_b[b]) = (true, true);
            steps.push(Step { a: a..a + 1, b: b..b + 1, is_moved: false });
        }
    }
    let alone = |taken: Vec<bool>| taken.into_iter().enumerate().filter(|(_, is_taken)| !is_taken).map(|(at, _)| at);
    steps.extend(alone(taken_a).map(|a| Step { a: a..a + 1, b: 0..0, is_moved: false }));
    steps.extend(alone(taken_b).map(|b| Step { a: 0..0, b: b..b + 1, is_moved: false }));
    steps
}

/// Puts groups into the order of A; what only B has stands before what it stands before in B.
pub(super) fn in_order(groups: Vec<Group>) -> Vec<Group> {
    let (mut ordered, mut only_b): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(|group| !group.a.is_empty());
    ordered.sort_by(|one, other| one.a.cmp(&other.a));
    only_b.sort_by(|one, other| one.b.cmp(&other.b));
    for group in only_b {
        let is_behind = |other: &Group| !other.is_moved && other.b.first().is_some_and(|first| *first > group.b[0]);
        let place = ordered.iter().position(is_behind).unwrap_or(ordered.len());
        ordered.insert(place, group);
    }
    ordered
}
