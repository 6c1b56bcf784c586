//! What other rules for everybody are worth, with trust and without.

use super::{World, Worth};
use crate::ai::channels::ChannelOptions;
use crate::ai::worlds::real_income;
use crate::error::Error;
use crate::regulation::known::State;
use crate::regulation::outcome::unsolved_world;
use comity_model::{PerEconomy, Problem, Shock, Solver};
use comity_policy::{Adoption, Experiment, Levelled};
use std::sync::Arc;

/// Whose rules everybody might adopt; a union's are those of a member.
pub(in crate::regulation) const MODELS: [(&str, &str); 5] =
    [("USA", "USA"), ("European Union", "DEU"), ("CHN", "CHN"), ("JPN", "JPN"), ("GBR", "GBR")];

impl Worth<'_> {
    pub(super) fn worlds(&self, everybody: &[usize], recognised: &Arc<State>) -> Result<Vec<World>, Error> {
        let as_it_is = self.adopting(&self.regulation.after)?;
        let tried = |name: &str, state: &Arc<State>| self.tried(name, state, &as_it_is);
        let nothing = |experiment: &mut Experiment| {
            *experiment = Experiment::nothing_required(&self.known.whole);
        };
        let strictest = |experiment: &mut Experiment| {
            let laid_down = self.known.whole.laid_down(self.regulation.date, &self.regulation.experiment);
            for &feature in self.known.whole.duties() {
                let levels = everybody.iter().map(|&economy| laid_down.level(economy, feature).0);
                let (economies, level) = (everybody.to_vec(), levels.fold(0.0, f64::max));
                experiment.levelled.push(Levelled { economies, feature, level });
            }
        };
        let adopted = |of: usize| {
            move |experiment: &mut Experiment| {
                experiment.adoptions.push(Adoption { by: everybody.to_vec(), rules_of: of });
            }
        };
        let standard = |experiment: &mut Experiment| experiment.standards.push(everybody.to_vec());
        let mut found = vec![
            tried("mutual recognition among all", recognised)?,
            tried("one international standard", &self.under(&standard))?,
        ];
        for (name, code) in MODELS {
            if let Some(place) = self.known.whole.place(code) {
                found.push(tried(&format!("all adopt the rules of {name}"), &self.under(&adopted(place)))?);
            }
        }
        found.push(tried("all as strict as the strictest", &self.under(&strictest))?);
        found.push(tried("no rules at all", &self.under(&nothing))?);
        Ok(found)
    }

    /// A world under other rules: what burdens do on top of the scenario, and what they do with trust where AI spreads as in the scenario, or as
    /// it does by default. `as_it_is` is real income there under the rules of the scenario.
    fn tried(&self, name: &str, state: &Arc<State>, as_it_is: &PerEconomy) -> Result<World, Error> {
        let costs_pct = self.world(state)?.0;
        let with = self.adopting(state)?;
        let changes =
            with.values().iter().zip(as_it_is.values()).map(|(with, now)| (with / now - 1.0) * 100.0);
        let range_pct = changes
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], pct| [least.min(pct), most.max(pct)]);
        let with_trust_pct = self.over(&with, as_it_is);
        Ok(World { name: name.to_owned(), costs_pct, with_trust_pct, range_pct })
    }

    /// Real income where AI spreads under rules.
    fn adopting(&self, state: &Arc<State>) -> Result<PerEconomy, Error> {
        let run = self.run;
        let calibration = &run.benchmark.calibration;
        let mut effects = self.effects.clone();
        if !run.scenario.speaks_of_ai() {
            effects.options = ChannelOptions::default();
        }
        effects.regulation =
            Some(Arc::new(self.regulation.step(Arc::clone(&self.regulation.before), Arc::clone(state))));
        let year = f64::from(effects.year.max(self.regulation.from()));
        let channels = effects.channels(&run.baseline, calibration, run.scenario.parameters()).shock(year);
        let shock = Shock::product(calibration, &[channels, self.entries.clone()]);
        let problem = Problem { theta: &calibration.theta, shock: &shock, start: None };
        let solution = Solver::new(&run.benchmark).solve(&problem, &run.settings);
        let found =
            solution.equilibrium.ok_or_else(|| unsolved_world(run, solution.status, &solution.info))?;
        Ok(real_income(run, &found))
    }
}
