//! The frontier between trust and openness: what economies reach under rules on data from none at all over safeguards to closed borders, and
//! where the best lies.

use crate::ai::channels::Channel;
use crate::ai::data_flows::{Mixture, Regime};
use crate::ai::worlds::{Draws, Found, Spread, Whom, World, last_year, spread_columns};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::results::Staged;
use crate::run::Run;
use crate::select::{Except, Selector, Warnings};
use comity_data::frame::{Columns, Format};
use comity_model::EconomyId;
use std::path::Path;
use toml::Spanned;

const FILE: &str = "frontier.csv";
/// Channels through which rules on data work.
const THROUGH: [Channel; 3] = [Channel::DataFlows, Channel::DataAccess, Channel::Trust];
/// More steps between two regimes say nothing more.
const MOST_STEPS: usize = 100;

/// Which rules are tried, between whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Selectors of economies among which they hold; none for all.
    pub economies: Vec<String>,
    /// Steps from one regime to the next: at each, one more part of the pairs is under the stricter one.
    pub steps: usize,
}

/// What rules on data are worth in a scenario's last year, from the most open on.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// The year.
    pub year: u16,
    /// Codes of the economies between which rules are tried.
    pub economies: Vec<String>,
    /// Whom numbers are about: the world, income groups, economies.
    pub whom: Vec<String>,
    /// How many of them are the world or a group.
    pub groups: usize,
    /// Every point of the frontier.
    pub points: Vec<Point>,
    /// Where the best lies, in the order of [`Frontier::whom`].
    pub best: Vec<Best>,
    /// Draws that were solved, and those that were not.
    pub draws: (usize, usize),
}

/// Rules, and what they are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// How strict: 0 open, 1 safeguards, 2 conditional, 3 closed. Between two, this part of the pairs is under the stricter one.
    pub strictness: f64,
    /// Real income against the scenario as it is, in percent, in the order of [`Frontier::whom`].
    pub real_income_pct: Vec<Spread>,
}

/// Where real income is highest.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The strictness at which it is.
    pub strictness: Spread,
    /// How often each regime, for all pairs, is the best of the four, as shares of draws; `None` without draws.
    pub regimes: Option<[f64; 4]>,
}

impl Frontier {
    /// Tries rules in the world of a run.
    ///
    /// # Errors
    /// The scenario says nothing about AI or has no channel that rules work through, a selector names nobody, or an equilibrium does not
    /// exist.
    pub fn of(run: &Run, rules: &Rules, draws: Draws) -> Result<Self, Error> {
        let plain = World::as_it_is(run)?;
        let refused =
            |message: String, hint: &str| Error::UnknownResult { message, hint: Some(hint.to_owned()) };
        let on =
            |channel| run.effects.as_ref().is_none_or(|effects| effects.options.channels.contains(channel));
        if !THROUGH.iter().any(on) {
            let message = "no channel is on through which rules on data work".to_owned();
            return Err(refused(message, "switch data_flows, data_access or trust on in [ai]"));
        }
        if !(1..=MOST_STEPS).contains(&rules.steps) {
            let message = format!("{} steps from one regime to the next cannot be", rules.steps);
            return Err(refused(message, "4 are a good start; 1 tries the four regimes alone"));
        }
        let economies = selected(run, &rules.economies)?;
        if economies.len() < 2 {
            return Err(refused(
                "rules on data need two economies at least".to_owned(),
                "select more of them",
            ));
        }
        let last = Regime::ALL.len() - 1;
        let strictness: Vec<f64> =
            (0..=last * rules.steps).map(|step| step as f64 / rules.steps as f64).collect();
        let mut worlds = vec![plain.clone()];
        worlds.extend(strictness.iter().map(|&strictness| World {
            adopters: plain.adopters.clone(),
            regimes: Some(Mixture::new(economies.clone(), strictness)),
        }));
        let found = Found::of(run, &worlds, draws, &mut |_| ())?;
        let whom = Whom::of(run);
        let points = strictness.iter().enumerate().map(|(at, &strictness)| Point {
            strictness,
            real_income_pct: found.spread(|worlds| whom.against(run, &worlds[at + 1], &worlds[0])),
        });
        let points: Vec<Point> = points.collect();
        let best = found.spread(|worlds| {
            let points: Vec<Vec<f64>> =
                worlds[1..].iter().map(|world| whom.against(run, world, &worlds[0])).collect();
            let best = (0..whom.words.len()).map(|of| strictness[highest(&points, of)]);
            best.collect()
        });
        let pure = Self::pure(run, &found, &whom, rules.steps);
        let best = best
            .into_iter()
            .enumerate()
            .map(|(of, strictness)| Best { strictness, regimes: pure.as_ref().map(|shares| shares[of]) });
        Ok(Self {
            year: last_year(run),
            economies: economies.iter().map(|&economy| run.economy_code(economy).to_owned()).collect(),
            points,
            best: best.collect(),
            draws: (found.draws.len(), found.failed),
            groups: whom.groups(),
            whom: whom.words,
        })
    }

    /// How often each regime is the best of the four, by whom.
    fn pure(run: &Run, found: &Found, whom: &Whom, steps: usize) -> Option<Vec<[f64; 4]>> {
        if found.draws.is_empty() {
            return None;
        }
        let mut shares = vec![[0.0; 4]; whom.words.len()];
        for worlds in &found.draws {
            let of = |regime: usize| whom.against(run, &worlds[1 + regime * steps], &worlds[0]);
            let points: Vec<Vec<f64>> = (0..Regime::ALL.len()).map(of).collect();
            for (of, shares) in shares.iter_mut().enumerate() {
                shares[highest(&points, of)] += 1.0 / found.draws.len() as f64;
            }
        }
        Some(shares)
    }

    /// `frontier.csv`: a row for each strictness and whom it is about, then where the best lies.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn table(&self) -> Result<Vec<u8>, Error> {
        let rows = || {
            self.points
                .iter()
                .flat_map(|point| self.whom.iter().zip(&point.real_income_pct).map(move |row| (point, row)))
        };
        let spreads: Vec<Spread> = rows().map(|(_, (_, spread))| *spread).collect();
        let mut table = Columns::new();
        table.numbers("strictness", rows().map(|(point, _)| point.strictness));
        table.text("of", rows().map(|(_, (whom, _))| whom.as_str()));
        spread_columns(&mut table, &spreads);
        Ok(table.encode(FILE, Format::Csv)?)
    }

    /// `frontier_best.csv`: where the best lies, a row for each whom it is about.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn best_table(&self) -> Result<Vec<u8>, Error> {
        let spreads: Vec<Spread> = self.best.iter().map(|best| best.strictness).collect();
        let mut table = Columns::new();
        table.text("of", self.whom.iter().map(String::as_str));
        spread_columns(&mut table, &spreads);
        let shares: Vec<[f64; 4]> = self.best.iter().filter_map(|best| best.regimes).collect();
        for (at, regime) in Regime::WORDS.iter().enumerate().filter(|_| !shares.is_empty()) {
            table.numbers(regime, shares.iter().map(|shares| shares[at]));
        }
        Ok(table.encode(BEST, Format::Csv)?)
    }

    /// Writes `frontier.csv` and `frontier_best.csv`.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        Staged::write(folder, &[(BEST, self.best_table()?), (FILE, self.table()?)])
    }
}

const BEST: &str = "frontier_best.csv";
/// Real incomes closer than this, in percent, are the same: the more open rules count as the better.
const SAME: f64 = 1e-7;

/// The first point at which a number is as high as anywhere.
fn highest(points: &[Vec<f64>], of: usize) -> usize {
    let most = points.iter().map(|point| point[of]).fold(f64::NEG_INFINITY, f64::max);
    points.iter().position(|point| point[of] >= most - SAME).unwrap_or_default()
}

fn selected(run: &Run, words: &[String]) -> Result<Vec<EconomyId>, Error> {
    let words: Vec<Spanned<String>> =
        words.iter().map(|word| Spanned::new(0..0, word.trim().to_owned())).collect();
    let selector = Selector::new(&run.baseline);
    let words = (!words.is_empty()).then_some(words.as_slice());
    let picked = selector.economies(words, &Except::default(), &mut Warnings::new());
    picked.map_err(|Fault { message, hint, .. }| Error::UnknownResult { message, hint })
}
