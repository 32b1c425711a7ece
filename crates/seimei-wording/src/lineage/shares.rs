//! Work on many passages, shared out to threads.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// So many passages a thread takes at once: some have far more to be compared with than others.
const SHARE: u32 = 64;

/// Returns what `of` gives for all of these numbers, in their order, made on so many threads; their number does not change
/// the result.
pub(super) fn in_shares<T: Send>(
    numbers: Range<u32>,
    threads: usize,
    of: impl Fn(Range<u32>) -> Vec<T> + Sync,
) -> Vec<T> {
    let next = AtomicU32::new(numbers.start);
    let share = || {
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(SHARE, Ordering::Relaxed);
            if start >= numbers.end {
                return done;
            }
            done.push((start, of(start..numbers.end.min(start + SHARE))));
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
