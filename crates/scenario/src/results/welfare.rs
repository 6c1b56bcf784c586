//! Why real income changes, in 100 ln: `welfare.csv`, the same by partner and by sector, and the first-order version.

use crate::error::Error;
use crate::run::Run;
use crate::welfare::{PARTS, Welfare};
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, Parts, PerEconomy};

pub(super) const ECONOMIES: &str = "welfare.csv";
pub(super) const PARTNERS: &str = "welfare_partners.csv";
pub(super) const SECTORS: &str = "welfare_sectors.csv";
pub(super) const FIRST_ORDER: &str = "welfare_first_order.csv";

/// Every table of a decomposition.
pub(super) fn tables(run: &Run, welfare: &Welfare) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let mut tables = vec![
        (ECONOMIES, economies(run, welfare)?),
        (PARTNERS, partners(run, welfare)?),
        (SECTORS, sectors(run, welfare)?),
    ];
    if let Some(parts) = &welfare.first_order {
        tables.push((FIRST_ORDER, first_order(run, parts)?));
    }
    Ok(tables)
}

/// By economy; `total` is the change of real income itself.
fn economies(run: &Run, Welfare { exact, .. }: &Welfare) -> Result<Vec<u8>, Error> {
    let economies = run.benchmark.calibration.size.economies();
    let mut table = Columns::new();
    table.text("economy", economies.clone().map(|economy| run.economy_code(economy)));
    let parts: Vec<Parts> = economies.clone().map(|economy| exact.economy(economy)).collect();
    add_parts(&mut table, &parts);
    table.numbers("total", economies.map(|economy| exact.total(economy)));
    Ok(table.encode(ECONOMIES, Format::Csv)?)
}

/// By economy and partner; the economy itself stands for what has no partner.
fn partners(run: &Run, Welfare { exact, .. }: &Welfare) -> Result<Vec<u8>, Error> {
    let economies = run.benchmark.calibration.size.economies();
    let pairs: Vec<(EconomyId, EconomyId)> = economies
        .clone()
        .flat_map(|economy| economies.clone().map(move |partner| (economy, partner)))
        .collect();
    let parts: Vec<Parts> = pairs.iter().map(|&(economy, partner)| exact.partner(economy, partner)).collect();
    let mut table = Columns::new();
    table.text("economy", pairs.iter().map(|(economy, _)| run.economy_code(*economy)));
    table.text("partner", pairs.iter().map(|(_, partner)| run.economy_code(*partner)));
    add_parts(&mut table, &parts);
    table.numbers("total", parts.iter().map(Parts::sum));
    Ok(table.encode(PARTNERS, Format::Csv)?)
}

/// By economy and sector; a last row of each economy, without a sector, holds what belongs to none.
fn sectors(run: &Run, Welfare { exact, .. }: &Welfare) -> Result<Vec<u8>, Error> {
    let size = run.benchmark.calibration.size;
    let rows: Vec<(&str, &str, Parts)> = size
        .economies()
        .flat_map(|economy| {
            let code = run.economy_code(economy);
            let sectors = size.sectors();
            let rows =
                sectors.map(move |sector| (code, run.sector_code(sector), exact.sector(economy, sector)));
            rows.chain([(code, "", exact.no_sector(economy))])
        })
        .collect();
    let parts: Vec<Parts> = rows.iter().map(|(.., parts)| *parts).collect();
    let mut table = Columns::new();
    table.text("economy", rows.iter().map(|(economy, ..)| *economy));
    table.text("sector", rows.iter().map(|(_, sector, _)| *sector));
    add_parts(&mut table, &parts);
    table.numbers("total", parts.iter().map(Parts::sum));
    Ok(table.encode(SECTORS, Format::Csv)?)
}

/// By economy; the volume of trade and the total once with percentage changes of volumes, as published, and once with log changes.
fn first_order(run: &Run, parts: &comity_model::FirstOrder) -> Result<Vec<u8>, Error> {
    let none = PerEconomy::zeros(run.benchmark.calibration.size);
    let others = [&parts.terms_of_trade, &parts.trade_cost, &parts.technology, &parts.transfer];
    let total = |volume: &PerEconomy| -> Vec<f64> {
        let sum = |at: usize| others.iter().map(|part| part.values()[at]).sum::<f64>();
        volume.values().iter().enumerate().map(|(at, volume)| volume + sum(at)).collect()
    };
    let mut table = Columns::new();
    table.text("economy", run.baseline.economies.iter().map(|economy| economy.code.as_str()));
    for (name, values) in [
        ("terms_of_trade", parts.terms_of_trade.values()),
        ("volume_of_trade", parts.volume_of_trade.values()),
        ("trade_cost", parts.trade_cost.values()),
        ("technology", parts.technology.values()),
        ("transfer", parts.transfer.values()),
        ("factor_supply", none.values()),
        ("total", &total(&parts.volume_of_trade)),
        ("volume_of_trade_log", parts.volume_of_trade_log.values()),
        ("total_log", &total(&parts.volume_of_trade_log)),
    ] {
        table.numbers(name, values.iter().copied());
    }
    Ok(table.encode(FIRST_ORDER, Format::Csv)?)
}

fn add_parts(table: &mut Columns<'_>, rows: &[Parts]) {
    for (name, part) in PARTS {
        table.numbers(name, rows.iter().map(|parts| parts[part]));
    }
}
