//! How far the rules of economies lie apart on a day.

use crate::accepted::Accepted;
use crate::date::Date;
use crate::draws::Draw;
use crate::experiment::Experiment;
use crate::rules::Rules;
use crate::strictest::Strictest;
use crate::taxonomy::HIGHEST;

/// How far the rules of economies lie apart. Each number lies between 0 and 1, where 1 is the distance between requiring
/// everything of everybody and requiring nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Distances {
    economies: usize,
    burden: Vec<f64>,
    heterogeneity: Vec<f64>,
    recognised: Vec<f64>,
}

impl Distances {
    /// How many economies there are.
    pub fn economies(&self) -> usize {
        self.economies
    }

    /// The extra burden of selling from one economy to another: what the destination requires beyond what the origin does.
    pub fn burden(&self, origin: usize, destination: usize) -> f64 {
        self.burden[origin * self.economies + destination]
    }

    /// How different rules are, whichever is stricter: the same in both directions, and a distance in the strict sense, since
    /// whoever has complied in one place may go on from there.
    pub fn heterogeneity(&self, origin: usize, destination: usize) -> f64 {
        self.heterogeneity[origin * self.economies + destination]
    }

    /// The share of duties, by weight, for which the destination accepts the origin's assessment or refers to the same
    /// standard, times the share of a difference that goes by that.
    pub fn recognised(&self, origin: usize, destination: usize) -> f64 {
        self.recognised[origin * self.economies + destination]
    }

    /// What lies between these and others of the same economies, a share of the way from these.
    pub fn towards(&self, mut other: Self, share: f64) -> Self {
        let pairs = [
            (&self.burden, &mut other.burden),
            (&self.heterogeneity, &mut other.heterogeneity),
            (&self.recognised, &mut other.recognised),
        ];
        for (from, to) in pairs {
            from.iter().zip(to).for_each(|(from, to)| *to = between(*from, *to, share));
        }
        other
    }
}

/// A share of the way from a number to another; the other itself at the end.
pub(crate) fn between(from: f64, to: f64, share: f64) -> f64 {
    if share == 1.0 { to } else { from + share * (to - from) }
}

impl Rules<'_> {
    /// How far rules lie apart on a day, with the weights of the taxonomy.
    pub fn distances(&self, date: Date) -> Distances {
        self.distances_in(date, &Experiment::default(), None)
    }

    /// The same with the rules of an experiment, and with weights and levels as they are or as drawn.
    pub fn distances_in(&self, date: Date, experiment: &Experiment, draw: Option<Draw>) -> Distances {
        let (mut distances, shortened) = self.direct(date, experiment, draw);
        shortest(&mut distances.heterogeneity, distances.economies, &shortened);
        distances
    }

    /// Extra burdens alone, by origin and destination, with weights and levels as they are or as drawn. They depend on the two
    /// economies only, and take less time than distances.
    pub fn burdens(&self, date: Date, experiment: &Experiment, draw: Option<Draw>) -> Vec<f64> {
        self.direct(date, experiment, draw).0.burden
    }

    /// Distances before any detour, and who recognises or is recognised by somebody.
    fn direct(&self, date: Date, experiment: &Experiment, draw: Option<Draw>) -> (Distances, Vec<bool>) {
        let features = &self.registry.taxonomy.features;
        let weight = |&duty: &usize| draw.map_or(features[duty].weight, |draw| draw.weight(&features[duty]));
        let weights: Vec<f64> = self.duties().iter().map(weight).collect();
        let strictest = Strictest::on(self, date, experiment, draw);
        let accepted = Accepted::on(self, &strictest, date, experiment);
        let economies = self.economies().len();
        let total: f64 = weights.iter().sum();
        let share = if total > 0.0 { total.recip() } else { 0.0 };
        let weights: Vec<f64> = weights.iter().map(|weight| weight * share).collect();
        // Each level times its weight, so that a distance is a sum of differences.
        let mut levels = Vec::with_capacity(economies * weights.len());
        for economy in 0..economies {
            let cells = strictest.of(economy);
            let weighted = self.duties().iter().zip(&weights);
            levels.extend(weighted.map(|(&feature, weight)| cells[feature].0 * weight / f64::from(HIGHEST)));
        }
        let mut distances = Distances {
            economies,
            burden: vec![0.0; economies * economies],
            heterogeneity: vec![0.0; economies * economies],
            recognised: vec![0.0; economies * economies],
        };
        let mut shortened = vec![false; economies];
        for origin in 0..economies {
            distances.recognised[origin * economies + origin] = 1.0;
            for destination in origin + 1..economies {
                let there = accepted.pair(origin, destination);
                let back = accepted.pair(destination, origin);
                let [here, beyond] =
                    [origin, destination].map(|at| &levels[at * weights.len()..][..weights.len()]);
                let (forth, reverse) = (origin * economies + destination, destination * economies + origin);
                if there.is_nothing() && back.is_nothing() {
                    let (up, down) = differences(here, beyond);
                    (distances.burden[forth], distances.burden[reverse]) = (up, down);
                    distances.heterogeneity[forth] = up + down;
                } else if there.one_market && back.one_market {
                    (shortened[origin], shortened[destination]) = (true, true);
                    (distances.recognised[forth], distances.recognised[reverse]) = (1.0, 1.0);
                } else {
                    (shortened[origin], shortened[destination]) = (true, true);
                    for (duty, ((from, to), weight)) in here.iter().zip(beyond).zip(&weights).enumerate() {
                        let keeps = [there, back].map(|pair| {
                            1.0 - pair.share(duty, self.settings.recognition, self.settings.standard)
                        });
                        let least = there.least(*from, *to, weight * experiment.apart());
                        let (up, down) = ((to - from).max(least), (from - to).max(least));
                        distances.burden[forth] += up * keeps[0];
                        distances.burden[reverse] += down * keeps[1];
                        distances.heterogeneity[forth] += (up + down) * (keeps[0] + keeps[1]) / 2.0;
                        distances.recognised[forth] += weight * (1.0 - keeps[0]);
                        distances.recognised[reverse] += weight * (1.0 - keeps[1]);
                    }
                }
                distances.heterogeneity[reverse] = distances.heterogeneity[forth];
            }
        }
        (distances, shortened)
    }
}

/// What the second requires beyond the first, and the first beyond the second.
fn differences(here: &[f64], beyond: &[f64]) -> (f64, f64) {
    // Four sums at a time, which the compiler can keep in one register.
    const LANES: usize = 4;
    let (mut up, mut down) = ([0.0; LANES], [0.0; LANES]);
    let (mut from, mut to) = (here.chunks_exact(LANES), beyond.chunks_exact(LANES));
    for (from, to) in from.by_ref().zip(to.by_ref()) {
        for lane in 0..LANES {
            let difference = to[lane] - from[lane];
            up[lane] += difference.max(0.0);
            down[lane] += (-difference).max(0.0);
        }
    }
    for (from, to) in from.remainder().iter().zip(to.remainder()) {
        up[0] += (to - from).max(0.0);
        down[0] += (from - to).max(0.0);
    }
    (up.iter().sum(), down.iter().sum())
}

/// Makes the way over other economies count where it is shorter, which it can be only over those that recognise somebody.
/// Without it two economies that both recognise a third could be farther from each other than over the third.
fn shortest(distances: &mut [f64], economies: usize, over: &[bool]) {
    let mut leg = vec![0.0; economies];
    for middle in (0..economies).filter(|&middle| over[middle]) {
        leg.copy_from_slice(&distances[middle * economies..][..economies]);
        for row in distances.chunks_exact_mut(economies) {
            let first = row[middle];
            for (direct, second) in row.iter_mut().zip(&leg) {
                let way = first + second;
                *direct = if way < *direct { way } else { *direct };
            }
        }
    }
}
