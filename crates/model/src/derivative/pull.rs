//! The transpose of [`Point::push`]: from what changes are worth to what the unknowns are.

use super::general::{General, Pulled, Weights};
use super::point::Point;
use crate::kernels::{add_products, add_scaled, add_transposed_products, both_ways};

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
    /// Of what factors are paid and earn, in place of factor demand, where the model is not the plain one.
    pub general: Option<Weights>,
}

impl Multipliers {
    pub fn zeros(point: &Point<'_>) -> Self {
        let (grid, row) = (|| vec![0.0; point.grid_len()], || vec![0.0; point.width]);
        let general = point.general.as_ref().map(General::worthless);
        Self { paid: grid(), market: row(), spending: grid(), income: row(), general }
    }

    /// By origin and sector: of output, which pays the factor and takes inputs.
    pub fn output(&self, point: &Point<'_>) -> Vec<f64> {
        let (width, grid) = (point.width, point.grid_len());
        let mut output = vec![0.0; grid];
        for (sector, output) in output.chunks_exact_mut(width).enumerate() {
            let beta = &point.shares.value_added[sector * width..(sector + 1) * width];
            add_products(output, beta, &self.market);
            add_products(output, &point.shares.input[sector * grid..][..grid], &self.spending);
        }
        output
    }
}

impl Point<'_> {
    /// The transpose of [`push`](Self::push): from weights on its results to weights on the unknowns, which are added to `z`.
    /// Where the model is not the plain one, what things were worth on the way.
    pub fn pull(&self, weights: &Multipliers, z: &mut [f64]) -> Option<Pulled> {
        let (sectors, width, grid) = (self.structure.size.sectors, self.width, self.grid_len());
        let value_added_share = &self.shares.value_added;
        let Multipliers { paid, market, spending: demand, income, general } = weights;
        let general = self.general.as_ref().zip(general.as_ref());
        let earned = self.worth_of_earnings(income);
        let mut pulled = general.map(|(general, weights)| general.pull_demand(weights, demand, &earned, z));
        let (wage, grids) = z.split_at_mut(width);
        let (price, spending) = grids.split_at_mut(grid);
        let [mut output, mut cost, mut quantity] = [(); 3].map(|()| vec![0.0; width]);
        for sector in 0..sectors {
            let here = sector * width..(sector + 1) * width;
            let theta = self.theta[sector];
            let inputs = &self.shares.input[sector * grid..][..grid];
            let beta = &value_added_share[here.clone()];
            match general.zip(pulled.as_mut()) {
                None => {
                    output.fill(0.0);
                    add_products(&mut output, beta, market);
                    add_products(&mut output, inputs, demand);
                }
                Some(((general, _), pulled)) => {
                    general.pull_output(sector, inputs, demand, pulled, &mut output);
                }
            }
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
            match general.zip(pulled.as_mut()) {
                None => add_products(wage, beta, &cost),
                Some(((general, weights), pulled)) => general.pull_cost(sector, weights, pulled, &mut cost),
            }
            add_transposed_products(&mut price[..grid], inputs, &cost, width);
        }
        match general.zip(pulled.as_mut()) {
            None => add_products(wage, &self.earned, &earned),
            Some(((general, _), pulled)) => general.pull_prices(pulled, z),
        }
        pulled
    }
}
