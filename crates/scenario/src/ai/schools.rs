//! One scenario under the parameters of every school: how much of a result hangs on whom one follows.

use crate::error::Error;
use crate::failure::uncalibrated;
use crate::parameters::Parameters;
use crate::path::{Trend, Year};
use crate::run::Run;
use crate::scenario::Scenario;
use comity_model::{Calibration, PerEconomy};

/// What a scenario comes to under one school, in the last year.
#[derive(Debug, Clone, PartialEq)]
pub struct InSchool {
    /// What scenarios call the school.
    pub school: &'static str,
    /// Hat of the world's real income.
    pub world: f64,
    /// Hat of every economy's real income.
    pub real_income: PerEconomy,
}

impl Run {
    /// The run beside the same scenario under the other schools, in the order in which they ship. What the scenario sets itself stays set.
    /// A school under which there is no equilibrium is left out, and a sentence says so.
    pub(crate) fn in_schools(&self) -> (Vec<InSchool>, Vec<String>) {
        let (mut found, mut warnings) = (Vec::new(), Vec::new());
        for school in Parameters::schools() {
            let name = school.name.as_str();
            let result = if name == self.scenario.parameters().school() {
                let outcome = &self.outcome;
                Ok((outcome.world.real_income, outcome.economies.real_income.clone()))
            } else {
                self.in_school(name)
            };
            match result {
                Ok((world, real_income)) => found.push(InSchool { school: name, world, real_income }),
                Err(error) => {
                    warnings.push(format!("the {name} school is not beside the others: {error}"));
                }
            }
        }
        (found, warnings)
    }

    fn in_school(&self, name: &str) -> Result<(f64, PerEconomy), Error> {
        let scenario: Scenario = self.scenario.in_school(name);
        let calibration =
            Calibration::new(&self.baseline.table).map_err(|error| uncalibrated(&self.baseline, &error))?;
        let changes = scenario.changes(&self.baseline, &calibration)?;
        let first = self.path.as_ref().and_then(|path| path.earlier.first());
        let benchmark = first.map_or(&self.benchmark, |year| &year.benchmark).clone();
        let outcome = match &scenario.years {
            None => {
                let shock = changes.shock(&benchmark.calibration);
                Year::alone(benchmark, shock, &self.baseline, &self.settings)?.outcome
            }
            Some(years) => {
                let trend = Trend::new(years, &scenario, &self.baseline, benchmark, &self.settings)?;
                let mut path = trend.run(&changes, &self.baseline, &self.settings)?;
                path.earlier.pop().map_or_else(|| self.outcome.clone(), |year| year.outcome)
            }
        };
        Ok((outcome.world.real_income, outcome.economies.real_income))
    }
}
