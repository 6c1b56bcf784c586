//! Laws that hold in every economy.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{
    Calibration, Closure, EconomyId, Flow, InputUse, Outcome, PerEconomy, PerSector, SectorId, Settings,
    Shock, Size, Table,
};
use common::{benchmark, closures, counterfactual, difference, shock, table};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

proptest! {
    // A fixed seed: a new case that fails belongs into a change that looks for it, not into somebody else's.
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn no_shock_changes_nothing(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let benchmark = benchmark(&table(n, j, seed), closure);
        let none = Shock::none(&benchmark.calibration);
        let solution = benchmark.counterfactual(&none, &Settings::default());
        let outcome = Outcome::between(&benchmark, &solution.equilibrium.unwrap());
        for hats in [&outcome.economies.real_income, &outcome.economies.real_wage, &outcome.economies.exports] {
            prop_assert!(hats.values().iter().all(|hat| (hat - 1.0).abs() < 1e-12), "{hats:?}");
        }
        prop_assert!(outcome.sectors.volume.values().iter().all(|hat| (hat - 1.0).abs() < 1e-12));
    }

    #[test]
    fn order_of_economies_and_sectors_does_not_matter(n in 2usize..6, j in 2usize..5, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let calibration = Calibration::new(&table).unwrap();
        let shock = shock(&calibration, seed);
        let turned = Turn(table.size);
        let outcome = solve(&table, &shock, closure);
        let reordered = solve(&turned.table(&table), &turned.shock(&shock), closure);
        for economy in table.size.economies() {
            let (a, b) = (economy, turned.economy(economy));
            let (before, after) = (&outcome.economies, &reordered.economies);
            prop_assert!((before.real_income[a] / after.real_income[b] - 1.0).abs() < 1e-9);
            prop_assert!((before.import_volume[a] / after.import_volume[b] - 1.0).abs() < 1e-9);
            for sector in table.size.sectors() {
                let (a, b) = ((a, sector), (b, turned.sector(sector)));
                prop_assert!((outcome.sectors.output[a] / reordered.sectors.output[b] - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn doubling_all_values_does_not_matter(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let shock = shock(&Calibration::new(&table).unwrap(), seed);
        let mut doubled = table.clone();
        doubled.flows = doubled.flows.map(|value| 2.0 * value);
        doubled.input_use = doubled.input_use.map(|value| 2.0 * value);
        doubled.final_demand = doubled.final_demand.map(|value| 2.0 * value);
        doubled.value_added = doubled.value_added.iter().map(|factor| factor.map(|value| 2.0 * value)).collect();
        doubled.deficits = table.deficits.as_ref().map(|deficits| deficits.map(|value| 2.0 * value));
        let (single, double) = (solve(&table, &shock, closure), solve(&doubled, &shock, closure));
        let gap = difference(
            single.economies.real_income.values(), double.economies.real_income.values());
        prop_assert!(gap < 1e-10, "{gap}");
    }

    #[test]
    fn every_budget_and_every_market_is_exhausted(n in 1usize..6, j in 1usize..5, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, closure);
        let shock = shock(&benchmark.calibration, seed);
        let after = counterfactual(&benchmark, &shock);
        let size = table.size;
        // Walras' law: what an economy spends abroad beyond what it earns there is its deficit.
        let mut balance = after.deficit.clone();
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            balance[flow.destination] -= after.flow_value(flow);
            balance[flow.origin] += after.flow_value(flow);
        }
        let world = after.factor_income.sum();
        prop_assert!(balance.values().iter().all(|gap| gap.abs() < 1e-9 * world), "{balance:?}");
        prop_assert!(after.deficit.sum().abs() < 1e-10 * world);
        // The numeraire: world factor income stays.
        prop_assert!((world / benchmark.equilibrium.factor_income.sum() - 1.0).abs() < 1e-12);
        // Shares sum to one; final demand is income.
        for sector in size.sectors() {
            for destination in size.economies() {
                let sum: f64 = after.trade_share.origins(destination, sector).iter().sum();
                prop_assert!((sum - 1.0).abs() < 1e-12);
            }
        }
        let sold = after.output.sum() + after.tariff_revenue.sum();
        prop_assert!((sold / after.spending.sum() - 1.0).abs() < 1e-9);
    }

    /// Arkolakis, Costinot and Rodriguez-Clare (2012, American Economic Review 102): one sector without inputs.
    #[test]
    fn one_sector_gains_follow_the_domestic_share(n in 2usize..7, seed: u64, closure in closures()) {
        let mut table = table(n, 1, seed);
        table.input_use = comity_model::Inputs::zeros(table.size);
        let benchmark = benchmark(&table, closure);
        let shock = foreign_only(&benchmark.calibration, seed);
        let after = counterfactual(&benchmark, &shock);
        let outcome = Outcome::between(&benchmark, &after);
        let sector = SectorId(0);
        for economy in table.size.economies() {
            let own = Flow { origin: economy, destination: economy, sector };
            let hat = after.trade_share[own] / benchmark.calibration.trade_share[own];
            let expected = hat.powf(-1.0 / table.theta[sector]);
            prop_assert!((outcome.economies.real_wage[economy] / expected - 1.0).abs() < 1e-10);
        }
    }

    /// The same with many sectors and inputs: ln(w/P) = -alpha (I - gamma')^-1 (ln pi_nn hat / theta), from
    /// P_nj = c_nj (pi_nnj hat)^(1/theta_j) (Caliendo and Parro 2015, equation 14, with general input shares).
    #[test]
    fn gains_with_inputs_follow_domestic_shares(n in 2usize..6, j in 2usize..6, seed: u64, closure in closures()) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, closure);
        let shock = foreign_only(&benchmark.calibration, seed);
        let after = counterfactual(&benchmark, &shock);
        let outcome = Outcome::between(&benchmark, &after);
        for economy in table.size.economies() {
            let expected = real_wage_from_domestic_shares(&benchmark.calibration, economy, |sector| {
                let own = Flow { origin: economy, destination: economy, sector };
                after.trade_share[own] / benchmark.calibration.trade_share[own]
            });
            prop_assert!((outcome.economies.real_wage[economy] / expected - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_prohibitive_cost_gives_autarky(n in 2usize..6, j in 1usize..5, seed: u64) {
        let table = table(n, j, seed);
        let benchmark = benchmark(&table, Closure::Balanced);
        let mut shock = Shock::none(&benchmark.calibration);
        for flow in table.size.flows().filter(|flow| !flow.is_domestic()) {
            shock.iceberg[flow] = 1e15;
        }
        let outcome = Outcome::between(&benchmark, &counterfactual(&benchmark, &shock));
        for economy in table.size.economies() {
            let expected = real_wage_from_domestic_shares(&benchmark.calibration, economy, |sector| {
                1.0 / benchmark.calibration.trade_share[Flow { origin: economy, destination: economy, sector }]
            });
            prop_assert!((outcome.economies.real_wage[economy] / expected - 1.0).abs() < 1e-8);
            prop_assert!(outcome.economies.export_volume[economy] < 1e-8);
        }
    }

    #[test]
    fn merging_two_identical_economies_gives_the_same_as_one(n in 1usize..5, j in 1usize..5, seed: u64, closure in closures()) {
        let merged = table(n, j, seed);
        let shock_merged = shock(&Calibration::new(&merged).unwrap(), seed);
        let split = Split(merged.size);
        let outcome = solve(&merged, &shock_merged, closure);
        let table_split = split.table(&merged);
        let outcome_split = solve(&table_split, &split.shock(&shock_merged), closure);
        for economy in table_split.size.economies() {
            let whole = split.whole(economy);
            let (a, b) = (outcome.economies.real_income[whole], outcome_split.economies.real_income[economy]);
            prop_assert!((a / b - 1.0).abs() < 1e-9, "{a} {b}");
        }
    }
}

fn solve(table: &Table, shock: &Shock, closure: Closure) -> Outcome {
    let benchmark = benchmark(table, closure);
    Outcome::between(&benchmark, &counterfactual(&benchmark, shock))
}

/// A shock that leaves domestic costs and productivity alone.
fn foreign_only(calibration: &Calibration, seed: u64) -> Shock {
    let foreign = shock(calibration, seed);
    Shock { iceberg: foreign.iceberg, tariffs: foreign.tariffs, ..Shock::none(calibration) }
}

fn real_wage_from_domestic_shares(
    calibration: &Calibration,
    economy: EconomyId,
    hat: impl Fn(SectorId) -> f64,
) -> f64 {
    let size = calibration.size;
    let mut direct = PerSector::zeros(size);
    for sector in size.sectors() {
        direct[sector] = hat(sector).ln() / calibration.theta[sector];
    }
    // (I - gamma')^-1 as its series: what inputs add, round after round.
    let mut total = direct.clone();
    for _ in 0..2000 {
        let mut next = direct.clone();
        for sector in size.sectors() {
            for input in size.sectors() {
                next[sector] += calibration.input_share[InputUse { economy, input, sector }] * total[input];
            }
        }
        total = next;
    }
    let price: f64 = size.sectors().map(|s| calibration.final_share[(economy, s)] * total[s]).sum();
    (-price).exp()
}

/// Turns the order of economies and sectors round.
struct Turn(Size);

impl Turn {
    fn economy(&self, economy: EconomyId) -> EconomyId {
        EconomyId(self.0.economies - 1 - economy.0)
    }

    fn sector(&self, sector: SectorId) -> SectorId {
        SectorId(self.0.sectors - 1 - sector.0)
    }

    fn flow(&self, flow: Flow) -> Flow {
        Flow {
            origin: self.economy(flow.origin),
            destination: self.economy(flow.destination),
            sector: self.sector(flow.sector),
        }
    }

    fn table(&self, table: &Table) -> Table {
        let mut turned = Table::zeros(self.0, table.value_added.len());
        turned.deficits = table.deficits.clone();
        turned.deficits.iter_mut().for_each(|deficits| deficits.values_mut().reverse());
        for flow in self.0.flows() {
            turned.flows[self.flow(flow)] = table.flows[flow];
            turned.tariffs[self.flow(flow)] = table.tariffs[flow];
        }
        for sector in self.0.sectors() {
            turned.theta[self.sector(sector)] = table.theta[sector];
            for economy in self.0.economies() {
                let key = (self.economy(economy), self.sector(sector));
                turned.final_demand[key] = table.final_demand[(economy, sector)];
                for (to, from) in turned.value_added.iter_mut().zip(&table.value_added) {
                    to[key] = from[(economy, sector)];
                }
                for input in self.0.sectors() {
                    let at =
                        InputUse { economy: key.0, input: self.sector(input), sector: self.sector(sector) };
                    turned.input_use[at] = table.input_use[InputUse { economy, input, sector }];
                }
            }
        }
        turned
    }

    fn shock(&self, shock: &Shock) -> Shock {
        let mut turned = shock.clone();
        for flow in self.0.flows() {
            turned.iceberg[self.flow(flow)] = shock.iceberg[flow];
            turned.tariffs[self.flow(flow)] = shock.tariffs[flow];
        }
        for sector in self.0.sectors() {
            for economy in self.0.economies() {
                let key = (self.economy(economy), self.sector(sector));
                turned.productivity[key] = shock.productivity[(economy, sector)];
                turned.value_added_productivity[key] = shock.value_added_productivity[(economy, sector)];
            }
        }
        turned
    }
}

/// Splits the last economy into two halves that trade with each other as each does with itself.
struct Split(Size);

impl Split {
    fn whole(&self, economy: EconomyId) -> EconomyId {
        EconomyId(economy.0.min(self.0.economies - 1))
    }

    fn share(&self, economy: EconomyId) -> f64 {
        if self.whole(economy).0 == self.0.economies - 1 { 0.5 } else { 1.0 }
    }

    fn flow(&self, flow: Flow) -> Flow {
        Flow {
            origin: self.whole(flow.origin),
            destination: self.whole(flow.destination),
            sector: flow.sector,
        }
    }

    fn table(&self, table: &Table) -> Table {
        let size = Size { economies: self.0.economies + 1, sectors: self.0.sectors };
        let mut split = Table::zeros(size, table.value_added.len());
        split.theta.values_mut().copy_from_slice(table.theta.values());
        for flow in size.flows() {
            let share = self.share(flow.origin) * self.share(flow.destination);
            split.flows[flow] = share * table.flows[self.flow(flow)];
            split.tariffs[flow] = table.tariffs[self.flow(flow)];
        }
        let mut deficits = PerEconomy::zeros(size);
        for economy in size.economies() {
            let whole = self.whole(economy);
            let share = self.share(economy);
            deficits[economy] = table.deficits.as_ref().map_or(0.0, |of| share * of[whole]);
            for sector in size.sectors() {
                split.final_demand[(economy, sector)] = share * table.final_demand[(whole, sector)];
                for (to, from) in split.value_added.iter_mut().zip(&table.value_added) {
                    to[(economy, sector)] = share * from[(whole, sector)];
                }
                for input in size.sectors() {
                    split.input_use[InputUse { economy, input, sector }] =
                        share * table.input_use[InputUse { economy: whole, input, sector }];
                }
            }
        }
        split.deficits = Some(deficits);
        split
    }

    fn shock(&self, shock: &Shock) -> Shock {
        let size = Size { economies: self.0.economies + 1, sectors: self.0.sectors };
        let mut split = Shock {
            iceberg: comity_model::Flows::filled(size, 1.0),
            tariffs: comity_model::Flows::zeros(size),
            productivity: comity_model::Grid::filled(size, 1.0),
            value_added_productivity: comity_model::Grid::filled(size, 1.0),
            factor_supply: Vec::new(),
            factor_productivity: Vec::new(),
            added_inputs: None,
        };
        for flow in size.flows() {
            split.iceberg[flow] = shock.iceberg[self.flow(flow)];
            split.tariffs[flow] = shock.tariffs[self.flow(flow)];
        }
        for economy in size.economies() {
            for sector in size.sectors() {
                let key = (self.whole(economy), sector);
                split.productivity[(economy, sector)] = shock.productivity[key];
                split.value_added_productivity[(economy, sector)] = shock.value_added_productivity[key];
            }
        }
        split
    }
}

#[test]
fn deficits_that_do_not_sum_to_zero_are_made_to() {
    let mut table = table(4, 2, 7);
    table.deficits = Some(PerEconomy::filled(table.size, 1.0));
    let calibration = Calibration::new(&table).unwrap();
    assert!(calibration.deficit.sum().abs() < 1e-12 * calibration.factor_income.sum());
}
