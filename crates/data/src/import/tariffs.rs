//! Tariffs from a file of their own, in the baseline's codes.

use super::error::ImportError;
use super::spec::Spec;
use crate::axis::{Axis, Filled};
use crate::baseline::Step;
use crate::error::{BaselineError, key};
use crate::frame::File;
use crate::read::bounded;
use comity_model::{EconomyId, Flow, SectorId, Table};
use std::path::Path;

/// Reads `sector, origin, destination, rate` into the table.
pub(super) fn read(path: &Path, spec: &Spec, table: &mut Table) -> Result<Step, ImportError> {
    let file = File::open(path)?;
    let frame = file.read(["sector", "origin", "destination"], ["rate"])?;
    let [sector, origin, destination] = &frame.text;
    let [rate] = &frame.numbers;
    let sector_axis = Axis::of("sector", spec.sectors.iter().map(|sector| sector.code.clone()));
    let economy_axis = Axis::of("economy", spec.economies.iter().map(|economy| economy.code.clone()));
    let sectors = sector_axis.resolve(&frame, sector, "sector")?;
    let origins = economy_axis.resolve(&frame, origin, "origin")?;
    let destinations = economy_axis.resolve(&frame, destination, "destination")?;
    let n = table.size.economies;
    let mut filled = Filled::new(table.size.sectors * n * n);
    for row in 0..frame.len() {
        let (j, i, d) = (sectors[row], origins[row], destinations[row]);
        if let Some(first) = filled.mark((j * n + i) * n + d, row) {
            let key = key(&[sector.get(row), origin.get(row), destination.get(row)]);
            let (first, second) = (frame.place(first, "rate"), frame.place(row, "rate"));
            return Err(BaselineError::Duplicate { what: "tariff", key, first, second }.into());
        }
        if rate[row] <= -1.0 {
            return Err(BaselineError::Tariff { place: frame.place(row, "rate"), value: rate[row] }.into());
        }
        let flow = Flow { origin: EconomyId(i), destination: EconomyId(d), sector: SectorId(j) };
        table.tariffs[flow] = bounded(&frame, row, "rate", rate[row])?;
    }
    let hash = file.hash();
    let operation = format!("Read {} tariffs; all others are zero", frame.len());
    Ok(Step { operation, input: hash.name, sha256: hash.sha256 })
}
