//! Tariffs of which no player gains by changing its own: each answers the others in turn until nobody moves.

use super::best_response::{SAME, from, temptation};
use super::{Game, Play};

pub(super) fn play(game: &mut Game<'_>) -> Option<Play> {
    let starts = [game.measured(), game.all_at(game.settings.high_start)];
    let [first, second] = starts.map(|start| answer_in_turn(game, start));
    let gains = [&first, &second].map(|end| game.gains(&end.as_ref()?.0));
    // What each player's last digits do to the others adds up over players.
    let same = SAME.max(10.0 * game.settings.tolerance);
    let starts_agree = match &gains {
        [Some(one), Some(other)] => {
            game.players.iter().all(|&player| (one[player] - other[player]).abs() <= same)
        }
        _ => false,
    };
    let [of_first, of_second] = gains;
    let ((tariffs, settled), gains) = first.zip(of_first).or(second.zip(of_second))?;
    let players = game.players.clone();
    let gain_by_deviating = temptation(game, &players, &tariffs, &gains);
    Some(game.end(settled, &tariffs, &gains, starts_agree, gain_by_deviating))
}

/// Where the players end, and whether nobody moves any more.
fn answer_in_turn(game: &mut Game<'_>, mut tariffs: Vec<f64>) -> Option<(Vec<f64>, bool)> {
    let damping = game.settings.damping.clamp(0.05, 1.0);
    let players = game.players.clone();
    for _ in 0..game.settings.max_rounds {
        let mut moved: f64 = 0.0;
        let mut settled = true;
        for &player in &players {
            let answer = from(game, player, &tariffs)?;
            settled &= answer.settled;
            let own = game.levers.iter().map(|lever| lever.player == player);
            let own: Vec<usize> = own.enumerate().filter_map(|(at, own)| own.then_some(at)).collect();
            for (&at, answer) in own.iter().zip(&answer.x) {
                moved = moved.max((answer - tariffs[at]).abs());
                tariffs[at] += damping * (answer - tariffs[at]);
            }
        }
        // A search that begins where it would end does not move at all.
        if moved <= game.settings.tolerance {
            return Some((tariffs, settled));
        }
    }
    Some((tariffs, false))
}
