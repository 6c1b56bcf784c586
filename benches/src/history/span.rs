//! From one world input-output table to a later one: what the later one is used for besides being predicted, and the prediction.

use super::fit::Fit;
use super::target::Target;
use comity_data::frame::File;
use comity_data::import::{self, Spec};
use comity_model::{
    Benchmark, Calibration, Closure, Equilibrium, Flow, Flows, Grid, PerEconomy, Settings, Shock, Table,
};
use std::error::Error;
use std::path::Path;

/// How `wiod-2011` is imported; the tables of other years have the same form.
const SPEC: &str = include_str!("../../../assets/baselines/wiod-2011/spec.toml");

/// Trade and income of a year, in units of world value added.
#[derive(Debug, Clone)]
pub struct World {
    /// Values of all flows, domestic sales included.
    pub flows: Flows,
    /// Value added, by economy.
    pub income: PerEconomy,
}

fn load(folder: &Path, year: i32) -> Result<Table, Box<dyn Error>> {
    let spec = Spec::parse("spec.toml", &SPEC.replace("2011", &year.to_string()))?;
    let file = File::open(&folder.join(format!("wiot_{year}.parquet")))?;
    Ok(import::import(&file, &spec)?.baseline.table)
}

impl World {
    fn new(table: &Table) -> Self {
        let income = table.value_added.iter().fold(PerEconomy::zeros(table.size), |mut sum, factor| {
            let by_economy = factor.by_economy();
            sum.values_mut().iter_mut().zip(by_economy.values()).for_each(|(sum, value)| *sum += value);
            sum
        });
        let unit = income.sum();
        Self { flows: table.flows.map(|value| value / unit), income: income.map(|value| value / unit) }
    }
}

/// What a prediction is told of the later table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The change of trade costs, symmetric by pair and sector.
    pub costs: bool,
    /// The change of each economy's share in world value added.
    pub growth: bool,
}

/// Who predicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The equilibrium of the model.
    Model,
    /// The same facts multiplied, without any equilibrium.
    Rule,
}

/// Two tables, and what the later one is used for besides being predicted.
#[derive(Debug)]
pub struct Span {
    /// The earlier year, as measured.
    pub before: World,
    /// The later year, as measured.
    pub after: World,
    benchmark: Benchmark,
    freeness: Flows,
    growth: PerEconomy,
}

impl Span {
    /// Reads the tables of two years.
    pub fn read(folder: &Path, from: i32, to: i32) -> Result<Self, Box<dyn Error>> {
        Self::new(&load(folder, from)?, World::new(&load(folder, to)?))
    }

    fn new(table: &Table, after: World) -> Result<Self, Box<dyn Error>> {
        let calibration = Calibration::new(table).map_err(|error| format!("{error:?}"))?;
        let benchmark = Benchmark::solve(&calibration, Closure::Proportional, &Settings::default())
            .map_err(|failure| format!("{:?}", failure.status))?;
        let before = World::new(table);
        let mut growth = after.income.clone();
        growth.values_mut().iter_mut().zip(before.income.values()).for_each(|(hat, old)| *hat /= old);
        let freeness = freeness(&before.flows, &after.flows);
        Ok(Self { before, after, benchmark, freeness, growth })
    }

    /// The later year as predicted.
    pub fn predict(&self, told: Told, by: By) -> Result<World, Box<dyn Error>> {
        match by {
            By::Rule => Ok(self.rule(told)),
            By::Model => self.model(told),
        }
    }

    /// Each flow grows with the freeness of its trade and the geometric mean of the growth of both ends: what the index of
    /// trade costs says when domestic sales grow with the economy.
    fn rule(&self, told: Told) -> World {
        let mut world = self.before.clone();
        for flow in self.before.flows.size().flows() {
            if told.costs {
                world.flows[flow] *= self.freeness[flow];
            }
            if told.growth {
                world.flows[flow] *= (self.growth[flow.origin] * self.growth[flow.destination]).sqrt();
            }
        }
        if told.growth {
            world.income = self.after.income.clone();
        }
        world
    }

    /// The counterfactual; growth is the value-added productivity, one number an economy, that gives each economy its share in
    /// world value added.
    fn model(&self, told: Told) -> Result<World, Box<dyn Error>> {
        const ROUNDS: usize = 100;
        let calibration = &self.benchmark.calibration;
        let mut shock = Shock::none(calibration);
        if told.costs {
            for flow in calibration.size.flows() {
                shock.iceberg[flow] = self.freeness[flow].powf(-1.0 / calibration.theta[flow.sector]);
            }
        }
        for _ in 0..ROUNDS {
            let solution = self.benchmark.counterfactual(&shock, &Settings::default());
            let Some(found) = solution.equilibrium else {
                return Err(format!("{:?}", solution.status).into());
            };
            if !told.growth || self.approach(&found, &mut shock.value_added_productivity) < 1e-9 {
                return Ok(self.changed(&found));
            }
        }
        Err("no growth of productivity was found that gives the growth of value added".into())
    }

    /// Corrects productivity by what each economy's income misses; returns the largest miss.
    fn approach(&self, found: &Equilibrium, productivity: &mut Grid) -> f64 {
        let size = self.before.flows.size();
        let start = &self.benchmark.equilibrium.factor_income;
        // The benchmark lies a little off the data, so that growth is exhausted only after scaling.
        let grown: f64 = size.economies().map(|economy| start[economy] * self.growth[economy]).sum();
        let scale = start.sum() / grown;
        let mut largest: f64 = 0.0;
        for economy in size.economies() {
            let missing = scale * self.growth[economy] * start[economy] / found.factor_income[economy];
            largest = largest.max(missing.ln().abs());
            for sector in size.sectors() {
                productivity[(economy, sector)] *= missing;
            }
        }
        largest
    }

    /// The earlier year with the hats of a counterfactual.
    fn changed(&self, found: &Equilibrium) -> World {
        let mut world = self.before.clone();
        let benchmark = &self.benchmark.equilibrium;
        for flow in self.before.flows.size().flows().filter(|&flow| self.before.flows[flow] > 0.0) {
            world.flows[flow] *= found.flow_value(flow) / benchmark.flow_value(flow);
        }
        for economy in self.before.flows.size().economies() {
            world.income[economy] *= found.factor_income[economy] / benchmark.factor_income[economy];
        }
        world
    }

    /// Share of the earlier year's trade with a change of costs: where the index exists in both years.
    pub fn indexed(&self) -> f64 {
        let trade = |keep: &dyn Fn(Flow) -> bool| -> f64 {
            let flows = self.before.flows.size().flows().filter(|&flow| !flow.is_domestic() && keep(flow));
            flows.map(|flow| self.before.flows[flow]).sum()
        };
        trade(&|flow| self.freeness[flow] != 1.0) / trade(&|_| true)
    }

    /// How well `predicted` meets the later year in `target`.
    pub fn fit(&self, target: Target, predicted: &World) -> Fit {
        let [before, after, predicted] = [&self.before, &self.after, predicted].map(|world| target.of(world));
        let change = |new: f64, old: f64| (new / old).ln();
        let points = before.iter().zip(&after).zip(&predicted);
        Fit::new(points.map(|((b, a), p)| (change(p.value, b.value), change(a.value, b.value), b.weight)))
    }
}

/// Change of the index of Head and Ries (2001), sqrt(X_in X_ni / X_ii X_nn), which is iceberg costs, their geometric mean over both
/// directions, to the power of -theta. It stays 1 where one of the four flows is zero in either year.
fn freeness(before: &Flows, after: &Flows) -> Flows {
    let mut hats = Flows::filled(before.size(), 1.0);
    for flow in before.size().flows().filter(|flow| !flow.is_domestic()) {
        let Flow { origin, destination, sector } = flow;
        let index = |flows: &Flows| {
            let value = |origin, destination| flows[Flow { origin, destination, sector }];
            let domestic = value(origin, origin) * value(destination, destination);
            (value(origin, destination) * value(destination, origin) / domestic).sqrt()
        };
        let hat = index(after) / index(before);
        if hat.is_finite() && hat > 0.0 {
            hats[flow] = hat;
        }
    }
    hats
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails should panic")]
mod tests {
    use super::*;
    use crate::synthetic;

    /// Where the model has made history itself, by symmetric costs and growth, it predicts all of it.
    #[test]
    fn a_history_of_the_models_own_making_is_found() {
        let table = synthetic::table(6, 4);
        let span = Span::new(&table, World::new(&table)).unwrap();
        let mut shock = Shock::none(&span.benchmark.calibration);
        for flow in table.size.flows().filter(|flow| !flow.is_domestic()) {
            let both = flow.origin.0 + flow.destination.0 + flow.sector.0;
            shock.iceberg[flow] = 0.7 + 0.05 * both as f64;
        }
        for economy in table.size.economies() {
            for sector in table.size.sectors() {
                shock.value_added_productivity[(economy, sector)] = 1.0 + 0.3 * economy.0 as f64;
            }
        }
        let found = span.benchmark.counterfactual(&shock, &Settings::default()).equilibrium.unwrap();
        let span = Span::new(&table, span.changed(&found)).unwrap();
        let predicted = span.predict(Told { costs: true, growth: true }, By::Model).unwrap();
        for (target, name) in Target::ALL {
            let error = span.fit(target, &predicted).error;
            assert!(error < 1e-7, "{name}: {error}");
        }
        let rule = span.predict(Told { costs: true, growth: true }, By::Rule).unwrap();
        assert!(span.fit(Target::Pairs, &rule).error > 0.01, "the test would pass without a model");
    }
}
