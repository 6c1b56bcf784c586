//! Derivatives at an equilibrium, by the implicit function theorem.
//!
//! An equilibrium solves `F(z, parameters) = 0`. A small change of parameters moves it by the solution of one linear system, and
//! so does a transposed system give the derivative of one result by every parameter at once (the adjoint).
//! Neither ever writes down a matrix: products with it are passes over flows and input shares, as in a sweep of the solver.
//!
//! | file | what it does |
//! |---|---|
//! | `parameters` | what derivatives are taken by, and of |
//! | `point` | the equations linearised at an equilibrium |
//! | `pull` | their transpose |
//! | `shares` | shares of cost and of final demand there |
//! | `deficits` | how deficits follow factor income |
//! | `general` | what the equations gain where the model is not the plain one |
//! | `recipes` | what the inputs that a shock adds change by themselves |
//! | `system` | the linear system of an equilibrium and its transpose |
//! | `gmres` | the iteration that solves it |
//! | `direct` | what parameters change by themselves |
//! | `forward` | from a direction to the change of every result |
//! | `trade` | trade between economies and its changes, added up |
//! | `adjoint` | from one result to its derivative by every parameter |

mod adjoint;
mod deficits;
mod direct;
mod forward;
mod general;
mod gmres;
mod parameters;
mod point;
mod pull;
mod recipes;
mod shares;
mod system;
mod trade;

use crate::arrays::{Grid, PerSector};
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, SectorId};
use crate::outcome::Outcome;
use crate::preconditioner::Preconditioner;
use crate::shock::Shock;
pub use parameters::{Objective, PerParameter};
use point::Point;

/// A counterfactual equilibrium, ready to be differentiated.
///
/// ```
/// # use comity_model::*;
/// # let size = Size { economies: 2, sectors: 1 };
/// # let mut table = Table::zeros(size, 1);
/// # table.theta[SectorId(0)] = 4.0;
/// # for flow in size.flows() {
/// #     table.flows[flow] = if flow.is_domestic() { 90.0 } else { 10.0 };
/// # }
/// # for economy in size.economies() {
/// #     table.final_demand[(economy, SectorId(0))] = 100.0;
/// #     table.value_added[0][(economy, SectorId(0))] = 100.0;
/// # }
/// # let calibration = Calibration::new(&table).unwrap();
/// # let benchmark = Benchmark::solve(&calibration, Closure::Balanced, &Settings::default()).unwrap();
/// # let shock = Shock::none(&benchmark.calibration);
/// # let equilibrium = benchmark.counterfactual(&shock, &Settings::default()).equilibrium.unwrap();
/// // Two equal economies that each import a tenth.
/// let linearised = Linearised::new(&benchmark, &benchmark.calibration.theta, &shock, &equilibrium);
/// let gradient = linearised.gradient(&Objective::real_income(&benchmark, EconomyId(0))).unwrap();
///
/// // Cheaper imports: a gain of the import share. Dearer ones, by a tariff, also bring its revenue and better terms of trade.
/// let imports = Flow { origin: EconomyId(1), destination: EconomyId(0), sector: SectorId(0) };
/// assert!(gradient.by.iceberg[imports] < 0.0);
/// assert!(gradient.by.tariffs[imports] > 0.0);
/// ```
pub struct Linearised<'a> {
    benchmark: &'a Benchmark,
    shock: &'a Shock,
    equilibrium: &'a Equilibrium,
    point: Point<'a>,
    preconditioner: Preconditioner,
}

/// The derivative of one result by every parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// The derivatives.
    pub by: PerParameter,
    /// Steps that the linear system took.
    pub iterations: usize,
}

/// The change of every result in one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Tangent {
    /// Derivatives of the log of every result (not hats); 0 where there is nothing to compare.
    pub outcome: Outcome,
    /// Steps that the linear system took.
    pub iterations: usize,
}

/// A linear system that the iteration did not solve: the equilibrium hardly is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unsolved {
    /// Steps taken.
    pub iterations: usize,
    /// Norm of what is left over that of the right-hand side.
    pub residual: f64,
}

impl<'a> Linearised<'a> {
    /// Linearises the equations at the equilibrium that a shock leads to under trade elasticities `theta`, which may differ from those
    /// of the calibration.
    pub fn new(
        benchmark: &'a Benchmark,
        theta: &PerSector,
        shock: &'a Shock,
        equilibrium: &'a Equilibrium,
    ) -> Self {
        let point = Point::new(benchmark, theta, shock, equilibrium);
        let preconditioner = Preconditioner::new(&point.around());
        Self { benchmark, shock, equilibrium, point, preconditioner }
    }

    /// The change of every result as the parameters move in a direction (a Jacobian-vector product).
    ///
    /// # Errors
    /// [`Unsolved`] where the linear system cannot be solved.
    pub fn tangent(&self, direction: &PerParameter) -> Result<Tangent, Unsolved> {
        forward::tangent(self, direction)
    }

    /// The derivative of one result by every parameter, for about the cost of a solve.
    ///
    /// # Errors
    /// [`Unsolved`] where the linear system cannot be solved.
    pub fn gradient(&self, objective: &Objective) -> Result<Gradient, Unsolved> {
        adjoint::gradient(self, objective)
    }

    /// `ln(kappa c / P)` of a destination's purchases of a sector by origin: what `-theta` multiplies in ln of each share's hat.
    fn relative_costs(&self, ln: &LnHats, destination: EconomyId, sector: SectorId, out: &mut [f64]) {
        let iceberg = self.shock.iceberg.origins(destination, sector);
        let rates = self.shock.tariffs.origins(destination, sector);
        let old_rates = self.benchmark.calibration.tariffs.origins(destination, sector);
        let price = ln.price[(destination, sector)];
        for (origin, out) in out.iter_mut().enumerate() {
            let mut kappa = iceberg[origin];
            if rates[origin] != old_rates[origin] {
                kappa *= (1.0 + rates[origin]) / (1.0 + old_rates[origin]);
            }
            let ln_kappa = if kappa == 1.0 { 0.0 } else { kappa.ln() };
            *out = ln_kappa + ln.unit_cost[(EconomyId(origin), sector)] - price;
        }
    }
}

/// Logs of an equilibrium's hats.
struct LnHats {
    price: Grid,
    unit_cost: Grid,
}

impl LnHats {
    fn of(equilibrium: &Equilibrium) -> Self {
        Self { price: equilibrium.price.map(f64::ln), unit_cost: equilibrium.unit_cost.map(f64::ln) }
    }
}
