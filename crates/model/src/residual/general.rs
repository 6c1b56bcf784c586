//! The equations under assumptions that are not the plain ones, term by term.

use super::{Residuals, Sales, deficits};
use crate::arrays::{Grid, PerEconomy};
use crate::assumptions::{Assumptions, Mobility, Supply};
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, InputUse, SectorId};
use crate::recipe::Recipe;
use crate::shock::Shock;

/// How close to its floor a price counts as held by it.
const HELD: f64 = 1e-9;

pub(super) fn residuals(
    benchmark: &Benchmark,
    assumptions: &Assumptions,
    shock: &Shock,
    equilibrium: &Equilibrium,
) -> Residuals {
    let recipe = Recipe::after(&benchmark.calibration, shock);
    let world = World { benchmark, recipe: &recipe, assumptions, shock, equilibrium };
    let size = benchmark.calibration.size;
    let (mut bundle, mut cost) = (Grid::zeros(size), Grid::zeros(size));
    for economy in size.economies() {
        for sector in size.sectors() {
            let at = (economy, sector);
            bundle[at] = world.bundle(economy, sector);
            let scale = equilibrium.scale.as_ref().map_or(1.0, |scale| scale[at]);
            let added = shock.value_added_productivity[at].powf(recipe.value_added_share[at]);
            let more = recipe.cost.as_ref().map_or(1.0, |cost| cost[at]);
            cost[at] = more * bundle[at] / shock.productivity[at] / added / scale;
        }
    }
    let sales = Sales::at(&benchmark.calibration, shock, equilibrium, &cost);
    let mut residuals = Residuals { market: 0.0, price: sales.price_error, spending: sales.stray_spending };
    residuals.market = world.factor_markets(&sales.output).max(world.scale_error(&sales.output, &bundle));
    let mut earned = PerEconomy::zeros(size);
    for market in &equilibrium.factors {
        let income = market.income.by_economy();
        size.economies().for_each(|economy| earned[economy] += income[economy]);
    }
    let deficit = deficits(&benchmark.calibration, benchmark.closure, &earned);
    for economy in size.economies() {
        let income = earned[economy] + sales.revenue[economy] + deficit[economy];
        for sector in size.sectors() {
            let inputs: f64 =
                size.sectors().map(|user| world.purchases(economy, sector, user, &sales.output)).sum();
            let wanted = world.final_share(economy, sector) * income + inputs;
            residuals.check_spending(equilibrium.spending[(economy, sector)], wanted);
        }
    }
    residuals
}

struct World<'a> {
    benchmark: &'a Benchmark,
    recipe: &'a Recipe<'a>,
    assumptions: &'a Assumptions,
    shock: &'a Shock,
    equilibrium: &'a Equilibrium,
}

/// A CES mean of prices over shares that sum to one; Cobb-Douglas where rho is 0.
fn ces(rho: f64, terms: impl Iterator<Item = (f64, f64)>) -> f64 {
    let terms = terms.filter(|(share, _)| *share > 0.0);
    if rho == 0.0 {
        return terms.map(|(share, price)| price.powf(share)).product();
    }
    terms.map(|(share, price)| share * price.powf(rho)).sum::<f64>().powf(1.0 / rho)
}

impl World<'_> {
    /// Price of a factor where a sector employs it.
    fn factor_price(&self, factor: usize, economy: EconomyId, sector: SectorId) -> f64 {
        let price = &self.equilibrium.factors[factor].price;
        let productivity = self.shock.factor_productivity.get(factor);
        price[(economy, self.row(factor, sector))] / productivity.map_or(1.0, |grid| grid[(economy, sector)])
    }

    fn row(&self, factor: usize, sector: SectorId) -> SectorId {
        match self.assumptions.factors[factor].mobility {
            Mobility::Mobile => SectorId(0),
            Mobility::Specific => sector,
        }
    }

    fn value_added(&self, economy: EconomyId, sector: SectorId) -> f64 {
        let factors = self.assumptions.factors.iter().enumerate();
        let terms = factors.map(|(number, factor)| {
            (factor.share[(economy, sector)], self.factor_price(number, economy, sector))
        });
        ces(1.0 - self.assumptions.elasticities.value_added, terms)
    }

    fn inputs(&self, economy: EconomyId, sector: SectorId) -> f64 {
        let calibration = &self.benchmark.calibration;
        let total = 1.0 - self.recipe.value_added_share[(economy, sector)];
        let terms = calibration.size.sectors().map(|input| {
            let share = self.recipe.input_share[InputUse { economy, input, sector }];
            (share / total, self.equilibrium.price[(economy, input)])
        });
        ces(1.0 - self.assumptions.elasticities.inputs, terms)
    }

    fn bundle(&self, economy: EconomyId, sector: SectorId) -> f64 {
        let beta = self.recipe.value_added_share[(economy, sector)];
        let inputs = if beta < 1.0 { self.inputs(economy, sector).powf(1.0 - beta) } else { 1.0 };
        self.value_added(economy, sector).powf(beta) * inputs
    }

    fn final_price(&self, economy: EconomyId) -> f64 {
        let calibration = &self.benchmark.calibration;
        let terms = calibration.size.sectors().map(|sector| {
            (calibration.final_share[(economy, sector)], self.equilibrium.price[(economy, sector)])
        });
        ces(1.0 - self.assumptions.elasticities.final_demand, terms)
    }

    fn final_share(&self, economy: EconomyId, sector: SectorId) -> f64 {
        let rho = 1.0 - self.assumptions.elasticities.final_demand;
        let relative = self.equilibrium.price[(economy, sector)] / self.final_price(economy);
        self.benchmark.calibration.final_share[(economy, sector)] * relative.powf(rho)
    }

    fn purchases(&self, economy: EconomyId, input: SectorId, user: SectorId, output: &Grid) -> f64 {
        let share = self.recipe.input_share[InputUse { economy, input, sector: user }];
        if share == 0.0 {
            return 0.0;
        }
        let rho = 1.0 - self.assumptions.elasticities.inputs;
        let relative = self.equilibrium.price[(economy, input)] / self.inputs(economy, user);
        share * relative.powf(rho) * output[(economy, user)]
    }

    /// The largest relative error in any market of a factor.
    fn factor_markets(&self, output: &Grid) -> f64 {
        let size = output.size();
        let rho = 1.0 - self.assumptions.elasticities.value_added;
        let mut worst = 0.0f64;
        for (number, factor) in self.assumptions.factors.iter().enumerate() {
            let market = &self.equilibrium.factors[number];
            let mut paid = Grid::zeros(market.price.size());
            for economy in size.economies() {
                for sector in size.sectors() {
                    let at = (economy, sector);
                    let beta = self.recipe.value_added_share[at];
                    let relative =
                        self.factor_price(number, economy, sector) / self.value_added(economy, sector);
                    paid[(economy, self.row(number, sector))] +=
                        beta * output[at] * factor.share[at] * relative.powf(rho);
                }
            }
            for economy in size.economies() {
                for row in paid.size().sectors() {
                    let at = (economy, row);
                    if self.benchmark.equilibrium.factors[number].income[at] > 0.0 {
                        let error = self.market_error(number, economy, row, paid[at]);
                        worst = worst.max((market.income[at] / paid[at] - 1.0).abs()).max(error);
                    }
                }
            }
        }
        worst
    }

    /// How far what is paid to a factor lies from what its supply would earn.
    fn market_error(&self, factor: usize, economy: EconomyId, row: SectorId, paid: f64) -> f64 {
        let at = (economy, row);
        let price = self.equilibrium.factors[factor].price[at];
        let real = price / self.final_price(economy);
        let hat = self.shock.factor_supply.get(factor).map_or(1.0, |supply| supply[economy]);
        let full = self.benchmark.equilibrium.factors[factor].income[at] * hat * price;
        match self.assumptions.factors[factor].supply {
            Supply::Fixed => (paid / full - 1.0).abs(),
            Supply::Elastic(elasticity) => (paid / (full * real.powf(elasticity)) - 1.0).abs(),
            Supply::Accumulated => (real - 1.0).abs(),
            Supply::Floor(least) if real <= least * (1.0 + HELD) => {
                (least - real).max(paid / full - 1.0).max(0.0)
            }
            Supply::Floor(_) => (paid / full - 1.0).abs(),
        }
    }

    /// The largest relative error of what sectors owe to their size.
    fn scale_error(&self, output: &Grid, bundle: &Grid) -> f64 {
        let Some(scale) = &self.equilibrium.scale else { return 0.0 };
        let mut worst = 0.0f64;
        for sector in output.size().sectors() {
            for economy in output.size().economies() {
                let at = (economy, sector);
                let before = self.benchmark.equilibrium.output[at];
                if before > 0.0 {
                    let size = output[at] / before / bundle[at];
                    worst = worst.max((size.powf(self.assumptions.scale[sector]) / scale[at] - 1.0).abs());
                }
            }
        }
        worst
    }
}
