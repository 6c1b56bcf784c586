//! What adoption needs: inputs beyond those that sectors buy already, in proportion to adoption, value added and the tasks done with
//! AI.

use super::{Logs, World};
use crate::id;
use crate::parameters::Id;
use comity_model::{InputUse, Inputs, PerEconomy, SectorId};

/// Which inputs full adoption of the whole world needs, for a unit of value added.
#[derive(Debug, Clone)]
pub(super) struct Needs {
    /// By input.
    inputs: Vec<(SectorId, f64)>,
    /// Tasks done with AI by sector, over those for which demand is known.
    tasks: Vec<f64>,
}

impl Needs {
    /// `demand` times the output of the sectors that supply it, each by the part of it that `of` says.
    pub fn new(world: &World, demand: Id, of: impl Fn(&str, &str) -> f64) -> Self {
        let demand = world.parameters.value(demand);
        let value_added = world.calibration.factor_income.sum();
        let sectors = world.size().sectors().zip(world.by_sector(of)).filter(|&(_, part)| part > 0.0);
        let inputs = sectors
            .map(|(sector, part)| (sector, demand * part * world.ground.output(sector) / value_added))
            .collect();
        let feasible = world.parameters.value(id!("productivity.feasible_share"));
        let known = world.parameters.value(id!("ai_goods.tasks"));
        let tasks = world.by_sector(|code, group| {
            feasible * world.parameters.by_sector(id!("productivity.exposure"), code, group) / known
        });
        Self { inputs, tasks }
    }

    pub fn add(&self, world: &World, adopted: &PerEconomy, times: f64, logs: &mut Logs) {
        if self.inputs.is_empty() {
            return;
        }
        let size = world.size();
        let added = logs.added_inputs.get_or_insert_with(|| Inputs::zeros(size));
        for economy in size.economies() {
            for sector in size.sectors() {
                let done = world.calibration.value_added_share[(economy, sector)] * self.tasks[sector.0];
                for &(input, needed) in &self.inputs {
                    let at = InputUse { economy, input, sector };
                    added[at] += times * needed * done * adopted[economy];
                }
            }
        }
    }
}
