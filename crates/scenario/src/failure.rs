//! What the model says by number, in the names of the baseline.

use crate::closure::closure_word;
use crate::error::Error;
use comity_data::Baseline;
use comity_model::{
    Assumptions, CalibrationError, Closure, EconomyId, Flow, Info, OffPath, Outcome, SectorId, Status, Supply,
};

/// Why a baseline cannot be calibrated.
pub(crate) fn uncalibrated(baseline: &Baseline, error: &CalibrationError) -> Error {
    let economy = |id: EconomyId| economy_name(baseline, id);
    let sector = |SectorId(at): SectorId| {
        let sector = &baseline.sectors[at];
        format!("{} ({})", sector.code, sector.name)
    };
    let flow = |flow: Flow| {
        let (origin, destination) = (economy(flow.origin), economy(flow.destination));
        format!("the flow of {} from {origin} to {destination}", sector(flow.sector))
    };
    let reason = match *error {
        CalibrationError::Theta { sector: at, value } => {
            format!("the trade elasticity of {} is {value}", sector(at))
        }
        CalibrationError::FlowValue { flow: at, value } => format!("{} has the value {value}", flow(at)),
        CalibrationError::Tariff { flow: at, rate } => format!("{} has the tariff rate {rate}", flow(at)),
        CalibrationError::Entry { economy: at } => {
            format!("{} has an entry that is negative or not a number", economy(at))
        }
        CalibrationError::NoIncome { economy: at } => format!("{} has no income", economy(at)),
        CalibrationError::NoFinalDemand { economy: at } => format!("{} has no final demand", economy(at)),
    };
    Error::Calibration { baseline: baseline.meta.name.clone(), reason }
}

/// Why a draw of an ensemble has no result.
pub(crate) fn undrawn(baseline: &Baseline, status: Status) -> String {
    let name = |economy| economy_name(baseline, economy);
    match status {
        Status::IncomeExhausted { economy } => {
            format!("what {} pays abroad and in import subsidies is more than it can earn", name(economy))
        }
        Status::OneWayTrade { economy } => {
            format!("{} trades in one direction only, which cannot balance", name(economy))
        }
        Status::NoSupplier { economy, sector } => no_supplier(baseline, economy, sector),
        Status::Stalled { economy } => {
            format!("the solver gave up; the factor market of {} is furthest from clearing", name(economy))
        }
        Status::Solved => "the solver kept its result".to_owned(),
    }
}

fn no_supplier(baseline: &Baseline, economy: EconomyId, sector: SectorId) -> String {
    let sector = &baseline.sectors[sector.0];
    let buyer = economy_name(baseline, economy);
    format!("{buyer} needs {} ({}), and nobody is left who may sell it there", sector.name, sector.code)
}

/// The equilibria of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Benchmark,
    /// The world of a later year without the scenario.
    Trend,
    Counterfactual,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Benchmark => "the benchmark",
            Self::Trend => "the baseline path",
            Self::Counterfactual => "the counterfactual",
        }
    }
}

/// Why there is no equilibrium.
pub(crate) fn unsolved(
    stage: Stage,
    closure: Closure,
    baseline: &Baseline,
    status: Status,
    info: &Info,
    assumed: Option<&Assumptions>,
) -> Error {
    let name = |economy| economy_name(baseline, economy);
    let (reason, hint) = match status {
        Status::IncomeExhausted { economy } => (
            format!("what {} pays abroad and in import subsidies is more than it can earn", name(economy)),
            match (stage, closure) {
                (Stage::Counterfactual, Closure::Balanced) => "bring negative tariff rates nearer to zero",
                (Stage::Counterfactual, _) => "run it with --closure balanced, or with a smaller change",
                (Stage::Benchmark | Stage::Trend, _) => "run it with --closure balanced",
            },
        ),
        Status::OneWayTrade { economy } => (
            format!("{} trades in one direction only, which cannot balance", name(economy)),
            "run it with --closure fixed, or give the baseline the trade in the other direction",
        ),
        Status::NoSupplier { economy, sector } => (
            no_supplier(baseline, economy, sector),
            "leave one supplier out of the ban, or write a high cost instead: a `factor` of 1e3 all but ends trade",
        ),
        Status::Stalled { economy } => (
            format!(
                "after {} sweeps the factor market of {} is furthest from clearing (relative error {:.1e})",
                info.iterations,
                name(economy),
                info.residual
            ),
            match stage {
                Stage::Benchmark => "`comity data check` says whether the baseline adds up",
                Stage::Trend => "slower growth, or more years between, may help",
                Stage::Counterfactual => stalled_hint(assumed),
            },
        ),
        Status::Solved => ("the solver kept its result".to_owned(), "please report this as a bug"),
    };
    Error::Unsolved { during: stage.name(), closure: closure_word(closure), reason, hint }
}

/// What may help where the solver gave up: versions of the model in which there need not be an equilibrium to find.
fn stalled_hint(assumed: Option<&Assumptions>) -> &'static str {
    let smaller = "run it with a smaller change, to see which entry is too large";
    let Some(assumed) = assumed else { return smaller };
    let supplied = |of: fn(&Supply) -> bool| assumed.factors.iter().any(|factor| of(&factor.supply));
    if supplied(|supply| *supply == Supply::Accumulated) && assumed.elasticities.value_added > 1.0 {
        return "a factor with `long_run` that replaces others easily (`value_added` above 1) may grow without end: bring it nearer to 1";
    }
    if supplied(|supply| matches!(supply, Supply::Floor(_))) {
        return "where wages may not fall, jobs may be lost without end: lower `wage_floor`, or run it with a smaller change";
    }
    match assumed.scale.values().iter().any(|&psi| psi > 0.0) {
        true => {
            "economies of scale may feed on themselves through inputs and supply: lower `scale`, or run it with a smaller change"
        }
        false => smaller,
    }
}

/// The error about an equilibrium on the way to the counterfactual that was not found.
pub(crate) fn off_path(closure: Closure, baseline: &Baseline, missing: &OffPath) -> Error {
    let OffPath { share, status, info } = missing;
    match unsolved(Stage::Counterfactual, closure, baseline, *status, info, None) {
        Error::Unsolved { closure, reason, .. } => Error::Unsolved {
            during: "the decomposition",
            closure,
            reason: format!("with {:.0}% of the change made: {reason}", share * 100.0),
            hint: "run it without --decompose",
        },
        other => other,
    }
}

/// The error about an outcome beyond the numbers that a computer can hold, if it is one.
pub(crate) fn overflow(outcome: &Outcome, closure: Closure) -> Result<(), Error> {
    let (economies, sectors) = (&outcome.economies, &outcome.sectors);
    let prices = [sectors.price.values(), sectors.unit_cost.values(), economies.price.values()];
    let quantities = [
        sectors.volume.values(),
        economies.export_volume.values(),
        economies.import_volume.values(),
        economies.real_income.values(),
        economies.real_wage.values(),
    ];
    // A price that has sunk to zero is as wrong as one that has risen to infinity.
    let in_range = prices.iter().copied().flatten().all(|hat| hat.is_normal())
        && quantities.iter().copied().flatten().all(|hat| hat.is_finite());
    if in_range {
        return Ok(());
    }
    Err(Error::Unsolved {
        during: Stage::Counterfactual.name(),
        closure: closure_word(closure),
        reason: "it lies so far from the benchmark that numbers overflow".to_owned(),
        hint: "run it with a smaller change",
    })
}

fn economy_name(baseline: &Baseline, EconomyId(at): EconomyId) -> String {
    let economy = &baseline.economies[at];
    format!("{} ({})", economy.name, economy.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposition_says_where_the_path_ends() {
        let baseline = Baseline::embedded("wiod-2011").unwrap();
        let status = Status::IncomeExhausted { economy: EconomyId(0) };
        let missing = OffPath { share: 0.75, status, info: Info::default() };
        let error = off_path(Closure::Fixed, &baseline, &missing);
        assert_eq!(
            error.to_string(),
            "the decomposition has no solution under closure `fixed`\n  \
             with 75% of the change made: what Australia (AUS) pays abroad and in import subsidies is more than it can earn"
        );
        assert_eq!(error.hint().unwrap(), "run it without --decompose");
    }
}
