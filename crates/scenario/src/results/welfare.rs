//! Why real income changes, in 100 ln: `welfare.csv`, the same by partner and by sector, and the first-order version.

use super::tables::add_years;
use crate::error::Error;
use crate::run::{Moment, Run};
use crate::welfare::{PARTS, Welfare};
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, FirstOrder, Parts, PerEconomy};

pub(super) const ECONOMIES: &str = "welfare.csv";
pub(super) const PARTNERS: &str = "welfare_partners.csv";
pub(super) const SECTORS: &str = "welfare_sectors.csv";
pub(super) const FIRST_ORDER: &str = "welfare_first_order.csv";

/// Every table of a decomposition.
pub(super) fn tables(run: &Run) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let parts: Vec<(Moment, &Welfare)> =
        run.moments().filter_map(|moment| Some((moment, moment.welfare?))).collect();
    let mut tables = vec![
        (ECONOMIES, economies(run, &parts)?),
        (PARTNERS, partners(run, &parts)?),
        (SECTORS, sectors(run, &parts)?),
    ];
    if let Some(table) = first_order(run, &parts)? {
        tables.push((FIRST_ORDER, table));
    }
    Ok(tables)
}

/// A table with the years of its rows, where there are any.
fn begun<'a>(parts: &[(Moment<'a>, &'a Welfare)], rows: usize) -> Columns<'a> {
    let mut table = Columns::new();
    add_years(&mut table, parts.iter().map(|(moment, _)| *moment), rows);
    table
}

/// By economy; `total` is the change of real income itself.
fn economies(run: &Run, welfare: &[(Moment, &Welfare)]) -> Result<Vec<u8>, Error> {
    let economies = run.benchmark.calibration.size.economies();
    let rows: Vec<(EconomyId, &Welfare)> = welfare
        .iter()
        .flat_map(|&(_, welfare)| economies.clone().map(move |economy| (economy, welfare)))
        .collect();
    let mut table = begun(welfare, economies.len());
    table.text("economy", rows.iter().map(|&(economy, _)| run.economy_code(economy)));
    let parts: Vec<Parts> = rows.iter().map(|(economy, welfare)| welfare.exact.economy(*economy)).collect();
    add_parts(&mut table, &parts);
    table.numbers("total", rows.iter().map(|(economy, welfare)| welfare.exact.total(*economy)));
    Ok(table.encode(ECONOMIES, Format::Csv)?)
}

/// By economy and partner; the economy itself stands for what has no partner.
fn partners(run: &Run, welfare: &[(Moment, &Welfare)]) -> Result<Vec<u8>, Error> {
    let economies = run.benchmark.calibration.size.economies();
    let pairs: Vec<(EconomyId, EconomyId)> = economies
        .clone()
        .flat_map(|economy| economies.clone().map(move |partner| (economy, partner)))
        .collect();
    let rows = || welfare.iter().flat_map(|&(_, welfare)| pairs.iter().map(move |&pair| (welfare, pair)));
    let parts: Vec<Parts> =
        rows().map(|(welfare, (economy, partner))| welfare.exact.partner(economy, partner)).collect();
    let mut table = begun(welfare, pairs.len());
    table.text("economy", rows().map(|(_, (economy, _))| run.economy_code(economy)));
    table.text("partner", rows().map(|(_, (_, partner))| run.economy_code(partner)));
    add_parts(&mut table, &parts);
    table.numbers("total", parts.iter().map(Parts::sum));
    Ok(table.encode(PARTNERS, Format::Csv)?)
}

/// By economy and sector; a last row of each economy, without a sector, holds what belongs to none.
fn sectors(run: &Run, welfare: &[(Moment, &Welfare)]) -> Result<Vec<u8>, Error> {
    let size = run.benchmark.calibration.size;
    let mut rows: Vec<(&str, &str, Parts)> = Vec::new();
    for (_, Welfare { exact, .. }) in welfare {
        for economy in size.economies() {
            let code = run.economy_code(economy);
            let of = |sector| (code, run.sector_code(sector), exact.sector(economy, sector));
            rows.extend(size.sectors().map(of));
            rows.push((code, "", exact.no_sector(economy)));
        }
    }
    let parts: Vec<Parts> = rows.iter().map(|(.., parts)| *parts).collect();
    let mut table = begun(welfare, size.economies * (size.sectors + 1));
    table.text("economy", rows.iter().map(|(economy, ..)| *economy));
    table.text("sector", rows.iter().map(|(_, sector, _)| *sector));
    add_parts(&mut table, &parts);
    table.numbers("total", parts.iter().map(Parts::sum));
    Ok(table.encode(SECTORS, Format::Csv)?)
}

/// By economy; the volume of trade and the total once with percentage changes of volumes, as published, and once with log changes.
/// Nothing where that formula says nothing of some year.
fn first_order(run: &Run, welfare: &[(Moment, &Welfare)]) -> Result<Option<Vec<u8>>, Error> {
    let Some(years) =
        welfare.iter().map(|(_, welfare)| welfare.first_order.as_ref()).collect::<Option<Vec<_>>>()
    else {
        return Ok(None);
    };
    let none = PerEconomy::zeros(run.benchmark.calibration.size);
    let mut table = begun(welfare, none.values().len());
    table.text("economy", years.iter().flat_map(|_| run.baseline.economies.iter().map(|e| e.code.as_str())));
    let mut column = |name, of: &dyn Fn(&FirstOrder) -> PerEconomy| {
        table.numbers(name, years.iter().flat_map(|parts| of(parts).values().to_vec()));
    };
    column("terms_of_trade", &|parts| parts.terms_of_trade.clone());
    column("volume_of_trade", &|parts| parts.volume_of_trade.clone());
    column("trade_cost", &|parts| parts.trade_cost.clone());
    column("technology", &|parts| parts.technology.clone());
    column("transfer", &|parts| parts.transfer.clone());
    column("factor_supply", &|_| none.clone());
    column("total", &|parts| total(parts, &parts.volume_of_trade));
    column("volume_of_trade_log", &|parts| parts.volume_of_trade_log.clone());
    column("total_log", &|parts| total(parts, &parts.volume_of_trade_log));
    Ok(Some(table.encode(FIRST_ORDER, Format::Csv)?))
}

/// The sum of all parts, with one or the other volume of trade.
fn total(parts: &FirstOrder, volume: &PerEconomy) -> PerEconomy {
    let others = [&parts.terms_of_trade, &parts.trade_cost, &parts.technology, &parts.transfer];
    let mut total = volume.clone();
    for (at, total) in total.values_mut().iter_mut().enumerate() {
        *total += others.iter().map(|part| part.values()[at]).sum::<f64>();
    }
    total
}

fn add_parts(table: &mut Columns<'_>, rows: &[Parts]) {
    for (name, part) in PARTS {
        table.numbers(name, rows.iter().map(|parts| parts[part]));
    }
}
