//! Which provisions of two texts in one language answer to each other.
//!
//! Each provision is a vector of weighted features: its words, the rarer in both texts the weightier, pairs of Han
//! characters, acts, topics. Pairs are taken best first; then provisions left over join a pair that they make better:
//! one that was merged or split.

use std::collections::{BTreeMap, HashMap};

use seimei_model::act::ActKind;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;

use crate::words::{Cut, WordKind, stem};

/// Provisions that answer to each other; one side may be empty.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Group {
    pub(super) a: Vec<usize>,
    pub(super) b: Vec<usize>,
    pub(super) score: f64,
    pub(super) is_moved: bool,
}

/// Provisions less alike than this do not answer to each other. See `docs/compare.md` for how it was chosen.
const LEAST: f64 = 0.34;
/// How much of a provision left over must stand in the other text's provision for it to have been merged into it.
const MERGED: f64 = 0.5;
/// How much alike the pair must become by that.
const GAIN: f64 = 0.04;
/// What the same act, the same heading and the same place among the others are worth at most.
const ACTS: f64 = 0.05;
const SECTION: f64 = 0.02;
const PLACE: f64 = 0.03;
/// What pairs of Han characters weigh beside words.
const PAIRS: f64 = 0.5;
/// What a topic weighs beside words.
const TOPIC: f64 = 0.7;

/// Features with their weights, ascending by feature.
type Vector = Vec<(u32, f64)>;

struct Space {
    a: Vec<Vector>,
    b: Vec<Vector>,
}

/// Pairs the provisions of two texts.
pub(super) fn groups(a: &Reading, b: &Reading, cuts_a: &[Cut], cuts_b: &[Cut]) -> Vec<Group> {
    let space = Space::new(a, b, cuts_a, cuts_b);
    let mut groups = best_first(a, b, &space);
    let (mut free_a, mut free_b) = (vec![true; space.a.len()], vec![true; space.b.len()]);
    for group in &groups {
        group.a.iter().for_each(|index| free_a[*index] = false);
        group.b.iter().for_each(|index| free_b[*index] = false);
    }
    merge(&mut groups, &space, &mut free_a, &mut free_b);
    mark_moved(&mut groups);
    let alone = |free: Vec<bool>| free.into_iter().enumerate().filter(|(_, is_free)| *is_free).map(|(index, _)| index);
    let of_a = alone(free_a).map(|index| Group { a: vec![index], b: Vec::new(), score: 0.0, is_moved: false });
    let of_b = alone(free_b).map(|index| Group { a: Vec::new(), b: vec![index], score: 0.0, is_moved: false });
    groups.extend(of_a.chain(of_b).collect::<Vec<_>>());
    groups
}

impl Space {
    fn new(a: &Reading, b: &Reading, cuts_a: &[Cut], cuts_b: &[Cut]) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut raw = |reading: &Reading, cuts: &[Cut]| -> Vec<BTreeMap<u32, f64>> {
            let mut all = Vec::with_capacity(cuts.len());
            for (provision, cut) in reading.provisions.iter().zip(cuts) {
                let mut features: BTreeMap<u32, f64> = BTreeMap::new();
                each_feature(provision, cut, |name, weight| {
                    let next = numbers.len() as u32;
                    let number = match numbers.get(name) {
                        Some(number) => *number,
                        None => *numbers.entry(name.to_owned()).or_insert(next),
                    };
                    if number as usize == counts.len() {
                        counts.push(0);
                    }
                    *features.entry(number).or_default() += weight;
                });
                for number in features.keys() {
                    counts[*number as usize] += 1;
                }
                all.push(features);
            }
            all
        };
        let (raw_a, raw_b) = (raw(a, cuts_a), raw(b, cuts_b));
        let count = (raw_a.len() + raw_b.len()) as f64;
        let weigh = |features: BTreeMap<u32, f64>| -> Vector {
            // Said twice counts somewhat more than said once.
            let weight = |number: u32, often: f64| {
                (1.0 + count / f64::from(counts[number as usize])).ln() * often.min(1.0 + often.ln_1p() / 2.0)
            };
            let mut vector: Vector =
                features.into_iter().map(|(number, often)| (number, weight(number, often))).collect();
            normalise(&mut vector);
            vector
        };
        Self { a: raw_a.into_iter().map(weigh).collect(), b: raw_b.into_iter().map(weigh).collect() }
    }
}

fn normalise(vector: &mut Vector) {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        for (_, weight) in vector.iter_mut() {
            *weight /= length;
        }
    }
}

/// Gives the features of a provision with how much each counts.
fn each_feature(provision: &Provision, cut: &Cut, mut give: impl FnMut(&str, f64)) {
    let mut name = String::new();
    for word in cut.words() {
        match word.kind {
            WordKind::Content | WordKind::Number => {
                let text = cut.text_of(word);
                give(&stem(text), 1.0);
                let mut before: Option<char> = None;
                for c in text.chars() {
                    if let Some(before) = before.filter(|before| is_han(*before) && is_han(c)) {
                        name.clear();
                        name.push('\u{1}');
                        name.push(before);
                        name.push(c);
                        give(&name, PAIRS);
                    }
                    before = Some(c);
                }
            }
            WordKind::Function | WordKind::Mark => {}
        }
    }
    for topic in &provision.topics {
        name.clear();
        name.push('\u{2}');
        name.push_str(topic.as_str());
        give(&name, TOPIC);
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Takes pairs best first.
fn best_first(a: &Reading, b: &Reading, space: &Space) -> Vec<Group> {
    let feature_count = space.a.iter().chain(&space.b).flatten().map(|(feature, _)| *feature as usize + 1).max();
    let mut postings: Vec<Vec<(u32, f64)>> = vec![Vec::new(); feature_count.unwrap_or_default()];
    for (index, vector) in space.b.iter().enumerate() {
        for (feature, weight) in vector {
            postings[*feature as usize].push((index as u32, *weight));
        }
    }
    let acts = |reading: &Reading| -> Vec<Vec<ActKind>> {
        let of = |provision: &Provision| {
            let mut acts: Vec<ActKind> = provision.acts.iter().map(|act| act.act).collect();
            acts.sort_unstable();
            acts.dedup();
            acts
        };
        reading.provisions.iter().map(of).collect()
    };
    let (acts_a, acts_b) = (acts(a), acts(b));
    let (count_a, count_b) = (space.a.len().max(1) as f64, space.b.len().max(1) as f64);
    let mut candidates: Vec<(f64, f64, usize, usize)> = Vec::new();
    let mut sums = vec![0.0; space.b.len()];
    for (index, vector) in space.a.iter().enumerate() {
        sums.fill(0.0);
        for (feature, weight) in vector {
            for (other, there) in &postings[*feature as usize] {
                sums[*other as usize] += weight * there;
            }
        }
        for (other, alike) in sums.iter().enumerate().filter(|(_, alike)| **alike > LEAST - ACTS - SECTION - PLACE) {
            let place = 1.0 - (index as f64 / count_a - other as f64 / count_b).abs();
            let (one, two) = (&a.provisions[index].section, &b.provisions[other].section);
            let is_section = one.is_some() && one == two;
            let bonus =
                ACTS * share(&acts_a[index], &acts_b[other]) + PLACE * place + if is_section { SECTION } else { 0.0 };
            if alike + bonus * (1.0 - alike) >= LEAST {
                candidates.push((alike + bonus, *alike, index, other));
            }
        }
    }
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| (one.2, one.3).cmp(&(other.2, other.3))));
    let (mut free_a, mut free_b) = (vec![true; space.a.len()], vec![true; space.b.len()]);
    let mut groups = Vec::new();
    for (_, alike, index, other) in candidates {
        if free_a[index] && free_b[other] {
            (free_a[index], free_b[other]) = (false, false);
            groups.push(Group { a: vec![index], b: vec![other], score: alike.clamp(0.0, 1.0), is_moved: false });
        }
    }
    groups.sort_by_key(|group| group.a[0]);
    groups
}

/// The share of acts that two provisions have in common.
fn share(one: &[ActKind], other: &[ActKind]) -> f64 {
    let both = one.iter().filter(|act| other.contains(act)).count();
    let all = one.len() + other.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// Lets provisions that are left over join a pair that they make better.
fn merge(groups: &mut [Group], space: &Space, free_a: &mut [bool], free_b: &mut [bool]) {
    for is_a in [true, false] {
        let (own, other) = if is_a { (&space.a, &space.b) } else { (&space.b, &space.a) };
        let free: &mut [bool] = if is_a { free_a } else { free_b };
        let mut wishes: Vec<(f64, usize, usize)> = Vec::new();
        for index in (0..own.len()).filter(|index| free[*index]) {
            for (place, group) in groups.iter().enumerate() {
                let (mine, theirs) = if is_a { (&group.a, &group.b) } else { (&group.b, &group.a) };
                let is_near = mine.iter().any(|member| member.abs_diff(index) <= 2);
                if !is_near || theirs.len() > 1 {
                    continue;
                }
                let there = &other[theirs[0]];
                let held = held(&own[index], there);
                let before = dot(&sum(mine.iter().map(|member| &own[*member])), there);
                let after = dot(&sum(mine.iter().chain([&index]).map(|member| &own[*member])), there);
                if held >= MERGED && after >= before + GAIN {
                    wishes.push((after - before, index, place));
                }
            }
        }
        wishes.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| (one.1, one.2).cmp(&(other.1, other.2))));
        for (_, index, place) in wishes {
            let mine = if is_a { &mut groups[place].a } else { &mut groups[place].b };
            if free[index] && mine.len() < 3 {
                free[index] = false;
                mine.push(index);
                mine.sort_unstable();
            }
        }
    }
}

/// Returns how much of `part`'s weight stands in `whole` too.
fn held(part: &Vector, whole: &Vector) -> f64 {
    let shared: f64 = part
        .iter()
        .filter(|(feature, _)| whole.binary_search_by_key(feature, |(other, _)| *other).is_ok())
        .map(|(_, weight)| weight * weight)
        .sum();
    let all: f64 = part.iter().map(|(_, weight)| weight * weight).sum();
    if all > 0.0 { shared / all } else { 0.0 }
}

fn sum<'v>(vectors: impl Iterator<Item = &'v Vector>) -> Vector {
    let mut sum: BTreeMap<u32, f64> = BTreeMap::new();
    for (feature, weight) in vectors.flatten() {
        *sum.entry(*feature).or_default() += weight;
    }
    let mut sum: Vector = sum.into_iter().collect();
    normalise(&mut sum);
    sum
}

fn dot(one: &Vector, other: &Vector) -> f64 {
    let there = |feature: &u32| other.binary_search_by_key(feature, |(other, _)| *other).ok().map(|at| other[at].1);
    one.iter().filter_map(|(feature, weight)| Some(weight * there(feature)?)).sum()
}

/// Marks what does not stand in the longest run of pairs that keeps the order; the surest pairs make the run.
fn mark_moved(groups: &mut [Group]) {
    // The heaviest ascending run: weights are the scores. Quadratic in the pairs, which are hundreds at most.
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let before = (0..index).filter(|before| groups[*before].b[0] < group.b[0]);
        let before = before.max_by(|one, other| best[*one].0.total_cmp(&best[*other].0).then(other.cmp(one)));
        best.push((group.score + 0.2 + before.map_or(0.0, |before| best[before].0), before));
    }
    let mut at = (0..groups.len()).max_by(|one, other| best[*one].0.total_cmp(&best[*other].0).then(other.cmp(one)));
    for group in groups.iter_mut() {
        group.is_moved = true;
    }
    while let Some(index) = at {
        groups[index].is_moved = false;
        at = best[index].1;
    }
}
