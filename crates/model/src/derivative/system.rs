//! The linear system of an equilibrium and its transpose, as GMRES sees them.
//!
//! With the three changes that [`Point::push`] gives, z is a solution where
//!
//! - prices: `dln P = source price`,
//! - spending: `X dln X = alpha dI + gamma' dY`,
//! - factor markets: `E dln w = beta dY`, with E factor income.
//!
//! By Walras' law one factor market follows from the other equations. Adding the change of world factor income, relative to it, to
//! every market takes its place: where the markets balance in sum, it has to be zero, which is the numeraire.

use super::gmres::Operator;
use super::loops::{add_product, add_products};
use super::point::{Image, Point};
use super::preconditioner::Preconditioner;
use crate::solve::Structure;

/// The system.
pub struct Forward<'a> {
    point: &'a Point<'a>,
    preconditioner: &'a Preconditioner,
    image: Image,
}

/// Its transpose.
pub struct Transposed<'a> {
    point: &'a Point<'a>,
    preconditioner: &'a Preconditioner,
    multipliers: Multipliers,
}

impl<'a> Forward<'a> {
    pub fn new(point: &'a Point<'a>, preconditioner: &'a Preconditioner) -> Self {
        Self { point, preconditioner, image: point.image() }
    }
}

impl<'a> Transposed<'a> {
    pub fn new(point: &'a Point<'a>, preconditioner: &'a Preconditioner) -> Self {
        Self { point, preconditioner, multipliers: Multipliers::new(point) }
    }
}

impl Operator for Forward<'_> {
    fn apply(&mut self, x: &[f64], out: &mut [f64]) {
        let point = self.point;
        point.push(x, &mut self.image);
        out.copy_from_slice(x);
        let economies = point.structure.size.economies;
        let world: f64 = point.earned.iter().zip(x).map(|(earned, wage)| earned * wage).sum::<f64>();
        out[..economies].iter_mut().for_each(|market| *market += world / point.world);
        let (_, prices) = out.split_at_mut(point.width);
        prices.iter_mut().zip(&self.image.source_price).for_each(|(price, source)| *price -= source);
        subtract_demand(point, &self.image.output, &self.image.income, out);
    }

    fn precondition(&mut self, x: &[f64], out: &mut [f64]) {
        self.preconditioner.apply(x, out);
    }
}

/// Takes what changes of output and income add to factor demand and to spending from the first and last part of `out`.
pub fn subtract_demand(point: &Point<'_>, output: &[f64], income: &[f64], out: &mut [f64]) {
    let Structure { ref input_share, ref value_added_share, ref final_share, .. } = *point.structure;
    let (width, grid) = (point.width, point.grid_len());
    let mut row = vec![0.0; width];
    for (beta, output) in value_added_share.chunks_exact(width).zip(output.chunks_exact(width)) {
        add_product(&mut row, beta, output);
    }
    for (market, (paid, per_earned)) in out.iter_mut().zip(row.iter().zip(&point.per_earned)) {
        *market -= paid * per_earned;
    }
    let (_, spending) = out.split_at_mut(width + grid);
    for (sector, spending) in spending.chunks_exact_mut(width).enumerate() {
        let here = sector * width..(sector + 1) * width;
        row.fill(0.0);
        add_product(&mut row, &final_share[here.clone()], income);
        add_products(&mut row, &input_share[here.start..], grid, output);
        for (spending, (demand, per)) in spending.iter_mut().zip(row.iter().zip(&point.per_spending[here])) {
            *spending -= demand * per;
        }
    }
}

impl Operator for Transposed<'_> {
    fn apply(&mut self, x: &[f64], out: &mut [f64]) {
        let point = self.point;
        let multipliers = &mut self.multipliers;
        multipliers.set(point, x, -1.0);
        out.copy_from_slice(x);
        let world: f64 = x[..point.width].iter().sum();
        for (wage, earned) in out[..point.width].iter_mut().zip(&point.earned) {
            *wage += earned / point.world * world;
        }
        point.pull(&multipliers.paid, &multipliers.output, &multipliers.income, out);
    }

    fn precondition(&mut self, x: &[f64], out: &mut [f64]) {
        self.preconditioner.apply_transposed(x, out);
    }
}

/// What one more unit of each thing that the equations add up is worth.
pub struct Multipliers {
    /// By destination and sector: of the source price, over spending.
    pub paid: Vec<f64>,
    /// Of output, by origin and sector.
    pub output: Vec<f64>,
    /// Of income.
    pub income: Vec<f64>,
}

impl Multipliers {
    pub fn new(point: &Point<'_>) -> Self {
        let grid = || vec![0.0; point.grid_len()];
        Self { paid: grid(), output: grid(), income: vec![0.0; point.width] }
    }

    /// From what one more unit of each equation's right-hand side is worth, times `sign`.
    pub fn set(&mut self, point: &Point<'_>, y: &[f64], sign: f64) {
        let Structure { ref input_share, ref value_added_share, ref final_share, .. } = *point.structure;
        let (width, grid) = (point.width, point.grid_len());
        let (market, price, spending) = point.structure.split(y);
        for ((paid, price), per) in self.paid.iter_mut().zip(price).zip(&point.per_spending) {
            *paid = sign * price * per;
        }
        let scaled = |values: &[f64], per: &[f64]| -> Vec<f64> {
            values.iter().zip(per).map(|(value, per)| sign * value * per).collect()
        };
        let market = scaled(market, &point.per_earned);
        let spending = scaled(spending, &point.per_spending);
        self.income.fill(0.0);
        for sector in 0..point.structure.size.sectors {
            let here = sector * width..(sector + 1) * width;
            add_product(&mut self.income, &final_share[here.clone()], &spending[here.clone()]);
            let output = &mut self.output[here.clone()];
            output.fill(0.0);
            add_product(output, &value_added_share[here], &market);
            add_products(output, &input_share[sector * grid..][..grid], width, &spending);
        }
    }
}
