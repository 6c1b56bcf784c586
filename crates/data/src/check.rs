//! Does a baseline add up? What reading already refuses is an error; this is about what it lets pass.

use crate::baseline::{Baseline, EconomyInfo, SectorInfo};
use crate::nearest::listed;
use crate::totals::Totals;
use comity_model::{EconomyId, Grid, PerEconomy, SectorId};
use serde::Serialize;

/// What [`Baseline::check`] found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Two sides that should be equal, economy by economy and sector by sector.
    pub balances: Vec<Balance>,
    /// What a careful user would look at before trusting results.
    pub warnings: Vec<String>,
}

/// Two sums that should be equal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// What the two sides are.
    pub name: &'static str,
    /// World total of the left side.
    pub left: f64,
    /// World total of the right side.
    pub right: f64,
    /// Sum of the sizes of the gaps.
    pub gap: f64,
    /// The same as a share of the left side.
    pub share: f64,
    /// The largest gaps, largest first.
    pub largest: Vec<Gap>,
}

/// Where two sides differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    /// The economy's code.
    pub economy: String,
    /// The sector's code; empty where the balance is the economy's own.
    pub sector: String,
    /// The left side.
    pub left: f64,
    /// The right side.
    pub right: f64,
}

impl Gap {
    /// Left less right.
    pub fn difference(&self) -> f64 {
        self.left - self.right
    }
}

impl Baseline {
    /// Checks whether the tables agree with each other and whether anything is missing.
    pub fn check(&self) -> Report {
        let totals = Totals::of(&self.table);
        let balances = vec![
            self.grid_balance("sales = inputs + value added", &totals.output, &totals.cost),
            self.grid_balance("purchases with tariffs = use + final demand", &totals.spending, &totals.uses),
            self.income_balance(&totals),
        ];
        let mut warnings = Vec::new();
        self.warn_of_missing_words(&mut warnings);
        self.warn_of_numbers(&totals, &mut warnings);
        warnings.extend(balances.iter().filter(|balance| balance.share > 0.01).map(|balance| {
            format!(
                "{}: the two sides differ by {:.1}% in sum, which the benchmark equilibrium has to reconcile",
                balance.name,
                100.0 * balance.share
            )
        }));
        Report { balances, warnings }
    }

    fn grid_balance(&self, name: &'static str, left: &Grid, right: &Grid) -> Balance {
        let size = self.table.size;
        let cells = size.economies().flat_map(|e| size.sectors().map(move |j| (e, j)));
        let gaps = cells.map(|(economy, sector)| Gap {
            economy: self.economies[economy.0].code.clone(),
            sector: self.sectors[sector.0].code.clone(),
            left: left[(economy, sector)],
            right: right[(economy, sector)],
        });
        balance(name, gaps.collect())
    }

    /// Final demand is paid from factor income, tariff revenue and the deficit.
    fn income_balance(&self, totals: &Totals) -> Balance {
        let deficits = self.deficits(totals);
        let (income, revenue) = (totals.value_added.by_economy(), totals.tariff_revenue.by_economy());
        let demand = self.table.final_demand.by_economy();
        let gaps = self.table.size.economies().map(|economy| Gap {
            economy: self.economies[economy.0].code.clone(),
            sector: String::new(),
            left: income[economy] + revenue[economy] + deficits[economy],
            right: demand[economy],
        });
        balance("income + tariffs + deficit = final demand", gaps.collect())
    }

    /// Those of the table, or else imports less exports.
    fn deficits(&self, totals: &Totals) -> PerEconomy {
        self.table.deficits.clone().unwrap_or_else(|| {
            let (mut imports, exports) = (totals.imports.by_economy(), totals.exports.by_economy());
            for (imports, exports) in imports.values_mut().iter_mut().zip(exports.values()) {
                *imports -= exports;
            }
            imports
        })
    }

    fn warn_of_missing_words(&self, warnings: &mut Vec<String>) {
        let meta = &self.meta;
        for (key, missing) in [
            ("year", meta.year == 0),
            ("unit", meta.unit.is_empty()),
            ("source", meta.source.is_empty()),
            ("licence", meta.licence.is_empty()),
        ] {
            if missing {
                warnings.push(format!("baseline.toml has no `{key}`: results cannot say it either"));
            }
        }
        let economies = |what, missing: fn(&EconomyInfo) -> bool| {
            codes_of(what, self.economies.iter().filter(|&e| missing(e)).map(|e| e.code.as_str()))
        };
        let sectors = |what, missing: fn(&SectorInfo) -> bool| {
            codes_of(what, self.sectors.iter().filter(|&s| missing(s)).map(|s| s.code.as_str()))
        };
        let found = [
            economies("economies without a name", |economy| economy.name.is_empty()),
            economies("economies without an income group", |economy| economy.income_group.is_empty()),
            economies(
                "economies whose income group is not low, lower_middle, upper_middle or high",
                |economy| {
                    !["", "low", "lower_middle", "upper_middle", "high"]
                        .contains(&economy.income_group.as_str())
                },
            ),
            economies("economies without a region", |economy| economy.region.is_empty()),
            sectors("sectors without a name", |sector| sector.name.is_empty()),
            sectors("sectors without a group", |sector| sector.group.is_empty()),
        ];
        warnings.extend(found.into_iter().flatten());
    }

    fn warn_of_numbers(&self, totals: &Totals, warnings: &mut Vec<String>) {
        let size = self.table.size;
        let mut cells = |what: &str, odd: &dyn Fn((EconomyId, SectorId)) -> bool| {
            let cells = size.economies().flat_map(|e| size.sectors().map(move |j| (e, j)));
            let names: Vec<String> = cells
                .filter(|&cell| odd(cell))
                .map(|(e, j)| format!("{} {}", self.economies[e.0].code, self.sectors[j.0].code))
                .collect();
            warnings.extend(codes_of(what, names.iter().map(String::as_str)));
        };
        cells("wanted but sold by nobody", &|at| totals.uses[at] > 0.0 && totals.spending[at] == 0.0);
        cells("bought but used by nobody", &|at| totals.spending[at] > 0.0 && totals.uses[at] == 0.0);
        cells("sold without inputs or value added, so taken to be value added", &|at| {
            totals.output[at] > 0.0 && totals.cost[at] == 0.0
        });
        cells("paid for but not sold", &|at| totals.cost[at] > 0.0 && totals.output[at] == 0.0);
        for sector in size.sectors() {
            let code = &self.sectors[sector.0].code;
            let theta = self.table.theta[sector];
            if !(0.5..=30.0).contains(&theta) {
                warnings.push(format!(
                    "the trade elasticity of `{code}` is {theta}, far from published estimates"
                ));
            }
            if size.economies().all(|economy| totals.output[(economy, sector)] == 0.0) {
                warnings.push(format!("nobody sells anything of `{code}`"));
            }
        }
        self.warn_of_tariffs_and_deficits(totals, warnings);
    }

    fn warn_of_tariffs_and_deficits(&self, totals: &Totals, warnings: &mut Vec<String>) {
        let (table, size) = (&self.table, self.table.size);
        let largest = size.flows().max_by(|&a, &b| table.tariffs[a].total_cmp(&table.tariffs[b]));
        if let Some(flow) = largest.filter(|&flow| table.tariffs[flow] > 5.0) {
            warnings.push(format!(
                "a tariff of {:.0}% on `{}` from {} to {}: rates are written as 0.1 for 10%",
                100.0 * table.tariffs[flow],
                self.sectors[flow.sector.0].code,
                self.economies[flow.origin.0].code,
                self.economies[flow.destination.0].code
            ));
        }
        let at_home = size
            .flows()
            .filter(|flow| flow.origin == flow.destination && table.tariffs[*flow] != 0.0)
            .count();
        if at_home > 0 {
            warnings.push(format!("{at_home} domestic flows bear a tariff"));
        }
        let income = totals.value_added.by_economy();
        if let Some(deficits) = &table.deficits
            && deficits.sum().abs() > 1e-6 * income.sum()
        {
            let sum = deficits.sum();
            warnings.push(format!(
                "deficits add up to {sum:.0} where the world has none: the model spreads the rest"
            ));
        }
        let deficits = self.deficits(totals);
        let heavy = size.economies().filter(|&e| table.deficits.is_none() && deficits[e].abs() >= income[e]);
        let heavy = heavy.map(|economy| self.economies[economy.0].code.as_str());
        warnings.extend(codes_of("imports and exports differ by more than factor income", heavy));
    }
}

/// A warning about the codes, if there are any.
fn codes_of<'a>(what: &str, codes: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut codes = codes.peekable();
    codes.peek()?;
    Some(format!("{what}: {}", listed(codes)))
}

fn balance(name: &'static str, mut gaps: Vec<Gap>) -> Balance {
    const LARGEST: usize = 5;
    let left: f64 = gaps.iter().map(|gap| gap.left).sum();
    let right: f64 = gaps.iter().map(|gap| gap.right).sum();
    let gap: f64 = gaps.iter().map(|gap| gap.difference().abs()).sum();
    // What rounding leaves is no gap.
    gaps.retain(|gap| gap.difference().abs() > 1e-9 * (gap.left.abs() + gap.right.abs()));
    gaps.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
    gaps.truncate(LARGEST);
    let share = if left > 0.0 { gap / left } else { 0.0 };
    Balance { name, left, right, gap, share, largest: gaps }
}
