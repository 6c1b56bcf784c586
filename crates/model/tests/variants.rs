//! Simpler worlds, and their closed forms.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{Calibration, Closure, Flow, Grid, Outcome, SectorId, Shock, Table};
use common::{benchmark, counterfactual, shock, table};

#[test]
fn adding_up_keeps_every_total() {
    let many = table(4, 5, 21);
    let of = [0, 1, 0, 1, 1].map(SectorId);
    let few = many.with_sectors(&of, 2);
    let close = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-12, "{a} {b}");
    close(few.flows.sum(), many.flows.sum());
    close(few.input_use.sum(), many.input_use.sum());
    close(few.final_demand.sum(), many.final_demand.sum());
    close(few.value_added[1].sum(), many.value_added[1].sum());
    let revenue = |table: &Table| table.size.flows().map(|f| table.flows[f] * table.tariffs[f]).sum::<f64>();
    close(revenue(&few), revenue(&many));
    let theta = few.theta[SectorId(0)];
    let (low, high) = (many.theta[SectorId(0)], many.theta[SectorId(2)]);
    assert!(theta >= low.min(high) && theta <= low.max(high));
}

#[test]
fn adding_up_like_with_like_changes_no_answer() {
    // Two sectors that are the same in everything are one.
    let one = table(4, 1, 5);
    let mut two = Table::zeros(comity_model::Size { sectors: 2, ..one.size }, 2);
    two.deficits = one.deficits.clone();
    for sector in two.size.sectors() {
        two.theta[sector] = one.theta[SectorId(0)];
        for economy in two.size.economies() {
            let (to, from) = ((economy, sector), (economy, SectorId(0)));
            two.final_demand[to] = 0.5 * one.final_demand[from];
            (0..2).for_each(|f| two.value_added[f][to] = 0.5 * one.value_added[f][from]);
            for input in two.size.sectors() {
                let used = comity_model::InputUse { economy, input: SectorId(0), sector: SectorId(0) };
                two.input_use[comity_model::InputUse { economy, input, sector }] = 0.25 * one.input_use[used];
            }
        }
    }
    for flow in two.size.flows() {
        let from = Flow { sector: SectorId(0), ..flow };
        two.flows[flow] = 0.5 * one.flows[from];
        two.tariffs[flow] = one.tariffs[from];
    }
    let income = |table: &Table, iceberg: f64| {
        let benchmark = benchmark(table, Closure::Fixed);
        let mut shock = Shock::none(&benchmark.calibration);
        for flow in table.size.flows().filter(|flow| !flow.is_domestic() && flow.origin.0 == 1) {
            shock.iceberg[flow] = iceberg;
        }
        Outcome::between(&benchmark, &counterfactual(&benchmark, &shock)).economies.real_income
    };
    let added = two.with_sectors(&[SectorId(0), SectorId(0)], 1);
    assert!(common::difference(income(&two, 0.8).values(), income(&added, 0.8).values()) < 1e-9);
    assert!(common::difference(income(&one, 0.8).values(), income(&added, 0.8).values()) < 1e-9);
}

/// Without inputs, ln real wage = -sum_j alpha_j ln(pi_nnj hat) / theta_j (Arkolakis, Costinot and Rodriguez-Clare 2012, section 5),
/// and every gain in productivity stays where it is made.
#[test]
fn without_inputs_gains_follow_domestic_shares_sector_by_sector() {
    let bare = table(5, 3, 9).without_inputs();
    assert_eq!(bare.input_use.sum(), 0.0);
    let benchmark = benchmark(&bare, Closure::Balanced);
    let random = shock(&benchmark.calibration, 9);
    let ones = Grid::filled(bare.size, 1.0);
    let shock = Shock { productivity: ones.clone(), value_added_productivity: ones, ..random };
    let after = counterfactual(&benchmark, &shock);
    let outcome = Outcome::between(&benchmark, &after);
    let before: &Calibration = &benchmark.calibration;
    for economy in bare.size.economies() {
        let mut expected = 0.0;
        for sector in bare.size.sectors() {
            let own = Flow { origin: economy, destination: economy, sector };
            let hat = after.trade_share[own] / before.trade_share[own];
            expected -= before.final_share[(economy, sector)] * hat.ln() / before.theta[sector];
        }
        assert!((outcome.economies.real_wage[economy].ln() - expected).abs() < 1e-10);
    }
}
