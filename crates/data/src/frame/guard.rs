//! Damaged bytes end in an error.
//!
//! The Parquet library checks some of what a file claims by assertions, so damaged bytes make it panic (found by
//! `tests/mutations.rs`). Such a panic is caught here, at the one place where the library meets bytes it did not
//! write. The release profile must therefore unwind.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives, or `None` if it panicked; a panic inside prints nothing.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIETEN: Once = Once::new();
    QUIETEN.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                loud(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    // What `work` changed before a panic is dropped with the error by every caller.
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_nothing() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> i32 { panic!("never shown") }), None);
    }
}
