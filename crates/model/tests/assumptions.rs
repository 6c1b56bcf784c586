//! Versions of the model: laws that all obey, and closed forms of each.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{
    Assumptions, Benchmark, Closure, Decomposition, EconomyId, Equilibrium, Flow, Grid, InputUse, Inputs,
    Mobility, Outcome, PerEconomy, PerSector, SectorId, Settings, Shock, Size, Status, Supply, Table,
};
use common::{
    assumptions, benchmark, closures, counterfactual, difference, shock, table, with_factor_shocks,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, rng_seed: RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn every_version_solves_its_own_equations(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, closure).under(assumptions(&table, seed)).unwrap();
        let shock = with_factor_shocks(shock(&benchmark.calibration, seed), table.size, seed);
        // Checked against the independent residuals on the way.
        let after = counterfactual(&benchmark, &shock);
        let world = benchmark.calibration.factor_income.sum();
        prop_assert!((after.factor_income.sum() / world - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_plain_model_buys_added_inputs_too(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, closure);
        let mut change = with_factor_shocks(shock(&benchmark.calibration, seed), table.size, seed);
        let everything = Inputs::filled(table.size, 0.02);
        change.added_inputs.get_or_insert(everything);
        counterfactual(&benchmark, &change);
        let parts = Decomposition::of(&benchmark, &change, &Settings::default()).unwrap();
        prop_assert!(parts.gap < 1e-8, "{}", parts.gap);
    }

    #[test]
    fn two_steps_lead_where_one_does(n in 1usize..5, j in 1usize..4, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let mut assumed = assumptions(&table, seed);
        // What a floor or a deficit is held against is the last benchmark.
        for factor in &mut assumed.factors {
            if matches!(factor.supply, Supply::Floor(_)) {
                factor.supply = Supply::Fixed;
            }
        }
        let closure = if closure == Closure::Proportional { Closure::Balanced } else { closure };
        let start = benchmark(&table, closure).under(assumed).unwrap();
        let mut shock = with_factor_shocks(shock(&start.calibration, seed), table.size, seed);
        shock.added_inputs = None;
        let half = shock.part(&start.calibration, 0.5);
        let there = start.after(&half, &common::tight()).unwrap();
        let rest = Shock { tariffs: shock.tariffs.clone(), ..half };
        let (once, twice) = (counterfactual(&start, &shock), counterfactual(&there, &rest));
        prop_assert!(difference(once.income.values(), twice.income.values()) < 1e-8);
        let after = |benchmark: &Benchmark, at: &Equilibrium| Outcome::between(benchmark, at).economies.real_income;
        let first = Outcome::between(&start, &counterfactual(&start, &shock.part(&start.calibration, 0.5)));
        for economy in table.size.economies() {
            let steps = first.economies.real_income[economy] * after(&there, &twice)[economy];
            prop_assert!((steps / after(&start, &once)[economy] - 1.0).abs() < 1e-8);
        }
    }

    #[test]
    fn no_version_changes_anything_without_a_shock(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, closure).under(assumptions(&table, seed)).unwrap();
        let after = counterfactual(&benchmark, &Shock::none(&benchmark.calibration));
        let outcome = Outcome::between(&benchmark, &after);
        for hats in [&outcome.economies.real_income, &outcome.economies.real_wage, &outcome.economies.exports] {
            prop_assert!(hats.values().iter().all(|hat| (hat - 1.0).abs() < 1e-11), "{hats:?}");
        }
    }

    #[test]
    fn in_every_version_the_parts_of_real_income_add_up(n in 1usize..5, j in 1usize..4, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, closure).under(assumptions(&table, seed)).unwrap();
        let shock = with_factor_shocks(shock(&benchmark.calibration, seed), table.size, seed);
        let parts = Decomposition::of(&benchmark, &shock, &Settings::default()).unwrap();
        prop_assert!(parts.gap < 1e-8, "{}", parts.gap);
    }
}

const ONE: EconomyId = EconomyId(0);
const FIRST: SectorId = SectorId(0);

/// One closed economy whose sectors employ labour and capital, in equal shares of final demand. `inputs` gives the share of the first
/// sectors' composites in the cost of the last.
fn closed(sectors: usize, labour: f64, inputs: &[f64]) -> Table {
    let mut table = Table::zeros(Size { economies: 1, sectors }, 2);
    for sector in table.size.sectors() {
        let output = 100.0;
        table.flows[Flow { origin: ONE, destination: ONE, sector }] = output;
        let bought: f64 = if sector.0 + 1 == sectors { inputs.iter().sum() } else { 0.0 };
        table.value_added[0][(ONE, sector)] = labour * (1.0 - bought) * output;
        table.value_added[1][(ONE, sector)] = (1.0 - labour) * (1.0 - bought) * output;
        let sold: f64 = inputs.get(sector.0).copied().unwrap_or(0.0);
        table.input_use[InputUse { economy: ONE, input: sector, sector: SectorId(sectors - 1) }] =
            sold * output;
        table.final_demand[(ONE, sector)] = (1.0 - sold) * output;
    }
    table
}

fn under(table: &Table, change: impl FnOnce(&mut Assumptions)) -> Benchmark {
    let mut assumed = Assumptions::with_factors_of(table);
    change(&mut assumed);
    benchmark(table, Closure::Balanced).under(assumed).unwrap()
}

fn solved(benchmark: &Benchmark, change: impl FnOnce(&mut Shock)) -> (Equilibrium, Outcome) {
    let mut shock = Shock::none(&benchmark.calibration);
    change(&mut shock);
    let after = counterfactual(benchmark, &shock);
    let outcome = Outcome::between(benchmark, &after);
    (after, outcome)
}

fn close(a: f64, b: f64) {
    assert!((a / b - 1.0).abs() < 1e-9, "{a} is not {b}");
}

fn row(value: f64) -> PerEconomy {
    PerEconomy::filled(Size { economies: 1, sectors: 1 }, value)
}

#[test]
fn elastic_labour_follows_the_real_wage_and_economies_of_scale_feed_on_it() {
    let (elasticity, psi, growth) = (0.7, 0.2, 1.1f64);
    let table = closed(1, 1.0, &[]);
    let benchmark = under(&table, |assumed| {
        assumed.factors[0].supply = Supply::Elastic(elasticity);
        assumed.scale = PerSector::filled(table.size, psi);
    });
    let (after, outcome) = solved(&benchmark, |shock| shock.productivity[(ONE, FIRST)] = growth);
    // w / P = A L^psi and L = (w / P)^elasticity.
    let wage = growth.powf(1.0 / (1.0 - psi * elasticity));
    close(outcome.economies.real_wage[ONE], wage);
    close(outcome.factors[0].quantity[ONE], wage.powf(elasticity));
    close(outcome.economies.real_income[ONE], wage.powf(1.0 + elasticity));
    close(after.scale.unwrap()[(ONE, FIRST)], wage.powf(elasticity * psi));
}

#[test]
fn final_demand_moves_to_what_grows_cheaper() {
    let table = closed(2, 1.0, &[]);
    for sigma in [0.0, 0.4, 1.0, 3.0f64] {
        let benchmark = under(&table, |assumed| assumed.elasticities.final_demand = sigma);
        let (_, outcome) = solved(&benchmark, |shock| shock.productivity[(ONE, FIRST)] = 2.0);
        let expected = match sigma == 1.0 {
            true => 2f64.powf(0.5),
            false => (0.5 * 2f64.powf(sigma - 1.0) + 0.5).powf(1.0 / (sigma - 1.0)),
        };
        close(outcome.economies.real_wage[ONE], expected);
    }
}

#[test]
fn inputs_replace_each_other() {
    // The last sector buys the first two; what they sell as inputs makes up 0.3 and 0.5 of its cost.
    let mut table = closed(3, 1.0, &[0.3, 0.5]);
    // Only its output is consumed.
    (0..2).for_each(|sector| table.final_demand[(ONE, SectorId(sector))] = 0.0);
    (0..2).for_each(|sector| {
        let at = SectorId(sector);
        let sold = table.input_use[InputUse { economy: ONE, input: at, sector: SectorId(2) }];
        table.flows[Flow { origin: ONE, destination: ONE, sector: at }] = sold;
        table.value_added[0][(ONE, at)] = sold;
    });
    for sigma in [0.0, 0.5, 1.0, 2.5f64] {
        let benchmark = under(&table, |assumed| assumed.elasticities.inputs = sigma);
        let (_, outcome) = solved(&benchmark, |shock| shock.productivity[(ONE, FIRST)] = 1.5);
        let expected = match sigma == 1.0 {
            true => 1.5f64.powf(0.3),
            false => (0.375 * 1.5f64.powf(sigma - 1.0) + 0.625).powf(0.8 / (sigma - 1.0)),
        };
        close(outcome.economies.real_wage[ONE], expected);
    }
}

#[test]
fn factors_are_paid_their_marginal_products() {
    let (labour, more, capital) = (0.6, 1.3f64, 0.8f64);
    let table = closed(1, labour, &[]);
    for sigma in [0.5, 1.0, 1.4f64] {
        for mobility in [Mobility::Mobile, Mobility::Specific] {
            let benchmark = under(&table, |assumed| {
                assumed.elasticities.value_added = sigma;
                assumed.factors[1].mobility = mobility;
                assumed.factors[1].wage = false;
            });
            let (_, outcome) = solved(&benchmark, |shock| {
                // Thirty percent more effective labour: a part in heads, the rest in what each counts for.
                shock.factor_supply = vec![row(1.1), row(capital)];
                shock.factor_productivity = vec![Grid::filled(table.size, more / 1.1)];
            });
            let made = match sigma == 1.0 {
                true => more.powf(labour) * capital.powf(1.0 - labour),
                false => {
                    let power = (sigma - 1.0) / sigma;
                    (labour * more.powf(power) + (1.0 - labour) * capital.powf(power)).powf(1.0 / power)
                }
            };
            close(outcome.economies.real_income[ONE], made);
            close(outcome.factors[1].real_price[ONE], (made / capital).powf(1.0 / sigma));
            close(outcome.economies.real_wage[ONE], (made / more).powf(1.0 / sigma) * more / 1.1);
        }
    }
}

#[test]
fn in_the_long_run_capital_grows_with_what_it_makes() {
    let (labour, growth) = (0.6, 1.1f64);
    let table = closed(1, labour, &[0.5]);
    let benchmark = under(&table, |assumed| assumed.factors[1].supply = Supply::Accumulated);
    let (_, outcome) = solved(&benchmark, |shock| shock.productivity[(ONE, FIRST)] = growth);
    // Inputs are half of cost, so that the wage rises by the inverse of labour's share in cost.
    let expected = growth.powf(1.0 / (0.5 * labour));
    close(outcome.factors[0].real_price[ONE], expected);
    close(outcome.factors[1].quantity[ONE], expected);
    close(outcome.factors[1].real_price[ONE], 1.0);
}

#[test]
fn below_its_floor_the_wage_gives_way_to_unemployment() {
    let (labour, floor) = (0.6, 0.97);
    let table = closed(1, labour, &[]);
    let benchmark = under(&table, |assumed| assumed.factors[0].supply = Supply::Floor(floor));
    let (_, worse) = solved(&benchmark, |shock| shock.productivity[(ONE, FIRST)] = 0.9);
    close(worse.factors[0].real_price[ONE], floor);
    close(worse.factors[0].quantity[ONE], (0.9f64 / floor).powf(1.0 / (1.0 - labour)));
    let (_, better) = solved(&benchmark, |shock| shock.productivity[(ONE, FIRST)] = 1.1);
    close(better.factors[0].real_price[ONE], 1.1);
    close(better.factors[0].quantity[ONE], 1.0);
}

#[test]
fn a_factor_that_one_sector_alone_employs_has_nowhere_else_to_go() {
    let mut table = table(4, 3, 7);
    for sector in table.size.sectors().skip(1) {
        for economy in table.size.economies() {
            let all = table.value_added[0][(economy, sector)] + table.value_added[1][(economy, sector)];
            table.value_added[0][(economy, sector)] = all;
            table.value_added[1][(economy, sector)] = 0.0;
        }
    }
    let real_incomes = |mobility| {
        let benchmark = under(&table, |assumed| assumed.factors[1].mobility = mobility);
        let after = counterfactual(&benchmark, &shock(&benchmark.calibration, 7));
        Outcome::between(&benchmark, &after).economies.real_income
    };
    let (mobile, specific) = (real_incomes(Mobility::Mobile), real_incomes(Mobility::Specific));
    assert!(difference(mobile.values(), specific.values()) < 1e-9);
}

/// Economies that trade one good, made of labour alone.
fn one_good(economies: usize, theta: f64) -> Table {
    let size = Size { economies, sectors: 1 };
    let mut table = Table::zeros(size, 1);
    table.theta[FIRST] = theta;
    for flow in size.flows() {
        table.flows[flow] = if flow.is_domestic() { 80.0 } else { 20.0 / (economies - 1) as f64 };
    }
    for economy in size.economies() {
        table.final_demand[(economy, FIRST)] = 100.0;
        table.value_added[0][(economy, FIRST)] = 100.0;
    }
    table
}

#[test]
fn gains_from_trade_are_those_of_the_domestic_share_and_labour_answers_to_them() {
    let (theta, elasticity) = (4.0, 0.5);
    let table = one_good(3, theta);
    let benchmark = under(&table, |assumed| assumed.factors[0].supply = Supply::Elastic(elasticity));
    let (after, outcome) = solved(&benchmark, |shock| {
        for flow in table.size.flows().filter(|flow| flow.destination == ONE && !flow.is_domestic()) {
            shock.iceberg[flow] = 0.8;
        }
    });
    for economy in table.size.economies() {
        let flow = Flow { origin: economy, destination: economy, sector: FIRST };
        let gain = (after.trade_share[flow] / benchmark.calibration.trade_share[flow]).powf(-1.0 / theta);
        close(outcome.economies.real_wage[economy], gain);
        close(outcome.factors[0].quantity[economy], gain.powf(elasticity));
    }
}

#[test]
fn with_economies_of_scale_sectors_gain_from_their_size_too() {
    // Kucheryavyy, Lyn and Rodriguez-Clare (2023): the gain is that of domestic shares, times sizes to the power of psi.
    let mut table = table(3, 3, 11).without_inputs();
    table.tariffs = table.tariffs.map(|_| 0.0);
    let psi: Vec<f64> = table.theta.values().iter().map(|theta| 0.6 / theta).collect();
    let benchmark = under(&table, |assumed| {
        *assumed = Assumptions::plain(table.size);
        assumed.scale.values_mut().copy_from_slice(&psi);
    });
    let mut change = shock(&benchmark.calibration, 11);
    change.tariffs = benchmark.calibration.tariffs.clone();
    change.productivity = Grid::filled(table.size, 1.0);
    change.value_added_productivity = Grid::filled(table.size, 1.0);
    let after = counterfactual(&benchmark, &change);
    let outcome = Outcome::between(&benchmark, &after);
    for economy in table.size.economies() {
        let mut gain = 1.0;
        for sector in table.size.sectors() {
            let flow = Flow { origin: economy, destination: economy, sector };
            let share = after.trade_share[flow] / benchmark.calibration.trade_share[flow];
            let size = outcome.sectors.output[(economy, sector)] / outcome.economies.wage[economy];
            let own = share.powf(-1.0 / table.theta[sector]) * size.powf(psi[sector.0]);
            gain *= own.powf(benchmark.calibration.final_share[(economy, sector)]);
        }
        close(outcome.economies.real_wage[economy], gain);
    }
}

#[test]
fn a_ban_on_all_trade_is_autarky() {
    let (theta, table) = (4.0, one_good(3, 4.0));
    let benchmark = benchmark(&table, Closure::Balanced);
    let (after, outcome) = solved(&benchmark, |shock| {
        for flow in table.size.flows().filter(|flow| !flow.is_domestic()) {
            shock.iceberg[flow] = f64::INFINITY;
        }
    });
    for flow in table.size.flows().filter(|flow| !flow.is_domestic()) {
        assert_eq!(after.flow_value(flow), 0.0);
    }
    for economy in table.size.economies() {
        close(outcome.economies.real_income[economy], 0.8f64.powf(1.0 / theta));
    }
}

#[test]
fn a_ban_that_leaves_no_supplier_or_one_direction_is_diagnosed() {
    let mut table = table(3, 2, 5);
    let needed = SectorId(1);
    table.flows[Flow { origin: ONE, destination: ONE, sector: needed }] = 0.0;
    let benchmark = benchmark(&table, Closure::Balanced);
    let status = |banned: &dyn Fn(Flow) -> bool| {
        let mut shock = Shock::none(&benchmark.calibration);
        for flow in table.size.flows().filter(|&flow| !flow.is_domestic() && banned(flow)) {
            shock.iceberg[flow] = f64::INFINITY;
        }
        benchmark.counterfactual(&shock, &Settings::default()).status
    };
    let embargo = status(&|flow| flow.destination == ONE && flow.sector == needed);
    assert_eq!(embargo, Status::NoSupplier { economy: ONE, sector: needed });
    let last = EconomyId(2);
    assert!(matches!(status(&|flow| flow.origin == last), Status::OneWayTrade { .. }));
    assert_eq!(status(&|flow| flow.origin == last && flow.sector == FIRST), Status::Solved);
}

#[test]
fn plain_assumptions_are_the_plain_model_to_the_last_bit() {
    let table = table(4, 3, 3);
    let plain = benchmark(&table, Closure::Fixed);
    let assumed = plain.clone().under(Assumptions::plain(table.size)).unwrap();
    let shock = shock(&plain.calibration, 3);
    let (a, b) = (counterfactual(&plain, &shock), counterfactual(&assumed, &shock));
    assert_eq!(a, b);
    // Two factors that every sector employs alike are one.
    let mut several = Assumptions::with_factors_of(&table);
    several.factors[0].share = Grid::filled(table.size, 0.3);
    several.factors[1].share = Grid::filled(table.size, 0.7);
    let several = plain.under(several).unwrap();
    let c = counterfactual(&several, &shock);
    assert!(difference(a.spending.values(), c.spending.values()) < 1e-9);
}

#[test]
fn assumptions_that_cannot_be_made_are_refused() {
    let table = closed(1, 0.5, &[]);
    let refused = |change: &dyn Fn(&mut Assumptions)| {
        let mut assumed = Assumptions::with_factors_of(&table);
        change(&mut assumed);
        benchmark(&table, Closure::Balanced).under(assumed).unwrap_err()
    };
    let of = |change: &dyn Fn(&mut Assumptions)| format!("{:?}", refused(change));
    assert_eq!(of(&|a| a.elasticities.inputs = -1.0), "Substitution { value: -1.0 }");
    assert_eq!(of(&|a| a.elasticities.inputs = 1.0 + 1e-6), "Substitution { value: 1.000001 }");
    assert_eq!(of(&|a| a.factors[1].supply = Supply::Elastic(f64::NAN)), "Supply { factor: 1, value: NaN }");
    assert_eq!(
        of(&|a| a.factors[0].share[(ONE, FIRST)] = 0.6),
        "Shares { economy: EconomyId(0), sector: SectorId(0) }"
    );
    assert_eq!(
        of(&|a| a.factors.iter_mut().for_each(|factor| factor.supply = Supply::Accumulated)),
        "Unlimited { economy: EconomyId(0) }"
    );
    assert_eq!(of(&|a| a.scale[FIRST] = -0.1), "Scale { sector: SectorId(0), value: -0.1 }");
    // theta is 1 in this table.
    assert_eq!(of(&|a| a.scale[FIRST] = 1.0), "SeveralEquilibria { sector: SectorId(0), product: 1.0 }");
}

#[test]
fn added_inputs_cost_what_they_cost_and_are_bought() {
    // Sectors 1 and 2 of three; the last needs ten percent more of the first per unit of cost.
    let table = closed(3, 1.0, &[]);
    let benchmark = benchmark(&table, Closure::Balanced);
    let last = SectorId(2);
    let (after, outcome) = solved(&benchmark, |shock| {
        let mut added = Inputs::zeros(table.size);
        added[InputUse { economy: ONE, input: FIRST, sector: last }] = 0.1;
        shock.added_inputs = Some(added);
    });
    // A third of final demand costs 1.1 times as much: the input costs labour as everything else does.
    close(outcome.economies.real_income[ONE], 1.1f64.powf(-1.0 / 3.0));
    // Spending stays a third each; of the last, one part in eleven is for the first.
    close(after.output[(ONE, FIRST)], 100.0 * (1.0 + 0.1 / 1.1));
    close(after.output[(ONE, last)], 100.0);
}
