//! What the model says by number, in the names of the baseline.

use crate::closure::closure_word;
use crate::error::Error;
use comity_data::Baseline;
use comity_model::{CalibrationError, Closure, EconomyId, Flow, Info, SectorId, Status};

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

/// The two equilibria of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Benchmark,
    Counterfactual,
}

/// Why there is no equilibrium.
pub(crate) fn unsolved(
    stage: Stage,
    closure: Closure,
    baseline: &Baseline,
    status: Status,
    info: &Info,
) -> Error {
    let name = |economy| economy_name(baseline, economy);
    let (reason, hint) = match status {
        Status::IncomeExhausted { economy } => (
            format!("{} owes more abroad than it can earn", name(economy)),
            match stage {
                Stage::Benchmark => "run it with --closure balanced",
                Stage::Counterfactual => "run it with --closure balanced, or with a smaller change",
            },
        ),
        Status::OneWayTrade { economy } => (
            format!("{} trades in one direction only, which cannot balance", name(economy)),
            "run it with --closure fixed, or give the baseline the trade in the other direction",
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
                Stage::Counterfactual => "run it with a smaller change, to see which entry is too large",
            },
        ),
        Status::Solved => ("the solver kept its result".to_owned(), "please report this as a bug"),
    };
    let during = match stage {
        Stage::Benchmark => "the benchmark",
        Stage::Counterfactual => "the counterfactual",
    };
    Error::Unsolved { during, closure: closure_word(closure), reason, hint }
}

fn economy_name(baseline: &Baseline, EconomyId(at): EconomyId) -> String {
    let economy = &baseline.economies[at];
    format!("{} ({})", economy.name, economy.code)
}
