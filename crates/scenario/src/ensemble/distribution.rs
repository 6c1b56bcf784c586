//! Distributions of parameters: how the table names them, and their quantile functions.

use crate::diagnostic::Fault;
use crate::fields::Fields;
use comity_data::nearest;
use serde::Serialize;
use statrs::function::beta::inv_beta_reg;
use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::SQRT_2;
use std::ops::Range;

/// What is believed of a number before it is drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "distribution", rename_all = "lowercase")]
pub enum Distribution {
    /// Mean and standard deviation.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// The logarithm is normal.
    Lognormal {
        /// The median, half above and half below.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// The density rises from `low` to `mode` and falls to `high`, in straight lines.
    Triangular {
        /// Smallest value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// Every value between `low` and `high` is as likely as any other.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// A smooth relative of the triangular: a beta distribution with mean (low + 4 mode + high) / 6.
    Pert {
        /// Smallest value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// A list of values, each as likely as any other.
    Values {
        /// The values, in ascending order.
        values: Vec<f64>,
    },
}

/// What a `distribution` can be called, and the keys that belong to it.
const KINDS: [(&str, &[&str]); 6] = [
    ("normal", &["mean", "sd"]),
    ("lognormal", &["median", "sigma"]),
    ("triangular", &["low", "mode", "high"]),
    ("uniform", &["low", "high"]),
    ("pert", &["low", "mode", "high"]),
    ("values", &["values"]),
];

/// Every key that some distribution knows.
pub(super) const KEYS: [&str; 8] = ["mean", "sd", "median", "sigma", "low", "mode", "high", "values"];

/// Standard deviations from the mean that count as the reach of a distribution without bounds: one draw in two million
/// lies further out.
const REACH: f64 = 5.0;

impl Distribution {
    /// The distribution that a table describes; `span` is where the table stands.
    pub(super) fn parse(fields: &Fields, span: &Range<usize>) -> Result<Self, Fault> {
        let names = KINDS.map(|(name, _)| name);
        let word = fields.text("distribution")?.ok_or_else(|| {
            Fault::at(span.clone(), "this parameter has no `distribution`")
                .hint(format!("add distribution = \"...\", one of: {}", names.join(", ")))
        })?;
        let name = word.get_ref().as_str();
        let Some((_, keys)) = KINDS.iter().find(|(known, _)| *known == name) else {
            return Err(Fault::at(word.span(), format!("unknown distribution `{name}`"))
                .hint(nearest::one_of(name, &names)));
        };
        for key in KEYS.iter().filter(|key| !keys.contains(key)) {
            if let Some(at) = fields.key_span(key) {
                return Err(Fault::at(at, format!("a {name} distribution has no `{key}`"))
                    .hint(format!("it has: {}", keys.join(", "))));
            }
        }
        let number = |key: &str| {
            let number = fields.number(key)?.ok_or_else(|| {
                Fault::at(word.span(), format!("this {name} distribution has no `{key}`"))
                    .hint(format!("it needs: {}", keys.join(", ")))
            })?;
            match number.get_ref().is_finite() {
                true => Ok(*number.get_ref()),
                false => Err(Fault::at(number.span(), format!("`{key}` must be finite"))),
            }
        };
        let distribution = match name {
            "normal" => Self::Normal { mean: number("mean")?, sd: number("sd")? },
            "lognormal" => Self::Lognormal { median: number("median")?, sigma: number("sigma")? },
            "triangular" => {
                Self::Triangular { low: number("low")?, mode: number("mode")?, high: number("high")? }
            }
            "uniform" => Self::Uniform { low: number("low")?, high: number("high")? },
            "pert" => Self::Pert { low: number("low")?, mode: number("mode")?, high: number("high")? },
            _ => Self::Values { values: values(fields, &word.span())? },
        };
        distribution.check().map_err(|(key, message)| {
            Fault::at(fields.key_span(key).unwrap_or_else(|| span.clone()), message)
        })?;
        Ok(distribution)
    }

    /// Whether the numbers make a distribution, or the key that does not and why.
    fn check(&self) -> Result<(), (&'static str, String)> {
        let ordered = |low: f64, mode: f64, high: f64| {
            if low >= high {
                Err(("high", format!("`high` must be above `low`, found {high} and {low}")))
            } else if mode < low || mode > high {
                Err(("mode", format!("`mode` must lie between `low` and `high`, found {mode}")))
            } else {
                Ok(())
            }
        };
        match *self {
            Self::Normal { sd, .. } if sd <= 0.0 => Err(("sd", format!("`sd` must be positive, found {sd}"))),
            Self::Lognormal { median, .. } if median <= 0.0 => {
                Err(("median", format!("`median` must be positive, found {median}")))
            }
            Self::Lognormal { sigma, .. } if sigma <= 0.0 => {
                Err(("sigma", format!("`sigma` must be positive, found {sigma}")))
            }
            Self::Triangular { low, mode, high } | Self::Pert { low, mode, high } => ordered(low, mode, high),
            Self::Uniform { low, high } => ordered(low, low, high),
            _ => Ok(()),
        }
    }

    /// The number below which a share `u` of draws lies; `u` is above 0 and below 1.
    ///
    /// ```
    /// use comity_scenario::ensemble::Distribution;
    /// let doubling = Distribution::Lognormal { median: 1.0, sigma: 2f64.ln() };
    /// assert!((doubling.quantile(0.8413447460685429) - 2.0).abs() < 1e-12);
    /// ```
    pub fn quantile(&self, u: f64) -> f64 {
        match *self {
            Self::Normal { mean, sd } => mean + sd * normal_quantile(u),
            Self::Lognormal { median, sigma } => median * (sigma * normal_quantile(u)).exp(),
            Self::Triangular { low, mode, high } => {
                let rising = (mode - low) / (high - low);
                if u <= rising {
                    low + (u * (high - low) * (mode - low)).sqrt()
                } else {
                    high - ((1.0 - u) * (high - low) * (high - mode)).sqrt()
                }
            }
            Self::Uniform { low, high } => low + u * (high - low),
            Self::Pert { low, mode, high } => {
                let shape = |distance: f64| 1.0 + 4.0 * distance / (high - low);
                low + (high - low) * inv_beta_reg(shape(mode - low), shape(high - mode), u)
            }
            Self::Values { ref values } => {
                let at = (u * values.len() as f64) as usize;
                values.get(at).or(values.last()).copied().unwrap_or_default()
            }
        }
    }

    /// The smallest and the largest number to reckon with.
    pub(super) fn reach(&self) -> (f64, f64) {
        match *self {
            Self::Normal { mean, sd } => (mean - REACH * sd, mean + REACH * sd),
            Self::Lognormal { median, sigma } => {
                (median * (-REACH * sigma).exp(), median * (REACH * sigma).exp())
            }
            Self::Triangular { low, high, .. }
            | Self::Uniform { low, high }
            | Self::Pert { low, high, .. } => (low, high),
            Self::Values { ref values } => {
                let [first, last] = [values.first(), values.last()];
                (first.copied().unwrap_or_default(), last.copied().unwrap_or_default())
            }
        }
    }
}

/// The number of standard deviations below which a share `u` of a normal distribution lies.
pub(super) fn normal_quantile(u: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * u)
}

/// The share of a normal distribution below `z` standard deviations.
pub(super) fn normal_share(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

fn values(fields: &Fields, span: &Range<usize>) -> Result<Vec<f64>, Fault> {
    let numbers = fields.numbers("values")?.ok_or_else(|| {
        Fault::at(span.clone(), "this list of values has no `values`").hint("add values = [0.8, 0.9, 1.0]")
    })?;
    let mut values = Vec::with_capacity(numbers.len());
    for number in numbers {
        if !number.get_ref().is_finite() {
            return Err(Fault::at(number.span(), "a value must be finite"));
        }
        values.push(number.into_inner());
    }
    values.sort_by(f64::total_cmp);
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [(Distribution, f64, f64); 6] {
        let pert = |low: f64, mode: f64, high: f64| {
            let mean = (low + 4.0 * mode + high) / 6.0;
            (mean, (mean - low) * (high - mean) / 7.0)
        };
        let (pert_mean, pert_variance) = pert(0.8, 0.9, 1.2);
        let (low, mode, high) = (0.8, 0.9, 1.2);
        [
            (Distribution::Normal { mean: 2.0, sd: 0.5 }, 2.0, 0.25),
            (
                Distribution::Lognormal { median: 2.0, sigma: 0.3 },
                2.0 * 0.045f64.exp(),
                4.0 * 0.09f64.exp() * (0.09f64.exp() - 1.0),
            ),
            (
                Distribution::Triangular { low, mode, high },
                (low + mode + high) / 3.0,
                (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18.0,
            ),
            (Distribution::Uniform { low, high }, 1.0, 0.16 / 12.0),
            (Distribution::Pert { low, mode, high }, pert_mean, pert_variance),
            (Distribution::Values { values: vec![1.0, 2.0, 6.0] }, 3.0, 14.0 / 3.0),
        ]
    }

    #[test]
    fn moments_are_those_of_the_textbook() {
        let points = 300_000;
        for (distribution, mean, variance) in all() {
            let quantiles =
                (0..points).map(|at| distribution.quantile((f64::from(at) + 0.5) / f64::from(points)));
            let (sum, squares) =
                quantiles.fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + (x - mean).powi(2)));
            let found = sum / f64::from(points);
            assert!((found - mean).abs() < 1e-5 * mean, "mean of {distribution:?}: {found}, not {mean}");
            let found = squares / f64::from(points);
            assert!((found - variance).abs() < 1e-3 * variance, "variance of {distribution:?}: {found}");
        }
    }

    #[test]
    fn quantiles_rise_and_stay_within_reach() {
        for (distribution, ..) in all() {
            let mut last = f64::NEG_INFINITY;
            for at in 1..2000 {
                let quantile = distribution.quantile(f64::from(at) / 2000.0);
                assert!(quantile >= last, "{distribution:?} falls at {at}");
                last = quantile;
            }
            let (low, high) = distribution.reach();
            assert!(distribution.quantile(1e-6) >= low && last <= high);
        }
    }

    #[test]
    fn normal_scores_invert_one_another() {
        for u in [1e-12, 0.001, 0.5, 0.9, 1.0 - 1e-9] {
            assert!((normal_share(normal_quantile(u)) / u - 1.0).abs() < 1e-9, "{u}");
        }
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-13);
    }
}
