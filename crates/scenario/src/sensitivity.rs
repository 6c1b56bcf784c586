//! What a result depends on, at a scenario's counterfactual: its derivative by everything that could have been otherwise.
//!
//! Each effect is that of one more small change on top of the scenario, to first order and scaled to a size that people speak of: costs
//! that fall by one percent, tariffs one percentage point higher, productivity and trade elasticities one percent higher.

use crate::diagnostic::Fault;
use crate::entries::Touched;
use crate::error::Error;
use crate::run::Run;
use crate::select::Selector;
use comity_model::{EconomyId, Flow, Linearised, Objective, PerParameter, SectorId, Shock, Size};

/// Effects smaller than this, in percent, are below what solves are exact to.
const NEGLIGIBLE: f64 = 1e-9;

/// A result that can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Real income of an economy, or of the world.
    RealIncome(Option<EconomyId>),
    /// Real wage of an economy.
    RealWage(EconomyId),
}

/// Everything that a result depends on, in groups, the strongest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The result.
    pub of: Measure,
    /// What the scenario changes it by, in percent.
    pub change_pct: f64,
    /// The effects.
    pub groups: Vec<Group>,
}

/// Effects of one kind of change.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub kind: Kind,
    /// The effects, the largest in size first; none where there is nothing to change.
    pub effects: Vec<Effect>,
}

/// Kinds of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An entry of the scenario, with all that it changes.
    Entry,
    /// The trade elasticity of a sector, one percent higher.
    Elasticity,
    /// Trade costs of all sectors with one partner (of the world: of all that an economy imports or exports), one percent lower.
    TradeCostByPartner,
    /// Trade costs of one sector among all economies, one percent lower.
    TradeCostBySector,
    /// The trade cost of one flow, one percent lower.
    TradeCost,
    /// Tariffs on all sectors with one partner, likewise, one percentage point higher.
    TariffByPartner,
    /// Tariffs on one sector among all economies, one percentage point higher.
    TariffBySector,
    /// The tariff on one flow, one percentage point higher.
    Tariff,
    /// The productivity of one sector of one economy, one percent higher.
    Productivity,
}

/// One change and what it does to the result.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// What changes.
    pub lever: Lever,
    /// The change of the result, in percent of it.
    pub pct: f64,
}

/// What can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lever {
    /// An entry of the scenario.
    Entry {
        /// Its name, such as `trade_cost`.
        name: &'static str,
        /// `path:line` where it begins.
        place: String,
    },
    /// Trade elasticity.
    Elasticity(SectorId),
    /// Trade costs.
    TradeCost(Trade),
    /// Tariffs.
    Tariff(Trade),
    /// Total productivity.
    Productivity(EconomyId, SectorId),
}

/// Flows between economies; what is not named is all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trade {
    /// Who sells.
    pub origin: Option<EconomyId>,
    /// Who buys.
    pub destination: Option<EconomyId>,
    /// What is traded.
    pub sector: Option<SectorId>,
}

impl Measure {
    /// Reads `real_income:DEU`, `real_wage:DEU`, `real_income:world` or `world`.
    ///
    /// # Errors
    /// The word names no result, or no economy of the run's baseline.
    pub fn parse(word: &str, run: &Run) -> Result<Self, Error> {
        let unknown = |message: String, hint: Option<String>| Error::UnknownResult { message, hint };
        let (name, whose) = match word {
            "world" => ("real_income", word),
            _ => word.split_once(':').unwrap_or((word, "")),
        };
        let economy = || {
            let found = Selector::new(&run.baseline).economy(whose);
            found.map_err(|Fault { message, hint, .. }| unknown(message, hint))
        };
        match name {
            "real_income" if whose == "world" => Ok(Self::RealIncome(None)),
            "real_income" if !whose.is_empty() => Ok(Self::RealIncome(Some(economy()?))),
            "real_wage" if !whose.is_empty() => Ok(Self::RealWage(economy()?)),
            _ => Err(unknown(
                format!("unknown result `{word}`"),
                Some(
                    "write real_income:DEU, real_wage:DEU or world, with the code of any economy".to_owned(),
                ),
            )),
        }
    }

    /// The economy whose result it is; `None` for the world.
    pub fn economy(self) -> Option<EconomyId> {
        match self {
            Self::RealIncome(economy) => economy,
            Self::RealWage(economy) => Some(economy),
        }
    }
}

impl Sensitivity {
    /// Differentiates a result at the counterfactual of a run.
    ///
    /// # Errors
    /// A file that the scenario names can no longer be read, or the equilibrium has no derivatives.
    pub fn of(run: &Run, measure: Measure) -> Result<Self, Error> {
        let calibration = &run.benchmark.calibration;
        let shock = run.scenario.shock(&run.baseline, calibration)?.shock;
        needs_one_world(run, "comity sensitivity")?;
        let touched = run.scenario.touched(&run.baseline, calibration)?;
        let gradient = gradient(run, measure, &shock)?;
        let size = calibration.size;
        let mut groups = vec![Group { kind: Kind::Entry, effects: entries(&touched, &gradient, size) }];
        groups.extend(every_lever(run, measure, &gradient));
        for Group { effects, .. } in &mut groups {
            effects.retain(|effect| {
                effect.pct.abs() > NEGLIGIBLE || matches!(effect.lever, Lever::Entry { .. })
            });
            effects.sort_by(|a, b| b.pct.abs().total_cmp(&a.pct.abs()));
        }
        let outcome = &run.outcome;
        let hat = match measure {
            Measure::RealIncome(None) => outcome.world.real_income,
            Measure::RealIncome(Some(economy)) => outcome.economies.real_income[economy],
            Measure::RealWage(economy) => outcome.economies.real_wage[economy],
        };
        Ok(Self { of: measure, change_pct: (hat - 1.0) * 100.0, groups })
    }
}

/// Refuses paths of years: what is asked for is one world.
pub(crate) fn needs_one_world(run: &Run, command: &'static str) -> Result<(), Error> {
    match run.path.is_some() {
        true => Err(Error::Underived { command, what: "paths of years", hint: "run it without `years`" }),
        false => Ok(()),
    }
}

pub(crate) fn gradient(run: &Run, measure: Measure, shock: &Shock) -> Result<PerParameter, Error> {
    let (benchmark, equilibrium) = (&run.benchmark, &run.counterfactual);
    let objective = match measure {
        Measure::RealIncome(None) => Objective::world_real_income(benchmark, equilibrium),
        Measure::RealIncome(Some(economy)) => Objective::real_income(benchmark, economy),
        Measure::RealWage(economy) => Objective::real_wage(benchmark, economy),
    };
    let linearised = Linearised::new(benchmark, &benchmark.calibration.theta, shock, equilibrium);
    linearised
        .gradient(&objective)
        .map(|gradient| gradient.by)
        .map_err(|unsolved| Error::NoDerivatives { residual: unsolved.residual })
}

/// The effect of each entry: of what it changes, costs one percent lower, tariffs a point and productivity one percent higher.
fn entries(touched: &[(Lever, Touched)], gradient: &PerParameter, size: Size) -> Vec<Effect> {
    // The last entry about a tariff is the one that counts.
    let mut taken = vec![false; size.flows().count()];
    let place =
        |flow: &Flow| (flow.sector.0 * size.economies + flow.destination.0) * size.economies + flow.origin.0;
    let mut effects: Vec<Effect> = touched
        .iter()
        .rev()
        .map(|(lever, touched)| {
            let pct = match touched {
                Touched::TradeCosts(flows) => -flows.iter().map(|&flow| gradient.iceberg[flow]).sum::<f64>(),
                Touched::Tariffs(flows) => flows
                    .iter()
                    .filter(|flow| !std::mem::replace(&mut taken[place(flow)], true))
                    .map(|&flow| gradient.tariffs[flow])
                    .sum(),
                Touched::Productivity(cells) => cells.iter().map(|&cell| gradient.productivity[cell]).sum(),
                Touched::ValueAddedProductivity(cells) => {
                    cells.iter().map(|&cell| gradient.value_added_productivity[cell]).sum()
                }
                Touched::FactorProductivity(factor, cells) => {
                    cells.iter().map(|&cell| gradient.factor_productivity[*factor][cell]).sum()
                }
                Touched::FactorSupply(factors, economies) => factors
                    .iter()
                    .flat_map(|&factor| economies.iter().map(move |&economy| (factor, economy)))
                    .map(|(factor, economy)| gradient.factor_supply[factor][economy])
                    .sum(),
            };
            Effect { lever: lever.clone(), pct }
        })
        .collect();
    effects.reverse();
    effects
}

/// The effects of everything that could change, whether or not the scenario does.
fn every_lever(run: &Run, measure: Measure, gradient: &PerParameter) -> Vec<Group> {
    let size = run.benchmark.calibration.size;
    let theta = &run.benchmark.calibration.theta;
    let elasticities = size.sectors().map(|sector| Effect {
        lever: Lever::Elasticity(sector),
        pct: theta[sector] * gradient.theta[sector],
    });
    let productivity = size.economies().flat_map(|economy| {
        size.sectors().map(move |sector| Effect {
            lever: Lever::Productivity(economy, sector),
            pct: gradient.productivity[(economy, sector)],
        })
    });
    let costs = ByTrade::add_up(size, measure.economy(), |flow| -gradient.iceberg[flow]);
    let tariffs = ByTrade::add_up(size, measure.economy(), |flow| gradient.tariffs[flow]);
    let of_trade = |lever: fn(Trade) -> Lever, effects: Vec<(Trade, f64)>| -> Vec<Effect> {
        effects.into_iter().map(|(trade, pct)| Effect { lever: lever(trade), pct }).collect()
    };
    [
        (Kind::Elasticity, elasticities.collect()),
        (Kind::TradeCostByPartner, of_trade(Lever::TradeCost, costs.partners)),
        (Kind::TradeCostBySector, of_trade(Lever::TradeCost, costs.sectors)),
        (Kind::TradeCost, of_trade(Lever::TradeCost, costs.flows)),
        (Kind::TariffByPartner, of_trade(Lever::Tariff, tariffs.partners)),
        (Kind::TariffBySector, of_trade(Lever::Tariff, tariffs.sectors)),
        (Kind::Tariff, of_trade(Lever::Tariff, tariffs.flows)),
        (Kind::Productivity, productivity.collect()),
    ]
    .map(|(kind, effects)| Group { kind, effects })
    .into()
}

/// Effects of changes on flows between economies: one by one, and added up.
struct ByTrade {
    flows: Vec<(Trade, f64)>,
    sectors: Vec<(Trade, f64)>,
    partners: Vec<(Trade, f64)>,
}

impl ByTrade {
    /// Adds up by partner of an economy; of the world, by whoever imports and whoever exports.
    fn add_up(size: Size, of: Option<EconomyId>, effect: impl Fn(Flow) -> f64) -> Self {
        let mut flows = Vec::new();
        let mut sectors = vec![0.0; size.sectors];
        let mut imports = vec![0.0; size.economies];
        let mut exports = vec![0.0; size.economies];
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            let Flow { origin, destination, sector } = flow;
            let pct = effect(flow);
            sectors[sector.0] += pct;
            match of {
                None => {
                    imports[destination.0] += pct;
                    exports[origin.0] += pct;
                }
                Some(economy) if destination == economy => imports[origin.0] += pct,
                Some(economy) if origin == economy => exports[destination.0] += pct,
                Some(_) => {}
            }
            let trade = Trade { origin: Some(origin), destination: Some(destination), sector: Some(sector) };
            flows.push((trade, pct));
        }
        let all = Trade { origin: None, destination: None, sector: None };
        let partners = size.economies().flat_map(|partner| {
            let partner_ = Some(partner);
            let (bought, sold) = match of {
                None => (Trade { destination: partner_, ..all }, Trade { origin: partner_, ..all }),
                Some(_) => (
                    Trade { origin: partner_, destination: of, ..all },
                    Trade { origin: of, destination: partner_, ..all },
                ),
            };
            [(bought, imports[partner.0]), (sold, exports[partner.0])]
        });
        Self {
            flows,
            sectors: size.sectors().map(|s| (Trade { sector: Some(s), ..all }, sectors[s.0])).collect(),
            partners: partners.collect(),
        }
    }
}
