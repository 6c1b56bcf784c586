//! The words for closures.

use comity_model::Closure;

/// Every closure with its word in scenario files and on the command line.
pub const CLOSURES: [(&str, Closure); 3] =
    [("balanced", Closure::Balanced), ("fixed", Closure::Fixed), ("proportional", Closure::Proportional)];

/// The word for a closure.
pub fn closure_word(closure: Closure) -> &'static str {
    match closure {
        Closure::Balanced => "balanced",
        Closure::Fixed => "fixed",
        Closure::Proportional => "proportional",
    }
}

/// The closure that a word means, if it is one of [`CLOSURES`].
pub fn closure_named(word: &str) -> Option<Closure> {
    CLOSURES.iter().find(|(known, _)| *known == word).map(|&(_, closure)| closure)
}
