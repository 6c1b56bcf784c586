//! What each factor earns, where the baseline has it added up: one share for all sectors, or a file with one for each.

use super::factors::{Named, SHARE_ERROR};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::Word;
use crate::select::Selector;
use crate::source::Source;
use comity_data::frame::File;
use comity_data::{Baseline, FileHash, Step};
use comity_model::{EconomyId, Grid, SectorId};
use std::collections::HashMap;

/// The only factor of a baseline, split in the same proportions everywhere.
pub(super) fn split(baseline: Baseline, named: &[Named]) -> Baseline {
    let given: f64 =
        named.iter().filter_map(|factor| factor.share.as_ref().map(|share| *share.get_ref())).sum();
    let share = |factor: &Named| factor.share.as_ref().map_or(1.0 - given, |share| *share.get_ref());
    let names: Vec<String> = named.iter().map(|factor| factor.name.get_ref().clone()).collect();
    let shares: Vec<String> =
        named.iter().map(|factor| format!("{} {:.4}", factor.name.get_ref(), share(factor))).collect();
    let operation =
        format!("Split value added between factors, in the same shares everywhere: {}", shares.join(", "));
    let size = baseline.table.size;
    let shares = named.iter().map(|factor| Grid::filled(size, share(factor))).collect();
    divided(baseline, names, shares, Step { operation, ..Step::default() })
}

/// The factors of a file with the columns economy, sector, factor and share, which replace those of the baseline.
pub(super) fn from_file(
    baseline: Baseline,
    file: &Word,
    source: &Source,
) -> Result<(Baseline, FileHash), Error> {
    let opened = File::open(&source.file(file)?)?;
    let frame = opened.read(["economy", "sector", "factor"], ["share"])?;
    let cell = |row: usize, column: &str, message: String, hint: Option<String>| Error::Cell {
        message,
        place: frame.place(row, column),
        hint,
    };
    let selector = Selector::new(&baseline);
    let [economies, sectors, factors] = &frame.text;
    let mut names: Vec<String> = Vec::new();
    let mut shares: Vec<Grid> = Vec::new();
    let mut first: HashMap<(EconomyId, SectorId, usize), usize> = HashMap::new();
    for row in 0..frame.len() {
        let fault = |column: &'static str| {
            let cell = &cell;
            move |fault: Fault| cell(row, column, fault.message, fault.hint)
        };
        let economy = selector.economy(economies.get(row)).map_err(fault("economy"))?;
        let sector = selector.sector(sectors.get(row)).map_err(fault("sector"))?;
        let name = factors.get(row);
        if name.is_empty() {
            return Err(cell(row, "factor", "a factor without a name".to_owned(), None));
        }
        let number = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            shares.push(Grid::zeros(baseline.table.size));
            names.len() - 1
        });
        let share = frame.numbers[0][row];
        if !(0.0..=1.0).contains(&share) {
            let message = format!("a share must lie between 0 and 1, found {share}");
            return Err(cell(row, "share", message, None));
        }
        if let Some(earlier) = first.insert((economy, sector, number), row) {
            let hint = format!("the first is {}: keep one of them", frame.place(earlier, "share"));
            let message = "the same economy, sector and factor a second time".to_owned();
            return Err(cell(row, "share", message, Some(hint)));
        }
        shares[number][(economy, sector)] = share;
    }
    // The last row of each sector stands for all of its own.
    let mut rows: HashMap<(EconomyId, SectorId), usize> = HashMap::new();
    for (&(economy, sector, _), &row) in &first {
        let last = rows.entry((economy, sector)).or_insert(row);
        *last = row.max(*last);
    }
    for key in baseline
        .table
        .size
        .economies()
        .flat_map(|economy| baseline.table.size.sectors().map(move |sector| (economy, sector)))
    {
        let paid: f64 = baseline.table.value_added.iter().map(|factor| factor[key]).sum();
        let sum: f64 = shares.iter().map(|share| share[key]).sum();
        let (economy, sector) = (&baseline.economies[key.0.0].code, &baseline.sectors[key.1.0].code);
        match rows.get(&key) {
            Some(&row) if (sum - 1.0).abs() > SHARE_ERROR => {
                let message = format!("the shares of {sector} in {economy} add up to {sum:.6}, not to 1");
                return Err(cell(row, "share", message, None));
            }
            None if paid > 0.0 => {
                let message = format!("`{}` has no shares for {sector} in {economy}", file.get_ref());
                return Err(source.error(
                    Fault::at(file.span(), message).hint("every sector that pays value added needs them"),
                ));
            }
            _ => {}
        }
    }
    let hash = opened.hash();
    let step = Step {
        operation: format!("Split value added between factors: {}", names.join(", ")),
        input: hash.name.clone(),
        sha256: hash.sha256.clone(),
    };
    Ok((divided(baseline, names, shares, step), hash))
}

fn divided(mut baseline: Baseline, names: Vec<String>, shares: Vec<Grid>, step: Step) -> Baseline {
    let mut paid = Grid::zeros(baseline.table.size);
    for factor in &baseline.table.value_added {
        paid.values_mut().iter_mut().zip(factor.values()).for_each(|(sum, value)| *sum += value);
    }
    let earned = |mut share: Grid| {
        share.values_mut().iter_mut().zip(paid.values()).for_each(|(share, paid)| *share *= paid);
        share
    };
    baseline.table.value_added = shares.into_iter().map(earned).collect();
    baseline.factors = names;
    baseline.meta.steps.push(step);
    baseline
}
