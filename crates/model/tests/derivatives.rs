//! Derivatives against finite differences, and forward against adjoint.
#![allow(clippy::unwrap_used)]

mod common;

use comity_model::{
    Assumptions, Benchmark, Closure, EconomyId, Equilibrium, FactorOutcome, Flow, Grid, Inputs, Linearised,
    Objective, Outcome, PerEconomy, PerParameter, PerSector, Problem, SectorId, Settings, Shock, Solver,
    Supply,
};
use common::{Random, assumptions, benchmark, closures, table, with_factor_shocks};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError};

/// Step of the finite differences. Their error falls with its fourth power; that of the solves rises with its inverse.
const STEP: f64 = 1e-3;

fn settings() -> Settings {
    Settings { tolerance: 1e-13, ..Settings::default() }
}

/// A counterfactual: elasticities and a shock.
#[derive(Clone)]
struct Case {
    benchmark: Benchmark,
    theta: PerSector,
    shock: Shock,
}

impl Case {
    fn new(economies: usize, sectors: usize, closure: Closure, seed: u64) -> Self {
        let benchmark = benchmark(&table(economies, sectors, seed), closure);
        let mut random = Random(seed ^ 0xde);
        let theta = benchmark.calibration.theta.map(|theta| theta * random.between(0.8, 1.2));
        let shock = common::shock(&benchmark.calibration, seed);
        Self { benchmark, theta, shock }
    }

    /// The same under random assumptions, with shocks to factors.
    fn of_version(economies: usize, sectors: usize, closure: Closure, seed: u64) -> Self {
        let mut case = Self::new(economies, sectors, closure, seed);
        let table = table(economies, sectors, seed);
        case.benchmark = case.benchmark.under(assumptions(&table, seed)).unwrap();
        case.shock = with_factor_shocks(case.shock, table.size, seed);
        case
    }

    fn solve(&self) -> Equilibrium {
        let problem = Problem { theta: &self.theta, shock: &self.shock, start: None };
        let solution = Solver::new(&self.benchmark).solve(&problem, &settings());
        solution.equilibrium.unwrap_or_else(|| panic!("{:?} {:?}", solution.status, solution.info))
    }

    /// The same with parameters moved in a direction.
    fn moved(&self, direction: &PerParameter, step: f64) -> Self {
        let mut moved = self.clone();
        let factor = |value: &mut f64, change: &f64| *value *= (step * change).exp();
        let add = |value: &mut f64, change: &f64| *value += step * change;
        let each = |values: &mut [f64], changes: &[f64], f: &dyn Fn(&mut f64, &f64)| {
            values.iter_mut().zip(changes).for_each(|(value, change)| f(value, change));
        };
        each(moved.shock.iceberg.values_mut(), direction.iceberg.values(), &factor);
        each(moved.shock.tariffs.values_mut(), direction.tariffs.values(), &add);
        each(moved.shock.productivity.values_mut(), direction.productivity.values(), &factor);
        each(
            moved.shock.value_added_productivity.values_mut(),
            direction.value_added_productivity.values(),
            &factor,
        );
        each(moved.theta.values_mut(), direction.theta.values(), &add);
        let size = moved.benchmark.calibration.size;
        let shock = &mut moved.shock;
        let factors = shock.factor_supply.len().max(direction.factor_supply.len());
        shock.factor_supply.resize(factors, PerEconomy::filled(size, 1.0));
        for (supply, change) in shock.factor_supply.iter_mut().zip(&direction.factor_supply) {
            each(supply.values_mut(), change.values(), &factor);
        }
        let factors = shock.factor_productivity.len().max(direction.factor_productivity.len());
        shock.factor_productivity.resize(factors, Grid::filled(size, 1.0));
        for (productivity, change) in shock.factor_productivity.iter_mut().zip(&direction.factor_productivity)
        {
            each(productivity.values_mut(), change.values(), &factor);
        }
        if let Some(change) = &direction.added_inputs {
            let added = shock.added_inputs.get_or_insert_with(|| Inputs::zeros(size));
            each(added.values_mut(), change.values(), &add);
        }
        moved
    }

    /// Which factors are held by their floor, entry by entry.
    fn floors(&self, equilibrium: &Equilibrium) -> Vec<bool> {
        let Some(assumed) = &self.benchmark.assumptions else { return Vec::new() };
        let final_price = self.benchmark.final_price(&equilibrium.price);
        let mut held = Vec::new();
        for (factor, market) in assumed.factors.iter().zip(&equilibrium.factors) {
            if let Supply::Floor(least) = factor.supply {
                let floors = final_price.values().iter().cycle().map(|price| least * price);
                held.extend(
                    market.price.values().iter().zip(floors).map(|(at, floor)| *at < floor * (1.0 + 1e-9)),
                );
            }
        }
        held
    }

    fn results(&self) -> Vec<f64> {
        results(&Outcome::between(&self.benchmark, &self.solve())).iter().map(|hat| hat.ln()).collect()
    }

    /// The derivative of every result's log in a direction, by differences of fourth order.
    fn differences(&self, direction: &PerParameter) -> Vec<f64> {
        let at = |step: f64| self.moved(direction, step * STEP).results();
        let (far_below, below, above, far_above) = (at(-2.0), at(-1.0), at(1.0), at(2.0));
        (0..above.len())
            .map(|k| (8.0 * (above[k] - below[k]) - (far_above[k] - far_below[k])) / (12.0 * STEP))
            .collect()
    }
}

/// Every result as one list.
fn results(outcome: &Outcome) -> Vec<f64> {
    let (economies, sectors) = (&outcome.economies, &outcome.sectors);
    [
        economies.real_income.values(),
        economies.real_wage.values(),
        economies.wage.values(),
        economies.price.values(),
        economies.exports.values(),
        economies.imports.values(),
        economies.export_volume.values(),
        economies.import_volume.values(),
        sectors.output.values(),
        sectors.volume.values(),
        sectors.unit_cost.values(),
        sectors.price.values(),
        sectors.exports.values(),
        sectors.imports.values(),
        &[outcome.world.trade_volume, outcome.world.real_income],
        &outcome.factors.iter().flat_map(of_factor).copied().collect::<Vec<_>>(),
    ]
    .concat()
}

fn of_factor(factor: &FactorOutcome) -> impl Iterator<Item = &f64> {
    let rows = [&factor.price, &factor.real_price, &factor.quantity, &factor.income];
    rows.into_iter().flat_map(|row| row.values())
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, x| largest.max(x.abs()))
}

/// Largest difference between two lists, relative to each value or to a hundredth of the largest; what solves are
/// exact to shows in changes smaller than one in ten thousand.
fn difference(found: &[f64], expected: &[f64], largest: f64) -> f64 {
    let relative = |(a, b): (&f64, &f64)| (a - b).abs() / b.abs().max(1e-2 * largest).max(1e-4);
    found.iter().zip(expected).map(relative).fold(0.0, f64::max)
}

const KINDS: usize = 8;

/// A random direction in one kind of parameter, or in all.
fn direction(case: &Case, kind: usize, seed: u64) -> PerParameter {
    let mut random = Random(seed ^ 0xd1);
    let size = case.benchmark.calibration.size;
    let mut direction = PerParameter::zeros(size);
    for _ in 0..case.benchmark.assumptions.as_ref().map_or(1, |assumed| assumed.factors.len()) {
        direction.factor_supply.push(PerEconomy::zeros(size));
        direction.factor_productivity.push(Grid::zeros(size));
    }
    let rest = [
        direction.iceberg.values_mut(),
        direction.tariffs.values_mut(),
        direction.productivity.values_mut(),
        direction.value_added_productivity.values_mut(),
        direction.theta.values_mut(),
    ];
    let supply = direction.factor_supply.iter_mut().map(|row| (5, row.values_mut()));
    let productivity = direction.factor_productivity.iter_mut().map(|grid| (6, grid.values_mut()));
    for (at, values) in rest.into_iter().enumerate().chain(supply).chain(productivity) {
        if kind == at || kind == KINDS - 1 {
            values.iter_mut().for_each(|value| *value = random.between(-1.0, 1.0));
        }
    }
    direction
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn tangents_agree_with_finite_differences(
        economies in 1usize..6, sectors in 1usize..5, closure in closures(), kind in 0..KINDS, seed in any::<u64>(),
    ) {
        tangent_and_differences(&Case::new(economies, sectors, closure, seed), kind, seed)?;
    }

    #[test]
    fn tangents_of_every_version_agree_with_finite_differences(
        economies in 1usize..6, sectors in 1usize..5, closure in closures(), kind in 0..KINDS, seed in any::<u64>(),
    ) {
        tangent_and_differences(&Case::of_version(economies, sectors, closure, seed), kind, seed)?;
    }

    #[test]
    fn tangents_by_added_inputs_agree_with_finite_differences(
        economies in 1usize..6, sectors in 1usize..5, closure in closures(), plain: bool, seed in any::<u64>(),
    ) {
        let case = if plain { Case::new } else { Case::of_version };
        let mut case = case(economies, sectors, closure, seed);
        let direction = growing_inputs(&mut case, seed);
        agrees_with_differences(&case, &direction)?;
    }

    #[test]
    fn gradients_agree_with_tangents(
        economies in 1usize..10, sectors in 1usize..7, closure in closures(), seed in any::<u64>(),
    ) {
        gradients_and_tangents(&Case::new(economies, sectors, closure, seed), seed, 1e-10)?;
    }

    #[test]
    fn gradients_of_every_version_agree_with_tangents(
        economies in 1usize..10, sectors in 1usize..7, closure in closures(), seed in any::<u64>(),
    ) {
        gradients_and_tangents(&Case::of_version(economies, sectors, closure, seed), seed, 1e-9)?;
    }
}

/// Inputs that grow, from some that a shock has added already.
fn growing_inputs(case: &mut Case, seed: u64) -> PerParameter {
    let mut random = Random(seed ^ 0x1e);
    let size = case.benchmark.calibration.size;
    let mut some = || {
        let mut added = Inputs::zeros(size);
        added.values_mut().iter_mut().for_each(|value| *value = random.between(0.01, 0.1));
        added
    };
    case.shock.added_inputs = Some(some());
    PerParameter { added_inputs: Some(some()), ..PerParameter::zeros(size) }
}

fn tangent_and_differences(case: &Case, kind: usize, seed: u64) -> Result<(), TestCaseError> {
    let direction = direction(case, kind, seed);
    agrees_with_differences(case, &direction)
}

fn agrees_with_differences(case: &Case, direction: &PerParameter) -> Result<(), TestCaseError> {
    let equilibrium = case.solve();
    let held = |case: &Case| case.floors(&case.solve());
    // Where a floor begins to bind there is no derivative.
    prop_assume!(
        [-2.0, 2.0].iter().all(|side| held(&case.moved(direction, side * STEP)) == case.floors(&equilibrium))
    );
    let linearised = Linearised::new(&case.benchmark, &case.theta, &case.shock, &equilibrium);
    let tangent = linearised.tangent(direction).unwrap();
    let (found, expected) = (results(&tangent.outcome), case.differences(direction));
    let difference = difference(&found, &expected, largest(&expected));
    prop_assert!(difference < 1e-6, "{difference}");
    Ok(())
}

fn gradients_and_tangents(case: &Case, seed: u64, error: f64) -> Result<(), TestCaseError> {
    let equilibrium = case.solve();
    let size = case.benchmark.calibration.size;
    let linearised = Linearised::new(&case.benchmark, &case.theta, &case.shock, &equilibrium);
    let economy = EconomyId(seed as usize % size.economies);
    let mut prices = Objective::zero(size);
    let mut random = Random(seed ^ 0x0b);
    prices.price.values_mut().iter_mut().for_each(|weight| *weight = random.between(-1.0, 1.0));
    for (name, objective) in [
        ("real income", Objective::real_income(&case.benchmark, economy)),
        ("real wage", Objective::real_wage(&case.benchmark, economy)),
        ("world", Objective::world_real_income(&case.benchmark, &equilibrium)),
        ("prices", prices.clone()),
    ] {
        let gradient = linearised.gradient(&objective).unwrap();
        for kind in 0..KINDS {
            let direction = direction(case, kind, seed);
            let outcome = linearised.tangent(&direction).unwrap().outcome;
            let forward = match name {
                "real income" => outcome.economies.real_income[economy],
                "real wage" => outcome.economies.real_wage[economy],
                "world" => outcome.world.real_income,
                _ => {
                    prices.price.values().iter().zip(outcome.sectors.price.values()).map(|(a, b)| a * b).sum()
                }
            };
            let backward = gradient.by.dot(&direction);
            // Terms of both signs may cancel: the lengths of the two vectors say how large they are.
            let lengths = (gradient.by.dot(&gradient.by) * direction.dot(&direction)).sqrt();
            let scale = forward.abs().max(0.1 * lengths).max(1e-3);
            prop_assert!((forward - backward).abs() <= error * scale, "{name} {kind}: {forward} {backward}");
        }
    }
    Ok(())
}

#[test]
fn what_nobody_makes_or_buys_does_not_move() {
    let mut table = table(4, 3, 3);
    let missing = SectorId(1);
    for economy in table.size.economies() {
        for (origin, destination) in [(EconomyId(0), economy), (economy, EconomyId(0))] {
            table.flows[Flow { origin, destination, sector: missing }] = 0.0;
        }
    }
    let benchmark = benchmark(&table, Closure::Fixed);
    let shock = common::shock(&benchmark.calibration, 3);
    let theta = benchmark.calibration.theta.clone();
    let case = Case { benchmark, theta, shock };
    let equilibrium = case.solve();
    let direction = direction(&case, KINDS - 1, 3);
    let linearised = Linearised::new(&case.benchmark, &case.theta, &case.shock, &equilibrium);
    let outcome = linearised.tangent(&direction).unwrap().outcome;
    assert_eq!(outcome.sectors.output[(EconomyId(0), missing)], 0.0);
    assert_eq!(outcome.sectors.exports[(EconomyId(0), missing)], 0.0);
    assert_eq!(outcome.sectors.price[(EconomyId(0), missing)], 0.0);
    let expected = case.differences(&direction);
    assert!(difference(&results(&outcome), &expected, largest(&expected)) < 1e-6);
}

#[test]
fn a_floor_that_binds_makes_more_of_a_factor_worthless() {
    for (least, binds) in [(1.0, true), (0.2, false)] {
        let table = table(4, 3, 5);
        let mut assumed = Assumptions::with_factors_of(&table);
        assumed.elasticities.value_added = 0.7;
        assumed.factors[0].supply = Supply::Floor(least);
        let mut case = Case::new(4, 3, Closure::Fixed, 5);
        case.benchmark = case.benchmark.under(assumed).unwrap();
        case.shock = Shock::none(&case.benchmark.calibration);
        case.shock.productivity = Grid::filled(table.size, 0.9);
        let equilibrium = case.solve();
        assert_eq!(case.floors(&equilibrium), [binds; 4]);
        tangent_and_differences(&case, KINDS - 1, 5).unwrap();
        let linearised = Linearised::new(&case.benchmark, &case.theta, &case.shock, &equilibrium);
        let gradient =
            linearised.gradient(&Objective::world_real_income(&case.benchmark, &equilibrium)).unwrap();
        let worth = gradient.by.factor_supply[0].sum();
        assert!(if binds { worth == 0.0 } else { worth > 0.1 }, "{worth}");
    }
}

#[test]
fn what_is_banned_matters_no_more() {
    for version in [false, true] {
        let mut case = match version {
            false => Case::new(5, 3, Closure::Balanced, 9),
            true => Case::of_version(5, 3, Closure::Balanced, 9),
        };
        let banned = Flow { origin: EconomyId(1), destination: EconomyId(0), sector: SectorId(1) };
        case.shock.iceberg[banned] = f64::INFINITY;
        let equilibrium = case.solve();
        let direction = direction(&case, KINDS - 1, 9);
        let linearised = Linearised::new(&case.benchmark, &case.theta, &case.shock, &equilibrium);
        let gradient = linearised.gradient(&Objective::real_income(&case.benchmark, EconomyId(0))).unwrap();
        assert_eq!((gradient.by.iceberg[banned], gradient.by.tariffs[banned]), (0.0, 0.0));
        assert!(gradient.by.dot(&direction).is_finite());
        tangent_and_differences(&case, KINDS - 1, 9).unwrap();
        gradients_and_tangents(&case, 9, 1e-9).unwrap();
    }
}

#[test]
fn elasticities_do_not_matter_where_nothing_changes() {
    let mut case = Case::new(4, 3, Closure::Balanced, 7);
    case.shock = Shock::none(&case.benchmark.calibration);
    let equilibrium = case.solve();
    let linearised = Linearised::new(&case.benchmark, &case.theta, &case.shock, &equilibrium);
    let objective = Objective::world_real_income(&case.benchmark, &equilibrium);
    let gradient = linearised.gradient(&objective).unwrap();
    assert!(gradient.by.theta.values().iter().all(|by| by.abs() < 1e-10), "{:?}", gradient.by.theta);
}

/// In an efficient economy (no tariffs) that is closed, or taken as a whole, costs matter as much as is spent on them (Hulten 1978).
#[test]
fn without_tariffs_the_world_gains_what_is_spent_on_what_becomes_cheaper() {
    let mut table = table(5, 3, 11);
    table.tariffs.values_mut().fill(0.0);
    let benchmark = benchmark(&table, Closure::Balanced);
    let shock = Shock::none(&benchmark.calibration);
    let equilibrium = benchmark.counterfactual(&shock, &settings()).equilibrium.unwrap();
    let linearised = Linearised::new(&benchmark, &benchmark.calibration.theta, &shock, &equilibrium);
    let gradient = linearised.gradient(&Objective::world_real_income(&benchmark, &equilibrium)).unwrap();
    let world = equilibrium.income.sum();
    for flow in benchmark.calibration.size.flows() {
        let spent = equilibrium.flow_value(flow) / world;
        assert!((gradient.by.iceberg[flow] + spent).abs() < 1e-10);
    }
}
