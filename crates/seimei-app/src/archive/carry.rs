//! Carrying the lasting numbers of provisions over to a new version of an expression.
//!
//! A provision whose wording stands keeps its number, wherever it stands now; so does one that was altered a little; what
//! is new gets a number that no provision of the expression ever had.

use std::collections::BTreeMap;

use crate::archive::likeness::{Letters, likeness, share};

/// How much of the characters an altered provision must keep to be the same one.
pub const LIKE: f64 = 0.8;

/// What speaks for a counterpart in the section of the same name.
const SAME_SECTION: f64 = 0.1;

/// The most pairs that are compared each with each; among more, only those near each other in order.
const PAIRS: usize = 250_000;

/// How far apart, in places, two provisions may stand where there are too many to compare all.
const REACH: usize = 60;

/// A provision as far as it matters here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording {
    /// Its text, folded.
    pub text: String,
    /// The heading it stands under, if any.
    pub section: Option<String>,
}

/// What became of the provisions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Carried {
    /// The lasting number of each new provision, in order.
    pub numbers: Vec<u32>,
    /// Numbers of provisions whose wording stands.
    pub kept: Vec<u32>,
    /// Numbers of provisions whose wording was altered a little.
    pub altered: Vec<u32>,
    /// Numbers given to new provisions.
    pub new: Vec<u32>,
    /// Numbers whose provisions are gone.
    pub lost: Vec<u32>,
}

/// Gives numbers to the provisions `new` of a version that follows one with the provisions `old`, which had `numbers`.
/// `highest` is the highest number that any version had.
pub fn carry(old: &[Wording], numbers: &[u32], new: &[Wording], highest: u32) -> Carried {
    let mut pairing = Pairing { of_new: vec![None; new.len()], of_old: vec![None; old.len()] };
    exact(old, new, &mut pairing);
    let exact_pairs = pairing.of_new.clone();
    alike(old, new, &mut pairing);
    let mut carried = Carried::default();
    let mut next = highest.max(numbers.iter().copied().max().unwrap_or(0));
    for (at, from) in pairing.of_new.iter().enumerate() {
        let number = if let Some(number) = from.and_then(|from| numbers.get(from)) {
            if exact_pairs[at].is_some() { &mut carried.kept } else { &mut carried.altered }.push(*number);
            *number
        } else {
            next += 1;
            carried.new.push(next);
            next
        };
        carried.numbers.push(number);
    }
    let gone = pairing.of_old.iter().zip(numbers).filter(|(to, _)| to.is_none());
    carried.lost = gone.map(|(_, number)| *number).collect();
    carried
}

/// Returns which share of the characters of the longer of two texts stands in provisions that both have, 0 to 1.
pub fn overlap(old: &[Wording], new: &[Wording]) -> f64 {
    let length = |all: &[Wording]| all.iter().map(|wording| wording.text.chars().count()).sum::<usize>();
    let longer = length(old).max(length(new));
    if longer == 0 {
        return 0.0;
    }
    let mut pairing = Pairing { of_new: vec![None; new.len()], of_old: vec![None; old.len()] };
    exact(old, new, &mut pairing);
    alike(old, new, &mut pairing);
    let common = new.iter().zip(&pairing.of_new).filter(|(_, from)| from.is_some());
    let common: usize = common.map(|(wording, _)| wording.text.chars().count()).sum();
    share(common.min(longer), longer)
}

/// Which old provision each new one goes on, and the other way round.
struct Pairing {
    of_new: Vec<Option<usize>>,
    of_old: Vec<Option<usize>>,
}

impl Pairing {
    fn pair(&mut self, old: usize, new: usize) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }
}

/// Pairs provisions of the same wording: those that stand once in both first, as fixed points; then those between two
/// fixed points, in order; then whatever was moved.
fn exact(old: &[Wording], new: &[Wording], pairing: &mut Pairing) {
    between(old, new, (0, old.len()), (0, new.len()), pairing);
    // What is left was moved, or stands more than once: those of the same section first.
    for heeds_section in [true, false] {
        let mut places: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
        let key = |wording: &'_ Wording| -> (String, Option<String>) {
            (wording.text.clone(), wording.section.clone().filter(|_| heeds_section))
        };
        let left: Vec<(usize, (String, Option<String>))> =
            (0..old.len()).rev().filter(|at| pairing.of_old[*at].is_none()).map(|at| (at, key(&old[at]))).collect();
        for (at, (text, section)) in &left {
            places.entry((text, section.as_deref())).or_default().push(*at);
        }
        for (at, wording) in new.iter().enumerate() {
            if pairing.of_new[at].is_none() {
                let section = wording.section.as_deref().filter(|_| heeds_section);
                if let Some(from) = places.get_mut(&(wording.text.as_str(), section)).and_then(Vec::pop) {
                    pairing.pair(from, at);
                }
            }
        }
    }
}

/// Pairs what is equal at both ends of two stretches, then on both sides of each wording that stands once in both.
fn between(
    old: &[Wording],
    new: &[Wording],
    (mut from_old, mut to_old): (usize, usize),
    (mut from_new, mut to_new): (usize, usize),
    pairing: &mut Pairing,
) {
    while from_old < to_old && from_new < to_new && old[from_old].text == new[from_new].text {
        pairing.pair(from_old, from_new);
        (from_old, from_new) = (from_old + 1, from_new + 1);
    }
    while from_old < to_old && from_new < to_new && old[to_old - 1].text == new[to_new - 1].text {
        (to_old, to_new) = (to_old - 1, to_new - 1);
        pairing.pair(to_old, to_new);
    }
    if from_old == to_old || from_new == to_new {
        return;
    }
    let mut places: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, wording) in old[from_old..to_old].iter().enumerate() {
        places.entry(&wording.text).or_default().0.push(from_old + at);
    }
    for (at, wording) in new[from_new..to_new].iter().enumerate() {
        places.entry(&wording.text).or_default().1.push(from_new + at);
    }
    let mut single: Vec<(usize, usize)> = places
        .values()
        .filter(|(old, new)| old.len() == 1 && new.len() == 1)
        .map(|(old, new)| (old[0], new[0]))
        .collect();
    single.sort_unstable();
    let fixed = rising(&single);
    if fixed.is_empty() {
        return;
    }
    let (mut last_old, mut last_new) = (from_old, from_new);
    for (at_old, at_new) in fixed {
        pairing.pair(at_old, at_new);
        between(old, new, (last_old, at_old), (last_new, at_new), pairing);
        (last_old, last_new) = (at_old + 1, at_new + 1);
    }
    between(old, new, (last_old, to_old), (last_new, to_new), pairing);
}

/// Returns the longest run of pairs, sorted by their first place, whose second places rise too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, (_, place)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *place);
        before[at] = length.checked_sub(1).map(|length| ends[length]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(here) = at {
        run.push(pairs[here]);
        at = before[here];
    }
    run.reverse();
    run
}

/// Pairs provisions that were altered: in order between those that are paired already, then wherever they stand.
fn alike(old: &[Wording], new: &[Wording], pairing: &mut Pairing) {
    let left_old: Vec<usize> = (0..old.len()).filter(|at| pairing.of_old[*at].is_none()).collect();
    let left_new: Vec<usize> = (0..new.len()).filter(|at| pairing.of_new[*at].is_none()).collect();
    if left_old.is_empty() || left_new.is_empty() {
        return;
    }
    let letters_old: Vec<Letters> = left_old.iter().map(|at| Letters::of(&old[*at].text)).collect();
    let letters_new: Vec<Letters> = left_new.iter().map(|at| Letters::of(&new[*at].text)).collect();
    let is_many = left_old.len() * left_new.len() > PAIRS;
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (i, at_old) in left_old.iter().enumerate() {
        for (j, at_new) in left_new.iter().enumerate() {
            let near = i * left_new.len() / left_old.len();
            if is_many && near.abs_diff(j) > REACH {
                continue;
            }
            let share = likeness(&letters_old[i], &letters_new[j], LIKE);
            if share > 0.0 {
                let bonus = if old[*at_old].section == new[*at_new].section { SAME_SECTION } else { 0.0 };
                let bonus = bonus + if in_order(pairing, *at_old, *at_new) { SAME_SECTION } else { 0.0 };
                found.push((share + bonus, *at_old, *at_new));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    for (_, at_old, at_new) in found {
        if pairing.of_old[at_old].is_none() && pairing.of_new[at_new].is_none() {
            pairing.pair(at_old, at_new);
        }
    }
}

/// Returns whether two provisions stand between counterparts: the nearest paired ones before them go together, or those
/// behind them.
fn in_order(pairing: &Pairing, old: usize, new: usize) -> bool {
    let before = pairing.of_old[..old].iter().rev().find_map(|to| *to);
    let behind = pairing.of_old[old..].iter().find_map(|to| *to);
    before.is_none_or(|before| before < new) && behind.is_none_or(|behind| behind > new)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wordings, one a line; `# x` begins a section.
    fn wordings(text: &str) -> Vec<Wording> {
        let mut section = None;
        let mut all = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.strip_prefix("# ") {
                Some(heading) => section = Some(heading.to_owned()),
                None => all.push(Wording { text: line.to_owned(), section: section.clone() }),
            }
        }
        all
    }

    fn check(old: &str, new: &str, expected: &[u32]) -> Carried {
        let old = wordings(old);
        let numbers: Vec<u32> = (1..=old.len() as u32).collect();
        let new = wordings(new);
        let carried = carry(&old, &numbers, &new, numbers.len() as u32);
        assert_eq!(carried.numbers, expected);
        let mut given = carried.numbers.clone();
        given.sort_unstable();
        given.dedup();
        assert_eq!(given.len(), new.len(), "a number was given twice");
        assert_eq!(carried.kept.len() + carried.altered.len() + carried.new.len(), new.len());
        assert_eq!(carried.kept.len() + carried.altered.len() + carried.lost.len(), old.len());
        carried
    }

    #[test]
    fn the_same_text_keeps_all_numbers() {
        let carried = check("We welcome it.\nWe condemn it.", "We welcome it.\nWe condemn it.", &[1, 2]);
        assert_eq!((carried.kept.len(), carried.lost.len()), (2, 0));
        check("", "", &[]);
        check("", "We welcome it.", &[1]);
        check("We welcome it.", "", &[]);
    }

    #[test]
    fn a_sentence_put_in_gets_a_new_number_and_moves_nobody() {
        let carried = check("One.\nTwo.\nThree.", "One.\nSomething wholly different.\nTwo.\nThree.", &[1, 4, 2, 3]);
        assert_eq!(carried.new, [4]);
        check("One.\nTwo.", "Something wholly different.\nOne.\nTwo.", &[3, 1, 2]);
    }

    #[test]
    fn a_sentence_taken_out_is_lost_and_its_number_is_not_given_again() {
        let carried = check("One.\nTwo.\nThree.", "One.\nThree.", &[1, 3]);
        assert_eq!(carried.lost, [2]);
        let new = wordings("One.\nThree.\nFour hundred and more.");
        let again = carry(&wordings("One.\nThree."), &[1, 3], &new, 7);
        assert_eq!(again.numbers, [1, 3, 8]);
    }

    #[test]
    fn a_sentence_that_moved_takes_its_number_along() {
        check("One.\nTwo.\nThree.\nFour.", "Four.\nOne.\nTwo.\nThree.", &[4, 1, 2, 3]);
        check("One.\nTwo.\nThree.", "Three.\nTwo.\nOne.", &[3, 2, 1]);
    }

    #[test]
    fn a_sentence_that_was_altered_keeps_its_number() {
        let carried = check(
            "The parties welcome the progress made in maritime security.\nThey will meet next year.",
            "The parties warmly welcome the progress made in maritime security.\nThey will meet next year.",
            &[1, 2],
        );
        assert_eq!((carried.altered, carried.kept), (vec![1], vec![2]));
        check(
            "我々は、海洋安全保障における進展を歓迎する。\n我々は、来年会合を開く。",
            "我々は、海洋安全保障における著しい進展を歓迎する。\n我々は、来年会合を開く。",
            &[1, 2],
        );
    }

    #[test]
    fn a_sentence_rewritten_is_another_one() {
        let carried = check("We welcome the agreement.", "They condemned every missile launch last month.", &[2]);
        assert_eq!((carried.new, carried.lost), (vec![2], vec![1]));
    }

    #[test]
    fn what_stands_twice_is_told_apart_by_its_neighbours() {
        check("A a.\nSame.\nB b.\nSame.\nC c.\nSame.", "A a.\nSame.\nC c.\nSame.", &[1, 2, 5, 6]);
        check("Same.\nSame.\nSame.", "Same.\nSame.", &[1, 2]);
        check("Same.", "Same.\nSame.", &[1, 2]);
    }

    #[test]
    fn what_stands_twice_is_told_apart_by_its_section() {
        check(
            "# Sea\nThey will meet.\nOld text one.\n# Air\nThey will meet.",
            "# Air\nNew beginning of it all.\nThey will meet.\n# Sea\nThey will meet.\nAnother ending here, at last.",
            &[4, 3, 1, 5],
        );
    }

    #[test]
    fn of_two_that_are_alike_the_one_in_place_is_taken() {
        check(
            "Start.\nWe support the mission in the north.\nMiddle.\nWe support the mission in the south.\nEnd.",
            "Start.\nWe support the missions in the north.\nMiddle.\nWe support the missions in the south.\nEnd.",
            &[1, 2, 3, 4, 5],
        );
    }

    #[test]
    fn overlap_is_a_share_of_the_longer_text() {
        let check = |old: &str, new: &str, low: f64, high: f64| {
            let found = overlap(&wordings(old), &wordings(new));
            assert!((low..=high).contains(&found), "{found}");
        };
        check("We welcome it.\nWe condemn it.", "We welcome it.\nWe condemn it.", 1.0, 1.0);
        check("We welcome it.", "They launched something else entirely.", 0.0, 0.0);
        check("One two three.\nFour five six.", "One two three.\nSeven eight nine ten.", 0.3, 0.5);
        check("", "", 0.0, 0.0);
    }

    #[test]
    fn thousands_of_provisions_are_carried_in_time() {
        let text = |seed: u32| {
            let line = |n: u32| {
                let a = n.wrapping_mul(2_654_435_761).wrapping_add(seed) % 997;
                format!("The parties number {n} decided on {a} things of kind {}.\n", (a * 31) % 89)
            };
            (0..3000_u32).map(line).collect::<String>()
        };
        let (old, new) = (wordings(&text(1)), wordings(&text(2)));
        let numbers: Vec<u32> = (1..=3000).collect();
        let carried = carry(&old, &numbers, &new, 3000);
        assert_eq!(carried.numbers.len(), 3000);
    }
}
