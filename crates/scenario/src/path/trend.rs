//! The baseline path: the world of each year, without the scenario, as a benchmark of its own.

use super::Levels;
use super::capital::{Capital, Flow, Kind, multiply, ratio, times};
use super::growth::Growing;
use super::years::Years;
use crate::error::Error;
use crate::failure::{Stage, unsolved};
use crate::id;
use crate::scenario::Scenario;
use comity_data::{Baseline, FileHash};
use comity_model::{Benchmark, Failure, Grid, PerEconomy, Settings, Shock, Supply};

/// The world of every year without the scenario.
#[derive(Debug, Clone)]
pub(crate) struct Trend {
    pub years: Years,
    /// The world of each year.
    pub benchmarks: Vec<Benchmark>,
    /// Each against the first.
    pub levels: Vec<Levels>,
    /// The file of growth, if the scenario names one.
    pub file: Option<FileHash>,
    pub(super) accumulation: Capital,
}

/// What a guess of the next year need be solved to: it is the first of two.
const GUESS: f64 = 1e-7;

impl Trend {
    /// Lets the world grow from its benchmark, which is the first year.
    pub fn new(
        years: &Years,
        scenario: &Scenario,
        baseline: &Baseline,
        benchmark: Benchmark,
        settings: &Settings,
    ) -> Result<Self, Error> {
        let (growing, file) =
            scenario.growth.along(years, baseline, scenario.parameters(), &scenario.source)?;
        let kind = capital_of(scenario, baseline, &benchmark)?;
        let accumulation = Capital::new(kind, &benchmark, &growing, scenario.parameters());
        let ones = PerEconomy::filled(growing.size(), 1.0);
        let [labour, productivity] = [ones.clone(), ones.clone()];
        let first = Levels {
            labour,
            productivity,
            capital: ones.clone(),
            real_income: ones.clone(),
            net: Flow { income: ones.clone(), earnings: ones.clone() },
            guess: Flow { income: ones.clone(), earnings: ones },
        };
        let mut trend = Self {
            years: years.clone(),
            benchmarks: vec![benchmark],
            levels: vec![first],
            file,
            accumulation,
        };
        let mut pace = trend.accumulation.on_trend(&growing);
        for at in 1..years.all().len() {
            pace = trend.grow(at, &growing, &pace, settings).map_err(|Failure { status, info }| {
                let assumed = trend.benchmarks[0].assumptions.as_ref();
                let closure = trend.benchmarks[0].closure;
                unsolved(Stage::Trend, closure, baseline, status, &info, assumed).in_year(years.all()[at])
            })?;
        }
        Ok(trend)
    }

    /// The world one step on, and the pace at which flows over `K^k` grew on its way, per year. Capital is guessed first from the last pace, then
    /// taken from what that guess leads to.
    fn grow(
        &mut self,
        at: usize,
        growing: &Growing,
        pace: &Flow,
        settings: &Settings,
    ) -> Result<Flow, Failure> {
        let passed = self.years.all()[at] - self.years.all()[at - 1];
        let (before, levels) = (&self.benchmarks[at - 1], &self.levels[at - 1]);
        let mut shock = Shock::none(&before.calibration);
        self.people(at, growing, &mut shock);
        let people = shock.factor_supply.clone();
        let from = &levels.net;
        let on = |yearly: &PerEconomy| yearly.map(|hat| hat.powi(i32::from(passed)));
        let mut to = from.times(&Flow { income: on(&pace.income), earnings: on(&pace.earnings) });
        let mut capital = self.accumulation.after(&levels.capital, from, &to, passed);
        // Over a single year, what is invested is known when it begins.
        if passed > 1 {
            let more = ratio(&capital, &levels.capital);
            self.accumulation.supply(&more, &mut shock);
            let guess = Settings { tolerance: settings.tolerance.max(GUESS), ..*settings };
            let solution = before.counterfactual(&shock, &guess);
            let Some(guessed) = &solution.equilibrium else {
                return Err(Failure { status: solution.status, info: solution.info });
            };
            to = from.times(&self.accumulation.net(&self.accumulation.flow(before, guessed), &more));
            capital = self.accumulation.after(&levels.capital, from, &to, passed);
        }
        let more = ratio(&capital, &levels.capital);
        shock.factor_supply = people;
        self.accumulation.supply(&more, &mut shock);
        let after = before.after(&shock, settings)?;
        let grown = self.accumulation.flow(before, &after.equilibrium);
        let net = self.accumulation.net(&grown, &more);
        let reached = Levels {
            labour: growing.labour[at].clone(),
            productivity: growing.productivity[at].clone(),
            capital,
            real_income: times(&levels.real_income, &grown.income),
            net: from.times(&net),
            guess: to,
        };
        self.levels.push(reached);
        self.benchmarks.push(after);
        let yearly = |hats: &PerEconomy| hats.map(|hat| hat.powf(1.0 / f64::from(passed)));
        Ok(Flow { income: yearly(&net.income), earnings: yearly(&net.earnings) })
    }

    /// More people, and each counts for more.
    fn people(&self, at: usize, growing: &Growing, shock: &mut Shock) {
        let labour = ratio(&growing.labour[at], &growing.labour[at - 1]);
        let productivity = ratio(&growing.productivity[at], &growing.productivity[at - 1]);
        let size = labour.size();
        match &self.accumulation.kind {
            Kind::Share(share) => {
                let effective = times(&labour, &productivity).map(|hat| hat.powf(1.0 - share));
                multiply(shock, 0, &effective);
            }
            Kind::Factor { labour: people, .. } => {
                for &factor in people {
                    multiply(shock, factor, &labour);
                    if shock.factor_productivity.len() <= factor {
                        shock.factor_productivity.resize_with(factor + 1, || Grid::filled(size, 1.0));
                    }
                    let grid = &mut shock.factor_productivity[factor];
                    for economy in size.economies() {
                        for sector in grid.size().sectors() {
                            grid[(economy, sector)] = productivity[economy];
                        }
                    }
                }
            }
        }
    }
}

/// Which of the model's factors capital is.
fn capital_of(scenario: &Scenario, baseline: &Baseline, benchmark: &Benchmark) -> Result<Kind, Error> {
    let several = benchmark.assumptions.as_ref().filter(|assumed| assumed.factors.len() > 1);
    let Some(assumed) = several else {
        return Ok(Kind::Share(scenario.parameters().value(id!("growth.capital_share"))));
    };
    let names = scenario.variant.factor_names(baseline);
    let capital = names.iter().position(|name| name.eq_ignore_ascii_case("capital"));
    let Some(capital) = capital else {
        return Err(Error::NoCapital { factors: names.join(", ") });
    };
    if assumed.factors[capital].supply != Supply::Fixed {
        return Err(scenario.source.error(scenario.variant.supplied_otherwise(&names[capital])));
    }
    let labour = (0..names.len()).filter(|&at| at != capital && assumed.factors[at].wage).collect();
    Ok(Kind::Factor { capital, labour })
}
