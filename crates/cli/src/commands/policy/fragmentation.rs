//! `comity policy fragmentation`.

use super::method::{Drawn, Method, ranges};
use super::{Common, shown};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_data::Baseline;
use comity_policy::answer::{Index, IndexOf, Ranges, SectorTrade};
use comity_scenario::regulation::fragmentation;

#[derive(Debug, Args)]
pub struct FragmentationArgs {
    /// The first year; each counts as it is on 31 December
    #[arg(long, value_name = "YEAR", default_value_t = 2016)]
    from: u16,
    /// The last year [default: that to which the registry is kept]
    #[arg(long, value_name = "YEAR")]
    to: Option<u16>,
    /// The baseline whose trade weighs the pairs
    #[arg(long, value_name = "BASELINE", default_value = "wiod-2011")]
    baseline: String,
    #[command(flatten)]
    drawn: Drawn,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &FragmentationArgs) -> Result<(), Failure> {
    let baseline = Baseline::open(&args.baseline)?;
    let named = args.method.sectors(&baseline)?;
    let rules = args.method.rules_met_by(named.as_ref(), &args.common)?;
    let to = args.to.unwrap_or(rules.registry.as_of().year());
    if to < args.from {
        return Err(Failure::new(format!("the years end before they begin: {} to {to}", args.from))
            .with_hint("--from must not come after --to"));
    }
    let years: Vec<u16> = (args.from..=to).collect();
    let only = named.and_then(|named| named.sectors);
    let keep = |code: &str| only.as_ref().is_none_or(|only| only.iter().any(|kept| kept == code));
    let index = fragmentation(&rules, &baseline, keep, &years, args.drawn.draws()?);
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&index, &baseline))),
        PrintFormat::Csv => print(format_args!("{}", csv(records(&index.index))?)),
        PrintFormat::Json => print_json(&index),
    }
}

fn table(Index { index, .. }: &Index, baseline: &Baseline) -> String {
    let name = |code: &str| match code {
        SectorTrade::ALL => "All trade".to_owned(),
        code => {
            let known = baseline.sectors.iter().find(|sector| sector.code == code);
            format!("{code} {}", known.map_or("", |sector| &sector.name))
        }
    };
    let Some(last) = index.last() else {
        return "No trade between economies that have measures.\n".to_owned();
    };
    let line = |of: &IndexOf, label: String| {
        let mut cells = vec![label, shown(of.burden), shown(of.heterogeneity)];
        cells.extend(of.drawn.into_iter().flat_map(ranges));
        cells
    };
    let filled = |label: &str, lines: Vec<Vec<String>>| {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let header = [label, "burden", "heterogeneity", "burden, 90%", "heterogeneity, 90%"];
        table.set_header(&header[..lines.first().map_or(3, Vec::len)]);
        table.add_rows(lines);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        format!("{}\n", table.trim_fmt())
    };
    // All trade over the years, or the few sectors asked about.
    let mut shown_by_year: Vec<&str> = index.iter().map(|of| of.sector.as_str()).collect();
    shown_by_year.sort_unstable();
    shown_by_year.dedup();
    let whole = shown_by_year.contains(&SectorTrade::ALL);
    shown_by_year.retain(|&code| !whole || code == SectorTrade::ALL);
    let mut text = String::new();
    for code in shown_by_year {
        let of: Vec<&IndexOf> = index.iter().filter(|of| of.sector == code).collect();
        let years = of.iter().map(|of| line(of, of.year.to_string())).collect();
        text += &format!("{}, by year\n\n{}\n", name(code), filled("year", years));
    }
    if whole {
        let mut sectors: Vec<&IndexOf> =
            index.iter().filter(|of| of.year == last.year && of.sector != SectorTrade::ALL).collect();
        sectors.sort_by(|one, other| other.burden.total_cmp(&one.burden));
        let by_sector = sectors.iter().map(|of| line(of, name(&of.sector))).collect();
        text += &format!("Sectors in {}\n\n{}\n", last.year, filled("sector", by_sector));
    }
    let first = index.iter().find(|of| of.year == last.year).unwrap_or(last);
    text + &format!(
        "Averages over pairs of economies, from 0 to 1, weighted by the trade of {}; {:.0} percent of it is between\n\
         economies that have measures. Each sector meets the measures that cover it.\n",
        baseline.meta.name,
        first.covered * 100.0,
    )
}

fn records(index: &[IndexOf]) -> Vec<Vec<String>> {
    let mut header = vec!["year", "sector", "burden", "heterogeneity", "recognised", "covered"];
    if index.first().is_some_and(|of| of.drawn.is_some()) {
        header.extend(["burden_p05", "burden_p50", "burden_p95"]);
        header.extend(["heterogeneity_p05", "heterogeneity_p50", "heterogeneity_p95"]);
    }
    let record = |of: &IndexOf| {
        let drawn = of.drawn.iter().flat_map(Ranges::numbers);
        let numbers = [of.burden, of.heterogeneity, of.recognised, of.covered].into_iter().chain(drawn);
        let words = [of.year.to_string(), of.sector.clone()];
        words.into_iter().chain(numbers.map(|number| number.to_string())).collect()
    };
    let header = header.into_iter().map(str::to_owned).collect();
    std::iter::once(header).chain(index.iter().map(record)).collect()
}
