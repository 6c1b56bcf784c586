//! The equations of one problem, compiled into flat arrays, and one sweep over them.
//!
//! Caliendo and Parro (2015, equations 10 to 15) in hats. The state is (ln w, ln P, ln X): the wage of every economy and the
//! price and spending of every economy and sector. The part of each flow that does not move during a solve,
//!
//! `pi_nij (d_nij (1 + t'_nij) / (1 + t_nij))^-theta_j`,
//!
//! is computed once. What moves has one entry an origin and sector, `supply_ij = c_ij^-theta_j`, so a sweep is a pass of
//! multiplications over the flows and one over the input shares, and powers are only taken of the small arrays.
//!
//! What no shock changes is in [`Structure`]; arrays run as there.

mod compile;
mod general;
mod sweep;

use super::technology::FactorRows;
use general::{General, Market};
pub use sweep::{LEAST_INCOME, Sweep, finite_max};

use super::structure::Structure;
use super::technology::Technology;
use crate::arrays::{Flows, Grid, PerEconomy};
use crate::closure::Closure;
use crate::equilibrium::{Equilibrium, FactorMarket, Summary};
use crate::index::{EconomyId, Size};
use crate::kernels;
use crate::shock::Shock;
use crate::solve::adjust::Standing;

/// One problem, ready to be iterated on. Compiled anew for the next one, it keeps its memory.
pub struct System<'a> {
    pub structure: &'a Structure,
    /// What the model assumes where it is not the plain one.
    pub technology: Option<&'a Technology>,
    pub closure: Closure,
    pub theta: Vec<f64>,
    /// Rows of origins a destination for every sector in which they are not those of the structure: the constant part of each flow over
    /// one plus its tariff.
    pub own_net: Vec<f64>,
    /// Where each such sector's rows begin in `own_net`.
    pub own_net_at: Vec<Option<usize>>,
    /// The same times the tariff, for sectors with tariffs.
    pub duty: Vec<f64>,
    /// Where each sector's duties begin in `duty`; `None` for a sector without tariffs.
    pub duty_at: Vec<Option<usize>>,
    /// ln of the factor taken out of each row of flows and duties, so that no shock overflows.
    pub row_scale: Vec<f64>,
    /// Whether any flow is banned.
    pub bans: bool,
    /// ln of productivity by origin and sector, value-added productivity to the power of `beta` included; times what a unit of output
    /// costs where inputs are added.
    pub productivity: Vec<f64>,
    /// Inputs that the shock adds, in the plain model.
    pub added: Option<Added>,
    /// Shares of cost where they are not those of the structure, in other versions of the model.
    pub shares: Option<Shares>,
    /// Factor income at benchmark wages, and ln of the productivity of each factor where any changes.
    pub supply: Vec<f64>,
    pub factor_productivity: Vec<Vec<f64>>,
    /// Hats of the supply of each factor where any changes and there are several.
    pub factor_supply: Vec<Vec<f64>>,
    /// How far ln w follows the gap between ln demand and ln supply of the factor: one over one plus the elasticity of demand.
    pub wage_step: Vec<f64>,
    /// One sector's flows in the making.
    pub powers: Vec<f64>,
}

/// Inputs that a shock adds to those of the structure: with m what a unit of output costs and x the value of what is added, both at
/// benchmark prices, shares of cost are `(gamma + x) / m` and `beta / m`. They are never laid out: shares of the structure serve all
/// problems, and few inputs are added.
pub struct Added {
    /// 1 / m.
    pub per_cost: Vec<f64>,
    /// Inputs of which more is needed, in order, and x of each by using sector.
    pub inputs: Vec<(usize, Vec<f64>)>,
}

/// Shares of cost as in [`Structure`].
pub struct Shares {
    input: Vec<f64>,
    value_added: Vec<f64>,
}

impl System<'_> {
    /// The constant part of a sector's flows over one plus their tariffs: rows of origins a destination.
    pub fn net(&self, sector: usize) -> &[f64] {
        let square = self.structure.square();
        match self.own_net_at[sector] {
            Some(start) => &self.own_net[start..start + square],
            None => &self.structure.net[sector * square..(sector + 1) * square],
        }
    }

    /// Share of each input in cost: by using sector, then input.
    fn input_share(&self) -> &[f64] {
        self.shares.as_ref().map_or(&self.structure.input_share, |shares| &shares.input)
    }

    /// Share of value added in cost.
    fn value_added_share(&self) -> &[f64] {
        self.shares.as_ref().map_or(&self.structure.value_added_share, |shares| &shares.value_added)
    }

    /// Scratch space for [`sweep`](Self::sweep).
    pub fn scratch(&self) -> Sweep {
        let grid = || vec![0.0; self.structure.grid_len()];
        let row = || vec![0.0; self.structure.width];
        Sweep {
            unit_cost: grid(),
            supply: grid(),
            demand: grid(),
            spending: grid(),
            output: grid(),
            used: match self.technology {
                None => grid(),
                Some(_) => Vec::new(),
            },
            income: row(),
            revenue: row(),
            earned: row(),
            deficit: row(),
            general: self
                .technology
                .map(|technology| General::new(technology, self.structure.width, self.structure.grid_len())),
            gap: row(),
            market: 0.0,
            price: 0.0,
            spent: 0.0,
            furthest: EconomyId(0),
            exhausted: None,
        }
    }

    /// Length of the state.
    pub fn state_len(&self) -> usize {
        self.technology.map_or_else(|| self.structure.state_len(), |technology| technology.state_len)
    }

    /// Gaps between ln demand and ln supply of each economy's factor at the last sweep.
    pub fn gaps(&self, sweep: &Sweep) -> Vec<f64> {
        sweep.gap[..self.structure.size.economies].to_vec()
    }

    /// How far ln w follows those gaps.
    pub fn wage_steps(&self, sweep: &Sweep) -> Vec<f64> {
        let gaps = &sweep.gap[..self.structure.size.economies];
        gaps.iter().zip(&self.wage_step).map(|(gap, step)| step * gap).collect()
    }

    /// Each economy's share of world factor income at the last sweep.
    pub fn income_shares(&self, sweep: &Sweep) -> Vec<f64> {
        let earned = &sweep.earned[..self.structure.size.economies];
        earned.iter().map(|earned| earned / self.structure.world_income).collect()
    }

    /// Reads the equilibrium off a state and the sweep that started from it.
    pub fn equilibrium(&self, shock: &Shock, state: &[f64], sweep: &Sweep) -> Equilibrium {
        let Structure { size, width, .. } = *self.structure;
        let (wage, price, _) = self.structure.split(state);
        let mut trade_share = Flows::zeros(size);
        for sector in size.sectors() {
            let supply = &sweep.supply[sector.0 * width..(sector.0 + 1) * width];
            for destination in size.economies() {
                let at = sector.0 * width + destination.0;
                if sweep.demand[at] > 0.0 {
                    let net = self.net(sector.0)[destination.0 * width..].iter().zip(supply);
                    let rates = shock.tariffs.origins(destination, sector);
                    let shares = trade_share.origins_mut(destination, sector);
                    for ((share, (net, supply)), rate) in shares.iter_mut().zip(net).zip(rates) {
                        *share = net * supply / sweep.demand[at] * (1.0 + rate);
                    }
                }
            }
        }
        let (wage, factors) = self.wage_and_factors(wage, sweep);
        let scale = self.technology.and_then(|technology| technology.scale.as_ref()).map(|(psi, block)| {
            let sizes = state[block.clone()].chunks_exact(width).zip(psi);
            let hats: Vec<f64> =
                sizes.flat_map(|(row, psi)| row.iter().map(move |size| (psi * size).exp())).collect();
            self.structure.unpad(&hats, |x| x)
        });
        Equilibrium {
            wage,
            factors,
            scale,
            price: self.structure.unpad(price, f64::exp),
            unit_cost: self.structure.unpad(&sweep.unit_cost, f64::exp),
            spending: self.structure.unpad(&sweep.spending, |x| x),
            output: self.structure.unpad(&sweep.output, |x| x),
            trade_share,
            tariffs: shock.tariffs.clone(),
            factor_income: self.structure.unpad_row(&sweep.earned, |x| x),
            tariff_revenue: self.structure.unpad_row(&sweep.revenue, |x| x),
            deficit: self.structure.unpad_row(&sweep.deficit, |x| x),
            income: self.structure.unpad_row(&sweep.income, |x| x),
        }
    }

    /// Reads no more than a [`Summary`] off a state and the sweep that started from it.
    pub fn summary(&self, state: &[f64], sweep: &Sweep) -> Summary {
        let (wage, price, _) = self.structure.split(state);
        let wage = match self.technology {
            None => self.structure.unpad_row(wage, f64::exp),
            Some(_) => self.wage_and_factors(wage, sweep).0,
        };
        Summary {
            wage,
            price: self.structure.unpad(price, f64::exp),
            income: self.structure.unpad_row(&sweep.income, |x| x),
            exports: self.exports(sweep),
        }
    }

    /// Sales to others without tariffs.
    fn exports(&self, sweep: &Sweep) -> PerEconomy {
        let Structure { size, width, .. } = *self.structure;
        let mut exports = vec![0.0; width];
        let mut sales = vec![0.0; width];
        for sector in 0..size.sectors {
            let at = sector * width..(sector + 1) * width;
            let rows = self.net(sector).chunks_exact(width);
            let demand = sweep.demand[at.clone()].iter().zip(&sweep.spending[at.clone()]);
            sales.fill(0.0);
            for (economy, (row, (demand, spending))) in rows.zip(demand).enumerate().take(size.economies) {
                if *demand > 0.0 {
                    let domestic = sales[economy];
                    kernels::add_scaled(&mut sales, spending / demand, row);
                    sales[economy] = domestic;
                }
            }
            kernels::add_products(&mut exports, &sales, &sweep.supply[at]);
        }
        self.structure.unpad_row(&exports, |x| x)
    }

    /// How the world stands at a state of the plain model, with the revenue and deficits of the last sweep.
    pub fn standing(&self, state: &[f64], sweep: &Sweep) -> Standing {
        let Structure { size, width, .. } = *self.structure;
        let (wage, price, _) = self.structure.split(state);
        let mut final_price = PerEconomy::zeros(size);
        let shares = self.structure.final_share.chunks_exact(width);
        for (shares, price) in shares.zip(price.chunks_exact(width)) {
            let ln = final_price.values_mut().iter_mut();
            ln.zip(shares).zip(price).for_each(|((ln, share), price)| *ln += share * price);
        }
        let mut factor_income = PerEconomy::zeros(size);
        let mut income = factor_income.clone();
        for at in size.economies() {
            factor_income[at] = self.supply[at.0] * wage[at.0].exp();
            income[at] = factor_income[at] + sweep.revenue[at.0] + sweep.deficit[at.0];
        }
        Standing { income, factor_income, final_price: final_price.map(f64::exp) }
    }

    fn wage_and_factors(&self, wage: &[f64], sweep: &Sweep) -> (PerEconomy, Vec<FactorMarket>) {
        match (self.technology, &sweep.general) {
            (Some(technology), Some(general)) => {
                let factors = self.factor_markets(technology, general);
                (technology.wage(self.structure.size, &factors), factors)
            }
            _ => {
                let wage = self.structure.unpad_row(wage, f64::exp);
                let market = self.composite_market(&wage, sweep);
                (wage, vec![market])
            }
        }
    }

    fn factor_markets(&self, technology: &Technology, general: &General) -> Vec<FactorMarket> {
        let structure = self.structure;
        let size = structure.size;
        let market = |(factor, market): (&FactorRows, &Market)| {
            let rows = if factor.specific { size } else { Size { sectors: 1, ..size } };
            let quantities: Vec<f64> = (0..market.earned.len())
                .map(|at| {
                    let level = factor.income[at] * market.price[at].exp();
                    if level > 0.0 { market.earned[at] / level } else { 1.0 }
                })
                .collect();
            FactorMarket {
                price: structure.unpad_rows(rows, &market.price, f64::exp),
                quantity: structure.unpad_rows(rows, &quantities, |x| x),
                income: structure.unpad_rows(rows, &market.earned, |x| x),
                payments: structure.unpad(&market.payments, |x| x),
            }
        };
        technology.factors.iter().zip(&general.factors).map(market).collect()
    }

    /// The market of the one factor of the plain model.
    fn composite_market(&self, wage: &PerEconomy, sweep: &Sweep) -> FactorMarket {
        let structure = self.structure;
        let rows = Size { sectors: 1, ..structure.size };
        let quantity: Vec<f64> =
            self.supply.iter().zip(&structure.factor_income).map(|(s, i)| s / i).collect();
        let paying = self.value_added_share().iter().zip(self.used(sweep));
        let payments: Vec<f64> = paying.map(|(beta, output)| beta * output).collect();
        let mut price = Grid::zeros(rows);
        price.values_mut().copy_from_slice(wage.values());
        FactorMarket {
            price,
            quantity: structure.unpad_rows(rows, &quantity, |x| x),
            income: structure.unpad_rows(rows, &sweep.earned, |x| x),
            payments: structure.unpad(&payments, |x| x),
        }
    }
}
