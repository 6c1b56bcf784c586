//! The spec of an import: what the table is, and what its codes mean.

use super::error::ImportError;
use crate::baseline::{EconomyInfo, SectorInfo};
use crate::read::is_elasticity;
use crate::toml_file;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// What a long table is and how to read it; docs/data.md explains every key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    pub(super) name: String,
    pub(super) year: i32,
    pub(super) unit: String,
    pub(super) source: String,
    pub(super) licence: String,
    #[serde(default)]
    notes: String,
    pub(super) columns: ColumnNames,
    pub(super) final_demand: FinalDemand,
    /// Factor names and the seller codes of their rows.
    #[serde(default)]
    pub(super) value_added: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) ignore: Vec<String>,
    pub(super) tariffs: Option<PathBuf>,
    #[serde(rename = "economy")]
    pub(super) economies: Vec<EconomySpec>,
    #[serde(rename = "sector")]
    pub(super) sectors: Vec<SectorSpec>,
    #[serde(skip)]
    pub(super) file: String,
}

/// The names of the table's columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnNames {
    pub seller_economy: String,
    pub seller_sector: String,
    pub buyer_economy: String,
    pub buyer_use: String,
    pub value: String,
}

/// The uses that are not sectors.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FinalDemand {
    pub codes: Vec<String>,
    #[serde(default)]
    pub inventories: Vec<String>,
}

/// An economy of the baseline.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EconomySpec {
    pub code: String,
    in_source: Option<InSource>,
    name: String,
    #[serde(default)]
    income_group: String,
    #[serde(default)]
    region: String,
}

/// A sector of the baseline.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectorSpec {
    pub code: String,
    in_source: Option<InSource>,
    name: String,
    #[serde(default)]
    group: String,
    pub theta: f64,
    #[serde(default)]
    theta_reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a code or a list of codes")]
enum InSource {
    One(String),
    Many(Vec<String>),
}

impl InSource {
    fn codes<'a>(this: Option<&'a Self>, code: &'a String) -> &'a [String] {
        match this {
            None => std::slice::from_ref(code),
            Some(Self::One(code)) => std::slice::from_ref(code),
            Some(Self::Many(codes)) => codes,
        }
    }
}

impl EconomySpec {
    /// The codes that the table has for it.
    pub fn in_source(&self) -> &[String] {
        InSource::codes(self.in_source.as_ref(), &self.code)
    }
}

impl SectorSpec {
    /// The codes that the table has for it.
    pub fn in_source(&self) -> &[String] {
        InSource::codes(self.in_source.as_ref(), &self.code)
    }
}

impl From<&EconomySpec> for EconomyInfo {
    fn from(spec: &EconomySpec) -> Self {
        let EconomySpec { code, name, income_group, region, in_source: _ } = spec.clone();
        Self { code, name, income_group, region }
    }
}

impl From<&SectorSpec> for SectorInfo {
    fn from(spec: &SectorSpec) -> Self {
        let SectorSpec { code, name, group, .. } = spec.clone();
        Self { code, name, group }
    }
}

impl Spec {
    /// Reads a spec; paths in it are relative to it.
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        let file = path.display().to_string();
        let content = std::fs::read_to_string(path)
            .map_err(|reason| ImportError::NoSpec { file: file.clone(), reason })?;
        let mut spec = Self::parse(&file, &content)?;
        if let (Some(tariffs), Some(folder)) = (&mut spec.tariffs, path.parent()) {
            *tariffs = folder.join(&*tariffs);
        }
        Ok(spec)
    }

    /// Parses `content`, the content of `file`.
    pub fn parse(file: &str, content: &str) -> Result<Self, ImportError> {
        let spec: Self = toml_file::parse(file, content)?;
        let spec = Self { file: file.to_owned(), ..spec };
        spec.check()?;
        Ok(spec)
    }

    /// Names of the factors, those of the table or else one.
    pub(super) fn factors(&self) -> Vec<String> {
        match self.value_added.is_empty() {
            true => vec!["value_added".to_owned()],
            false => self.value_added.keys().cloned().collect(),
        }
    }

    /// The notes, followed by the reason for each elasticity.
    pub(super) fn notes(&self) -> String {
        let mut notes = self.notes.trim().to_owned();
        let reason = |sector: &SectorSpec| (sector.theta.to_bits(), sector.theta_reason.trim().to_owned());
        let lines: Vec<String> = self
            .sectors
            .chunk_by(|a, b| reason(a) == reason(b))
            .filter(|alike| alike.iter().any(|sector| !sector.theta_reason.is_empty()))
            .map(|alike| {
                let codes: Vec<&str> = alike.iter().map(|sector| sector.code.as_str()).collect();
                let (theta, reason) = alike.first().map_or((0.0, ""), |s| (s.theta, s.theta_reason.trim()));
                format!("{}: {theta}, {reason}", codes.join(", "))
            })
            .collect();
        if !lines.is_empty() {
            let gap = if notes.is_empty() { "" } else { "\n\n" };
            notes.push_str(&format!("{gap}Trade elasticities by sector:\n{}", lines.join("\n")));
        }
        notes
    }

    fn check(&self) -> Result<(), ImportError> {
        let fail = |message: String, hint| Err(ImportError::Spec { file: self.file.clone(), message, hint });
        if self.economies.is_empty() || self.sectors.is_empty() {
            return fail(
                "no economies or no sectors".to_owned(),
                "add `[[economy]]` and `[[sector]]` entries",
            );
        }
        let economies = self.economies.iter();
        let sectors = self.sectors.iter();
        let twice = [
            ("economy", first_repeated(economies.clone().map(|economy| &economy.code))),
            ("sector", first_repeated(sectors.clone().map(|sector| &sector.code))),
            ("economy in the source", first_repeated(economies.flat_map(EconomySpec::in_source))),
            (
                "use in the source",
                first_repeated(sectors.flat_map(SectorSpec::in_source).chain(&self.final_demand.codes)),
            ),
            ("row of value added", first_repeated(self.value_added.values().flatten())),
        ];
        if let Some((what, code)) = twice.into_iter().find_map(|(what, code)| Some((what, code?))) {
            return fail(format!("the {what} `{code}` is named twice"), "name each once");
        }
        if let Some(sector) = self.sectors.iter().find(|sector| !is_elasticity(sector.theta)) {
            let message = format!(
                "the trade elasticity of `{}` is {}, it must be above 0 and below 1000",
                sector.code, sector.theta
            );
            return fail(message, "most published estimates lie between 1 and 20");
        }
        let codes = &self.final_demand.codes;
        if let Some(code) = self.final_demand.inventories.iter().find(|code| !codes.contains(code)) {
            let message = format!("inventories `{code}` are not among the codes of final demand");
            return fail(message, "add the code to `final_demand.codes` as well");
        }
        Ok(())
    }
}

fn first_repeated<'a>(codes: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = HashSet::new();
    codes.into_iter().find(|code| !seen.insert(*code))
}
