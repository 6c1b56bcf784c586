//! Which feature is worth most if it is the same everywhere.

use super::{EXACT, FeatureWorth, Worth};
use crate::ai::pairs::Pairs;
use crate::error::Error;
use crate::regulation::known::State;
use std::sync::Arc;

impl Worth<'_> {
    pub(super) fn features(&self) -> Result<Vec<FeatureWorth>, Error> {
        let taxonomy = &self.known.whole.registry.taxonomy;
        let laid_down: Vec<_> = (self.known.rules.iter())
            .map(|rules| rules.laid_down(self.regulation.date, &self.regulation.experiment))
            .collect();
        let duties = self.known.whole.duties();
        // The burdens without what each feature adds.
        let mut without = vec![State::clone(&self.regulation.after); duties.len()];
        for (scope, laid_down) in laid_down.iter().enumerate() {
            let parts: Vec<Vec<f64>> = (self.known.places.iter())
                .flat_map(|&origin| self.known.places.iter().map(move |&destination| (origin, destination)))
                .map(|pair| match pair {
                    (Some(origin), Some(destination)) => laid_down.burdens(origin, destination),
                    _ => vec![0.0; duties.len()],
                })
                .collect();
            let economies = self.known.size.economies;
            for (duty, state) in without.iter_mut().enumerate() {
                let now = &self.regulation.after.burdens[scope];
                state.burdens[scope] = Pairs::between(self.known.size, |origin, destination| {
                    let part = parts[origin.0 * economies + destination.0][duty];
                    // Economies of one market bear nothing, whatever their rules.
                    (now.of(origin, destination) - part).max(0.0)
                });
            }
        }
        let mut found: Vec<(FeatureWorth, Arc<State>)> = (duties.iter().zip(without))
            .map(|(&duty, state)| {
                let feature = &taxonomy.features[duty];
                let economies = || self.known.size.economies();
                let pairs = economies().flat_map(|origin| economies().map(move |to| (origin, to)));
                let pairs = pairs.filter(|(origin, destination)| origin != destination);
                let first_order_pct =
                    pairs.map(|(origin, destination)| self.first_order(origin, destination, &state)).sum();
                let (feature, name) = (feature.id.as_str(), feature.name.as_str());
                (FeatureWorth { feature, name, first_order_pct, exact_pct: None }, Arc::new(state))
            })
            .collect();
        found.sort_by(|one, other| other.0.first_order_pct.total_cmp(&one.0.first_order_pct));
        for (worth, state) in found.iter_mut().take(EXACT) {
            worth.exact_pct = Some(self.world(state)?.0);
        }
        Ok(found.into_iter().map(|(worth, _)| worth).collect())
    }
}
