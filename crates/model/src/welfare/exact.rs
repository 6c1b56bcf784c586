//! The exact decomposition: what each part of the identity adds along the path.

use super::parts::{Ledger, Parts};
use super::route::{self, Node, OffPath, Route};
use super::rule::Rule;
use super::stretch::Stretch;
use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::index::{EconomyId, SectorId};
use crate::shock::Shock;
use crate::solve::Settings;
use std::rc::Rc;

/// The exact change of real income in its parts, all in 100 ln.
///
/// The shock is taken in small steps, evenly in logs (as [`Shock::part`] does), and the parts of every step are added up; so
/// they add up to the whole change, however large it is. Where several things change at once, the sum belongs to this path.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    ledger: Ledger,
    total: PerEconomy,
    /// The most that the parts of any economy miss its change of ln real income by (not times 100).
    pub gap: f64,
    /// Equilibria that were solved for on the way.
    pub equilibria: usize,
}

impl Decomposition {
    /// Decomposes the change that a shock brings.
    ///
    /// Equilibria on the path are solved to a hundredth of the tolerance asked for.
    ///
    /// # Errors
    /// [`OffPath`] if one of them does not exist or is not found, which can happen though the last one is.
    pub fn of(benchmark: &Benchmark, shock: &Shock, settings: &Settings) -> Result<Self, OffPath> {
        let mut route = Route::new(benchmark, shock, settings);
        let zero = Ledger::new(benchmark.calibration.size);
        let travelled = route.travel(&mut Identity { benchmark, shock }, zero)?;
        let mut ledger = travelled.sum;
        ledger.scale(100.0);
        let total = travelled.total.map(|change| 100.0 * change);
        Ok(Self { ledger, total, gap: travelled.gap, equilibria: route.solved })
    }

    /// The parts of an economy; they add up to its [`total`](Self::total) but for [`gap`](Self::gap).
    pub fn economy(&self, economy: EconomyId) -> Parts {
        self.ledger.economy(economy)
    }

    /// What an economy owes to each partner. Technology, transfer, factor supply and domestic trade are with itself.
    pub fn partner(&self, economy: EconomyId, partner: EconomyId) -> Parts {
        self.ledger.partner(economy, partner)
    }

    /// What an economy owes to each sector.
    pub fn sector(&self, economy: EconomyId, sector: SectorId) -> Parts {
        self.ledger.sector(economy, sector)
    }

    /// What belongs to no sector: the transfer, and factors that move between sectors.
    pub fn no_sector(&self, economy: EconomyId) -> Parts {
        self.ledger.no_sector(economy)
    }

    /// 100 times the change of ln real income.
    pub fn total(&self, economy: EconomyId) -> f64 {
        self.total[economy]
    }
}

/// The lines of the identity.
struct Identity<'a> {
    benchmark: &'a Benchmark,
    shock: &'a Shock,
}

impl route::Parts for Identity<'_> {
    const TOLERANCE: f64 = 2e-11;

    type Sum = Ledger;

    fn integrate(&mut self, rule: &Rule, width: f64, nodes: &[Rc<Node>]) -> Result<Ledger, OffPath> {
        let shares = nodes.iter().map(|node| node.share).collect();
        let equilibria = nodes.iter().map(|node| &node.equilibrium).collect();
        Ok(Stretch { rule, width, shares, equilibria }.integrate(self.benchmark, self.shock))
    }

    fn total(sum: &Ledger, economy: EconomyId) -> f64 {
        sum.economy(economy).sum()
    }

    fn distance(a: &Ledger, b: &Ledger, economy: EconomyId) -> f64 {
        a.economy(economy).distance(&b.economy(economy))
    }
}
