//! Capital: what is left of it after a year, and what is invested.
//!
//! Against the first year, whose capital is on its trend: `K' = (1 - d) K + (d + g) y (e / K)^s`, with d depreciation, g the growth
//! of the trend, y real income and e what capital earns at prices of final demand. The level of the saving rate cancels: it decides how
//! much capital there is in the first year, and capital of the first year is one.

use super::growth::Growing;
use crate::id;
use crate::parameters::Parameters;
use comity_model::{Benchmark, EconomyId, Equilibrium, PerEconomy, Shock};

/// How capital accumulates, and which of the model's factors it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Capital {
    pub kind: Kind,
    depreciation: f64,
    response: f64,
    /// Investment of the first year over its capital.
    replaced: PerEconomy,
}

/// What capital is in the model.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// This share of the composite factor, whose quantity is `L^(1-share) K^share`.
    Share(f64),
    /// A factor of its own, beside those that people are.
    Factor { capital: usize, labour: Vec<usize> },
}

/// Income and what capital earns, both real, as hats.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flow {
    pub income: PerEconomy,
    pub earnings: PerEconomy,
}

impl Capital {
    pub fn new(kind: Kind, growing: &Growing, parameters: &Parameters) -> Self {
        let depreciation = parameters.value(id!("growth.depreciation"));
        Self {
            kind,
            depreciation,
            response: parameters.value(id!("growth.saving_response")),
            // Capital that shrinks faster than it wears out would need investment below zero.
            replaced: growing.trend.map(|trend| (depreciation + trend).max(0.0)),
        }
    }

    /// Capital after so many years, in which real income and earnings go from `from` to `to` at steady rates.
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
        let earnings_growth = yearly(earnings, to.earnings[economy]);
        for _ in 0..years {
            let willing = match self.response {
                0.0 => 1.0,
                response => (earnings / capital).powf(response),
            };
            capital = (1.0 - self.depreciation) * capital + self.replaced[economy] * income * willing;
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

    /// Real income and real earnings of capital at an equilibrium against its benchmark.
    pub fn flow(&self, benchmark: &Benchmark, equilibrium: &Equilibrium) -> Flow {
        let before = &benchmark.equilibrium;
        let price = benchmark.final_price(&equilibrium.price);
        let real = |after: &PerEconomy, before: &PerEconomy| {
            let mut hat = PerEconomy::filled(price.size(), 1.0);
            for economy in price.size().economies().filter(|&economy| before[economy] > 0.0) {
                hat[economy] = after[economy] / before[economy] / price[economy];
            }
            hat
        };
        let income = real(&equilibrium.income, &before.income);
        let earnings = match self.kind {
            Kind::Share(_) => real(&equilibrium.factor_income, &before.factor_income),
            Kind::Factor { capital, .. } => real(
                &equilibrium.factors[capital].income.by_economy(),
                &before.factors[capital].income.by_economy(),
            ),
        };
        Flow { income, earnings }
    }
}

impl Flow {
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
