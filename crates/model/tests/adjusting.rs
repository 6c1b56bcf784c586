//! Quantities of the factor that are found together with the equilibrium.

mod common;

use comity_model::{
    Adjustment, BatchSolver, Benchmark, Calibration, Closure, Inputs, PerEconomy, Problem, Residuals,
    Settings, Shock, Solver, Standing, Status,
};
use common::{Random, table};

/// Enough that it matters, and little enough that there is one answer.
const RESPONSE: f64 = 0.3;

/// Quantities that grow with what an economy earns at prices of final demand: `(real factor income)^0.3`, in the end.
struct Growing<'a> {
    benchmark: &'a Benchmark,
    own: PerEconomy,
    supply: PerEconomy,
}

impl<'a> Growing<'a> {
    fn new(benchmark: &'a Benchmark, shock: &Shock) -> Self {
        let ones = PerEconomy::filled(benchmark.calibration.size, 1.0);
        let own = shock.factor_supply.first().cloned().unwrap_or(ones);
        Self { benchmark, supply: own.clone(), own }
    }

    fn adjust(&mut self, standing: &Standing) -> Option<Adjustment> {
        let before = &self.benchmark.equilibrium.factor_income;
        let mut settled = true;
        for economy in before.size().economies() {
            let real = standing.factor_income[economy] / before[economy] / standing.final_price[economy];
            let next = self.own[economy] * real.powf(RESPONSE);
            settled &= (next - self.supply[economy]).abs() <= 1e-9 * next;
            self.supply[economy] = next;
        }
        Some(Adjustment { supply: self.supply.clone(), settled })
    }
}

/// A shock of every kind that lanes hold, with added inputs in every second one.
fn shock(calibration: &Calibration, random: &mut Random, number: usize) -> Shock {
    let mut shock = Shock::none(calibration);
    let mut some = |low: f64, high: f64| random.between(low, high);
    for flow in calibration.size.flows().filter(|flow| !flow.is_domestic()) {
        shock.iceberg[flow] = some(0.8, 1.1);
    }
    shock.value_added_productivity = shock.value_added_productivity.map(|_| some(0.95, 1.2));
    shock.productivity = shock.productivity.map(|_| some(0.95, 1.1));
    shock.factor_supply = vec![PerEconomy::filled(calibration.size, 1.0).map(|_| some(0.9, 1.2))];
    shock.added_inputs =
        number.is_multiple_of(2).then(|| Inputs::filled(calibration.size, 0.0).map(|_| some(0.0, 0.03)));
    shock
}

#[test]
fn a_quantity_found_together_with_the_equilibrium_is_the_one_that_follows_from_it() {
    let (settings, mut random) = (Settings::default(), Random(11));
    for seed in 0..12 {
        let calibration = Calibration::new(&table(6, 5, seed)).unwrap();
        let benchmark = Benchmark::solve(&calibration, Closure::Proportional, &settings).unwrap();
        let calibration = &benchmark.calibration;
        let mut shock = shock(calibration, &mut random, seed as usize);
        let mut growing = Growing::new(&benchmark, &shock);
        let problem = Problem { theta: &calibration.theta, shock: &shock, start: None };
        let solution =
            Solver::new(&benchmark).solve_adjusting(&problem, &settings, &mut |at| growing.adjust(at));
        assert_eq!(solution.status, Status::Solved);
        assert!(!solution.info.safeguarded && solution.info.iterations < 60, "{:?}", solution.info);
        let found = solution.equilibrium.unwrap();
        let price = benchmark.final_price(&found.price);
        for economy in calibration.size.economies() {
            let real = found.factor_income[economy] / benchmark.equilibrium.factor_income[economy];
            let follows = growing.own[economy] * (real / price[economy]).powf(RESPONSE);
            assert!((growing.supply[economy] / follows - 1.0).abs() < 1e-8);
            assert!((growing.supply[economy] / growing.own[economy] - 1.0).abs() > 1e-4, "nothing to find");
        }
        // The equations hold with that quantity in the shock, and the solver that is told of it finds the same.
        shock.factor_supply = vec![growing.supply.clone()];
        assert!(Residuals::at(&benchmark, &shock, &found).largest() < 1e-8);
        let told = benchmark.counterfactual(&shock, &settings).equilibrium.unwrap();
        for (found, told) in found.income.values().iter().zip(told.income.values()) {
            assert!((found / told - 1.0).abs() < 1e-8);
        }
    }
}

#[test]
fn quantities_found_together_have_the_bits_that_each_has_alone() {
    let settings = Settings::default();
    let calibration = Calibration::new(&table(7, 6, 4)).unwrap();
    let benchmark = Benchmark::solve(&calibration, Closure::Fixed, &settings).unwrap();
    let theta = &benchmark.calibration.theta;
    let mut random = Random(5);
    let shocks: Vec<Shock> =
        (0..13).map(|number| shock(&benchmark.calibration, &mut random, number / 2)).collect();
    let mut solver = Solver::new(&benchmark);
    let mut alone = Vec::new();
    for shock in &shocks {
        let mut growing = Growing::new(&benchmark, shock);
        let problem = Problem { theta, shock, start: None };
        let solution = solver.summarise_adjusting(&problem, &settings, &mut |at| growing.adjust(at));
        alone.push((solution.info.iterations, solution.equilibrium.unwrap(), growing.supply));
    }
    let mut batch = BatchSolver::new(&benchmark);
    // In eights, in pairs, and with other neighbours.
    for group in [8, 2, 5] {
        for first in (0..shocks.len()).step_by(group) {
            let numbers: Vec<usize> = (first..shocks.len().min(first + group)).collect();
            let mut growing: Vec<Growing<'_>> =
                numbers.iter().map(|&number| Growing::new(&benchmark, &shocks[number])).collect();
            for &number in &numbers {
                assert!(batch.load(&Problem { theta, shock: &shocks[number], start: None }));
            }
            let mut found = Vec::new();
            let adjust = |lane: usize, standing: &dyn Fn() -> Standing| growing[lane].adjust(&standing());
            batch.solve_adjusting(&settings, adjust, |lane, solution| found.push((lane, solution.unwrap())));
            assert_eq!(found.len(), numbers.len());
            for (lane, solution) in found {
                let (iterations, summary, supply) = &alone[numbers[lane]];
                assert_eq!(solution.info.iterations, *iterations);
                assert_eq!(solution.equilibrium.as_ref(), Some(summary));
                assert_eq!(growing[lane].supply, *supply);
            }
        }
    }
}
