//! The equations linearised at an equilibrium: what one sweep over them becomes, and its transpose.
//!
//! The unknowns are small changes z = (ln w, ln P, ln X). For given z the equations give changes of three things,
//!
//! - the price that the sources of each composite would make, `sum_i pi_nij dln c_ij`,
//! - output in value, `dY_ij = sum_n F_nij (theta_j dln P_nj + dln X_nj) - theta_j Y_ij dln c_ij`, with F the flows,
//! - income in value, `dI_n`: factors, tariff revenue and the deficit that the closure sets,
//!
//! and an equilibrium is where these give z back. [`Point::push`] goes from z to the three, `Point::pull` is its transpose; parameters
//! enter beside z, in `forward` and `adjoint`. Arrays run as in [`Structure`].

use super::deficits::Deficits;
use super::general::{Changes, General};
use super::shares::Shares;
use crate::arrays::{Grid, PerEconomy, PerSector};
use crate::benchmark::Benchmark;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::kernels::{add_products, add_scaled, add_transposed_products, both_ways, dot};
use crate::preconditioner::{Around, inverses};
use crate::shock::Shock;
use crate::solve::{Structure, pad};

/// The coefficients of the linearised equations.
pub struct Point<'a> {
    pub structure: &'a Structure,
    pub width: usize,
    pub theta: Vec<f64>,
    /// F: value of flows without tariffs; by sector, rows of origins a destination.
    pub flows: Vec<f64>,
    /// Duties on those flows, for sectors with tariffs.
    pub duties: Vec<f64>,
    /// Where each sector's duties begin; `None` for a sector without tariffs.
    pub duties_at: Vec<Option<usize>>,
    /// One over spending; 0 where there is none.
    pub per_spending: Vec<f64>,
    pub output: Vec<f64>,
    /// Duties by destination and sector.
    pub revenue: Vec<f64>,
    pub earned: Vec<f64>,
    /// One over factor income; 0 in the padding.
    pub per_earned: Vec<f64>,
    pub world: f64,
    deficits: Option<Deficits>,
    pub shares: Shares<'a>,
    /// What there is beside where the model is not the plain one.
    pub general: Option<General<'a>>,
}

/// Changes that z brings about.
pub struct Image {
    /// By destination and sector: `sum_i pi_nij dln c_ij`.
    pub source_price: Vec<f64>,
    pub unit_cost: Vec<f64>,
    pub output: Vec<f64>,
    /// What that output takes of each composite, in value, and what prices change of demand for it.
    pub inputs: Vec<f64>,
    pub income: Vec<f64>,
    /// Of factors and bundles, where the model is not the plain one.
    pub general: Option<Changes>,
}

impl<'a> Point<'a> {
    pub fn new(
        benchmark: &'a Benchmark,
        theta: &PerSector,
        shock: &Shock,
        equilibrium: &Equilibrium,
    ) -> Self {
        let structure = &benchmark.structure;
        let size = structure.size;
        let width = structure.width;
        let row = |values: &PerEconomy| pad_row(values.values(), width);
        let grid = |values: &Grid| pad(values, width);
        let earned = row(&equilibrium.factor_income);
        let world = equilibrium.factor_income.sum();
        let spending = grid(&equilibrium.spending);
        let mut shares = Shares::after(benchmark, shock);
        let general = General::new(benchmark, shock, theta.values(), equilibrium, &mut shares);
        let mut point = Self {
            structure,
            width,
            theta: theta.values().to_vec(),
            flows: vec![0.0; size.sectors * structure.square()],
            duties: Vec::new(),
            duties_at: vec![None; size.sectors],
            per_spending: inverses(&spending),
            output: grid(&equilibrium.output),
            revenue: vec![0.0; structure.grid_len()],
            per_earned: inverses(&earned),
            earned,
            world,
            deficits: None,
            shares,
            general,
        };
        if benchmark.closure == Closure::Proportional {
            point.deficits = Some(Deficits::new(structure, &point.earned, world));
        }
        for sector in size.sectors() {
            let tariffed = size.economies().any(|destination| {
                equilibrium.tariffs.origins(destination, sector).iter().any(|&rate| rate != 0.0)
            });
            let duties_at = tariffed.then_some(point.duties.len());
            point.duties_at[sector.0] = duties_at;
            if tariffed {
                point.duties.resize(point.duties.len() + structure.square(), 0.0);
            }
            for destination in size.economies() {
                let at = sector.0 * width + destination.0;
                let shares = equilibrium.trade_share.origins(destination, sector);
                let rates = equilibrium.tariffs.origins(destination, sector);
                let flows = &mut point.flows[at_row(structure, sector.0, destination.0)..][..size.economies];
                for ((flow, share), rate) in flows.iter_mut().zip(shares).zip(rates) {
                    *flow = share * spending[at] / (1.0 + rate);
                }
                if let Some(start) = duties_at {
                    let duties = &mut point.duties[start + destination.0 * width..][..size.economies];
                    for ((duty, flow), rate) in duties.iter_mut().zip(flows).zip(rates) {
                        *duty = *flow * rate;
                        point.revenue[at] += *duty;
                    }
                }
            }
        }
        point
    }

    /// This point as a preconditioner needs it.
    pub fn around(&self) -> Around<'_> {
        Around {
            structure: self.structure,
            theta: &self.theta,
            flows: &self.flows,
            per_spending: &self.per_spending,
            output: &self.output,
            earned: &self.earned,
        }
    }

    pub fn grid_len(&self) -> usize {
        self.structure.grid_len()
    }

    /// Scratch space for [`push`](Self::push).
    pub fn image(&self) -> Image {
        let grid = || vec![0.0; self.grid_len()];
        Image {
            source_price: grid(),
            unit_cost: grid(),
            output: grid(),
            inputs: grid(),
            income: vec![0.0; self.width],
            general: self.general.as_ref().map(General::unchanged),
        }
    }

    /// Length of the unknowns.
    pub fn state_len(&self) -> usize {
        self.general.as_ref().map_or_else(|| self.structure.state_len(), General::state_len)
    }

    /// Adds changes of deficits to changes of factor income.
    pub fn add_deficits(&self, income: &mut [f64]) {
        if let Some(deficits) = &self.deficits {
            deficits.push(&self.earned, self.world, income);
        }
    }

    /// What factor income is worth, given what income is.
    pub fn worth_of_earnings(&self, income: &[f64]) -> Vec<f64> {
        let mut earned = income.to_vec();
        if let Some(deficits) = &self.deficits {
            deficits.pull(&self.earned, self.world, &mut earned);
        }
        earned
    }

    /// A sector's flows: rows of origins, destination after destination.
    pub fn flow_rows(&self, sector: usize) -> &[f64] {
        let square = self.structure.square();
        &self.flows[sector * square..(sector + 1) * square]
    }

    /// A sector's duties, destination after destination; no rows where it has none.
    pub fn duty_rows(&self, sector: usize) -> impl Iterator<Item = &[f64]> {
        let square = self.structure.square();
        let duties = self.duties_at[sector].map_or(&[][..], |start| &self.duties[start..start + square]);
        duties.chunks_exact(self.width)
    }

    /// Changes that a change of the unknowns brings about.
    pub fn push(&self, z: &[f64], image: &mut Image) {
        let (sectors, width, grid) = (self.structure.size.sectors, self.width, self.grid_len());
        let value_added_share = &self.shares.value_added;
        let (wage, price, spending) = self.structure.split(z);
        let general = self.general.as_ref();
        match general.zip(image.general.as_mut()) {
            None => {
                for (income, (earned, wage)) in image.income.iter_mut().zip(self.earned.iter().zip(wage)) {
                    *income = earned * wage;
                }
                self.add_deficits(&mut image.income);
            }
            Some((general, changes)) => {
                general.prices(z, changes);
                image.income.fill(0.0);
            }
        }
        image.inputs.fill(0.0);
        let mut quantity = vec![0.0; width];
        for sector in 0..sectors {
            let here = sector * width..(sector + 1) * width;
            let theta = self.theta[sector];
            let inputs = &self.shares.input[sector * grid..][..grid];
            let cost = &mut image.unit_cost[here.clone()];
            match general.zip(image.general.as_mut()) {
                None => {
                    cost.fill(0.0);
                    add_products(cost, &value_added_share[here.clone()], wage);
                    add_products(cost, inputs, price);
                }
                Some((general, changes)) => general.unit_cost(sector, z, inputs, changes, cost),
            }
            for ((quantity, price), spending) in
                quantity.iter_mut().zip(&price[here.clone()]).zip(&spending[here.clone()])
            {
                *quantity = theta * price + spending;
            }
            add_products(&mut image.income, &self.revenue[here.clone()], &quantity);
            let output = &mut image.output[here.clone()];
            for (output, (level, cost)) in output.iter_mut().zip(self.output[here.clone()].iter().zip(&*cost))
            {
                *output = -theta * level * cost;
            }
            let paid = &mut image.source_price[here.clone()];
            both_ways(self.flow_rows(sector), cost, &quantity, paid, output);
            for (destination, duties) in self.duty_rows(sector).enumerate() {
                let duty = dot(duties, cost);
                image.income[destination] -= theta * duty;
                paid[destination] += duty;
            }
            paid.iter_mut().zip(&self.per_spending[here]).for_each(|(paid, per)| *paid *= per);
            self.buy_inputs(sector, image);
        }
        if let Some((general, changes)) = general.zip(image.general.as_mut()) {
            general.demand(z, changes, &mut image.inputs);
            let mut earned = vec![0.0; width];
            general.markets(&image.output, changes, &mut earned);
            self.add_deficits(&mut earned);
            add_scaled(&mut image.income, 1.0, &earned);
        }
    }

    /// Adds what the output of a sector takes of each composite.
    pub fn buy_inputs(&self, sector: usize, image: &mut Image) {
        let (width, grid) = (self.width, self.grid_len());
        let inputs = &self.shares.input[sector * grid..][..grid];
        let output = &image.output[sector * width..(sector + 1) * width];
        match self.general.as_ref().zip(image.general.as_ref()) {
            Some((general, changes)) if general.substitutes() => {
                let mut bought = output.to_vec();
                general.substitute(sector, changes, &mut bought);
                add_transposed_products(&mut image.inputs, inputs, &bought, width);
            }
            _ => add_transposed_products(&mut image.inputs, inputs, output, width),
        }
    }
}

/// Where the row of a destination's purchases of a sector begins.
pub fn at_row(structure: &Structure, sector: usize, destination: usize) -> usize {
    sector * structure.square() + destination * structure.width
}

/// A row of whole vectors.
pub fn pad_row(values: &[f64], width: usize) -> Vec<f64> {
    let mut padded = values.to_vec();
    padded.resize(width, 0.0);
    padded
}
