//! What a scenario's document says, table by table.

use crate::ai::{Settings, adoption, data_flows};
use crate::closure::CLOSURES;
use crate::diagnostic::Fault;
use crate::ensemble::{Entry, Table};
use crate::entries::{FactorSupply, Productivity, Tariff, TradeCost};
use crate::fields::{Fields, Word, entries};
use crate::id;
use crate::parameters::{self, Doubts, Parameters};
use crate::path::{Growth, Years};
use crate::regulation;
use crate::variant::Variant;
use comity_data::nearest;
use comity_model::Closure;
use toml::Spanned;
use toml::de::DeTable;

const KEYS: &[&str] = &[
    "name",
    "summary",
    "baseline",
    "closure",
    "model",
    "parameters",
    "trade_cost",
    "tariff",
    "productivity",
    "factor_supply",
    "ai",
    "adoption",
    "data_flows",
    "regulation",
    "years",
    "growth",
    "ensemble",
];

/// The document's fields, before the text joins them.
pub(super) struct Read {
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) baseline: Option<Word>,
    pub(super) closure: Closure,
    pub(super) variant: Variant,
    pub(super) years: Option<Years>,
    pub(super) growth: Growth,
    pub(super) trade_costs: Vec<TradeCost>,
    pub(super) tariffs: Vec<Tariff>,
    pub(super) productivity: Vec<Productivity>,
    pub(super) factor_supply: Vec<FactorSupply>,
    pub(super) ai: Option<Settings>,
    pub(super) adoption: adoption::Table,
    pub(super) data_flows: Vec<data_flows::Entry>,
    pub(super) regulation: Option<regulation::Table>,
    pub(super) ensemble: Table,
    pub(super) parameters: Parameters,
    pub(super) doubts: Doubts,
}

impl Read {
    /// From the document; the first fault if there is one.
    pub(super) fn new(table: &DeTable) -> Result<Self, Fault> {
        let fields = Fields::new(table, "a scenario", KEYS)?;
        let name = fields.text("name")?.ok_or(Fault {
            message: "the scenario has no name".to_owned(),
            span: None,
            hint: Some("begin it with a line such as name = \"Cheaper digital services\"".to_owned()),
        })?;
        let trade_costs = entries(&fields, "trade_cost", TradeCost::parse)?;
        let tariffs = entries(&fields, "tariff", Tariff::parse)?;
        let productivity = entries(&fields, "productivity", Productivity::parse)?;
        let factor_supply = entries(&fields, "factor_supply", FactorSupply::parse)?;
        let described: Vec<Entry> = trade_costs
            .iter()
            .zip(1..)
            .map(|(entry, position)| entry.described(position))
            .chain(tariffs.iter().zip(1..).map(|(entry, position)| entry.described(position)))
            .chain(productivity.iter().zip(1..).map(|(entry, position)| entry.described(position)))
            .chain(factor_supply.iter().zip(1..).map(|(entry, position)| entry.described(position)))
            .collect();
        let (mut parameters, doubts) = parameters::parse(&fields)?;
        let ai = Settings::parse(&fields)?;
        let years = Years::parse(&fields)?;
        if let (Some(years), Some(since)) = (&years, ai.as_ref().and_then(|ai| ai.since)) {
            years.check_since(&fields, since)?;
        }
        if let Some(word) = ai.as_ref().and_then(|ai| ai.school.as_ref()) {
            parameters = with_school(&fields, &parameters, word)?;
        }
        Ok(Self {
            name: name.into_inner(),
            summary: fields.text("summary")?.map(Spanned::into_inner).unwrap_or_default(),
            baseline: fields.text("baseline")?,
            closure: closure(&fields)?,
            variant: variant(&fields, ai.as_ref(), &parameters)?,
            growth: Growth::parse(&fields)?,
            years,
            adoption: adoption::Table::parse(&fields)?,
            data_flows: entries(&fields, "data_flows", data_flows::Entry::parse)?,
            regulation: regulation::Table::parse(&fields)?,
            ai,
            ensemble: Table::parse(&fields, &described)?,
            trade_costs,
            tariffs,
            productivity,
            factor_supply,
            parameters,
            doubts,
        })
    }
}

/// The version of the model, with skills apart where `[ai]` says so.
fn variant(fields: &Fields, ai: Option<&Settings>, parameters: &Parameters) -> Result<Variant, Fault> {
    let mut variant = Variant::parse(fields)?;
    if let Some(span) = ai.and_then(|ai| ai.skills.clone()) {
        if variant.names_factors() {
            let message = "`skills` stands beside factors of [model]: both say which factors there are";
            return Err(Fault::at(span, message).hint(
                "keep `skills` for AI that works on skilled and less skilled labour; remove it for factors of your own",
            ));
        }
        variant.skills = Some(parameters.value(id!("skills.substitution")));
    }
    Ok(variant)
}

/// The parameters of the school that `[ai]` names.
fn with_school(fields: &Fields, parameters: &Parameters, word: &Word) -> Result<Parameters, Fault> {
    if fields.table("parameters")?.is_some_and(|table| table.contains_key("school")) {
        return Err(
            Fault::at(word.span(), "`school` is in [ai] and in [parameters]").hint("keep one of them")
        );
    }
    let followed = parameters.with_school(word.get_ref());
    followed.map_err(|unknown| Fault::at(word.span(), unknown.to_string()).hint(unknown.hint))
}

fn closure(fields: &Fields) -> Result<Closure, Fault> {
    let Some(word) = fields.text("closure")? else { return Ok(Closure::Balanced) };
    let known = CLOSURES.iter().find(|(known, _)| known == word.get_ref());
    known.map(|&(_, closure)| closure).ok_or_else(|| {
        let words = CLOSURES.map(|(word, _)| word);
        Fault::at(word.span(), format!("unknown closure `{}`", word.get_ref()))
            .hint(nearest::one_of(word.get_ref(), &words))
    })
}
