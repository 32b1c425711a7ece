//! Work on many things, shared by two threads.

/// So few things are done by one thread.
const FEW: usize = 256;

/// Returns what `of` gives for each, in order.
pub(super) fn in_halves<I: Sync, T: Send>(items: &[I], of: impl Fn(&I) -> T + Sync) -> Vec<T> {
    if items.len() < FEW {
        return items.iter().map(of).collect();
    }
    let (first, second) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let running = scope.spawn(|| second.iter().map(&of).collect::<Vec<T>>());
        let mut done: Vec<T> = first.iter().map(&of).collect();
        done.extend(running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done
    })
}
