//! `[model]`: which version of the model a scenario asks for.
//!
//! | file | what it does |
//! |---|---|
//! | `factors` | `[model.factors]`: what sectors employ, and how much of it there is |
//! | `shares` | what each factor earns, where the baseline does not say |
//! | `assumptions` | the version as the model takes it, and what it says where it cannot |

mod assumptions;
mod factors;
mod shares;

use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word, number};
use crate::source::Source;
use comity_data::{Baseline, FileHash, nearest};
use factors::Factors;
use toml::Spanned;

/// What a scenario changes about the model itself; by default nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Variant {
    sectors: Sectors,
    without_inputs: bool,
    substitution: Substitution,
    /// Selectors of sectors and their scale elasticities, in the order of the file.
    scale: Vec<(Word, Spanned<f64>)>,
    factors: Factors,
}

/// Into how many sectors the baseline is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Sectors {
    /// As many as the baseline has.
    #[default]
    All,
    /// One for each group.
    Groups,
    /// A single one.
    One,
}

/// Elasticities of substitution that are written down.
#[derive(Debug, Clone, PartialEq, Default)]
struct Substitution {
    final_demand: Option<Spanned<f64>>,
    value_added: Option<Spanned<f64>>,
    inputs: Option<Spanned<f64>>,
}

const KEYS: &[&str] = &["sectors", "inputs", "substitution", "scale", "factors", "factor_shares"];
const SECTORS: [(&str, Sectors); 3] =
    [("all", Sectors::All), ("groups", Sectors::Groups), ("one", Sectors::One)];

impl Variant {
    pub fn parse(fields: &Fields) -> Result<Self, Fault> {
        let Some(table) = fields.table("model")? else { return Ok(Self::default()) };
        let fields = Fields::new(table, "[model]", KEYS)?;
        Ok(Self {
            sectors: sectors(&fields)?,
            without_inputs: fields.flag("inputs")? == Some(false),
            substitution: Substitution::parse(&fields)?,
            scale: scale(&fields)?,
            factors: Factors::parse(&fields)?,
        })
    }

    /// The baseline as this version of the model sees it, and the files that say how.
    pub fn of(&self, baseline: Baseline, source: &Source) -> Result<(Baseline, Vec<FileHash>), Error> {
        let (baseline, files) = self.factors.split(baseline, source)?;
        let baseline = match self.sectors {
            Sectors::All => baseline,
            Sectors::Groups => baseline.sectors_by_group(),
            Sectors::One => baseline.one_sector(),
        };
        Ok((if self.without_inputs { baseline.without_inputs() } else { baseline }, files))
    }

    /// The fault of capital whose quantity follows from its price, on a path on which it accumulates.
    pub fn supplied_otherwise(&self, name: &str) -> Fault {
        Fault {
            message: format!("the supply of {name} is given, but on a path of years it accumulates"),
            span: self.factors.supply_key(name),
            hint: Some(
                "remove the key: growth.saving_response says how investment follows the return".to_owned(),
            ),
        }
    }

    /// Names of the model's factors, of a baseline as this version sees it.
    pub fn factor_names(&self, baseline: &Baseline) -> Vec<String> {
        match baseline.factors.as_slice() {
            several if self.factors.are_apart() => several.to_vec(),
            [one] => vec![one.clone()],
            _ => vec!["value_added".to_owned()],
        }
    }
}

impl Substitution {
    fn parse(fields: &Fields) -> Result<Self, Fault> {
        let Some(table) = subtable(fields, "substitution", "substitution = { final_demand = 0.8 }")? else {
            return Ok(Self::default());
        };
        let fields = Fields::new(table, "`substitution`", &["final_demand", "value_added", "inputs"])?;
        let of = |key| {
            let Some(number) = fields.number(key)? else { return Ok(None) };
            let value = *number.get_ref();
            if value >= 0.0 && value.is_finite() {
                return Ok(Some(number));
            }
            let message =
                format!("an elasticity of substitution must be 0 or more and finite, found {value}");
            Err(Fault::at(number.span(), message)
                .hint("1 keeps shares of spending as they are, 0 keeps proportions of quantities"))
        };
        Ok(Self { final_demand: of("final_demand")?, value_added: of("value_added")?, inputs: of("inputs")? })
    }

    fn written(&self) -> impl Iterator<Item = &Spanned<f64>> {
        [&self.final_demand, &self.value_added, &self.inputs].into_iter().flatten()
    }
}

fn sectors(fields: &Fields) -> Result<Sectors, Fault> {
    let Some(word) = fields.text("sectors")? else { return Ok(Sectors::All) };
    let known = SECTORS.iter().find(|(known, _)| known == word.get_ref());
    known.map(|&(_, sectors)| sectors).ok_or_else(|| {
        let message = format!("`sectors` in [model] cannot be `{}`", word.get_ref());
        Fault::at(word.span(), message).hint(nearest::one_of(word.get_ref(), &SECTORS.map(|(word, _)| word)))
    })
}

fn scale(fields: &Fields) -> Result<Vec<(Word, Spanned<f64>)>, Fault> {
    let Some(table) = subtable(fields, "scale", "scale = { c15 = 0.1 }")? else { return Ok(Vec::new()) };
    let mut scale = Vec::new();
    for (key, value) in table {
        let word = Spanned::new(key.span(), key.get_ref().to_string());
        let psi = number(word.get_ref(), value)?;
        if !(*psi.get_ref() >= 0.0 && psi.get_ref().is_finite()) {
            let message = format!("economies of scale must be 0 or more and finite, found {}", psi.get_ref());
            return Err(Fault::at(psi.span(), message)
                .hint("0.1 says that a sector twice as large is about 7 percent more productive"));
        }
        scale.push((word, psi));
    }
    scale.sort_by_key(|(word, _)| word.span().start);
    Ok(scale)
}

/// A table inside `[model]`.
fn subtable<'a>(
    fields: &Fields<'a>,
    key: &str,
    example: &str,
) -> Result<Option<&'a toml::de::DeTable<'a>>, Fault> {
    fields.table(key).map_err(|fault| fault.hint(format!("for example: {example}")))
}
