//! ln B = saving x feasible share x exposure x labour share x adoption x access to data.
//!
//! Where skills are apart, each kind of labour gains for itself: ln A = saving x feasible share x exposure x adoption x access to data,
//! with exposure and gain of the skill. What they gain together is ln B again, where gains are alike.

use super::{Logs, World, data_access};
use crate::ai::skills::Skills;
use crate::id;
use comity_model::{EconomyId, Grid, PerEconomy};

/// How much more one gets out of value added, or out of each kind of labour in it.
#[derive(Debug, Clone)]
pub(super) struct Productivity {
    /// What gains at full adoption with the data of today, and how much in logs.
    gains: Vec<(Gainer, Grid)>,
    /// Factor on it with the data that regimes let firms learn from, if they change that.
    access: Option<PerEconomy>,
}

/// What becomes more productive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gainer {
    /// Value added.
    ValueAdded,
    /// One of so many factors.
    Factor { at: usize, of: usize },
}

/// With which data gains are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// Those of today.
    Today,
    /// What those that regimes let firms learn from add to them.
    Difference,
}

impl Productivity {
    pub fn new(world: &World, with_access: bool) -> Self {
        let value = |id| world.parameters.value(id);
        let possible = value(id!("productivity.saving")) * value(id!("productivity.feasible_share"));
        let exposure = world
            .by_sector(|code, group| world.parameters.by_sector(id!("productivity.exposure"), code, group));
        let skills = world
            .ground
            .kinds
            .as_ref()
            .filter(|_| world.skills)
            .map(|kinds| Skills::new(kinds, world.parameters));
        let mut gains = match &skills {
            None => vec![(Gainer::ValueAdded, labour_share(world))],
            Some(Skills { kinds, .. }) => {
                let grid = Grid::filled(world.size(), 1.0);
                kinds.places.map(|at| (Gainer::Factor { at, of: kinds.factors }, grid.clone())).into()
            }
        };
        for (sector, exposure) in world.size().sectors().zip(exposure) {
            for economy in world.size().economies() {
                let by_skill = skills.as_ref().map(|of| of.against_labour((economy, sector)));
                for (number, (_, gain)) in gains.iter_mut().enumerate() {
                    gain[(economy, sector)] *= possible * exposure * by_skill.map_or(1.0, |by| by[number]);
                }
            }
        }
        Self { gains, access: with_access.then(|| data_access::factor(world)) }
    }

    pub fn add(&self, adopted: &PerEconomy, data: Data, times: f64, logs: &mut Logs) {
        let counted = |economy: EconomyId| {
            let access = self.access.as_ref().map_or(1.0, |access| access[economy]);
            let factor = match data {
                Data::Today => 1.0,
                Data::Difference => access - 1.0,
            };
            times * factor * adopted[economy]
        };
        let size = adopted.size();
        let counted: Vec<f64> = size.economies().map(counted).collect();
        for (gainer, gains) in &self.gains {
            let all = logs.of(*gainer);
            for sector in size.sectors() {
                let logs = all.sector_mut(sector).iter_mut();
                logs.zip(gains.sector(sector)).zip(&counted).for_each(|((ln, gain), by)| *ln += gain * by);
            }
        }
    }
}

/// What labour earns of value added: as the baseline has it where one of its factors is labour, else the parameter.
fn labour_share(world: &World) -> Grid {
    let assumed = world
        .by_sector(|code, group| world.parameters.by_sector(id!("productivity.labour_share"), code, group));
    let mut shares = world.ground.labour_share.clone();
    for (sector, assumed) in world.size().sectors().zip(assumed) {
        shares
            .sector_mut(sector)
            .iter_mut()
            .filter(|share| share.is_nan())
            .for_each(|share| *share = assumed);
    }
    shares
}
