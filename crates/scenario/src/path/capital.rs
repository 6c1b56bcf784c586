//! Capital: what is left of it after a year, and what is invested.
//!
//! Against the first year, whose capital is on its trend: `K' = (1 - d) K + (d + g) y (e / K)^s`, with d depreciation, g the growth of the
//! trend, y real income and e what capital earns at prices of final demand. The level of the saving rate cancels: it decides how much
//! capital there is in the first year, and capital of the first year is one.
//!
//! Between the years of a path, `y / K^k` and `e / K^k` go from one to the other at steady rates, with k the share of capital in factor
//! income: what capital itself does to income is followed year by year. In a closed economy that is exact.

use super::growth::Growing;
use crate::id;
use crate::parameters::Parameters;
use comity_model::{Benchmark, EconomyId, Equilibrium, PerEconomy, Shock, Standing};

/// How capital accumulates, and which of the model's factors it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Capital {
    pub kind: Kind,
    depreciation: f64,
    response: f64,
    /// Investment of the first year over its capital.
    replaced: PerEconomy,
    /// Capital in factor income.
    share: PerEconomy,
}

/// What capital is in the model.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// This share of the composite factor, whose quantity is `L^(1-share) K^share`.
    Share(f64),
    /// A factor of its own, beside those that people are.
    Factor { capital: usize, labour: Vec<usize> },
}

/// Income and what capital earns, both real, as hats; over capital to the power of its share where that is said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Flow {
    pub income: PerEconomy,
    pub earnings: PerEconomy,
}

impl Capital {
    pub fn new(kind: Kind, benchmark: &Benchmark, growing: &Growing, parameters: &Parameters) -> Self {
        let depreciation = parameters.value(id!("growth.depreciation"));
        let share = match kind {
            Kind::Share(share) => growing.trend.map(|_| share),
            Kind::Factor { capital, .. } => ratio(
                &benchmark.equilibrium.factors[capital].income.by_economy(),
                &benchmark.equilibrium.factor_income,
            ),
        };
        Self {
            kind,
            depreciation,
            response: parameters.value(id!("growth.saving_response")),
            // Capital that shrinks faster than it wears out would need investment below zero.
            replaced: growing.trend.map(|trend| (depreciation + trend).max(0.0)),
            share,
        }
    }

    /// Capital after so many years, in which real income and earnings, over `K^k`, go from `from` to `to` at steady rates.
    pub fn after(&self, capital: &PerEconomy, from: &Flow, to: &Flow, years: u16) -> PerEconomy {
        let mut after = capital.clone();
        for economy in capital.size().economies() {
            after[economy] = self.economy_after(economy, capital[economy], from, to, years);
        }
        after
    }

    fn economy_after(&self, economy: EconomyId, mut capital: f64, from: &Flow, to: &Flow, years: u16) -> f64 {
        let yearly = |from: f64, to: f64| (to / from).powf(1.0 / f64::from(years));
        let (mut income, mut earnings) = (from.income[economy], from.earnings[economy]);
        let income_growth = yearly(income, to.income[economy]);
        let earnings_growth = match self.response {
            0.0 => 1.0,
            _ => yearly(earnings, to.earnings[economy]),
        };
        for _ in 0..years {
            let used = capital.powf(self.share[economy]);
            let willing = match self.response {
                0.0 => 1.0,
                response => (earnings * used / capital).powf(response),
            };
            capital = (1.0 - self.depreciation) * capital + self.replaced[economy] * income * used * willing;
            income *= income_growth;
            earnings *= earnings_growth;
        }
        capital
    }

    /// Changes the quantity of capital in a shock by a factor.
    pub fn supply(&self, capital: &PerEconomy, shock: &mut Shock) {
        if capital.values().iter().all(|&hat| hat == 1.0) {
            return;
        }
        match self.kind {
            Kind::Share(share) => multiply(shock, 0, &capital.map(|hat| hat.powf(share))),
            Kind::Factor { capital: at, .. } => multiply(shock, at, capital),
        }
    }

    /// What more capital does to wages besides the price of labour: a worker owns a part of the composite factor, which grows with
    /// capital (Cobb-Douglas). A factor of its own does nothing besides.
    pub fn equipped(&self, capital: &PerEconomy) -> PerEconomy {
        match self.kind {
            Kind::Share(share) => capital.map(|hat| hat.powf(share)),
            Kind::Factor { .. } => capital.map(|_| 1.0),
        }
    }

    /// A flow over capital to the power of its share.
    pub fn net(&self, flow: &Flow, capital: &PerEconomy) -> Flow {
        let mut used = capital.clone();
        for economy in used.size().economies() {
            used[economy] = capital[economy].powf(self.share[economy]);
        }
        Flow { income: ratio(&flow.income, &used), earnings: ratio(&flow.earnings, &used) }
    }

    /// The pace of a flow over `K^k` where all grows on the trend.
    pub fn on_trend(&self, growing: &Growing) -> Flow {
        let yearly = growing.trend.map(|trend| 1.0 + trend);
        self.net(&Flow { income: yearly.clone(), earnings: yearly.clone() }, &yearly)
    }

    /// Real income and real earnings of capital at an equilibrium against its benchmark.
    pub fn flow(&self, benchmark: &Benchmark, equilibrium: &Equilibrium) -> Flow {
        let before = &benchmark.equilibrium;
        let price = benchmark.final_price(&equilibrium.price);
        let income = real(&equilibrium.income, &before.income, &price);
        let earnings = match self.kind {
            Kind::Share(_) => real(&equilibrium.factor_income, &before.factor_income, &price),
            Kind::Factor { capital, .. } => real(
                &equilibrium.factors[capital].income.by_economy(),
                &before.factors[capital].income.by_economy(),
                &price,
            ),
        };
        Flow { income, earnings }
    }

    /// The same in the plain model on the way to an equilibrium.
    pub fn standing(&self, benchmark: &Benchmark, standing: &Standing) -> Flow {
        let before = &benchmark.equilibrium;
        Flow {
            income: real(&standing.income, &before.income, &standing.final_price),
            earnings: real(&standing.factor_income, &before.factor_income, &standing.final_price),
        }
    }
}

/// Values as hats at prices of final demand.
fn real(after: &PerEconomy, before: &PerEconomy, price: &PerEconomy) -> PerEconomy {
    let mut hat = PerEconomy::filled(price.size(), 1.0);
    for economy in price.size().economies().filter(|&economy| before[economy] > 0.0) {
        hat[economy] = after[economy] / before[economy] / price[economy];
    }
    hat
}

impl Flow {
    /// What the other has to be multiplied by.
    pub fn over(&self, other: &Self) -> Self {
        Self { income: ratio(&self.income, &other.income), earnings: ratio(&self.earnings, &other.earnings) }
    }

    /// One after the other.
    pub fn times(&self, hats: &Self) -> Self {
        Self { income: times(&self.income, &hats.income), earnings: times(&self.earnings, &hats.earnings) }
    }
}

/// The product, economy by economy.
pub(super) fn times(a: &PerEconomy, b: &PerEconomy) -> PerEconomy {
    let mut product = a.clone();
    product.values_mut().iter_mut().zip(b.values()).for_each(|(a, b)| *a *= b);
    product
}

/// The quotient, economy by economy.
pub(super) fn ratio(a: &PerEconomy, b: &PerEconomy) -> PerEconomy {
    let mut quotient = a.clone();
    quotient.values_mut().iter_mut().zip(b.values()).for_each(|(a, b)| *a /= b);
    quotient
}

/// Multiplies the quantity of a factor.
pub(super) fn multiply(shock: &mut Shock, factor: usize, by: &PerEconomy) {
    let size = by.size();
    if shock.factor_supply.len() <= factor {
        shock.factor_supply.resize_with(factor + 1, || PerEconomy::filled(size, 1.0));
    }
    let supply = &mut shock.factor_supply[factor];
    *supply = times(supply, by);
}
