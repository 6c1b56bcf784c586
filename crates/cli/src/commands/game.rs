//! `comity game`.

use super::world::WorldArgs;
use crate::errors::Failure;
use crate::output::{PrintFormat, print};
use clap::{Args, ValueEnum};
use comity_scenario::game::{GameStatus, Games, Instruments, Kind, Kinds, Play, Rules};
use comity_scenario::{EconomyId, Run};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct GameArgs {
    /// Codes of the economies that choose tariffs, such as USA,CHN
    #[arg(long, required = true, value_delimiter = ',', value_name = "CODES")]
    players: Vec<String>,
    /// How finely they choose: one rate on all imports, one a sector, or one a partner
    #[arg(long, value_enum, default_value_t = InstrumentsArg::Uniform)]
    instruments: InstrumentsArg,
    /// What is played: each one's best tariffs, a tariff war, tariffs set together, or all of these
    #[arg(long, value_enum, default_value_t = KindArg::All)]
    kind: KindArg,
    /// Only on imports from each other; otherwise on all imports
    #[arg(long)]
    between_players: bool,
    /// Folder for game.csv and tariffs.csv
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    #[command(flatten)]
    world: WorldArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum InstrumentsArg {
    Uniform,
    Sector,
    Partner,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindArg {
    Optimal,
    Nash,
    Cooperation,
    All,
}

pub fn run(args: &GameArgs) -> Result<(), Failure> {
    let run = args.world.run()?;
    let instruments = match args.instruments {
        InstrumentsArg::Uniform => Instruments::Uniform,
        InstrumentsArg::Sector => Instruments::Sector,
        InstrumentsArg::Partner => Instruments::Partner,
    };
    let kinds = match args.kind {
        KindArg::Optimal => Kinds::Optimal,
        KindArg::Nash => Kinds::Nash,
        KindArg::Cooperation => Kinds::Cooperation,
        KindArg::All => Kinds::All,
    };
    let rules = Rules { instruments, between_players: args.between_players, kinds };
    let shown = Shown { games: Games::play(&run, &args.players, &rules)?, run: &run };
    shown.warn();
    if let Some(folder) = &args.out {
        shown.games.write(&run, folder)?;
    }
    match args.format {
        PrintFormat::Table => print(format_args!("{}", shown.table()))?,
        PrintFormat::Csv => {
            let bytes = shown.games.table(&run)?;
            print(format_args!("{}", String::from_utf8_lossy(&bytes)))?;
        }
        PrintFormat::Json => print(format_args!("{:#}\n", shown.json()))?,
    }
    match (&args.out, args.format) {
        (Some(folder), PrintFormat::Table) => print(format_args!("\nresults: {}\n", folder.display())),
        _ => Ok(()),
    }
}

/// A deviation that gains less than this, in ln real income, is none.
const NEGLIGIBLE: f64 = 1e-7;

/// A sentence names no more players than this.
const MOST_NAMED: usize = 4;

/// A change in percent, without the sign of what rounds to nothing.
fn signed(pct: f64) -> String {
    let rounded = format!("{pct:+.3}%");
    if rounded == "-0.000%" { "+0.000%".to_owned() } else { rounded }
}

/// Games with the names of their run.
struct Shown<'a> {
    games: Games,
    run: &'a Run,
}

impl Shown<'_> {
    /// Says what the user should know about the numbers.
    fn warn(&self) {
        for (kind, play) in &self.games.plays {
            let word = kind.word(self.run);
            if play.status == GameStatus::Unsettled {
                eprintln!("warning: {word}: the search ran out of steps; better tariffs may exist");
            }
            if !play.starts_agree {
                eprintln!(
                    "warning: {word}: from low and from high tariffs it ends differently; there may be other outcomes"
                );
            }
            let alone = matches!(kind, Kind::Optimal(_) | Kind::Nash);
            if alone && play.gain_by_deviating > NEGLIGIBLE {
                eprintln!(
                    "warning: {word}: a player could still gain {:.5}% by other tariffs",
                    play.gain_by_deviating * 100.0
                );
            }
        }
        let has = |kind| self.games.of(kind).is_some();
        if has(Kind::Efficient) && !has(Kind::Bargained) {
            eprintln!("warning: no tariffs were found by which all players gain over a tariff war");
        }
    }

    fn table(&self) -> String {
        let mut text = format!("{}: changes against the scenario's world\n", self.run.scenario.name);
        for (kind, play) in &self.games.plays {
            text += &format!("\n{:<34}{:<28}real income\n", self.heading(*kind), "tariffs");
            for &player in &self.games.players {
                let pct = (play.real_income[player] - 1.0) * 100.0;
                text += &format!(
                    "  {:<32}{:<28}{}\n",
                    self.name(player),
                    self.rates(*kind, play, player),
                    signed(pct)
                );
            }
            if let Some(others) = self.games.rest_pct(self.run, play) {
                text += &format!("  {:<60}{}\n", "All others", signed(others));
            }
        }
        if let Some(sentence) = self.sentence() {
            text += &format!("\n{sentence}\n");
        }
        text
    }

    fn heading(&self, kind: Kind) -> String {
        match kind {
            Kind::Optimal(player) => format!("Best for {}", self.run.baseline.economies[player.0].code),
            Kind::Nash => "Tariff war".to_owned(),
            Kind::Efficient => "Most for the players together".to_owned(),
            Kind::Bargained => "Bargain instead of war".to_owned(),
        }
    }

    /// "12.3%", or the average over imports with the range.
    fn rates(&self, kind: Kind, play: &Play, player: EconomyId) -> String {
        let own = self.games.set_in(kind).map(|at| (&self.games.levers[at], play.rates[at]));
        let own: Vec<_> = own.filter(|(lever, _)| lever.player == player).collect();
        let [(_, rate)] = own[..] else {
            let imports: f64 = own.iter().map(|(lever, _)| lever.import_share).sum();
            if own.is_empty() {
                return "unchanged".to_owned();
            }
            let mean = own.iter().map(|(lever, rate)| rate * lever.import_share).sum::<f64>() / imports;
            let lowest = own.iter().map(|(_, rate)| *rate).fold(f64::INFINITY, f64::min);
            let highest = own.iter().map(|(_, rate)| *rate).fold(f64::NEG_INFINITY, f64::max);
            let [mean, lowest, highest] = [mean, lowest, highest].map(|rate| rate * 100.0);
            return format!("{mean:.1}% ({lowest:.1} to {highest:.1})");
        };
        format!("{:.1}%", rate * 100.0)
    }

    /// What a war costs and what a bargain saves; without a war, what the first player's best tariffs do.
    fn sentence(&self) -> Option<String> {
        let pct = |play: &Play, player: EconomyId| (play.real_income[player] - 1.0) * 100.0;
        if let Some(war) = self.games.of(Kind::Nash) {
            let others = self.games.rest_pct(self.run, war);
            let others = others.map_or(String::new(), |pct| format!("; all others by {}", signed(pct)));
            let players = self.changes(|player| pct(war, player));
            let mut text = format!("A tariff war changes real income: {players}{others}.");
            if let Some(bargain) = self.games.of(Kind::Bargained) {
                let value =
                    |player: EconomyId| (bargain.real_income[player] / war.real_income[player] - 1.0) * 100.0;
                text += &format!("\nWhat a bargain is worth, against war: {}.", self.changes(value));
            }
            return Some(text);
        }
        let &(Kind::Optimal(player), ref play) = self.games.plays.first()? else { return None };
        let others = self.games.rest_pct(self.run, play);
        let others =
            others.map_or(String::new(), |pct| format!(", and of all who do not play by {}", signed(pct)));
        Some(format!(
            "If nobody answers, its best tariffs change real income of {} by {}{others}.",
            self.name(player),
            signed(pct(play, player)),
        ))
    }

    /// "United States by -0.024%, China by -0.086%"; of many players, the range.
    fn changes(&self, change: impl Fn(EconomyId) -> f64) -> String {
        let players = &self.games.players;
        if players.len() <= MOST_NAMED {
            let each = |&player: &EconomyId| format!("{} by {}", self.name(player), signed(change(player)));
            return players.iter().map(each).collect::<Vec<_>>().join(", ");
        }
        let lowest = players.iter().map(|&player| change(player)).fold(f64::INFINITY, f64::min);
        let highest = players.iter().map(|&player| change(player)).fold(f64::NEG_INFINITY, f64::max);
        format!("the {} players by {} to {}", players.len(), signed(lowest), signed(highest))
    }

    fn name(&self, EconomyId(at): EconomyId) -> &str {
        let economy = &self.run.baseline.economies[at];
        if economy.name.is_empty() { &economy.code } else { &economy.name }
    }

    fn json(&self) -> Value {
        let code = |EconomyId(at): EconomyId| self.run.baseline.economies[at].code.as_str();
        let plays: Vec<Value> = self.games.plays.iter().map(|(kind, play)| {
            let tariffs: Vec<Value> = self.games.set_in(*kind).map(|at| {
                let lever = &self.games.levers[at];
                json!({
                    "player": code(lever.player), "partner": lever.partner.map(code),
                    "sector": lever.sector.map(|sector| self.run.baseline.sectors[sector.0].code.as_str()),
                    "measured": lever.measured, "rate": play.rates[at],
                })
            }).collect();
            let real_income: serde_json::Map<String, Value> = (0..self.run.baseline.economies.len())
                .map(|at| (code(EconomyId(at)).to_owned(), json!((play.real_income[EconomyId(at)] - 1.0) * 100.0)))
                .collect();
            json!({
                "game": kind.word(self.run), "settled": play.status == GameStatus::Settled,
                "starts_agree": play.starts_agree,
                "gain_by_deviating_pct": play.gain_by_deviating.exp_m1() * 100.0,
                "real_income_pct": real_income, "others_real_income_pct": self.games.rest_pct(self.run, play),
                "tariffs": tariffs,
            })
        }).collect();
        let players: Vec<&str> = self.games.players.iter().map(|&player| code(player)).collect();
        json!({ "players": players, "games": plays })
    }
}
