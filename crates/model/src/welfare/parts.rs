//! The six parts, and sums of them by economy, partner and sector.

use crate::index::{EconomyId, Flow, SectorId, Size};
use std::ops::{AddAssign, Index, IndexMut};

/// Why real income changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What the economy sells abroad becomes dearer, what it buys there cheaper, at their origins' unit costs.
    TermsOfTrade,
    /// More is imported over a tariff: buyers value it at its price with the tariff, and it costs its price without.
    VolumeOfTrade,
    /// What the economy buys melts less on its way.
    TradeCost,
    /// The economy's own productivity.
    Technology,
    /// Income received from abroad, in units of world value added.
    Transfer,
    /// The economy has more to produce with, or less of it is idle.
    FactorSupply,
}

impl Part {
    /// All parts, in the order in which results list them.
    pub const ALL: [Self; 6] = [
        Self::TermsOfTrade,
        Self::VolumeOfTrade,
        Self::TradeCost,
        Self::Technology,
        Self::Transfer,
        Self::FactorSupply,
    ];
}

/// One number a part, in 100 ln of real income.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Parts([f64; 6]);

impl Parts {
    /// Sum of the parts.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The largest absolute difference in any part.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }
}

impl Index<Part> for Parts {
    type Output = f64;
    fn index(&self, part: Part) -> &f64 {
        &self.0[part as usize]
    }
}

impl IndexMut<Part> for Parts {
    fn index_mut(&mut self, part: Part) -> &mut f64 {
        &mut self.0[part as usize]
    }
}

impl AddAssign for Parts {
    fn add_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }
}

/// Parts of every economy, kept by partner and by sector; both add up to the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    size: Size,
    partners: Vec<Parts>,
    sectors: Vec<Parts>,
    /// What belongs to no sector.
    whole: Vec<Parts>,
}

impl Ledger {
    pub fn new(size: Size) -> Self {
        Self {
            size,
            partners: vec![Parts::default(); size.economies * size.economies],
            sectors: vec![Parts::default(); size.economies * size.sectors],
            whole: vec![Parts::default(); size.economies],
        }
    }

    /// Adds to what the seller of a flow owes to it.
    pub fn add_to_origin(&mut self, flow: Flow, part: Part, amount: f64) {
        self.add(flow.origin, flow.destination, flow.sector, part, amount);
    }

    /// Adds to what the buyer of a flow owes to it.
    pub fn add_to_destination(&mut self, flow: Flow, part: Part, amount: f64) {
        self.add(flow.destination, flow.origin, flow.sector, part, amount);
    }

    pub fn add(&mut self, economy: EconomyId, partner: EconomyId, sector: SectorId, part: Part, amount: f64) {
        self.partners[economy.0 * self.size.economies + partner.0][part] += amount;
        self.sectors[economy.0 * self.size.sectors + sector.0][part] += amount;
    }

    /// Adds what belongs to no sector.
    pub fn add_to_economy(&mut self, economy: EconomyId, part: Part, amount: f64) {
        self.partners[economy.0 * self.size.economies + economy.0][part] += amount;
        self.whole[economy.0][part] += amount;
    }

    pub fn scale(&mut self, factor: f64) {
        let parts = self.partners.iter_mut().chain(&mut self.sectors).chain(&mut self.whole);
        parts.flat_map(|parts| &mut parts.0).for_each(|amount| *amount *= factor);
    }

    pub fn economy(&self, economy: EconomyId) -> Parts {
        let mut sum = Parts::default();
        self.size.economies().for_each(|partner| sum += self.partner(economy, partner));
        sum
    }

    pub fn partner(&self, economy: EconomyId, partner: EconomyId) -> Parts {
        self.partners[economy.0 * self.size.economies + partner.0]
    }

    pub fn sector(&self, economy: EconomyId, sector: SectorId) -> Parts {
        self.sectors[economy.0 * self.size.sectors + sector.0]
    }

    pub fn no_sector(&self, economy: EconomyId) -> Parts {
        self.whole[economy.0]
    }
}

impl AddAssign<&Self> for Ledger {
    fn add_assign(&mut self, other: &Self) {
        self.partners.iter_mut().zip(&other.partners).for_each(|(sum, more)| *sum += *more);
        self.sectors.iter_mut().zip(&other.sectors).for_each(|(sum, more)| *sum += *more);
        self.whole.iter_mut().zip(&other.whole).for_each(|(sum, more)| *sum += *more);
    }
}
