//! What AI does, as tables: adoption, channels, exporters by size, the concentration of supply; and the divide.

use super::tables::{add_years, percent};
use crate::ai::Effects;
use crate::ai::adoption::Pillar;
use crate::ai::channels::Channel;
use crate::ai::concentration::Concentration;
use crate::ai::firms::Exporters;
use crate::divide::Divide;
use crate::error::Error;
use crate::run::{Moment, Run};
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, PerEconomy};

pub(super) const ADOPTION: &str = "adoption.csv";
pub(super) const CHANNELS: &str = "channels.csv";
pub(super) const CONCENTRATION: &str = "concentration.csv";
pub(super) const CONVERGENCE: &str = "convergence.csv";
pub(super) const DIVIDE: &str = "divide.csv";
pub(super) const EXPORTERS: &str = "exporters.csv";

/// Tables of a run: those about AI if it speaks of it, and of the divide if it does or has years.
pub(super) fn tables(run: &Run) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let mut tables = Vec::new();
    if let Some(effects) = &run.effects {
        tables.push((ADOPTION, adoption(run, effects)?));
        tables.push((CHANNELS, channels(run)?));
        tables.push((CONCENTRATION, concentration(run)?));
        tables.push((EXPORTERS, exporters(run, effects)?));
    }
    if run.effects.is_some() || run.path.is_some() {
        let divides: Vec<(Moment, Divide)> =
            run.moments().filter_map(|moment| Some((moment, run.divide(moment)?))).collect();
        tables.push((DIVIDE, divide(&divides)?));
        tables.push((CONVERGENCE, convergence(&divides)?));
    }
    Ok(tables)
}

/// Adoption and readiness by economy, at the moments of the run.
fn adoption(run: &Run, effects: &Effects) -> Result<Vec<u8>, Error> {
    let codes = || run.baseline.economies.iter().map(|economy| economy.code.as_str());
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), run.baseline.economies.len());
    let moments: Vec<f64> =
        run.moments().map(|moment| f64::from(moment.year.unwrap_or(effects.year))).collect();
    let by_moment = |of: &dyn Fn(f64) -> PerEconomy| -> Vec<f64> {
        moments.iter().flat_map(|&year| of(year).values().to_vec()).collect()
    };
    table.text("economy", moments.iter().flat_map(|_| codes()));
    table.numbers("adoption", by_moment(&|year| effects.adoption.at(year)));
    table.numbers("readiness", by_moment(&|year| effects.adoption.score(year)));
    for pillar in Pillar::ALL {
        table.numbers(pillar.word(), by_moment(&|year| effects.adoption.readiness(pillar, year)));
    }
    Ok(table.encode(ADOPTION, Format::Csv)?)
}

/// Real income by economy and channel, in 100 ln, of the years in which it was split.
fn channels(run: &Run) -> Result<Vec<u8>, Error> {
    let mut rows: Vec<(Option<u16>, EconomyId, Channel, f64)> = Vec::new();
    for moment in run.moments() {
        let Some(split) = moment.split else { continue };
        for economy in run.benchmark.calibration.size.economies() {
            rows.extend(
                split.parts().map(|(channel, change)| (moment.year, economy, channel, change[economy])),
            );
        }
    }
    let mut table = Columns::new();
    let years: Vec<i64> = rows.iter().filter_map(|row| row.0.map(i64::from)).collect();
    if run.path.is_some() {
        table.integers("year", years);
    }
    table.text("economy", rows.iter().map(|row| run.economy_code(row.1)));
    table.text("channel", rows.iter().map(|row| row.2.word()));
    table.numbers("real_income", rows.iter().map(|row| row.3));
    Ok(table.encode(CHANNELS, Format::Csv)?)
}

/// Herfindahl indices of exporters by sector, before and after.
fn concentration(run: &Run) -> Result<Vec<u8>, Error> {
    let found: Vec<Concentration> =
        run.moments().map(|moment| Concentration::between(moment.benchmark, moment.counterfactual)).collect();
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), run.baseline.sectors.len());
    let codes = || run.baseline.sectors.iter().map(|sector| sector.code.as_str());
    table.text("sector", found.iter().flat_map(|_| codes()));
    table.numbers("before", found.iter().flat_map(|found| found.exporters.before.values().to_vec()));
    table.numbers("after", found.iter().flat_map(|found| found.exporters.after.values().to_vec()));
    Ok(table.encode(CONCENTRATION, Format::Csv)?)
}

/// Exporters and what small and large ones weigh, by economy.
fn exporters(run: &Run, effects: &Effects) -> Result<Vec<u8>, Error> {
    let parameters = run.scenario.parameters();
    let found: Vec<Exporters> = run
        .moments()
        .map(|moment| {
            let channels = effects.channels(&run.baseline, &moment.benchmark.calibration, parameters);
            let year = f64::from(moment.year.unwrap_or(effects.year));
            let cost = channels.fixed_cost(year);
            Exporters::between(moment.benchmark, moment.counterfactual, parameters, &cost)
        })
        .collect();
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), run.baseline.economies.len());
    let codes = || run.baseline.economies.iter().map(|economy| economy.code.as_str());
    table.text("economy", found.iter().flat_map(|_| codes()));
    let mut column = |name, of: &dyn Fn(&Exporters) -> PerEconomy| {
        table.numbers(name, found.iter().flat_map(|found| of(found).values().to_vec()));
    };
    column("exporters_pct", &|found| found.number.map(percent));
    column("small_share_before", &|found| found.small_before.of_exports.clone());
    column("small_share_after", &|found| found.small_after.of_exports.clone());
    column("large_share_before", &|found| found.large_before.of_exports.clone());
    column("large_share_after", &|found| found.large_after.of_exports.clone());
    Ok(table.encode(EXPORTERS, Format::Csv)?)
}

/// Incomes per person by income group.
fn divide(divides: &[(Moment, Divide)]) -> Result<Vec<u8>, Error> {
    let rows =
        || divides.iter().flat_map(|(moment, divide)| divide.groups.iter().map(move |group| (moment, group)));
    let mut table = Columns::new();
    let years: Vec<i64> = rows().filter_map(|(moment, _)| moment.year.map(i64::from)).collect();
    if !years.is_empty() {
        table.integers("year", years);
    }
    table.text("income_group", rows().map(|(_, group)| group.name));
    table.integers("economies", rows().map(|(_, group)| group.economies as i64));
    table.numbers("people_thousands", rows().map(|(_, group)| group.people));
    table.numbers("income_per_person", rows().map(|(_, group)| group.income_per_person));
    table.numbers("real_income_pct", rows().map(|(_, group)| percent(group.real_income)));
    Ok(table.encode(DIVIDE, Format::Csv)?)
}

/// How unequal incomes per person are, and whether they draw together.
fn convergence(divides: &[(Moment, Divide)]) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    add_years(&mut table, divides.iter().map(|(moment, _)| *moment), 1);
    let mut column = |name, of: &dyn Fn(&Divide) -> f64| {
        table.numbers(name, divides.iter().map(|(_, divide)| of(divide)));
    };
    column("theil_before", &|divide| divide.before.theil);
    column("theil_after", &|divide| divide.after.theil);
    column("between_groups_before", &|divide| divide.before.between_groups);
    column("between_groups_after", &|divide| divide.after.between_groups);
    column("ratio_before", &|divide| divide.before.ratio);
    column("ratio_after", &|divide| divide.after.ratio);
    column("beta", &|divide| divide.beta.unwrap_or(0.0));
    Ok(table.encode(CONVERGENCE, Format::Csv)?)
}
