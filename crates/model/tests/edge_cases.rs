//! Economies with parts missing, and those that have no equilibrium.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{
    Benchmark, Calibration, CalibrationError, Closure, EconomyId, Flow, Grid, InputUse, Outcome, PerEconomy,
    SectorId, Settings, Shock, Size, Status, Table,
};
use common::{benchmark, counterfactual, shock, table};

#[test]
fn one_economy_gains_what_its_productivity_brings() {
    let table = table(1, 3, 1);
    let benchmark = benchmark(&table, Closure::Balanced);
    let mut shock = Shock::none(&benchmark.calibration);
    shock.value_added_productivity = Grid::filled(table.size, 1.1);
    let outcome = Outcome::between(&benchmark, &counterfactual(&benchmark, &shock));
    // With value added alone more productive, every round of inputs passes the gain on: prices fall by exactly it.
    assert!((outcome.economies.real_income[EconomyId(0)] - 1.1).abs() < 1e-10);
    assert_eq!(outcome.economies.exports[EconomyId(0)], 1.0);
}

#[test]
fn a_sector_that_nobody_has_changes_nothing_for_the_others() {
    let small = table(3, 2, 5);
    let size = Size { economies: 3, sectors: 3 };
    let mut large = Table::zeros(size, 2);
    large.deficits = small.deficits.clone();
    for flow in small.size.flows() {
        large.flows[flow] = small.flows[flow];
        large.tariffs[flow] = small.tariffs[flow];
    }
    for economy in size.economies() {
        for sector in small.size.sectors() {
            large.theta[sector] = small.theta[sector];
            large.final_demand[(economy, sector)] = small.final_demand[(economy, sector)];
            for factor in 0..2 {
                large.value_added[factor][(economy, sector)] = small.value_added[factor][(economy, sector)];
            }
            for input in small.size.sectors() {
                let at = InputUse { economy, input, sector };
                large.input_use[at] = small.input_use[at];
            }
        }
    }
    let real_income = |table: &Table| {
        let benchmark = benchmark(table, Closure::Fixed);
        let mut shock = Shock::none(&benchmark.calibration);
        for flow in table.size.flows().filter(|flow| !flow.is_domestic()) {
            shock.iceberg[flow] = 0.8;
        }
        let outcome = Outcome::between(&benchmark, &counterfactual(&benchmark, &shock));
        assert!(outcome.sectors.volume.values().iter().all(|hat| hat.is_finite()));
        outcome.economies.real_income
    };
    assert!(common::difference(real_income(&small).values(), real_income(&large).values()) < 1e-10);
}

#[test]
fn demand_that_nobody_supplies_is_left_out_and_said() {
    let mut table = table(2, 2, 3);
    for economy in table.size.economies() {
        let flow = Flow { origin: economy, destination: EconomyId(0), sector: SectorId(1) };
        table.flows[flow] = 0.0;
    }
    let expected: f64 = table.final_demand[(EconomyId(0), SectorId(1))]
        + table
            .size
            .sectors()
            .map(|sector| table.input_use[InputUse { economy: EconomyId(0), input: SectorId(1), sector }])
            .sum::<f64>();
    let calibration = Calibration::new(&table).unwrap();
    assert!((calibration.unsupplied - expected).abs() < 1e-12 * expected);
    let benchmark = benchmark(&table, Closure::Proportional);
    counterfactual(&benchmark, &shock(&benchmark.calibration, 3));
}

#[test]
fn a_high_elasticity_next_to_a_low_one() {
    let mut table = table(5, 2, 11);
    table.theta[SectorId(0)] = 60.0;
    table.theta[SectorId(1)] = 0.5;
    let benchmark = benchmark(&table, Closure::Balanced);
    counterfactual(&benchmark, &shock(&benchmark.calibration, 11));
}

#[test]
fn an_economy_that_owes_more_than_it_can_earn_is_named() {
    let mut table = table(3, 2, 2);
    let income = table.value_added.iter().map(|f| f.by_economy()[EconomyId(1)]).sum::<f64>();
    let mut deficits = PerEconomy::zeros(table.size);
    deficits[EconomyId(1)] = -1.5 * income;
    deficits[EconomyId(0)] = 1.5 * income;
    table.deficits = Some(deficits);
    let calibration = Calibration::new(&table).unwrap();
    // Its exports could pay only if its wage rose in terms of world income; here they cannot.
    let huge = Calibration { deficit: calibration.deficit.map(|deficit| 40.0 * deficit), ..calibration };
    let failure = Benchmark::solve(&huge, Closure::Fixed, &Settings::default()).unwrap_err();
    assert_eq!(failure.status, Status::IncomeExhausted { economy: EconomyId(1) });
}

#[test]
fn trade_in_one_direction_cannot_balance() {
    let mut table = table(2, 1, 4);
    table.flows[Flow { origin: EconomyId(0), destination: EconomyId(1), sector: SectorId(0) }] = 0.0;
    let calibration = Calibration::new(&table).unwrap();
    let failure = Benchmark::solve(&calibration, Closure::Balanced, &Settings::default()).unwrap_err();
    assert_eq!(failure.status, Status::OneWayTrade { economy: EconomyId(0) });
}

#[test]
fn tables_without_meaning_are_refused() {
    let good = table(2, 2, 8);
    let economy = EconomyId(1);
    let flow = Flow { origin: EconomyId(0), destination: economy, sector: SectorId(1) };
    let refused = |change: &dyn Fn(&mut Table)| {
        let mut table = good.clone();
        change(&mut table);
        Calibration::new(&table).unwrap_err()
    };
    assert!(matches!(refused(&|t| t.theta[SectorId(0)] = 0.0), CalibrationError::Theta { .. }));
    assert!(matches!(refused(&|t| t.theta[SectorId(0)] = f64::NAN), CalibrationError::Theta { .. }));
    assert!(matches!(refused(&|t| t.flows[flow] = -1.0), CalibrationError::FlowValue { .. }));
    assert!(matches!(refused(&|t| t.flows[flow] = f64::INFINITY), CalibrationError::FlowValue { .. }));
    assert!(matches!(refused(&|t| t.tariffs[flow] = -1.0), CalibrationError::Tariff { .. }));
    assert_eq!(
        refused(&|t| t.final_demand[(economy, SectorId(0))] = f64::NAN),
        CalibrationError::Entry { economy }
    );
    assert_eq!(
        refused(&|t| t.size.sectors().for_each(|s| t.final_demand[(economy, s)] = 0.0)),
        CalibrationError::NoFinalDemand { economy }
    );
    assert_eq!(
        refused(&|t| {
            for factor in &mut t.value_added {
                good.size.sectors().for_each(|s| factor[(economy, s)] = 0.0);
            }
        }),
        CalibrationError::NoIncome { economy }
    );
}
