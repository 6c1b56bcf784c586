//! An equilibrium: every quantity that the equations determine.

use crate::arrays::{Flows, Grid, PerEconomy};
use crate::index::Flow;

/// A solved economy. Hats are against the calibration it was solved from; values are in units of world value added, with
/// world factor income held where the calibration has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    /// Hat of the wage: the price of the composite factor, or where there are several, the mean over those that earn one at
    /// benchmark weights.
    pub wage: PerEconomy,
    /// Hat of the price of each composite.
    pub price: Grid,
    /// Hat of the unit cost of each sector, productivity included.
    pub unit_cost: Grid,
    /// `X`: spending by economy and sector, tariffs included.
    pub spending: Grid,
    /// `Y`: value of output by economy and sector, tariffs excluded.
    pub output: Grid,
    /// `pi`: share of each origin in a destination's spending on a sector.
    pub trade_share: Flows,
    /// Ad valorem tariff rate of each flow.
    pub tariffs: Flows,
    /// Factor income by economy.
    pub factor_income: PerEconomy,
    /// Tariff revenue by economy.
    pub tariff_revenue: PerEconomy,
    /// Income received from abroad by economy.
    pub deficit: PerEconomy,
    /// Income by economy: factors, tariff revenue and deficit.
    pub income: PerEconomy,
    /// The market of each factor; of the composite one where there is only that.
    pub factors: Vec<FactorMarket>,
    /// Hat of the productivity that each sector owes to its own size, where there are economies of scale.
    pub scale: Option<Grid>,
}

/// What ensembles keep of an [`Equilibrium`]: much less than all of it, and quicker to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Hat of the wage, as in [`Equilibrium`].
    pub wage: PerEconomy,
    /// Hat of the price of each composite.
    pub price: Grid,
    /// Income by economy: factors, tariff revenue and deficit.
    pub income: PerEconomy,
    /// Sales to other economies, tariffs excluded.
    pub exports: PerEconomy,
}

/// What becomes of a factor. A factor that moves between sectors has one price and one quantity an economy, kept in a grid of one sector.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorMarket {
    /// Hat of its price.
    pub price: Grid,
    /// Hat of the quantity employed.
    pub quantity: Grid,
    /// What it earns, in values.
    pub income: Grid,
    /// What each sector pays to it, in values.
    pub payments: Grid,
}

impl Equilibrium {
    /// What ensembles keep of it.
    pub fn summary(&self) -> Summary {
        let size = self.trade_share.size();
        let mut exports = PerEconomy::zeros(size);
        for sector in size.sectors() {
            for destination in size.economies() {
                let spending = self.spending[(destination, sector)];
                let shares = self.trade_share.origins(destination, sector);
                let tariffs = self.tariffs.origins(destination, sector);
                let domestic = exports[destination];
                for ((sum, share), tariff) in exports.values_mut().iter_mut().zip(shares).zip(tariffs) {
                    *sum += share * spending / (1.0 + tariff);
                }
                exports[destination] = domestic;
            }
        }
        Summary { wage: self.wage.clone(), price: self.price.clone(), income: self.income.clone(), exports }
    }

    /// Value of a flow at tariff-exclusive prices.
    pub fn flow_value(&self, flow: Flow) -> f64 {
        self.trade_share[flow] * self.spending[(flow.destination, flow.sector)] / (1.0 + self.tariffs[flow])
    }
}

impl FactorMarket {
    /// Its price by economy: the mean over sectors at benchmark weights, which are what they earn at `before`.
    pub fn mean_price(&self, before: &Self) -> PerEconomy {
        let mut weighted = before.income.clone();
        weighted.values_mut().iter_mut().zip(self.price.values()).for_each(|(x, price)| *x *= price);
        let (sum, weight) = (weighted.by_economy(), before.income.by_economy());
        let mut mean = PerEconomy::filled(sum.size(), 1.0);
        for economy in sum.size().economies().filter(|&economy| weight[economy] > 0.0) {
            mean[economy] = sum[economy] / weight[economy];
        }
        mean
    }
}
