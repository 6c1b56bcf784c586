//! `[model.factors]`: what sectors employ, where it can go, and how much of it there is.

use super::shares;
use super::subtable;
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::source::Source;
use comity_data::nearest::{self, Candidate};
use comity_data::{Baseline, FileHash};
use comity_model::{Assumptions, Mobility, Supply};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const KEYS: &[&str] = &["share", "supply_elasticity", "wage_floor", "long_run", "specific", "wage"];
/// Factors that earn no wage unless the scenario says so.
const NO_WAGE: [&str; 3] = ["capital", "land", "resources"];
/// What shares may miss one by.
pub(super) const SHARE_ERROR: f64 = 1e-6;

/// The factors that a scenario tells apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Factors {
    named: Vec<Named>,
    /// The file of their shares.
    shares: Option<Word>,
}

/// A factor by its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub name: Word,
    pub share: Option<Spanned<f64>>,
    mobility: Mobility,
    supply: Supply,
    /// The key that says how much of it there is.
    supply_key: Option<Range<usize>>,
    wage: Option<bool>,
}

impl Factors {
    pub fn parse(fields: &Fields) -> Result<Self, Fault> {
        let shares = fields.text("factor_shares")?;
        let Some(table) = subtable(fields, "factors", "factors.labour = { share = 0.6 }")? else {
            return Ok(Self { named: Vec::new(), shares });
        };
        let mut named = Vec::new();
        for (name, value) in table {
            let name = Spanned::new(name.span(), name.get_ref().trim().to_owned());
            if name.get_ref().is_empty() {
                return Err(Fault::at(name.span(), "a factor without a name"));
            }
            let DeValue::Table(table) = value.get_ref() else {
                let message = format!("the factor `{}` must be a table", name.get_ref());
                return Err(Fault::at(value.span(), message)
                    .hint(format!("head it with [model.factors.{}]", name.get_ref())));
            };
            named.push(Named::parse(name, table)?);
        }
        named.sort_by_key(|factor| factor.name.span().start);
        check_shares(&named, shares.as_ref())?;
        Ok(Self { named, shares })
    }

    /// Whether the model has the factors of the baseline apart.
    pub fn are_apart(&self) -> bool {
        !self.named.is_empty() || self.shares.is_some()
    }

    /// The baseline with the factors that the scenario tells apart.
    pub fn split(&self, baseline: Baseline, source: &Source) -> Result<(Baseline, Vec<FileHash>), Error> {
        let mut files = Vec::new();
        let mut baseline = baseline;
        if let Some(file) = &self.shares {
            let hash;
            (baseline, hash) = shares::from_file(baseline, file, source)?;
            files.push(hash);
        } else if let Some(share) = self.named.iter().find_map(|factor| factor.share.as_ref()) {
            if baseline.factors.len() > 1 {
                let (name, factors) = (&baseline.meta.name, baseline.factors.join(", "));
                let message = format!("`{name}` says itself what each of its factors earns: {factors}");
                return Err(source.error(Fault::at(share.span(), message).hint("remove `share`")));
            }
            baseline = shares::split(baseline, &self.named);
        }
        for factor in &self.named {
            if !baseline.factors.contains(factor.name.get_ref()) {
                return Err(source.error(self.unknown(&factor.name, &baseline)));
            }
        }
        Ok((baseline, files))
    }

    /// Assumes of each factor what the scenario says.
    pub fn assume(&self, baseline: &Baseline, assumptions: &mut Assumptions) {
        for (name, factor) in baseline.factors.iter().zip(&mut assumptions.factors) {
            factor.wage = !NO_WAGE.contains(&name.to_lowercase().as_str());
            if let Some(named) = self.named.iter().find(|named| named.name.get_ref() == name) {
                factor.mobility = named.mobility;
                factor.supply = named.supply;
                factor.wage = named.wage.unwrap_or(factor.wage);
            }
        }
    }

    /// Refuses that real prices of all factors are held, some by accumulation and some by a floor: what does not pay would shrink
    /// without end.
    pub fn nothing_gives_way(&self, baseline: &Baseline) -> Option<Fault> {
        let accumulated = self.accumulated()?;
        let floor = self.named.iter().find(|named| matches!(named.supply, Supply::Floor(_)))?;
        let held = |supply| matches!(supply, Supply::Accumulated | Supply::Floor(_));
        let all = baseline
            .factors
            .iter()
            .all(|name| self.named.iter().any(|named| named.name.get_ref() == name && held(named.supply)));
        let message = format!(
            "the real price of every factor is held, of some by `long_run` and of {} by a floor, so that nothing can give way",
            floor.name.get_ref()
        );
        let hint = "remove one of the two, or tell apart a factor without either, such as land";
        all.then(|| Fault::at(accumulated, message).hint(hint))
    }

    /// Where the supply of a factor is given.
    pub fn supply_key(&self, name: &str) -> Option<Range<usize>> {
        self.named.iter().find(|named| named.name.get_ref() == name)?.supply_key.clone()
    }

    /// Where the first factor that accumulates says so.
    pub fn accumulated(&self) -> Option<Range<usize>> {
        self.named.iter().find(|named| named.supply == Supply::Accumulated)?.supply_key.clone()
    }

    fn unknown(&self, name: &Word, baseline: &Baseline) -> Fault {
        let (world, known) = (&baseline.meta.name, baseline.factors.join(", "));
        let candidates = baseline.factors.iter().map(|factor| Candidate::word(factor));
        let hint = nearest::did_you_mean(name.get_ref(), candidates).unwrap_or_else(|| match &self.shares {
            Some(file) => format!("`{}` has {known}", file.get_ref()),
            None if baseline.factors.len() == 1 => format!(
                "`{world}` has one factor, {known}; give {} a share of it to split it, such as share = 0.6",
                name.get_ref()
            ),
            None => format!("`{world}` has {known}"),
        });
        Fault::at(name.span(), format!("unknown factor `{}`", name.get_ref())).hint(hint)
    }
}

impl Named {
    fn parse(name: Word, table: &DeTable) -> Result<Self, Fault> {
        let fields = Fields::new(table, &format!("[model.factors.{}]", name.get_ref()), KEYS)?;
        let share = fields.number("share")?;
        if let Some(share) = &share
            && !(*share.get_ref() >= 0.0 && *share.get_ref() <= 1.0)
        {
            let message = format!("a share must lie between 0 and 1, found {}", share.get_ref());
            return Err(Fault::at(share.span(), message));
        }
        let (supply, supply_key) = supply(&fields)?;
        let mobility = match fields.flag("specific")? {
            Some(true) => Mobility::Specific,
            _ => Mobility::Mobile,
        };
        Ok(Self { share, mobility, supply, supply_key, wage: fields.flag("wage")?, name })
    }
}

/// How much of a factor there is, and the key that says so.
fn supply(fields: &Fields) -> Result<(Supply, Option<Range<usize>>), Fault> {
    let mut given: Vec<(&str, Supply)> = Vec::new();
    if let Some(number) = fields.number("supply_elasticity")? {
        let elasticity = *number.get_ref();
        if !(elasticity >= 0.0 && elasticity.is_finite()) {
            let message = format!("a supply elasticity must be 0 or more and finite, found {elasticity}");
            return Err(Fault::at(number.span(), message)
                .hint("0.5 says that a real wage 1 percent higher brings half a percent more of it"));
        }
        given.push(("supply_elasticity", Supply::Elastic(elasticity)));
    }
    if let Some(number) = fields.number("wage_floor")? {
        let floor = *number.get_ref();
        if !(0.0..=1.0).contains(&floor) {
            let message = format!("a wage floor must lie between 0 and 1, found {floor}");
            return Err(Fault::at(number.span(), message).hint(
                "1 is the real wage of the benchmark, which pays everybody; 0.98 lets it fall by 2 percent",
            ));
        }
        given.push(("wage_floor", Supply::Floor(floor)));
    }
    if fields.flag("long_run")? == Some(true) {
        given.push(("long_run", Supply::Accumulated));
    }
    match given[..] {
        [] => Ok((Supply::Fixed, None)),
        [(key, supply)] => Ok((supply, fields.key_span(key))),
        [(first, _), (second, _), ..] => {
            let at = fields.key_span(second).unwrap_or_default();
            let message =
                format!("`{second}` stands beside `{first}`: each says how much of the factor there is");
            Err(Fault::at(at, message).hint("keep one of them"))
        }
    }
}

/// Checks that shares leave a part for everybody and nothing for nobody.
fn check_shares(named: &[Named], file: Option<&Word>) -> Result<(), Fault> {
    let given: Vec<&Spanned<f64>> = named.iter().filter_map(|factor| factor.share.as_ref()).collect();
    let Some(last) = given.last() else { return Ok(()) };
    if let Some(file) = file {
        let message =
            format!("`share` stands beside `factor_shares`, and `{}` gives all shares", file.get_ref());
        return Err(Fault::at(last.span(), message).hint("keep one of the two"));
    }
    let sum: f64 = given.iter().map(|share| *share.get_ref()).sum();
    let without: Vec<&Named> = named.iter().filter(|factor| factor.share.is_none()).collect();
    match without[..] {
        [] if (sum - 1.0).abs() <= SHARE_ERROR => Ok(()),
        [] => {
            let message = format!("the shares of factors add up to {}, not to 1", tidy(sum));
            Err(Fault::at(last.span(), message).hint("leave `share` out of one factor to give it the rest"))
        }
        [rest] if sum > 1.0 => {
            let message = format!(
                "the shares of factors add up to {}: nothing is left for {}",
                tidy(sum),
                rest.name.get_ref()
            );
            Err(Fault::at(last.span(), message).hint("shares must add up to 1 at most"))
        }
        [_] => Ok(()),
        [_, second, ..] => {
            let message = format!("`{}` is the second factor without a share", second.name.get_ref());
            Err(Fault::at(second.name.span(), message)
                .hint("only one can get the rest: give this one a `share`"))
        }
    }
}

fn tidy(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}
