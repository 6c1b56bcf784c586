//! What the method assumes, as the user may change it.

use super::{Common, date};
use crate::errors::Failure;
use clap::Args;
use comity_data::Baseline;
use comity_policy::answer::Ranges;
use comity_policy::{Date, Draws, Named, Registry, Rules, Scopes, Settings};

#[derive(Debug, Args)]
pub struct Method {
    /// What soft law counts, where law counts 1
    #[arg(long, value_name = "SHARE", help_heading = "Method")]
    soft: Option<f64>,
    /// What a bill counts, such as the probability that it becomes law
    #[arg(long, value_name = "SHARE", help_heading = "Method")]
    bills: Option<f64>,
    /// The share of a difference that goes where a foreign assessment is recognised
    #[arg(long, value_name = "SHARE", help_heading = "Method")]
    recognition: Option<f64>,
    /// The share of a difference that goes where both refer to the same international standard
    #[arg(long, value_name = "SHARE", help_heading = "Method")]
    standard: Option<f64>,
    /// Only the measures that firms of a sector meet: its code in wiod-2011, or in --baseline where there is one, such as c28, or a word
    /// of measures, such as finance
    #[arg(long, value_name = "CODE|WORD", help_heading = "Method")]
    sector: Option<String>,
}

/// The baseline whose codes `--sector` takes where the user names none.
const SECTORS_OF: &str = "wiod-2011";

impl Method {
    /// The rules under these assumptions, as the sectors asked about meet them.
    pub fn rules(&self, common: &Common) -> Result<Rules<'static>, Failure> {
        let named = match self.sector {
            Some(_) => self.sectors(&Baseline::embedded(SECTORS_OF)?)?,
            None => None,
        };
        self.rules_met_by(named.as_ref(), common)
    }

    /// The same as some sectors meet them.
    pub fn rules_met_by(&self, named: Option<&Named>, common: &Common) -> Result<Rules<'static>, Failure> {
        let mut settings = Settings::default();
        let given = [
            (self.soft, &mut settings.soft),
            (self.bills, &mut settings.bills),
            (self.recognition, &mut settings.recognition),
            (self.standard, &mut settings.standard),
        ];
        for (share, setting) in given {
            *setting = share.unwrap_or(*setting);
        }
        if let Some((name, share)) = settings.wrong() {
            return Err(Failure::new(format!("`--{name}` is {share}"))
                .with_hint("it is a share, and must lie between 0 and 1"));
        }
        let rules = Rules::new(common.registry()?, settings);
        Ok(match named {
            Some(named) => rules.met_by(&named.scope),
            None => rules,
        })
    }

    /// The sectors asked about, if any are, by the codes of a baseline.
    pub fn sectors(&self, baseline: &Baseline) -> Result<Option<Named>, Failure> {
        let Some(sector) = &self.sector else { return Ok(None) };
        let table: Vec<(&str, &str)> =
            baseline.sectors.iter().map(|sector| (sector.code.as_str(), sector.name.as_str())).collect();
        Ok(Some(Scopes::embedded().named(sector, &table)?))
    }
}

/// On which day, where the user names one.
#[derive(Debug, Args)]
pub struct When {
    /// The day, such as 2026-08-02 [default: the one to which the registry is kept]
    #[arg(long, value_parser = date)]
    date: Option<Date>,
}

impl When {
    pub fn on(&self, registry: &Registry) -> Date {
        self.date.unwrap_or(registry.as_of())
    }
}

/// Whether and how numbers are drawn.
#[derive(Debug, Args)]
pub struct Drawn {
    /// Say how sure the numbers are: draw weights and levels so many times anew
    #[arg(long, value_name = "N")]
    draws: Option<usize>,
    /// Where random numbers begin: the same seed gives the same draws
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

impl Drawn {
    /// What to draw, where anything is.
    pub fn draws(&self) -> Result<Option<Draws>, Failure> {
        match self.draws {
            Some(count) if count < 2 => {
                Err(Failure::new(format!("quantiles need at least 2 draws, found {count}"))
                    .with_hint("a few hundred are a good start: --draws 500"))
            }
            Some(count) => Ok(Some(Draws { count, seed: self.seed, ..Draws::default() })),
            None => Ok(None),
        }
    }
}

/// Of burden and of heterogeneity: "0.123 to 0.456".
pub fn ranges(drawn: Ranges) -> [String; 2] {
    [drawn.burden, drawn.heterogeneity].map(|range| format!("{:.3} to {:.3}", range.p05, range.p95))
}
