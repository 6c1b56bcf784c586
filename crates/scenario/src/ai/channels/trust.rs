//! Trust moves the ceiling of adoption: from the year on in which regimes or rules change, adoption runs from where it stands towards the new
//! ceiling.

use super::World;
use crate::ai::adoption::{Adoption, Curve, Observation};
use crate::id;
use comity_model::PerEconomy;

/// The factor on the ceiling of adoption, by economy.
#[derive(Debug, Clone)]
pub(super) struct Trust {
    ceiling: PerEconomy,
    /// The year from which on rules hold, where regimes do not change before.
    from: Option<u16>,
}

impl Trust {
    pub fn new(world: &World) -> Self {
        let mut ceiling = world.data_flows.trust(world.parameters, &world.calibration.factor_income);
        let rules = world.regulation.filter(|rules| rules.changes_trust());
        if let Some(rules) = rules {
            let effect = world.parameters.value(id!("regulation.trust"));
            let [before, after] = rules.trust();
            for economy in world.size().economies() {
                ceiling[economy] *= (1.0 + effect * after[economy]) / (1.0 + effect * before[economy]);
            }
        }
        let from = rules.filter(|_| !world.data_flows.change()).map(|rules| rules.from());
        Self { ceiling, from }
    }

    /// What is adopted between two moments, of which `plain` is without it.
    pub fn increment(&self, adoption: &Adoption, since: f64, year: f64, plain: &PerEconomy) -> PerEconomy {
        let mut increment = plain.clone();
        let since = self.from.map_or(since, |from| since.max(f64::from(from)));
        for economy in
            plain.size().economies().filter(|&economy| year > since && self.ceiling[economy] != 1.0)
        {
            let curve = adoption.curve(economy, year);
            let start = Observation { year: since, share: curve.at(since) };
            let ceiling = (self.ceiling[economy] * curve.ceiling).min(1.0);
            let adopted = match ceiling > start.share && curve.speed > 0.0 {
                true => Curve::through(start, ceiling, curve.speed).at(year),
                // Nobody gives up what is adopted already.
                false => start.share,
            };
            increment[economy] = (plain[economy] + adopted - curve.at(year)).max(0.0);
        }
        increment
    }
}
