//! What the safeguards of economies are worth.

use crate::date::Date;
use crate::draws::Draw;
use crate::experiment::Experiment;
use crate::rules::Rules;
use crate::strictest::Strictest;
use crate::taxonomy::HIGHEST;

impl Rules<'_> {
    /// By economy the share of the trust that a full regime earns which its rules bring: safeguards, from 0 to 1, weighted by the trust
    /// that each brings, with levels as they are or as drawn.
    pub fn trust(&self, date: Date, experiment: &Experiment, draw: Option<Draw>) -> Vec<f64> {
        let strictest = Strictest::on(self, date, experiment, draw);
        let features = &self.registry.taxonomy.features;
        let whole: f64 = features.iter().map(|feature| feature.trust).sum();
        let of = |economy| {
            let cells = strictest.of(economy).iter().zip(features);
            let sum: f64 =
                cells.map(|((level, _), feature)| level / f64::from(HIGHEST) * feature.trust).sum();
            if whole > 0.0 { sum / whole } else { 0.0 }
        };
        (0..self.economies().len()).map(of).collect()
    }
}
