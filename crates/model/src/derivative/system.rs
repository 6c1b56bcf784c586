//! The linear system of an equilibrium and its transpose, as GMRES sees them.
//!
//! With the three changes that [`Point::push`] gives, z is a solution where
//!
//! - prices: `dln P = source price`,
//! - spending: `X dln X = alpha dI + gamma' dY`,
//! - factor markets: `E dln w = beta dY`, with E factor income,
//!
//! or, for factors and for sizes of sectors, as in [`general`](super::general) where the model is not the plain one.
//!
//! By Walras' law one factor market follows from the other equations. Adding the change of world factor income, relative to it, to
//! every market takes its place: where the markets balance in sum, it has to be zero, which is the numeraire.

use super::gmres::Operator;
use super::point::{Image, Point};
use super::pull::Multipliers;
use crate::kernels::add_products;
use crate::preconditioner::Preconditioner;

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
        Self { point, preconditioner, multipliers: Multipliers::zeros(point) }
    }
}

impl Operator for Forward<'_> {
    fn apply(&mut self, x: &[f64], out: &mut [f64]) {
        self.point.push(x, &mut self.image);
        out.copy_from_slice(x);
        equations(self.point, &self.image, out);
    }

    fn precondition(&mut self, x: &[f64], out: &mut [f64]) {
        let plain = self.point.structure.state_len();
        self.preconditioner.apply(&x[..plain], &mut out[..plain]);
        if let Some(general) = &self.point.general {
            general.precondition(x, out);
        }
    }
}

/// What is left over in every equation: `out` holds a change of the unknowns, the image what goes with it.
pub fn equations(point: &Point<'_>, image: &Image, out: &mut [f64]) {
    let (width, grid) = (point.width, point.grid_len());
    match point.general.as_ref().zip(image.general.as_ref()) {
        None => {
            let economies = point.structure.size.economies;
            let world: f64 = point.earned.iter().zip(&*out).map(|(earned, wage)| earned * wage).sum::<f64>();
            out[..economies].iter_mut().for_each(|market| *market += world / point.world);
            let mut paid = vec![0.0; width];
            for (beta, output) in
                point.shares.value_added.chunks_exact(width).zip(image.output.chunks_exact(width))
            {
                add_products(&mut paid, beta, output);
            }
            for (market, (paid, per_earned)) in out.iter_mut().zip(paid.iter().zip(&point.per_earned)) {
                *market -= paid * per_earned;
            }
        }
        Some((general, changes)) => general.equations(changes, &image.output, out),
    }
    let (prices, spending) = out[width..].split_at_mut(grid);
    prices.iter_mut().zip(&image.source_price).for_each(|(price, source)| *price -= source);
    let rows = point.shares.final_demand.chunks_exact(width).zip(image.inputs.chunks_exact(width));
    let rows = rows.zip(point.per_spending.chunks_exact(width));
    for (spending, ((alpha, inputs), per)) in spending.chunks_exact_mut(width).zip(rows) {
        for at in 0..width {
            spending[at] -= (alpha[at] * image.income[at] + inputs[at]) * per[at];
        }
    }
}

impl Operator for Transposed<'_> {
    fn apply(&mut self, x: &[f64], out: &mut [f64]) {
        let point = self.point;
        set_multipliers(&mut self.multipliers, point, x, -1.0);
        out.copy_from_slice(x);
        match &point.general {
            None => {
                let world: f64 = x[..point.width].iter().sum();
                for (wage, earned) in out[..point.width].iter_mut().zip(&point.earned) {
                    *wage += earned / point.world * world;
                }
            }
            Some(general) => general.transpose_identity(out),
        }
        point.pull(&self.multipliers, out);
    }

    fn precondition(&mut self, x: &[f64], out: &mut [f64]) {
        let plain = self.point.structure.state_len();
        self.preconditioner.apply_transposed(&x[..plain], &mut out[..plain]);
        if let Some(general) = &self.point.general {
            general.precondition(x, out);
        }
    }
}

/// From what one more unit of each equation's right-hand side is worth, times `sign`.
pub fn set_multipliers(multipliers: &mut Multipliers, point: &Point<'_>, y: &[f64], sign: f64) {
    let (market, price, spending) = point.structure.split(y);
    let scale = |out: &mut [f64], values: &[f64], per: &[f64]| {
        for ((out, value), per) in out.iter_mut().zip(values).zip(per) {
            *out = sign * value * per;
        }
    };
    scale(&mut multipliers.market, market, &point.per_earned);
    scale(&mut multipliers.paid, price, &point.per_spending);
    scale(&mut multipliers.spending, spending, &point.per_spending);
    multipliers.income.fill(0.0);
    let alpha = point.shares.final_demand.chunks_exact(point.width);
    for (alpha, spending) in alpha.zip(multipliers.spending.chunks_exact(point.width)) {
        add_products(&mut multipliers.income, alpha, spending);
    }
    if let Some((general, weights)) = point.general.as_ref().zip(multipliers.general.as_mut()) {
        general.weigh_equations(y, sign, weights);
    }
}
