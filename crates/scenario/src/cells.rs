//! Files that give each flow its own number: columns sector, origin, destination and the number.

use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::Word;
use crate::target::Target;
use comity_data::frame::{Codes, File};
use comity_model::Flow;
use std::collections::HashMap;

/// The flows and numbers of the file that an entry names, read relative to the scenario.
///
/// A row about a domestic flow may be there if its number is `domestic`, which changes nothing, since files often hold
/// whole matrices; it is left out.
pub(crate) fn read(
    target: &mut Target,
    file: &Word,
    number: &str,
    domestic: f64,
    check: fn(f64) -> Result<f64, Fault>,
) -> Result<Vec<(Flow, f64)>, Error> {
    let path = target.source.file(file)?;
    let file = File::open(&path)?.with_infinities();
    let frame = file.read(["sector", "origin", "destination"], [number])?;
    let [sectors, origins, destinations] = &frame.text;
    let [numbers] = &frame.numbers;
    let at = |row, column: &str, fault: Fault| Error::Cell {
        message: fault.message,
        place: frame.place(row, column),
        hint: fault.hint,
    };
    let sectors =
        ids(sectors, |code| target.selector.sector(code)).map_err(|(row, f)| at(row, "sector", f))?;
    let origins =
        ids(origins, |code| target.selector.economy(code)).map_err(|(row, f)| at(row, "origin", f))?;
    let destinations = ids(destinations, |code| target.selector.economy(code))
        .map_err(|(row, f)| at(row, "destination", f))?;
    let mut first_row: HashMap<Flow, usize> = HashMap::with_capacity(frame.len());
    let mut cells = Vec::with_capacity(frame.len());
    for row in 0..frame.len() {
        let flow = Flow { origin: origins[row], destination: destinations[row], sector: sectors[row] };
        let value = check(numbers[row]).map_err(|fault| at(row, number, fault))?;
        if let Some(earlier) = first_row.insert(flow, row) {
            let message = "the same sector, origin and destination a second time";
            return Err(Error::Cell {
                message: message.to_owned(),
                place: frame.place(row, number),
                hint: Some(format!("the first is {}: keep one of them", frame.place(earlier, number))),
            });
        }
        if !flow.is_domestic() {
            cells.push((flow, value));
        } else if value != domestic {
            return Err(Error::Cell {
                message: format!("a {number} for what an economy buys from itself, which never changes"),
                place: frame.place(row, number),
                hint: Some(format!("remove the row, or write {domestic}")),
            });
        }
    }
    target.files.push(file.hash());
    Ok(cells)
}

/// Looks up each distinct code once; a wrong one comes back with its first row.
fn ids<Id: Copy>(
    codes: &Codes,
    look_up: impl Fn(&str) -> Result<Id, Fault>,
) -> Result<Vec<Id>, (usize, Fault)> {
    let labels: Vec<Result<Id, Fault>> = codes.labels.iter().map(|label| look_up(label)).collect();
    let id = |(row, &label): (usize, &u32)| labels[label as usize].clone().map_err(|fault| (row, fault));
    codes.rows.iter().enumerate().map(id).collect()
}
