//! Work shared by a few threads, results in order.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Calls `work` for every number below `count` on up to `threads` threads, and `give` with each result in the order of
/// the numbers, one at a time. A thread holds one result at most, so memory is bounded by `threads` results. `give`
/// breaking ends the work.
pub fn in_order<T>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut give: impl FnMut(usize, T) -> ControlFlow<()> + Send,
) {
    let threads = threads.min(count);
    if threads <= 1 {
        for number in 0..count {
            if give(number, work(number)).is_break() {
                return;
            }
        }
        return;
    }
    let next = AtomicUsize::new(0);
    let turn = Mutex::new(Turn { number: 0, give });
    let passed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    // Nobody else may pass while this thread has a turn to take: a panic in `work` must not hang them.
                    let guard = PassOnPanic { turn: &turn, passed: &passed, count };
                    let result = work(number);
                    let mut now = turn.lock().unwrap_or_else(PoisonError::into_inner);
                    while now.number < number {
                        now = passed.wait(now).unwrap_or_else(PoisonError::into_inner);
                    }
                    if now.number == number {
                        let flow = (now.give)(number, result);
                        now.number = if flow.is_break() { usize::MAX } else { number + 1 };
                    }
                    let is_over = now.number > count;
                    drop(now);
                    std::mem::forget(guard);
                    passed.notify_all();
                    if is_over {
                        next.store(count, Ordering::Relaxed);
                        return;
                    }
                }
            });
        }
    });
}

struct Turn<G> {
    number: usize,
    give: G,
}

/// Ends the work when dropped, which happens in a panic only.
struct PassOnPanic<'a, G> {
    turn: &'a Mutex<Turn<G>>,
    passed: &'a Condvar,
    count: usize,
}

impl<G> Drop for PassOnPanic<'_, G> {
    fn drop(&mut self) {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).number = self.count.saturating_add(1);
        self.passed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, threads: usize, until: usize, expected: &[usize]) {
        let mut given = Vec::new();
        let work = |number: usize| {
            if number.is_multiple_of(3) {
                thread::yield_now();
            }
            number * 10
        };
        in_order(count, threads, work, |number, result| {
            assert_eq!(result, number * 10);
            given.push(number);
            if number == until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(given, expected);
    }

    #[test]
    fn results_come_in_order_whoever_finishes_first() {
        check(0, 4, 99, &[]);
        check(1, 4, 99, &[0]);
        check(7, 1, 99, &[0, 1, 2, 3, 4, 5, 6]);
        check(7, 3, 99, &[0, 1, 2, 3, 4, 5, 6]);
        check(100, 8, 4, &[0, 1, 2, 3, 4]);
        check(100, 1, 2, &[0, 1, 2]);
    }
}
