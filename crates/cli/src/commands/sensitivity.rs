//! `comity sensitivity`.

use super::world::WorldArgs;
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comity_scenario::sensitivity::{Effect, Group, Kind, Lever, Measure, Trade};
use comity_scenario::{EconomyId, Run, SectorId, Sensitivity};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub struct SensitivityArgs {
    /// The result: `real_income:ECONOMY`, `real_wage:ECONOMY`, or `world` for real income of the world
    #[arg(long, default_value = "world", value_name = "RESULT")]
    of: String,
    /// How many of each kind, the strongest first
    #[arg(long, default_value_t = 10, value_name = "N")]
    top: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    #[command(flatten)]
    world: WorldArgs,
}

pub fn run(args: &SensitivityArgs) -> Result<(), Failure> {
    let run = args.world.run()?;
    let mut found = Sensitivity::of(&run, Measure::parse(&args.of, &run)?)?;
    for group in &mut found.groups {
        group.effects.truncate(args.top);
    }
    let names = Names(&run);
    let text = match args.format {
        PrintFormat::Table => names.table(&found),
        PrintFormat::Csv => csv(names.rows(&found))?,
        PrintFormat::Json => format!("{:#}\n", names.json(&found, &args.of)),
    };
    print(format_args!("{text}"))
}

const COLUMNS: [&str; 7] = ["kind", "entry", "sector", "origin", "destination", "change", "effect_pct"];

/// The word of a kind of change, and the heading over its effects.
fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Entry => (
            "entry",
            "entries of the scenario: costs 1% lower, tariffs 1 point higher, productivity 1% higher",
        ),
        Kind::Elasticity => ("elasticity", "trade elasticities 1% higher"),
        Kind::TradeCostByPartner => ("trade_cost_by_partner", "trade costs 1% lower, all sectors together"),
        Kind::TradeCostBySector => ("trade_cost_by_sector", "trade costs 1% lower among all economies"),
        Kind::TradeCost => ("trade_cost", "trade costs of one flow 1% lower"),
        Kind::TariffByPartner => {
            ("tariff_by_partner", "tariffs 1 percentage point higher, all sectors together")
        }
        Kind::TariffBySector => ("tariff_by_sector", "tariffs 1 percentage point higher among all economies"),
        Kind::Tariff => ("tariff", "tariff on one flow 1 percentage point higher"),
        Kind::Productivity => ("productivity", "productivity 1% higher"),
    }
}

/// The change that an effect is of.
fn change(lever: &Lever) -> &'static str {
    match lever {
        Lever::TradeCost(_) | Lever::Entry { name: "trade_cost", .. } => "-1%",
        Lever::Tariff(_) | Lever::Entry { name: "tariff", .. } => "+1 point",
        Lever::Entry { .. } | Lever::Elasticity(_) | Lever::Productivity(..) => "+1%",
    }
}

/// A small change for people: five decimals, or two digits of what would vanish among them.
fn signed(pct: f64) -> String {
    match pct.abs() {
        0.0 => "0".to_owned(),
        5e-5.. => format!("{pct:+.5}"),
        _ => format!("{pct:+.1e}"),
    }
}

/// What things are called in the run's baseline.
struct Names<'a>(&'a Run);

impl Names<'_> {
    fn table(&self, found: &Sensitivity) -> String {
        let result = self.result(found.of);
        let scenario = &self.0.scenario.name;
        let mut text = format!("{scenario}: {result} changes by {:+.3}%\n", found.change_pct);
        text += "What one more small change would add to that, in percent:\n";
        for group in found.groups.iter().filter(|group| !group.effects.is_empty()) {
            text += &format!("\n{}\n", words(group.kind).1);
            for effect in &group.effects {
                let (pct, lever) = (signed(effect.pct), self.lever(&effect.lever, found.of));
                text += &format!("  {pct:>8}  {lever}\n");
            }
        }
        let flows = found.groups.iter().find(|group| group.kind == Kind::TradeCost);
        let strongest = flows.and_then(|group| group.effects.first());
        if let Some(sentence) = strongest.and_then(|effect| self.sentence(effect, found.of)) {
            text += &format!(
                "
{sentence}
"
            );
        }
        text
    }

    /// "Real income of Germany rises by 0.012 percent if the cost of importing ... from Ireland falls by 1 percent."
    fn sentence(&self, strongest: &Effect, of: Measure) -> Option<String> {
        let Lever::TradeCost(Trade {
            origin: Some(origin),
            destination: Some(destination),
            sector: Some(sector),
        }) = strongest.lever
        else {
            return None;
        };
        let (from, to, sector) = (self.economy(origin), self.economy(destination), self.sector(sector));
        let cost = match of.economy() {
            Some(economy) if economy == destination => format!("importing {sector} from {from}"),
            Some(economy) if economy == origin => format!("exporting {sector} to {to}"),
            _ => format!("shipping {sector} from {from} to {to}"),
        };
        let moves = if strongest.pct < 0.0 { "falls" } else { "rises" };
        let (mut result, pct) = (self.result(of), strongest.pct.abs());
        result[..1].make_ascii_uppercase();
        Some(format!("{result} {moves} by {pct:.3} percent if the cost of {cost} falls by 1 percent."))
    }

    fn result(&self, of: Measure) -> String {
        match of {
            Measure::RealIncome(None) => "real income of the world".to_owned(),
            Measure::RealIncome(Some(economy)) => format!("real income of {}", self.economy(economy)),
            Measure::RealWage(economy) => format!("the real wage of {}", self.economy(economy)),
        }
    }

    fn lever(&self, lever: &Lever, of: Measure) -> String {
        match lever {
            Lever::Entry { name, place } => format!("[[{name}]] at {place}"),
            Lever::Elasticity(sector) => self.sector(*sector),
            Lever::TradeCost(trade) | Lever::Tariff(trade) => self.trade(*trade, of),
            Lever::Productivity(economy, sector) => {
                format!("{} in {}", self.sector(*sector), self.economy(*economy))
            }
        }
    }

    fn trade(&self, Trade { origin, destination, sector }: Trade, of: Measure) -> String {
        let name = |economy: Option<EconomyId>| economy.map_or("all".to_owned(), |id| self.economy(id));
        let (from, to) = (name(origin), name(destination));
        match sector.map(|sector| self.sector(sector)) {
            Some(sector) if origin.is_none() && destination.is_none() => sector,
            Some(sector) => format!("{sector} from {from} to {to}"),
            None if of.economy().is_none() && origin.is_none() => format!("imports of {to}"),
            None if of.economy().is_none() => format!("exports of {from}"),
            None if of.economy() == destination => format!("imports from {from}"),
            None => format!("exports to {to}"),
        }
    }

    fn economy(&self, EconomyId(at): EconomyId) -> String {
        let economy = &self.0.baseline.economies[at];
        if economy.name.is_empty() { economy.code.clone() } else { economy.name.clone() }
    }

    fn sector(&self, SectorId(at): SectorId) -> String {
        let sector = &self.0.baseline.sectors[at];
        if sector.name.is_empty() {
            sector.code.clone()
        } else {
            format!("{} ({})", sector.name, sector.code)
        }
    }

    /// A header and one row an effect, numbers with all their digits.
    fn rows(&self, found: &Sensitivity) -> Vec<Vec<String>> {
        let header = COLUMNS.map(str::to_owned).to_vec();
        let rows =
            found.groups.iter().flat_map(|group| group.effects.iter().map(move |effect| (group, effect)));
        std::iter::once(header).chain(rows.map(|(group, effect)| self.row(group, effect))).collect()
    }

    fn row(&self, group: &Group, effect: &Effect) -> Vec<String> {
        let (word, _) = words(group.kind);
        let [entry, sector, origin, destination] = self.codes(&effect.lever);
        let mut row = vec![word.to_owned()];
        row.extend([entry, sector, origin, destination].map(Option::unwrap_or_default));
        row.extend([change(&effect.lever).to_owned(), effect.pct.to_string()]);
        row
    }

    fn json(&self, found: &Sensitivity, of: &str) -> Value {
        let effects: Vec<Value> = found
            .groups
            .iter()
            .flat_map(|group| group.effects.iter().map(move |effect| (group, effect)))
            .map(|(group, effect)| {
                let (word, _) = words(group.kind);
                let [entry, sector, origin, destination] = self.codes(&effect.lever);
                json!({
                    "kind": word, "entry": entry, "sector": sector, "origin": origin, "destination": destination,
                    "change": change(&effect.lever), "effect_pct": effect.pct,
                })
            })
            .collect();
        json!({ "of": of, "change_pct": found.change_pct, "effects": effects })
    }

    /// Entry, sector, origin and destination; of productivity, the economy is the origin.
    fn codes(&self, lever: &Lever) -> [Option<String>; 4] {
        let economy = |EconomyId(at): EconomyId| self.0.baseline.economies[at].code.clone();
        let sector = |SectorId(at): SectorId| self.0.baseline.sectors[at].code.clone();
        match lever {
            Lever::Entry { name, place } => [Some(format!("{name} {place}")), None, None, None],
            Lever::Elasticity(id) => [None, Some(sector(*id)), None, None],
            Lever::TradeCost(trade) | Lever::Tariff(trade) => {
                let Trade { origin, destination, sector: id } = *trade;
                [None, id.map(sector), origin.map(economy), destination.map(economy)]
            }
            Lever::Productivity(at, id) => [None, Some(sector(*id)), Some(economy(*at)), None],
        }
    }
}
