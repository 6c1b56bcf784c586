//! The equations linearised at an equilibrium: what one sweep over them becomes, and its transpose.
//!
//! The unknowns are small changes z = (ln w, ln P, ln X). For given z the equations give changes of three things,
//!
//! - the price that the sources of each composite would make, `sum_i pi_nij dln c_ij`,
//! - output in value, `dY_ij = sum_n F_nij (theta_j dln P_nj + dln X_nj) - theta_j Y_ij dln c_ij`, with F the flows,
//! - income in value, `dI_n`: factors, tariff revenue and the deficit that the closure sets,
//!
//! and an equilibrium is where these give z back. [`Point::push`] goes from z to the three, [`Point::pull`] is its transpose; parameters
//! enter beside z, in `forward` and `adjoint`. Arrays run as in [`Structure`].

use crate::arrays::{Grid, PerEconomy, PerSector};
use crate::benchmark::Benchmark;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::kernels::{add_products, add_scaled, add_transposed_products, both_ways, dot};
use crate::preconditioner::{Around, inverses};
use crate::solve::Structure;

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
}

/// How deficits follow factor income where they are proportional to it.
struct Deficits {
    /// Measured deficit over factor income.
    ratio: Vec<f64>,
    /// The same less what is shared out.
    net_ratio: Vec<f64>,
}

/// Changes that z brings about.
pub struct Image {
    /// By destination and sector: `sum_i pi_nij dln c_ij`.
    pub source_price: Vec<f64>,
    pub unit_cost: Vec<f64>,
    pub output: Vec<f64>,
    /// What that output takes of each composite, in value.
    pub inputs: Vec<f64>,
    pub income: Vec<f64>,
}

impl<'a> Point<'a> {
    pub fn new(benchmark: &'a Benchmark, theta: &PerSector, equilibrium: &Equilibrium) -> Self {
        let structure = &benchmark.structure;
        let size = structure.size;
        let width = structure.width;
        let row = |values: &PerEconomy| pad_row(values.values(), width);
        let grid = |values: &Grid| pad(values, width);
        let earned = row(&equilibrium.factor_income);
        let world = equilibrium.factor_income.sum();
        let spending = grid(&equilibrium.spending);
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
        }
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

    /// Changes that a change of wages, prices and spending brings about.
    pub fn push(&self, z: &[f64], image: &mut Image) {
        let Structure { size, ref input_share, ref value_added_share, .. } = *self.structure;
        let (width, grid) = (self.width, self.grid_len());
        let (wage, price, spending) = self.structure.split(z);
        for (income, (earned, wage)) in image.income.iter_mut().zip(self.earned.iter().zip(wage)) {
            *income = earned * wage;
        }
        if let Some(deficits) = &self.deficits {
            deficits.push(&self.earned, self.world, &mut image.income);
        }
        image.inputs.fill(0.0);
        let mut quantity = vec![0.0; width];
        for sector in 0..size.sectors {
            let here = sector * width..(sector + 1) * width;
            let theta = self.theta[sector];
            let inputs = &input_share[sector * grid..][..grid];
            let cost = &mut image.unit_cost[here.clone()];
            cost.fill(0.0);
            add_products(cost, &value_added_share[here.clone()], wage);
            add_products(cost, inputs, price);
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
            add_transposed_products(&mut image.inputs, inputs, output, output.len());
            for (destination, duties) in self.duty_rows(sector).enumerate() {
                let duty = dot(duties, cost);
                image.income[destination] -= theta * duty;
                paid[destination] += duty;
            }
            paid.iter_mut().zip(&self.per_spending[here]).for_each(|(paid, per)| *paid *= per);
        }
    }

    /// The transpose of [`push`](Self::push): from weights on its results to weights on wages, prices and spending, which are added to
    /// `z`.
    pub fn pull(&self, weights: &Multipliers, z: &mut [f64]) {
        let Structure { size, ref input_share, ref value_added_share, .. } = *self.structure;
        let (width, grid) = (self.width, self.grid_len());
        let (wage, grids) = z.split_at_mut(width);
        let (price, spending) = grids.split_at_mut(grid);
        let Multipliers { paid, market, spending: demand, income } = weights;
        let [mut output, mut cost, mut quantity] = [(); 3].map(|()| vec![0.0; width]);
        for sector in 0..size.sectors {
            let here = sector * width..(sector + 1) * width;
            let theta = self.theta[sector];
            let inputs = &input_share[sector * grid..][..grid];
            let beta = &value_added_share[here.clone()];
            output.fill(0.0);
            add_products(&mut output, beta, market);
            add_products(&mut output, inputs, demand);
            for (cost, (level, output)) in cost.iter_mut().zip(self.output[here.clone()].iter().zip(&output))
            {
                *cost = -theta * level * output;
            }
            both_ways(self.flow_rows(sector), &output, &paid[here.clone()], &mut quantity, &mut cost);
            add_products(&mut quantity, &self.revenue[here.clone()], income);
            for (destination, duties) in self.duty_rows(sector).enumerate() {
                add_scaled(&mut cost, paid[here.start + destination] - theta * income[destination], duties);
            }
            add_scaled(&mut price[here.clone()], theta, &quantity);
            add_scaled(&mut spending[here], 1.0, &quantity);
            add_products(wage, beta, &cost);
            add_transposed_products(price, inputs, &cost, cost.len());
        }
        let mut earned = income.clone();
        if let Some(deficits) = &self.deficits {
            deficits.pull(&self.earned, self.world, &mut earned);
        }
        add_products(wage, &self.earned, &earned);
    }
}

/// What one more unit of each thing that the equations add up is worth.
pub struct Multipliers {
    /// By destination and sector: of the source price, over spending.
    pub paid: Vec<f64>,
    /// Of factor demand in value.
    pub market: Vec<f64>,
    /// By economy and sector: of demand for the composite in value.
    pub spending: Vec<f64>,
    /// Of income in value.
    pub income: Vec<f64>,
}

impl Multipliers {
    pub fn zeros(point: &Point<'_>) -> Self {
        let (grid, row) = (|| vec![0.0; point.grid_len()], || vec![0.0; point.width]);
        Self { paid: grid(), market: row(), spending: grid(), income: row() }
    }

    /// By origin and sector: of output, which pays the factor and takes inputs.
    pub fn output(&self, point: &Point<'_>) -> Vec<f64> {
        let (width, grid) = (point.width, point.grid_len());
        let mut output = vec![0.0; grid];
        for (sector, output) in output.chunks_exact_mut(width).enumerate() {
            let beta = &point.structure.value_added_share[sector * width..(sector + 1) * width];
            add_products(output, beta, &self.market);
            add_products(output, &point.structure.input_share[sector * grid..][..grid], &self.spending);
        }
        output
    }
}

impl Deficits {
    fn new(structure: &Structure, earned: &[f64], world: f64) -> Self {
        let ratio: Vec<f64> = (structure.deficit.iter().zip(&structure.factor_income))
            .map(|(deficit, income)| if *income > 0.0 { deficit / income } else { 0.0 })
            .collect();
        let excess = dot(&ratio, earned) / world;
        let net_ratio = ratio.iter().map(|ratio| ratio - excess).collect();
        Self { ratio, net_ratio }
    }

    /// Adds changes of deficits to changes of factor income. That world factor income is held is used: its change is zero.
    fn push(&self, earned: &[f64], world: f64, income: &mut [f64]) {
        let excess = dot(&self.ratio, income) / world;
        for ((income, ratio), earned) in income.iter_mut().zip(&self.net_ratio).zip(earned) {
            *income += ratio * *income - excess * earned;
        }
    }

    fn pull(&self, earned: &[f64], world: f64, income: &mut [f64]) {
        let excess = dot(earned, income) / world;
        for ((income, net_ratio), ratio) in income.iter_mut().zip(&self.net_ratio).zip(&self.ratio) {
            *income += net_ratio * *income - excess * ratio;
        }
    }
}

/// Where the row of a destination's purchases of a sector begins.
pub fn at_row(structure: &Structure, sector: usize, destination: usize) -> usize {
    sector * structure.square() + destination * structure.width
}

fn pad_row(values: &[f64], width: usize) -> Vec<f64> {
    let mut padded = values.to_vec();
    padded.resize(width, 0.0);
    padded
}

/// A grid with rows of whole vectors.
pub fn pad(values: &Grid, width: usize) -> Vec<f64> {
    values.values().chunks_exact(values.size().economies).flat_map(|row| pad_row(row, width)).collect()
}
