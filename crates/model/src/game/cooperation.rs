//! Tariffs that players set together.

use super::ascent::{Ascent, maximise};
use super::best_response::{SAME, temptation};
use super::{Game, Play};
use crate::arrays::PerEconomy;

pub(super) fn efficient(game: &mut Game<'_>) -> Option<Play> {
    let mut weights = PerEconomy::zeros(game.benchmark.calibration.size);
    for &player in &game.players {
        weights[player] = game.before[player].exp();
    }
    let total = weights.sum();
    let starts = [game.measured(), game.all_at(game.settings.high_start)];
    best(game, starts.into(), |gains| {
        let mut worth = gains.map(f64::exp);
        worth.values_mut().iter_mut().zip(weights.values()).for_each(|(worth, weight)| *worth *= weight);
        let sum = worth.sum();
        Some(((sum / total).ln(), worth.map(|worth| worth / sum)))
    })
}

pub(super) fn bargained(game: &mut Game<'_>, otherwise: &Play) -> Option<Play> {
    let players = game.players.clone();
    let share = 1.0 / players.len() as f64;
    let objective = |gains: &PerEconomy| {
        let surplus = |real: f64, without: f64| real - without;
        let mut mean = 1.0;
        for &player in &players {
            let surplus = surplus(gains[player].exp(), otherwise.real_income[player]);
            mean *= (surplus > 0.0).then(|| surplus.powf(share))?;
        }
        let mut weights = gains.map(|_| 0.0);
        for &player in &players {
            let real = gains[player].exp();
            weights[player] = mean * share * real / surplus(real, otherwise.real_income[player]);
        }
        Some((mean, weights))
    };
    // From where the players are without agreement, a little less of everything is better for all; how much less is too little or
    // too much is tried.
    let without: Vec<f64> = otherwise.rates.iter().map(|rate| rate.ln_1p()).collect();
    let mut starts = vec![game.measured()];
    for part in [0.0, 0.25, 0.5, 0.75, 0.9, 0.97] {
        starts.push(without.iter().map(|tariff| part * tariff).collect());
    }
    let (low, high) = game.bounds();
    let bounded = |start: Vec<f64>| start.into_iter().map(|x| x.clamp(low, high)).collect::<Vec<f64>>();
    let mut possible = Vec::new();
    for start in starts.into_iter().map(bounded) {
        let better = game.gains(&start).and_then(|gains| objective(&gains)).is_some();
        if better && possible.len() < 2 && !possible.contains(&start) {
            possible.push(start);
        }
    }
    best(game, possible, objective)
}

/// The best of the ends of several starts. The objective gives its value and its derivative by ln real income of each economy.
fn best(
    game: &mut Game<'_>,
    starts: Vec<Vec<f64>>,
    objective: impl Fn(&PerEconomy) -> Option<(f64, PerEconomy)>,
) -> Option<Play> {
    // A player's tariffs weigh in the objective as the player does.
    let weights = objective(&game.gains(starts.first()?)?)?.1;
    let curvature: Vec<f64> =
        game.levers.iter().map(|lever| lever.curvature * weights[lever.player]).collect();
    let limits = game.limits();
    let mut ends: Vec<Ascent> = Vec::new();
    for start in starts {
        ends.extend(maximise(start, &curvature, limits, |x| {
            let (value, weights) = objective(&game.gains(x)?)?;
            Some((value, game.slopes(&weights)?))
        }));
    }
    let highest = ends.iter().map(|end| end.value).fold(f64::NEG_INFINITY, f64::max);
    let starts_agree = ends.iter().all(|end| highest - end.value <= SAME);
    let end = ends.into_iter().find(|end| highest - end.value <= SAME)?;
    let gains = game.gains(&end.x)?;
    let players = game.players.clone();
    let gain_by_deviating = temptation(game, &players, &end.x, &gains);
    Some(game.end(end.settled, &end.x, &gains, starts_agree, gain_by_deviating))
}
