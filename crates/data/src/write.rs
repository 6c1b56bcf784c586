//! A baseline folder out.

use crate::baseline::Baseline;
use crate::error::BaselineError;
use crate::folder::META;
use crate::frame::{Columns, Format, FrameError, write_file};
use crate::meta;
use comity_model::{Flow, InputUse};
use std::path::Path;

/// A table's name and its columns.
type NamedTable<'a> = (&'static str, Columns<'a>);

impl Baseline {
    /// Names that files of a baseline folder may have.
    pub fn file_names() -> impl Iterator<Item = String> {
        let tables = TABLES.into_iter().flat_map(|table| {
            Format::ALL.into_iter().map(move |format| format!("{table}.{}", format.extension()))
        });
        std::iter::once(META.to_owned()).chain(tables)
    }

    /// Writes the baseline folder; the same baseline gives the same bytes. Zeros are left out. Tables of the other
    /// format are removed, so that the folder holds each table once.
    pub fn write(&self, folder: &Path, format: Format) -> Result<(), BaselineError> {
        let unwritable = |reason| FrameError::Unwritable { file: folder.display().to_string(), reason };
        let meta_file = folder.join(META);
        let meta = meta::encode(&self.meta)
            .map_err(|reason| BaselineError::Encode { file: meta_file.display().to_string(), reason })?;
        // All is encoded before anything is written: what cannot be encoded does not spoil an older folder.
        let mut files = vec![(meta_file, meta.into_bytes())];
        for (table, columns) in self.tables() {
            let file = folder.join(table).with_extension(format.extension());
            let bytes = columns.encode(&file.display().to_string(), format)?;
            files.push((file, bytes));
        }
        std::fs::create_dir_all(folder).map_err(unwritable)?;
        for (file, bytes) in &files {
            write_file(file, bytes)?;
        }
        for table in TABLES {
            for extension in Format::ALL.map(Format::extension) {
                let file = folder.join(table).with_extension(extension);
                if files.iter().all(|(written, _)| *written != file) && file.exists() {
                    std::fs::remove_file(&file).map_err(unwritable)?;
                }
            }
        }
        Ok(())
    }

    fn tables(&self) -> Vec<NamedTable<'_>> {
        let mut tables = vec![
            ("economies", self.economies_table()),
            ("sectors", self.sectors_table()),
            ("flows", self.flows_table()),
            ("use", self.use_table()),
            ("final", self.final_table()),
            ("value_added", self.value_added_table()),
        ];
        tables.extend(self.deficits_table().map(|table| ("deficits", table)));
        tables
    }

    fn economies_table(&self) -> Columns<'_> {
        let mut columns = Columns::new();
        columns
            .text("code", self.economies.iter().map(|economy| economy.code.as_str()))
            .text("name", self.economies.iter().map(|economy| economy.name.as_str()))
            .text("income_group", self.economies.iter().map(|economy| economy.income_group.as_str()))
            .text("region", self.economies.iter().map(|economy| economy.region.as_str()));
        columns
    }

    fn sectors_table(&self) -> Columns<'_> {
        let mut columns = Columns::new();
        columns
            .text("code", self.sectors.iter().map(|sector| sector.code.as_str()))
            .text("name", self.sectors.iter().map(|sector| sector.name.as_str()))
            .text("group", self.sectors.iter().map(|sector| sector.group.as_str()))
            .numbers("theta", self.table.theta.values().iter().copied());
        columns
    }

    fn flows_table(&self) -> Columns<'_> {
        let size = self.table.size;
        let mut flows = Vec::new();
        for sector in size.sectors() {
            for origin in size.economies() {
                for destination in size.economies() {
                    let flow = Flow { origin, destination, sector };
                    // A tariff without trade is kept: it says what the rate would be.
                    if self.table.flows[flow] != 0.0 || self.table.tariffs[flow] != 0.0 {
                        flows.push(flow);
                    }
                }
            }
        }
        let mut columns = Columns::new();
        columns
            .text("sector", flows.iter().map(|flow| self.sectors[flow.sector.0].code.as_str()))
            .text("origin", flows.iter().map(|flow| self.economies[flow.origin.0].code.as_str()))
            .text("destination", flows.iter().map(|flow| self.economies[flow.destination.0].code.as_str()))
            .numbers("value", flows.iter().map(|&flow| self.table.flows[flow]))
            .numbers("tariff", flows.iter().map(|&flow| self.table.tariffs[flow]));
        columns
    }

    fn use_table(&self) -> Columns<'_> {
        let size = self.table.size;
        let mut cells = Vec::new();
        for economy in size.economies() {
            for input in size.sectors() {
                let cells_of = size.sectors().map(|sector| InputUse { economy, input, sector });
                cells.extend(cells_of.filter(|&cell| self.table.input_use[cell] != 0.0));
            }
        }
        let mut columns = Columns::new();
        columns
            .text("economy", cells.iter().map(|cell| self.economies[cell.economy.0].code.as_str()))
            .text("input", cells.iter().map(|cell| self.sectors[cell.input.0].code.as_str()))
            .text("sector", cells.iter().map(|cell| self.sectors[cell.sector.0].code.as_str()))
            .numbers("value", cells.iter().map(|&cell| self.table.input_use[cell]));
        columns
    }

    fn final_table(&self) -> Columns<'_> {
        let size = self.table.size;
        let cells = size.economies().flat_map(|economy| size.sectors().map(move |sector| (economy, sector)));
        let cells: Vec<_> = cells.filter(|&cell| self.table.final_demand[cell] != 0.0).collect();
        let mut columns = Columns::new();
        columns
            .text("economy", cells.iter().map(|(economy, _)| self.economies[economy.0].code.as_str()))
            .text("sector", cells.iter().map(|(_, sector)| self.sectors[sector.0].code.as_str()))
            .numbers("value", cells.iter().map(|&cell| self.table.final_demand[cell]));
        columns
    }

    fn value_added_table(&self) -> Columns<'_> {
        let size = self.table.size;
        let mut rows = Vec::new();
        for (factor, values) in self.factors.iter().zip(&self.table.value_added) {
            for economy in size.economies() {
                for sector in size.sectors() {
                    let value = values[(economy, sector)];
                    if value != 0.0 {
                        rows.push((economy, sector, factor.as_str(), value));
                    }
                }
            }
        }
        let mut columns = Columns::new();
        columns
            .text("economy", rows.iter().map(|(economy, ..)| self.economies[economy.0].code.as_str()))
            .text("sector", rows.iter().map(|(_, sector, ..)| self.sectors[sector.0].code.as_str()))
            .text("factor", rows.iter().map(|(_, _, factor, _)| *factor))
            .numbers("value", rows.iter().map(|(.., value)| *value));
        columns
    }

    fn deficits_table(&self) -> Option<Columns<'_>> {
        let deficits = self.table.deficits.as_ref()?;
        let mut columns = Columns::new();
        columns
            .text("economy", self.economies.iter().map(|economy| economy.code.as_str()))
            .numbers("value", deficits.values().iter().copied());
        Some(columns)
    }
}

/// All tables that a folder may hold.
const TABLES: [&str; 7] = ["economies", "sectors", "flows", "use", "final", "value_added", "deficits"];
