//! One player's best tariffs, the others' given.

use super::ascent::{Ascent, Limits, maximise};
use super::{Game, GameStatus, Lever, Play};
use crate::arrays::PerEconomy;
use crate::index::EconomyId;
use crate::solve::Solver;
use std::ops::Range;

/// Real incomes that differ by less, in logs, are the same.
pub(super) const SAME: f64 = 1e-6;

pub(super) fn optimal(game: &Game<'_>, player: EconomyId) -> Option<Play> {
    let own = range(game, player)?;
    let mut alone = game.alone(player);
    let starts = [alone.measured(), alone.all_at(game.settings.high_start)];
    let [first, second] = starts.map(|start| from(&mut alone, player, &start));
    let starts_agree =
        first.as_ref().zip(second.as_ref()).is_some_and(|(a, b)| (a.value - b.value).abs() <= SAME);
    let best = match (first, second) {
        (Some(first), Some(second)) => {
            if second.value > first.value + SAME {
                second
            } else {
                first
            }
        }
        (first, second) => first.or(second)?,
    };
    let gains = alone.gains(&best.x)?;
    let gain_by_deviating = temptation(&mut alone, &[player], &best.x, &gains);
    let mut tariffs: Vec<f64> = game.levers.iter().map(|lever| lever.measured.ln_1p()).collect();
    tariffs[own].copy_from_slice(&best.x);
    Some(game.end(best.settled, &tariffs, &gains, starts_agree, gain_by_deviating))
}

/// A player's best tariffs where all others are at `tariffs`, searched from its own there.
pub(super) fn from(game: &mut Game<'_>, player: EconomyId, tariffs: &[f64]) -> Option<Ascent> {
    let own = range(game, player)?;
    let curvature: Vec<f64> = game.levers[own.clone()].iter().map(|lever| lever.curvature).collect();
    let (weights, limits) = (game.only(player), game.limits());
    let mut all = tariffs.to_vec();
    maximise(tariffs[own.clone()].to_vec(), &curvature, limits, |x| {
        all[own.clone()].copy_from_slice(x);
        let gain = game.gains(&all)?[player];
        Some((gain, game.slopes(&weights)?[own.clone()].to_vec()))
    })
}

/// The most that any of the players gains by other tariffs of its own, searched from where it is, from the lowest rates and from high ones.
pub(super) fn temptation(
    game: &mut Game<'_>,
    players: &[EconomyId],
    tariffs: &[f64],
    gains: &PerEconomy,
) -> f64 {
    let mut most: f64 = 0.0;
    for &player in players {
        for start in
            [tariffs.to_vec(), game.all_at(game.settings.lowest), game.all_at(game.settings.high_start)]
        {
            let Some(own) = range(game, player) else { continue };
            let mut deviation = tariffs.to_vec();
            deviation[own.clone()].copy_from_slice(&start[own]);
            if let Some(found) = from(game, player, &deviation) {
                most = most.max(found.value - gains[player]);
            }
        }
    }
    most
}

/// A player's levers among all.
fn range(game: &Game<'_>, player: EconomyId) -> Option<Range<usize>> {
    let first = game.levers.iter().position(|lever| lever.player == player)?;
    let count = game.levers[first..].iter().take_while(|lever| lever.player == player).count();
    Some(first..first + count)
}

impl<'a> Game<'a> {
    /// The same game with one player only, so that the tariffs of all others stay as they are, flow by flow.
    fn alone(&self, player: EconomyId) -> Self {
        let own = |lever: &&Lever| lever.player == player;
        Self {
            benchmark: self.benchmark,
            players: vec![player],
            levers: self.levers.iter().filter(own).cloned().collect(),
            settings: self.settings,
            solver: Solver::new(self.benchmark),
            world: self.world.clone(),
            shock: self.world.clone(),
            now: self.now.clone(),
            before: self.before.clone(),
        }
    }

    /// The end of a game at given tariffs.
    pub(super) fn end(
        &self,
        settled: bool,
        tariffs: &[f64],
        gains: &PerEconomy,
        starts_agree: bool,
        gain_by_deviating: f64,
    ) -> Play {
        Play {
            status: if settled { GameStatus::Settled } else { GameStatus::Unsettled },
            rates: tariffs.iter().map(|tariff| tariff.exp_m1()).collect(),
            real_income: gains.map(f64::exp),
            starts_agree,
            gain_by_deviating,
        }
    }

    pub(super) fn limits(&self) -> Limits {
        let (tolerance, max_steps) = (self.settings.tolerance, self.settings.max_steps);
        Limits { bounds: self.bounds(), tolerance, max_steps }
    }
}
