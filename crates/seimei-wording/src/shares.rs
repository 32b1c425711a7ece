//! Work on many things, shared out to threads.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// So many numbers a thread takes at once: some have far more to be done than others.
const SHARE: u32 = 16;

/// Returns what `of` gives for all of these numbers, in their order, made on so many threads; their number does not change
/// the result. Each thread has room of its own, which it keeps from one share to the next.
pub fn in_shares<T: Send, R>(
    numbers: Range<u32>,
    threads: usize,
    room: impl Fn() -> R + Sync,
    of: impl Fn(&mut R, Range<u32>) -> Vec<T> + Sync,
) -> Vec<T> {
    let next = AtomicU32::new(numbers.start);
    let share = || {
        let (mut done, mut room) = (Vec::new(), room());
        loop {
            let start = next.fetch_add(SHARE, Ordering::Relaxed);
            if start >= numbers.end {
                return done;
            }
            done.push((start, of(&mut room, start..numbers.end.min(start.saturating_add(SHARE)))));
        }
    };
    let shares = numbers.len().div_ceil(SHARE as usize);
    let mut done = std::thread::scope(|scope| {
        let running: Vec<_> = (1..threads.clamp(1, shares.max(1))).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        for thread in running {
            done.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(start, _)| *start);
    done.into_iter().flat_map(|(_, of_share)| of_share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_in_order() {
        for (numbers, threads) in [(0..0, 3), (5..6, 2), (3..1000, 4), (0..129, 0)] {
            let done = in_shares(
                numbers.clone(),
                threads,
                || 0_u32,
                |room, share| {
                    *room += 1;
                    share.map(|number| number * 2).collect()
                },
            );
            assert_eq!(done, numbers.map(|number| number * 2).collect::<Vec<_>>());
        }
    }
}
