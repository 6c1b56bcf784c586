//! The version of the model as the model takes it, and what it says where it cannot.

use super::Variant;
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::select::{Except, Selector, Warnings};
use crate::source::Source;
use comity_data::Baseline;
use comity_model::{AssumptionError, Assumptions, Benchmark, Elasticities, PerSector};
use std::ops::Range;
use toml::Spanned;

/// Where the scale elasticity of each sector is written, by sector.
type ScaleSpans = Vec<Option<Range<usize>>>;

impl Variant {
    /// The benchmark under what the scenario assumes.
    pub fn under(
        &self,
        benchmark: Benchmark,
        baseline: &Baseline,
        source: &Source,
        warnings: &mut Vec<String>,
    ) -> Result<Benchmark, Error> {
        let size = benchmark.calibration.size;
        let mut assumptions = match self.has_factors() {
            true => Assumptions::with_factors_of(&baseline.table),
            false => Assumptions::plain(size),
        };
        let value = |number: &Option<Spanned<f64>>| number.as_ref().map_or(1.0, |number| *number.get_ref());
        assumptions.elasticities = Elasticities {
            final_demand: value(&self.substitution.final_demand),
            value_added: self
                .substitution
                .value_added
                .as_ref()
                .map_or(self.skills.unwrap_or(1.0), |said| *said.get_ref()),
            inputs: value(&self.substitution.inputs),
        };
        if self.has_factors() {
            self.factors.assume(baseline, &mut assumptions);
        }
        if let Some(fault) = self.factors.nothing_gives_way(baseline) {
            return Err(source.error(fault));
        }
        let mut doubts = Warnings::new();
        let (scale, spans) = self.scale(baseline, size, &mut doubts).map_err(|fault| source.error(fault))?;
        let (psi, theta) = (scale.clone(), benchmark.calibration.theta.clone());
        assumptions.scale = scale;
        for (offset, doubt) in doubts {
            warnings.push(format!("{doubt} ({})", source.line_of(offset)));
        }
        benchmark
            .under(assumptions)
            .map_err(|error| source.error(self.refused(&error, baseline, &psi, &theta, &spans)))
    }

    /// Scale elasticities by sector; later lines override earlier ones.
    fn scale(
        &self,
        baseline: &Baseline,
        size: comity_model::Size,
        warnings: &mut Warnings,
    ) -> Result<(PerSector, ScaleSpans), Fault> {
        let selector = Selector::new(baseline);
        let mut scale = PerSector::zeros(size);
        let mut spans = vec![None; size.sectors];
        for (word, psi) in &self.scale {
            let words = std::slice::from_ref(word);
            for sector in selector.sectors(Some(words), &Except::default(), warnings)? {
                scale[sector] = *psi.get_ref();
                spans[sector.0] = Some(psi.span());
            }
        }
        Ok((scale, spans))
    }

    fn refused(
        &self,
        error: &AssumptionError,
        baseline: &Baseline,
        psi: &PerSector,
        theta: &PerSector,
        spans: &ScaleSpans,
    ) -> Fault {
        let named = |sector: comity_model::SectorId| {
            let info = &baseline.sectors[sector.0];
            format!("{} ({})", info.code, info.name)
        };
        let fault = |span: Option<Range<usize>>, message: String, hint: String| Fault {
            message,
            span,
            hint: Some(hint),
        };
        match *error {
            AssumptionError::Substitution { value } => fault(
                self.substitution.written().find(|number| *number.get_ref() == value).map(Spanned::span),
                format!("an elasticity of substitution of {value} is too near to 1 to be told from it"),
                "write 1, or stay a thousandth away".to_owned(),
            ),
            AssumptionError::Supply { factor, value } => fault(
                self.factors.supply_key(&baseline.factors[factor]),
                format!("{} cannot have a supply of {value}", baseline.factors[factor]),
                "it must be 0 or more and finite".to_owned(),
            ),
            AssumptionError::Shares { economy, sector } => fault(
                None,
                format!(
                    "the shares of factors in {} of {} do not add up to 1",
                    named(sector),
                    baseline.economies[economy.0].name
                ),
                format!("`comity data check {}` says more", baseline.meta.name),
            ),
            AssumptionError::Unlimited { economy } => {
                let economy = &baseline.economies[economy.0];
                fault(
                    self.factors.accumulated(),
                    format!(
                        "every factor that {} ({}) employs accumulates in the long run, so that nothing limits its size",
                        economy.name, economy.code
                    ),
                    "leave one factor of every economy without `long_run`".to_owned(),
                )
            }
            AssumptionError::Scale { sector, value } => fault(
                spans[sector.0].clone(),
                format!("economies of scale of {value} in {} cannot be", named(sector)),
                "they must be 0 or more and finite".to_owned(),
            ),
            AssumptionError::SeveralEquilibria { sector, product } => {
                let (psi, theta) = (psi[sector], theta[sector]);
                // Below 1 / theta, so that what the hint says is allowed.
                let most = ((1e4 / theta).ceil() - 1.0) / 1e4;
                fault(
                    spans[sector.0].clone(),
                    format!(
                        "there may be several equilibria: in {} economies of scale of {psi} times the trade elasticity of {theta} make {}",
                        named(sector),
                        (product * 1e4).round() / 1e4
                    ),
                    format!(
                        "the product must stay below 1 (Kucheryavyy, Lyn and Rodriguez-Clare 2023): write {most} or less",
                    ),
                )
            }
        }
    }
}
