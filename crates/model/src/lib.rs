//! The quantitative trade model of Caliendo and Parro (2015), solved in exact hat algebra.
//!
//! Pure numbers: a [`Table`] of the world economy is calibrated into shares ([`Calibration`]), brought to equilibrium
//! ([`Benchmark`]), and asked what a [`Shock`] changes ([`Outcome`]). There are no files, no text formats and no
//! printing here.
//!
//! In the order in which data passes through:
//!
//! | file | what it does |
//! |---|---|
//! | `index` | typed indices: economy, sector, flow |
//! | `arrays` | dense arrays over those indices, and their layout in memory |
//! | `table` | the measured economy: flows, input use, final demand, value added |
//! | `simplify` | simpler tables out of it: fewer sectors, no inputs |
//! | `calibration` | the table as shares, the form in which the model sees it |
//! | `assumptions` | versions of the model: factors and their supply, elasticities of substitution, economies of scale |
//! | `closure` | what happens to trade deficits |
//! | `shock` | what changes: trade costs, tariffs, productivity |
//! | `recipe` | what goes into a unit of output where a shock adds to it |
//! | `kernels` | the inner loops of the solver and its derivatives, once for each vector width |
//! | `preconditioner` | what an equilibrium knows about the way back to itself; shapes the steps of both |
//! | `solve` | from a problem to its equilibrium: the compiled equations, the accelerated iteration, its safeguard |
//! | `equilibrium` | every quantity that the equations determine |
//! | `benchmark` | the equilibrium before the shock, against which changes are measured |
//! | `residual` | an independent check of any equilibrium against the equations |
//! | `outcome` | changes as results name them: real income, wages, trade, prices |
//! | `derivative` | how every result moves with every parameter at an equilibrium |
//! | `game` | tariffs as economies would choose them, against each other or together |
//! | `welfare` | why real income changes: the exact decomposition and the published first-order one |
//!
//! ```
//! use comity_model::{Benchmark, Calibration, Closure, Flow, EconomyId, Outcome, SectorId, Settings, Shock, Size, Table};
//!
//! // Two economies, one sector, a tenth of spending on imports.
//! let size = Size { economies: 2, sectors: 1 };
//! let mut table = Table::zeros(size, 1);
//! table.theta[SectorId(0)] = 4.0;
//! for flow in size.flows() {
//!     table.flows[flow] = if flow.is_domestic() { 90.0 } else { 10.0 };
//! }
//! for economy in size.economies() {
//!     table.final_demand[(economy, SectorId(0))] = 100.0;
//!     table.value_added[0][(economy, SectorId(0))] = 100.0;
//! }
//! let settings = Settings::default();
//! let calibration = Calibration::new(&table).unwrap();
//! let benchmark = Benchmark::solve(&calibration, Closure::Balanced, &settings).unwrap();
//!
//! // Trade costs fall by ten percent in both directions.
//! let mut shock = Shock::none(&benchmark.calibration);
//! for flow in size.flows().filter(|flow| !flow.is_domestic()) {
//!     shock.iceberg[flow] = 0.9;
//! }
//! let solution = benchmark.counterfactual(&shock, &settings);
//! let outcome = Outcome::between(&benchmark, &solution.equilibrium.unwrap());
//!
//! // Arkolakis, Costinot and Rodriguez-Clare (2012): the gain is (pi_nn hat)^(-1/theta).
//! let domestic = 0.9 / (0.9 + 0.1 * 0.9f64.powf(-4.0)) / 0.9;
//! let gain = outcome.economies.real_income[EconomyId(0)];
//! assert!((gain - domestic.powf(-1.0 / 4.0)).abs() < 1e-9);
//! ```

mod arrays;
mod assumptions;
mod benchmark;
mod calibration;
mod closure;
mod derivative;
mod equilibrium;
mod game;
mod index;
mod kernels;
mod outcome;
mod preconditioner;
mod recipe;
mod residual;
mod shock;
mod simplify;
mod solve;
mod table;
mod welfare;

pub use arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
pub use assumptions::{AssumptionError, Assumptions, Elasticities, Factor, Mobility, Supply};
pub use benchmark::{Benchmark, Distance, Failure};
pub use calibration::{Calibration, CalibrationError};
pub use closure::Closure;
pub use derivative::{Gradient, Linearised, Objective, PerParameter, Tangent, Unsolved};
pub use equilibrium::{Equilibrium, FactorMarket, Summary};
pub use game::{Game, GameSettings, GameStatus, Instruments, Lever, Play};
pub use index::{EconomyId, Flow, InputUse, SectorId, Size};
pub use outcome::{EconomyOutcome, FactorOutcome, Outcome, SectorOutcome, WorldOutcome};
pub use residual::Residuals;
pub use shock::Shock;
pub use solve::{
    Adjust, Adjustment, BatchSolver, Info, Problem, Settings, Solution, Solver, Standing, Status, solve,
};
pub use table::Table;
pub use welfare::{Attribution, Decomposition, FirstOrder, OffPath, Part, Parts};
