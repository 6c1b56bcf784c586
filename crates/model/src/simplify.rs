//! Simpler worlds out of a measured one: fewer sectors, or no trade in inputs.

use crate::arrays::Grid;
use crate::index::{Flow, InputUse, SectorId, Size};
use crate::table::Table;

impl Table {
    /// The table with sectors added up: sector j becomes part of `of[j]`, out of `sectors`.
    ///
    /// Values are sums. A tariff rate keeps the revenue of what it stands for. A trade elasticity is the mean over cross-border trade,
    /// or over all sales where nothing crosses a border; a sector to which nothing belongs gets 1.
    ///
    /// # Panics
    /// `of` is not as long as there are sectors, or names one beyond `sectors`.
    pub fn with_sectors(&self, of: &[SectorId], sectors: usize) -> Self {
        assert_eq!(of.len(), self.size.sectors, "every sector goes somewhere");
        let size = Size { sectors, ..self.size };
        let mut added = Self { deficits: self.deficits.clone(), ..Self::zeros(size, self.value_added.len()) };
        let (mut crossing, mut sold) = (vec![(0.0, 0.0); sectors], vec![(0.0, 0.0); sectors]);
        for flow in self.size.flows() {
            let value = self.flows[flow];
            let into = Flow { sector: of[flow.sector.0], ..flow };
            added.flows[into] += value;
            added.tariffs[into] += value * self.tariffs[flow];
            let theta = self.theta[flow.sector];
            let weigh = |mean: &mut (f64, f64)| *mean = (mean.0 + value * theta, mean.1 + value);
            weigh(&mut sold[into.sector.0]);
            if !flow.is_domestic() {
                weigh(&mut crossing[into.sector.0]);
            }
        }
        for flow in size.flows() {
            if added.flows[flow] > 0.0 {
                added.tariffs[flow] /= added.flows[flow];
            }
        }
        for sector in size.sectors() {
            let mean = [crossing[sector.0], sold[sector.0]].into_iter().find(|(_, weight)| *weight > 0.0);
            added.theta[sector] = mean.map_or(1.0, |(sum, weight)| sum / weight);
        }
        for sector in self.size.sectors() {
            for economy in self.size.economies() {
                let (from, to) = ((economy, sector), (economy, of[sector.0]));
                added.final_demand[to] += self.final_demand[from];
                for (sum, factor) in added.value_added.iter_mut().zip(&self.value_added) {
                    sum[to] += factor[from];
                }
                for input in self.size.sectors() {
                    let used = self.input_use[InputUse { economy, input, sector }];
                    added.input_use[InputUse { economy, input: of[input.0], sector: to.1 }] += used;
                }
            }
        }
        added
    }

    /// The table without trade in inputs: every sale is a final one, and all of its value is value added, shared between factors as
    /// measured. A sector that pays no factor pays the first.
    pub fn without_inputs(&self) -> Self {
        let mut bare = Self::zeros(self.size, self.value_added.len());
        bare.theta = self.theta.clone();
        bare.flows = self.flows.clone();
        bare.tariffs = self.tariffs.clone();
        bare.deficits = self.deficits.clone();
        let mut output = Grid::zeros(self.size);
        for flow in self.size.flows() {
            let value = self.flows[flow];
            output[(flow.origin, flow.sector)] += value;
            bare.final_demand[(flow.destination, flow.sector)] += value * (1.0 + self.tariffs[flow]);
        }
        for sector in self.size.sectors() {
            for economy in self.size.economies() {
                let at = (economy, sector);
                let paid: f64 = self.value_added.iter().map(|factor| factor[at]).sum();
                for (number, factor) in bare.value_added.iter_mut().enumerate() {
                    factor[at] = match paid > 0.0 {
                        true => output[at] * self.value_added[number][at] / paid,
                        false if number == 0 => output[at],
                        false => 0.0,
                    };
                }
            }
        }
        bare
    }
}
