//! Badly scaled economies on purpose: each ends in a solution that the independent residuals accept, or in a diagnosis.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{
    Assumptions, BatchSolver, Benchmark, Calibration, Closure, Decomposition, Flow, Info, InputUse, Inputs,
    Linearised, Objective, Outcome, PerEconomy, PerParameter, PerSector, Problem, Residuals, Settings, Shock,
    Size, Solution, Solver, Status, Summary, Table,
};
use common::Random;

const CLOSURES: [Closure; 3] = [Closure::Balanced, Closure::Fixed, Closure::Proportional];

fn wild_table(random: &mut Random) -> Table {
    wild_table_up_to(Size { economies: 7, sectors: 5 }, random)
}

fn wild_table_up_to(most: Size, random: &mut Random) -> Table {
    let mut up_to = |most: usize| 1 + (random.unit() * most as f64) as usize;
    let size = Size { economies: up_to(most.economies), sectors: up_to(most.sectors) };
    let mut table = Table::zeros(size, 1);
    for sector in size.sectors() {
        table.theta[sector] = random.scale(0.5, 60.0);
    }
    let scales: Vec<f64> = size.economies().map(|_| random.scale(1e-3, 1e3)).collect();
    for flow in size.flows() {
        let value = scales[flow.destination.0];
        if flow.is_domestic() {
            table.flows[flow] = value;
        } else if random.chance(0.7) || (flow.destination.0 + 1) % size.economies == flow.origin.0 {
            table.flows[flow] = value.min(scales[flow.origin.0]) * random.scale(1e-12, 1.0);
            if random.chance(0.3) {
                table.tariffs[flow] = random.scale(0.01, 10.0);
            }
        }
    }
    for economy in size.economies() {
        for sector in size.sectors() {
            let output: f64 =
                size.economies().map(|n| table.flows[Flow { origin: economy, destination: n, sector }]).sum();
            let share = random.scale(0.02, 1.0);
            table.value_added[0][(economy, sector)] = output * share;
            for input in size.sectors() {
                table.input_use[InputUse { economy, input, sector }] =
                    output * (1.0 - share) * random.scale(1e-6, 1.0);
            }
            table.final_demand[(economy, sector)] = random.scale(1e-9, 1.0);
        }
    }
    table.deficits = Some(wild_deficits(&table, random));
    table
}

/// Deficits of up to nine tenths of factor income, in sum zero.
fn wild_deficits(table: &Table, random: &mut Random) -> PerEconomy {
    let income = table.value_added[0].by_economy();
    let mut deficits = income.clone();
    let shares: Vec<f64> = table.size.economies().map(|_| random.between(-0.9, 0.9)).collect();
    let excess: f64 = table.size.economies().map(|n| shares[n.0] * income[n]).sum::<f64>() / income.sum();
    let furthest = shares.iter().map(|share| (share - excess).abs()).fold(0.9, f64::max);
    for economy in table.size.economies() {
        deficits[economy] *= (shares[economy.0] - excess) * 0.9 / furthest;
    }
    deficits
}

fn wild_shock(calibration: &Calibration, random: &mut Random) -> Shock {
    let mut shock = Shock::none(calibration);
    let size = calibration.size;
    for flow in size.flows().filter(|flow| !flow.is_domestic()) {
        if random.chance(0.5) {
            shock.iceberg[flow] = random.scale(0.1, 10.0);
        }
        if random.chance(0.3) {
            shock.tariffs[flow] = random.scale(0.01, 10.0);
        }
    }
    for sector in size.sectors() {
        for economy in size.economies() {
            shock.productivity[(economy, sector)] = random.scale(0.5, 2.0);
        }
    }
    shock
}

#[test]
fn every_wild_economy_ends_in_a_checked_solution_or_a_diagnosis() {
    let settings = Settings::default();
    let (mut solved, mut stalled) = ([0; 3], [0; 3]);
    for seed in 0..600u64 {
        let mut random = Random(seed);
        let table = wild_table(&mut random);
        let at = (seed % 3) as usize;
        let closure = CLOSURES[at];
        let calibration = Calibration::new(&table).unwrap();
        let status = match Benchmark::solve(&calibration, closure, &settings) {
            Err(failure) => failure.status,
            Ok(benchmark) => {
                let shock = wild_shock(&benchmark.calibration, &mut random);
                let solution = benchmark.counterfactual(&shock, &settings);
                assert_eq!(solution.equilibrium.is_some(), solution.status == Status::Solved);
                if let Some(equilibrium) = &solution.equilibrium {
                    let residuals = Residuals::of(&benchmark.calibration, closure, &shock, equilibrium);
                    assert!(residuals.largest() < 1e-8, "seed {seed}: {residuals:?} {:?}", solution.info);
                    assert!(equilibrium.wage.values().iter().all(|wage| wage.is_finite() && *wage > 0.0));
                }
                solution.status
            }
        };
        match status {
            Status::Solved => solved[at] += 1,
            Status::Stalled { .. } => stalled[at] += 1,
            Status::IncomeExhausted { .. } => assert_ne!(closure, Closure::Balanced),
            Status::OneWayTrade { economy } => panic!("seed {seed}: trade with {economy:?} goes both ways"),
            Status::NoSupplier { economy, .. } => panic!("seed {seed}: nothing is banned in {economy:?}"),
        }
    }
    // Shares of 1e-12 against elasticities of a half can ask for wages beyond what numbers hold: a few are given up.
    assert!(stalled[0] <= 8, "solved {solved:?}, stalled {stalled:?}");
    assert!(solved[0] >= 190 && solved[2] >= 165, "solved {solved:?}, stalled {stalled:?}");
}

#[test]
fn every_wild_change_is_decomposed_or_diagnosed() {
    let settings = Settings::default();
    let (mut decomposed, mut off_path) = (0, 0);
    for seed in 0..30u64 {
        let mut random = Random(seed);
        let table = wild_table(&mut random);
        let calibration = Calibration::new(&table).unwrap();
        let closure = CLOSURES[(seed % 3) as usize];
        let Ok(benchmark) = Benchmark::solve(&calibration, closure, &settings) else { continue };
        let shock = wild_shock(&benchmark.calibration, &mut random);
        let Some(equilibrium) = benchmark.counterfactual(&shock, &settings).equilibrium else { continue };
        let Ok(parts) = Decomposition::of(&benchmark, &shock, &settings) else {
            off_path += 1;
            continue;
        };
        decomposed += 1;
        assert!(parts.gap < 1e-9, "seed {seed}: {} after {} equilibria", parts.gap, parts.equilibria);
        let real_income = Outcome::between(&benchmark, &equilibrium).economies.real_income;
        for economy in table.size.economies() {
            let change = 100.0 * real_income[economy].ln();
            assert!((parts.economy(economy).sum() - change).abs() < 1e-6, "seed {seed}: {change}");
        }
    }
    assert!(decomposed >= 15 && off_path <= 2, "{decomposed} decomposed, {off_path} off the path");
}

#[test]
fn every_wild_equilibrium_is_differentiated_or_diagnosed() {
    let settings = Settings { tolerance: 1e-12, ..Settings::default() };
    let (mut agree, mut unsolved) = (0, 0);
    for seed in 0..200u64 {
        let mut random = Random(seed);
        let table = wild_table(&mut random);
        let calibration = Calibration::new(&table).unwrap();
        let closure = CLOSURES[(seed % 3) as usize];
        let Ok(benchmark) = Benchmark::solve(&calibration, closure, &settings) else { continue };
        let shock = wild_shock(&benchmark.calibration, &mut random);
        let Some(equilibrium) = benchmark.counterfactual(&shock, &settings).equilibrium else { continue };
        let linearised = Linearised::new(&benchmark, &benchmark.calibration.theta, &shock, &equilibrium);
        let mut direction = PerParameter::zeros(table.size);
        direction.iceberg.values_mut().iter_mut().for_each(|x| *x = random.between(-1.0, 1.0));
        direction.theta.values_mut().iter_mut().for_each(|x| *x = random.between(-1.0, 1.0));
        let gradient = linearised.gradient(&Objective::world_real_income(&benchmark, &equilibrium));
        let (Ok(gradient), Ok(tangent)) = (gradient, linearised.tangent(&direction)) else {
            unsolved += 1;
            continue;
        };
        let (backward, forward) = (gradient.by.dot(&direction), tangent.outcome.world.real_income);
        assert!(backward.is_finite() && forward.is_finite(), "seed {seed}: {backward} {forward}");
        let error = (backward - forward).abs();
        assert!(error < 1e-6 * (forward.abs() + 0.01), "seed {seed}: {backward} {forward}");
        agree += 1;
    }
    assert!(agree >= 150 && unsolved <= 3, "{agree} differentiated, {unsolved} not");
}

/// Ensembles give each thread a solver and whatever draw comes next: none may leave a trace in another.
#[test]
fn a_solver_remembers_nothing_of_what_it_solved_before() {
    let settings = Settings::default();
    let mut compared = 0;
    for seed in 0..40 {
        let mut random = Random(seed);
        let table = wild_table(&mut random);
        let closure = CLOSURES[(seed % 3) as usize];
        let calibration = Calibration::new(&table).unwrap();
        let Ok(benchmark) = Benchmark::solve(&calibration, closure, &settings) else { continue };
        let mut used = Solver::new(&benchmark);
        for _ in 0..8 {
            let shock = wild_shock(&benchmark.calibration, &mut random);
            let problem = Problem { theta: &benchmark.calibration.theta, shock: &shock, start: None };
            let (first, again) =
                (Solver::new(&benchmark).solve(&problem, &settings), used.solve(&problem, &settings));
            assert_eq!(first.status, again.status, "seed {seed}");
            assert_eq!(first.info.iterations, again.info.iterations, "seed {seed}");
            assert_eq!(first.equilibrium, again.equilibrium, "seed {seed}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
}

/// Bans, added inputs and quantities of the factor beside what [`wild_shock`] changes, and often nothing at all in a sector.
fn shock_of_any_kind(calibration: &Calibration, random: &mut Random) -> Shock {
    let size = calibration.size;
    let mut shock = match random.chance(0.3) {
        true => Shock::none(calibration),
        false => wild_shock(calibration, random),
    };
    for sector in size.sectors().filter(|_| random.chance(0.5)) {
        for flow in size.flows().filter(|flow| flow.sector == sector) {
            (shock.iceberg[flow], shock.tariffs[flow]) = (1.0, calibration.tariffs[flow]);
        }
    }
    if random.chance(0.1) {
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            if random.chance(0.2) {
                shock.iceberg[flow] = f64::INFINITY;
            }
        }
    }
    if random.chance(0.1) {
        shock.added_inputs = Some(Inputs::filled(size, random.scale(1e-3, 0.1)));
    }
    if random.chance(0.3) {
        let mut supply = PerEconomy::filled(size, 1.0);
        size.economies().for_each(|economy| supply[economy] = random.scale(0.5, 2.0));
        shock.factor_supply = vec![supply];
    }
    shock
}

/// Whoever the neighbours are, among them problems without a solution and such as lanes cannot hold.
#[test]
fn problems_solved_together_have_the_bits_that_each_has_alone() {
    let mut random = Random(77);
    let settings = Settings::default();
    let (mut refused, mut given_up, mut solved) = (0, 0, 0);
    for round in 0..150 {
        // Some with more economies and sectors than the inner loops take at a time.
        let most = if round % 3 == 0 { 25 } else { 6 };
        let table = wild_table_up_to(Size { economies: most, sectors: most }, &mut random);
        let calibration = Calibration::new(&table).unwrap();
        for closure in CLOSURES {
            let Ok(benchmark) = Benchmark::solve(&calibration, closure, &settings) else { continue };
            let drawn: Vec<(PerSector, Shock)> = (0..1 + (random.unit() * 12.0) as usize)
                .map(|_| {
                    let factor = random.scale(0.7, 1.4);
                    let theta = benchmark.calibration.theta.map(|theta| theta * factor);
                    (theta, shock_of_any_kind(&benchmark.calibration, &mut random))
                })
                .collect();
            let near = benchmark.counterfactual(&Shock::none(&benchmark.calibration), &settings).equilibrium;
            let starts = [None, near.as_ref()];
            let problem = |at: usize| {
                let (theta, shock) = &drawn[at];
                Problem { theta, shock, start: starts[at % 2] }
            };
            let (mut solver, mut batch) = (Solver::new(&benchmark), BatchSolver::new(&benchmark));
            for first in [0, drawn.len() / 2] {
                let mut lanes = Vec::new();
                for at in first..drawn.len() {
                    if batch.load(&problem(at)) {
                        lanes.push(at);
                    } else if lanes.len() < BatchSolver::SIZE {
                        refused += 1;
                    }
                }
                let mut seen = vec![false; lanes.len()];
                batch.solve(&settings, |lane, together| {
                    assert!(!std::mem::replace(&mut seen[lane], true));
                    let Some(together) = together else { return given_up += 1 };
                    let alone = solver.summarise(&problem(lanes[lane]), &settings);
                    let same = |solution: Solution<Summary>| {
                        let Info { iterations, residual, safeguarded, .. } = solution.info;
                        (solution.status, iterations, residual, safeguarded, solution.equilibrium)
                    };
                    assert_eq!(same(together), same(alone));
                    solved += 1;
                });
                assert!(seen.iter().all(|seen| *seen));
            }
        }
    }
    let counts = format!("{solved} solved, {refused} refused, {given_up} given up");
    assert!(solved > 1000 && refused > 100 && given_up > 20, "{counts}");
}

#[test]
fn lanes_refuse_what_they_cannot_hold() {
    let mut random = Random(3);
    let calibration = Calibration::new(&wild_table(&mut random)).unwrap();
    let benchmark = Benchmark::solve(&calibration, Closure::Balanced, &Settings::default()).unwrap();
    let calibration = &benchmark.calibration;
    let none = Shock::none(calibration);
    let loads = |benchmark: &Benchmark, shock: &Shock| {
        BatchSolver::new(benchmark).load(&Problem { theta: &calibration.theta, shock, start: None })
    };
    assert!(loads(&benchmark, &none));
    let mut ban = none.clone();
    let flow = calibration.size.flows().next().unwrap();
    ban.iceberg[flow] = f64::INFINITY;
    assert!(!loads(&benchmark, &ban));
    let added = Shock { added_inputs: Some(Inputs::filled(calibration.size, 0.01)), ..none.clone() };
    assert!(loads(&benchmark, &added));
    let mut assumptions = Assumptions::plain(calibration.size);
    assumptions.elasticities.inputs = 0.5;
    assert!(!loads(&benchmark.clone().under(assumptions).unwrap(), &none));
}

#[test]
fn a_summary_is_what_the_equilibrium_says() {
    let mut random = Random(5);
    let settings = Settings::default();
    let mut compared = 0;
    for _ in 0..60 {
        let calibration = Calibration::new(&wild_table(&mut random)).unwrap();
        let Ok(plain) = Benchmark::solve(&calibration, Closure::Proportional, &settings) else { continue };
        let mut assumptions = Assumptions::plain(calibration.size);
        assumptions.elasticities.inputs = 0.8;
        for benchmark in [plain.clone(), plain.under(assumptions).unwrap()] {
            let shock = &shock_of_any_kind(&benchmark.calibration, &mut random);
            let problem = Problem { theta: &benchmark.calibration.theta, shock, start: None };
            let mut solver = Solver::new(&benchmark);
            let found = solver.summarise(&problem, &settings).equilibrium;
            let Some(equilibrium) = solver.solve(&problem, &settings).equilibrium else {
                assert_eq!(found, None);
                continue;
            };
            let (found, expected) = (found.unwrap(), equilibrium.summary());
            for (found, expected) in found.exports.values().iter().zip(expected.exports.values()) {
                assert!((found - expected).abs() <= 1e-12 * expected, "{found} {expected}");
            }
            assert_eq!(Summary { exports: expected.exports.clone(), ..found }, expected);
            compared += 1;
        }
    }
    assert!(compared > 80, "{compared}");
}
