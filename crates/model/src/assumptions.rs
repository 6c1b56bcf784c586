//! What a version of the model assumes beyond the plain one: several factors, other supplies of them, other elasticities of
//! substitution, external economies of scale.
//!
//! The plain model has one factor that moves between sectors and does not grow, and shares of cost and of final demand that do not
//! change (Cobb-Douglas). Each departure nests it.

use crate::arrays::{Grid, PerSector};
use crate::calibration::Calibration;
use crate::equilibrium::{Equilibrium, FactorMarket};
use crate::index::{EconomyId, SectorId, Size};
use crate::table::Table;

/// A version of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumptions {
    /// How easily one thing replaces another.
    pub elasticities: Elasticities,
    /// What sectors employ. Shares of all factors sum to one in every sector of every economy.
    pub factors: Vec<Factor>,
    /// `psi`: how much the productivity of a sector rises with its own size, in percent by percent of the bundle of factors and inputs
    /// that it employs; 0 = constant returns. Firms do not see it (external economies; Bartelme, Costinot, Donaldson and Rodriguez-Clare
    /// 2025, *Journal of Political Economy* 133).
    pub scale: PerSector,
}

/// Elasticities of substitution; 1 is Cobb-Douglas, 0 fixed proportions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elasticities {
    /// Between composites in final demand.
    pub final_demand: f64,
    /// Between factors in value added.
    pub value_added: f64,
    /// Between composites as inputs. Value added and inputs as a whole keep their shares of cost.
    pub inputs: f64,
}

impl Default for Elasticities {
    fn default() -> Self {
        Self { final_demand: 1.0, value_added: 1.0, inputs: 1.0 }
    }
}

/// Something that sectors employ and pay.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Its share in value added, by economy and sector.
    pub share: Grid,
    /// Where it can go.
    pub mobility: Mobility,
    /// How much of it there is.
    pub supply: Supply,
    /// Whether what it earns is a wage. [`Equilibrium::wage`](crate::Equilibrium::wage) is the mean over such factors.
    pub wage: bool,
}

/// Where a factor can go. None leaves its economy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mobility {
    /// Between sectors: one price an economy.
    Mobile,
    /// Nowhere: one price a sector (Jones 1971).
    Specific,
}

/// How the quantity of a factor follows from its price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Supply {
    /// Not at all.
    Fixed,
    /// `L = (w / P)^elasticity`, with P the price of final demand. Worked or not, time is not in real income.
    Elastic(f64),
    /// As much as earns the benchmark's real return: capital in the long run, bought with final demand. `r / P` does not change.
    Accumulated,
    /// Fixed, and its real price never falls below this share of the benchmark's: what nobody pays for stays idle.
    Floor(f64),
}

/// Assumptions that cannot be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AssumptionError {
    /// An elasticity of substitution that is negative or not finite, or so close to 1 that digits would be lost.
    Substitution {
        /// The value found.
        value: f64,
    },
    /// A supply elasticity, or a floor, that is negative or not finite.
    Supply {
        /// The factor, from 0.
        factor: usize,
        /// The value found.
        value: f64,
    },
    /// Shares of factors that are negative or do not sum to one.
    Shares {
        /// The economy.
        economy: EconomyId,
        /// The sector.
        sector: SectorId,
    },
    /// An economy in which every factor that it employs accumulates: nothing limits its size.
    Unlimited {
        /// The economy.
        economy: EconomyId,
    },
    /// Economies of scale that are negative or not finite.
    Scale {
        /// The sector.
        sector: SectorId,
        /// The value found.
        value: f64,
    },
    /// Economies of scale so strong that equilibria need not be unique: `psi theta` is 1 or more (Kucheryavyy, Lyn and Rodriguez-Clare
    /// 2023, *American Economic Journal: Macroeconomics* 15).
    SeveralEquilibria {
        /// The sector.
        sector: SectorId,
        /// `psi theta`.
        product: f64,
    },
}

/// Elasticities of substitution closer to 1 than this, but not 1, would lose digits.
const LEAST_DEPARTURE: f64 = 1e-3;
/// What shares may miss one by.
const SHARE_ERROR: f64 = 1e-9;

impl Assumptions {
    /// The plain model.
    pub fn plain(size: Size) -> Self {
        Self {
            elasticities: Elasticities::default(),
            factors: vec![Factor::fixed(Grid::filled(size, 1.0))],
            scale: PerSector::zeros(size),
        }
    }

    /// The plain model with the factors of a table apart, each mobile and fixed. A sector that pays no factor pays the first.
    pub fn with_factors_of(table: &Table) -> Self {
        let mut paid = Grid::zeros(table.size);
        for factor in &table.value_added {
            paid.values_mut().iter_mut().zip(factor.values()).for_each(|(sum, value)| *sum += value);
        }
        let share = |(number, factor): (usize, &Grid)| {
            let mut share = factor.clone();
            for (share, paid) in share.values_mut().iter_mut().zip(paid.values()) {
                *share = match *paid > 0.0 {
                    true => *share / paid,
                    false => f64::from(u8::from(number == 0)),
                };
            }
            Factor::fixed(share)
        };
        Self { factors: table.value_added.iter().enumerate().map(share).collect(), ..Self::plain(table.size) }
    }

    /// Whether this is the plain model, whatever the factors' names: one supply that does not move, shares that do not change.
    pub fn is_plain(&self) -> bool {
        let Elasticities { final_demand, value_added, inputs } = self.elasticities;
        let plain = |factor: &Factor| factor.supply == Supply::Fixed && factor.mobility == Mobility::Mobile;
        [final_demand, value_added, inputs] == [1.0; 3]
            && self.factors.len() == 1
            && self.factors.iter().all(plain)
            && self.scale.values().iter().all(|&psi| psi == 0.0)
    }

    /// The factors with the shares that an equilibrium has led to.
    pub(crate) fn factors_after(&self, equilibrium: &Equilibrium) -> Vec<Factor> {
        let mut paid = Grid::zeros(equilibrium.output.size());
        for market in &equilibrium.factors {
            paid.values_mut().iter_mut().zip(market.payments.values()).for_each(|(sum, more)| *sum += more);
        }
        let after = |(factor, market): (&Factor, &FactorMarket)| {
            let mut factor = factor.clone();
            let shares = factor.share.values_mut().iter_mut().zip(market.payments.values());
            for ((share, payments), paid) in shares.zip(paid.values()).filter(|(_, paid)| **paid > 0.0) {
                *share = payments / paid;
            }
            factor
        };
        self.factors.iter().zip(&equilibrium.factors).map(after).collect()
    }

    /// Checks that an equilibrium can be asked for.
    pub(crate) fn check(&self, calibration: &Calibration) -> Result<(), AssumptionError> {
        let Elasticities { final_demand, value_added, inputs } = self.elasticities;
        for value in [final_demand, value_added, inputs] {
            let near = (value - 1.0).abs() < LEAST_DEPARTURE && value != 1.0;
            if !(value >= 0.0 && value.is_finite()) || near {
                return Err(AssumptionError::Substitution { value });
            }
        }
        for (factor, Factor { supply, .. }) in self.factors.iter().enumerate() {
            if let Supply::Elastic(value) | Supply::Floor(value) = *supply
                && !(value >= 0.0 && value.is_finite())
            {
                return Err(AssumptionError::Supply { factor, value });
            }
        }
        self.check_shares(calibration)?;
        for sector in calibration.size.sectors() {
            let value = self.scale[sector];
            if !(value >= 0.0 && value.is_finite()) {
                return Err(AssumptionError::Scale { sector, value });
            }
            let product = value * calibration.theta[sector];
            if product >= 1.0 {
                return Err(AssumptionError::SeveralEquilibria { sector, product });
            }
        }
        Ok(())
    }

    fn check_shares(&self, calibration: &Calibration) -> Result<(), AssumptionError> {
        let size = calibration.size;
        for economy in size.economies() {
            let mut limited = 0.0;
            for sector in size.sectors() {
                let shares = || self.factors.iter().map(|factor| factor.share[(economy, sector)]);
                let sums = (shares().sum::<f64>() - 1.0).abs() <= SHARE_ERROR;
                if !(sums && shares().all(|share| share >= 0.0)) {
                    return Err(AssumptionError::Shares { economy, sector });
                }
                let accumulated = self.factors.iter().filter(|factor| factor.supply == Supply::Accumulated);
                let accumulated: f64 = accumulated.map(|factor| factor.share[(economy, sector)]).sum();
                let paid = calibration.value_added_share[(economy, sector)];
                limited += (1.0 - accumulated).max(0.0) * paid * self.sold(calibration, economy, sector);
            }
            if limited <= SHARE_ERROR * calibration.factor_income[economy] {
                return Err(AssumptionError::Unlimited { economy });
            }
        }
        Ok(())
    }

    fn sold(&self, calibration: &Calibration, origin: EconomyId, sector: SectorId) -> f64 {
        let bought = calibration.size.economies().map(|destination| {
            calibration.trade_share.origins(destination, sector)[origin.0]
                * calibration.spending[(destination, sector)]
        });
        bought.sum()
    }
}

impl Factor {
    /// A mobile factor in fixed supply that earns a wage.
    pub fn fixed(share: Grid) -> Self {
        Self { share, mobility: Mobility::Mobile, supply: Supply::Fixed, wage: true }
    }
}
