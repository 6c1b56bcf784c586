//! What a result depends on, against runs of scenarios that differ a little.

use crate::common::{economy, rendered, sector, source};
use comity_model::{
    Benchmark, Calibration, Closure, EconomyId, Flow, Linearised, Objective, Outcome, PerSector, Problem,
    SectorId, Settings, Shock, Solver,
};
use comity_scenario::sensitivity::{Effect, Group, Kind, Lever, Measure, Trade};
use comity_scenario::{Options, Run, Scenario, Sensitivity};

/// Two tariffs on the same flow: the second counts.
const SCENARIO: &str = "
name = \"Test\"
baseline = \"world\"
closure = \"fixed\"
[[trade_cost]]
sectors = [\"c30\"]
destinations = [\"income:high\"]
factor = FACTOR
[[tariff]]
sectors = [\"c14\"]
origins = [\"CHN\"]
rate = 0.1
[[tariff]]
sectors = [\"c14\"]
origins = [\"CHN\"]
destinations = [\"USA\"]
rate = RATE
[[productivity]]
sectors = [\"c30\"]
factor = TECHNOLOGY
on = \"value_added\"
[[productivity]]
economies = [\"DEU\"]
factor = TOTAL
";

/// Sizes of the entries, in the order of the scenario.
#[derive(Clone, Copy)]
struct Sizes([f64; 4]);

const SIZES: Sizes = Sizes([0.9, 0.25, 1.05, 1.01]);

fn run(Sizes(sizes): Sizes) -> Run {
    let mut text = SCENARIO.to_owned();
    for (word, size) in ["FACTOR", "RATE", "TECHNOLOGY", "TOTAL"].iter().zip(sizes) {
        text = text.replace(word, &format!("{size:?}"));
    }
    let mut options = Options::default();
    options.settings.tolerance = 1e-12;
    Run::new(Scenario::parse(source(&text)).unwrap(), &options).unwrap()
}

fn group(found: &Sensitivity, kind: Kind) -> &[Effect] {
    let Group { effects, .. } = found.groups.iter().find(|group| group.kind == kind).unwrap();
    effects
}

/// The effect of the entry that begins in a line.
fn entry(found: &Sensitivity, line: usize) -> f64 {
    let ending = format!(":{line}");
    let begins_there =
        |effect: &&Effect| matches!(&effect.lever, Lever::Entry { place, .. } if place.ends_with(&ending));
    group(found, Kind::Entry).iter().find(begins_there).unwrap().pct
}

#[test]
fn effects_of_entries_are_those_of_changing_them_in_the_file() {
    let base = run(SIZES);
    let of = Measure::RealIncome(Some(economy("DEU")));
    let found = Sensitivity::of(&base, of).unwrap();
    let real_income = |sizes: [f64; 4]| run(Sizes(sizes)).outcome.economies.real_income[economy("DEU")].ln();
    let step = 1e-3;
    // Which size, in which line its entry is, and what the effect is of: logs fall, rates and productivity rise.
    for (at, line, sign, in_logs) in
        [(0, 5, -1.0, true), (1, 13, 1.0, false), (2, 18, 1.0, true), (3, 22, 1.0, true)]
    {
        let moved = |step: f64| {
            let mut sizes = SIZES.0;
            sizes[at] = if in_logs { sizes[at] * step.exp() } else { sizes[at] + step };
            real_income(sizes)
        };
        let difference = sign * (moved(step) - moved(-step)) / (2.0 * step);
        let effect = entry(&found, line);
        assert!((effect - difference).abs() < 1e-4 * difference.abs(), "line {line}: {effect} {difference}");
    }
}

#[test]
fn what_a_later_tariff_overrides_does_not_count() {
    let base = run(SIZES);
    let found = Sensitivity::of(&base, Measure::RealIncome(None)).unwrap();
    let from_china = |to: Option<&str>| -> f64 {
        let concerned = |effect: &&Effect| match effect.lever {
            Lever::Tariff(Trade { origin, destination, sector: Some(traded) }) => {
                origin == Some(economy("CHN"))
                    && traded == sector("c14")
                    && to.is_none_or(|to| destination == Some(economy(to)))
            }
            _ => false,
        };
        group(&found, Kind::Tariff).iter().filter(concerned).map(|effect| effect.pct).sum()
    };
    let (all, single) = (from_china(None), from_china(Some("USA")));
    assert!((entry(&found, 13) - single).abs() < 1e-12);
    assert!((entry(&found, 9) - (all - single)).abs() < 1e-8);
}

#[test]
fn partners_and_sectors_add_up_single_flows() {
    let base = run(SIZES);
    let found = Sensitivity::of(&base, Measure::RealIncome(None)).unwrap();
    let sum = |kind| group(&found, kind).iter().map(|effect| effect.pct).sum::<f64>();
    let flows = sum(Kind::TradeCost);
    assert!((sum(Kind::TradeCostBySector) - flows).abs() < 1e-8);
    // Once as exports of somebody, once as imports of somebody.
    assert!((sum(Kind::TradeCostByPartner) - 2.0 * flows).abs() < 1e-8);

    let germany = economy("DEU");
    let found = Sensitivity::of(&base, Measure::RealWage(germany)).unwrap();
    let sum = |kind| -> f64 {
        let concerned = |effect: &&Effect| match effect.lever {
            Lever::TradeCost(Trade { origin, destination, .. }) => {
                [origin, destination].contains(&Some(germany))
            }
            _ => false,
        };
        group(&found, kind).iter().filter(concerned).map(|effect| effect.pct).sum()
    };
    assert!((sum(Kind::TradeCostByPartner) - sum(Kind::TradeCost)).abs() < 1e-8);
}

#[test]
fn the_strongest_come_first() {
    let found = Sensitivity::of(&run(SIZES), Measure::RealIncome(None)).unwrap();
    for Group { kind, effects } in &found.groups {
        assert!(effects.is_sorted_by(|a, b| a.pct.abs() >= b.pct.abs()), "{kind:?}");
    }
}

#[test]
fn results_are_named_and_wrong_words_get_the_right_one() {
    let base = run(SIZES);
    let germany = economy("DEU");
    for (word, measure) in [
        ("world", Measure::RealIncome(None)),
        ("real_income:world", Measure::RealIncome(None)),
        ("real_income:DEU", Measure::RealIncome(Some(germany))),
        ("real_wage:DEU", Measure::RealWage(germany)),
    ] {
        assert_eq!(Measure::parse(word, &base).unwrap(), measure);
    }
    let errors = ["real_income:DEUT", "real_wage:world", "exports:DEU", "DEU", "real_income", ""]
        .map(|word| format!("{word:?}\n{}\n", rendered(&Measure::parse(word, &base).unwrap_err())));
    insta::assert_snapshot!(errors.join("\n"));
}

/// The embedded baseline at the counterfactual of a scenario, under each closure: the parameters that matter most of each kind.
#[test]
fn derivatives_of_the_embedded_baseline_agree_with_finite_differences() {
    for closure in [Closure::Balanced, Closure::Fixed, Closure::Proportional] {
        let options = Options { closure: Some(closure), ..Options::default() };
        let run = Run::new(Scenario::find("electronics-tariff-war").unwrap(), &options).unwrap();
        let calibration = Calibration::new(&run.baseline.table).unwrap();
        let benchmark = Benchmark::solve(&calibration, closure, &TIGHT).unwrap();
        let shock = run.scenario.shock(&run.baseline, &benchmark.calibration).unwrap().shock;
        let theta = benchmark.calibration.theta.clone();
        let mut solver = Solver::new(&benchmark);
        let mut real_incomes = |theta: &PerSector, shock: &Shock| {
            let solution = solver.solve(&Problem { theta, shock, start: None }, &TIGHT);
            let equilibrium = solution.equilibrium.unwrap();
            let outcome = Outcome::between(&benchmark, &equilibrium);
            let world = outcome.world.real_income.ln();
            let economies = outcome.economies.real_income.values().iter().map(|hat| hat.ln());
            (economies.chain([world]).collect::<Vec<f64>>(), equilibrium)
        };
        let (_, equilibrium) = real_incomes(&theta, &shock);
        let linearised = Linearised::new(&benchmark, &theta, &shock, &equilibrium);
        let named = |code| EconomyId(run.baseline.economies.iter().position(|e| e.code == code).unwrap());
        let size = benchmark.calibration.size;
        for (at, objective) in [
            (named("USA").0, Objective::real_income(&benchmark, named("USA"))),
            (named("CHN").0, Objective::real_income(&benchmark, named("CHN"))),
            (size.economies, Objective::world_real_income(&benchmark, &equilibrium)),
        ] {
            let by = linearised.gradient(&objective).unwrap().by;
            let mut check = |name: &str, derivative: f64, moved: &dyn Fn(&mut PerSector, &mut Shock, f64)| {
                let mut result = |step: f64| {
                    let (mut theta, mut shock) = (theta.clone(), shock.clone());
                    moved(&mut theta, &mut shock, step * STEP);
                    real_incomes(&theta, &shock).0[at]
                };
                let (far_below, below, above, far_above) =
                    (result(-2.0), result(-1.0), result(1.0), result(2.0));
                let difference = (8.0 * (above - below) - (far_above - far_below)) / (12.0 * STEP);
                let error = (derivative - difference).abs();
                // What the solves are exact to, over the step, is what a difference cannot see below.
                assert!(
                    error < 1e-6 * difference.abs() + 1e-9,
                    "{closure:?} {at} {name}: {derivative} {difference}"
                );
            };
            let flows = || size.flows().filter(|flow| !flow.is_domestic());
            let flow = strongest(flows(), |flow: &Flow| by.tariffs[*flow]);
            check("tariff", by.tariffs[flow], &|_, shock, step| shock.tariffs[flow] += step);
            let flow = strongest(flows(), |flow| by.iceberg[*flow]);
            check("iceberg", by.iceberg[flow], &|_, shock, step| shock.iceberg[flow] *= step.exp());
            let sector = strongest(size.sectors(), |sector| by.theta[*sector]);
            check("theta", by.theta[sector], &|theta, _, step| theta[sector] += step);
            let cells = size.economies().flat_map(|economy| size.sectors().map(move |s| (economy, s)));
            let cell = strongest(cells, |cell: &(EconomyId, SectorId)| by.productivity[*cell]);
            check("productivity", by.productivity[cell], &|_, shock, step| {
                shock.productivity[cell] *= step.exp();
            });
            check("value added", by.value_added_productivity[cell], &|_, shock, step| {
                shock.value_added_productivity[cell] *= step.exp();
            });
        }
    }
}

const TIGHT: Settings = Settings { tolerance: 1e-13, max_iterations: 1000 };
const STEP: f64 = 1e-3;

fn strongest<T>(all: impl Iterator<Item = T>, derivative: impl Fn(&T) -> f64) -> T {
    all.max_by(|a, b| derivative(a).abs().total_cmp(&derivative(b).abs())).unwrap()
}
