//! Games of tariffs against closed forms, and against deviations tried one by one.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use comity_model::{
    Assumptions, Benchmark, Closure, EconomyId, Elasticities, Flow, Game, GameSettings, GameStatus,
    Instruments, Mobility, Outcome, Play, SectorId, Shock, Size, Table,
};
use common::{Random, benchmark, counterfactual, table};

const A: EconomyId = EconomyId(0);
const B: EconomyId = EconomyId(1);

/// Two economies that make one good (in any number of equal sectors) from labour. A has `share` of the world, and a tenth of what would be
/// bought from abroad without home bias is.
fn two(share: f64, theta: f64, sectors: usize) -> Benchmark {
    let size = Size { economies: 2, sectors };
    let mut table = Table::zeros(size, 1);
    let income = [share, 1.0 - share];
    let trade = 0.3 * share * (1.0 - share);
    for sector in size.sectors() {
        table.theta[sector] = theta;
        for flow in size.flows() {
            let value = if flow.is_domestic() { income[flow.origin.0] - trade } else { trade };
            table.flows[flow] = value / sectors as f64;
        }
        for economy in size.economies() {
            table.final_demand[(economy, sector)] = income[economy.0] / sectors as f64;
            table.value_added[0][(economy, sector)] = income[economy.0] / sectors as f64;
        }
    }
    benchmark(&table, Closure::Balanced)
}

fn settings() -> GameSettings {
    GameSettings { tolerance: 1e-7, ..GameSettings::default() }
}

fn game<'a>(benchmark: &'a Benchmark, players: &[EconomyId], instruments: Instruments) -> Game<'a> {
    Game::new(benchmark, &Shock::none(&benchmark.calibration), players, instruments, settings()).unwrap()
}

/// A shock in which economies tax all their imports.
fn taxed(benchmark: &Benchmark, rates: &[(EconomyId, f64)]) -> Shock {
    let mut shock = Shock::none(&benchmark.calibration);
    for &(player, rate) in rates {
        for flow in benchmark.calibration.size.flows() {
            if flow.destination == player && !flow.is_domestic() {
                shock.tariffs[flow] = rate;
            }
        }
    }
    shock
}

/// What is best for A where B taxes at `rate`, from B's shares there: with one sector and two economies the elasticity of B's imports along its
/// budget, less one, is `theta pi_BB` where B taxes nothing (Gros 1987, equation 8; Alvarez and Lucas 2007); a tax shrinks it by
/// what its revenue buys.
fn closed_form(benchmark: &Benchmark, shock: &Shock, rate: f64) -> f64 {
    let equilibrium = counterfactual(benchmark, shock);
    let share = |origin| equilibrium.trade_share[Flow { origin, destination: B, sector: SectorId(0) }];
    let theta = benchmark.calibration.theta[SectorId(0)];
    (1.0 - rate / (1.0 + rate) * share(A)) / (theta * share(B))
}

/// Where final demand and factors are far from Cobb-Douglas and sectors gain from size, no other rate does better than what the
/// derivatives lead to.
#[test]
fn optimal_tariffs_of_a_version_beat_all_rates_beside_them() {
    let table = table(3, 2, 21);
    let mut assumed = Assumptions::with_factors_of(&table);
    assumed.elasticities = Elasticities { final_demand: 0.4, value_added: 0.6, inputs: 0.5 };
    assumed.factors[1].mobility = Mobility::Specific;
    assumed.scale = table.theta.map(|theta| 0.3 / theta);
    let benchmark = benchmark(&table, Closure::Balanced).under(assumed).unwrap();
    let play = game(&benchmark, &[A], Instruments::Uniform).optimal(A).unwrap();
    assert_eq!(play.status, GameStatus::Settled, "{play:?}");
    let real_income = |rate: f64| {
        let after = counterfactual(&benchmark, &taxed(&benchmark, &[(A, rate)]));
        Outcome::between(&benchmark, &after).economies.real_income[A]
    };
    let best = real_income(play.rates[0]);
    assert!((best / play.real_income[A] - 1.0).abs() < 1e-9);
    for step in [-0.1, -1e-3, 1e-3, 0.1] {
        assert!(real_income(play.rates[0] + step) < best, "{play:?}");
    }
}

#[test]
fn the_optimal_tariff_is_the_inverse_of_the_elasticity_of_foreign_demand() {
    for (share, theta) in [(0.5, 4.0), (0.3, 8.0), (0.8, 2.5)] {
        for foreign in [0.0, 0.4] {
            let benchmark = two(share, theta, 1);
            let world = taxed(&benchmark, &[(B, foreign)]);
            let game = Game::new(&benchmark, &world, &[A], Instruments::Uniform, settings()).unwrap();
            let play = game.optimal(A).unwrap();
            assert_eq!((play.status, play.starts_agree), (GameStatus::Settled, true), "{play:?}");
            let at_play = taxed(&benchmark, &[(A, play.rates[0]), (B, foreign)]);
            let expected = closed_form(&benchmark, &at_play, foreign);
            assert!((play.rates[0] / expected - 1.0).abs() < 1e-5, "{} {expected}", play.rates[0]);
            assert!(play.real_income[A] > 1.0 && play.real_income[B] < 1.0);
        }
    }
}

#[test]
fn the_optimal_tariff_of_a_small_economy_is_one_over_theta() {
    for theta in [2.0, 5.0, 12.0] {
        let found = [1e-2, 1e-4].map(|share| {
            let benchmark = two(share, theta, 1);
            game(&benchmark, &[A], Instruments::Uniform).optimal(A).unwrap().rates[0]
        });
        let [near, nearer] = found.map(|rate| (rate * theta - 1.0).abs());
        assert!(nearer < 1e-4 && nearer < 0.1 * near, "{found:?}");
    }
}

#[test]
fn a_tariff_war_of_equals_costs_both_and_peace_is_best() {
    for theta in [3.0, 6.0] {
        let benchmark = two(0.5, theta, 1);
        let mut game = game(&benchmark, &[A, B], Instruments::Uniform);
        let war = game.nash().unwrap();
        assert_eq!((war.status, war.starts_agree), (GameStatus::Settled, true), "{war:?}");
        let rate = war.rates[0];
        assert!((war.rates[1] / rate - 1.0).abs() < 1e-5);
        let expected = closed_form(&benchmark, &taxed(&benchmark, &[(A, rate), (B, rate)]), rate);
        assert!((rate / expected - 1.0).abs() < 1e-5, "{rate} {expected}");
        assert!(war.real_income[A] < 1.0 && war.real_income[B] < 1.0);

        for peace in [game.efficient().unwrap(), game.bargained(&war).unwrap()] {
            assert!(peace.rates.iter().all(|rate| rate.abs() < 1e-4), "{peace:?}");
            assert!((peace.real_income[A] - 1.0).abs() < 1e-7 && peace.gain_by_deviating > 1e-3, "{peace:?}");
        }
    }
}

#[test]
fn a_war_of_unequals_meets_both_conditions_and_the_large_lose_less() {
    let benchmark = two(0.8, 4.0, 1);
    let war = game(&benchmark, &[A, B], Instruments::Uniform).nash().unwrap();
    let shock = taxed(&benchmark, &[(A, war.rates[0]), (B, war.rates[1])]);
    let expected = closed_form(&benchmark, &shock, war.rates[1]);
    assert!((war.rates[0] / expected - 1.0).abs() < 1e-5, "{war:?} {expected}");
    assert!(war.real_income[A] > war.real_income[B], "{war:?}");
}

#[test]
fn equal_sectors_get_equal_tariffs() {
    let split = two(0.4, 4.0, 3);
    let apart = game(&split, &[A, B], Instruments::Sector).nash().unwrap();
    let whole = game(&two(0.4, 4.0, 1), &[A, B], Instruments::Uniform).nash().unwrap();
    for (at, rate) in apart.rates.iter().enumerate() {
        assert!((rate / whole.rates[at / 3] - 1.0).abs() < 1e-4, "{apart:?} {whole:?}");
    }
}

/// Real income of a player after a deviation, found without the game.
fn deviating(benchmark: &Benchmark, game: &Game<'_>, play: &Play, player: EconomyId, rates: &[f64]) -> f64 {
    let mut shock = Shock::none(&benchmark.calibration);
    for (at, lever) in game.levers().iter().enumerate() {
        let rate = if lever.player == player { rates[at] } else { play.rates[at] };
        for flow in benchmark.calibration.size.flows().filter(|flow| !flow.is_domestic()) {
            let of = |part: bool| flow.destination == lever.player && part;
            if of(lever.partner.is_none_or(|p| p == flow.origin)
                && lever.sector.is_none_or(|s| s == flow.sector))
            {
                shock.tariffs[flow] = rate;
            }
        }
    }
    Outcome::between(benchmark, &counterfactual(benchmark, &shock)).economies.real_income[player]
}

#[test]
fn no_player_gains_by_deviating() {
    for (seed, instruments) in [
        (1, Instruments::Uniform),
        (2, Instruments::Sector),
        (3, Instruments::Partner),
        (4, Instruments::Sector),
    ] {
        let benchmark = benchmark(&table(4, 3, seed), Closure::Balanced);
        let players = [A, B, EconomyId(2)];
        let mut game = game(&benchmark, &players, instruments);
        let war = game.nash().unwrap();
        assert_eq!((war.status, war.starts_agree), (GameStatus::Settled, true), "{seed} {war:?}");
        assert!(war.gain_by_deviating < 1e-8, "{seed} {war:?}");
        let mut random = Random(seed);
        for player in players {
            let stays = deviating(&benchmark, &game, &war, player, &war.rates);
            assert!((stays - war.real_income[player]).abs() < 1e-9);
            for step in 0..60 {
                let size = [0.02, 0.2, 2.0][step % 3];
                let moved = |rate: &f64| {
                    ((1.0 + rate) * (size * random.between(-1.0, 1.0)).exp() - 1.0).clamp(0.0, 10.0)
                };
                let rates: Vec<f64> = war.rates.iter().map(moved).collect();
                let gains = deviating(&benchmark, &game, &war, player, &rates) - stays;
                assert!(gains < 1e-8, "seed {seed} player {player:?} gains {gains:e} by {rates:?}");
            }
        }
        // Together they can do better, for their sum and for each.
        let sum = |play: &Play| -> f64 {
            let income = &benchmark.equilibrium.income;
            players.iter().map(|&player| income[player] * play.real_income[player]).sum()
        };
        let (efficient, bargained) = (game.efficient().unwrap(), game.bargained(&war).unwrap());
        assert!(sum(&efficient) > sum(&war) && sum(&efficient) >= sum(&bargained) - 1e-9, "{seed}");
        assert!(
            players.iter().all(|&player| bargained.real_income[player] > war.real_income[player]),
            "{seed}"
        );
    }
}

#[test]
fn between_players_only_others_are_spared() {
    let benchmark = benchmark(&table(4, 2, 6), Closure::Balanced);
    let world = Shock::none(&benchmark.calibration);
    let between = GameSettings { between_players: true, ..settings() };
    let mut game = Game::new(&benchmark, &world, &[A, B], Instruments::Partner, between).unwrap();
    let partners: Vec<_> = game.levers().iter().map(|lever| (lever.player, lever.partner)).collect();
    assert_eq!(partners, [(A, Some(B)), (B, Some(A))]);
    let war = game.nash().unwrap();
    assert!(war.status == GameStatus::Settled && war.starts_agree && war.gain_by_deviating < 1e-8, "{war:?}");
}

#[test]
fn who_does_not_play_has_no_best_tariffs() {
    let benchmark = two(0.5, 4.0, 1);
    assert_eq!(game(&benchmark, &[A], Instruments::Uniform).optimal(B), None);
    assert_eq!(game(&benchmark, &[], Instruments::Uniform).efficient(), None);
    let twice = game(&benchmark, &[A, EconomyId(7), A], Instruments::Uniform);
    assert_eq!(twice.levers().len(), 1);
}
