//! Tariffs as economies would choose them in a scenario's world: alone, in a tariff war, or together.

use crate::diagnostic::Fault;
use crate::error::Error;
use crate::failure::{Stage, unsolved};
use crate::results::Staged;
use crate::run::Run;
use crate::select::Selector;
use crate::sensitivity::needs_one_world;
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, Game, GameSettings};
pub use comity_model::{GameStatus, Instruments, Lever, Play};
use std::path::Path;

/// Which games are played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// Each player's best tariffs while nobody answers.
    Optimal,
    /// A tariff war.
    Nash,
    /// Tariffs set together, and, to compare them with, a tariff war.
    Cooperation,
    /// All of these.
    All,
}

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How finely players set tariffs.
    pub instruments: Instruments,
    /// Whether they set them on each other's goods only.
    pub between_players: bool,
    /// Which games.
    pub kinds: Kinds,
}

/// A game played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One player's best tariffs while nobody answers.
    Optimal(EconomyId),
    /// A tariff war: no player gains by changing its own tariffs.
    Nash,
    /// Together, the players' real incomes are as large as can be.
    Efficient,
    /// The players bargain over what they would have in a tariff war.
    Bargained,
}

/// What was played, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Games {
    /// Who sets tariffs.
    pub players: Vec<EconomyId>,
    /// What they set, in the order of each play's rates.
    pub levers: Vec<Lever>,
    /// The games. A bargain is missing where no tariffs were found by which all gain.
    pub plays: Vec<(Kind, Play)>,
}

const GAME: &str = "game.csv";
const TARIFFS: &str = "tariffs.csv";

impl Games {
    /// Plays games among economies, named by code, in the world that a run leads to.
    ///
    /// # Errors
    /// A player is not in the baseline, there are too few, a file that the scenario names can no longer be read, or there is no
    /// equilibrium to play in.
    pub fn play(run: &Run, players: &[String], rules: &Rules) -> Result<Self, Error> {
        let kinds = rules.kinds;
        let players = ids(run, players)?;
        let alone = kinds == Kinds::Optimal || kinds == Kinds::All;
        if players.is_empty() || players.len() < 2 && (rules.between_players || !alone) {
            return Err(Error::UnknownResult {
                message: "too few players".to_owned(),
                hint: Some("name two or more, such as --players USA,CHN".to_owned()),
            });
        }
        let shock = run.scenario.shock(&run.baseline, &run.benchmark.calibration)?.shock;
        needs_one_world(run, "comity game")?;
        let settings = GameSettings { between_players: rules.between_players, ..GameSettings::default() };
        let no_world = |failure: comity_model::Failure| {
            unsolved(Stage::Counterfactual, run.closure, &run.baseline, failure.status, &failure.info, None)
        };
        let mut game =
            Game::new(&run.benchmark, &shock, &players, rules.instruments, settings).map_err(no_world)?;
        let mut plays = Vec::new();
        if alone {
            for &player in &players {
                plays.push((Kind::Optimal(player), found(game.optimal(player))?));
            }
        }
        if kinds != Kinds::Optimal && players.len() > 1 {
            let war = found(game.nash())?;
            plays.push((Kind::Nash, war.clone()));
            if kinds != Kinds::Nash {
                plays.push((Kind::Efficient, found(game.efficient())?));
                plays.extend(game.bargained(&war).map(|play| (Kind::Bargained, play)));
            }
        }
        Ok(Self { players, levers: game.levers().to_vec(), plays })
    }

    /// The play of a kind, if it was played.
    pub fn of(&self, kind: Kind) -> Option<&Play> {
        self.plays.iter().find(|(played, _)| *played == kind).map(|(_, play)| play)
    }

    /// Change of real income of all who do not play, in percent of it in the scenario's world; `None` where everybody plays.
    pub fn rest_pct(&self, run: &Run, play: &Play) -> Option<f64> {
        let (mut before, mut after) = (0.0, 0.0);
        let others = run.benchmark.calibration.size.economies().filter(|id| !self.players.contains(id));
        for economy in others {
            let real = run.benchmark.equilibrium.income[economy] * run.outcome.economies.real_income[economy];
            before += real;
            after += real * play.real_income[economy];
        }
        (before > 0.0).then(|| (after / before - 1.0) * 100.0)
    }

    /// `game.csv`: one row a game and economy.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn table(&self, run: &Run) -> Result<Vec<u8>, Error> {
        let economies = &run.baseline.economies;
        let rows = || self.plays.iter().flat_map(|play| (0..economies.len()).map(move |at| (play, at)));
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        let words: Vec<String> = rows().map(|((kind, _), _)| kind.word(run)).collect();
        let mut table = Columns::new();
        table.text("game", words.iter().map(String::as_str));
        table.text("economy", rows().map(|(_, at)| economies[at].code.as_str()));
        table.text("player", rows().map(|(_, at)| yes_no(self.players.contains(&EconomyId(at)))));
        table.numbers(
            "real_income_pct",
            rows().map(|((_, play), at)| (play.real_income[EconomyId(at)] - 1.0) * 100.0),
        );
        table.text("settled", rows().map(|((_, play), _)| yes_no(play.status == GameStatus::Settled)));
        table.text("starts_agree", rows().map(|((_, play), _)| yes_no(play.starts_agree)));
        table.numbers(
            "gain_by_deviating_pct",
            rows().map(|((_, play), _)| play.gain_by_deviating.exp_m1() * 100.0),
        );
        Ok(table.encode(GAME, Format::Csv)?)
    }

    /// `tariffs.csv`: one row a game and rate; an empty partner or sector stands for all.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn tariffs(&self, run: &Run) -> Result<Vec<u8>, Error> {
        let rows = || {
            self.plays.iter().flat_map(move |(kind, play)| {
                self.set_in(*kind).map(move |at| (kind, &self.levers[at], play.rates[at]))
            })
        };
        let words: Vec<String> = rows().map(|(kind, ..)| kind.word(run)).collect();
        let mut table = Columns::new();
        table.text("game", words.iter().map(String::as_str));
        table.text("player", rows().map(|(_, lever, _)| run.economy_code(lever.player)));
        table
            .text("partner", rows().map(|(_, lever, _)| lever.partner.map_or("", |id| run.economy_code(id))));
        table.text("sector", rows().map(|(_, lever, _)| lever.sector.map_or("", |id| run.sector_code(id))));
        table.numbers("measured", rows().map(|(_, lever, _)| lever.measured));
        table.numbers("rate", rows().map(|(.., rate)| rate));
        Ok(table.encode(TARIFFS, Format::Csv)?)
    }

    /// Positions of the levers that are set in a game.
    pub fn set_in(&self, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        let sets = move |lever: &Lever| match kind {
            Kind::Optimal(player) => lever.player == player,
            Kind::Nash | Kind::Efficient | Kind::Bargained => true,
        };
        (0..self.levers.len()).filter(move |&at| sets(&self.levers[at]))
    }

    /// Writes `game.csv` and `tariffs.csv`.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn write(&self, run: &Run, folder: &Path) -> Result<(), Error> {
        Staged::write(folder, &[(TARIFFS, self.tariffs(run)?), (GAME, self.table(run)?)])
    }
}

impl Kind {
    /// Its word in tables: `optimal:USA`, `nash`, `efficient`, `bargained`.
    pub fn word(self, run: &Run) -> String {
        match self {
            Self::Optimal(player) => format!("optimal:{}", run.economy_code(player)),
            Self::Nash => "nash".to_owned(),
            Self::Efficient => "efficient".to_owned(),
            Self::Bargained => "bargained".to_owned(),
        }
    }
}

/// The players, each once.
fn ids(run: &Run, codes: &[String]) -> Result<Vec<EconomyId>, Error> {
    let selector = Selector::new(&run.baseline);
    let mut ids = Vec::new();
    for code in codes {
        let id = selector
            .economy(code.trim())
            .map_err(|Fault { message, hint, .. }| Error::UnknownResult { message, hint })?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn found(play: Option<Play>) -> Result<Play, Error> {
    play.ok_or_else(|| Error::UnknownResult {
        message: "no tariffs to begin with lead to an equilibrium, or a player imports nothing".to_owned(),
        hint: Some("choose other players, or --closure balanced".to_owned()),
    })
}
