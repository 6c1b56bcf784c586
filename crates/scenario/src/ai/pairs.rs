//! One number a pair of economies.

use comity_model::{EconomyId, Size};

/// One number for everything that goes from an origin to a destination, whatever the sector.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pairs {
    economies: usize,
    values: Vec<f64>,
}

impl Pairs {
    /// The number of each pair; 0 within an economy, where nothing changes.
    pub fn between(size: Size, of: impl Fn(EconomyId, EconomyId) -> f64) -> Self {
        let mut values = Vec::with_capacity(size.economies * size.economies);
        for destination in size.economies() {
            for origin in size.economies() {
                values.push(if origin == destination { 0.0 } else { of(origin, destination) });
            }
        }
        Self { economies: size.economies, values }
    }

    /// None for every pair.
    pub fn none(&self) -> Self {
        Self { economies: self.economies, values: vec![0.0; self.values.len()] }
    }

    /// What becomes of the number of each pair and that of another, economies apart.
    pub fn with(&self, other: &Self, of: impl Fn(f64, f64) -> f64) -> Self {
        let values = self.values.iter().zip(&other.values).map(|(one, other)| of(*one, *other));
        Self { economies: self.economies, values: values.collect() }
    }

    /// That of a pair.
    pub fn of(&self, origin: EconomyId, destination: EconomyId) -> f64 {
        self.values[destination.0 * self.economies + origin.0]
    }

    /// All, destination after destination.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
}
