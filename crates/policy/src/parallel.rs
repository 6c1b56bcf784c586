//! The same work many times, on all threads, with results in order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does work number 0, 1, ... and returns what each gave, in this order: it is the same for any number of threads.
pub(crate) fn in_order<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let some = || {
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&number| number < count);
        std::iter::from_fn(take).map(|number| (number, work(number))).collect::<Vec<_>>()
    };
    let mut done = if threads <= 1 {
        some()
    } else {
        thread::scope(|scope| {
            let threads: Vec<_> = (0..threads.min(count)).map(|_| scope.spawn(some)).collect();
            let joined = threads.into_iter().map(|thread| match thread.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            joined.flatten().collect()
        })
    };
    done.sort_unstable_by_key(|&(number, _)| number);
    done.into_iter().map(|(_, result)| result).collect()
}

/// As many threads as the machine has cores for.
pub fn all_threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
