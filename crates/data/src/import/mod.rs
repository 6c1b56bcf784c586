//! Other people's tables in: from a long seller-buyer table to a baseline.
//!
//! `spec` says what the codes of the table mean, `long` adds up its entries, `treat` turns the sums into payments that
//! are not negative, `error` says what can be wrong. The rule and a worked example are in docs/data.md.

mod error;
mod long;
mod spec;
mod tariffs;
mod treat;

pub use error::ImportError;
pub use spec::Spec;
pub use treat::{Change, Inventories, Treatment};

use crate::baseline::{Baseline, EconomyInfo, Meta, SectorInfo, Step};
use crate::frame::File;
use crate::read::{check_demand, check_income};
use crate::units::money;
use comity_model::{Size, Table};
use std::path::Path;

/// What an import made, and what it did to get there.
#[derive(Debug, Clone)]
pub struct Import {
    /// The baseline, its steps recorded in `baseline.meta.steps`.
    pub baseline: Baseline,
    /// What was done to the numbers.
    pub treatment: Treatment,
}

/// Imports the long table in `file` as the spec in `spec` says.
pub fn import_long(file: &Path, spec: &Path) -> Result<Import, ImportError> {
    let spec = Spec::read(spec)?;
    import(&File::open(file)?, &spec)
}

/// Imports a long table that is in memory.
pub fn import(file: &File, spec: &Spec) -> Result<Import, ImportError> {
    let size = Size { economies: spec.economies.len(), sectors: spec.sectors.len() };
    let sums = long::add_up(file, spec)?;
    let mut table = Table::zeros(size, 0);
    for (theta, sector) in table.theta.values_mut().iter_mut().zip(&spec.sectors) {
        *theta = sector.theta;
    }
    let treatment = treat::treat(sums, spec, &mut table);
    let mut steps = vec![read_step(file, &treatment, spec)];
    steps.extend(treatment.steps.iter().cloned().map(step));
    steps.push(match &spec.tariffs {
        Some(path) => tariffs::read(path, spec, &mut table)?,
        None => step("Set all tariffs to zero: the table has none".to_owned()),
    });
    let baseline = Baseline {
        meta: Meta {
            name: spec.name.clone(),
            year: spec.year,
            unit: spec.unit.clone(),
            source: spec.source.clone(),
            licence: spec.licence.clone(),
            notes: spec.notes(),
            steps,
        },
        economies: spec.economies.iter().map(EconomyInfo::from).collect(),
        sectors: spec.sectors.iter().map(SectorInfo::from).collect(),
        factors: spec.factors(),
        table,
        files: vec![file.hash()],
    };
    let codes = |e: usize| spec.economies.get(e).map_or("", |economy| economy.code.as_str());
    check_income(&baseline.table, codes, file.name())?;
    check_demand(&baseline.table, codes, file.name())?;
    Ok(Import { baseline, treatment })
}

fn step(operation: String) -> Step {
    Step { operation, ..Step::default() }
}

fn read_step(file: &File, treatment: &Treatment, spec: &Spec) -> Step {
    let hash = file.hash();
    let operation = format!(
        "Added up {} entries worth {} {} by economy and sector",
        money(treatment.entries as f64),
        money(treatment.world_output),
        spec.unit
    );
    Step { operation, input: hash.name, sha256: hash.sha256 }
}
