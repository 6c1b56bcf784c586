//! The decompositions of a change in real income.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{
    Attribution, Benchmark, Calibration, Closure, Decomposition, EconomyId, Equilibrium, FirstOrder, Flow,
    Flows, Inputs, Outcome, Part, Parts, PerEconomy, SectorId, Settings, Shock, Size, Table,
};
use common::{benchmark, closures, counterfactual, shock, table, tight};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// One kind of change, or all of them at once.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Iceberg,
    Tariffs,
    Productivity,
    ValueAdded,
    All,
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Iceberg),
        Just(Kind::Tariffs),
        Just(Kind::Productivity),
        Just(Kind::ValueAdded),
        Just(Kind::All)
    ]
}

fn shock_of(kind: Kind, calibration: &Calibration, seed: u64) -> Shock {
    let all = shock(calibration, seed);
    let none = Shock::none(calibration);
    match kind {
        Kind::Iceberg => Shock { iceberg: all.iceberg, ..none },
        Kind::Tariffs => Shock { tariffs: all.tariffs, ..none },
        Kind::Productivity => Shock { productivity: all.productivity, ..none },
        Kind::ValueAdded => Shock { value_added_productivity: all.value_added_productivity, ..none },
        Kind::All => all,
    }
}

fn decompose(benchmark: &Benchmark, shock: &Shock) -> Decomposition {
    Decomposition::of(benchmark, shock, &Settings::default()).unwrap()
}

/// The largest difference in any part.
fn distance(a: &Parts, b: &Parts) -> f64 {
    Part::ALL.into_iter().map(|part| (a[part] - b[part]).abs()).fold(0.0, f64::max)
}

fn without_tariffs(mut table: Table) -> Table {
    table.tariffs = Flows::zeros(table.size);
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parts_add_up_to_the_change_of_real_income(
        n in 1usize..6, j in 1usize..5, seed: u64, closure in closures(), kind in kinds()
    ) {
        let benchmark = benchmark(&table(n, j, seed), closure);
        let shock = shock_of(kind, &benchmark.calibration, seed);
        let parts = decompose(&benchmark, &shock);
        prop_assert!(parts.gap < 1e-10, "{} after {} equilibria", parts.gap, parts.equilibria);
        let outcome = Outcome::between(&benchmark, &counterfactual(&benchmark, &shock));
        let size = benchmark.calibration.size;
        for economy in size.economies() {
            let by_part = parts.economy(economy);
            let change = 100.0 * outcome.economies.real_income[economy].ln();
            prop_assert!((parts.total(economy) - change).abs() < 1e-8);
            prop_assert!((by_part.sum() - change).abs() < 1e-8, "{by_part:?} for {change}");
            let mut partners = Parts::default();
            size.economies().for_each(|partner| partners += parts.partner(economy, partner));
            let mut sectors = parts.no_sector(economy);
            size.sectors().for_each(|sector| sectors += parts.sector(economy, sector));
            prop_assert!(distance(&partners, &by_part) < 1e-12);
            prop_assert!(distance(&sectors, &by_part) < 1e-12);
        }
    }

    #[test]
    fn what_did_not_happen_has_no_part(
        n in 1usize..6, j in 1usize..5, seed: u64, closure in closures(), kind in kinds()
    ) {
        let benchmark = benchmark(&without_tariffs(table(n, j, seed)), closure);
        let parts = decompose(&benchmark, &shock_of(kind, &benchmark.calibration, seed));
        for economy in benchmark.calibration.size.economies() {
            let by_part = parts.economy(economy);
            let idle = |part, active: bool| active || by_part[part] == 0.0;
            prop_assert!(idle(Part::VolumeOfTrade, matches!(kind, Kind::Tariffs | Kind::All)), "{by_part:?}");
            prop_assert!(idle(Part::TradeCost, matches!(kind, Kind::Iceberg | Kind::All)), "{by_part:?}");
            let productive = matches!(kind, Kind::Productivity | Kind::ValueAdded | Kind::All);
            prop_assert!(idle(Part::Technology, productive), "{by_part:?}");
            prop_assert!(idle(Part::Transfer, closure == Closure::Proportional));
            prop_assert!(by_part[Part::FactorSupply] == 0.0);
        }
    }

    /// The way back undoes every part.
    #[test]
    fn the_way_back_has_the_opposite_parts(n in 2usize..5, j in 1usize..4, seed: u64, closure in closures()) {
        let there = benchmark(&table(n, j, seed), closure);
        let shock = shock(&there.calibration, seed);
        let after = counterfactual(&there, &shock);
        let here = rebased(&there, &after);
        let inverse = |factor: f64| 1.0 / factor;
        let back = Shock {
            iceberg: shock.iceberg.map(inverse),
            tariffs: there.calibration.tariffs.clone(),
            productivity: shock.productivity.map(inverse),
            value_added_productivity: shock.value_added_productivity.map(inverse),
            ..Shock::none(&here.calibration)
        };
        let (out, home) = (decompose(&there, &shock), decompose(&here, &back));
        for economy in there.calibration.size.economies() {
            for part in Part::ALL {
                let (out, home) = (out.economy(economy)[part], home.economy(economy)[part]);
                prop_assert!((out + home).abs() < 1e-7, "{part:?}: {out} {home}");
            }
        }
    }

    /// For a small shock only the first order is left.
    #[test]
    fn small_shocks_have_the_first_order_parts(n in 1usize..5, j in 1usize..4, seed: u64, closure in closures()) {
        let benchmark = benchmark(&table(n, j, seed), closure);
        let whole = shock(&benchmark.calibration, seed);
        let shock = whole.part(&benchmark.calibration, 1e-4);
        let parts = decompose(&benchmark, &shock);
        let first = FirstOrder::between(&benchmark, &shock, &counterfactual(&benchmark, &shock));
        for economy in benchmark.calibration.size.economies() {
            let exact = parts.economy(economy);
            for (part, first) in [
                (Part::TermsOfTrade, &first.terms_of_trade),
                (Part::VolumeOfTrade, &first.volume_of_trade),
                (Part::VolumeOfTrade, &first.volume_of_trade_log),
                (Part::TradeCost, &first.trade_cost),
                (Part::Technology, &first.technology),
                (Part::Transfer, &first.transfer),
            ] {
                // 100 times the square of the change.
                prop_assert!((exact[part] - first[economy]).abs() < 1e-4, "{part:?} {} {}", exact[part], first[economy]);
            }
        }
    }

    /// What one economy gains at its borders, others lose there.
    #[test]
    fn terms_of_trade_are_a_sum_of_zero(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let benchmark = benchmark(&table(n, j, seed), closure);
        let shock = shock(&benchmark.calibration, seed);
        let first = FirstOrder::between(&benchmark, &shock, &counterfactual(&benchmark, &shock));
        let income = &benchmark.equilibrium.income;
        let weighted: Vec<f64> =
            benchmark.calibration.size.economies().map(|n| income[n] * first.terms_of_trade[n]).collect();
        let scale = weighted.iter().map(|value| value.abs()).sum::<f64>().max(1e-300);
        prop_assert!((weighted.iter().sum::<f64>() / scale).abs() < 1e-9);
    }
}

/// The sum of all parts says nothing of each: here they are sums over many small steps, by partner, without any of the rules.
#[test]
fn each_part_is_the_limit_of_small_steps() {
    const STEPS: usize = 300;
    for (seed, closure) in [(3, Closure::Balanced), (4, Closure::Fixed), (5, Closure::Proportional)] {
        let benchmark = benchmark(&table(4, 3, seed), closure);
        let shock = shock(&benchmark.calibration, seed);
        let size = benchmark.calibration.size;
        let path: Vec<Equilibrium> = (0..=STEPS)
            .map(|step| {
                let part = shock.part(&benchmark.calibration, step as f64 / STEPS as f64);
                counterfactual(&benchmark, &part)
            })
            .collect();
        let parts = decompose(&benchmark, &shock);
        for economy in size.economies() {
            for partner in size.economies() {
                let mut sum = Parts::default();
                for ends in path.windows(2) {
                    sum +=
                        step(&benchmark.calibration, &shock, [&ends[0], &ends[1]], economy, partner, STEPS);
                }
                let exact = parts.partner(economy, partner);
                assert!(
                    distance(&sum, &exact) < 1e-4,
                    "{closure:?} {economy:?} {partner:?}: {sum:?} {exact:?}"
                );
            }
        }
    }
}

/// One step by the trapezoidal rule.
fn step(
    calibration: &Calibration,
    shock: &Shock,
    ends: [&Equilibrium; 2],
    economy: EconomyId,
    partner: EconomyId,
    steps: usize,
) -> Parts {
    let mean = |f: &dyn Fn(&Equilibrium) -> f64| (f(ends[0]) + f(ends[1])) / 2.0;
    let change = |f: &dyn Fn(&Equilibrium) -> f64| f(ends[1]) - f(ends[0]);
    let income = |at: &Equilibrium| at.income[economy] / 100.0;
    let mut parts = Parts::default();
    for sector in calibration.size.sectors() {
        let imports = Flow { origin: partner, destination: economy, sector };
        let exports = Flow { origin: economy, destination: partner, sector };
        let ln_cost = |of: EconomyId| move |at: &Equilibrium| at.unit_cost[(of, sector)].ln();
        if economy != partner {
            parts[Part::TermsOfTrade] +=
                mean(&|at| at.flow_value(exports) / income(at)) * change(&ln_cost(economy));
            parts[Part::TermsOfTrade] -=
                mean(&|at| at.flow_value(imports) / income(at)) * change(&ln_cost(partner));
        }
        if calibration.trade_share[imports] > 0.0 {
            let volume = |at: &Equilibrium| (at.flow_value(imports) / at.unit_cost[(partner, sector)]).ln();
            parts[Part::VolumeOfTrade] +=
                mean(&|at| at.tariffs[imports] * at.flow_value(imports) / income(at)) * change(&volume);
        }
        let paid = |at: &Equilibrium| (1.0 + at.tariffs[imports]) * at.flow_value(imports) / income(at);
        parts[Part::TradeCost] -= mean(&paid) * shock.iceberg[imports].ln() / steps as f64;
        if economy == partner {
            let key = (economy, sector);
            let growth = shock.productivity[key].ln()
                + calibration.value_added_share[key] * shock.value_added_productivity[key].ln();
            parts[Part::Technology] += mean(&|at| at.output[key] / income(at)) * growth / steps as f64;
        }
    }
    if economy == partner {
        parts[Part::Transfer] += mean(&|at| 1.0 / income(at)) * change(&|at| at.deficit[economy]);
    }
    parts
}

/// The economy after a shock as a benchmark of its own.
fn rebased(benchmark: &Benchmark, after: &Equilibrium) -> Benchmark {
    let calibration = Calibration {
        trade_share: after.trade_share.clone(),
        tariffs: after.tariffs.clone(),
        spending: after.spending.clone(),
        factor_income: after.factor_income.clone(),
        deficit: after.deficit.clone(),
        ..benchmark.calibration.clone()
    };
    Benchmark::solve(&calibration, benchmark.closure, &tight()).unwrap()
}

#[test]
fn a_closed_economy_has_technology_alone() {
    for seed in 0..8 {
        let benchmark = benchmark(&table(1, 3, seed), Closure::Fixed);
        let shock = shock(&benchmark.calibration, seed);
        let parts = decompose(&benchmark, &shock);
        let by_part = parts.economy(EconomyId(0));
        assert!(by_part[Part::Technology] != 0.0);
        assert!((by_part[Part::Technology] - parts.total(EconomyId(0))).abs() < 1e-9, "{by_part:?}");
        for part in [Part::TermsOfTrade, Part::VolumeOfTrade, Part::TradeCost] {
            assert_eq!(by_part[part], 0.0);
        }
    }
}

/// Alike economies under the same change sell as dear as they buy, and their tariffs move nobody's terms of trade.
#[test]
fn symmetric_changes_leave_terms_of_trade_alone() {
    let size = Size { economies: 3, sectors: 2 };
    let mut table = Table::zeros(size, 1);
    for flow in size.flows() {
        table.flows[flow] = if flow.is_domestic() { 80.0 } else { 10.0 };
        table.tariffs[flow] = if flow.is_domestic() { 0.0 } else { 0.2 };
    }
    for sector in size.sectors() {
        table.theta[sector] = 3.0 + 2.0 * sector.0 as f64;
        for economy in size.economies() {
            table.value_added[0][(economy, sector)] = 100.0;
            table.final_demand[(economy, sector)] = 100.0;
        }
    }
    let benchmark = benchmark(&table, Closure::Balanced);
    let mut shock = Shock::none(&benchmark.calibration);
    for flow in size.flows().filter(|flow| !flow.is_domestic()) {
        shock.iceberg[flow] = 0.8;
        shock.tariffs[flow] = if flow.sector == SectorId(0) { 0.0 } else { 0.5 };
    }
    let parts = decompose(&benchmark, &shock);
    let first = parts.economy(EconomyId(0));
    for economy in size.economies() {
        let by_part = parts.economy(economy);
        assert!(by_part[Part::TermsOfTrade].abs() < 1e-9, "{by_part:?}");
        assert!(distance(&by_part, &first) < 1e-9);
    }
    assert!(first[Part::VolumeOfTrade] != 0.0 && first[Part::TradeCost] > 0.0);
}

/// Trade that all but ends within a sliver of the path, by costs whose logs change by 35.
#[test]
fn parts_of_autarky_add_up_too() {
    for seed in 0..4 {
        let benchmark = benchmark(&table(4, 3, seed), Closure::Balanced);
        let mut shock = Shock::none(&benchmark.calibration);
        for flow in benchmark.calibration.size.flows().filter(|flow| !flow.is_domestic()) {
            shock.iceberg[flow] = 1e15;
        }
        let parts = decompose(&benchmark, &shock);
        assert!(parts.gap < 1e-9, "{}", parts.gap);
        assert!(parts.equilibria < 500, "{}", parts.equilibria);
    }
}

/// A fixed deficit that the way there, or the end of it, cannot carry.
#[test]
fn a_path_that_cannot_be_followed_says_where_it_ends() {
    let benchmark = benchmark(&table(3, 1, 7), Closure::Fixed);
    let payer = benchmark
        .calibration
        .size
        .economies()
        .min_by(|a, b| benchmark.calibration.deficit[*a].total_cmp(&benchmark.calibration.deficit[*b]))
        .unwrap();
    let mut shock = Shock::none(&benchmark.calibration);
    for flow in benchmark.calibration.size.flows().filter(|flow| !flow.is_domestic() && flow.origin == payer)
    {
        shock.iceberg[flow] = 1e3;
    }
    let missing = Decomposition::of(&benchmark, &shock, &Settings::default()).unwrap_err();
    assert!(missing.share > 0.0 && missing.share <= 1.0, "{missing:?}");
}

/// A part of a shock for each of its kinds, and one more on top.
fn parts(shock: &Shock, calibration: &Calibration) -> Vec<Shock> {
    let none = || Shock::none(calibration);
    vec![
        Shock { iceberg: shock.iceberg.clone(), ..none() },
        Shock { tariffs: shock.tariffs.clone(), ..none() },
        Shock { productivity: shock.productivity.clone(), ..none() },
        Shock { value_added_productivity: shock.value_added_productivity.clone(), ..none() },
        Shock { iceberg: shock.iceberg.map(|cost| cost.powf(-0.3)), ..none() },
        Shock { added_inputs: Some(Inputs::filled(calibration.size, 0.02)), ..none() },
        Shock { factor_supply: vec![PerEconomy::filled(calibration.size, 1.1)], ..none() },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(9), ..ProptestConfig::default() })]

    #[test]
    fn what_each_part_brings_adds_up_to_the_whole(n in 1usize..5, j in 1usize..4, seed: u64, closure in closures()) {
        let benchmark = benchmark(&table(n, j, seed), closure);
        let parts = parts(&shock(&benchmark.calibration, seed), &benchmark.calibration);
        let attribution = Attribution::of(&benchmark, &parts, &Settings::default()).unwrap();
        let whole = Shock::product(&benchmark.calibration, &parts);
        let after = Outcome::between(&benchmark, &counterfactual(&benchmark, &whole)).economies.real_income;
        for economy in benchmark.calibration.size.economies() {
            let sum: f64 = (0..parts.len()).map(|part| attribution.part(part)[economy]).sum();
            prop_assert!((sum - 100.0 * after[economy].ln()).abs() < 1e-8, "{sum}");
        }
        prop_assert!(attribution.gap < 1e-9);
    }
}

#[test]
fn two_halves_of_a_shock_bring_half_each_and_a_ban_brings_its_own() {
    let benchmark = benchmark(&table(4, 2, 3), Closure::Balanced);
    let calibration = &benchmark.calibration;
    let half = shock(calibration, 3).part(calibration, 0.5);
    let attribution =
        Attribution::of(&benchmark, &[half.clone(), half.clone()], &Settings::default()).unwrap();
    let mut ban = Shock::none(calibration);
    let flow = Flow { origin: EconomyId(0), destination: EconomyId(1), sector: SectorId(1) };
    ban.iceberg[flow] = f64::INFINITY;
    let with_ban = Attribution::of(&benchmark, &[half.clone(), ban.clone()], &Settings::default()).unwrap();
    let alone = Outcome::between(&benchmark, &counterfactual(&benchmark, &ban)).economies.real_income;
    let both = Shock::product(calibration, &[half, ban]);
    let together = Outcome::between(&benchmark, &counterfactual(&benchmark, &both)).economies.real_income;
    for economy in calibration.size.economies() {
        let (first, second) = (attribution.part(0)[economy], attribution.part(1)[economy]);
        assert!((first - second).abs() < 1e-9, "{first} {second}");
        assert!((with_ban.part(1)[economy] - 100.0 * alone[economy].ln()).abs() < 1e-8);
        let sum = with_ban.part(0)[economy] + with_ban.part(1)[economy];
        assert!((sum - 100.0 * together[economy].ln()).abs() < 1e-8);
    }
}
