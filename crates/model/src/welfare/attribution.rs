//! How much of a change each part of a shock brings.
//!
//! All parts grow together, evenly in logs, from nothing to their whole, and at every point of that path the derivative of ln real income
//! in the direction of each part is added up. Parts add up to the whole change whatever their order, and what they bring only
//! together is shared as it arises (Aumann and Shapley 1974).

use super::route::{Node, OffPath, Parts, Route};
use super::rule::Rule;
use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::derivative::{Linearised, PerParameter};
use crate::index::EconomyId;
use crate::shock::Shock;
use crate::solve::{Settings, Status};
use std::collections::HashMap;
use std::ops::AddAssign;
use std::rc::Rc;

/// The change of real income by part of the shock, in 100 ln.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    parts: Vec<PerEconomy>,
    /// 100 times the change of ln real income.
    pub total: PerEconomy,
    /// The most that the parts of any economy miss its change of ln real income by (not times 100).
    pub gap: f64,
    /// Equilibria that were solved for on the way.
    pub equilibria: usize,
}

impl Attribution {
    /// Splits the change that the product of `parts` brings; see [`Shock::product`].
    ///
    /// A ban comes all at once: bans are made first, and what they change belongs to the first part that has any.
    ///
    /// # Errors
    /// [`OffPath`] if an equilibrium on the path does not exist, or is not found, or cannot be differentiated.
    pub fn of(benchmark: &Benchmark, parts: &[Shock], settings: &Settings) -> Result<Self, OffPath> {
        match parts.iter().position(Shock::bans) {
            None => Self::without_bans(benchmark, parts, settings),
            Some(banning) => Self::after_bans(benchmark, parts, banning, settings),
        }
    }

    /// What a part brings, by economy.
    pub fn part(&self, part: usize) -> &PerEconomy {
        &self.parts[part]
    }

    fn without_bans(benchmark: &Benchmark, parts: &[Shock], settings: &Settings) -> Result<Self, OffPath> {
        let size = benchmark.calibration.size;
        let whole = Shock::product(&benchmark.calibration, parts);
        let mut route = Route::new(benchmark, &whole, settings);
        let mut slopes = Slopes { benchmark, whole: &whole, parts, known: HashMap::new() };
        let travelled = route.travel(&mut slopes, ByPart(vec![PerEconomy::zeros(size); parts.len()]))?;
        Ok(Self {
            parts: travelled.sum.0.iter().map(|part| part.map(|change| 100.0 * change)).collect(),
            total: travelled.total.map(|change| 100.0 * change),
            gap: travelled.gap,
            equilibria: route.solved,
        })
    }

    fn after_bans(
        benchmark: &Benchmark,
        parts: &[Shock],
        banning: usize,
        settings: &Settings,
    ) -> Result<Self, OffPath> {
        let mut bans = Shock::none(&benchmark.calibration);
        let mut rest = parts.to_vec();
        for part in &mut rest {
            for (cost, ban) in part.iceberg.values_mut().iter_mut().zip(bans.iceberg.values_mut()) {
                if cost.is_infinite() {
                    (*cost, *ban) = (1.0, f64::INFINITY);
                }
            }
        }
        let there = benchmark.after(&bans, settings).map_err(|failure| OffPath {
            share: 0.0,
            status: failure.status,
            info: failure.info,
        })?;
        let banned = benchmark.ln_real_income(&there.equilibrium);
        let mut attribution = Self::without_bans(&there, &rest, settings)?;
        attribution.equilibria += 1;
        for economy in banned.size().economies() {
            let change = 100.0 * banned[economy];
            attribution.parts[banning][economy] += change;
            attribution.total[economy] += change;
        }
        Ok(attribution)
    }
}

/// Changes of ln real income by part.
struct ByPart(Vec<PerEconomy>);

impl AddAssign<&Self> for ByPart {
    fn add_assign(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            sum.values_mut().iter_mut().zip(more.values()).for_each(|(sum, more)| *sum += more);
        }
    }
}

/// Derivatives of ln real income along the path, in the direction of each part.
struct Slopes<'a> {
    benchmark: &'a Benchmark,
    whole: &'a Shock,
    parts: &'a [Shock],
    /// By part, at the shares of the shock where they have been taken: rules of higher orders keep the points of lower ones.
    known: HashMap<u64, Rc<ByPart>>,
}

impl Slopes<'_> {
    fn at(&mut self, node: &Node) -> Result<Rc<ByPart>, OffPath> {
        let key = node.share.to_bits();
        if let Some(known) = self.known.get(&key) {
            return Ok(Rc::clone(known));
        }
        let calibration = &self.benchmark.calibration;
        let shock = self.whole.part(calibration, node.share);
        let linearised = Linearised::new(self.benchmark, &calibration.theta, &shock, &node.equilibrium);
        let none = Shock::none(calibration);
        let slope = |part: &Shock| {
            if *part == none {
                return Ok(PerEconomy::zeros(calibration.size));
            }
            let direction = PerParameter::towards(calibration, &shock, part);
            linearised.tangent(&direction).map(|tangent| tangent.outcome.economies.real_income)
        };
        let slopes: Result<Vec<PerEconomy>, _> = self.parts.iter().map(slope).collect();
        let slopes = slopes.map_err(|_| OffPath {
            share: node.share,
            status: Status::Stalled { economy: EconomyId(0) },
            info: Default::default(),
        })?;
        let slopes = Rc::new(ByPart(slopes));
        self.known.insert(key, Rc::clone(&slopes));
        Ok(slopes)
    }
}

impl Parts for Slopes<'_> {
    // Linear systems are solved to about a hundredth of this.
    const TOLERANCE: f64 = 5e-11;

    type Sum = ByPart;

    fn integrate(&mut self, rule: &Rule, width: f64, nodes: &[Rc<Node>]) -> Result<ByPart, OffPath> {
        let size = self.benchmark.calibration.size;
        let mut sum = ByPart(vec![PerEconomy::zeros(size); self.parts.len()]);
        for (node, weight) in nodes.iter().zip(rule.weights()) {
            let slopes = self.at(node)?;
            for (sum, slope) in sum.0.iter_mut().zip(&slopes.0) {
                for (sum, slope) in sum.values_mut().iter_mut().zip(slope.values()) {
                    *sum += width * weight * slope;
                }
            }
        }
        Ok(sum)
    }

    fn total(sum: &ByPart, economy: EconomyId) -> f64 {
        sum.0.iter().map(|part| part[economy]).sum()
    }

    fn distance(a: &ByPart, b: &ByPart, economy: EconomyId) -> f64 {
        a.0.iter().zip(&b.0).map(|(a, b)| (a[economy] - b[economy]).abs()).fold(0.0, f64::max)
    }
}
