//! Tariffs as economies would choose them: alone, against each other, or together.
//!
//! | file | what it does |
//! |---|---|
//! | `levers` | which flows' tariffs move together |
//! | `world` | real incomes at given tariffs, and their derivatives by each of them |
//! | `ascent` | the maximum within bounds, by a projected quasi-Newton method |
//! | `best_response` | one player's best tariffs, the others' given |
//! | `nash` | tariffs of which no player's gains by being changed alone |
//! | `cooperation` | tariffs set together: the most for all, or a bargain over what they would have without one |
//! | this file | settings, what a game needs, and what it ends in |

mod ascent;
mod best_response;
mod cooperation;
mod levers;
mod nash;
mod world;

use crate::arrays::PerEconomy;
use crate::benchmark::{Benchmark, Failure};
use crate::equilibrium::Equilibrium;
use crate::index::EconomyId;
use crate::shock::Shock;
use crate::solve::{Problem, Settings, Solution, Solver};
pub use levers::{Instruments, Lever};

/// How a game is played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GameSettings {
    /// Whether players set tariffs on each other's goods only. Default no: on all imports.
    pub between_players: bool,
    /// Lowest tariff rate that a player can set, above -1; below zero it is an import subsidy. Default 0.
    pub lowest: f64,
    /// Highest tariff rate that a player can set. Default 10, a thousand percent.
    pub highest: f64,
    /// The rate from which games are played a second time. Default 1.
    pub high_start: f64,
    /// How near ln(1 + rate) comes to where nobody would move it. Default 1e-5.
    pub tolerance: f64,
    /// Most steps of a player's search for the best tariffs. Default 200.
    pub max_steps: usize,
    /// Most rounds in which each player answers the others. Default 100.
    pub max_rounds: usize,
    /// How far a player goes to its best answer in a round, 0 to 1. Default 1.
    pub damping: f64,
    /// How equilibria are solved.
    pub solve: Settings,
}

impl Default for GameSettings {
    fn default() -> Self {
        Self {
            between_players: false,
            lowest: 0.0,
            highest: 10.0,
            high_start: 1.0,
            tolerance: 1e-5,
            max_steps: 200,
            max_rounds: 100,
            damping: 1.0,
            solve: Settings { tolerance: 1e-12, ..Settings::default() },
        }
    }
}

/// How a game ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GameStatus {
    /// Nobody wants to move, to the tolerance.
    Settled,
    /// Steps or rounds ran out; the tariffs are the best so far.
    Unsettled,
}

/// Tariffs that a game ended in.
#[derive(Debug, Clone, PartialEq)]
pub struct Play {
    /// How it ended.
    pub status: GameStatus,
    /// The rate of each of [`Game::levers`].
    pub rates: Vec<f64>,
    /// Real income as a hat against the world in which the game begins.
    pub real_income: PerEconomy,
    /// Whether all starts ended in the same real incomes of the players, to ten times the tolerance.
    pub starts_agree: bool,
    /// The most that any player could still gain by other tariffs of its own, in ln real income, as found by searching anew
    /// from low and high rates; of cooperation it is how tempting it is to defect.
    pub gain_by_deviating: f64,
}

/// A world in which some economies choose their tariffs; those of all others stay.
///
/// ```
/// # use comity_model::*;
/// # let size = Size { economies: 2, sectors: 1 };
/// # let mut table = Table::zeros(size, 1);
/// # table.theta[SectorId(0)] = 4.0;
/// # for flow in size.flows() {
/// #     table.flows[flow] = if flow.is_domestic() { 90.0 } else { 10.0 };
/// # }
/// # for economy in size.economies() {
/// #     table.final_demand[(economy, SectorId(0))] = 100.0;
/// #     table.value_added[0][(economy, SectorId(0))] = 100.0;
/// # }
/// # let calibration = Calibration::new(&table).unwrap();
/// # let benchmark = Benchmark::solve(&calibration, Closure::Balanced, &Settings::default()).unwrap();
/// // Two equal economies: a tariff war costs both of them.
/// let peace = Shock::none(&benchmark.calibration);
/// let players = [EconomyId(0), EconomyId(1)];
/// let mut game =
///     Game::new(&benchmark, &peace, &players, Instruments::Uniform, GameSettings::default()).unwrap();
/// let war = game.nash().unwrap();
/// assert!(war.rates.iter().all(|rate| (0.25..0.28).contains(rate)));
/// assert!(war.real_income[EconomyId(0)] < 1.0 && war.gain_by_deviating < 1e-9);
/// ```
pub struct Game<'a> {
    benchmark: &'a Benchmark,
    players: Vec<EconomyId>,
    levers: Vec<Lever>,
    settings: GameSettings,
    solver: Solver<'a>,
    /// The world in which the game begins, and at the tariffs last tried.
    world: Shock,
    shock: Shock,
    now: Equilibrium,
    /// Ln real income where the game begins.
    before: PerEconomy,
}

impl<'a> Game<'a> {
    /// Prepares a game in the world that a shock leads to. Players named twice play once.
    ///
    /// # Errors
    /// [`Failure`] where that world has no equilibrium.
    pub fn new(
        benchmark: &'a Benchmark,
        world: &Shock,
        players: &[EconomyId],
        instruments: Instruments,
        settings: GameSettings,
    ) -> Result<Self, Failure> {
        let mut solver = Solver::new(benchmark);
        let problem = Problem { theta: &benchmark.calibration.theta, shock: world, start: None };
        let Solution { status, info, equilibrium } = solver.solve(&problem, &settings.solve);
        let Some(now) = equilibrium else {
            return Err(Failure { status, info });
        };
        let players = levers::once(benchmark, players);
        let levers = levers::of(benchmark, &now, &players, instruments, settings.between_players);
        let before = world::ln_real_income(benchmark, &now);
        let world = world.clone();
        let shock = world.clone();
        Ok(Self { benchmark, players, levers, settings, solver, world, shock, now, before })
    }

    /// What the players can set, player by player.
    pub fn levers(&self) -> &[Lever] {
        &self.levers
    }

    /// Tariffs of one player that are best for itself while all others keep theirs; `None` if it is no player.
    pub fn optimal(&self, player: EconomyId) -> Option<Play> {
        best_response::optimal(self, player)
    }

    /// Tariffs of all players of which none gains by changing its own; `None` where no start has an equilibrium.
    pub fn nash(&mut self) -> Option<Play> {
        nash::play(self)
    }

    /// Tariffs that make the players' real incomes, added up, as large as can be.
    pub fn efficient(&mut self) -> Option<Play> {
        cooperation::efficient(self)
    }

    /// Tariffs that players of equal power agree on if what they have without agreement is `otherwise` (Nash 1950):
    /// the product of their gains in real income is as large as can be. `None` where no tariffs were found by which all gain.
    pub fn bargained(&mut self, otherwise: &Play) -> Option<Play> {
        cooperation::bargained(self, otherwise)
    }
}
