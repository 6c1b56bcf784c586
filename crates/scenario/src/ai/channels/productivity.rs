//! ln B = saving x feasible share x exposure x labour share x adoption x access to data.

use super::{Logs, World, data_access};
use crate::id;
use comity_model::{EconomyId, Grid, PerEconomy};

/// How much more one gets out of value added.
#[derive(Debug, Clone)]
pub(super) struct Productivity {
    /// ln B at full adoption with the data of today.
    gains: Grid,
    /// Factor on it with the data that regimes let firms learn from, if they change that.
    access: Option<PerEconomy>,
}

/// With which data gains are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// Those of today.
    Today,
    /// Those that regimes let firms learn from.
    Regimes,
    /// What the second add to the first.
    Difference,
}

impl Productivity {
    pub fn new(world: &World, with_access: bool) -> Self {
        let value = |id| world.parameters.value(id);
        let possible = value(id!("productivity.saving")) * value(id!("productivity.feasible_share"));
        let exposure = world
            .by_sector(|code, group| world.parameters.by_sector(id!("productivity.exposure"), code, group));
        let mut gains = labour_share(world);
        for (sector, exposure) in world.size().sectors().zip(exposure) {
            gains.sector_mut(sector).iter_mut().for_each(|gain| *gain *= possible * exposure);
        }
        Self { gains, access: with_access.then(|| data_access::factor(world)) }
    }

    pub fn add(&self, adopted: &PerEconomy, data: Data, times: f64, logs: &mut Logs) {
        let counted = |economy: EconomyId| {
            let access = self.access.as_ref().map_or(1.0, |access| access[economy]);
            let factor = match data {
                Data::Today => 1.0,
                Data::Regimes => access,
                Data::Difference => access - 1.0,
            };
            times * factor * adopted[economy]
        };
        let size = self.gains.size();
        let counted: Vec<f64> = size.economies().map(counted).collect();
        for sector in size.sectors() {
            let logs = logs.value_added.sector_mut(sector).iter_mut();
            logs.zip(self.gains.sector(sector)).zip(&counted).for_each(|((ln, gain), by)| *ln += gain * by);
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
