//! Lists by number, one behind the other: what an archive's postings are kept in.

use crate::lineage::sketch::WordId;

/// A list for each number from 0.
#[derive(Debug, Default)]
pub(super) struct Lists<T> {
    /// Where each begins, and where the last ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Makes so many lists from what `each` tells, which tells the same twice.
    pub(super) fn new(count: usize, each: impl Fn(&mut dyn FnMut(u32, T))) -> Self {
        let mut starts = vec![0_u32; count + 1];
        each(&mut |list, _| starts[list as usize + 1] += 1);
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let mut ends = starts.clone();
        let mut items = vec![T::default(); starts[count] as usize];
        each(&mut |list, item| {
            let end = &mut ends[list as usize];
            items[*end as usize] = item;
            *end += 1;
        });
        Self { starts, items }
    }

    pub(super) fn of(&self, list: u32) -> &[T] {
        let list = list as usize;
        let bounds = (self.starts.get(list), self.starts.get(list + 1));
        if let (Some(start), Some(end)) = bounds { &self.items[*start as usize..*end as usize] } else { &[] }
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

impl<T: Copy + Ord> Lists<T> {
    /// Puts each list in ascending order, everything once.
    fn settle(&mut self) {
        let mut kept = 0;
        for list in 1..self.starts.len() {
            let (start, end) = (self.starts[list - 1] as usize, self.starts[list] as usize);
            self.items[start..end].sort_unstable();
            self.starts[list - 1] = kept as u32;
            for at in start..end {
                if at == start || self.items[at] != self.items[at - 1] {
                    self.items[kept] = self.items[at];
                    kept += 1;
                }
            }
        }
        if let Some(last) = self.starts.last_mut() {
            *last = kept as u32;
        }
        self.items.truncate(kept);
    }
}

/// By pair of words one behind the other: the passages that have it. A pair is found by its hash, since the pairs that begin
/// with one common word are too many to look through.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    by_hash: Lists<Pair>,
}

/// Two words one behind the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Pair {
    first: WordId,
    second: WordId,
    /// The passage that has them.
    pub(super) place: u32,
}

impl Pairs {
    /// Makes them of some `about` pairs that `each` tells, which tells the same twice.
    pub(super) fn new(about: usize, each: impl Fn(&mut dyn FnMut((WordId, WordId), u32))) -> Self {
        let count = about.next_power_of_two();
        let mut by_hash = Lists::new(count, |tell| {
            each(&mut |(first, second), place| tell(hash(first, second, count), Pair { first, second, place }));
        });
        by_hash.settle();
        Self { by_hash }
    }

    /// Returns the passages that have two words one behind the other, ascending, for each of some pairs.
    pub(super) fn of_each(&self, pairs: Vec<(WordId, WordId)>) -> impl Iterator<Item = ((WordId, WordId), &[Pair])> {
        // The first of each list is gathered without a decision between: what lies far apart in memory is fetched side by side.
        let of_hash = |pair: (WordId, WordId)| self.by_hash.of(hash(pair.0, pair.1, self.by_hash.len()));
        let gathered: Vec<(&[Pair], Option<Pair>)> =
            pairs.iter().map(|pair| of_hash(*pair)).map(|list| (list, list.first().copied())).collect();
        pairs.into_iter().zip(gathered).map(|(sought, (list, first))| {
            if first.is_none_or(|first| first.words() > sought) {
                return (sought, &[][..]);
            }
            let start = list.partition_point(|pair| pair.words() < sought);
            let length = list[start..].partition_point(|pair| pair.words() == sought);
            (sought, &list[start..start + length])
        })
    }
}

impl Pair {
    fn words(self) -> (WordId, WordId) {
        (self.first, self.second)
    }
}

/// Returns a number below `count`, a power of two, that spreads pairs evenly.
///
/// # Source
/// Knuth, The Art of Computer Programming 3, 6.4: multiplicative hashing, by the golden ratio in 64 bits.
fn hash(first: WordId, second: WordId, count: usize) -> u32 {
    let mixed = ((u64::from(first) << 32) | u64::from(second)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> 32) as u32) & (count.saturating_sub(1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_with_their_passages() {
        let told = [((7, 2), 0), ((2, 7), 0), ((7, 2), 1), ((7, 2), 1), ((7, 3), 2), ((7, 2), 5)];
        for about in [1, 2, 64] {
            let pairs = Pairs::new(about, |tell| told.iter().for_each(|(pair, place)| tell(*pair, *place)));
            let places = |first, second| {
                let mut found = pairs.of_each(vec![(first, second)]);
                found.next().map(|(_, pairs)| pairs.iter().map(|pair| pair.place).collect::<Vec<_>>())
            };
            assert_eq!(places(7, 2), Some(vec![0, 1, 5]), "{about}");
            assert_eq!(places(2, 7), Some(vec![0]), "{about}");
            assert_eq!(places(7, 3), Some(vec![2]), "{about}");
            assert_eq!(places(3, 7), Some(vec![]), "{about}");
        }
        assert!(Pairs::default().of_each(vec![(1, 2)]).all(|(_, pairs)| pairs.is_empty()));
    }
}
