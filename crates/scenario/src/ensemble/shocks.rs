//! From drawn numbers to elasticities and a shock. What no parameter moves is built once.

use super::central::Drawing;
use super::moves::{As, Moves};
use super::plan::Plan;
use crate::entries::{Cells, Change};
use crate::error::Error;
use crate::regulation::Regulation;
use crate::run::{Moment, Run};
use crate::select::Selector;
use comity_model::{Calibration, PerSector, SectorId, Shock};
use std::sync::Arc;

/// What parameters move, and what they leave.
#[derive(Debug, Clone)]
pub(super) struct Shocks<'a> {
    calibration: &'a Calibration,
    theta: PerSector,
    /// Economies of scale, where there are any: `psi theta` must stay below 1, or there may be several equilibria.
    psi: Option<PerSector>,
    /// The shock without the entries in `moving`, and without AI.
    fixed: Shock,
    moving: Vec<Moving>,
    /// Whether there are entries at all.
    entries: bool,
    /// What AI does, before anything is drawn.
    ai: Option<Drawing>,
    /// Id, the central value, column and how the number takes effect.
    parameters: Vec<(&'static str, f64, usize, As)>,
    /// Sector, column and how the number takes effect, in the order of parameters.
    elasticities: Vec<(SectorId, usize, As)>,
}

#[derive(Debug, Clone)]
struct Moving {
    cells: Cells,
    /// Columns that change it; a tariff that none changes may have to override one that is changed.
    changes: Vec<(usize, As)>,
}

/// What is solved for in one draw; kept from one draw to the next.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub theta: PerSector,
    pub shock: Shock,
    /// The shock without AI, where there is any.
    entries: Option<Shock>,
    ai: Option<Drawing>,
    /// What is done to an entry.
    changes: Vec<Change>,
}

impl<'a> Shocks<'a> {
    /// In the world of a moment, which on a path is one year.
    pub fn new(plan: &Plan, run: &Run, moment: &Moment<'a>) -> Result<Self, Error> {
        let calibration = &moment.benchmark.calibration;
        let selector = Selector::new(&run.baseline);
        let mut target = run.scenario.target(&selector, &run.baseline, calibration);
        let mut moving: Vec<Moving> = run
            .scenario
            .cells(&mut target)?
            .into_iter()
            .map(|cells| Moving { cells, changes: Vec::new() })
            .collect();
        let entries = !moving.is_empty();
        let (mut elasticities, mut parameters) = (Vec::new(), Vec::new());
        for planned in &plan.parameters {
            match planned.parameter.moves {
                Moves::Theta => {
                    let of = |(sector, column)| (sector, column, planned.takes());
                    elasticities.extend(planned.elasticities().map(of));
                }
                Moves::Parameter(id) => {
                    let central =
                        run.scenario.parameters().find(id).map_or(f64::NAN, |setting| setting.value);
                    parameters.push((id, central, planned.columns.start, planned.takes()));
                }
                // Drawn once for all years.
                Moves::Rules => {}
                Moves::Entry(at) => moving[at].changes.push((planned.columns.start, planned.takes())),
            }
        }
        let tariffs_move = moving.iter().any(|entry| entry.cells.is_tariff() && !entry.changes.is_empty());
        let mut fixed = target.shock;
        moving.retain(|entry| {
            let moves = !entry.changes.is_empty() || (tariffs_move && entry.cells.is_tariff());
            if !moves {
                entry.cells.apply(&[], &mut fixed);
            }
            moves
        });
        let psi = run.benchmark.assumptions.as_ref().map(|assumed| assumed.scale.clone());
        let ai = Drawing::new(run, moment.year, calibration)?;
        let theta = calibration.theta.clone();
        Ok(Self { calibration, theta, psi, fixed, moving, entries, ai, parameters, elasticities })
    }

    /// A place for draws.
    pub fn drawn(&self) -> Drawn {
        let entries = self.ai.as_ref().map(|_| self.fixed.clone());
        let (theta, shock, ai) = (self.theta.clone(), self.fixed.clone(), self.ai.clone());
        Drawn { theta, shock, entries, ai, changes: Vec::new() }
    }

    /// Makes the elasticities and the shock of one draw, with rules if they are drawn; false if a number cannot be, such as a negative factor.
    pub fn draw(&self, numbers: &[f64], rules: Option<&Arc<Regulation>>, drawn: &mut Drawn) -> bool {
        let Drawn { theta, shock: whole, entries, ai, changes } = drawn;
        let shock = entries.as_mut().unwrap_or(whole);
        theta.values_mut().copy_from_slice(self.theta.values());
        for &(sector, column, takes) in &self.elasticities {
            match takes {
                As::Value => theta[sector] = numbers[column],
                As::Multiple | As::Size => theta[sector] *= numbers[column],
            }
        }
        let mut possible = theta.values().iter().all(|&theta| theta > 0.0 && theta.is_finite());
        if let Some(psi) = &self.psi {
            possible &= psi.values().iter().zip(theta.values()).all(|(psi, theta)| psi * theta < 1.0);
        }
        for entry in &self.moving {
            match entry.cells {
                Cells::Iceberg(_) => copy(self.fixed.iceberg.values(), shock.iceberg.values_mut()),
                Cells::Tariffs(_) => copy(self.fixed.tariffs.values(), shock.tariffs.values_mut()),
                Cells::Productivity(_) => {
                    copy(self.fixed.productivity.values(), shock.productivity.values_mut());
                }
                Cells::ValueAddedProductivity(_) => copy(
                    self.fixed.value_added_productivity.values(),
                    shock.value_added_productivity.values_mut(),
                ),
                Cells::FactorProductivity(..) => {
                    shock.factor_productivity.clone_from(&self.fixed.factor_productivity);
                }
                Cells::FactorSupply(..) => shock.factor_supply.clone_from(&self.fixed.factor_supply),
            }
        }
        for entry in &self.moving {
            changes.clear();
            changes.extend(entry.changes.iter().map(|&(column, takes)| takes.change(numbers[column])));
            possible &= entry.cells.apply(changes, shock);
        }
        if let (Some(ai), Some(entries)) = (ai, entries) {
            if let Some(rules) = rules {
                ai.set_rules(rules);
            }
            for &(id, central, column, takes) in &self.parameters {
                let value = match takes {
                    As::Value => numbers[column],
                    As::Multiple | As::Size => central * numbers[column],
                };
                possible &= ai.set(id, value);
            }
            if possible {
                let entries = Some(&*entries).filter(|_| self.entries).cloned();
                *whole = ai.shock(entries, theta, self.calibration);
            }
        }
        possible
    }
}

fn copy(from: &[f64], to: &mut [f64]) {
    to.copy_from_slice(from);
}
