//! Regimes of data flows by pair of economies: today's, and those of `[[data_flows]]` in a scenario.
//!
//! A regime is about data that leave their origin for a destination. What a scenario changes is measured against the regimes of today, in
//! which trade, productivity and adoption were observed: where no entry changes a regime, nothing changes.

use super::pairs::Pairs;
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::id;
use crate::parameters::{Id, Parameters};
use crate::select::{Selector, Warnings};
use crate::source::Source;
use comity_data::{Baseline, nearest};
use comity_model::{EconomyId, PerEconomy, Size};
use std::ops::Range;
use toml::de::DeTable;

const KEYS: &[&str] = &["origins", "destinations", "except", "regime"];

/// Under which rules data may leave an economy for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// No rule.
    Open,
    /// Under safeguards that are the same for everybody, such as standard contracts.
    Safeguards,
    /// Authorised case by case.
    Conditional,
    /// Not at all.
    Closed,
}

impl Regime {
    /// Every regime, from the most open on.
    pub const ALL: [Self; 4] = [Self::Open, Self::Safeguards, Self::Conditional, Self::Closed];
    /// The words for them, in the same order.
    pub const WORDS: [&'static str; 4] = ["open", "safeguards", "conditional", "closed"];

    /// The word for it in a scenario.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// `[[data_flows]]`: the regime of some pairs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    span: Range<usize>,
    origins: Option<Vec<Word>>,
    destinations: Option<Vec<Word>>,
    except: Vec<Word>,
    regime: Regime,
}

impl Entry {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        let fields = Fields::new(table, "[[data_flows]]", KEYS)?;
        let word = fields.text("regime")?.ok_or_else(|| {
            Fault::at(span.clone(), "[[data_flows]] has no `regime`").hint(format!(
                "add a line such as regime = \"safeguards\"; there are {}",
                Regime::WORDS.join(", ")
            ))
        })?;
        let known = Regime::ALL.into_iter().find(|regime| regime.word() == word.get_ref());
        let regime = known.ok_or_else(|| {
            Fault::at(word.span(), format!("unknown regime `{}`", word.get_ref()))
                .hint(nearest::one_of(word.get_ref(), &Regime::WORDS))
        })?;
        Ok(Self {
            span: span.clone(),
            origins: fields.words("origins")?,
            destinations: fields.words("destinations")?,
            except: fields.words("except")?.unwrap_or_default(),
            regime,
        })
    }

    /// The pairs it is about; none within an economy.
    fn pairs(
        &self,
        selector: &Selector,
        warnings: &mut Warnings,
    ) -> Result<Vec<(EconomyId, EconomyId)>, Fault> {
        let except = selector.except(&self.except, warnings)?;
        let origins = selector.economies(self.origins.as_deref(), &except, warnings)?;
        let destinations = selector.economies(self.destinations.as_deref(), &except, warnings)?;
        let pairs = origins.iter().flat_map(|&origin| destinations.iter().map(move |&to| (origin, to)));
        Ok(pairs.filter(|(origin, destination)| origin != destination).collect())
    }
}

/// Rules on data among some economies that are as strict as a number says: 0 open, 1 safeguards, 2 conditional, 3 closed. Between two of
/// them, the part of the pairs that the number says is under the stricter one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mixture {
    economies: Vec<EconomyId>,
    strictness: f64,
}

/// The golden ratio less one: its multiples lie evenly between whole numbers.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

impl Mixture {
    pub fn new(economies: Vec<EconomyId>, strictness: f64) -> Self {
        Self { economies, strictness }
    }

    /// Every pair and its regime. Pairs become stricter in an order in which each economy has about the same part of its partners under
    /// the stricter regime, on both sides, and those that do stay there as strictness rises.
    fn pairs(&self) -> impl Iterator<Item = (EconomyId, EconomyId, Regime)> + '_ {
        let count = self.economies.len();
        let mut turns: Vec<usize> = (1..count).collect();
        turns.sort_by(|a, b| (*a as f64 * GOLDEN).fract().total_cmp(&(*b as f64 * GOLDEN).fract()));
        let lower = self.strictness.floor();
        let stricter = ((self.strictness - lower) * turns.len() as f64).round() as usize;
        let at = |level: f64| Regime::ALL[(level as usize).min(Regime::ALL.len() - 1)];
        turns.into_iter().enumerate().flat_map(move |(rank, turn)| {
            let regime = at(if rank < stricter { lower + 1.0 } else { lower });
            (0..count)
                .map(move |origin| (self.economies[origin], self.economies[(origin + turn) % count], regime))
        })
    }
}

/// The regime of every pair, today and in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFlows {
    size: Size,
    /// By origin.
    today: Vec<Regime>,
    /// By origin and destination, origin after origin.
    regimes: Vec<Regime>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
}

impl DataFlows {
    /// The regimes of today, under which nothing changes.
    pub fn today(baseline: &Baseline, parameters: &Parameters) -> Self {
        let size = baseline.table.size;
        let regime = |economy: &comity_data::EconomyInfo| {
            let number =
                parameters.by_economy(id!("data_flows.regime"), &economy.code, &economy.income_group);
            let place = number.round().clamp(0.0, (Regime::ALL.len() - 1) as f64) as usize;
            Regime::ALL[place]
        };
        let today: Vec<Regime> = baseline.economies.iter().map(regime).collect();
        let regimes = today.iter().flat_map(|&regime| vec![regime; size.economies]).collect();
        Self { size, today, regimes, warnings: Vec::new() }
    }

    /// As the entries of a scenario change them; later entries go before earlier ones.
    pub(crate) fn new(
        baseline: &Baseline,
        parameters: &Parameters,
        entries: &[Entry],
        source: &Source,
    ) -> Result<Self, Error> {
        let mut flows = Self::today(baseline, parameters);
        let selector = Selector::new(baseline);
        for entry in entries {
            let mut warnings = Warnings::new();
            let pairs = entry.pairs(&selector, &mut warnings).map_err(|fault| source.error(fault))?;
            if pairs.is_empty() && warnings.is_empty() {
                let message = "this [[data_flows]] changes nothing: it selects no pair of economies";
                warnings.push((entry.span.start, message.to_owned()));
            }
            for (origin, destination) in pairs {
                let place = flows.place(origin, destination);
                flows.regimes[place] = entry.regime;
            }
            let warnings = warnings.into_iter();
            flows.warnings.extend(warnings.map(|(at, text)| format!("{text} ({})", source.line_of(at))));
        }
        Ok(flows)
    }

    /// The regime for data that leave an economy for another.
    pub fn regime(&self, origin: EconomyId, destination: EconomyId) -> Regime {
        self.regimes[self.place(origin, destination)]
    }

    /// The same today.
    pub fn regime_today(&self, origin: EconomyId) -> Regime {
        self.today[origin.0]
    }

    /// Whether any regime is another than today.
    pub fn change(&self) -> bool {
        let by_origin = self.regimes.chunks(self.size.economies).zip(&self.today).enumerate();
        by_origin.into_iter().any(|(origin, (regimes, today))| {
            regimes.iter().enumerate().any(|(destination, regime)| destination != origin && regime != today)
        })
    }

    /// The change of the log cost of delivering what lives on data entirely, by origin and destination of the sale. A seller learns
    /// and answers with data of the buyer: it is the regime of data from buyer to seller that counts.
    pub(crate) fn cost(&self, parameters: &Parameters) -> Pairs {
        let cost = each(parameters, COST);
        Pairs::between(self.size, |seller, buyer| {
            cost[self.regime(buyer, seller) as usize] - cost[self.today[buyer.0] as usize]
        })
    }

    /// The data that firms of each economy can learn from, over what they can today, when data are in proportion to `weight`.
    pub(crate) fn access(&self, parameters: &Parameters, weight: &PerEconomy) -> PerEconomy {
        let access = each(parameters, ACCESS);
        let share = |economy: EconomyId, regime: &dyn Fn(EconomyId) -> Regime| {
            let from = |origin: EconomyId| match origin == economy {
                true => weight[origin],
                false => weight[origin] * access[regime(origin) as usize],
            };
            self.size.economies().map(from).sum::<f64>()
        };
        self.by_economy(|economy| {
            let now = share(economy, &|origin| self.regime(origin, economy));
            now / share(economy, &|origin| self.today[origin.0])
        })
    }

    /// The factor on the ceiling of adoption in each economy: trust in the regimes for its own data, over today's. Partners count in
    /// proportion to `weight`.
    pub(crate) fn trust(&self, parameters: &Parameters, weight: &PerEconomy) -> PerEconomy {
        let trust = each(parameters, TRUST);
        self.by_economy(|economy| {
            let today = trust[self.today[economy.0] as usize];
            let (mut change, mut partners) = (0.0, 0.0);
            for partner in self.size.economies().filter(|&partner| partner != economy) {
                change += weight[partner] * (trust[self.regime(economy, partner) as usize] - today);
                partners += weight[partner];
            }
            if change == 0.0 { 1.0 } else { 1.0 + change / partners / (1.0 + today) }
        })
    }

    /// Puts the pairs of a mixture under its rules.
    pub(crate) fn mix(&mut self, mixture: &Mixture) {
        for (origin, destination, regime) in mixture.pairs() {
            let place = self.place(origin, destination);
            self.regimes[place] = regime;
        }
    }

    fn place(&self, origin: EconomyId, destination: EconomyId) -> usize {
        origin.0 * self.size.economies + destination.0
    }

    fn by_economy(&self, of: impl Fn(EconomyId) -> f64) -> PerEconomy {
        let mut values = PerEconomy::zeros(self.size);
        for economy in self.size.economies() {
            values[economy] = of(economy);
        }
        values
    }
}

const COST: [Id; 4] = [
    id!("data_flows.cost_open"),
    id!("data_flows.cost_safeguards"),
    id!("data_flows.cost_conditional"),
    id!("data_flows.cost_closed"),
];
const ACCESS: [Id; 4] = [
    id!("data_flows.access_open"),
    id!("data_flows.access_safeguards"),
    id!("data_flows.access_conditional"),
    id!("data_flows.access_closed"),
];
const TRUST: [Id; 4] =
    [id!("trust.open"), id!("trust.safeguards"), id!("trust.conditional"), id!("trust.closed")];

/// A parameter's value under each regime.
fn each(parameters: &Parameters, ids: [Id; 4]) -> [f64; 4] {
    ids.map(|id| parameters.value(id))
}
