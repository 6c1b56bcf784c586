//! What an entry changes, cell by cell, and how much of it happens.

use comity_model::{EconomyId, Flow, Grid, PerEconomy, SectorId, Shock};
use std::ops::IndexMut;

/// The cells of a shock that one entry changes, with the number that each gets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cells {
    /// Factors on iceberg costs.
    Iceberg(Vec<(Flow, f64)>),
    /// New tariff rates.
    Tariffs(Vec<(Flow, f64)>),
    /// Factors on productivity.
    Productivity(Vec<((EconomyId, SectorId), f64)>),
    /// Factors on the productivity of value added.
    ValueAddedProductivity(Vec<((EconomyId, SectorId), f64)>),
    /// Factors on the productivity of one of the model's factors.
    FactorProductivity(usize, Vec<((EconomyId, SectorId), f64)>),
    /// Factors on the quantity of some of the model's factors.
    FactorSupply(Vec<usize>, Vec<(EconomyId, f64)>),
}

/// What an entry changes, whatever it changes it to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Touched {
    TradeCosts(Vec<Flow>),
    Tariffs(Vec<Flow>),
    Productivity(Vec<(EconomyId, SectorId)>),
    ValueAddedProductivity(Vec<(EconomyId, SectorId)>),
    FactorProductivity(usize, Vec<(EconomyId, SectorId)>),
    FactorSupply(Vec<usize>, Vec<EconomyId>),
}

/// A change to the numbers of an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Change {
    /// This instead of each.
    Value(f64),
    /// This many times each.
    Multiple(f64),
    /// This share of each, in logs: 0 changes nothing, 1 is the entry as written.
    Size(f64),
}

impl Cells {
    /// Applies the entry, as written where there are no changes, to what earlier entries made of the shock. False if a number
    /// cannot be: a factor that is not positive, a rate of -1 or below.
    pub fn apply(&self, changes: &[Change], shock: &mut Shock) -> bool {
        match self {
            // An infinite cost is a ban.
            Self::Iceberg(cells) => multiplied(cells, changes, &mut shock.iceberg).lowest > 0.0,
            Self::Productivity(cells) => factors(cells, changes, &mut shock.productivity),
            Self::ValueAddedProductivity(cells) => {
                factors(cells, changes, &mut shock.value_added_productivity)
            }
            Self::FactorProductivity(factor, cells) => {
                let size = shock.productivity.size();
                factors(
                    cells,
                    changes,
                    extended(&mut shock.factor_productivity, *factor, || Grid::filled(size, 1.0)),
                )
            }
            Self::FactorSupply(of, cells) => {
                let size = shock.productivity.size();
                of.iter().all(|&factor| {
                    let supply = extended(&mut shock.factor_supply, factor, || PerEconomy::filled(size, 1.0));
                    factors(cells, changes, supply)
                })
            }
            Self::Tariffs(cells) => {
                let mut changed = Changed::new(changes, |rate, old, size| {
                    (1.0 + old) * ((1.0 + rate) / (1.0 + old)).powf(size) - 1.0
                });
                for &(flow, rate) in cells {
                    let cell = &mut shock.tariffs[flow];
                    *cell = changed.of(rate, *cell);
                }
                changed.lowest > -1.0 && changed.finite
            }
        }
    }

    /// The cells without their numbers.
    pub fn touched(self) -> Touched {
        fn keys<Key>(cells: Vec<(Key, f64)>) -> Vec<Key> {
            cells.into_iter().map(|(key, _)| key).collect()
        }
        match self {
            Self::Iceberg(cells) => Touched::TradeCosts(keys(cells)),
            Self::Tariffs(cells) => Touched::Tariffs(keys(cells)),
            Self::Productivity(cells) => Touched::Productivity(keys(cells)),
            Self::ValueAddedProductivity(cells) => Touched::ValueAddedProductivity(keys(cells)),
            Self::FactorProductivity(factor, cells) => Touched::FactorProductivity(factor, keys(cells)),
            Self::FactorSupply(factors, cells) => Touched::FactorSupply(factors, keys(cells)),
        }
    }

    /// Whether it gives new tariff rates, which override those of earlier entries.
    pub fn is_tariff(&self) -> bool {
        matches!(self, Self::Tariffs(_))
    }
}

/// The array of a factor, where those before it have theirs.
fn extended<Array>(arrays: &mut Vec<Array>, factor: usize, unchanged: impl FnMut() -> Array) -> &mut Array {
    if arrays.len() <= factor {
        arrays.resize_with(factor + 1, unchanged);
    }
    &mut arrays[factor]
}

/// Multiplies each cell by its changed factor; false if that cannot be.
fn factors<Key: Copy>(
    cells: &[(Key, f64)],
    changes: &[Change],
    array: &mut impl IndexMut<Key, Output = f64>,
) -> bool {
    let range = multiplied(cells, changes, array);
    range.lowest > 0.0 && range.finite
}

/// Multiplies each cell by its changed factor, and says in what range those are.
fn multiplied<Key: Copy>(
    cells: &[(Key, f64)],
    changes: &[Change],
    array: &mut impl IndexMut<Key, Output = f64>,
) -> Range {
    let mut changed = Changed::new(changes, |factor: f64, _, size| factor.powf(size));
    for &(key, factor) in cells {
        array[key] *= changed.of(factor, 0.0);
    }
    Range { lowest: changed.lowest, finite: changed.finite }
}

/// What numbers an entry comes to.
struct Range {
    lowest: f64,
    finite: bool,
}

/// Numbers of an entry after its changes. Most entries have one number, so the last is kept.
struct Changed<'a, Size> {
    changes: &'a [Change],
    size: Size,
    last: Option<(f64, f64, f64)>,
    lowest: f64,
    finite: bool,
}

impl<'a, Size: Fn(f64, f64, f64) -> f64> Changed<'a, Size> {
    /// `size` is the part of a number that happens, given the number, what stood there before, and how much of it does.
    fn new(changes: &'a [Change], size: Size) -> Self {
        Self { changes, size, last: None, lowest: f64::INFINITY, finite: true }
    }

    fn of(&mut self, number: f64, before: f64) -> f64 {
        if let Some((of, beside, changed)) = self.last
            && (of, beside) == (number, before)
        {
            return changed;
        }
        let changed = self.changes.iter().fold(number, |number, &change| match change {
            Change::Value(value) => value,
            Change::Multiple(times) => number * times,
            Change::Size(share) => (self.size)(number, before, share),
        });
        self.last = Some((number, before, changed));
        self.lowest = self.lowest.min(changed);
        self.finite &= changed.is_finite();
        changed
    }
}
