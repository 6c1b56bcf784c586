//! The bill: of one market, of several in a row, and in a world of recognition or of a common standard.

use super::costs::{Case, Costs, Range, World};
use super::duties::Duties;
use super::product::Product;
use super::scope::Scope;
use serde::Serialize;

/// What it costs, once and every year.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bill {
    /// Once, EUR.
    pub one_off: Range,
    /// EUR a year.
    pub yearly: Range,
}

impl Bill {
    /// EUR a year, what is paid once spread over so many years.
    pub fn a_year(&self, years: u16) -> Range {
        let over = f64::from(years.max(1));
        Range::of(|case| self.yearly.at(case) + self.one_off.at(case) / over)
    }
}

/// What all markets cost, in the order in which they are entered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Each market for itself, added up: nothing is shared between markets.
    pub apart: Bill,
    /// In a row: work is reused.
    pub together: Bill,
    /// The same, where markets accept each other's assessments before sale.
    pub recognition: Bill,
    /// The same, where markets refer to the same international standards.
    pub standard: Bill,
    /// Both.
    pub both: Bill,
}

/// What bills are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prices<'a> {
    pub scope: &'a Scope,
    pub costs: &'a Costs,
    pub product: &'a Product,
    pub home: &'a Duties<'a>,
}

impl Prices<'_> {
    /// What markets cost that are entered one after the other.
    ///
    /// For each feature a market pays `c - r min(c, m)`: `c` the cost of its duty from nothing, `m` the largest cost met before at
    /// home or in a market, `r` the share of work that is reused. Where data law asks for work of its own under the same name, it comes
    /// after that of other law, and reuses as much. Because `r` is at most 1 and `m` only grows, one more market
    /// never makes the sum smaller, wherever it stands in the row.
    pub fn bill(&self, markets: &[&Duties], world: World) -> Bill {
        let sums = Case::ALL.map(|case| self.sum(markets, world, case));
        let range = |at: usize| Range { low: sums[0][at], central: sums[1][at], high: sums[2][at] };
        Bill { one_off: range(0), yearly: range(1) }
    }

    fn sum(&self, markets: &[&Duties], world: World, case: Case) -> [f64; 2] {
        let Self { scope, costs, product, home } = self;
        let mut sum = [0.0; 2];
        for feature in costs.features() {
            let reused = costs.reused(feature, case, world);
            // What is open at home is met there in the cheapest case, and not in the others.
            let met = home.of(feature, case == Case::Low);
            let met = met.map(|duty| costs.work(scope, product, feature, duty.level, case));
            let mut before =
                met.fold([0.0; 2], |most: [f64; 2], work| [most[0].max(work[0]), most[1].max(work[1])]);
            for duty in markets.iter().flat_map(|market| market.of(feature, case == Case::High)) {
                let cost = costs.duty(scope, product, duty, case);
                for at in 0..2 {
                    sum[at] += cost[at] - reused * cost[at].min(before[at]);
                    before[at] = before[at].max(cost[at]);
                }
            }
        }
        sum
    }

    /// The bills of all markets.
    pub fn totals(&self, markets: &[&Duties]) -> Totals {
        let alone: Vec<Bill> = markets.iter().map(|market| self.bill(&[*market], World::default())).collect();
        let add = |of: fn(&Bill) -> Range| Range::of(|case| alone.iter().map(|bill| of(bill).at(case)).sum());
        let world = |recognition, standard| self.bill(markets, World { recognition, standard });
        Totals {
            apart: Bill { one_off: add(|bill| bill.one_off), yearly: add(|bill| bill.yearly) },
            together: world(false, false),
            recognition: world(true, false),
            standard: world(false, true),
            both: world(true, true),
        }
    }
}
