//! `[growth]`: people and their productivity, by economy and year of the path.

use super::years::Years;
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::id;
use crate::parameters::Parameters;
use crate::select::Selector;
use crate::source::Source;
use comity_data::frame::{File, Frame};
use comity_data::{Baseline, FileHash};
use comity_model::{EconomyId, PerEconomy, Size};
use std::collections::HashMap;

const KEYS: &[&str] = &["file"];
const COLUMNS: [&str; 2] = ["population", "productivity"];

/// What a scenario says in `[growth]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Growth {
    /// The file that goes before the parameters.
    file: Option<Word>,
}

/// Labour and its productivity in every year of a path, as hats against the first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Growing {
    pub labour: Vec<PerEconomy>,
    pub productivity: Vec<PerEconomy>,
    /// Growth of both together at the beginning of the path, per year: capital is on this trend.
    pub trend: PerEconomy,
}

/// Rows of one economy: year, where it stands in the file, population and productivity.
type Rows = Vec<(f64, usize, [f64; 2])>;

impl Growth {
    /// Reads the table, if the scenario has one.
    pub fn parse(fields: &Fields) -> Result<Self, Fault> {
        let Some(table) = fields.table("growth")? else { return Ok(Self::default()) };
        Ok(Self { file: Fields::new(table, "[growth]", KEYS)?.text("file")? })
    }

    /// Labour and productivity along a path: the file's where it has the economy, else those of the parameters.
    pub(super) fn along(
        &self,
        years: &Years,
        baseline: &Baseline,
        parameters: &Parameters,
        source: &Source,
    ) -> Result<(Growing, Option<FileHash>), Error> {
        let size = baseline.table.size;
        let unchanged = || vec![PerEconomy::filled(size, 1.0); years.all().len()];
        let mut growing =
            Growing { labour: unchanged(), productivity: unchanged(), trend: PerEconomy::zeros(size) };
        let (written, hash) = self.read(years, baseline, source)?;
        for economy in size.economies() {
            let info = &baseline.economies[economy.0];
            match written.get(&economy) {
                Some(rows) => growing.follow(economy, years, rows),
                None => {
                    let rate = |id| parameters.by_economy(id, &info.code, &info.income_group);
                    growing.at_rates(
                        economy,
                        years,
                        [rate(id!("growth.population")), rate(id!("growth.productivity"))],
                    );
                }
            }
        }
        Ok((growing, hash))
    }

    fn read(
        &self,
        years: &Years,
        baseline: &Baseline,
        source: &Source,
    ) -> Result<(HashMap<EconomyId, Rows>, Option<FileHash>), Error> {
        let Some(word) = &self.file else { return Ok((HashMap::new(), None)) };
        let file = File::open(&source.file(word)?)?;
        let frame: Frame<1, 3> = file.read(["economy"], ["year", COLUMNS[0], COLUMNS[1]])?;
        let selector = Selector::new(baseline);
        let fault = |row, column, message: String, hint: String| {
            Err(Error::Cell { message, place: frame.place(row, column), hint: Some(hint) })
        };
        let mut written: HashMap<EconomyId, Rows> = HashMap::new();
        for row in 0..frame.len() {
            let code = frame.text[0].get(row);
            let year = frame.numbers[0][row];
            let levels = [frame.numbers[1][row], frame.numbers[2][row]];
            if !(1900.0..=2200.0).contains(&year) {
                let message = format!("{year} is no year from 1900 to 2200");
                return fault(row, "year", message, "years are numbers such as 2030".to_owned());
            }
            for (column, level) in COLUMNS.into_iter().zip(levels) {
                if !(level > 0.0 && level.is_finite()) {
                    let message = format!("a level of {column} must be positive, found {level}");
                    let hint = "write levels in any unit, not rates: only their growth counts".to_owned();
                    return fault(row, column, message, hint);
                }
            }
            let economy = match selector.economy(code) {
                Ok(economy) => economy,
                Err(Fault { message, hint, .. }) => {
                    return Err(Error::Cell { message, place: frame.place(row, "economy"), hint });
                }
            };
            let rows = written.entry(economy).or_default();
            if let Some((_, earlier, _)) = rows.iter().find(|(known, ..)| *known == year) {
                let hint = format!("the first is {}: keep one of them", frame.place(*earlier, "year"));
                return fault(row, "year", format!("`{code}` in {year} a second time"), hint);
            }
            rows.push((year, row, levels));
        }
        let [first, last] = [years.first(), years.last()].map(f64::from);
        for rows in written.values_mut() {
            rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        // In the order of the file, so that the same fault is named every time.
        let mut all: Vec<&Rows> = written.values().collect();
        all.sort_by_key(|rows| rows.iter().map(|(_, row, _)| *row).min());
        for rows in all {
            let (Some(begin), Some(end)) = (rows.first(), rows.last()) else { continue };
            if begin.0 > first || end.0 < last {
                let at = if end.0 < last { end } else { begin };
                let code = frame.text[0].get(at.1);
                let message = format!(
                    "the path goes from {first} to {last}, the rows of `{code}` from {} to {}",
                    begin.0, end.0
                );
                let hint = format!("add rows of `{code}`, or remove them all to use the parameters");
                return fault(at.1, "year", message, hint);
            }
        }
        Ok((written, Some(file.hash())))
    }
}

impl Growing {
    /// Growth at rates per year, of population and of productivity.
    fn at_rates(&mut self, economy: EconomyId, years: &Years, rates: [f64; 2]) {
        let [population, productivity] = rates.map(|rate| 1.0 + rate);
        for (at, year) in years.all().iter().enumerate() {
            let passed = i32::from(year - years.first());
            self.labour[at][economy] = population.powi(passed);
            self.productivity[at][economy] = productivity.powi(passed);
        }
        self.trend[economy] = population * productivity - 1.0;
    }

    /// Growth between the levels of a file, at a steady rate between its years.
    fn follow(&mut self, economy: EconomyId, years: &Years, rows: &Rows) {
        let level = |year: u16, which: usize| {
            let year = f64::from(year);
            let after = rows.partition_point(|(known, ..)| *known < year).min(rows.len() - 1);
            let (end, _, high) = rows[after];
            let (begin, _, low) = rows[after.saturating_sub(1)];
            let share = if end > begin { (year - begin) / (end - begin) } else { 0.0 };
            low[which] * (high[which] / low[which]).powf(share)
        };
        let first = years.first();
        for (at, &year) in years.all().iter().enumerate() {
            self.labour[at][economy] = level(year, 0) / level(first, 0);
            self.productivity[at][economy] = level(year, 1) / level(first, 1);
        }
        let passed = f64::from(years.all()[1] - first);
        let grown = self.labour[1][economy] * self.productivity[1][economy];
        self.trend[economy] = grown.powf(1.0 / passed) - 1.0;
    }

    pub fn size(&self) -> Size {
        self.trend.size()
    }
}
