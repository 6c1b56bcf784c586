//! What happens to trade deficits.

/// The rule that sets each economy's deficit, its income received from abroad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closure {
    /// No deficits, in the benchmark either: imports equal exports.
    Balanced,
    /// Deficits stay at their measured value, in units of world value added.
    Fixed,
    /// Deficits scale with the economy's own factor income; what that leaves over in the world is shared out in
    /// proportion to factor income, so that deficits still sum to zero.
    Proportional,
}
