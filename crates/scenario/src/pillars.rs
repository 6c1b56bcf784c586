//! What closing the gaps between economies in their readiness for AI is worth: each pillar alone, and all together.

use crate::ai::adoption::Pillar;
use crate::ai::worlds::{Draws, Found, Spread, Whom, World, last_year, spread_columns};
use crate::divide::Divide;
use crate::error::Error;
use crate::results::Staged;
use crate::run::Run;
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, PerEconomy};
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

/// What closing gaps is worth in a scenario's last year.
#[derive(Debug, Clone, PartialEq)]
pub struct Pillars {
    /// The year by which gaps have closed.
    pub year: u16,
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
    /// Closes each gap of a run: whoever is not of high income comes up to the average of those who are.
    ///
    /// # Errors
    /// The scenario says nothing about AI, there is nobody to catch up or to catch up with, or an equilibrium does not exist.
    pub fn of(run: &Run, draws: Draws) -> Result<Self, Error> {
        let plain = World::as_it_is(run)?;
        let year = last_year(run);
        let (high, below): (Vec<EconomyId>, Vec<EconomyId>) = (run.benchmark.calibration.size.economies())
            .partition(|economy| run.baseline.economies[economy.0].income_group == HIGH);
        let refused =
            |message: String, hint: &str| Error::UnknownResult { message, hint: Some(hint.to_owned()) };
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
            let closed = plain.adopters.closing(gap.closes(), &below, &high, f64::from(year));
            let adopters = closed.ok_or_else(|| {
                let message = format!(
                    "gaps cannot close by {year}: adoption has been observed until then, or all are alike"
                );
                refused(message, "give [ai] a later `year`, or `years`, and remove `equal` from [adoption]")
            })?;
            worlds.push(World { adopters, regimes: None });
        }
        let found = Found::of(run, &worlds, draws)?;
        Ok(Self::gather(run, year, &found))
    }

    fn gather(run: &Run, year: u16, found: &Found) -> Self {
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

    /// Writes `divide_pillars.csv`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        Staged::write(folder, &[(FILE, self.table()?)])
    }
}
