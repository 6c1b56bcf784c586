//! What having complied in one market is worth in another.

use super::costs::Costs;
use super::duties::{Duties, Duty};

/// The share of what `there` asks that is met by whoever meets what `here` asks, from 0 to 1: the mean over the priced duties of `there`
/// of the smaller level over its own. `None` where `there` asks nothing.
pub(super) fn overlap(costs: &Costs, here: &Duties, there: &Duties) -> Option<f64> {
    let asked: Vec<&Duty> = costs.features().flat_map(|feature| there.of(feature, true)).collect();
    let count = u32::try_from(asked.len()).ok().filter(|count| *count > 0)?;
    let met = |duty: &&Duty| {
        let met = here.of(&duty.feature.id, true).filter(|here| here.of_data == duty.of_data);
        let level = met.map(|here| here.level).max().unwrap_or(0);
        f64::from(level.min(duty.level)) / f64::from(duty.level)
    };
    Some(asked.iter().map(met).sum::<f64>() / f64::from(count))
}
