//! What the method assumes. Nobody has measured these numbers; they are ours, and can be changed.

/// What the method assumes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// What soft law counts, where law counts 1: guidance is followed in part.
    pub soft: f64,
    /// What a bill counts, such as the probability that it becomes law.
    pub bills: f64,
    /// The share of a difference that goes where a foreign assessment is recognised: no second assessment, but still other rules.
    pub recognition: f64,
    /// The share of a difference that goes where both sides refer to the same international standard.
    pub standard: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { soft: 0.5, bills: 0.0, recognition: 0.5, standard: 0.25 }
    }
}

impl Settings {
    /// The first of its numbers that is no share, with its name.
    pub fn wrong(&self) -> Option<(&'static str, f64)> {
        let Self { soft, bills, recognition, standard } = *self;
        [("soft", soft), ("bills", bills), ("recognition", recognition), ("standard", standard)]
            .into_iter()
            .find(|(_, share)| !(0.0..=1.0).contains(share))
    }
}
