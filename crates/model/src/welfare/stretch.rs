//! The equation of [`welfare`](super) integrated over a stretch of the path whose equilibria are known.

use super::parts::{Ledger, Part};
use super::rule::Rule;
use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, Flow, SectorId, Size};
use crate::recipe::Recipe;
use crate::shock::Shock;

/// Equilibria at the points of a rule, and the share of the shock that lies between the first and the last.
pub struct Stretch<'a> {
    pub rule: &'a Rule,
    pub width: f64,
    /// How much of the shock there is at each point.
    pub shares: Vec<f64>,
    pub equilibria: Vec<&'a Equilibrium>,
}

impl Stretch<'_> {
    /// What each part adds over the stretch, in ln of real income. The shock moves along it evenly in logs.
    pub fn integrate(&self, benchmark: &Benchmark, shock: &Shock) -> Ledger {
        let size = benchmark.calibration.size;
        let mut ledger = Ledger::new(size);
        // `1 / I_n` at each point.
        let per_income: Vec<PerEconomy> =
            self.equilibria.iter().map(|at| at.income.map(|income| 1.0 / income)).collect();
        let recipe = |&share: &f64| Recipe::part(&benchmark.calibration, shock, share);
        let recipes: Vec<Recipe<'_>> = self.shares.iter().map(recipe).collect();
        for sector in size.sectors() {
            self.add_trade(&mut ledger, &per_income, shock, sector);
            self.add_productivity(&mut ledger, &per_income, shock, &recipes, sector);
            self.add_scale(&mut ledger, &per_income, sector);
        }
        self.add_recipes(&mut ledger, &per_income, benchmark, shock, &recipes);
        for economy in size.economies() {
            let received = self.increments(|at| at.deficit[economy]);
            let transfer = self.sum(|point| received[point] * per_income[point][economy]);
            ledger.add_to_economy(economy, Part::Transfer, transfer);
        }
        self.add_factor_supply(&mut ledger, &per_income);
        ledger
    }

    /// Terms of trade, volume of trade and trade cost of the flows of a sector.
    fn add_trade(&self, ledger: &mut Ledger, per_income: &[PerEconomy], shock: &Shock, sector: SectorId) {
        let size = shock.iceberg.size();
        let dearer = self.ln_cost_increments(size, sector);
        let mut trade = Trade::zeros(size);
        for destination in size.economies() {
            trade.clear();
            for (point, at) in self.equilibria.iter().enumerate() {
                let weight = self.rule.weights()[point];
                trade.add_point(at, weight, &per_income[point], &dearer[point], destination, sector);
            }
            for (from, origin) in size.economies().enumerate() {
                let flow = Flow { origin, destination, sector };
                // What an economy sells to itself it also buys: no terms of trade there.
                if !flow.is_domestic() {
                    ledger.add_to_origin(flow, Part::TermsOfTrade, trade.dearer_exports[from]);
                    ledger.add_to_destination(flow, Part::TermsOfTrade, -trade.dearer_imports[from]);
                }
                if trade.taxed[from] {
                    let volume = self.volume_of_trade(per_income, flow, |point| dearer[point][from]);
                    ledger.add_to_destination(flow, Part::VolumeOfTrade, volume);
                }
                let melting = shock.iceberg[flow];
                if melting != 1.0 {
                    let cost = self.width * melting.ln() * trade.paid[from];
                    ledger.add_to_destination(flow, Part::TradeCost, -cost);
                }
            }
        }
    }

    /// Increments of `ln c` of a sector, by point and origin.
    fn ln_cost_increments(&self, size: Size, sector: SectorId) -> Vec<Vec<f64>> {
        let mut by_point = vec![vec![0.0; size.economies]; self.equilibria.len()];
        for origin in size.economies() {
            let increments = self.increments(|at| at.unit_cost[(origin, sector)].ln());
            by_point.iter_mut().zip(increments).for_each(|(row, increment)| row[origin.0] = increment);
        }
        by_point
    }

    /// The integral of `t M (dln M - dln c) / I = t (dM - M dln c) / I`: the second form holds where a flow has stopped too.
    fn volume_of_trade(&self, per_income: &[PerEconomy], flow: Flow, dearer: impl Fn(usize) -> f64) -> f64 {
        let more = self.increments(|at| at.flow_value(flow));
        self.sum(|point| {
            let at = self.equilibria[point];
            let volume = more[point] - at.flow_value(flow) * dearer(point);
            at.tariffs[flow] * per_income[point][flow.destination] * volume
        })
    }

    /// What the shock's productivity brings.
    fn add_productivity(
        &self,
        ledger: &mut Ledger,
        per_income: &[PerEconomy],
        shock: &Shock,
        recipes: &[Recipe<'_>],
        sector: SectorId,
    ) {
        let mut add = |economy: EconomyId, growth: f64, on: &dyn Fn(usize) -> f64| {
            if growth != 0.0 {
                let weights = self.rule.weights();
                let value = self.sum(|point| weights[point] * on(point) * per_income[point][economy]);
                ledger.add(economy, economy, sector, Part::Technology, self.width * growth * value);
            }
        };
        for economy in shock.productivity.size().economies() {
            let key = (economy, sector);
            let output = |point: usize| self.equilibria[point].output[key];
            add(economy, shock.productivity[key].ln(), &output);
            let value_added = |point: usize| recipes[point].value_added_share[key] * output(point);
            add(economy, shock.value_added_productivity[key].ln(), &value_added);
            for (number, productivity) in shock.factor_productivity.iter().enumerate() {
                let market = |point: usize| self.equilibria[point].factors.get(number);
                let paid = |point: usize| market(point).map_or(0.0, |market| market.payments[key]);
                add(economy, productivity[key].ln(), &paid);
            }
        }
    }

    /// What sectors owe to their size.
    fn add_scale(&self, ledger: &mut Ledger, per_income: &[PerEconomy], sector: SectorId) {
        if self.equilibria.iter().all(|at| at.scale.is_none()) {
            return;
        }
        for economy in per_income[0].size().economies() {
            let key = (economy, sector);
            let larger = self.increments(|at| at.scale.as_ref().map_or(0.0, |scale| scale[key].ln()));
            let gain = self
                .sum(|point| larger[point] * self.equilibria[point].output[key] * per_income[point][economy]);
            ledger.add(economy, economy, sector, Part::Technology, gain);
        }
    }

    /// What more of each factor earns. A factor that moves between sectors belongs to none of them.
    fn add_factor_supply(&self, ledger: &mut Ledger, per_income: &[PerEconomy]) {
        let Some(first) = self.equilibria.first() else { return };
        for (number, market) in first.factors.iter().enumerate() {
            let rows = market.quantity.size();
            for economy in rows.economies() {
                for row in rows.sectors() {
                    let key = (economy, row);
                    let more = self.increments(|at| at.factors[number].quantity[key].ln());
                    if more.iter().all(|&more| more == 0.0) {
                        continue;
                    }
                    let earned = self.sum(|point| {
                        more[point]
                            * self.equilibria[point].factors[number].income[key]
                            * per_income[point][economy]
                    });
                    match rows.sectors {
                        1 => ledger.add_to_economy(economy, Part::FactorSupply, earned),
                        _ => ledger.add(economy, economy, row, Part::FactorSupply, earned),
                    }
                }
            }
        }
    }

    fn increments(&self, of: impl Fn(&Equilibrium) -> f64) -> Vec<f64> {
        let values: Vec<f64> = self.equilibria.iter().map(|at| of(at)).collect();
        let mut increments = vec![0.0; values.len()];
        self.rule.increments(&values, &mut increments);
        increments
    }

    fn sum(&self, of: impl Fn(usize) -> f64) -> f64 {
        (0..self.equilibria.len()).map(of).sum()
    }
}

/// What a destination buys of a sector, by origin: sums over the points of a stretch.
struct Trade {
    /// Integral of `M dln c / I` with the income of the origin.
    dearer_exports: Vec<f64>,
    /// The same with the income of the destination.
    dearer_imports: Vec<f64>,
    /// Integral of `tau M / I` with the income of the destination, over a stretch of width 1.
    paid: Vec<f64>,
    /// Whether there is a tariff anywhere on the stretch.
    taxed: Vec<bool>,
}

impl Trade {
    fn zeros(size: Size) -> Self {
        let zeros = || vec![0.0; size.economies];
        Self {
            dearer_exports: zeros(),
            dearer_imports: zeros(),
            paid: zeros(),
            taxed: vec![false; size.economies],
        }
    }

    fn clear(&mut self) {
        self.dearer_exports.fill(0.0);
        self.dearer_imports.fill(0.0);
        self.paid.fill(0.0);
        self.taxed.fill(false);
    }

    /// Adds one point of the rule; `weight` is its own, `dearer` its increments of `ln c` by origin.
    fn add_point(
        &mut self,
        at: &Equilibrium,
        weight: f64,
        per_income: &PerEconomy,
        dearer: &[f64],
        destination: EconomyId,
        sector: SectorId,
    ) {
        let spending = at.spending[(destination, sector)];
        let buyer = per_income[destination];
        let sellers = per_income.values();
        let shares = at.trade_share.origins(destination, sector);
        let rates = at.tariffs.origins(destination, sector);
        for (origin, (&share, &rate)) in shares.iter().zip(rates).enumerate() {
            let paid = share * spending;
            let dearer = paid / (1.0 + rate) * dearer[origin];
            self.dearer_exports[origin] += dearer * sellers[origin];
            self.dearer_imports[origin] += dearer * buyer;
            self.paid[origin] += weight * paid * buyer;
            self.taxed[origin] |= paid > 0.0 && rate != 0.0;
        }
    }
}
