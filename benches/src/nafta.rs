//! The NAFTA data of Caliendo and Parro (2015): 31 economies, 40 sectors, tariffs of 1993 and of 2005.

use comity_data::frame::{Codes, File, FrameError};
use comity_model::{EconomyId, Flow, Flows, Grid, InputUse, SectorId, Size, Table};
use std::path::Path;

/// The table of 1993 and the tariffs of 2005.
///
/// # Errors
/// A file that is missing or broken.
pub fn load(folder: &Path) -> Result<(Table, Flows), FrameError> {
    let open = |name: &str| File::open(&folder.join(format!("{name}.parquet")));

    let economies = economies(folder)?;
    let theta = open("theta")?.read(["sector"], ["value"])?;
    let sectors: Vec<String> = theta.text[0].iter().map(str::to_owned).collect();
    let size = Size { economies: economies.len(), sectors: sectors.len() };
    let economy = |codes: &Codes, row| EconomyId(position(&economies, codes.get(row)));
    let sector = |codes: &Codes, row| SectorId(position(&sectors, codes.get(row)));

    let mut table = Table::zeros(size, 1);
    table.theta.values_mut().copy_from_slice(&theta.numbers[0]);

    let trade =
        open("trade")?.read(["sector", "exporter", "importer"], ["value", "tariff_bln", "tariff_cfl"])?;
    let mut new_tariffs = Flows::zeros(size);
    for row in 0..trade.len() {
        let [of, from, to] = &trade.text;
        let flow =
            Flow { origin: economy(from, row), destination: economy(to, row), sector: sector(of, row) };
        table.flows[flow] = trade.numbers[0][row];
        table.tariffs[flow] = trade.numbers[1][row];
        new_tariffs[flow] = trade.numbers[2][row];
    }

    let inputs = open("intermediate_consumption")?.read(["region", "input", "sector"], ["value"])?;
    for row in 0..inputs.len() {
        let [of, input, user] = &inputs.text;
        let at = InputUse { economy: economy(of, row), input: sector(input, row), sector: sector(user, row) };
        // One entry is negative (Canada, Other in Basic metals, -9.5 million USD); nobody buys less than nothing.
        table.input_use[at] = inputs.numbers[0][row].max(0.0);
    }

    let grid = |name: &str| -> Result<Grid, FrameError> {
        let frame = open(name)?.read(["region", "sector"], ["value"])?;
        let mut grid = Grid::zeros(size);
        for row in 0..frame.len() {
            let at = (economy(&frame.text[0], row), sector(&frame.text[1], row));
            grid[at] = frame.numbers[0][row];
        }
        Ok(grid)
    };
    table.final_demand = grid("final_consumption")?;
    table.value_added[0] = grid("value_added")?;
    Ok((table, new_tariffs))
}

/// Names of the economies, in order.
///
/// # Errors
/// A file that is missing or broken.
pub fn economies(folder: &Path) -> Result<Vec<String>, FrameError> {
    let deficit = File::open(&folder.join("deficit.parquet"))?.read(["region"], ["D"])?;
    Ok(deficit.text[0].iter().map(str::to_owned).collect())
}

/// Names of the sectors, in order.
///
/// # Errors
/// A file that is missing or broken.
pub fn sectors(folder: &Path) -> Result<Vec<String>, FrameError> {
    let theta = File::open(&folder.join("theta.parquet"))?.read(["sector"], ["value"])?;
    Ok(theta.text[0].iter().map(str::to_owned).collect())
}

fn position(names: &[String], name: &str) -> usize {
    names.iter().position(|known| known == name).expect("the files of one data set use the same names")
}
