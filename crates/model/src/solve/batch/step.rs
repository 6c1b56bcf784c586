//! From states and their images to the next states: preconditioner and acceleration, lane by lane as in the single solver.

use super::super::anderson::weights;
use super::super::iterate::{LONGEST, SHORT_MEMORY};
use super::sweep::Sweeps;
use crate::benchmark::Benchmark;
use crate::kernels::pack::{self, Pack, TOGETHER, numbers, numbers_mut};
use crate::kernels::{self, LANES};

/// The preconditioner without padding, and the history of all lanes.
pub struct Acceleration {
    economies: usize,
    sectors: usize,
    /// The Leontief inverses, economy after economy.
    leontief: Vec<f64>,
    spending: Vec<f64>,
    per_spending: Vec<f64>,
    price_response: Vec<f64>,
    spending_response: Vec<f64>,
    gap_by_price: Vec<f64>,
    gap_by_spending: Vec<f64>,
    residual: Vec<Pack>,
    step: Vec<Pack>,
    gap: Vec<Pack>,
    value: Vec<Pack>,
    image_steps: Vec<Vec<Pack>>,
    residual_steps: Vec<Vec<Pack>>,
    gram: Vec<Pack>,
    previous_image: Vec<Pack>,
    previous_residual: Vec<Pack>,
    stored: usize,
    newest: usize,
    primed: bool,
}

impl Acceleration {
    pub fn new(benchmark: &Benchmark, len: usize) -> Self {
        let (structure, inverse) = (&benchmark.structure, &benchmark.preconditioner);
        let (economies, sectors) = (structure.size.economies, structure.size.sectors);
        let unpadded = |values: &[f64]| structure.unpad(values, |x| x).values().to_vec();
        let mut leontief = vec![0.0; economies * sectors * sectors];
        for (at, value) in leontief.iter_mut().enumerate() {
            let (economy, cell) = (at / (sectors * sectors), at % (sectors * sectors));
            *value = f64::from(inverse.leontief.inverse[cell * structure.width + economy]);
        }
        let state = || vec![Pack::ZERO; len];
        Self {
            economies,
            sectors,
            leontief,
            spending: unpadded(&inverse.spending),
            per_spending: unpadded(&inverse.per_spending),
            price_response: unpadded(&inverse.price_response),
            spending_response: unpadded(&inverse.spending_response),
            gap_by_price: unpadded(&inverse.gap_by_price),
            gap_by_spending: unpadded(&inverse.gap_by_spending),
            residual: state(),
            step: state(),
            gap: vec![Pack::ZERO; economies],
            value: vec![Pack::ZERO; economies * sectors],
            image_steps: (0..SHORT_MEMORY).map(|_| state()).collect(),
            residual_steps: (0..SHORT_MEMORY).map(|_| state()).collect(),
            gram: vec![Pack::ZERO; SHORT_MEMORY * SHORT_MEMORY],
            previous_image: state(),
            previous_residual: state(),
            stored: 0,
            newest: SHORT_MEMORY - 1,
            primed: false,
        }
    }

    pub fn reset(&mut self) {
        (self.stored, self.newest, self.primed) = (0, SHORT_MEMORY - 1, false);
    }

    /// Replaces the states by the next ones. What `image` holds afterwards is of no use.
    pub fn step(
        &mut self,
        sweeps: &Sweeps,
        benchmark: &Benchmark,
        state: &mut [Pack],
        image: &mut Vec<Pack>,
    ) {
        self.precondition(sweeps, benchmark, state, image);
        let dots = self.remember(state, image);
        state.copy_from_slice(image);
        let mut weight = vec![Pack::ZERO; self.stored];
        for lane in 0..TOGETHER {
            let gram: Vec<f64> = self.gram.iter().map(|pack| pack.0[lane]).collect();
            let right = dots[..self.stored].iter().map(|pack| pack.0[lane]).collect();
            let found = weights(&gram, SHORT_MEMORY, right);
            weight.iter_mut().zip(found).for_each(|(weight, found)| weight.0[lane] = -found);
        }
        for row in (0..state.len()).step_by(self.economies) {
            let at = row..row + self.economies;
            for (weight, steps) in weight.iter().zip(&self.image_steps) {
                pack::add_scaled_lanes(&mut state[at.clone()], *weight, &steps[at.clone()]);
            }
        }
        std::mem::swap(&mut self.previous_image, image);
        std::mem::swap(&mut self.previous_residual, &mut self.residual);
    }

    /// Replaces the image by the states that the preconditioner expects at the solution.
    fn precondition(&mut self, sweeps: &Sweeps, benchmark: &Benchmark, state: &[Pack], image: &mut [Pack]) {
        let (economies, sectors) = (self.economies, self.sectors);
        let grid = economies * sectors;
        kernels::subtract_into(numbers_mut(&mut self.residual), numbers(image), numbers(state));
        let (price, spending) = self.residual[economies..].split_at(grid);
        let (wage, next) = self.step.split_at_mut(economies);
        let (next_price, next_spending) = next.split_at_mut(grid);
        self.gap.copy_from_slice(&sweeps.gap);
        for (by, values) in [(&self.gap_by_price, price), (&self.gap_by_spending, spending)] {
            for (by, values) in by.chunks_exact(economies).zip(values.chunks_exact(economies)) {
                pack::add_scaled(&mut self.gap, by, values);
            }
        }
        pack::dots(wage, &benchmark.preconditioner.wage, &self.gap, benchmark.structure.width);
        next_price.fill(Pack::ZERO);
        pack::add_products(next_price, &self.leontief, price, economies, sectors);
        self.value.copy_from_slice(spending);
        pack::scale(&mut self.value, &self.spending);
        next_spending.fill(Pack::ZERO);
        pack::add_transposed_products(next_spending, &self.leontief, &self.value, economies, sectors);
        pack::scale(next_spending, &self.per_spending);
        for (next, response) in [(next_price, &self.price_response), (next_spending, &self.spending_response)]
        {
            for (next, response) in next.chunks_exact_mut(economies).zip(response.chunks_exact(economies)) {
                pack::add_scaled(next, response, wage);
            }
        }
        for lane in 0..TOGETHER {
            let longest = wage.iter().fold(0.0f64, |longest, step| longest.max(step.0[lane].abs()));
            if longest > LONGEST {
                wage.iter_mut().for_each(|step| step.0[lane] *= LONGEST / longest);
            }
        }
        image.copy_from_slice(state);
        kernels::add_scaled(numbers_mut(image), 1.0, numbers(&self.step));
        sweeps.normalise(&mut image[..economies], benchmark.structure.world_income);
    }

    /// Takes note of the last step; products of each remembered step of residuals with the residual. One row of entries at a time,
    /// so that each is read once.
    fn remember(&mut self, state: &[Pack], image: &[Pack]) -> [Pack; SHORT_MEMORY] {
        let slot = (self.newest + 1) % SHORT_MEMORY;
        if self.primed {
            self.newest = slot;
            self.stored = (self.stored + 1).min(SHORT_MEMORY);
        }
        let mut gram = [[Pack::ZERO; LANES]; SHORT_MEMORY];
        let mut dots = gram;
        for row in (0..state.len()).step_by(self.economies) {
            let at = row..row + self.economies;
            let (residual, image) = (&mut self.residual[at.clone()], &image[at.clone()]);
            kernels::subtract_into(numbers_mut(residual), numbers(image), numbers(&state[at.clone()]));
            if !self.primed {
                continue;
            }
            for (step, new, old) in [
                (&mut self.image_steps[slot][at.clone()], image, &self.previous_image[at.clone()]),
                (&mut self.residual_steps[slot][at.clone()], residual, &self.previous_residual[at.clone()]),
            ] {
                kernels::subtract_into(numbers_mut(step), numbers(new), numbers(old));
            }
            let newest = &self.residual_steps[slot][at.clone()];
            for (other, steps) in self.residual_steps.iter().enumerate().take(self.stored) {
                pack::add_dot(&mut gram[other], newest, &steps[at.clone()]);
                pack::add_dot(&mut dots[other], &steps[at.clone()], &self.residual[at.clone()]);
            }
        }
        for (other, product) in gram.iter().enumerate().take(self.stored) {
            let product = pack::sum_lanes(product);
            self.gram[slot * SHORT_MEMORY + other] = product;
            self.gram[other * SHORT_MEMORY + slot] = product;
        }
        self.primed = true;
        dots.map(|lanes| pack::sum_lanes(&lanes))
    }
}
