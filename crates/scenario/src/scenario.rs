//! A scenario: its file as data, before it meets a baseline.

use crate::ai::adoption::{self, Adopters, Adoption, Relations};
use crate::ai::channels::{Channel, ChannelOptions};
use crate::ai::data_flows::{self, DataFlows};
use crate::ai::{Effects, Settings, skills};
use crate::changes::Changes;
use crate::closure::CLOSURES;
use crate::diagnostic::Fault;
use crate::ensemble::{Entry, Table};
use crate::entries::{Cells, FactorSupply, Productivity, Tariff, Touched, TradeCost};
use crate::error::Error;
use crate::fields::{Fields, Word, entries};
use crate::id;
use crate::library;
use crate::parameters::{self, Doubts, Parameters};
use crate::path::{Growth, Years};
use crate::regulation::{self, Kept, Measures, Regulation};
use crate::select::{Except, Selector, Warnings};
use crate::sensitivity::Lever;
use crate::source::Source;
use crate::target::Target;
use crate::variant::Variant;
use comity_data::nearest;
use comity_data::{Baseline, FileHash};
use comity_model::{Calibration, Closure, Shock};
use std::path::Path;
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

/// A future that a user describes: which costs fall, which tariffs apply, who becomes more productive.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Name to show.
    pub name: String,
    /// What it asks, in one sentence; may be empty.
    pub summary: String,
    /// An embedded baseline's name or a folder, if the scenario names one, and where in the text it does.
    pub baseline: Option<Spanned<String>>,
    /// What happens to deficits.
    pub closure: Closure,
    /// The text and where it came from.
    pub source: Source,
    pub(crate) variant: Variant,
    pub(crate) years: Option<Years>,
    pub(crate) growth: Growth,
    trade_costs: Vec<TradeCost>,
    tariffs: Vec<Tariff>,
    productivity: Vec<Productivity>,
    factor_supply: Vec<FactorSupply>,
    ai: Option<Settings>,
    adoption: adoption::Table,
    data_flows: Vec<data_flows::Entry>,
    regulation: Option<regulation::Table>,
    /// A registry instead of the one that ships.
    measures: Option<Measures>,
    pub(crate) ensemble: Table,
    parameters: Parameters,
    /// What its parameters may not have been meant to be.
    doubts: Doubts,
}

/// What a scenario does to a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Shocked {
    /// The change.
    pub shock: Shock,
    /// Files that the scenario names, in its order.
    pub files: Vec<FileHash>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
}

impl Scenario {
    /// The scenario that the user means: a file, or else one that ships with Comity.
    ///
    /// # Errors
    /// There is neither, or the scenario has a fault.
    pub fn find(path_or_name: &str) -> Result<Self, Error> {
        let path = Path::new(path_or_name);
        let is_file = path.exists() && !path.is_dir();
        let embedded = library::embedded().find(|source| source.stem() == path_or_name);
        match embedded {
            Some(source) if !is_file => Self::parse(source),
            None if !path.exists() => Err(library::unknown(path_or_name)),
            _ => Self::parse(Source::read(path)?),
        }
    }

    /// Reads the text of a scenario.
    ///
    /// # Errors
    /// A [`Diagnostic`](crate::Diagnostic) of the first fault: not TOML, or a key, type, word or number that cannot be.
    /// Codes of economies and sectors are checked against a baseline by [`shock`](Self::shock).
    pub fn parse(source: Source) -> Result<Self, Error> {
        if source.text.trim().is_empty() {
            return Err(Error::Empty { path: source.path });
        }
        let table = DeTable::parse(&source.text).map_err(|error| {
            source.error(Fault {
                message: format!("not valid TOML: {}", error.message()),
                span: error.span(),
                hint: None,
            })
        })?;
        let read = Read::new(table.get_ref()).map_err(|fault| source.error(fault))?;
        Ok(Self {
            name: read.name,
            summary: read.summary,
            baseline: read.baseline,
            closure: read.closure,
            variant: read.variant,
            years: read.years,
            growth: read.growth,
            trade_costs: read.trade_costs,
            tariffs: read.tariffs,
            productivity: read.productivity,
            factor_supply: read.factor_supply,
            ai: read.ai,
            adoption: read.adoption,
            data_flows: read.data_flows,
            regulation: read.regulation,
            measures: None,
            ensemble: read.ensemble,
            parameters: read.parameters,
            doubts: read.doubts,
            source,
        })
    }

    /// The same scenario about the measures of another registry than the one that ships.
    pub fn with_measures(self, measures: Measures) -> Self {
        Self { measures: Some(measures), ..self }
    }

    /// The measures that its rules are worked out from, where it changes any.
    pub(crate) fn measures(&self) -> Result<Option<Measures>, Error> {
        match (&self.regulation, &self.measures) {
            (None, _) => Ok(None),
            (Some(_), Some(own)) => Ok(Some(own.clone())),
            (Some(_), None) => Measures::embedded().map(Some),
        }
    }

    /// The parameters in force: the library's, as its school and its own values change them.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The same scenario under the parameters of a school that ships; what it sets itself stays set.
    pub(crate) fn in_school(&self, name: &str) -> Self {
        let parameters = self.parameters.with_school(name).unwrap_or_else(|_| self.parameters.clone());
        Self { parameters, ..self.clone() }
    }

    /// `[ai]`, if the scenario has it.
    pub fn ai(&self) -> Option<&Settings> {
        self.ai.as_ref()
    }

    /// Which channels of AI are on, in which economies rules about AI apply, and from when effects are counted, where the scenario says so.
    ///
    /// # Errors
    /// An economy or group that the baseline does not know.
    pub fn channel_options(&self, baseline: &Baseline) -> Result<ChannelOptions, Error> {
        let Some(ai) = &self.ai else {
            let mut options = ChannelOptions::default();
            if self.speaks_of_rules() && !self.speaks_of_ai() {
                options.channels = vec![Channel::Regulation];
            }
            return Ok(options);
        };
        let mut options = ChannelOptions {
            channels: ai.channels.clone(),
            scale: ai.scale,
            skills: ai.skills.is_some(),
            ..ChannelOptions::default()
        };
        if let Some(since) = ai.since {
            options.since = f64::from(since);
        }
        if let Some(words) = &ai.rules {
            let picked =
                Selector::new(baseline).economies(Some(words), &Except::default(), &mut Warnings::new());
            options.rules = picked.map_err(|fault| self.source.error(fault))?;
        }
        Ok(options)
    }

    /// The regime of data flows between every pair of economies.
    ///
    /// # Errors
    /// An economy or group that the baseline does not know.
    pub fn data_flows(&self, baseline: &Baseline) -> Result<DataFlows, Error> {
        self.data_flows_under(baseline, &self.parameters)
    }

    /// The same under other parameters, which may say otherwise what holds today.
    ///
    /// # Errors
    /// As for [`data_flows`](Self::data_flows).
    pub fn data_flows_under(&self, baseline: &Baseline, parameters: &Parameters) -> Result<DataFlows, Error> {
        DataFlows::new(baseline, parameters, &self.data_flows, &self.source)
    }

    /// The rules that it changes, if it changes any.
    ///
    /// # Errors
    /// An economy, group, measure, jurisdiction or feature that nobody knows.
    pub fn regulation(&self, baseline: &Baseline) -> Result<Option<Regulation>, Error> {
        self.regulation_under(baseline, &Kept::default())
    }

    /// The same with rules of the baseline that are kept.
    pub(crate) fn regulation_under(
        &self,
        baseline: &Baseline,
        rules: &Kept,
    ) -> Result<Option<Regulation>, Error> {
        let (Some(table), Some(measures)) = (&self.regulation, self.measures()?) else { return Ok(None) };
        Regulation::new(baseline, table, measures.registry, &self.source, rules).map(Some)
    }

    /// The baseline as the scenario's version of the model sees it, and the files that say how.
    pub(crate) fn version_of(&self, baseline: Baseline) -> Result<(Baseline, Vec<FileHash>), Error> {
        let (baseline, files) = self.variant.of(baseline, &self.source)?;
        match self.variant.skills {
            None => Ok((baseline, files)),
            Some(_) => Ok((skills::apart(baseline, &self.parameters), files)),
        }
    }

    /// What the scenario does to a baseline.
    ///
    /// # Errors
    /// A code or group that the baseline does not know, or a fault in a file that the scenario names.
    pub fn shock(&self, baseline: &Baseline, calibration: &Calibration) -> Result<Shocked, Error> {
        let changes = self.changes(baseline, calibration)?;
        let shock = changes.shock(calibration);
        Ok(Shocked { shock, files: changes.files, warnings: changes.warnings })
    }

    /// What the scenario changes, before it is known in which world.
    pub(crate) fn changes<'a>(
        &'a self,
        baseline: &'a Baseline,
        calibration: &Calibration,
    ) -> Result<Changes<'a>, Error> {
        self.changes_under(baseline, calibration, &Kept::default())
    }

    /// The same with rules of the baseline that are kept.
    pub(crate) fn changes_under<'a>(
        &'a self,
        baseline: &'a Baseline,
        calibration: &Calibration,
        rules: &Kept,
    ) -> Result<Changes<'a>, Error> {
        let selector = Selector::new(baseline);
        let mut target = self.target(&selector, baseline, calibration);
        self.doubts.tell(&mut target)?;
        let cells = self.cells(&mut target)?;
        let effects = Effects::under(self, baseline, rules)?;
        target.files.extend(self.measures()?.map(|measures| measures.hash));
        if self.measures.is_some() && self.regulation.is_none() {
            let path = &self.source.path;
            target.warnings.push(format!("{path} changes no rules, so that no registry matters to it"));
        }
        if let Some(effects) = &effects {
            target.files.extend(effects.adoption.files.iter().cloned());
            target.warnings.extend(effects.adoption.warnings.iter().cloned());
            if let Some(regulation) = &effects.regulation {
                target.warnings.extend(regulation.warnings.iter().cloned());
            }
        } else if cells.is_empty() {
            target.warnings.push(format!("{} changes nothing: it has no entries", self.source.path));
        }
        let (files, warnings) = (target.files, target.warnings);
        Ok(Changes { cells, effects, baseline, parameters: &self.parameters, files, warnings })
    }

    /// Whether it says anything about AI.
    pub(crate) fn speaks_of_ai(&self) -> bool {
        self.ai.is_some() || self.adoption != adoption::Table::default() || !self.data_flows.is_empty()
    }

    /// Whether it changes rules.
    pub fn speaks_of_rules(&self) -> bool {
        self.regulation.is_some()
    }

    /// The first year of its path.
    pub(crate) fn first_year(&self) -> Option<u16> {
        self.years.as_ref().map(Years::first)
    }

    /// Whether there is more or less of a factor.
    pub(crate) fn changes_factor_supply(&self) -> bool {
        !self.factor_supply.is_empty()
    }

    /// What entries of the scenario apply themselves to.
    pub(crate) fn target<'a>(
        &'a self,
        selector: &'a Selector<'a>,
        baseline: &Baseline,
        calibration: &Calibration,
    ) -> Target<'a> {
        Target::new(selector, &self.source, Shock::none(calibration), self.variant.factor_names(baseline))
    }

    /// Who adopts AI, and how fast, in a baseline.
    ///
    /// # Errors
    /// A code or group that the baseline does not know, a ceiling below what was observed, or a fault in a file that the
    /// scenario names.
    pub fn adoption(&self, baseline: &Baseline) -> Result<Adoption, Error> {
        let relations = Relations::new(&self.parameters, self.adoption.measure());
        Ok(self.adopters(baseline)?.under(relations))
    }

    /// The same before it is known how curves depend on readiness, which an ensemble draws.
    ///
    /// # Errors
    /// As for [`adoption`](Self::adoption).
    pub fn adopters(&self, baseline: &Baseline) -> Result<Adopters, Error> {
        Adopters::new(baseline, &self.adoption, &self.source)
    }

    /// What each entry changes, in the order in which they apply.
    pub(crate) fn cells(&self, target: &mut Target) -> Result<Vec<Cells>, Error> {
        let mut cells = Vec::new();
        for entry in &self.trade_costs {
            cells.push(entry.cells(target)?);
        }
        for entry in &self.tariffs {
            cells.push(entry.cells(target)?);
        }
        for entry in &self.productivity {
            cells.push(entry.cells(target)?);
        }
        for entry in &self.factor_supply {
            cells.push(entry.cells(target)?);
        }
        Ok(cells)
    }

    /// What each entry changes, whatever it changes it to.
    pub(crate) fn touched(
        &self,
        baseline: &Baseline,
        calibration: &Calibration,
    ) -> Result<Vec<(Lever, Touched)>, Error> {
        let selector = Selector::new(baseline);
        let mut target = self.target(&selector, baseline, calibration);
        let mut entries = Vec::new();
        for entry in &self.trade_costs {
            entries.push(("trade_cost", entry.touched(&mut target)?));
        }
        for entry in &self.tariffs {
            entries.push(("tariff", entry.touched(&mut target)?));
        }
        for entry in &self.productivity {
            entries.push(("productivity", entry.touched(&mut target)?));
        }
        for entry in &self.factor_supply {
            entries.push(("factor_supply", entry.touched(&mut target)?));
        }
        let lever = |name, offset| Lever::Entry { name, place: self.source.line_of(offset) };
        Ok(entries.into_iter().map(|(name, (offset, touched))| (lever(name, offset), touched)).collect())
    }
}

/// The document's fields, before the text joins them.
struct Read {
    name: String,
    summary: String,
    baseline: Option<Word>,
    closure: Closure,
    variant: Variant,
    years: Option<Years>,
    growth: Growth,
    trade_costs: Vec<TradeCost>,
    tariffs: Vec<Tariff>,
    productivity: Vec<Productivity>,
    factor_supply: Vec<FactorSupply>,
    ai: Option<Settings>,
    adoption: adoption::Table,
    data_flows: Vec<data_flows::Entry>,
    regulation: Option<regulation::Table>,
    ensemble: Table,
    parameters: Parameters,
    doubts: Doubts,
}

impl Read {
    fn new(table: &DeTable) -> Result<Self, Fault> {
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
