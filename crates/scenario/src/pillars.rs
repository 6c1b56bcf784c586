//! What closing the gaps between economies in their readiness for AI is worth: each pillar alone, and all together.

use crate::ai::adoption::Pillar;
use crate::ai::worlds::{Draws, Found, Spread, Whom, World, last_year, spread_columns};
use crate::divide::Divide;
use crate::ensemble::Progress;
use crate::error::Error;
use crate::results::Staged;
use crate::run::Run;
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, PerEconomy};
use serde_json::{Value, json};
use std::path::Path;

const FILE: &str = "divide_pillars.csv";
const HIGH: &str = "high";

/// Gaps that close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// That of one pillar.
    Pillar(Pillar),
    /// Those of the four pillars.
    Pillars,
    /// What of adoption readiness does not explain.
    Rest,
    /// All of it.
    All,
}

/// How much of each gap closes, and by when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closing {
    /// Share of the gap, above 0 and at most 1.
    pub share: f64,
    /// The year by which that much of it has closed; the scenario's last one if left out.
    pub by: Option<u16>,
}

impl Default for Closing {
    /// All of it, by the scenario's last year.
    fn default() -> Self {
        Self { share: 1.0, by: None }
    }
}

/// What closing gaps is worth in a scenario's last year.
#[derive(Debug, Clone, PartialEq)]
pub struct Pillars {
    /// The year that numbers are about.
    pub year: u16,
    /// The share of each gap that closes.
    pub share: f64,
    /// The year by which it has.
    pub by: u16,
    /// Whom numbers are about: the world, income groups, economies.
    pub whom: Vec<String>,
    /// How many of them are the world or a group.
    pub groups: usize,
    /// What each gap is worth.
    pub gaps: Vec<Worth>,
    /// Incomes per person with no gap closed: Theil's index, and the richest group over the poorest.
    pub as_it_is: Option<[Spread; 2]>,
    /// What the four pillars together bring beyond the sum of what each brings alone, for the same, in percentage points.
    pub beyond: Vec<Spread>,
    /// Draws that were solved, and those that were not.
    pub draws: (usize, usize),
}

/// What closing a gap is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// The gap.
    pub gap: Gap,
    /// Real income against the scenario as it is, in percent, in the order of [`Pillars::whom`].
    pub real_income_pct: Vec<Spread>,
    /// Theil's index of income per person, and that of the richest group over that of the poorest.
    pub inequality: Option<[Spread; 2]>,
}

impl Gap {
    /// Each of them, in the order of tables.
    pub const ALL: [Self; 7] = [
        Self::Pillar(Pillar::Infrastructure),
        Self::Pillar(Pillar::HumanCapital),
        Self::Pillar(Pillar::Innovation),
        Self::Pillar(Pillar::Regulation),
        Self::Pillars,
        Self::Rest,
        Self::All,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pillar(pillar) => pillar.word(),
            Self::Pillars => "pillars",
            Self::Rest => "rest",
            Self::All => "all",
        }
    }

    fn closes(self) -> ([bool; 4], bool) {
        match self {
            Self::Pillar(pillar) => (Pillar::ALL.map(|other| other == pillar), false),
            Self::Pillars => ([true; 4], false),
            Self::Rest => ([false; 4], true),
            Self::All => ([true; 4], true),
        }
    }
}

/// Places of the pillars and of all four together in [`Gap::ALL`].
const ALONE: std::ops::Range<usize> = 0..4;
const TOGETHER: usize = 4;

impl Pillars {
    /// Closes each gap of a run, or a share of it: whoever is not of high income comes up to the average of those who are. `progress` is
    /// told after each draw.
    ///
    /// # Errors
    /// The scenario says nothing about AI, there is nobody to catch up or to catch up with, no such share or no time for it, or an
    /// equilibrium does not exist.
    pub fn of(
        run: &Run,
        closing: Closing,
        draws: Draws,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, Error> {
        let plain = World::as_it_is(run)?;
        let year = last_year(run);
        let (share, by) = (closing.share, closing.by.unwrap_or(year));
        let (high, below): (Vec<EconomyId>, Vec<EconomyId>) = (run.benchmark.calibration.size.economies())
            .partition(|economy| run.baseline.economies[economy.0].income_group == HIGH);
        let refused =
            |message: String, hint: &str| Error::UnknownResult { message, hint: Some(hint.to_owned()) };
        if !(share > 0.0 && share <= 1.0) {
            return Err(refused(
                format!("{share} of a gap cannot close"),
                "give a share above 0 and at most 1",
            ));
        }
        if by > year {
            let message =
                format!("gaps that close by {by} do so after {year}, the last year of the scenario");
            return Err(refused(message, "give an earlier year, or a scenario with a later one"));
        }
        if high.is_empty() || below.is_empty() {
            let message =
                format!("`{}` has no income groups apart, so that there is no gap", run.baseline.meta.name);
            return Err(refused(
                message,
                "its economies.csv needs `high` and others in the column income_group",
            ));
        }
        let mut worlds = vec![plain.clone()];
        for gap in Gap::ALL {
            let closed = plain.adopters.closing(gap.closes(), &below, &high, (share, f64::from(by)));
            let adopters = closed.ok_or_else(|| {
                let message = format!(
                    "gaps cannot close by {by}: adoption has been observed until then, or all are alike"
                );
                refused(message, "give [ai] a later `year`, or `years`, and remove `equal` from [adoption]")
            })?;
            worlds.push(World { adopters, regimes: None });
        }
        let found = Found::of(run, &worlds, draws, progress)?;
        Ok(Self::gather(run, (year, share, by), &found))
    }

    fn gather(run: &Run, (year, share, by): (u16, f64, u16), found: &Found) -> Self {
        let whom = Whom::of(run);
        let inequality = |income: &PerEconomy| {
            run.divide_under(income).map(|Divide { after, .. }| [after.theil, after.ratio])
        };
        let value = |worlds: &[PerEconomy], gap: usize| -> Vec<f64> {
            whom.against(run, &worlds[gap + 1], &worlds[0])
        };
        let pair = |spreads: Vec<Spread>| <[Spread; 2]>::try_from(spreads).ok();
        let unequal = |world: usize| {
            pair(found.spread(|worlds| inequality(&worlds[world]).map_or_else(Vec::new, Vec::from)))
        };
        let gaps = Gap::ALL.into_iter().enumerate().map(|(at, gap)| Worth {
            gap,
            real_income_pct: found.spread(|worlds| value(worlds, at)),
            inequality: unequal(at + 1),
        });
        let beyond = found.spread(|worlds| {
            let mut beyond = value(worlds, TOGETHER);
            for alone in ALONE {
                beyond.iter_mut().zip(value(worlds, alone)).for_each(|(beyond, alone)| *beyond -= alone);
            }
            beyond
        });
        Self {
            year,
            share,
            by,
            gaps: gaps.collect(),
            as_it_is: unequal(0),
            beyond,
            draws: (found.draws.len(), found.failed),
            groups: whom.groups(),
            whom: whom.words,
        }
    }

    /// `divide_pillars.csv`: a row for each gap, whom it is about, and measure.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn table(&self) -> Result<Vec<u8>, Error> {
        let mut rows: Vec<(&str, &str, &str, Spread)> = Vec::new();
        let unequal = |rows: &mut Vec<_>, gap, spreads: &Option<[Spread; 2]>| {
            for (measure, spread) in ["theil", "ratio"].into_iter().zip(spreads.iter().flatten()) {
                rows.push((gap, "world", measure, *spread));
            }
        };
        unequal(&mut rows, "none", &self.as_it_is);
        let parts =
            self.gaps.iter().map(|worth| (worth.gap.word(), &worth.real_income_pct, &worth.inequality));
        for (gap, real_income, inequality) in parts.chain([("beyond_sum", &self.beyond, &None)]) {
            let whom = self.whom.iter().map(String::as_str);
            rows.extend(whom.zip(real_income).map(|(whom, spread)| (gap, whom, "real_income_pct", *spread)));
            unequal(&mut rows, gap, inequality);
        }
        let mut table = Columns::new();
        table.text("gap", rows.iter().map(|row| row.0));
        table.text("of", rows.iter().map(|row| row.1));
        table.text("measure", rows.iter().map(|row| row.2));
        let spreads: Vec<Spread> = rows.iter().map(|row| row.3).collect();
        spread_columns(&mut table, &spreads);
        Ok(table.encode(FILE, Format::Csv)?)
    }

    /// The same as JSON: `gaps` with `real_income_pct` by whom it is about, `theil` and `ratio`; the two with no gap closed; `beyond_sum`.
    pub fn json(&self) -> Value {
        let unequal = |inequality: &Option<[Spread; 2]>, at: usize| inequality.map(|found| found[at].json());
        let gaps = self.gaps.iter().map(|worth| {
            json!({
                "gap": worth.gap.word(),
                "real_income_pct": Spread::json_by(&self.whom, &worth.real_income_pct),
                "theil": unequal(&worth.inequality, 0),
                "ratio": unequal(&worth.inequality, 1),
            })
        });
        json!({
            "year": self.year, "share": self.share, "by": self.by,
            "gaps": gaps.collect::<Vec<_>>(), "beyond_sum": Spread::json_by(&self.whom, &self.beyond),
            "theil": unequal(&self.as_it_is, 0), "ratio": unequal(&self.as_it_is, 1),
            "draws": self.draws.0, "draws_without_an_equilibrium": self.draws.1,
        })
    }

    /// Writes `divide_pillars.csv`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        Staged::write(folder, &[(FILE, self.table()?)])
    }
}
