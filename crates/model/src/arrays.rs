//! Dense arrays over the typed indices. This file alone knows how they lie in memory.

use crate::index::{EconomyId, Flow, InputUse, SectorId, Size};
use std::ops::{Index, IndexMut};

macro_rules! array {
    ($(#[$doc:meta])* $name:ident, $index:ty, |$size:ident| $len:expr, |$self_:ident, $at:ident| $offset:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            size: Size,
            values: Vec<f64>,
        }

        impl $name {
            /// An array with `value` everywhere.
            pub fn filled($size: Size, value: f64) -> Self {
                Self { size: $size, values: vec![value; $len] }
            }

            /// An array of zeros.
            pub fn zeros(size: Size) -> Self {
                Self::filled(size, 0.0)
            }

            /// Number of economies and sectors.
            pub fn size(&self) -> Size {
                self.size
            }

            /// All values, in the order of memory.
            pub fn values(&self) -> &[f64] {
                &self.values
            }

            /// All values, in the order of memory.
            pub fn values_mut(&mut self) -> &mut [f64] {
                &mut self.values
            }

            /// Sum of all values.
            pub fn sum(&self) -> f64 {
                self.values.iter().sum()
            }

            /// The same array with `f` applied to every value.
            pub fn map(&self, f: impl FnMut(f64) -> f64) -> Self {
                Self { size: self.size, values: self.values.iter().copied().map(f).collect() }
            }
        }

        impl Index<$index> for $name {
            type Output = f64;
            fn index(&$self_, $at: $index) -> &f64 {
                &$self_.values[$offset]
            }
        }

        impl IndexMut<$index> for $name {
            fn index_mut(&mut $self_, $at: $index) -> &mut f64 {
                &mut $self_.values[$offset]
            }
        }
    };
}

array!(
    /// One number an economy.
    PerEconomy, EconomyId, |size| size.economies, |self, at| at.0
);
array!(
    /// One number a sector.
    PerSector, SectorId, |size| size.sectors, |self, at| at.0
);
array!(
    /// One number an economy and sector; in memory sector after sector, economies contiguous within one.
    Grid, (EconomyId, SectorId), |size| size.economies * size.sectors,
    |self, at| at.1.0 * self.size.economies + at.0.0
);
array!(
    /// One number a [`Flow`]; in memory sector after sector, destination after destination, origins contiguous.
    Flows, Flow, |size| size.sectors * size.economies * size.economies,
    |self, at| (at.sector.0 * self.size.economies + at.destination.0) * self.size.economies + at.origin.0
);
array!(
    /// One number a cell of the input tables; in memory economy after economy, using sector after using sector,
    /// inputs contiguous.
    Inputs, InputUse, |size| size.economies * size.sectors * size.sectors,
    |self, at| (at.economy.0 * self.size.sectors + at.sector.0) * self.size.sectors + at.input.0
);

impl PerEconomy {
    /// The numbers of all economies, in their order.
    pub(crate) fn from_values(size: Size, values: &[f64]) -> Self {
        let mut row = Self::zeros(size);
        row.values.copy_from_slice(values);
        row
    }
}

impl Grid {
    /// One sector's numbers, by economy.
    pub fn sector(&self, sector: SectorId) -> &[f64] {
        &self.values[sector.0 * self.size.economies..(sector.0 + 1) * self.size.economies]
    }

    /// One sector's numbers, by economy.
    pub fn sector_mut(&mut self, sector: SectorId) -> &mut [f64] {
        &mut self.values[sector.0 * self.size.economies..(sector.0 + 1) * self.size.economies]
    }

    /// Sum over sectors, by economy.
    pub fn by_economy(&self) -> PerEconomy {
        let mut sums = PerEconomy::zeros(self.size);
        for sector in self.size.sectors() {
            for economy in self.size.economies() {
                sums[economy] += self[(economy, sector)];
            }
        }
        sums
    }
}

impl Flows {
    /// All flows of a sector: destination after destination, origins contiguous.
    pub fn sector(&self, sector: SectorId) -> &[f64] {
        let square = self.size.economies * self.size.economies;
        &self.values[sector.0 * square..(sector.0 + 1) * square]
    }

    /// What a destination buys of a sector, by origin.
    pub fn origins(&self, destination: EconomyId, sector: SectorId) -> &[f64] {
        let width = self.size.economies;
        let start = (sector.0 * width + destination.0) * width;
        &self.values[start..start + width]
    }

    /// What a destination buys of a sector, by origin.
    pub fn origins_mut(&mut self, destination: EconomyId, sector: SectorId) -> &mut [f64] {
        let width = self.size.economies;
        let start = (sector.0 * width + destination.0) * width;
        &mut self.values[start..start + width]
    }
}

impl Inputs {
    /// Inputs of an economy's sector, by input.
    pub fn inputs(&self, economy: EconomyId, sector: SectorId) -> &[f64] {
        let width = self.size.sectors;
        let start = (economy.0 * width + sector.0) * width;
        &self.values[start..start + width]
    }
}
