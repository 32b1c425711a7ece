//! How alike two wordings are, in characters.

use std::collections::BTreeMap;

/// A wording made ready to be compared with others.
#[derive(Debug)]
pub(super) struct Letters {
    /// Its characters in order.
    in_order: Vec<char>,
    /// The same, sorted.
    sorted: Vec<char>,
}

impl Letters {
    /// Takes the characters of `text`, white space left out.
    pub(super) fn of(text: &str) -> Self {
        let in_order: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut sorted = in_order.clone();
        sorted.sort_unstable();
        Self { in_order, sorted }
    }

    /// Returns how many characters there are.
    pub(super) fn len(&self) -> usize {
        self.in_order.len()
    }
}

/// Returns the share of the characters of both that stand in both in the same order, 0 to 1; 0 where it is below `least`.
pub(super) fn likeness(one: &Letters, other: &Letters, least: f64) -> f64 {
    let all = one.len() + other.len();
    if all == 0 {
        return 1.0;
    }
    let share = |common: usize| share(2 * common, all);
    // Cheap bounds first: by length, then by which characters there are.
    if share(one.len().min(other.len())) < least || share(common_letters(&one.sorted, &other.sorted)) < least {
        return 0.0;
    }
    let share = share(common_in_order(&one.in_order, &other.in_order));
    if share < least { 0.0 } else { share }
}

/// Returns a part of a whole, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "counts of characters are far below 2 to the 52nd")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn common_letters(one: &[char], other: &[char]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, common) = (i + 1, j + 1, common + 1);
            }
        }
    }
    common
}

/// Returns the length of the longest common subsequence, 64 characters of `one` at a time (Hyyrö 2004).
fn common_in_order(one: &[char], other: &[char]) -> usize {
    let words = one.len().div_ceil(64);
    let mut places: BTreeMap<char, Vec<u64>> = BTreeMap::new();
    for (at, c) in one.iter().enumerate() {
        places.entry(*c).or_insert_with(|| vec![0; words])[at / 64] |= 1 << (at % 64);
    }
    // A bit of `row` is 0 where the subsequence grows by a character.
    let mut row = vec![u64::MAX; words];
    for c in other {
        let Some(places) = places.get(c) else { continue };
        let mut carry = false;
        for (word, place) in row.iter_mut().zip(places) {
            let hit = *word & place;
            let (sum, over) = word.overflowing_add(hit);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            *word = sum | (*word & !place);
        }
    }
    let beyond = (words * 64).saturating_sub(one.len());
    let zeros: usize = row.iter().map(|word| word.count_zeros() as usize).sum();
    // The bits beyond the last character may have been cleared by a carry.
    let last = row.last().map_or(0, |word| if beyond == 0 { 0 } else { (word >> (64 - beyond)).count_ones() as usize });
    zeros - if beyond == 0 { 0 } else { beyond - last }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slow(one: &[char], other: &[char]) -> usize {
        let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..one.len() {
            for j in 0..other.len() {
                rows[i + 1][j + 1] =
                    if one[i] == other[j] { rows[i][j] + 1 } else { rows[i][j + 1].max(rows[i + 1][j]) };
            }
        }
        rows[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn the_fast_way_gives_what_the_slow_one_gives(one in "[abc]{0,150}", other in "[abcd]{0,150}") {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            prop_assert_eq!(common_in_order(&one, &other), slow(&one, &other));
        }
    }

    #[test]
    fn likeness_is_a_share_of_characters() {
        let check = |one: &str, other: &str, expected: f64| {
            let found = likeness(&Letters::of(one), &Letters::of(other), 0.0);
            assert!((found - expected).abs() < 0.01, "{one} {other} {found}");
        };
        check("", "", 1.0);
        check("abc", "", 0.0);
        check("We welcome it.", "We welcome it.", 1.0);
        check("abcd", "abxd", 0.75);
        check("我々は歓迎する", "我々は強く歓迎する", 0.875);
    }

    #[test]
    fn below_the_least_it_is_nothing() {
        let found = likeness(&Letters::of("abcdefgh"), &Letters::of("abcdxxxx"), 0.8);
        assert!(found.abs() < f64::EPSILON);
    }
}
