//! Which few recognise each other and reach half of what recognition among all would.

use super::pairs::Club;
use super::{Joined, PART, Worth};
use crate::error::Error;
use crate::regulation::known::State;
use comity_model::EconomyId;

impl Worth<'_> {
    /// Who adds most joins next, by the adjoint; what the coalition reaches is solved at each step.
    pub(super) fn coalition(&self, recognised: &State, all_pct: f64) -> Result<Vec<Joined>, Error> {
        let count = self.clubs.len();
        let between = |one: &Club, other: &Club| match one.code == other.code {
            true => 0.0,
            false => self.between(one, other, recognised),
        };
        let row = |one: &Club| -> Vec<f64> { self.clubs.iter().map(|other| between(one, other)).collect() };
        let worth: Vec<Vec<f64>> = self.clubs.iter().map(row).collect();
        let adds =
            |inside: &[usize], at: usize| -> f64 { inside.iter().map(|&member| worth[at][member]).sum() };
        let (mut inside, mut steps) = (Vec::new(), Vec::new());
        while inside.len() < count {
            let rest = (0..count).filter(|at| !inside.contains(at));
            let best = match inside.as_slice() {
                // Whoever is in the best pair.
                [] => rest.max_by(|&a, &b| {
                    let most = |at: usize| worth[at].iter().copied().fold(0.0, f64::max);
                    most(a).total_cmp(&most(b))
                }),
                members => rest.max_by(|&a, &b| adds(members, a).total_cmp(&adds(members, b))),
            };
            let Some(best) = best else { break };
            inside.push(best);
            let member =
                |at: EconomyId| inside.iter().position(|&club| self.clubs[club].members.contains(&at));
            let between = |origin, destination| match (member(origin), member(destination)) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            };
            let world_pct = self.world(&self.among(&between, recognised))?.0;
            steps.push(Joined { code: self.clubs[best].code.clone(), world_pct });
            if all_pct <= 0.0 || (inside.len() > 1 && world_pct >= PART * all_pct) {
                break;
            }
        }
        Ok(steps)
    }
}
