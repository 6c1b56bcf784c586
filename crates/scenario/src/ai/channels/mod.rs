//! What adoption of AI does to the world economy: one [`Shock`] a channel.
//!
//! | file | what it does |
//! |---|---|
//! | `channel`, `scale` | the channels and what each is; how much of it counts |
//! | `ground` | what no parameter changes, which draws share |
//! | `productivity` | more out of a unit of value added |
//! | `trade_cost` | the form that channels of trade costs share |
//! | `logistics`, `language`, `compliance`, `contracting`, `digital_delivery` | those channels: which part of the price, how much of it AI saves, for whom |
//! | `data_flows`, `data_access`, `trust` | what regimes of data flows cost, let firms learn from, and do to adoption |
//! | `regulation` | what rules of markets beyond those at home cost |
//! | `small_firms` | what a fixed cost of compliance does to trade through the number of exporters |
//! | `needs` | the form that channels of what adoption needs share |
//! | `compute`, `energy` | those: hardware and electricity |
//! | `logs` | a shock in the making, to which each adds |
//!
//! Effects grow with the increment of adoption since a year, and parts multiply to the total. Where channels multiply each other the order
//! is fixed: everything first with the data of today and the trust of today, then what access to data adds, then what trust adds.
//!
//! `docs/ai.md` has the equations.
//!
//! ```
//! use comity_data::Baseline;
//! use comity_model::Calibration;
//! use comity_scenario::ai::channels::{Channel, ChannelOptions, Channels};
//! use comity_scenario::ai::data_flows::DataFlows;
//! use comity_scenario::{Scenario, Source};
//! # let source = |text: &str| Source { path: "a.toml".into(), folder: ".".into(), text: text.into() };
//! let scenario = Scenario::parse(source("name = \"AI\"\n[ai]\nwithout = \"energy\""))?;
//! let baseline = Baseline::embedded("wiod-2011")?;
//! let calibration = Calibration::new(&baseline.table).unwrap();
//! let (adoption, data_flows) = (scenario.adoption(&baseline)?, scenario.data_flows(&baseline)?);
//! let options = ChannelOptions::default();
//! let channels =
//!     Channels::new(&baseline, &calibration, scenario.parameters(), &adoption, &data_flows, None, options);
//! let parts = channels.at(2040.0);
//! assert_eq!(parts[0].channel, Channel::Productivity);
//! let total = channels.total(&parts);
//! assert!(total.value_added_productivity.values().iter().all(|&factor| factor > 1.0));
//! # Ok::<(), comity_scenario::Error>(())
//! ```

mod channel;
mod compliance;
mod compute;
mod contracting;
mod data_access;
mod data_flows;
mod digital_delivery;
mod energy;
mod ground;
mod language;
mod logistics;
mod logs;
mod needs;
mod productivity;
mod regulation;
mod scale;
mod small_firms;
mod trade_cost;
mod trust;

pub use channel::Channel;
pub(crate) use ground::Ground;
pub(crate) use regulation::sector_intensity;
pub use scale::Scale;

use super::adoption::Adoption;
use super::data_flows::DataFlows;
use super::firms::FixedCost;
use super::pairs::Pairs;
use super::settings::Settings;
use crate::parameters::Parameters;
use crate::regulation::Regulation;
use comity_data::Baseline;
use comity_model::{Calibration, EconomyId, PerEconomy, PerSector, Shock, Size};
use data_flows::RegimeCost;
pub(super) use ground::labour_share;
use logs::Logs;
use needs::Needs;
use productivity::{Data, Productivity};
use regulation::BurdenCost;
use small_firms::Exit;
use std::sync::Arc;
use trade_cost::TradeCost;
use trust::Trust;

/// Which channels are on, and from when effects are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelOptions {
    /// The channels that are on.
    pub channels: Vec<Channel>,
    /// How much of what each does counts.
    pub scale: Scale,
    /// Economies with rules about AI that cost sellers from abroad.
    pub rules: Vec<EconomyId>,
    /// Effects are those of what is adopted after this moment; until then nothing changes.
    pub since: f64,
    /// Whether skilled and less skilled labour gain for themselves, where the baseline tells them apart.
    pub skills: bool,
}

impl Default for ChannelOptions {
    fn default() -> Self {
        Self {
            channels: Channel::ALL.to_vec(),
            scale: Scale::default(),
            rules: Vec::new(),
            since: f64::from(Settings::SINCE),
            skills: false,
        }
    }
}

/// What one channel does.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The channel.
    pub channel: Channel,
    /// The change.
    pub shock: Shock,
}

/// What adoption does to a baseline, channel by channel, at any time.
#[derive(Debug, Clone)]
pub struct Channels<'a> {
    world: World<'a>,
    adoption: &'a Adoption,
    options: ChannelOptions,
    productivity: Option<Productivity>,
    costs: Vec<(Channel, TradeCost)>,
    regimes: Option<RegimeCost>,
    burdens: Option<BurdenCost>,
    exit: Option<Exit>,
    trust: Option<Trust>,
    needs: Vec<(Channel, Needs)>,
}

/// Rules on data by pair, and those that a scenario changes otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub data_flows: &'a DataFlows,
    pub regulation: Option<&'a Regulation>,
}

/// What channels are worked out from.
#[derive(Debug, Clone)]
struct World<'a> {
    ground: Arc<Ground>,
    calibration: &'a Calibration,
    theta: &'a PerSector,
    parameters: &'a Parameters,
    data_flows: &'a DataFlows,
    regulation: Option<&'a Regulation>,
    skills: bool,
}

impl World<'_> {
    fn size(&self) -> Size {
        self.calibration.size
    }

    /// A parameter by sector.
    fn by_sector(&self, of: impl Fn(&str, &str) -> f64) -> Vec<f64> {
        self.ground.sectors.iter().map(|(code, group)| of(code, group)).collect()
    }

    fn pairs(&self, of: impl Fn(EconomyId, EconomyId) -> f64) -> Pairs {
        Pairs::between(self.size(), of)
    }
}

impl<'a> Channels<'a> {
    /// The channels of a baseline. Only parameters of channels that are on are read.
    pub fn new(
        baseline: &Baseline,
        calibration: &'a Calibration,
        parameters: &'a Parameters,
        adoption: &'a Adoption,
        data_flows: &'a DataFlows,
        regulation: Option<&'a Regulation>,
        options: ChannelOptions,
    ) -> Self {
        let ground = Arc::new(Ground::new(baseline, calibration));
        Self::on(
            ground,
            calibration,
            &calibration.theta,
            parameters,
            adoption,
            Rules { data_flows, regulation },
            options,
        )
    }

    /// The same where it is known already what no parameter changes, with elasticities that may be other than the calibration's.
    pub(crate) fn on(
        ground: Arc<Ground>,
        calibration: &'a Calibration,
        theta: &'a PerSector,
        parameters: &'a Parameters,
        adoption: &'a Adoption,
        rules: Rules<'a>,
        options: ChannelOptions,
    ) -> Self {
        let Rules { data_flows, regulation } = rules;
        let skills = options.skills;
        let world = World { ground, calibration, theta, parameters, data_flows, regulation, skills };
        let on = |channel: Channel| options.channels.contains(&channel).then_some(channel);
        // Nothing reads the parameters of regimes that do not change anything.
        let regimes = |channel| on(channel).filter(|_| data_flows.change());
        let changes_trust = data_flows.change() || regulation.is_some_and(Regulation::changes_trust);
        let with_access = regimes(Channel::DataAccess).is_some();
        Self {
            productivity: on(Channel::Productivity).map(|_| Productivity::new(&world, with_access)),
            costs: COSTS.iter().filter_map(|&(channel, cost)| Some((on(channel)?, cost(&world)))).collect(),
            regimes: regimes(Channel::DataFlows).map(|_| RegimeCost::new(&world)),
            burdens: on(Channel::Regulation)
                .and(regulation.filter(|regulation| regulation.changes_burdens()))
                .map(|regulation| BurdenCost::new(&world, regulation)),
            exit: on(Channel::SmallFirms).filter(|_| !options.rules.is_empty()).map(|_| Exit::new(&world)),
            trust: on(Channel::Trust).filter(|_| changes_trust).map(|_| Trust::new(&world)),
            needs: NEEDS.iter().filter_map(|&(channel, needs)| Some((on(channel)?, needs(&world)))).collect(),
            world,
            adoption,
            options,
        }
    }

    /// What each channel that is on does at a moment, in the order of [`Channel::ALL`].
    pub fn at(&self, year: f64) -> Vec<Part> {
        let adopted = self.adopted(year);
        let mut on: Vec<Channel> = self.options.channels.clone();
        on.sort_unstable();
        on.dedup();
        on.into_iter().map(|channel| Part { channel, shock: self.part(channel, &adopted) }).collect()
    }

    /// All of it at a moment, at less cost than parts and their product.
    pub fn shock(&self, year: f64) -> Shock {
        let adopted = self.adopted(year);
        let mut logs = Logs::none(self.world.size());
        for &channel in &self.options.channels {
            self.add(channel, &adopted, &mut logs);
        }
        logs.shock(self.world.calibration)
    }

    /// Several parts at once, which may be other than those of AI.
    pub fn total(&self, parts: &[Part]) -> Shock {
        let shocks: Vec<Shock> = parts.iter().map(|part| part.shock.clone()).collect();
        Shock::product(self.world.calibration, &shocks)
    }

    /// What has been adopted since the year from which effects are counted, with the trust that regimes bring.
    pub fn increment(&self, year: f64) -> PerEconomy {
        let adopted = self.adopted(year);
        adopted.trusting.unwrap_or(adopted.plain)
    }

    /// By what the fixed cost of serving markets rises at a moment.
    pub fn fixed_cost(&self, year: f64) -> FixedCost {
        self.fixed_cost_of(&self.increment(year))
    }

    fn fixed_cost_of(&self, adopted: &PerEconomy) -> FixedCost {
        let times = self.options.scale.of(Channel::SmallFirms);
        FixedCost::new(self.world.parameters, &self.options.rules, adopted, times)
    }

    fn adopted(&self, year: f64) -> Adopted {
        let since = self.options.since;
        let (before, now) = (self.adoption.at(since), self.adoption.at(year.max(since)));
        let mut plain = PerEconomy::zeros(self.world.size());
        for economy in self.world.size().economies() {
            plain[economy] = (now[economy] - before[economy]).max(0.0);
        }
        let begun_rules = self.world.regulation.is_some_and(|rules| year >= f64::from(rules.from()));
        let trusting = self.trust.as_ref().map(|trust| trust.increment(self.adoption, since, year, &plain));
        Adopted { plain, trusting, begun: year > since, begun_rules }
    }

    fn part(&self, channel: Channel, adopted: &Adopted) -> Shock {
        let mut logs = Logs::none(self.world.size());
        self.add(channel, adopted, &mut logs);
        logs.shock(self.world.calibration)
    }

    /// Adds what a channel does.
    fn add(&self, channel: Channel, adopted: &Adopted, logs: &mut Logs) {
        let (plain, times) = (&adopted.plain, self.options.scale.of(channel));
        match channel {
            Channel::DataFlows => {
                if let Some(regimes) = self.regimes.as_ref().filter(|_| adopted.begun) {
                    regimes.add(times, logs);
                }
            }
            Channel::Regulation => {
                if let Some(burdens) = self.burdens.as_ref().filter(|_| adopted.begun_rules) {
                    burdens.add(times, logs);
                }
            }
            Channel::Trust => {
                // Everything with trust less everything without.
                if let Some(trusting) = &adopted.trusting {
                    self.add_all(trusting, times, logs);
                    self.add_all(plain, -times, logs);
                }
            }
            _ => self.add_adopted(channel, plain, 1.0, logs),
        }
    }

    /// Adds everything that depends on adoption.
    fn add_all(&self, adopted: &PerEconomy, times: f64, logs: &mut Logs) {
        for channel in Channel::ALL {
            self.add_adopted(channel, adopted, times, logs);
        }
    }

    /// Adds what a channel that is on does in proportion to what is adopted, as much of it as counts.
    fn add_adopted(&self, channel: Channel, adopted: &PerEconomy, times: f64, logs: &mut Logs) {
        let scaled = times * self.options.scale.of(channel);
        match channel {
            Channel::Productivity => self.add_productivity(adopted, Data::Today, scaled, logs),
            Channel::DataAccess => self.add_productivity(adopted, Data::Difference, scaled, logs),
            Channel::SmallFirms => {
                if let Some(exit) = &self.exit {
                    // The fixed cost itself is scaled.
                    exit.add(&self.fixed_cost_of(adopted), times, logs);
                }
            }
            _ => {
                for (_, cost) in self.costs.iter().filter(|(of, _)| *of == channel) {
                    cost.add(adopted, scaled, logs);
                }
                for (_, needs) in self.needs.iter().filter(|(of, _)| *of == channel) {
                    needs.add(&self.world, adopted, scaled, logs);
                }
            }
        }
    }

    fn add_productivity(&self, adopted: &PerEconomy, data: Data, times: f64, logs: &mut Logs) {
        if let Some(productivity) = &self.productivity {
            productivity.add(adopted, data, times, logs);
        }
    }
}

/// What has been adopted since the year from which effects are counted.
struct Adopted {
    /// With the trust of today.
    plain: PerEconomy,
    /// With the trust that other regimes bring.
    trusting: Option<PerEconomy>,
    /// Whether the time is past that year.
    begun: bool,
    /// Whether rules hold by then.
    begun_rules: bool,
}

/// How something is worked out.
type Of<T> = fn(&World) -> T;

/// Channels of trade costs and how each is worked out.
const COSTS: [(Channel, Of<TradeCost>); 5] = [
    (Channel::Logistics, logistics::cost),
    (Channel::Language, language::cost),
    (Channel::Compliance, compliance::cost),
    (Channel::Contracting, contracting::cost),
    (Channel::DigitalDelivery, digital_delivery::cost),
];

/// Channels of what adoption needs.
const NEEDS: [(Channel, Of<Needs>); 2] =
    [(Channel::Compute, compute::needs), (Channel::Energy, energy::needs)];

/// The group that is delivered over networks.
const DIGITAL: &str = "digital_services";
