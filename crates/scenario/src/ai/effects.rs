//! What AI does in a scenario: everything that its channels are worked out from, once it has met its baseline.

use super::adoption::Adoption;
use super::channels::{Channel, ChannelOptions, Channels, Ground, Part, Rules};
use super::data_flows::DataFlows;
use super::settings::Settings;
use crate::error::Error;
use crate::parameters::Parameters;
use crate::regulation::{Kept, Regulation};
use crate::scenario::Scenario;
use comity_data::Baseline;
use comity_model::{Calibration, PerEconomy, PerSector, Shock};
use std::sync::Arc;

/// The part of AI in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// Who adopts AI, and how fast.
    pub adoption: Adoption,
    /// Under which rules data move between economies.
    pub data_flows: DataFlows,
    /// Rules that the scenario changes otherwise.
    pub regulation: Option<Arc<Regulation>>,
    /// Which channels are on, and from when effects are counted.
    pub options: ChannelOptions,
    /// The year asked for, where there is no path of years.
    pub year: u16,
}

impl Effects {
    /// What AI does in a scenario, if it says anything about it, with rules of the baseline that are kept.
    ///
    /// # Errors
    /// A code or group that the baseline does not know, or a fault in a file that the scenario names.
    pub(crate) fn of(scenario: &Scenario, baseline: &Baseline, rules: &Kept) -> Result<Option<Self>, Error> {
        if !scenario.speaks_of_ai() && !scenario.speaks_of_rules() {
            return Ok(None);
        }
        let mut options = scenario.channel_options(baseline)?;
        let said = scenario.ai().and_then(|ai| ai.since);
        if let (None, Some(first)) = (said, scenario.first_year()) {
            options.since = f64::from(first);
        }
        Ok(Some(Self {
            adoption: scenario.adoption(baseline)?,
            data_flows: scenario.data_flows(baseline)?,
            regulation: scenario.regulation(baseline, rules)?.map(Arc::new),
            options,
            year: scenario.ai().map_or(Settings::YEAR, |ai| ai.year),
        }))
    }

    /// What AI does in a year, with what other entries do, if there are any. `ground` is that of the calibration, elasticities may
    /// be others.
    pub(crate) fn with(
        &self,
        entries: Option<Shock>,
        year: u16,
        ground: &Arc<Ground>,
        calibration: &Calibration,
        theta: &PerSector,
        parameters: &Parameters,
    ) -> Shock {
        let rules = Rules { data_flows: &self.data_flows, regulation: self.regulation.as_deref() };
        let (adoption, options) = (&self.adoption, self.options.clone());
        let channels =
            Channels::on(Arc::clone(ground), calibration, theta, parameters, adoption, rules, options);
        let shock = channels.shock(f64::from(year));
        match entries {
            None => shock,
            Some(entries) => Shock::product(calibration, &[shock, entries]),
        }
    }

    /// Its channels in a world of the baseline's size.
    pub fn channels<'a>(
        &'a self,
        baseline: &Baseline,
        calibration: &'a Calibration,
        parameters: &'a Parameters,
    ) -> Channels<'a> {
        Channels::new(
            baseline,
            calibration,
            parameters,
            &self.adoption,
            &self.data_flows,
            self.regulation.as_deref(),
            self.options.clone(),
        )
    }
}

/// Every part of a change: channels of AI, other entries, and the capital that both have let accumulate.
pub fn parts(channels: Vec<Part>, entries: Shock, whole: &Shock, calibration: &Calibration) -> Vec<Part> {
    let mut parts = channels;
    parts.push(Part { channel: Channel::Policy, shock: entries });
    let shocks: Vec<Shock> = parts.iter().map(|part| part.shock.clone()).collect();
    let without_capital = Shock::product(calibration, &shocks);
    let ones = PerEconomy::filled(calibration.size, 1.0);
    let mut capital = Shock::none(calibration);
    for (number, supply) in whole.factor_supply.iter().enumerate() {
        let mut hat = supply.clone();
        let before = without_capital.factor_supply.get(number).unwrap_or(&ones);
        hat.values_mut().iter_mut().zip(before.values()).for_each(|(hat, before)| *hat /= before);
        capital.factor_supply.push(hat);
    }
    if capital.factor_supply.iter().any(|supply| supply.values().iter().any(|hat| *hat != 1.0)) {
        parts.push(Part { channel: Channel::Capital, shock: capital });
    }
    let none = Shock::none(calibration);
    parts.retain(|part| part.channel != Channel::Policy || part.shock != none);
    parts
}
