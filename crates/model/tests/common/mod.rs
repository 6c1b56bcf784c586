//! Random economies for the tests.
#![allow(clippy::unwrap_used, dead_code, missing_docs)]

use comity_model::{
    Assumptions, Benchmark, Calibration, Closure, Elasticities, Equilibrium, Flow, Grid, InputUse, Inputs,
    Mobility, PerEconomy, Residuals, Settings, Shock, Size, Supply, Table,
};
use proptest::prelude::*;

/// A small generator with a seed, so that a failing case is repeated by its seed alone (Steele et al. 2014, SplitMix).
pub struct Random(pub u64);

impl Random {
    /// Uniform on [0, 1).
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform on [low, high).
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Log-uniform on [low, high).
    pub fn scale(&mut self, low: f64, high: f64) -> f64 {
        self.between(low.ln(), high.ln()).exp()
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
}

/// A random economy with inputs, tariffs on some flows, zero flows and unbalanced trade. Every economy supplies itself
/// with everything, and is reached by trade from every other.
pub fn table(economies: usize, sectors: usize, seed: u64) -> Table {
    let mut random = Random(seed);
    let size = Size { economies, sectors };
    let mut table = Table::zeros(size, 2);
    let scales: Vec<f64> = size.economies().map(|_| random.scale(0.1, 10.0)).collect();
    for sector in size.sectors() {
        table.theta[sector] = random.scale(1.0, 12.0);
        for destination in size.economies() {
            for origin in size.economies() {
                let flow = Flow { origin, destination, sector };
                let value = scales[destination.0] * random.scale(0.05, 1.0);
                if flow.is_domestic() {
                    table.flows[flow] = 3.0 * value * economies as f64;
                } else if random.chance(0.8) || (destination.0 + 1) % economies == origin.0 {
                    table.flows[flow] = value * scales[origin.0].sqrt();
                    table.tariffs[flow] = if random.chance(0.4) { random.between(0.0, 0.5) } else { 0.0 };
                }
            }
        }
    }
    for economy in size.economies() {
        for sector in size.sectors() {
            let output: f64 =
                size.economies().map(|n| table.flows[Flow { origin: economy, destination: n, sector }]).sum();
            let value_added = output * random.between(0.3, 0.8);
            let labour = random.unit();
            table.value_added[0][(economy, sector)] = value_added * labour;
            table.value_added[1][(economy, sector)] = value_added * (1.0 - labour);
            let weights: Vec<f64> = size.sectors().map(|_| random.unit()).collect();
            let total: f64 = weights.iter().sum();
            for input in size.sectors() {
                table.input_use[InputUse { economy, input, sector }] =
                    (output - value_added) * weights[input.0] / total;
            }
            table.final_demand[(economy, sector)] = random.between(0.1, 1.0);
        }
    }
    table.deficits = Some(deficits(&table, &mut random));
    table
}

/// Up to a twentieth of factor income either way, in sum zero.
fn deficits(table: &Table, random: &mut Random) -> PerEconomy {
    let mut deficits = PerEconomy::zeros(table.size);
    for factor in &table.value_added {
        let income = factor.by_economy();
        table.size.economies().for_each(|economy| deficits[economy] += income[economy]);
    }
    let world = deficits.sum();
    let shares: Vec<f64> = table.size.economies().map(|_| random.between(-0.05, 0.05)).collect();
    let excess: f64 = table.size.economies().map(|n| shares[n.0] * deficits[n]).sum::<f64>() / world;
    table.size.economies().for_each(|economy| deficits[economy] *= shares[economy.0] - excess);
    deficits
}

/// A random shock to costs, tariffs and productivity.
pub fn shock(calibration: &Calibration, seed: u64) -> Shock {
    let mut random = Random(seed ^ 0x5eed);
    let mut shock = Shock::none(calibration);
    for flow in calibration.size.flows().filter(|flow| !flow.is_domestic()) {
        if random.chance(0.5) {
            shock.iceberg[flow] = random.between(0.7, 1.3);
        }
        if random.chance(0.3) {
            shock.tariffs[flow] = random.between(0.0, 0.4);
        }
    }
    for sector in calibration.size.sectors() {
        for economy in calibration.size.economies() {
            shock.productivity[(economy, sector)] = random.between(0.9, 1.2);
            shock.value_added_productivity[(economy, sector)] = random.between(0.9, 1.2);
        }
    }
    shock
}

/// Random assumptions about an economy's two factors.
pub fn assumptions(table: &Table, seed: u64) -> Assumptions {
    let mut random = Random(seed ^ 0xa55);
    let mut assumed = Assumptions::with_factors_of(table);
    let mut elasticity = || match random.unit() {
        x if x < 0.3 => 1.0,
        x if x < 0.6 => random.between(0.2, 0.9),
        _ => random.between(1.1, 2.5),
    };
    assumed.elasticities =
        Elasticities { final_demand: elasticity(), value_added: elasticity(), inputs: elasticity() };
    let accumulates = random.chance(0.5) && assumed.elasticities.value_added <= 1.0;
    for (number, factor) in assumed.factors.iter_mut().enumerate() {
        if random.chance(0.4) {
            factor.mobility = Mobility::Specific;
        }
        factor.supply = match random.unit() {
            x if x < 0.3 => Supply::Fixed,
            x if x < 0.6 => Supply::Elastic(random.between(0.0, 2.0)),
            // Where capital replaces labour easily, or labour does not grow scarcer, there need not be an end to its accumulation.
            x if x < 0.8 && number == 1 && accumulates => Supply::Accumulated,
            x if x < 0.9 && number == 0 && !accumulates => Supply::Floor(random.between(0.9, 1.0)),
            _ => Supply::Fixed,
        };
        factor.wage = number == 0;
    }
    // Where supply answers to real prices, small economies of scale may feed on themselves.
    if random.chance(0.5) && assumed.factors.iter().all(|factor| factor.supply == Supply::Fixed) {
        for sector in table.size.sectors() {
            assumed.scale[sector] = random.between(0.0, 0.6) / table.theta[sector];
        }
    }
    assumed
}

/// A random shock to two factors beside what else there is.
pub fn with_factor_shocks(mut shock: Shock, size: Size, seed: u64) -> Shock {
    let mut random = Random(seed ^ 0xfac);
    for _ in 0..2 {
        let mut supply = PerEconomy::filled(size, 1.0);
        supply.values_mut().iter_mut().for_each(|x| *x = random.between(0.9, 1.2));
        shock.factor_supply.push(supply);
        let mut productivity = Grid::filled(size, 1.0);
        productivity.values_mut().iter_mut().for_each(|x| *x = random.between(0.95, 1.2));
        shock.factor_productivity.push(productivity);
    }
    if random.chance(0.5) {
        let mut added = Inputs::zeros(size);
        for value in added.values_mut() {
            *value = if random.chance(0.3) { random.between(0.0, 0.1) } else { 0.0 };
        }
        shock.added_inputs = Some(added);
    }
    shock
}

pub fn closures() -> impl Strategy<Value = Closure> {
    prop_oneof![Just(Closure::Balanced), Just(Closure::Fixed), Just(Closure::Proportional)]
}

pub fn benchmark(table: &Table, closure: Closure) -> Benchmark {
    let calibration = Calibration::new(table).unwrap();
    Benchmark::solve(&calibration, closure, &tight()).unwrap()
}

/// Solves and checks the equations with the independent residuals.
pub fn counterfactual(benchmark: &Benchmark, shock: &Shock) -> Equilibrium {
    let solution = benchmark.counterfactual(shock, &tight());
    let equilibrium =
        solution.equilibrium.unwrap_or_else(|| panic!("{:?} {:?}", solution.status, solution.info));
    let residuals = Residuals::at(benchmark, shock, &equilibrium);
    assert!(residuals.largest() < 1e-9, "{residuals:?} {:?}", solution.info);
    equilibrium
}

/// Tighter than the default, so that laws can be checked to many digits.
pub fn tight() -> Settings {
    Settings { tolerance: 1e-12, ..Settings::default() }
}

/// Largest relative difference between two slices.
pub fn difference(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs() / a.abs().max(b.abs()).max(1e-300)).fold(0.0, f64::max)
}
