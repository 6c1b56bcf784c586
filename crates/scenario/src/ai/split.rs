//! How much of a change each channel brings.

use super::channels::{Channel, Part};
use crate::error::Error;
use crate::failure::off_path;
use comity_data::Baseline;
use comity_model::{Attribution, Benchmark, PerEconomy, Settings, Shock};

/// A change of real income by channel, in 100 ln. The parts of an economy add up to its whole change.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The channels, in the order in which they are switched on; what the scenario does beside AI comes last.
    pub channels: Vec<Channel>,
    /// What they bring.
    pub attribution: Attribution,
}

impl Split {
    /// Splits the change that parts bring together.
    ///
    /// # Errors
    /// An equilibrium on the way to it does not exist.
    pub(crate) fn of(
        baseline: &Baseline,
        benchmark: &Benchmark,
        parts: &[Part],
        settings: &Settings,
    ) -> Result<Self, Error> {
        let shocks: Vec<Shock> = parts.iter().map(|part| part.shock.clone()).collect();
        let attribution = Attribution::of(benchmark, &shocks, settings)
            .map_err(|missing| off_path(benchmark.closure, baseline, &missing))?;
        Ok(Self { channels: parts.iter().map(|part| part.channel).collect(), attribution })
    }

    /// Each channel with what it brings, by economy.
    pub fn parts(&self) -> impl Iterator<Item = (Channel, &PerEconomy)> {
        self.channels.iter().enumerate().map(|(at, &channel)| (channel, self.attribution.part(at)))
    }
}
