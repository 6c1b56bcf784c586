//! Every economy's curve, once it is known how curves depend on readiness.

use super::adopters::{Adopters, Known, Models};
use super::catch_up::Rule;
use super::curve::{Curve, Observation};
use super::pillar::Standing;
use super::relations::Relations;
use super::table::Speed;
use super::{Adopter, Adoption, Basis};

/// No economy is taken to have passed this share of a ceiling that nobody set.
const PASSED: f64 = 0.9;

/// Economies whose numbers are not what the scenario or readiness alone would give.
#[derive(Default)]
struct Exceptions {
    raised: Vec<String>,
    no_speed: Vec<String>,
}

impl Adopters {
    /// Adoption if curves depend on readiness in this way.
    pub fn under(&self, relations: Relations) -> Adoption {
        let mut exceptions = Exceptions::default();
        let settled = |known| self.settled(known, &relations, &mut exceptions);
        let mut economies: Vec<Adopter> = self.economies.iter().map(settled).collect();
        let standings: Vec<Standing> = economies.iter().map(|adopter| adopter.standing).collect();
        let rules = self.catch_ups.iter().map(|entry| Rule {
            economies: entry.economies.clone(),
            closes: entry.closes,
            target: match &entry.to {
                Models::Top => Standing::best(&standings),
                Models::Average(members) => {
                    let members: Vec<_> = members.iter().map(|economy| standings[economy.0]).collect();
                    Standing::average(&members)
                }
            },
            share: entry.share,
            from: entry.from,
            by: entry.by,
        });
        let rules = rules.collect();
        if let Some(models) = &self.equal {
            make_equal(&mut economies, models, &relations);
        }
        let mut warnings = self.warnings.clone();
        warnings.extend(exceptions.warnings());
        let (measure, size, files) = (self.measure, self.size, self.files.clone());
        Adoption { measure, relations, economies, files, warnings, rules, size }
    }

    /// An economy with its curve: what the scenario sets, what was observed, and else what readiness lets expect.
    fn settled(&self, known: &Known, relations: &Relations, exceptions: &mut Exceptions) -> Adopter {
        let Known { code, pillars, observations, set, .. } = known;
        let last = observations.last().copied();
        let expected = relations.curve(pillars, self.speed.unwrap_or(relations.speed));
        let (ceiling, ceiling_from) = match (set.ceiling, last) {
            (Some(ceiling), _) => (ceiling, Basis::Scenario),
            (None, Some(Observation { share, .. })) if share > PASSED * expected.ceiling => {
                exceptions.raised.push(code.clone());
                ((share / PASSED).min((1.0 + share) / 2.0), Basis::Observed)
            }
            _ => (expected.ceiling, Basis::Relation),
        };
        let common = (expected.speed, if self.speed.is_some() { Basis::Scenario } else { Basis::Parameter });
        let (speed, speed_from) = match set.speed {
            None => common,
            Some(Speed::Given(speed)) => (speed, Basis::Scenario),
            Some(Speed::Observed) => match observed_speed(observations, ceiling) {
                Some(speed) => (speed, Basis::Observed),
                None => {
                    exceptions.no_speed.push(code.clone());
                    common
                }
            },
        };
        let (midpoint, midpoint_from) = match (set.midpoint, last) {
            (Some(midpoint), _) => (midpoint, Basis::Scenario),
            (None, Some(last)) => (Curve::through(last, ceiling, speed).midpoint, Basis::Observed),
            (None, None) => (relations.curve(pillars, speed).midpoint, Basis::Relation),
        };
        let curve = Curve { ceiling, speed, midpoint };
        Adopter {
            code: code.clone(),
            readiness: *pillars,
            readiness_from: known.readiness_from,
            observations: observations.clone(),
            observed_from: known.observed_from,
            curve,
            ceiling_from,
            speed_from,
            midpoint_from,
            standing: Standing::of(*pillars, &curve, relations),
        }
    }
}

/// The speed from the first observation to the last, if adoption grew.
fn observed_speed(observations: &[Observation], ceiling: f64) -> Option<f64> {
    let (first, last) = (*observations.first()?, *observations.last()?);
    let grew = first.year < last.year && first.share < last.share && last.share < ceiling;
    grew.then(|| Curve::speed_between(first, last, ceiling))
}

/// Gives all economies one curve.
fn make_equal(economies: &mut [Adopter], models: &Models, relations: &Relations) {
    let number = |of: fn(&Adopter) -> f64| match models {
        Models::Top => economies.iter().map(of).fold(f64::NEG_INFINITY, f64::max),
        Models::Average(members) => {
            members.iter().map(|economy| of(&economies[economy.0])).sum::<f64>() / members.len() as f64
        }
    };
    let curve = Curve {
        ceiling: number(|adopter| adopter.curve.ceiling),
        speed: number(|adopter| adopter.curve.speed),
        // The earlier the better.
        midpoint: -number(|adopter| -adopter.curve.midpoint),
    };
    let pillars = [
        number(|adopter| adopter.readiness[0]),
        number(|adopter| adopter.readiness[1]),
        number(|adopter| adopter.readiness[2]),
        number(|adopter| adopter.readiness[3]),
    ];
    let standing = Standing::of(pillars, &curve, relations);
    let from = Basis::Others;
    for adopter in economies {
        (adopter.readiness, adopter.curve, adopter.standing) = (pillars, curve, standing);
        (adopter.readiness_from, adopter.ceiling_from, adopter.speed_from, adopter.midpoint_from) =
            (from, from, from, from);
    }
}

impl Exceptions {
    fn warnings(self) -> impl Iterator<Item = String> {
        let say = |codes: Vec<String>, words: fn(String) -> String| {
            (!codes.is_empty()).then(|| words(codes.join(", ")))
        };
        let raised = say(self.raised, |codes| {
            format!(
                "adoption observed in {codes} is close to the ceiling that readiness lets expect or above it: the ceiling is raised"
            )
        });
        let no_speed = say(self.no_speed, |codes| {
            format!("no growth was observed in {codes}: the speed is that of all others")
        });
        raised.into_iter().chain(no_speed)
    }
}
