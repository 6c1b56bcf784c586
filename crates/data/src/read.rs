//! A baseline folder in: every table checked cell by cell, then the economies as a whole.

use crate::axis::{Axis, Filled};
use crate::baseline::{Baseline, EconomyInfo, FileHash, Meta, SectorInfo};
use crate::error::{BaselineError, key};
use crate::folder::{Folder, META};
use crate::frame::{Column, File, Frame, FrameError};
use crate::{embedded, meta};
use bytes::Bytes;
use comity_model::{EconomyId, Flow, Grid, InputUse, PerEconomy, SectorId, Size, Table};
use std::path::Path;

impl Baseline {
    /// Reads and checks a baseline folder.
    pub fn read(folder: &Path) -> Result<Self, BaselineError> {
        if !folder.is_dir() {
            return Err(BaselineError::Unknown { name: folder.display().to_string() });
        }
        Self::from_folder(&Folder::Disk(folder))
    }

    /// The baseline that ships with this program under `name`.
    pub fn embedded(name: &str) -> Result<Self, BaselineError> {
        match embedded::folder(name) {
            Some(folder) => Self::from_folder(&folder),
            None => Err(BaselineError::Unknown { name: name.to_owned() }),
        }
    }

    /// Names of the baselines that ship with this program.
    pub fn embedded_names() -> Vec<&'static str> {
        embedded::names()
    }

    /// The embedded baseline of that name, or else the folder; `./NAME` is always a folder.
    pub fn open(name_or_folder: &str) -> Result<Self, BaselineError> {
        match embedded::folder(name_or_folder) {
            Some(folder) => Self::from_folder(&folder),
            None => Self::read(Path::new(name_or_folder)),
        }
    }

    /// Reads and checks files that are in memory, by their names in a baseline folder; those of other names are not looked at.
    /// `most_cells` bounds the largest array, of economies by economies by sectors.
    ///
    /// # Errors
    /// All that is wrong: the first fault of each file.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, Bytes)>,
        most_cells: usize,
    ) -> Result<Self, Vec<BaselineError>> {
        let files = files.into_iter().collect();
        Self::gathered(&Folder::Memory { name: "", files }, most_cells)
    }

    fn from_folder(folder: &Folder<'_>) -> Result<Self, BaselineError> {
        Self::gathered(folder, MOST_CELLS).map_err(|faults| {
            let first = faults.into_iter().next();
            first.unwrap_or_else(|| BaselineError::Unknown { name: folder.name() })
        })
    }

    fn gathered(folder: &Folder<'_>, most_cells: usize) -> Result<Self, Vec<BaselineError>> {
        let mut faults = Faults::default();
        let mut reader = Reader { folder, files: Vec::new(), most_rows: most_cells };
        let meta = faults.unless(reader.meta());
        let economies = faults.unless(reader.economies());
        let sectors = faults.unless(reader.sectors());
        let (Some((economies, economy)), Some((sectors, sector, theta))) = (economies, sectors) else {
            return Err(faults.0);
        };
        let size = Size { economies: economy.len(), sectors: sector.len() };
        if faults.unless(check_size(&folder.name(), size, most_cells)).is_none() {
            return Err(faults.0);
        }
        let axes = Axes { economy, sector, size };
        let mut table = Table::zeros(size, 0);
        table.theta.values_mut().copy_from_slice(&theta);
        faults.unless(reader.flows(&axes, &mut table));
        faults.unless(reader.input_use(&axes, &mut table));
        faults.unless(reader.final_demand(&axes, &mut table));
        // Deficits are held against what economies earn.
        let factors = faults.unless(reader.value_added(&axes, &mut table));
        if factors.is_some() {
            faults.unless(reader.deficits(&axes, &mut table));
        }
        match (meta, factors) {
            (Some(meta), Some(factors)) if faults.0.is_empty() => {
                Ok(Self { meta, economies, sectors, factors, table, files: reader.files })
            }
            _ => Err(faults.0),
        }
    }
}

/// What is wrong, in the order in which it is found.
#[derive(Default)]
struct Faults(Vec<BaselineError>);

impl Faults {
    fn unless<T>(&mut self, read: Result<T, BaselineError>) -> Option<T> {
        read.map_err(|fault| self.0.push(fault)).ok()
    }
}

/// Cells of the largest array that is still taken on: 2 GB.
pub(crate) const MOST_CELLS: usize = 1 << 28;

/// Whether the arrays of a baseline of this size fit in memory.
pub(crate) fn check_size(name: &str, size: Size, most_cells: usize) -> Result<(), BaselineError> {
    let Size { economies, sectors } = size;
    let cells = economies.checked_mul(sectors).and_then(|grid| grid.checked_mul(economies.max(sectors)));
    if cells.is_none_or(|cells| cells > most_cells) {
        return Err(BaselineError::TooLarge { name: name.to_owned(), economies, sectors });
    }
    Ok(())
}

struct Axes {
    economy: Axis,
    sector: Axis,
    size: Size,
}

struct Reader<'a> {
    folder: &'a Folder<'a>,
    files: Vec<FileHash>,
    /// A table has one row a cell at most; with factors, a few.
    most_rows: usize,
}

impl Reader<'_> {
    fn meta(&mut self) -> Result<Meta, BaselineError> {
        let (file, bytes) = self.folder.meta()?;
        self.files.push(FileHash::of(META, &bytes));
        match std::str::from_utf8(&bytes) {
            Ok(content) => meta::parse(&file, content),
            Err(_) => Err(FrameError::NotUtf8 { file, line: 1 }.into()),
        }
    }

    fn table(&mut self, table: &str) -> Result<File, BaselineError> {
        let file = self.folder.table(table)?.with_most_rows(self.most_rows);
        self.files.push(file.hash());
        Ok(file)
    }

    fn economies(&mut self) -> Result<(Vec<EconomyInfo>, Axis), BaselineError> {
        let file = self.table("economies")?;
        let columns = [
            Column::required("code"),
            Column::required("name"),
            Column::optional("income_group"),
            Column::optional("region"),
        ];
        let frame = file.read(columns, [])?;
        not_empty(&file, frame.len())?;
        let [code, name, income_group, region] = &frame.text;
        let axis = Axis::new("economy", &frame, code)?;
        let info = |row| EconomyInfo {
            code: code.get(row).to_owned(),
            name: name.get(row).to_owned(),
            income_group: income_group.get(row).to_owned(),
            region: region.get(row).to_owned(),
        };
        Ok(((0..frame.len()).map(info).collect(), axis))
    }

    fn sectors(&mut self) -> Result<(Vec<SectorInfo>, Axis, Vec<f64>), BaselineError> {
        let file = self.table("sectors")?;
        let frame = file.read(["code", "name", "group"], ["theta"])?;
        not_empty(&file, frame.len())?;
        let [code, name, group] = &frame.text;
        let [theta] = &frame.numbers;
        let axis = Axis::new("sector", &frame, code)?;
        if let Some(row) = theta.iter().position(|&theta| !is_elasticity(theta)) {
            let (place, sector) = (frame.place(row, "theta"), code.get(row).to_owned());
            return Err(BaselineError::Elasticity { place, sector, value: theta[row] });
        }
        let info = |row| SectorInfo {
            code: code.get(row).to_owned(),
            name: name.get(row).to_owned(),
            group: group.get(row).to_owned(),
        };
        Ok(((0..frame.len()).map(info).collect(), axis, theta.clone()))
    }

    fn flows(&mut self, axes: &Axes, table: &mut Table) -> Result<(), BaselineError> {
        let file = self.table("flows")?;
        let frame = file.read(["sector", "origin", "destination"], ["value", "tariff"])?;
        not_empty(&file, frame.len())?;
        let [sector, origin, destination] = &frame.text;
        let [value, tariff] = &frame.numbers;
        let sectors = axes.sector.resolve(&frame, sector, "sector")?;
        let origins = axes.economy.resolve(&frame, origin, "origin")?;
        let destinations = axes.economy.resolve(&frame, destination, "destination")?;
        let n = axes.size.economies;
        let mut filled = Filled::new(axes.size.sectors * n * n);
        for row in 0..frame.len() {
            let (j, i, d) = (sectors[row], origins[row], destinations[row]);
            if let Some(first) = filled.mark((j * n + i) * n + d, row) {
                let codes = [axes.sector.code(j), axes.economy.code(i), axes.economy.code(d)];
                return Err(duplicate("flow", &codes, &frame, first, row));
            }
            if tariff[row] <= -1.0 {
                return Err(BaselineError::Tariff { place: frame.place(row, "tariff"), value: tariff[row] });
            }
            let flow = Flow { origin: EconomyId(i), destination: EconomyId(d), sector: SectorId(j) };
            table.flows[flow] = amount(&frame, row, value[row])?;
            table.tariffs[flow] = bounded(&frame, row, "tariff", tariff[row])?;
        }
        Ok(())
    }

    fn input_use(&mut self, axes: &Axes, table: &mut Table) -> Result<(), BaselineError> {
        let file = self.table("use")?;
        let frame = file.read(["economy", "input", "sector"], ["value"])?;
        let [economy, input, sector] = &frame.text;
        let [value] = &frame.numbers;
        let economies = axes.economy.resolve(&frame, economy, "economy")?;
        let inputs = axes.sector.resolve(&frame, input, "input")?;
        let sectors = axes.sector.resolve(&frame, sector, "sector")?;
        let Size { economies: n, sectors: j } = axes.size;
        let mut filled = Filled::new(n * j * j);
        for row in 0..frame.len() {
            let (e, k, s) = (economies[row], inputs[row], sectors[row]);
            if let Some(first) = filled.mark((e * j + k) * j + s, row) {
                let codes = [axes.economy.code(e), axes.sector.code(k), axes.sector.code(s)];
                return Err(duplicate("use", &codes, &frame, first, row));
            }
            let cell = InputUse { economy: EconomyId(e), input: SectorId(k), sector: SectorId(s) };
            table.input_use[cell] = amount(&frame, row, value[row])?;
        }
        Ok(())
    }

    fn final_demand(&mut self, axes: &Axes, table: &mut Table) -> Result<(), BaselineError> {
        let file = self.table("final")?;
        let frame = file.read(["economy", "sector"], ["value"])?;
        not_empty(&file, frame.len())?;
        let [economy, sector] = &frame.text;
        let [value] = &frame.numbers;
        let economies = axes.economy.resolve(&frame, economy, "economy")?;
        let sectors = axes.sector.resolve(&frame, sector, "sector")?;
        let mut filled = Filled::new(axes.size.economies * axes.size.sectors);
        for row in 0..frame.len() {
            let (e, j) = (economies[row], sectors[row]);
            if let Some(first) = filled.mark(e * axes.size.sectors + j, row) {
                let codes = [axes.economy.code(e), axes.sector.code(j)];
                return Err(duplicate("final demand", &codes, &frame, first, row));
            }
            table.final_demand[(EconomyId(e), SectorId(j))] = amount(&frame, row, value[row])?;
        }
        check_demand(table, |e| axes.economy.code(e), file.name())
    }

    fn value_added(&mut self, axes: &Axes, table: &mut Table) -> Result<Vec<String>, BaselineError> {
        let file = self.table("value_added")?;
        let frame = file.read(["economy", "sector", "factor"], ["value"])?;
        not_empty(&file, frame.len())?;
        let [economy, sector, factor] = &frame.text;
        let [value] = &frame.numbers;
        let economies = axes.economy.resolve(&frame, economy, "economy")?;
        let sectors = axes.sector.resolve(&frame, sector, "sector")?;
        if let Some(row) = factor.iter().position(str::is_empty) {
            return Err(BaselineError::NoCode { place: frame.place(row, "factor"), what: "factor" });
        }
        let factors = factor.labels.len();
        table.value_added = vec![Grid::zeros(axes.size); factors];
        let mut filled = Filled::new(axes.size.economies * axes.size.sectors * factors);
        for row in 0..frame.len() {
            let (e, j, f) = (economies[row], sectors[row], factor.rows[row] as usize);
            if let Some(first) = filled.mark((e * axes.size.sectors + j) * factors + f, row) {
                let codes = [axes.economy.code(e), axes.sector.code(j), factor.get(row)];
                return Err(duplicate("value added", &codes, &frame, first, row));
            }
            table.value_added[f][(EconomyId(e), SectorId(j))] = amount(&frame, row, value[row])?;
        }
        check_income(table, |e| axes.economy.code(e), file.name())?;
        Ok(factor.labels.clone())
    }

    fn deficits(&mut self, axes: &Axes, table: &mut Table) -> Result<(), BaselineError> {
        let Some(file) = self.folder.optional_table("deficits")? else { return Ok(()) };
        let file = file.with_most_rows(self.most_rows);
        self.files.push(file.hash());
        let frame = file.read(["economy"], ["value"])?;
        let [economy] = &frame.text;
        let [value] = &frame.numbers;
        let economies = axes.economy.resolve(&frame, economy, "economy")?;
        let income = factor_income(table);
        let mut deficits = PerEconomy::zeros(axes.size);
        let mut filled = Filled::new(axes.size.economies);
        for row in 0..frame.len() {
            let e = economies[row];
            if let Some(first) = filled.mark(e, row) {
                return Err(duplicate("deficit", &[axes.economy.code(e)], &frame, first, row));
            }
            let (deficit, income) = (bounded(&frame, row, "value", value[row])?, income[EconomyId(e)]);
            if deficit.abs() >= income {
                let (economy, place) = (axes.economy.code(e).to_owned(), frame.place(row, "value"));
                return Err(BaselineError::Deficit { economy, deficit, income, place });
            }
            deficits[EconomyId(e)] = deficit;
        }
        table.deficits = Some(deficits);
        Ok(())
    }
}

/// Payments to all factors, by economy.
pub(crate) fn factor_income(table: &Table) -> PerEconomy {
    let mut income = PerEconomy::zeros(table.size);
    for factor in &table.value_added {
        let by_economy = factor.by_economy();
        for economy in table.size.economies() {
            income[economy] += by_economy[economy];
        }
    }
    income
}

fn not_empty(file: &File, rows: usize) -> Result<(), BaselineError> {
    match rows {
        0 => Err(BaselineError::EmptyTable { file: file.name().to_owned() }),
        _ => Ok(()),
    }
}

/// Whether a model with this trade elasticity can be computed.
pub(crate) fn is_elasticity(theta: f64) -> bool {
    theta > 0.0 && theta < 1000.0
}

/// A value that is not negative.
fn amount<const T: usize, const N: usize>(
    frame: &Frame<T, N>,
    row: usize,
    value: f64,
) -> Result<f64, BaselineError> {
    match value < 0.0 {
        true => Err(BaselineError::Negative { place: frame.place(row, "value"), value }),
        false => bounded(frame, row, "value", value),
    }
}

/// A value small enough for sums and products of such values to be finite.
pub(crate) fn bounded<const T: usize, const N: usize>(
    frame: &Frame<T, N>,
    row: usize,
    column: &str,
    value: f64,
) -> Result<f64, BaselineError> {
    const LARGEST: f64 = 1e30;
    match value.abs() > LARGEST {
        true => Err(BaselineError::Huge { place: frame.place(row, column), value }),
        false => Ok(value),
    }
}

fn duplicate<const T: usize, const N: usize>(
    what: &'static str,
    codes: &[&str],
    frame: &Frame<T, N>,
    first: usize,
    second: usize,
) -> BaselineError {
    let place = |row| frame.place(row, "value");
    BaselineError::Duplicate { what, key: key(codes), first: place(first), second: place(second) }
}

/// Every economy earns something; `file` is where it should.
pub(crate) fn check_income<'a>(
    table: &Table,
    code: impl Fn(usize) -> &'a str,
    file: &str,
) -> Result<(), BaselineError> {
    match first_without(&factor_income(table)) {
        Some(e) => Err(BaselineError::NoIncome { economy: code(e).to_owned(), file: file.to_owned() }),
        None => Ok(()),
    }
}

/// Every economy wants something; `file` is where it should.
pub(crate) fn check_demand<'a>(
    table: &Table,
    code: impl Fn(usize) -> &'a str,
    file: &str,
) -> Result<(), BaselineError> {
    match first_without(&table.final_demand.by_economy()) {
        Some(e) => Err(BaselineError::NoDemand { economy: code(e).to_owned(), file: file.to_owned() }),
        None => Ok(()),
    }
}

fn first_without(sums: &PerEconomy) -> Option<usize> {
    sums.values().iter().position(|&sum| sum <= 0.0)
}
