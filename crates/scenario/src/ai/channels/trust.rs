//! Trust moves the ceiling of adoption: from the year on in which regimes change, adoption runs from where it stands towards the new
//! ceiling.

use super::World;
use crate::ai::adoption::{Adoption, Curve, Observation};
use comity_model::PerEconomy;

/// The factor on the ceiling of adoption, by economy.
#[derive(Debug, Clone)]
pub(super) struct Trust(PerEconomy);

impl Trust {
    pub fn new(world: &World) -> Self {
        Self(world.data_flows.trust(world.parameters, &world.calibration.factor_income))
    }

    /// What is adopted between two moments, of which `plain` is without it.
    pub fn increment(&self, adoption: &Adoption, since: f64, year: f64, plain: &PerEconomy) -> PerEconomy {
        let mut increment = plain.clone();
        for economy in plain.size().economies().filter(|&economy| year > since && self.0[economy] != 1.0) {
            let curve = adoption.curve(economy, year);
            let start = Observation { year: since, share: curve.at(since) };
            let ceiling = (self.0[economy] * curve.ceiling).min(1.0);
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
