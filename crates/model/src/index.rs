//! Typed indices, so that an economy cannot be mistaken for a sector nor an origin for a destination.

/// Position of an economy in the baseline's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EconomyId(pub usize);

/// Position of a sector in the baseline's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectorId(pub usize);

/// One trade flow: what `destination` buys of `sector` from `origin`; domestic where the two are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flow {
    /// The economy that sells.
    pub origin: EconomyId,
    /// The economy that buys.
    pub destination: EconomyId,
    /// The sector whose output is traded.
    pub sector: SectorId,
}

impl Flow {
    /// Whether the economy buys from itself.
    pub fn is_domestic(self) -> bool {
        self.origin == self.destination
    }
}

/// One cell of an economy's input table: composite `input` bought by `sector`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InputUse {
    /// The economy.
    pub economy: EconomyId,
    /// The sector whose composite is bought.
    pub input: SectorId,
    /// The sector that buys it.
    pub sector: SectorId,
}

/// How many economies and sectors there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// Number of economies, N.
    pub economies: usize,
    /// Number of sectors, J.
    pub sectors: usize,
}

impl Size {
    /// All economies, in order.
    pub fn economies(self) -> impl ExactSizeIterator<Item = EconomyId> + Clone {
        (0..self.economies).map(EconomyId)
    }

    /// All sectors, in order.
    pub fn sectors(self) -> impl ExactSizeIterator<Item = SectorId> + Clone {
        (0..self.sectors).map(SectorId)
    }

    /// All flows in the order in which [`Flows`](crate::Flows) stores them: sector, destination, origin.
    pub fn flows(self) -> impl Iterator<Item = Flow> {
        self.sectors().flat_map(move |sector| {
            self.economies().flat_map(move |destination| {
                self.economies().map(move |origin| Flow { origin, destination, sector })
            })
        })
    }
}
