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
